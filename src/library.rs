//! Operations on the collection, shared by the command line and the screen.
//!
//! Speaks neither SQL nor ratatui: it combines the cache, the importers and the types of `domain`, one method
//! an operation.

mod about;
mod backlog;
mod backup;
mod bookmarks;
mod discovering;
mod downloads;
mod export;
mod fetch_events;
mod fetching;
mod front_page;
mod full_text;
mod highlights;
mod importing;
mod listing;
mod other_languages;
mod page_refusal;
mod pages;
mod pictures;
mod queries;
mod reason;
mod related_rows;
mod relating;
mod retention;
mod sample;
mod saved_searches;
mod similar;
mod state;
mod stories;
mod subscribing;
mod syncing;
mod undoing;
mod views;

use std::cell::RefCell;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use thiserror::Error;

pub use crate::cache::{
    CacheError, Counts, Interrupt, NamedCount, ReindexProgress, RetentionLimits, StoreOutcome, StoreResult,
};
pub use crate::fetch::{
    AllowedAddress, Cookies, Credentials, DownloadError, DownloadProgress, FetchError, HostHeaders, Network,
    NetworkRules, ParseAllowedError, ParseHostHeadersError, Secret, StopSignal,
};
pub use crate::import::is_reading_document;
pub use backup::RepairOutcome;
pub use bookmarks::{BookmarkFormat, MergeSummary};
pub use discovering::{DiscoveryError, discover, without_comment_feeds};
pub use downloads::{DownloadedFile, Downloads, RecordingError};
pub use export::{Binding, ExportFormat, write_markdown};
pub use fetch_events::{FeedSelection, FetchEvent, FetchSummary, SyncSummary};
pub use highlights::Highlighted;
pub use importing::{ImportEvent, ImportSummary, dry_run};
pub use listing::{Anchor, ListPage, ListRequest, SearchTotal, UnreadRequest};
pub use pages::PageError;
pub use pictures::{FetchedPictures, scaled as scaled_picture};
pub use related_rows::{FoldKind, FoldedLinks, LinkKey, RelatedItem, RelatedRow, Section, arrange};
pub use relating::Reach;
pub use retention::Pruned;
pub use saved_searches::CountedSearch;
pub use state::StateMerged;
pub use stories::{Report, StorySummary, Timeline};
pub use subscribing::FeedFormat;
pub use syncing::{FeedPreview, SyncError, SyncPreview};
pub use undoing::Undone;
pub use views::{FIXED_VIEWS, ViewEntry, ViewSize};

use crate::cache::Cache;
use crate::domain::{
    ArrivalRule, Article, ArticleId, Bookmark, Change, Correction, Feed, FullText, Highlight,
    PictureFetching, Prose, RelatedGroup, Session, StoryId, TextPlace, View,
};
use crate::related::TermReader;

/// The name under which the session is remembered.
const SESSION: &str = "session";

/// The progress of an article that was read to its end, in percent.
const FINISHED: u8 = 100;

