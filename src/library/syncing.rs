//! A sync with an account: sends pending marks first, then merges subscriptions, reads lists of ids to their
//! last page, fetches unknown contents, and merges both sides in one transaction.
//!
//! An interrupted sync loses nothing: marks stay pending until a later list agrees, contents are stored with
//! the items they belong to, and an incomplete list has no effect.

mod accounts;
mod contents;
mod foreseeing;
mod labels;
mod merging;
mod subscriptions;

use std::collections::{HashMap, HashSet};

use jiff::Timestamp;
use thiserror::Error;

use super::{FeedSelection, FetchEvent, FetchSummary, Library, LibraryError, SyncSummary};
use crate::account::{
    AccountError, CHANGES_A_CALL, Dialect, Flags, ITEMS_PER_CALL, ItemId, ItemList, Server,
};
use crate::cache::FlagState;
use crate::domain::{Account, Chain, Prose, SyncedFlag};
use crate::fetch::{Network, StopSignal};

pub use foreseeing::{FeedPreview, SyncPreview};

/// The most times a mark is sent to a server that does not store it.
const MOST_TRIES: u32 = 5;

/// Why a sync failed.
#[derive(Debug, Error)]
pub enum SyncError {
    /// A request to the server failed.
    #[error(transparent)]
    Account(#[from] AccountError),
    /// The cache refused.
    #[error(transparent)]
    Library(#[from] LibraryError),
}

impl From<crate::cache::CacheError> for SyncError {
    fn from(error: crate::cache::CacheError) -> Self {
        Self::Library(error.into())
    }
}

/// The server's state of items.
#[derive(Debug, Default)]
struct ServerLists {
    /// The items of the account, the newest first; the older ones may be left out.
    newest: Vec<ItemId>,
    /// The items of its lists.
    unread: HashSet<ItemId>,
    starred: HashSet<ItemId>,
    /// The flags of single items, requested after the lists.
    requested: HashMap<ItemId, Flags>,
    /// The requested items that the server does not have.
    gone: HashSet<ItemId>,
}

impl ServerLists {
    /// The server's value of a flag; `None` where neither its lists nor a single request gave it.
    fn of(&self, id: &ItemId, flag: SyncedFlag, state: FlagState) -> Option<bool> {
        if let Some(flags) = self.requested.get(id) {
            return Some(flags.get(flag));
        }
        let (is_listed, listed) = match flag {
            SyncedFlag::Read => (self.unread.contains(id), false),
            SyncedFlag::Starred => (self.starred.contains(id), true),
        };
        if is_listed {
            return Some(listed);
        }
        // An item missing from a list was read, unstarred, or forgotten: only a value known before, or one
        // just sent, is certain.
        let was_told = state.times_sent.is_some_and(|tries| tries > 0);
        let is_known = state.base == Some(!listed) || was_told && state.here == Some(!listed);
        is_known.then_some(!listed)
    }
}

/// A sync in progress.
struct Sync<'sync, 'net> {
    account: &'sync Account,
    server: Server<'net>,
    /// Whether the server confirmed the user.
    is_known: bool,
    /// Whether an item was starred, on either side.
    has_new_stars: bool,
    synced: SyncSummary,
    clock: &'sync dyn Fn() -> Timestamp,
    each: &'sync mut dyn FnMut(FetchEvent<'_>),
}

impl Sync<'_, '_> {
    /// Checks, once, that the server answers for the user of the account: some answer for another when a
    /// session is gone.
    fn check_user(&mut self) -> Result<(), AccountError> {
        if !self.is_known && self.server.user_name()? != self.account.server_user {
            return Err(AccountError::WrongUser);
        }
        self.is_known = true;
        Ok(())
    }

