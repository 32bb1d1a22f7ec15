//! An account on a server that keeps a person's subscriptions and marks.

use jiff::Timestamp;
use serde::Serialize;

use super::{AccountId, Prose, WebUrl};

/// An account and the state of its synchronisation. Its password is never stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Account {
    /// The number of the account.
    pub id: AccountId,
    /// The URL below which the server's protocol is spoken.
    pub url: WebUrl,
    /// The kind of server, by its name.
    pub kind: String,
    /// The user name; empty where it comes with the password.
    pub name: String,
    /// The program that prints the password, and its arguments; none where the configuration has the source of
    /// passwords.
    #[serde(skip)]
    pub password_command: Vec<String>,
    /// The user that the server names for these credentials.
    #[serde(skip)]
    pub server_user: String,
    /// When the account was last synced.
    pub synced: Option<Timestamp>,
    /// Why the last sync failed, where it did.
    pub reason: Option<Prose>,
    /// Changes made here, of marks and of subscriptions, that have not been sent to the server yet.
    pub waiting: u32,
    /// The number of its subscriptions.
    pub feeds: u32,
}

/// An aspect of an article that a person may change here and on a server.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum SyncedFlag {
    /// The article was read.
    Read,
    /// The article is bookmarked; servers call that starred.
    Starred,
}

impl SyncedFlag {
    /// Every flag.
    pub const ALL: [Self; 2] = [Self::Read, Self::Starred];
}
