//! Documents as hosts send them: a feed with what it says of itself, a page with where it is.
//!
//! What a document is, its content decides; what the host said of it helps only with the charset.

use std::path::Path;

use crate::domain::WebUrl;

use super::document::{FeedDocument, ImportError, ImportedArticle};
use super::kind::Kind;
use super::{charset, feed, guard, html_page};

/// Bytes that are looked at to tell what a document is.
const HEAD: usize = 64 << 10;

/// A document and what is known of it beside its bytes.
#[derive(Clone, Copy, Debug)]
pub struct FetchedDocument<'document> {
    /// Its bytes.
    pub bytes: &'document [u8],
    /// The charset its host declared.
    pub charset: Option<&'document str>,
    /// Where it was found.
    pub address: &'document WebUrl,
}

/// Reads a feed; one without entries is a feed all the same.
pub fn feed_document(document: FetchedDocument<'_>) -> Result<FeedDocument, ImportError> {
    let text = charset::decode_as(document.bytes, document.charset).into_owned();
    let address = document.address.clone();
    match kind(document) {
        Kind::Feed => guard::guarded(move || Ok(feed::document(&text, &address))),
        Kind::JsonFeed => guard::guarded(move || feed::json_document(&text)),
        Kind::Html => Err(ImportError::NoArticle("a page, no feed".to_owned())),
        Kind::Empty => Err(ImportError::Empty),
        _ => Err(ImportError::NoArticle("no feed".to_owned())),
    }
}

/// Reads a page as the article it holds.
pub fn page(document: FetchedDocument<'_>) -> Result<ImportedArticle, ImportError> {
    let text = charset::decode_as(document.bytes, document.charset).into_owned();
    let address = document.address.clone();
    let found = guard::guarded(move || html_page::of_text(&text, Some(&address), &|_| None))?;
    Ok(addressed(found, document.address))
}

/// What was found at an address. Some pages all name the front page of their site as their own.
pub fn addressed(mut found: ImportedArticle, address: &WebUrl) -> ImportedArticle {
    let is_front = |url: &WebUrl| url.path() == "/" && address.path() != "/";
    let declared = found.article.url.take().filter(|url| !is_front(url));
    found.article.url = declared.or_else(|| Some(address.canonical()));
    found
}

/// What a document is.
pub fn kind(document: FetchedDocument<'_>) -> Kind {
    let head = document.bytes.get(..HEAD).unwrap_or(document.bytes);
    let name = Path::new(document.address.path());
    match Kind::of(head, name) {
        // The header may know an encoding that looks like no text.
        Kind::Binary if document.charset.is_some() => {
            Kind::of(charset::decode_as(head, document.charset).as_bytes(), name)
        }
        kind => kind,
    }
}
