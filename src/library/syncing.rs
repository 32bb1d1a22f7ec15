//! One sync with an account: what waits is told first, then subscriptions, lists of ids to their last page, the
//! contents of what is unknown, and the merge of both sides in one transaction.
//!
//! Whatever ends it in the middle, nothing is lost: what waits goes on waiting until a later list agrees, contents are
//! stored with the items they belong to, and nothing follows from a list that was not told to its end.

mod accounts;
mod contents;
mod foreseeing;
mod labels;
mod merging;
mod subscriptions;

use std::collections::{HashMap, HashSet};

use jiff::Timestamp;
use thiserror::Error;

use super::{FeedSelection, FetchEvent, FetchSummary, Library, LibraryError, Synced};
use crate::account::{AccountError, CHANGES_A_CALL, CONTENTS_A_CALL, Dialect, Flags, ItemId, List, Server};
use crate::cache::Said;
use crate::domain::{Account, Chain, Flag, Prose};
use crate::fetch::{Network, StopSignal};

pub use foreseeing::{FeedPreview, SyncPreview};

/// A server that was told so often and does not agree is not told any more.
const MOST_TRIES: u32 = 5;

/// Why a sync came to an end.
#[derive(Debug, Error)]
pub enum SyncError {
    /// The server cannot be asked or told.
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

/// What the server says of items.
#[derive(Debug, Default)]
struct ServerLists {
    /// The items of the account, the newest first; the older ones may be left out.
    whole: Vec<ItemId>,
    /// Its lists.
    unread: HashSet<ItemId>,
    starred: HashSet<ItemId>,
    /// What it said of single items, later than its lists.
    asked: HashMap<ItemId, Flags>,
    /// Items that it was asked for and does not have.
    gone: HashSet<ItemId>,
}

impl ServerLists {
    /// What the server says of a flag; none where its lists do not tell, and it was not asked.
    fn of(&self, id: &ItemId, flag: Flag, said: Said) -> Option<bool> {
        if let Some(flags) = self.asked.get(id) {
            return Some(flags.get(flag));
        }
        let (is_listed, listed) = match flag {
            Flag::Read => (self.unread.contains(id), false),
            Flag::Starred => (self.starred.contains(id), true),
        };
        if is_listed {
            return Some(listed);
        }
        // What is missing from a list was read, or taken off, or forgotten: only what was so before is so still, and
        // what the server was just told.
        let was_told = said.waits.is_some_and(|tries| tries > 0);
        let is_known = said.base == Some(!listed) || was_told && said.here == Some(!listed);
        is_known.then_some(!listed)
    }
}

/// A sync while it goes on.
struct Sync<'sync, 'net> {
    account: &'sync Account,
    server: Server<'net>,
    /// Whether the server said that it answers for the person it should.
    is_known: bool,
    /// Whether something was starred, on either side.
    has_new_stars: bool,
    synced: Synced,
    clock: &'sync dyn Fn() -> Timestamp,
    each: &'sync mut dyn FnMut(FetchEvent<'_>),
}

impl Sync<'_, '_> {
    /// Makes sure, once, that the server answers for the person of the account: some answer for another when a session
    /// is gone.
    fn know_person(&mut self) -> Result<(), AccountError> {
        if !self.is_known && self.server.person()? != self.account.person {
            return Err(AccountError::AnotherPerson);
        }
        self.is_known = true;
        Ok(())
    }

    /// The lists of what is unread, and of what is starred.
    fn lists(&mut self) -> Result<ServerLists, AccountError> {
        let (unread, starred) = (self.server.list(List::Unread)?, self.server.list(List::Starred)?);
        Ok(ServerLists { unread, starred, ..ServerLists::default() })
    }
}

