//! The accounts themselves: adding, checking and removing them, and the source of their passwords.

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
            FeedSelection::All | FeedSelection::Due => {}
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
    /// Where no known protocol is spoken there, and where the server refuses the user.
    pub fn add_account(
        &mut self,
        wanted: &Account,
        kind: Option<Dialect>,
        network: &Network,
        stop: &StopSignal,
    ) -> Result<AccountId, SyncError> {
        let login = login(wanted, network)?;
        let mut server = Server::discover(&wanted.url, kind, &login, network, stop)?;
        let person = server.user_name()?;
        let account = Account {
            url: server.base().clone(),
            kind: server.dialect().name().to_owned(),
            server_user: person,
            ..wanted.clone()
        };
        Ok(self.cache.add_account(&account)?)
    }

    /// Sets the account whose server fetches a feed; `None` for newsprint itself.
    pub fn set_account(&mut self, feed: FeedId, account: Option<AccountId>) -> Result<(), LibraryError> {
        self.counted(|cache| cache.set_account(feed, account))
    }

    /// Removes an account; its feeds and articles stay, and newsprint fetches them from then on.
    pub fn remove_account(&mut self, id: AccountId) -> Result<bool, LibraryError> {
        Ok(self.cache.remove_account(id)?)
    }

    /// Asks a server for its user, to check the account.
    ///
    /// # Errors
    /// Where the server does not respond, or names another user.
    pub fn check_account(
        &self,
        account: &Account,
        network: &Network,
        stop: &StopSignal,
    ) -> Result<(), SyncError> {
        let (mut each, clock) = (|_: FetchEvent<'_>| {}, Timestamp::default);
        let mut sync = begin(account, network, stop, &clock, &mut each)?;
        Ok(sync.check_user()?)
    }
}

/// The user name and password of an account: from its own program, which prints the password, or the user
/// name before it where the account has none; else from the configured source.
pub(super) fn login(account: &Account, network: &Network) -> Result<Login, AccountError> {
    let nobody = || AccountError::NoPassword(account.url.host().to_owned());
    if account.password_command.is_empty() {
        let found = network.rules().credentials.for_host(account.url.host())?;
        let (name, password) = found.ok_or_else(nobody)?;
        return Ok(Login { user_name: name, password });
    }
    let mut lines = Secret::from_program(&account.password_command)?.into_iter();
    let name = match account.name.as_str() {
        "" => lines.next().ok_or_else(nobody)?.expose().to_owned(),
        name => name.to_owned(),
    };
    Ok(Login { user_name: name, password: lines.next().ok_or_else(nobody)? })
}
