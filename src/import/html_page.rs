//! A saved page becomes an article.

use std::borrow::Cow;

use crate::domain::{Article, WebUrl};
use crate::extract;

use super::{Found, ImportError, charset};

/// Characters of a picture or font within the page itself, beyond which it is taken out: a page saved
/// into one file is mostly these.
const SMALL: usize = 200;

/// Reads a page.
///
/// # Errors
/// Where it holds neither headline nor text, or its reader failed.
pub fn read(bytes: &[u8]) -> Result<Found, ImportError> {
    of_text(&charset::decode(bytes), None)
}

/// Reads the page that a container holds; `address` is where the container says it was saved from.
///
/// # Errors
/// Where it holds neither headline nor text.
pub fn of_text(html: &str, address: Option<&WebUrl>) -> Result<Found, ImportError> {
    let page = extract::page(&without_embedded(html), address);
    if is_empty(&page.article) {
        return Err(ImportError::NoArticle("neither headline nor text".to_owned()));
    }
    Ok(Found { article: page.article, notes: page.notes, ..Found::default() })
}

/// The page without the files it carries in `data:` addresses.
fn without_embedded(html: &str) -> Cow<'_, str> {
    let mut kept = String::new();
    let mut rest = html;
    while let Some(at) = rest.find("data:") {
        let (before, address) = rest.split_at(at);
        let is_part = |letter: char| letter.is_ascii_alphanumeric() || "+/=:;,.%-_&#".contains(letter);
        let end = address.find(|letter| !is_part(letter)).unwrap_or(address.len());
        kept.push_str(before);
        kept.push_str(if end > SMALL { "data:," } else { address.get(..end).unwrap_or_default() });
        rest = address.get(end..).unwrap_or_default();
    }
    if kept.len() + rest.len() == html.len() || kept.is_empty() {
        return Cow::Borrowed(html);
    }
    kept.push_str(rest);
    Cow::Owned(kept)
}

fn is_empty(article: &Article) -> bool {
    article.headline.is_empty() && article.body.blocks().is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_within_the_page_are_taken_out() {
        let page = format!("<img src=\"data:image/png;base64,{}\">Rain, data: none", "A".repeat(1_000));

        assert_eq!(without_embedded(&page), "<img src=\"data:,\">Rain, data: none");
        assert!(matches!(without_embedded("<p>data: none"), Cow::Borrowed(_)));
    }

    #[test]
    fn a_page_in_one_file_says_where_it_was_saved_from() {
        let page = "<!DOCTYPE html><html><!--\n Page saved with SingleFile \n url: https://paper.example/rain \n saved date: Thu May 07 2020\n--><title>Rain</title><h1>Rain</h1><p>The river rose above its banks in the early hours.</p>";

        let article = read(page.as_bytes()).unwrap().article;

        assert_eq!(article.url.unwrap().as_str(), "https://paper.example/rain");
        assert_eq!(article.published, None);
    }
}
