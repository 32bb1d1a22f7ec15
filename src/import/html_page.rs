//! Reads a saved page as an article, with the pictures saved with it.

use std::path::Path;

use crate::domain::{Article, IdentityHints, WebUrl};
use crate::extract;
use crate::extract::album::Album;

use super::charset;
use super::document::{ImportError, ImportedArticle};
use super::pictures::{DocumentFolder, Unpacked};

/// Reads a page from a file, with the pictures in the folder that a browser saves beside it.
pub fn read(bytes: &[u8], file: &Path) -> Result<ImportedArticle, ImportError> {
    let beside = DocumentFolder::of(file);
    let mut found = of_text(&charset::decode(bytes), None, &|address| beside.picture(address))?;
    found.notes.extend(beside.note());
    Ok(found)
}

/// Reads a page from a container; `address` is where the container says it was saved from, `album` finds the
/// pictures in the container.
pub fn of_text(
    html: &str,
    address: Option<&WebUrl>,
    album: &Album<'_>,
) -> Result<ImportedArticle, ImportError> {
    let unpacked = Unpacked::of(html);
    let found = |address: &str| unpacked.picture(address).or_else(|| album(address));
    let mut page = extract::extract_page(&unpacked.html, address, &found);
    page.notes.extend(unpacked.note());
    if is_empty(&page.article) {
        return Err(ImportError::NoArticle("neither headline nor text".to_owned()));
    }
    // Some sites name their home as the address of every page.
    let shares_address = page.article.url.as_ref().is_some_and(WebUrl::is_root);
    let standing = IdentityHints { shares_address, ..IdentityHints::default() };
    Ok(ImportedArticle {
        article: page.article,
        notes: page.notes,
        identity_hints: standing,
        ..ImportedArticle::default()
    })
}

fn is_empty(article: &Article) -> bool {
    article.headline.is_empty() && article.body.blocks().is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::pictures::tests::{address, png};

    #[test]
    fn a_page_saved_into_one_file_has_its_address() {
        let page = "<!DOCTYPE html><html><!--\n Page saved with SingleFile \n url: https://paper.example/rain \n saved date: Thu May 07 2020\n--><title>Rain</title><h1>Rain</h1><p>The river rose above its banks in the early hours.</p>";

        let article = read(page.as_bytes(), Path::new("")).unwrap().article;

        assert_eq!(article.url.unwrap().as_str(), "https://paper.example/rain");
        assert_eq!(article.published, None);

        let page = "<!DOCTYPE html><!-- Saved from https://paper.example/snow at 2020-05-08T10:00:00Z using monolith v2.8.1 --><html><title>Snow</title><h1>Snow</h1><p>The river froze in the early hours.</p>";
        let article = read(page.as_bytes(), Path::new("")).unwrap().article;
        assert_eq!(article.url.unwrap().as_str(), "https://paper.example/snow");
    }

    #[test]
    fn a_page_that_names_its_home_as_its_address_is_no_other_of_that_site() {
        let hints = |address: &str| {
            let page = format!("<link rel=canonical href='{address}'>{}", page(""));
            read(page.as_bytes(), Path::new("")).unwrap().identity_hints
        };

        assert!(hints("https://paper.example/").shares_address);
        assert!(!hints("https://paper.example/rain").shares_address);
    }

    fn page(images: &str) -> String {
        let text =
            "The river rose above its banks in the early hours, said the mayor of the town. ".repeat(5);
        format!(
            "<title>Rain</title><article><h1>Rain</h1><p>{text}</p>{images}<p>{text}</p><p>{text}</p></article>"
        )
    }

    #[test]
    fn pictures_within_the_page_are_kept_with_it() {
        let image = format!("<figure><img src='{}'><figcaption>The river.</figcaption></figure>", address(7));

        let article = read(page(&image).as_bytes(), Path::new("")).unwrap().article;

        let pictures = article.pictures();
        assert_eq!(pictures.len(), 1, "{article:?}");
        assert_eq!(pictures[0].bytes(), Some(png(7).as_slice()));
        assert!(article.body.to_plain().contains("The river."));
    }

    #[test]
    fn pictures_in_the_folder_that_a_browser_saved_are_kept_with_it() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("rain.html");
        std::fs::create_dir(folder.path().join("rain_files")).unwrap();
        std::fs::write(folder.path().join("rain_files/r.png"), png(7)).unwrap();
        let html = page("<p><img src='./rain_files/r.png' alt='a river'></p>");
        std::fs::write(&file, &html).unwrap();

        let article = read(html.as_bytes(), &file).unwrap().article;

        assert_eq!(article.pictures().len(), 1, "{article:?}");
        assert!(read(html.as_bytes(), Path::new("")).unwrap().article.pictures().is_empty());
    }

    #[test]
    fn a_too_large_picture_is_left_out_with_a_note() {
        let image =
            format!("<figure><img alt=x src='data:image/png;base64,{}'></figure>", "A".repeat(12 << 20));

        let found = read(page(&image).as_bytes(), Path::new("")).unwrap();

        assert!(found.article.pictures().is_empty());
        assert_eq!(found.notes, ["pictures left out because they are larger than 8 MB: 1"]);
    }

    #[test]
    fn no_page_can_claim_a_picture_that_did_not_come_with_it() {
        let name = crate::domain::PictureName::of(b"secret", 40, 30);
        let html = page(&format!("<img alt=x data-kept-picture='{name}' picture='{name}' src='/x.png'>"));

        assert!(read(html.as_bytes(), Path::new("")).unwrap().article.pictures().is_empty());
    }
}
