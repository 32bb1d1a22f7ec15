//! The result of reading a document of any format: its articles, the parts left out, and the reasons of
//! refusals.

use std::io::{self, BufRead, Read as _};
use std::ops::ControlFlow;
use std::time::Duration;

use thiserror::Error;

use crate::domain::{Article, IdentityHints, Marks, Prose, Subscription, WebUrl};

/// Most bytes of a document; JSON Lines and arrays of articles are read piece by piece and may be of any
/// size.
pub const LARGEST_DOCUMENT: u64 = 20 << 20;

/// Most bytes of a line of JSON Lines; a longer line is skipped.
pub const LONGEST_LINE: u64 = 32 << 20;

/// An article that was read from a document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportedArticle {
    /// The article.
    pub article: Article,
    /// The hints that distinguish the article from the others of its document.
    pub identity_hints: IdentityHints,
    /// The person's marks in the other program.
    pub marks: Marks,
    /// Sentences about what was cut.
    pub notes: Vec<String>,
    /// The number of the article's record in a web archive, from 1; 0 outside of one.
    pub record: usize,
}

impl FeedEntry {
    /// Sets the number of the record in a web archive.
    pub fn of_record(mut self, record: usize) -> Self {
        self.imported.record = record;
        self
    }
}

/// A piece of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(
    clippy::large_enum_variant,
    reason = "nearly every piece is an article; none needs a box of its own"
)]
pub enum ImportItem {
    /// An article.
    Article(ImportedArticle),
    /// A feed that the person subscribed to.
    Subscription(Subscription),
    /// A sentence about the document.
    Note(String),
}

/// A part of a document that became no article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skipped {
    /// The line of the part, from 1, where the document is read line by line.
    pub line: Option<usize>,
    /// The reason.
    pub reason: String,
}

/// A fetched feed.
#[derive(Debug)]
pub struct FeedDocument {
    /// The title that the feed declares.
    pub title: Option<Prose>,
    /// The site URL of the feed.
    pub site: Option<WebUrl>,
    /// The entries, each an article or the reason why it is none.
    pub entries: Vec<Result<FeedEntry, Skipped>>,
    /// The address of the next page, where the feed has pages (RFC 5005).
    pub next: Option<WebUrl>,
    /// The new permanent address of the feed (`itunes:new-feed-url`).
    pub moved: Option<WebUrl>,
    /// The interval that the feed asks for, in minutes (`ttl`, `sy:updatePeriod`).
    pub ttl: Option<u32>,
    /// The reason why the feed breaks off, where it does.
    pub cut: Option<String>,
}

/// An entry of a feed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FeedEntry {
    /// The article as the feed has it.
    pub imported: ImportedArticle,
    /// Whether the feed holds only a part of the text.
    pub is_truncated: bool,
}

/// The most time for one document. The limits of the readers keep the worst known document to two seconds;
/// the rest is for machines that are slow or busy.
pub const LONGEST_READING: Duration = Duration::from_mins(1);

/// The reason why a whole document became no article.
#[derive(Debug, Error)]
pub enum ImportError {
    /// The bytes could not be read.
    #[error("cannot read the document")]
    Read(#[from] io::Error),
    /// The document is larger than [`LARGEST_DOCUMENT`].
    #[error("larger than {} MB", LARGEST_DOCUMENT >> 20)]
    TooLarge,
    /// The document has no text.
    #[error("contains no text")]
    Empty,
    /// The document is a program, a picture or other bytes that are no text.
    #[error("not a text document")]
    NotText,
    /// The format is recognised, but not supported.
    #[error("{0} are not supported")]
    Unsupported(&'static str),
    /// The document was read and holds no article; the reason.
    #[error("{0}")]
    NoArticle(String),
    /// The reader of the format panicked, which is a fault of newsprint.
    #[error("reading this format failed, which is a bug in newsprint")]
    ReaderFailed,
    /// The reader exceeded the time for one document.
    #[error("could not be read within {} seconds", LONGEST_READING.as_secs())]
    TookTooLong,
}

/// The callback for every piece or skipped part, in the order of the document; it may stop the reading.
pub type ImportSink<'each> = dyn FnMut(Result<ImportItem, Skipped>) -> ControlFlow<()> + 'each;

/// Gives the pieces of a document to the caller until no more are wanted.
pub fn deliver<Piece: Into<ImportItem>>(
    pieces: impl IntoIterator<Item = Result<Piece, Skipped>>,
    each: &mut ImportSink<'_>,
) {
    let (ControlFlow::Continue(()) | ControlFlow::Break(())) =
        pieces.into_iter().try_for_each(|piece| each(piece.map(Into::into)));
}

impl From<ImportedArticle> for ImportItem {
    fn from(found: ImportedArticle) -> Self {
        Self::Article(found)
    }
}

/// All bytes of a document, unless it is too large.
pub fn read_document(input: &mut dyn BufRead) -> Result<Vec<u8>, ImportError> {
    let mut bytes = Vec::new();
    let read = input.take(LARGEST_DOCUMENT + 1).read_to_end(&mut bytes)?;
    if u64::try_from(read).is_ok_and(|read| read <= LARGEST_DOCUMENT) {
        Ok(bytes)
    } else {
        Err(ImportError::TooLarge)
    }
}
