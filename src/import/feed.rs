//! Feeds as files: RSS 0.9x to 2.0, Atom 0.3 and 1.0, JSON Feed. Every entry becomes an article.
//!
//! A tolerant reader serves all XML feeds: it matches names, not schemas, so that an invalid entry is
//! skipped and a feed that breaks off gives its entries so far. Knows no network.
//!
//! `feed-rs` was considered and rejected: it gives up a whole feed for one odd entry, reads Atom 0.3 as empty
//! without an error, and turns a date without a time, or a time with its offset, into an instant of UTC. On
//! the test files of two other readers this one reads more of the feeds and more of their metadata.

mod content;
mod context;
mod element;
mod entities;
mod entry;
mod form;
mod head;
mod identity;
mod json_feed;
mod links;
mod media;
mod people;
mod repair;
mod tree;

use std::panic;

use crate::domain::{Article, Block, Prose, WebUrl};
use crate::extract::{references, words};

use super::document::{FeedDocument, FeedEntry, ImportError, ImportSink, ImportedArticle, Skipped};
use super::{charset, document, fullest, guard};

use head::Head;

pub use element::{Element, Node};
pub use json_feed::is_json_feed;
pub use repair::begins_in_page;
pub use tree::Tree;

/// A feed as it is parsed, before entries without content are dropped.
struct Feed {
    title: Option<Prose>,
    site: Option<WebUrl>,
    entries: Vec<Result<ImportedArticle, String>>,
    /// The address of the next page.
    next: Option<WebUrl>,
    /// The new permanent address.
    moved: Option<WebUrl>,
    /// The interval that the feed asks for, in minutes.
    ttl: Option<u32>,
    /// The reason why the feed breaks off, where it does.
    cut: Option<String>,
}

/// Reads an XML feed.
pub fn read(bytes: Vec<u8>, each: &mut ImportSink<'_>) -> Result<(), ImportError> {
    deliver(guard::run_guarded(move || Ok(xml(&charset::decode(&bytes), None)))?, each)
}

/// Reads a JSON Feed.
pub fn read_json(bytes: Vec<u8>, each: &mut ImportSink<'_>) -> Result<(), ImportError> {
    deliver(guard::run_guarded(move || json_feed::read(&charset::decode(&bytes)))?, each)
}

/// Reads an XML feed fetched from an address, with its metadata.
pub fn document(text: &str, address: &WebUrl) -> FeedDocument {
    xml(text, Some(address)).into()
}

/// Reads a JSON Feed with its metadata.
pub fn json_document(text: &str) -> Result<FeedDocument, ImportError> {
    Ok(json_feed::read(text)?.into())
}

fn xml(text: &str, address: Option<&WebUrl>) -> Feed {
    let tree = elements(text);
    let mut head = head::of(&tree.root, address);
    let found = head::entries(&tree.root, &head);
    head.date_order = entry::date_order(&found);
    let mut entries: Vec<_> = found
        .into_iter()
        .map(|(element, context)| guarded_entry(|| entry::read(element, &context, &head)))
        .collect();
    identity::settle(&mut entries, head.site.as_ref());
    if let (Some(cut), Some(Ok(last))) = (&tree.cut, entries.last_mut()) {
        last.notes.push(cut.clone());
    }
    let Head { title, site, next, moved, ttl, .. } = head;
    Feed { title, site, entries, next, moved, ttl, cut: tree.cut }
}

/// The elements of a text that is meant to be XML, however broken.
pub fn elements(xml: &str) -> Tree {
    tree::of(&repair::mended(&references::mended(xml)))
}

/// Reads an entry; a panic of the reader costs that entry alone.
fn guarded_entry(read: impl FnOnce() -> ImportedArticle) -> Result<ImportedArticle, String> {
    panic::catch_unwind(panic::AssertUnwindSafe(read))
        .map_err(|_panic| "reading the entry failed, which is a bug in newsprint".to_owned())
}

impl From<Feed> for FeedDocument {
    fn from(feed: Feed) -> Self {
        let Feed { title, site, entries, next, moved, ttl, cut } = feed;
        let entries = (1..).zip(entries).map(|(number, entry)| numbered(number, entry).map(FeedEntry::of));
        Self { title, site, entries: entries.collect(), next, moved, ttl, cut }
    }
}

impl FeedEntry {
    fn of(found: ImportedArticle) -> Self {
        let is_summary = found.notes.iter().any(|note| note == fullest::SUMMARY_ONLY);
        Self { is_truncated: is_summary || found.article.body.blocks().is_empty(), imported: found }
    }
}

fn deliver(feed: Feed, each: &mut ImportSink<'_>) -> Result<(), ImportError> {
    if feed.entries.is_empty() {
        let reason = feed.cut.map(|cut| format!("a feed without entries: {cut}"));
        return Err(ImportError::NoArticle(reason.unwrap_or_else(|| "a feed without entries".to_owned())));
    }
    document::deliver((1..).zip(feed.entries).map(|(number, entry)| numbered(number, entry)), each);
    Ok(())
}

fn numbered(number: usize, entry: Result<ImportedArticle, String>) -> Result<ImportedArticle, Skipped> {
    entry
        .and_then(readable)
        .map_err(|reason| Skipped { line: None, reason: format!("entry {number}: {reason}") })
}

/// The article, if it has any content. The entry of a microblog gets its first words as headline; an entry
/// with only a picture or a link gets the address.
fn readable(mut found: ImportedArticle) -> Result<ImportedArticle, String> {
    let article = &mut found.article;
    if article.headline.is_empty() {
        let named =
            words::first_words(&article.body).or_else(|| picture(article)).or_else(|| address(article));
        article.headline = named.ok_or("neither headline nor text")?;
    }
    if article.body.blocks().is_empty() {
        found.notes.push("the feed has no text for this entry, only its headline or address".to_owned());
    }
    Ok(found)
}

fn picture(article: &Article) -> Option<Prose> {
    article.body.blocks().iter().find_map(|block| match block {
        Block::Figure(figure) => {
            let caption = figure.caption.as_ref().and_then(|caption| Prose::non_empty(&caption.to_plain()));
            caption.or_else(|| figure.alt.clone())
        }
        _ => None,
    })
}

/// The address as a headline, "paper.example/rain": of the page or the recording.
fn address(article: &Article) -> Option<Prose> {
    let image = || {
        let mut image = article.lead_image.as_ref().and_then(|image| image.url.clone());
        article.body.each_figure(&mut |figure| image = image.take().or_else(|| figure.url.clone()));
        image
    };
    let url = article.url.clone().or_else(|| Some(article.media.first()?.url.clone())).or_else(image)?;
    let url = url.as_str();
    Prose::non_empty(url.split_once("://").map_or(url, |(_, place)| place).trim_end_matches('/'))
}

#[cfg(test)]
pub mod tests;
