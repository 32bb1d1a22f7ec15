//! Accounts on servers that store a person's subscriptions and marks: the protocol they speak, and the merge
//! of changes on both sides. Knows neither the cache nor the screen.
//!
//! Two protocols are implemented: that of Google Reader, as `FreshRSS`, Miniflux, `CommaFeed`, `BazQux`, The Old Reader
//! and Inoreader serve it, and Miniflux's own. [`Dialect`] lists the differences between servers. Responses are limited in
//! size, and their texts are [`Prose`], except the markup of an item, which `import` parses.

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

use crate::domain::{Prose, SyncedFlag, WebUrl};

pub use dialect::Dialect;
pub use error::AccountError;
pub use item_id::ItemId;
pub use lists::IdList;
pub use merge::{LocalState, MergeAction, ThreeWay, merged};
pub use server::{Login, Server, SubscriptionChange};

/// The items requested in one call.
pub const ITEMS_PER_CALL: usize = 200;

/// The changes sent in one call: some servers silently drop more.
pub const CHANGES_A_CALL: usize = 100;

/// The stream id of a label.
fn label_stream(label: &str) -> String {
    format!("user/-/label/{label}")
}

/// The name of a flag in the protocol.
const fn state_of(flag: SyncedFlag) -> &'static str {
    match flag {
        SyncedFlag::Read => "read",
        SyncedFlag::Starred => "starred",
    }
}

/// A subscription as the server has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RemoteFeed {
    /// The server's id of the subscription, such as `feed/12`.
    pub stream: String,
    /// The address of the feed.
    pub url: WebUrl,
    /// The server's title of the feed.
    pub title: Option<Prose>,
    /// The website of the feed.
    pub site: Option<WebUrl>,
    /// The folder of the subscription.
    pub folder: Option<Prose>,
}

/// An item as the server has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RemoteItem {
    /// The server's id of the item.
    pub id: ItemId,
    /// The stream of the subscription it came from.
    pub stream: String,
    /// The address of the item's page.
    pub url: Option<WebUrl>,
    /// The title.
    pub headline: Prose,
    /// The author.
    pub author: Option<Prose>,
    /// The text, as untrusted markup.
    pub markup: String,
    /// Whether the text is given only as a summary.
    pub is_summary: bool,
    /// When the item was published.
    pub published: Option<Timestamp>,
    /// The enclosures: the address and the media type of each.
    pub enclosures: Vec<(WebUrl, Option<Prose>)>,
    /// The flags.
    pub flags: Flags,
    /// The labels, which may include that of its folder.
    pub labels: Vec<String>,
}

/// The flags of an item.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Flags {
    /// Whether the item was read.
    pub read: bool,
    /// Whether the item is starred.
    pub starred: bool,
}

impl Flags {
    /// The value of a flag.
    pub const fn get(self, flag: SyncedFlag) -> bool {
        match flag {
            SyncedFlag::Read => self.read,
            SyncedFlag::Starred => self.starred,
        }
    }
}

/// A list of ids.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ItemList {
    /// The unread items.
    Unread,
    /// The starred items.
    Starred,
    /// All items, the newest first.
    All,
}
