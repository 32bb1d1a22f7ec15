//! Reads documents from the network: the article of a page, and the links and signs around it.

use std::io::Cursor;
use std::ops::ControlFlow;
use std::path::Path;

use crate::domain::RelatedLink;
use crate::extract::{self, OfferedFeed, PageSigns};

use super::document::{ImportError, ImportItem, ImportedArticle};
use super::kind::DocumentKind;
use super::web_document::{self, FetchedDocument, kind};
use super::{charset, guard};

/// Reads the page of an article, or another document that holds one.
pub fn page_document(document: FetchedDocument<'_>) -> Result<ImportedArticle, ImportError> {
    match kind(document) {
        DocumentKind::Html => web_document::page(document),
        DocumentKind::Feed | DocumentKind::JsonFeed => {
            Err(ImportError::NoArticle("a feed, not a page".to_owned()))
        }
        _ => only_article(document.bytes).map(|found| web_document::addressed(found, document.address)),
    }
}

/// The feeds that a page offers in its `Link` headers and its markup, the certain ones first; none for other
/// documents.
pub fn feeds_offered(document: FetchedDocument<'_>, headers: &[String]) -> Vec<OfferedFeed> {
    if kind(document) != DocumentKind::Html {
        return Vec::new();
    }
    let text = charset::decode_as(document.bytes, document.charset).into_owned();
    let (address, headers) = (document.address.clone(), headers.to_vec());
    guard::run_guarded(move || Ok(extract::offered_feeds(&text, &headers, &address))).unwrap_or_default()
}

/// The links of a page that lists stories; none for other documents.
pub fn story_links(document: FetchedDocument<'_>) -> Vec<RelatedLink> {
    if kind(document) != DocumentKind::Html {
        return Vec::new();
    }
    let text = charset::decode_as(document.bytes, document.charset).into_owned();
    let address = document.address.clone();
    guard::run_guarded(move || Ok(extract::story_links(&text, &address))).unwrap_or_default()
}

/// The names of a page, and whether it asks for a password; none for other documents.
pub fn page_signs(document: FetchedDocument<'_>) -> PageSigns {
    if kind(document) != DocumentKind::Html {
        return PageSigns::default();
    }
    let text = charset::decode_as(document.bytes, document.charset).into_owned();
    guard::run_guarded(move || Ok(extract::page_signs(&text))).unwrap_or_default()
}

fn only_article(bytes: &[u8]) -> Result<ImportedArticle, ImportError> {
    let mut first = None;
    super::read(&mut Cursor::new(bytes), Path::new(""), &mut |piece| {
        if let Ok(ImportItem::Article(found)) = piece {
            first = Some(found);
            return ControlFlow::Break(());
        }
        ControlFlow::Continue(())
    })?;
    first.ok_or_else(|| ImportError::NoArticle("no article".to_owned()))
}

#[cfg(test)]
mod tests {
    use super::super::document::{FeedDocument, FeedEntry};
    use super::super::web_document::feed_document;
    use super::*;
    use crate::domain::WebUrl;

    fn at(address: &str) -> WebUrl {
        WebUrl::parse(address).unwrap()
    }

    fn read(text: &str) -> Result<FeedDocument, ImportError> {
        feed_document(FetchedDocument {
            bytes: text.as_bytes(),
            charset: None,
            address: &at("https://paper.example/feed.xml"),
        })
    }

    #[test]
    fn a_feed_document_has_its_title_and_marks_truncated_entries() {
        let long = "Rain fell. ".repeat(120);
        let text = format!(
            "<rss><channel><title>The Paper</title><link>/</link>\
             <item><title>A</title><link>/a</link><description>Short.</description></item>\
             <item><title>B</title><content:encoded>&lt;p>{long}</content:encoded></item>\
             <item><title>C</title></item></channel></rss>"
        );

        let read = read(&text).unwrap();

        assert_eq!(read.title, Some("The Paper".into()));
        assert_eq!(read.site, Some(at("https://paper.example/")));
        let entries: Vec<FeedEntry> = read.entries.into_iter().map(Result::unwrap).collect();
        assert_eq!(entries.iter().map(|entry| entry.is_truncated).collect::<Vec<_>>(), [true, false, true]);
        assert_eq!(entries[0].imported.article.url, Some(at("https://paper.example/a")));
    }

    #[test]
    fn a_feed_without_entries_is_a_feed_and_a_page_is_none() {
        assert!(read("<rss><channel><title>Quiet</title></channel></rss>").unwrap().entries.is_empty());
        let reason = read("<!doctype html><html><body>x</body></html>").unwrap_err().to_string();
        assert_eq!(reason, "a page, not a feed");
        assert!(read("%PDF-1.7").is_err() && read("").is_err());
    }

    #[test]
    fn a_page_offers_feeds_by_its_links() {
        let page = "<!doctype html><html><head><base href='/x/'>\
            <link rel='alternate' type='application/rss+xml' title='All &amp; more' href='rss'>\
            <link rel='feed alternate' type='application/atom+xml' href='https://b.example/atom'>\
            <link rel='alternate' type='application/json' href='/wp-json/posts/1'>\
            <link rel='alternate' type='application/feed+json' href='/feed.json'>\
            <link rel='alternate' hreflang='de' href='/de'>\
            <link rel='alternate' type='application/rss+xml' href='/x/rss'>\
            <link rel='alternate' type='application/rss+xml' href='https://paper.example/'>\
            <link rel='alternate' type='text/xml' href='/old.php'></head>\
            <p><a href='about'>About</a> <a href='news/feed/'>Subscribe</a> <a href='all'>All as RSS</a></html>";
        let address = at("https://paper.example/");

        let page = FetchedDocument { bytes: page.as_bytes(), charset: None, address: &address };
        let offered =
            feeds_offered(page, &["</x>; rel=\"alternate\"; type=\"application/atom+xml\"".to_owned()]);

        let told: Vec<_> = offered.iter().map(|one| (one.feed.feed.path(), one.is_certain)).collect();
        assert_eq!(
            told,
            [
                ("/x", true),
                ("/x/rss", true),
                ("/atom", true),
                ("/feed.json", true),
                ("/old.php", false),
                ("/x/news/feed/", false),
                ("/x/all", false)
            ]
        );
        assert_eq!(offered[1].feed.title, Some("All & more".into()));
    }

    #[test]
    fn the_declared_charset_counts_where_the_bytes_prove_nothing() {
        let page = b"<html><title>\xcf\xf0\xe8\xe2\xe5\xf2</title><p>\xcf\xf0\xe8\xe2\xe5\xf2</p>";
        let address = at("https://paper.example/a");

        let found = page_of(page, Some("windows-1251"), &address);

        assert_eq!(found.article.headline.as_str(), "Привет");
        assert_eq!(found.article.url, Some(address));
    }

    fn page_of(bytes: &[u8], charset: Option<&str>, address: &WebUrl) -> ImportedArticle {
        page_document(FetchedDocument { bytes, charset, address }).unwrap()
    }
}
