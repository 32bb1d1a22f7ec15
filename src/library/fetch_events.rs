//! What fetches and syncs report while they go on, and their counts at the end.

use super::StoreOutcome;
use crate::account::AccountError;
use crate::domain::{Account, AccountId, ArticleId, Feed, FeedId, Prose};

/// The feeds that a fetch asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FeedSelection {
    /// All but those that are left alone for a while because they failed, or are gone.
    Due,
    /// Of those, the ones whose interval has passed: as the person says, or as the feed asks for.
    Timely,
    /// These, whatever their state.
    These(Vec<FeedId>),
    /// What the servers of these accounts fetch.
    Accounts(Vec<AccountId>),
}

/// An event of a fetch. An article is reported after the commit that holds it.
#[derive(Debug)]
pub enum FetchEvent<'event> {
    /// So many of so many documents are done.
    Progress {
        /// Done.
        done: usize,
        /// Of all known by now.
        all: usize,
    },
    /// An article is in the cache.
    Stored {
        /// Its number.
        id: ArticleId,
        /// Whether it is new.
        outcome: StoreOutcome,
        /// Its headline.
        headline: &'event Prose,
    },
    /// A feed could not be fetched.
    Failed {
        /// The feed.
        feed: &'event Feed,
        /// Why.
        reason: &'event Prose,
    },
    /// An account is in step.
    InStep {
        /// The account, as it was before.
        account: &'event Account,
        /// What came of it.
        synced: &'event Synced,
    },
    /// An account could not be brought in step.
    OutOfStep {
        /// The account.
        account: &'event Account,
        /// Why.
        error: &'event AccountError,
    },
    /// The page of an entry could not be had; the article has what the feed tells.
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
    /// Feeds that were asked.
    pub feeds: usize,
    /// Feeds that were as they were.
    pub unchanged: usize,
    /// New articles.
    pub new: usize,
    /// Articles whose text is another now, or whole.
    pub updated: usize,
    /// Feeds that failed.
    pub failed: usize,
    /// Feeds that were left alone.
    pub resting: usize,
    /// Accounts that are in step.
    pub accounts: usize,
    /// Whether somebody stopped it.
    pub stopped: bool,
    /// The headlines of which rules want the person told; none where no rule does.
    pub notices: Option<Vec<Prose>>,
}

/// The counts of a sync.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Synced {
    /// New articles.
    pub new: usize,
    /// Marks that the server was told.
    pub told: usize,
    /// Marks that were taken from the server.
    pub taken: usize,
    /// Changes of subscriptions, on either side.
    pub feeds: usize,
    /// Marks that the server was told often and does not keep.
    pub refused: usize,
    /// Calls to the server.
    pub calls: usize,
}
