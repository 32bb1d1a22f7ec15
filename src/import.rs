//! Outside formats become articles: article JSON, JSON Lines, feeds, saved pages and their
//! containers, messages of e-mail, Markdown, text saved from a page, and the libraries of other programs
//! with what their person did; lists of feeds become subscriptions.
//!
//! Recognises by content, not by name; does not know where articles are kept. Every reader works
//! within stated limits, says what it cut, and costs only its own document when it fails.

mod charset;
mod csv;
mod feed;
mod feed_list;
mod fetched;
mod files;
mod front_matter;
mod guard;
mod gzip;
mod html_page;
mod json;
mod json_lines;
mod kind;
mod mail;
mod markdown;
mod newsboat;
mod omnivore;
pub mod opml;
mod pictures;
mod plain_text;
mod saved;
mod saved_links;
mod subscriptions;
mod web_archive;

use std::io::{self, BufRead, BufReader, Read as _};
use std::ops::ControlFlow;
use std::path::Path;

use thiserror::Error;

use crate::domain::{Article, Marks, Subscription};
use kind::Kind;

pub use feed_list::write as write_feed_list;
pub use fetched::{FeedDocument, FeedEntry, Fetched, feed_document, feeds_offered, page_document};
pub use files::{files, open};
pub use guard::{caught, is_at_work};
pub use opml::write as write_opml;

/// Larger documents are refused; JSON Lines and arrays of articles are read piece by piece and may
/// be of any size.
pub const LARGEST_DOCUMENT: u64 = 20 << 20;

/// A longer line of JSON Lines is skipped.
pub const LONGEST_LINE: u64 = 32 << 20;

/// Bytes that are looked at to tell what a document is.
const HEAD: u64 = 64 << 10;

/// One article that was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// The article.
    pub article: Article,
    /// What its person did with it elsewhere.
    pub marks: Marks,
    /// What was cut on the way, in sentences.
    pub notes: Vec<String>,
}

/// One thing that a document holds.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(
    clippy::large_enum_variant,
    reason = "nearly every piece is an article; none needs a box of its own"
)]
pub enum Piece {
    /// An article.
    Article(Found),
    /// A feed that its person follows.
    Subscription(Subscription),
}

/// A part of a document that became no article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skipped {
    /// Its line, counted from 1, where the document is read line by line.
    pub line: Option<usize>,
    /// Why.
    pub reason: String,
}

