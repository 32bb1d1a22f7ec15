//! Accounts on servers that keep a person's subscriptions and marks: the protocols they speak, and what becomes of
//! two sides that both changed. Knows neither the cache nor the screen.
//!
//! Two protocols are spoken: that of Google Reader, as `FreshRSS`, Miniflux, `CommaFeed`, `BazQux`, The Old Reader and
//! Inoreader serve it, and Miniflux's own. Where servers differ is told by [`Dialect`]. Everything that comes is
//! bounded, and all text is [`Prose`] but the markup of an item, which the importer reads.

mod answers;
mod dialect;
mod error;
mod form;
mod item_id;
mod lists;
mod merge;
mod server;
mod stream;

use jiff::Timestamp;

use crate::domain::{Flag, Prose, WebUrl};

pub use dialect::Dialect;
pub use error::AccountError;
pub use item_id::ItemId;
pub use lists::Walked;
pub use merge::{LocalState, MergeAction, ThreeWay, merged};
pub use server::{Login, Revision, Server};

/// Contents that are asked for in one call.
pub const CONTENTS_A_CALL: usize = 200;

/// Changes that are sent in one call: more are cut off by some servers without a word.
pub const CHANGES_A_CALL: usize = 100;

/// The stream of a label.
fn label_stream(label: &str) -> String {
    format!("user/-/label/{label}")
}

/// The name of a flag in the protocol.
const fn state_of(flag: Flag) -> &'static str {
    match flag {
        Flag::Read => "read",
        Flag::Starred => "starred",
    }
}

/// A subscription as the server has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RemoteFeed {
    /// The server's name for it, such as `feed/12`.
    pub stream: String,
    /// Where the feed is.
    pub url: WebUrl,
    /// What the server calls it.
    pub title: Option<Prose>,
    /// Where people read what it tells of.
    pub site: Option<WebUrl>,
    /// The folder it stands in.
    pub folder: Option<Prose>,
}

/// An item as the server has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RemoteItem {
    /// The server's name for it.
    pub id: ItemId,
    /// The stream of the subscription it came from.
    pub stream: String,
    /// Where it is read.
    pub url: Option<WebUrl>,
    /// Its title.
    pub headline: Prose,
    /// Who wrote it.
    pub author: Option<Prose>,
    /// Its text, as markup of a stranger.
    pub markup: String,
    /// Whether its text is told under the name of a summary alone.
    pub is_summary: bool,
    /// When it was published.
    pub published: Option<Timestamp>,
    /// What came with it to hear, see or keep: the address and the kind of each.
    pub enclosures: Vec<(WebUrl, Option<Prose>)>,
    /// What is said of it.
    pub flags: Flags,
    /// Its labels; those of the folder it stands in may be among them.
    pub labels: Vec<String>,
}

/// What is said of an item.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Flags {
    /// Whether it was read.
    pub read: bool,
    /// Whether it is starred.
    pub starred: bool,
}

impl Flags {
    /// One of them.
    pub const fn get(self, flag: Flag) -> bool {
        match flag {
            Flag::Read => self.read,
            Flag::Starred => self.starred,
        }
    }
}

/// Which items a list of ids names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum List {
    /// Those that are not read.
    Unread,
    /// Those that are starred.
    Starred,
    /// All of them, the newest first.
    Whole,
}
