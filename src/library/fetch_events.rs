//! The events that fetches and syncs report as they run, and their counts at the end.

use super::StoreOutcome;
use crate::account::AccountError;
use crate::domain::{Account, AccountId, ArticleId, Feed, FeedId, Prose};

/// The feeds to be fetched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FeedSelection {
    /// All feeds but those whose host asked to wait, or that are gone.
    All,
    /// Of these, the feeds whose interval has passed, as the person or the feed sets it, and that are not suspended after a
    /// failure.
    Due,
    /// The listed feeds, also those that are suspended or gone.
    These(Vec<FeedId>),
    /// The feeds that the servers of these accounts fetch.
    Accounts(Vec<AccountId>),
}

/// An event of a fetch. An article is reported after the commit that holds it.
#[derive(Debug)]
pub enum FetchEvent<'event> {
    /// The number of documents done has changed.
    Progress {
        /// The documents done.
        done: usize,
        /// The documents known so far.
        all: usize,
    },
    /// An article is in the cache.
    Stored {
        /// The number of the article.
        id: ArticleId,
        /// Whether the article is new, updated or unchanged.
        outcome: StoreOutcome,
        /// The headline of the article.
        headline: &'event Prose,
    },
    /// A feed could not be fetched.
    Failed {
        /// The feed.
        feed: &'event Feed,
        /// Why.
        reason: &'event Prose,
    },
    /// A feed was not requested, because its host asked to wait or it is gone.
    NotRequested {
        /// The feed.
        feed: &'event Feed,
    },
    /// An account was synced.
    Synced {
        /// The account as it was before the sync.
        account: &'event Account,
        /// The counts of the sync.
        synced: &'event SyncSummary,
    },
    /// An account could not be synced.
    SyncFailed {
        /// The account.
        account: &'event Account,
        /// Why.
        error: &'event AccountError,
    },
    /// The page of an entry could not be fetched; the article has the feed's text.
    NoPage {
        /// The headline of the article.
        headline: &'event Prose,
        /// Why.
        reason: &'event str,
    },
}

/// The counts of a fetch.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FetchSummary {
    /// Feeds that were fetched.
    pub feeds: usize,
    /// Feeds without a change.
    pub unchanged: usize,
    /// New articles.
    pub new: usize,
    /// Articles whose text changed or was completed.
    pub updated: usize,
    /// Feeds that failed.
    pub failed: usize,
    /// Feeds that are suspended.
    pub suspended: usize,
    /// Accounts that were synced.
    pub accounts: usize,
    /// Whether the fetch was stopped.
    pub stopped: bool,
    /// The headlines that rules notify the person of; `None` where no rule does.
    pub notices: Option<Vec<Prose>>,
}

/// The counts of a sync.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SyncSummary {
    /// New articles.
    pub new: usize,
    /// Marks that were sent to the server.
    pub sent: usize,
    /// Marks that were taken from the server.
    pub received: usize,
    /// Changes of subscriptions, on either side.
    pub feeds: usize,
    /// Marks that were sent several times and that the server does not store.
    pub refused: usize,
    /// Requests to the server.
    pub calls: usize,
}