impl Library {
    /// Brings the accounts in step whose servers fetch some of the feeds. One that fails does not hold up the others.
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
                    each(FetchEvent::InStep { account: &account, synced: &synced });
                }
                Err(SyncError::Library(error)) => return Err(error),
                Err(SyncError::Account(_)) if stop.is_raised() => break,
                Err(SyncError::Account(error)) => {
                    fetched.failed += 1;
                    each(FetchEvent::OutOfStep { account: &account, error: &error });
                }
            }
        }
        Ok(fetched)
    }

    /// Brings an account and the collection in step. How it ended is kept with the account.
    ///
    /// # Errors
    /// Where the server cannot be asked or told, and where the cache cannot be written; what came so far stays.
    pub fn sync(
        &mut self,
        account: &Account,
        network: &Network,
        stop: &StopSignal,
        clock: &dyn Fn() -> Timestamp,
        each: &mut dyn FnMut(FetchEvent<'_>),
    ) -> Result<Synced, SyncError> {
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
    ) -> Result<Synced, SyncError> {
        let mut sync = begin(account, network, stop, clock, each)?;
        self.tell_waiting(&mut sync)?;
        self.tell_labels(&mut sync)?;
        self.sync_subscriptions(&mut sync)?;
        let told = self.ask(&mut sync)?;
        if self.merge_marks(&mut sync, &told)? {
            // What was said before the account was there is told at once, and looked after.
            self.tell_waiting(&mut sync)?;
            let later = sync.lists()?;
            self.merge_marks(&mut sync, &later)?;
        }
        self.sync_labels(&mut sync, &told.whole)?;
        self.cache.place_waiting()?;
        sync.synced.calls = sync.server.calls();
        Ok(sync.synced)
    }

    /// Tells the server what waits, the last word of each article and kind, one change a call.
    fn tell_waiting(&mut self, sync: &mut Sync<'_, '_>) -> Result<(), SyncError> {
        let mut waiting = self.cache.waiting(sync.account.id)?;
        waiting.retain(|one| one.tries < MOST_TRIES);
        if !waiting.is_empty() {
            sync.know_person()?;
        }
        for alike in waiting.chunk_by(|one, next| (one.flag, one.holds) == (next.flag, next.holds)) {
            for told in alike.chunks(CHANGES_A_CALL) {
                let Some(first) = told.first() else { continue };
                sync.has_new_stars |= first.flag == Flag::Starred && first.holds;
                let ids: Vec<ItemId> = told.iter().filter_map(|one| ItemId::of_digits(&one.item)).collect();
                sync.server.set(first.flag, first.holds, &ids)?;
                self.cache.count_told(sync.account.id, told)?;
                sync.synced.told += told.len();
            }
        }
        Ok(())
    }

    /// Asks for the lists, for the contents of what is unknown, and for what the lists leave open.
    fn ask(&mut self, sync: &mut Sync<'_, '_>) -> Result<ServerLists, SyncError> {
        let known = self.cache.known_items(sync.account.id)?;
        let is_new = |id: &ItemId| !known.contains(id.digits());
        let is_first = sync.account.synced.is_none();
        let whole = sync.server.walk(List::Whole, &mut |page| is_first || page.iter().any(is_new))?;
        let mut told = sync.lists()?;
        let listed: HashSet<&ItemId> = whole.ids.iter().collect();
        let elsewhere = told.unread.iter().chain(&told.starred).filter(|id| !listed.contains(id));
        let mut seen = HashSet::new();
        let all = whole.ids.iter().chain(elsewhere);
        let mut unknown: Vec<ItemId> = all.filter(|id| is_new(id) && seen.insert(*id)).cloned().collect();
        if !is_first {
            // The oldest first: should this sync break off, the next one finds new ones at the head of the list, and
            // looks further.
            unknown.reverse();
        }
        if !unknown.is_empty() {
            sync.know_person()?;
        }
        self.fetch_contents(sync, &unknown, &mut told)?;
        self.ask_what_is_open(sync, &whole.ids, &mut told)?;
        told.whole = whole.ids;
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
    let dialect = account.kind.parse().unwrap_or(Dialect::Other);
    let server = Server::at(account.url.clone(), dialect, login, network, stop);
    Ok(Sync {
        account,
        server,
        is_known: false,
        has_new_stars: false,
        synced: Synced::default(),
        clock,
        each,
    })
}

/// The ids in groups of one call.
fn calls(ids: &[ItemId]) -> impl Iterator<Item = &[ItemId]> {
    ids.chunks(CONTENTS_A_CALL)
}