/// Why a whole document became no article.
#[derive(Debug, Error)]
pub enum ImportError {
    /// The bytes could not be read.
    #[error("cannot read the document")]
    Read(#[from] io::Error),
    /// It is larger than a document may be.
    #[error("larger than {} MB", LARGEST_DOCUMENT >> 20)]
    TooLarge,
    /// It holds nothing that could be read.
    #[error("holds no text")]
    Empty,
    /// It is a program, a picture or other bytes that are no text.
    #[error("not a text document")]
    NotText,
    /// A format that is recognised and not read.
    #[error("{0} are not read")]
    Unsupported(&'static str),
    /// The text was understood and holds no article.
    #[error("{0}")]
    NoArticle(String),
    /// The reader of this format failed; a fault of newsprint.
    #[error("the reader of this format failed on it, which is a fault of newsprint")]
    ReaderFailed,
    /// It was given up.
    #[error("not read within {} seconds", guard::LONGEST.as_secs())]
    TookTooLong,
}

/// What is done with every piece or skipped part, in the order of the document.
pub type Each<'each> = dyn FnMut(Result<Piece, Skipped>) -> ControlFlow<()> + 'each;

/// Reads one document of any kind this room knows, recognised by its content; `name` is a hint
/// where content leaves a doubt. Stops early when `each` breaks.
pub fn read(input: &mut dyn BufRead, name: &Path, each: &mut Each<'_>) -> Result<(), ImportError> {
    let mut head = Vec::new();
    input.take(HEAD).read_to_end(&mut head)?;
    if head.starts_with(&[0x1f, 0x8b]) {
        let mut inner = BufReader::new(gzip::Inflated::of(head.as_slice().chain(input)));
        let mut head = Vec::new();
        inner.by_ref().take(HEAD).read_to_end(&mut head)?;
        return read_plain(head, &mut inner, name, each);
    }
    read_plain(head, input, name, each)
}

/// Reads one line of JSON Lines: one article as JSON.
///
/// # Errors
/// The reason why the line holds no article, as a sentence without its end.
pub fn json_line(line: &[u8]) -> Result<Found, String> {
    json::article(line)
}

fn read_plain(
    head: Vec<u8>,
    rest: &mut dyn BufRead,
    name: &Path,
    each: &mut Each<'_>,
) -> Result<(), ImportError> {
    let kind = Kind::of(&head, name);
    let mut whole = BufReader::new(io::Cursor::new(head).chain(rest));
    match kind {
        Kind::JsonLines => json_lines::read(&mut whole, each),
        Kind::JsonArray if omnivore::is_export(name) => omnivore::read(&all(&mut whole)?, name, each),
        Kind::JsonArray => json::array(&mut whole, each),
        Kind::Table => csv::read(&all(&mut whole)?, each),
        Kind::SavedLinks => saved_links::read(all(&mut whole)?, each),
        Kind::Database => newsboat::read(name, each),
        Kind::Json => json::document(&all(&mut whole)?, each),
        Kind::JsonFeed => feed::read_json(all(&mut whole)?, each),
        Kind::Feed => feed::read(all(&mut whole)?, each),
        Kind::Opml => opml::read(all(&mut whole)?, each),
        Kind::FeedList => feed_list::read(&all(&mut whole)?, each),
        Kind::Mail => alone(all(&mut whole)?, mail::read, each),
        Kind::WebArchive => alone(all(&mut whole)?, web_archive::read, each),
        Kind::Markdown => beside(all(&mut whole)?, name, front_matter::read, each),
        Kind::Html => beside(all(&mut whole)?, name, html_page::read, each),
        Kind::Text => alone(all(&mut whole)?, plain_text::read, each),
        Kind::Unread(format) => Err(ImportError::Unsupported(format)),
        Kind::Empty => Err(ImportError::Empty),
        Kind::Binary => Err(ImportError::NotText),
    }
}

/// Reads a document that holds one article.
fn alone(
    bytes: Vec<u8>,
    read: fn(&[u8]) -> Result<Found, ImportError>,
    each: &mut Each<'_>,
) -> Result<(), ImportError> {
    hand_over(guard::guarded(move || read(&bytes))?, each);
    Ok(())
}

/// The same for one whose pictures may lie beside it.
fn beside(
    bytes: Vec<u8>,
    name: &Path,
    read: fn(&[u8], &Path) -> Result<Found, ImportError>,
    each: &mut Each<'_>,
) -> Result<(), ImportError> {
    let name = name.to_owned();
    hand_over(guard::guarded(move || read(&bytes, &name))?, each);
    Ok(())
}

/// Hands over the only article of a document: a wish to stop changes nothing.
fn hand_over(found: Found, each: &mut Each<'_>) {
    match each(Ok(found.into())) {
        ControlFlow::Continue(()) | ControlFlow::Break(()) => {}
    }
}

impl From<Found> for Piece {
    fn from(found: Found) -> Self {
        Self::Article(found)
    }
}

fn all(input: &mut dyn BufRead) -> Result<Vec<u8>, ImportError> {
    let mut bytes = Vec::new();
    let read = input.take(LARGEST_DOCUMENT + 1).read_to_end(&mut bytes)?;
    if u64::try_from(read).is_ok_and(|read| read <= LARGEST_DOCUMENT) {
        Ok(bytes)
    } else {
        Err(ImportError::TooLarge)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write as _;

    /// Headlines and reasons, in order.
    fn told(document: &[u8]) -> Vec<String> {
        let mut told = Vec::new();
        let end = read(&mut io::Cursor::new(document), Path::new("x"), &mut |result| {
            told.push(match result {
                Ok(Piece::Article(found)) => found.article.headline.to_string(),
                Ok(Piece::Subscription(subscription)) => subscription.feed.to_string(),
                Err(skipped) => format!("{}: {}", skipped.line.unwrap_or(0), skipped.reason),
            });
            ControlFlow::Continue(())
        });
        if let Err(reason) = end {
            told.push(reason.to_string());
        }
        told
    }

    #[test]
    fn a_bad_line_is_skipped_by_its_number() {
        let lines = b"{\"headline\":\"A\"}\n\n{oops\n{\"headline\":\"B\"}\n{}";

        assert_eq!(
            told(lines),
            ["A", "3: not JSON: key must be a string", "B", "5: neither headline nor text"]
        );
    }

    #[test]
    fn articles_come_one_by_one_or_in_lists() {
        assert_eq!(told(b"{\n\"title\": \"A\"\n}"), ["A"]);
        assert_eq!(
            told(b"[{\"title\":\"A\"}, {}, {\"title\":\"B\"}]"),
            ["A", "0: element 2: neither headline nor text", "B"]
        );
        assert_eq!(
            told(b"{\n\"title\":\"The Paper\",\n\"items\":[{\"title\":\"A\"},{\"title\":\"B\"}]}"),
            ["A", "B"]
        );
        assert_eq!(told(b"[{\"title\":\"A\"}, {\"title\":"), ["A", "1: not JSON: EOF while parsing a value"]);
    }

    #[test]
    fn a_compressed_document_is_what_it_holds() {
        let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        packed.write_all(b"{\"title\":\"A\"}\n{\"title\":\"B\"}\n").unwrap();

        assert_eq!(told(&packed.finish().unwrap()), ["A", "B"]);
    }

    #[test]
    fn reading_stops_when_nobody_wants_more() {
        let lines = "{\"title\":\"A\"}\n".repeat(10_000);
        let mut count = 0;

        let end = read(&mut lines.as_bytes(), Path::new("x"), &mut |_| {
            count += 1;
            if count == 3 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });

        assert!(end.is_ok() && count == 3);
    }

    #[test]
    fn a_page_becomes_an_article() {
        let sentence =
            "Rain fell on the hills around the old town for the third day in a row, said the mayor. ";
        let text = sentence.repeat(4);
        let page = format!(
            "<html lang=en><title>Rain falls again | The Paper</title><body><h1>Rain falls again</h1><p>{text}</p><p>{text}</p>"
        );

        assert_eq!(told(page.as_bytes()), ["Rain falls again"]);
    }

    #[test]
    fn what_is_no_text_is_refused_by_name() {
        assert_eq!(told(b""), ["holds no text"]);
        assert_eq!(told(b"%PDF-1.7 ..."), ["PDF files are not read"]);
        assert_eq!(told(b"\x7fELF\x02\x01\x01\x00\x00\x00\x00"), ["not a text document"]);
    }

    #[test]
    fn deep_and_endless_pages_are_read_in_time() {
        let started = std::time::Instant::now();
        let deep = format!("<p>text</p>{}x{}", "<div>".repeat(100_000), "</div>".repeat(100_000));
        let wide = format!("<p {}>text", "a=1 ".repeat(100_000));

        told(deep.as_bytes());
        told(wide.as_bytes());

        assert!(started.elapsed().as_secs() < 10);
    }
}
