//! An account on a server that keeps a person's subscriptions and marks.

use jiff::Timestamp;
use serde::Serialize;

use super::{AccountId, Prose, WebUrl};

/// An account, and how it fares. Its password is never among what is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Account {
    /// Its number.
    pub id: AccountId,
    /// The address below which the protocol of its server is spoken.
    pub url: WebUrl,
    /// The kind of server, by its name.
    pub kind: String,
    /// The name of the person on it; empty where it comes with the password.
    pub name: String,
    /// The program that prints the password, and its arguments; none where the configuration says where passwords
    /// come from.
    #[serde(skip)]
    pub program: Vec<String>,
    /// Whom the server answers for.
    #[serde(skip)]
    pub person: String,
    /// When it was in step last.
    pub synced: Option<Timestamp>,
    /// Why it was not since.
    pub reason: Option<Prose>,
    /// Changes made here, of marks and of subscriptions, that the server was not told yet.
    pub waiting: u32,
    /// Its subscriptions.
    pub feeds: u32,
}

/// One aspect of an article that a person may change here and on a server.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Flag {
    /// The article was read.
    Read,
    /// The article is bookmarked; servers call that starred.
    Starred,
}

impl Flag {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Read, Self::Starred];
}