/// An error of an operation of the library.
#[derive(Debug, Error)]
pub enum LibraryError {
    /// The cache refused.
    #[error(transparent)]
    Cache(#[from] CacheError),
    /// A text that newsprint wrote earlier cannot be read.
    #[error("cannot read {what}")]
    Malformed {
        /// The name of the text.
        what: String,
        /// Why.
        source: serde_json::Error,
    },
    /// A state that a newer newsprint wrote.
    #[error("the state was written by a newer version of newsprint (format {0})")]
    NewerState(u32),
    /// Writing somewhere failed.
    #[error("cannot read or write the export")]
    Write(#[from] std::io::Error),
    /// The system starts no thread for a fetch.
    #[error("no thread can be started to fetch with")]
    NoThread(#[source] std::io::Error),
}

impl LibraryError {
    /// Whether the file of the cache is damaged, so that a repair may help.
    pub fn is_damage(&self) -> bool {
        matches!(self, Self::Cache(error) if error.is_damage())
    }

    /// Whether the file does not begin like a cache: another program's file, or a damaged one.
    pub const fn is_not_a_cache(&self) -> bool {
        matches!(self, Self::Cache(error) if error.is_not_a_cache())
    }
}

/// An article ready to be shown.
#[derive(Clone, Debug)]
pub struct OpenedArticle {
    /// The number of the article.
    pub id: ArticleId,
    /// The article.
    pub article: Article,
    /// The place where the person stopped reading.
    pub place: Option<TextPlace>,
    /// The person's bookmark.
    pub bookmark: Option<Bookmark>,
    /// The passages the person highlighted, the first made first.
    pub highlights: Vec<Highlight>,
    /// Whether the article was read before.
    pub read: bool,
    /// The story that the article tells with others.
    pub story: Option<StoryId>,
    /// The search of the rule that mutes the article.
    pub muted_by: Option<Prose>,
    /// Whether the recording of the article is downloaded.
    pub is_downloaded: bool,
    /// The text before its last correction.
    pub correction: Option<Correction>,
    /// The links of the article, resolved.
    pub related: Vec<RelatedGroup>,
}

/// The state that the next session resumes from: the article just read, and the session itself.
#[derive(Clone, Debug, PartialEq)]
pub struct SessionState {
    /// The articles that count as read from now on.
    pub read: Vec<ArticleId>,
    /// The place in an article's text, and how much of it was read, in percent.
    pub place: Option<(ArticleId, TextPlace, u8)>,
    /// The session to resume.
    pub session: Session,
}

/// The publications and sections of a collection, with counts.
#[derive(Clone, Debug, Default)]
pub struct NamedCounts {
    /// The publications, largest first.
    pub publications: Vec<NamedCount>,
    /// The sections, largest first.
    pub sections: Vec<NamedCount>,
    /// The feeds, in the order of their folders and names.
    pub feeds: Vec<Feed>,
}

impl NamedCounts {
    /// The folders and tags of the feeds, each with its unread and all articles; an article of two of the
    /// feeds counts twice.
    pub fn tags(&self) -> Vec<NamedCount> {
        let mut tags: Vec<NamedCount> = Vec::new();
        for feed in &self.feeds {
            for name in feed.folders().chain(feed.tags.iter().cloned()) {
                match tags.iter_mut().find(|tag| tag.name == name) {
                    Some(tag) => {
                        tag.articles += feed.articles;
                        tag.unread += feed.unread;
                    }
                    None => tags.push(NamedCount { name, articles: feed.articles, unread: feed.unread }),
                }
            }
        }
        tags.sort_by(|one, other| one.name.cmp(&other.name));
        tags
    }
}

/// A collection of articles and a person's marks on them.
pub struct Library {
    cache: Cache,
    term_reader: RefCell<TermReader>,
    /// The path of the backup; `None` in memory.
    backup: Option<PathBuf>,
    /// The `full_text` of feeds that an imported list subscribes to.
    full_text: FullText,
    /// When the pictures of articles are fetched, unless their feed says so.
    pictures: PictureFetching,
}

impl Library {
    /// Opens the collection in a file, which is created where it is missing.
    pub fn open(path: &Path) -> Result<Self, LibraryError> {
        Self::open_with_progress(path, &mut |_renewal| {})
    }

    /// Opens the collection in a file, and reports progress where the search index must first be rebuilt.
    pub fn open_with_progress(
        path: &Path,
        report: &mut dyn FnMut(ReindexProgress),
    ) -> Result<Self, LibraryError> {
        Ok(Self::of(Cache::open_with_progress(path, report)?, Some(backup::backup_path(path))))
    }

    /// Opens the collection without rebuilding an outdated search index; [`Library::open_with_progress`] does that on
    /// another thread.
    pub fn open_before_reindexing(path: &Path) -> Result<Self, LibraryError> {
        Ok(Self::of(Cache::open_before_reindexing(path)?, Some(backup::backup_path(path))))
    }

    /// The progress of the rebuild of the search index; `None` where the index is complete.
    pub fn reindexing(&self) -> Result<Option<ReindexProgress>, LibraryError> {
        Ok(self.cache.reindexing()?)
    }

    /// A collection in memory, gone with the program.
    pub fn in_memory() -> Result<Self, LibraryError> {
        Ok(Self::of(Cache::in_memory()?, None))
    }

    fn of(cache: Cache, backup: Option<PathBuf>) -> Self {
        let (full_text, pictures) = (FullText::default(), PictureFetching::default());
        Self { cache, term_reader: RefCell::default(), backup, full_text, pictures }
    }

    /// Sets the `full_text` of feeds that an imported list subscribes to.
    pub fn set_full_text(&mut self, full_text: FullText) {
        self.full_text = full_text;
    }

    /// Sets when the pictures of articles are fetched, unless their feed says so.
    pub fn set_pictures(&mut self, pictures: PictureFetching) {
        self.pictures = pictures;
    }

    /// Sets the rules for arriving articles.
    pub fn set_rules(&mut self, rules: &[ArrivalRule]) -> Result<(), LibraryError> {
        Ok(self.cache.set_rules(rules.to_vec())?)
    }

    /// Stores articles in one commit; returns the number and outcome of each.
    pub fn add(&mut self, articles: &[Article], now: Timestamp) -> Result<Vec<StoreResult>, LibraryError> {
        Ok(self.cache.store(articles, now)?)
    }

    /// Whether the collection is open for reading only.
    pub fn is_read_only(&self) -> bool {
        self.cache.is_read_only()
    }

    /// A handle that interrupts a search from another thread.
    pub fn interrupt(&self) -> Interrupt {
        self.cache.interrupt()
    }

    /// The publications and sections.
    pub fn named_counts(&self) -> Result<NamedCounts, LibraryError> {
        let (publications, sections) = (self.cache.publications()?, self.cache.sections()?);
        Ok(NamedCounts { publications, sections, feeds: self.cache.feeds()? })
    }

    /// An article with everything a screen shows beside it.
    pub fn open_article(&self, id: ArticleId) -> Result<Option<OpenedArticle>, LibraryError> {
        self.cache.read_snapshot(|cache| {
            let Some(article) = cache.article(id)? else { return Ok(None) };
            let related = self.links(id, &article)?;
            let Some(row) = cache.listed(&View::All, id)? else { return Ok(None) };
            let half_read = row.progress.is_some_and(|percent| percent < FINISHED);
            let place = if half_read { cache.place(id)? } else { None };
            let bookmark = if row.bookmarked { cache.bookmark(id)? } else { None };
            let highlights = cache.marks(id)?.highlights();
            let muted_by = if row.is_muted { cache.muted_by(id)? } else { None };
            let muted_by = muted_by.map(|search| Prose::trimmed(&search));
            let (read, story, correction) = (row.read, row.story, cache.correction(id)?);
            let is_downloaded = false;
            Ok(Some(OpenedArticle {
                id,
                article,
                place,
                bookmark,
                highlights,
                read,
                story,
                muted_by,
                is_downloaded,
                correction,
                related,
            }))
        })
    }

    /// Applies a change of the person's marks; returns its inverse.
    pub fn apply(&mut self, change: &Change, now: Timestamp) -> Result<Change, LibraryError> {
        self.counted(|cache| cache.apply(change, now))
    }

    /// Saves the session, and the reading of an article that belongs to it, in one write.
    pub fn save_session(&mut self, state: &SessionState, now: Timestamp) -> Result<(), LibraryError> {
        let session = serde_json::to_string(&state.session)
            .map_err(|source| LibraryError::Malformed { what: "the session".to_owned(), source })?;
        self.cache.unsynced_write(|cache| {
            if !state.read.is_empty() {
                let read = state.read.iter().map(|id| (*id, true)).collect();
                cache.apply(&Change::Read(read), now)?;
                backup::count_change(cache)?;
            }
            for id in &state.read {
                cache.note_opening(*id, now)?;
            }
            if let Some((id, place, progress)) = &state.place {
                cache.save_place(*id, place, *progress, now)?;
            }
            Ok(cache.remember(SESSION, &session)?)
        })
    }

    /// The last session; a new one where none (or no legible one) is saved.
    pub fn session(&self) -> Result<Session, LibraryError> {
        let text = self.cache.remembered(SESSION)?;
        Ok(text.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default())
    }
}