    /// The lists of unread and starred items.
    fn lists(&mut self) -> Result<ServerLists, AccountError> {
        let (unread, starred) = (self.server.list(ItemList::Unread)?, self.server.list(ItemList::Starred)?);
        Ok(ServerLists { unread, starred, ..ServerLists::default() })
    }
}

impl Library {
    /// Syncs the accounts whose servers fetch some of the feeds. A failure does not hold up the others.
    pub(super) fn sync_accounts(
        &mut self,
        which: &FeedSelection,
        network: &Network,
        stop: &StopSignal,
        clock: &dyn Fn() -> Timestamp,
        each: &mut dyn FnMut(FetchEvent<'_>),
    ) -> Result<FetchSummary, LibraryError> {
        let mut fetched = FetchSummary::default();
        for account in self.accounts_of(which)? {
            match self.sync(&account, network, stop, clock, each) {
                Ok(synced) => {
                    fetched.accounts += 1;
                    fetched.new += synced.new;
                    each(FetchEvent::Synced { account: &account, synced: &synced });
                }
                Err(SyncError::Library(error)) => return Err(error),
                Err(SyncError::Account(_)) if stop.is_raised() => break,
                Err(SyncError::Account(error)) => {
                    fetched.failed += 1;
                    each(FetchEvent::SyncFailed { account: &account, error: &error });
                }
            }
        }
        Ok(fetched)
    }

    /// Syncs an account with the collection. The outcome is stored with the account.
    ///
    /// # Errors
    /// Where a request fails, and where the cache cannot be written; what was stored so far stays.
    pub fn sync(
        &mut self,
        account: &Account,
        network: &Network,
        stop: &StopSignal,
        clock: &dyn Fn() -> Timestamp,
        each: &mut dyn FnMut(FetchEvent<'_>),
    ) -> Result<SyncSummary, SyncError> {
        let ended = self.sync_through(account, network, stop, clock, each);
        if let Err(error) = &ended
            && !stop.is_raised()
        {
            self.cache.save_sync(account.id, Err(&Prose::trimmed(&Chain(error).to_string())))?;
        }
        ended
    }

    fn sync_through(
        &mut self,
        account: &Account,
        network: &Network,
        stop: &StopSignal,
        clock: &dyn Fn() -> Timestamp,
        each: &mut dyn FnMut(FetchEvent<'_>),
    ) -> Result<SyncSummary, SyncError> {
        let mut sync = begin(account, network, stop, clock, each)?;
        self.send_pending_marks(&mut sync)?;
        self.send_pending_labels(&mut sync)?;
        self.sync_subscriptions(&mut sync)?;
        let told = self.request_lists(&mut sync)?;
        if self.merge_marks(&mut sync, &told)? {
            // Marks made before the account was added are sent at once, and checked afterwards.
            self.send_pending_marks(&mut sync)?;
            let later = sync.lists()?;
            self.merge_marks(&mut sync, &later)?;
        }
        self.sync_labels(&mut sync, &told.newest)?;
        self.cache.place_waiting()?;
        sync.synced.calls = sync.server.calls();
        Ok(sync.synced)
    }

    /// Sends the pending marks, the latest of each article and flag, in batches.
    fn send_pending_marks(&mut self, sync: &mut Sync<'_, '_>) -> Result<(), SyncError> {
        let mut waiting = self.cache.pending_flags(sync.account.id)?;
        waiting.retain(|one| one.tries < MOST_TRIES);
        if !waiting.is_empty() {
            sync.check_user()?;
        }
        for alike in waiting.chunk_by(|one, next| (one.flag, one.holds) == (next.flag, next.holds)) {
            for told in alike.chunks(CHANGES_A_CALL) {
                let Some(first) = told.first() else { continue };
                sync.has_new_stars |= first.flag == SyncedFlag::Starred && first.holds;
                let ids: Vec<ItemId> = told.iter().filter_map(|one| ItemId::of_digits(&one.item)).collect();
                sync.server.set(first.flag, first.holds, &ids)?;
                self.cache.count_sent(sync.account.id, told)?;
                sync.synced.sent += told.len();
            }
        }
        Ok(())
    }

    /// Requests the lists, the contents of unknown items, and the flags that the lists leave open.
    fn request_lists(&mut self, sync: &mut Sync<'_, '_>) -> Result<ServerLists, SyncError> {
        let known = self.cache.known_items(sync.account.id)?;
        let is_new = |id: &ItemId| !known.contains(id.digits());
        let is_first = sync.account.synced.is_none();
        let whole = sync.server.all_pages(ItemList::All, &mut |page| is_first || page.iter().any(is_new))?;
        let mut told = sync.lists()?;
        let listed: HashSet<&ItemId> = whole.ids.iter().collect();
        let elsewhere = told.unread.iter().chain(&told.starred).filter(|id| !listed.contains(id));
        let mut seen = HashSet::new();
        let all = whole.ids.iter().chain(elsewhere);
        let mut unknown: Vec<ItemId> = all.filter(|id| is_new(id) && seen.insert(*id)).cloned().collect();
        if !is_first {
            // The oldest first: if this sync breaks off, the next one finds new items at the head of the
            // list, and looks further.
            unknown.reverse();
        }
        if !unknown.is_empty() {
            sync.check_user()?;
        }
        self.fetch_contents(sync, &unknown, &mut told)?;
        self.request_unknown_flags(sync, &whole.ids, &mut told)?;
        told.newest = whole.ids;
        Ok(told)
    }
}

fn begin<'sync, 'net>(
    account: &'sync Account,
    network: &'net Network,
    stop: &'net StopSignal,
    clock: &'sync dyn Fn() -> Timestamp,
    each: &'sync mut dyn FnMut(FetchEvent<'_>),
) -> Result<Sync<'sync, 'net>, AccountError> {
    let login = accounts::login(account, network)?;
    let unknown = |_reason| AccountError::UnknownKind(Prose::trimmed(&account.kind).as_str().to_owned());
    let dialect: Dialect = account.kind.parse().map_err(unknown)?;
    let server = Server::new(account.url.clone(), dialect, login, network, stop);
    Ok(Sync {
        account,
        server,
        is_known: false,
        has_new_stars: false,
        synced: SyncSummary::default(),
        clock,
        each,
    })
}

/// The ids in batches of one request.
fn calls(ids: &[ItemId]) -> impl Iterator<Item = &[ItemId]> {
    ids.chunks(ITEMS_PER_CALL)
}
