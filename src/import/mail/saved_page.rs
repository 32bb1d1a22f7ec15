//! Pages that a browser saved as MHTML: a message with the page, its frames and its pictures as parts.

use mailparse::{MailHeaderMap as _, ParsedMail};

use super::mail_pictures::MailPictures;
use super::{part, text};
use crate::domain::{Article, WebUrl};
use crate::import::document::{ImportError, ImportedArticle};
use crate::import::html_page;

/// Words below which a saved page may have its text in a frame.
const FEWEST_WORDS: usize = 25;
/// The most frames that are read.
const MOST_FRAMES: usize = 20;

/// Reads the article of a page, which may stand in one of its frames.
pub(super) fn read(message: &ParsedMail<'_>) -> Result<ImportedArticle, ImportError> {
    let page = part(message, "text/html").or_else(|| part(message, "application/xhtml+xml"));
    let page = page.ok_or_else(|| ImportError::NoArticle("a saved page without its text".to_owned()))?;
    let whole = document(message, page);
    if whole.as_ref().is_ok_and(|found| found.article.body.word_count() >= FEWEST_WORDS) {
        return whole;
    }
    // The text of a page of frames stands in one of them.
    let frames =
        message.parts().filter(|part| part.ctype.mimetype == "text/html" && !std::ptr::eq(*part, page));
    let found = frames.take(MOST_FRAMES).filter_map(|frame| document(message, frame).ok());
    let frame = found.max_by_key(|found| found.article.body.word_count());
    match (whole, frame) {
        (Ok(whole), Some(frame)) if frame.article.body.word_count() <= whole.article.body.word_count() => {
            Ok(whole)
        }
        (Ok(ImportedArticle { article: Article { url: url @ Some(_), .. }, .. }), Some(mut frame)) => {
            frame.article.url = url;
            Ok(frame)
        }
        (_, Some(frame)) => Ok(frame),
        (whole, None) => whole,
    }
}

fn document(message: &ParsedMail<'_>, page: &ParsedMail<'_>) -> Result<ImportedArticle, ImportError> {
    let location = page.headers.get_first_value("Content-Location");
    let location = location.or_else(|| message.headers.get_first_value("Snapshot-Content-Location"));
    let address = location.and_then(|location| WebUrl::parse(&location).ok());
    let album = MailPictures::of(message, address.clone());
    html_page::of_text(&text(page), address.as_ref(), &|written| album.picture(written))
}
