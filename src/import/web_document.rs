//! Documents from the network: a feed with its metadata, a page with its address.
//!
//! The content decides the type of a document; the host's headers help only with the charset.

use std::path::Path;

use crate::domain::WebUrl;

use super::document::{FeedDocument, ImportError, ImportedArticle};
use super::kind::DocumentKind;
use super::{charset, feed, guard, html_page};

/// Bytes by which a document is recognised.
const HEAD: usize = 64 << 10;

/// A fetched document.
#[derive(Clone, Copy, Debug)]
pub struct FetchedDocument<'document> {
    /// The bytes of the document.
    pub bytes: &'document [u8],
    /// The charset that the host declared.
    pub charset: Option<&'document str>,
    /// The address of the document.
    pub address: &'document WebUrl,
}

/// Reads a feed, which may have no entries.
pub fn feed_document(document: FetchedDocument<'_>) -> Result<FeedDocument, ImportError> {
    let text = charset::decode_as(document.bytes, document.charset).into_owned();
    let address = document.address.clone();
    match kind(document) {
        DocumentKind::Feed => guard::run_guarded(move || Ok(feed::document(&text, &address))),
        DocumentKind::JsonFeed => guard::run_guarded(move || feed::json_document(&text)),
        DocumentKind::Html => Err(ImportError::NoArticle("a page, not a feed".to_owned())),
        DocumentKind::Empty => Err(ImportError::Empty),
        _ => Err(ImportError::NoArticle("not a feed".to_owned())),
    }
}

/// Reads a page as the article it holds.
pub fn page(document: FetchedDocument<'_>) -> Result<ImportedArticle, ImportError> {
    let text = charset::decode_as(document.bytes, document.charset).into_owned();
    let address = document.address.clone();
    let found = guard::run_guarded(move || html_page::of_text(&text, Some(&address), &|_| None))?;
    Ok(addressed(found, document.address))
}

/// Sets the address of an article: its canonical URL, unless that is the front page of the site, as some
/// pages declare.
pub fn addressed(mut found: ImportedArticle, address: &WebUrl) -> ImportedArticle {
    let is_front = |url: &WebUrl| url.path() == "/" && address.path() != "/";
    let declared = found.article.url.take().filter(|url| !is_front(url));
    found.article.url = declared.or_else(|| Some(address.canonical()));
    found
}

/// The kind of a document.
pub fn kind(document: FetchedDocument<'_>) -> DocumentKind {
    let head = document.bytes.get(..HEAD).unwrap_or(document.bytes);
    let name = Path::new(document.address.path());
    match DocumentKind::of(head, name) {
        // A declared charset may be one whose text looks like binary data.
        DocumentKind::Binary if document.charset.is_some() => {
            DocumentKind::of(charset::decode_as(head, document.charset).as_bytes(), name)
        }
        kind => kind,
    }
}
