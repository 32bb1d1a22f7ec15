//! Reads outside formats as articles: article JSON, JSON Lines, feeds, saved pages and their containers, web
//! archives, e-mail and mailboxes, Markdown, text saved from a page, and the libraries of other programs with
//! their marks; lists of feeds become subscriptions.
//!
//! Recognises formats by content, not by name; does not know where articles are stored. Every reader works
//! within stated limits, reports what it cut, and a failure affects only its own document.

mod ahead;
mod bookmark_file;
mod charset;
mod clippings;
mod csv;
mod document;
mod epub;
mod feed;
mod feed_list;
mod fetched;
mod files;
mod front_matter;
mod fullest;
mod guard;
mod gzip;
mod html_page;
mod json;
mod json_lines;
mod json_repair;
mod kind;
mod linking_page;
mod lossy;
mod mail;
mod mailbox;
mod markdown;
mod markdown_file;
mod markup;
mod newsboat;
mod omnivore;
pub mod opml;
mod packing;
mod pictures;
mod plain_text;
mod reading;
mod reading_list;
mod subscriptions;
mod text_lines;
mod tt_rss;
mod warc;
mod web_archive;
mod web_document;
mod zip_archive;

pub use document::{
    FeedDocument, FeedEntry, ImportError, ImportItem, ImportSink, ImportedArticle, LARGEST_DOCUMENT,
    LONGEST_LINE, Skipped,
};
pub use feed_list::{SAVED_SEARCH, write as write_feed_list};
pub use fetched::{feeds_offered, page_document, page_signs};
pub use files::{files, open};
pub use fullest::is_summary;
pub use guard::{catch_panic, is_reading_document};
pub use linking_page::linking_page;
pub use opml::write as write_opml;
pub use pictures::of_bytes as picture_of;
pub use reading::{read, read_after};
pub use web_document::{FetchedDocument, feed_document};
