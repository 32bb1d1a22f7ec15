//! The accounts themselves: adding, checking and removing them, and where their passwords come from.

use jiff::Timestamp;

use super::{SyncError, begin};
use crate::account::{AccountError, Dialect, Login, Server};
use crate::domain::{Account, AccountId, FeedId};
use crate::fetch::{Network, Secret, StopSignal};
use crate::library::{FeedSelection, FetchEvent, Library, LibraryError};

impl Library {
    /// The accounts.
    pub fn accounts(&self) -> Result<Vec<Account>, LibraryError> {
        Ok(self.cache.accounts()?)
    }

    /// The accounts whose servers fetch some of the feeds; all of them where all feeds are fetched.
    pub(super) fn accounts_of(&self, which: &FeedSelection) -> Result<Vec<Account>, LibraryError> {
        let mut accounts = self.accounts()?;
        match which {
            FeedSelection::Due | FeedSelection::Timely => {}
            FeedSelection::Accounts(ids) => accounts.retain(|account| ids.contains(&account.id)),
            FeedSelection::These(ids) => {
                let feeds = self.feeds()?;
                let is_theirs = |account: &Account| {
                    feeds.iter().any(|feed| feed.account == Some(account.id) && ids.contains(&feed.id))
                };
                accounts.retain(is_theirs);
            }
        }
        Ok(accounts)
    }

    /// Finds the server at an address, logs in, and adds the account.
    ///
    /// # Errors
    /// Where nothing there speaks a known protocol, and where the server refuses the person.
    pub fn add_account(
        &mut self,
        wanted: &Account,
        kind: Option<Dialect>,
        network: &Network,
        stop: &StopSignal,
    ) -> Result<AccountId, SyncError> {
        let login = login(wanted, network)?;
        let mut server = Server::find(&wanted.url, kind, &login, network, stop)?;
        let person = server.person()?;
        let account = Account {
            url: server.base().clone(),
            kind: server.dialect().name().to_owned(),
            person,
            ..wanted.clone()
        };
        Ok(self.cache.add_account(&account)?)
    }

    /// Lets an account fetch a feed, or newsprint itself.
    pub fn set_account(&mut self, feed: FeedId, account: Option<AccountId>) -> Result<(), LibraryError> {
        self.counted(|cache| cache.set_account(feed, account))
    }

    /// Removes an account; its feeds and articles stay, and newsprint fetches them from then on.
    pub fn remove_account(&mut self, id: AccountId) -> Result<bool, LibraryError> {
        Ok(self.cache.remove_account(id)?)
    }

    /// Asks a server whom it answers for.
    ///
    /// # Errors
    /// Where it does not answer, or answers for somebody else.
    pub fn check_account(
        &self,
        account: &Account,
        network: &Network,
        stop: &StopSignal,
    ) -> Result<(), SyncError> {
        let (mut each, clock) = (|_: FetchEvent<'_>| {}, Timestamp::default);
        let mut sync = begin(account, network, stop, &clock, &mut each)?;
        Ok(sync.know_person()?)
    }
}

/// The name and the password of an account: of its own program, which prints the password, or the name before it where
/// the account has none; else from where the configuration says.
pub(super) fn login(account: &Account, network: &Network) -> Result<Login, AccountError> {
    let nobody = || AccountError::NoPassword(account.url.host().to_owned());
    if account.program.is_empty() {
        let found = network.rules().credentials.of(account.url.host())?;
        let (name, password) = found.ok_or_else(nobody)?;
        return Ok(Login { name, password });
    }
    let mut lines = Secret::lines_of(&account.program)?.into_iter();
    let name = match account.name.as_str() {
        "" => lines.next().ok_or_else(nobody)?.tell().to_owned(),
        name => name.to_owned(),
    };
    Ok(Login { name, password: lines.next().ok_or_else(nobody)? })
}
