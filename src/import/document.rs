//! A document of any format on its way in: what it holds, what was left out of it, why it was refused.

use std::io::{self, BufRead, Read as _};
use std::ops::ControlFlow;
use std::time::Duration;

use thiserror::Error;

use crate::domain::{Article, IdentityHints, Marks, Prose, Subscription, WebUrl};

/// Larger documents are refused; JSON Lines and arrays of articles are read piece by piece and may
/// be of any size.
pub const LARGEST_DOCUMENT: u64 = 20 << 20;

/// A longer line of JSON Lines is skipped.
pub const LONGEST_LINE: u64 = 32 << 20;

/// One article that was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportedArticle {
    /// The article.
    pub article: Article,
    /// How it stands among the others of its document.
    pub standing: IdentityHints,
    /// What its person did with it elsewhere.
    pub marks: Marks,
    /// What was cut on the way, in sentences.
    pub notes: Vec<String>,
    /// Which record of a web archive it is, counted from 1; 0 where it is none.
    pub record: usize,
}

impl FeedEntry {
    /// The same as a record of a web archive.
    pub fn of_record(mut self, record: usize) -> Self {
        self.found.record = record;
        self
    }
}

/// One thing that a document holds.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(
    clippy::large_enum_variant,
    reason = "nearly every piece is an article; none needs a box of its own"
)]
pub enum ImportItem {
    /// An article.
    Article(ImportedArticle),
    /// A feed that its person follows.
    Subscription(Subscription),
    /// What is to be said of the document, in a sentence.
    Note(String),
}

/// A part of a document that became no article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skipped {
    /// Its line, counted from 1, where the document is read line by line.
    pub line: Option<usize>,
    /// Why.
    pub reason: String,
}

/// A feed as it was fetched.
#[derive(Debug)]
pub struct FeedDocument {
    /// What it calls itself.
    pub title: Option<Prose>,
    /// Where people read what it tells of.
    pub site: Option<WebUrl>,
    /// Its entries, or why one is none.
    pub entries: Vec<Result<FeedEntry, Skipped>>,
    /// Where its next page is, where it has pages (RFC 5005).
    pub next: Option<WebUrl>,
    /// Where it says that it lives for good now (`itunes:new-feed-url`).
    pub moved: Option<WebUrl>,
    /// How often it asks to be fetched, in minutes (`ttl`, `sy:updatePeriod`).
    pub ttl: Option<u32>,
    /// Why there are no more, where it breaks off.
    pub cut: Option<String>,
}

/// An entry of a feed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FeedEntry {
    /// The article as the feed tells it.
    pub found: ImportedArticle,
    /// Whether the feed holds less than its text.
    pub is_truncated: bool,
}

/// The time that one document may take. The limits of its reader keep the worst known to two seconds; the
/// rest is for machines that are slow or busy.
pub const LONGEST_READING: Duration = Duration::from_secs(20);

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
    #[error("not read within {} seconds", LONGEST_READING.as_secs())]
    TookTooLong,
}

/// What is done with every piece or skipped part, in the order of the document.
pub type ImportSink<'each> = dyn FnMut(Result<ImportItem, Skipped>) -> ControlFlow<()> + 'each;

impl From<ImportedArticle> for ImportItem {
    fn from(found: ImportedArticle) -> Self {
        Self::Article(found)
    }
}

/// All bytes of a document, where it is no larger than a document may be.
pub fn all_bytes(input: &mut dyn BufRead) -> Result<Vec<u8>, ImportError> {
    let mut bytes = Vec::new();
    let read = input.take(LARGEST_DOCUMENT + 1).read_to_end(&mut bytes)?;
    if u64::try_from(read).is_ok_and(|read| read <= LARGEST_DOCUMENT) {
        Ok(bytes)
    } else {
        Err(ImportError::TooLarge)
    }
}
