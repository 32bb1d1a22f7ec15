//! A preview of a sync: the server is only read, and nothing is stored.

use std::collections::HashSet;

use jiff::Timestamp;

use super::{SyncError, begin};
use crate::account::{ItemId, ItemList};
use crate::domain::Account;
use crate::fetch::{Network, StopSignal};
use crate::library::{FetchEvent, Library};

/// The counts of a previewed sync.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SyncPreview {
    /// Marks to be sent to the server.
    pub to_send: usize,
    /// Marks to be taken from the server.
    pub to_receive: usize,
    /// New articles.
    pub new: usize,
    /// Changes of subscriptions here.
    pub feeds: FeedPreview,
    /// Changes of subscriptions to be sent to the server.
    pub feeds_to_send: FeedPreview,
}

/// The changes of subscriptions on one side.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FeedPreview {
    /// New subscriptions.
    pub added: usize,
    /// Subscriptions that end.
    pub ended: usize,
    /// Subscriptions whose name or folder changes.
    pub changed: usize,
}

impl Library {
    /// Previews a sync. The server is only read, and nothing is stored.
    ///
    /// # Errors
    /// Where a request to the server fails.
    pub fn preview_sync(
        &self,
        account: &Account,
        network: &Network,
        stop: &StopSignal,
    ) -> Result<SyncPreview, SyncError> {
        let (mut each, clock) = (|_: FetchEvent<'_>| {}, Timestamp::default);
        let mut sync = begin(account, network, stop, &clock, &mut each)?;
        sync.check_user()?;
        let [feeds, feeds_told] = self.preview_subscriptions(&mut sync)?;
        let known = self.cache.known_items(account.id)?;
        let is_new = |id: &ItemId| !known.contains(id.digits());
        let whole = sync.server.all_pages(ItemList::All, &mut |page| page.iter().any(is_new))?;
        let mut told = sync.lists()?;
        let lists = whole.ids.iter().chain(&told.unread).chain(&told.starred);
        let new = lists.filter(|id| is_new(id)).collect::<HashSet<_>>().len();
        self.request_unknown_flags(&mut sync, &whole.ids, &mut told)?;
        let (taken, waiting) = self.preview_merge(account, &told)?;
        let labels = self.cache.linked_labels(account.id)?;
        let waiting = waiting + labels.iter().filter(|one| one.state.times_sent.is_some()).count();
        let taken = taken + self.preview_labels(&mut sync, &whole.ids)?;
        Ok(SyncPreview { to_send: waiting, to_receive: taken, new, feeds, feeds_to_send: feeds_told })
    }
}
