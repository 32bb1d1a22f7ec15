//! What a sync would do: the server is asked and not told, and nothing is stored.

use std::collections::HashSet;

use jiff::Timestamp;

use super::{SyncError, begin};
use crate::account::{ItemId, List};
use crate::domain::Account;
use crate::fetch::{Network, StopSignal};
use crate::library::{FetchEvent, Library};

/// What a sync would do, without anything done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SyncPreview {
    /// Marks that the server would be told.
    pub told: usize,
    /// Marks that would be taken from the server.
    pub taken: usize,
    /// Articles that would come.
    pub new: usize,
    /// What would become of subscriptions here.
    pub feeds: FeedPreview,
    /// What the server would be told of subscriptions.
    pub feeds_told: FeedPreview,
}

/// What would become of subscriptions on one side.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FeedPreview {
    /// Those that would begin.
    pub begun: usize,
    /// Those that would end.
    pub ended: usize,
    /// Those that would be called otherwise, or stand in another folder.
    pub changed: usize,
}

impl Library {
    /// Says what a sync would do. The server is asked and not told, and nothing is stored.
    ///
    /// # Errors
    /// Where the server cannot be asked.
    pub fn preview_sync(
        &self,
        account: &Account,
        network: &Network,
        stop: &StopSignal,
    ) -> Result<SyncPreview, SyncError> {
        let (mut each, clock) = (|_: FetchEvent<'_>| {}, Timestamp::default);
        let mut sync = begin(account, network, stop, &clock, &mut each)?;
        sync.know_person()?;
        let [feeds, feeds_told] = self.preview_subscriptions(&mut sync)?;
        let known = self.cache.known_items(account.id)?;
        let is_new = |id: &ItemId| !known.contains(id.digits());
        let whole = sync.server.walk(List::Whole, &mut |page| page.iter().any(is_new))?;
        let mut told = sync.lists()?;
        let lists = whole.ids.iter().chain(&told.unread).chain(&told.starred);
        let new = lists.filter(|id| is_new(id)).collect::<HashSet<_>>().len();
        self.ask_what_is_open(&mut sync, &whole.ids, &mut told)?;
        let (taken, waiting) = self.preview_merge(account, &told)?;
        let labels = self.cache.linked_labels(account.id)?;
        let waiting = waiting + labels.iter().filter(|one| one.said.waits.is_some()).count();
        Ok(SyncPreview { told: waiting, taken, new, feeds, feeds_told })
    }
}
