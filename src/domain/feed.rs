//! A subscribed feed and the state of its fetches.

use std::collections::BTreeSet;
use std::str::FromStr;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::{AccountId, FeedId, Prose, Subscription, WebUrl, named};

/// The tag of feeds that stand apart from the others in the tree of sources, as newsboat hides them with `!`.
pub const HIDDEN_TAG: &str = "hidden";

/// A subscription and the state of its fetches.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Feed {
    /// The number of the feed.
    pub id: FeedId,
    /// The address of the feed.
    pub url: WebUrl,
    /// The website of the feed.
    pub site: Option<WebUrl>,
    /// The feed's own title.
    pub title: Option<Prose>,
    /// The person's name for it.
    pub name: Option<Prose>,
    /// The folder of the feed, the outermost first; empty where it is in none.
    pub folder: Vec<Prose>,
    /// The person's tags.
    pub tags: BTreeSet<Prose>,
    /// Whether its entries are completed from their pages.
    pub full_text: FullText,
    /// When the pictures of its articles are fetched; where unset, as the setting for all feeds says.
    pub pictures: Option<PictureFetching>,
    /// How many of its articles are retained and how long; where unset, the person's rule for all feeds
    /// holds.
    pub retention: Retention,
    /// The interval of automatic fetches in minutes, as the person sets it.
    pub every: Option<u32>,
    /// The interval of automatic fetches in minutes, as the feed asks for it.
    pub ttl: Option<u32>,
    /// Whether the subscription is a page without a feed, whose links are its entries.
    pub is_page: bool,
    /// How the last fetch ended.
    pub state: FeedState,
    /// The account whose server fetches the feed; `None` where newsprint does.
    pub account: Option<AccountId>,
    /// The number of its articles in the cache.
    pub articles: u32,
    /// The number of its unread articles.
    pub unread: u32,
    /// The validators sent with the next request.
    #[serde(skip)]
    pub validators: Validators,
}

/// The order of feeds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum FeedOrder {
    /// By folder and name.
    #[default]
    Folder,
    /// The most unread articles first.
    Unread,
    /// Feeds without a new article for the longest time first.
    Idle,
    /// Feeds that are gone first, then failing ones.
    Failing,
    /// The most read first.
    Read,
    /// Those that publish rarely first.
    Rare,
}

named! {
    FeedOrder {
        Folder "folder",
        Unread "unread",
        Idle "idle",
        Failing "failing",
        Read "read",
        Rare "rare",
    }
}

/// How often a feed publishes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct FeedActivity {
    /// When the newest article was published.
    pub newest: Option<Timestamp>,
    /// Hours between its latest articles, on average.
    pub interval: Option<u32>,
}

impl FeedActivity {
    /// The activity by the moments of the latest articles, the newest first.
    pub fn of(latest: &[Timestamp]) -> Self {
        let (newest, oldest) = (latest.first().copied(), latest.last().copied());
        let gaps = i64::try_from(latest.len().saturating_sub(1)).unwrap_or(i64::MAX);
        let hours = newest.zip(oldest).map(|(newest, oldest)| newest.duration_since(oldest).as_hours());
        let interval = hours.filter(|_| gaps > 0).and_then(|hours| u32::try_from(hours / gaps).ok());
        Self { newest, interval }
    }
}

/// The outcome of the fetches of a feed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct FeedState {
    /// When the feed was last fetched without a failure.
    pub fetched: Option<Timestamp>,
    /// The end of the suspension after a failure, or as the feed asked; earlier the feed is not fetched.
    pub due: Option<Timestamp>,
    /// The number of consecutive failures; none where the host only asked to wait.
    pub failures: u32,
    /// Why the last fetch failed.
    pub reason: Option<Prose>,
    /// Whether the host responded that the feed is gone (410).
    pub gone: bool,
}

impl FeedState {
    /// Whether the feed is not to be fetched by itself: it failed, its host asked to wait, or it is gone.
    pub fn is_suspended(&self, now: Timestamp) -> bool {
        self.gone || self.due.is_some_and(|due| due > now)
    }

    /// Whether the feed is not to be fetched even where the person asks for all: its host asked to wait, or it is gone.
    pub fn must_wait(&self, now: Timestamp) -> bool {
        self.gone || self.failures == 0 && self.is_suspended(now)
    }
}

/// Whether the entries of a feed are completed from their pages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FullText {
    /// Never.
    Never,
    /// Entries of which the feed gives only a summary are completed.
    #[default]
    WhenTruncated,
    /// All entries are completed.
    Always,
}

impl FullText {
    /// Whether an entry is completed from its page.
    pub const fn wants_page(self, is_truncated: bool) -> bool {
        match self {
            Self::Never => false,
            Self::WhenTruncated => is_truncated,
            Self::Always => true,
        }
    }
}

/// When the pictures of articles are fetched, to be stored with them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PictureFetching {
    /// Never.
    Never,
    /// When the person asks for those of an article.
    #[default]
    WhenAsked,
    /// With every new article.
    Always,
}

impl PictureFetching {
    /// The next value, for a key that goes through all.
    pub const fn next(self) -> Self {
        match self {
            Self::Never => Self::WhenAsked,
            Self::WhenAsked => Self::Always,
            Self::Always => Self::Never,
        }
    }
}

/// How many articles are retained and how long. An unset field sets no limit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Retention {
    /// Days after publication.
    pub days: Option<u32>,
    /// The number of articles, the newest first.
    pub articles: Option<u32>,
}

/// The validators (`ETag`, `Last-Modified`) of a document, by which its host is asked whether it changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Validators {
    /// The `ETag`, opaque.
    pub etag: Option<String>,
    /// The `Last-Modified` date, as sent.
    pub modified: Option<String>,
}

impl Validators {
    /// Replaces the validators that a 304 response contains.
    pub fn update_from(&mut self, newer: Self) {
        self.etag = newer.etag.or(self.etag.take());
        self.modified = newer.modified.or(self.modified.take());
    }
}

impl Feed {
    /// The person's name for the feed, else its own title, else its host.
    pub fn label(&self) -> Prose {
        let given = self.name.clone().or_else(|| self.title.clone());
        given.unwrap_or_else(|| Prose::trimmed(self.url.comparison_key().as_str()))
    }

    /// The subscription as it is exported.
    pub fn subscription(&self) -> Subscription {
        Subscription {
            feed: self.url.clone(),
            title: Some(self.label()),
            site: self.site.clone(),
            folder: self.folder.clone(),
            tags: self.tags.clone(),
            is_page: self.is_page,
        }
    }

    /// Whether the feed stands apart from the others in the tree of sources.
    pub fn is_hidden(&self) -> bool {
        self.tags.iter().any(|tag| tag.as_str() == HIDDEN_TAG)
    }

    /// Whether the feed is due for an automatic fetch.
    pub fn is_due(&self, now: Timestamp) -> bool {
        let minutes = self.every.or(self.ttl).map_or(0, i64::from);
        let wait = SignedDuration::from_mins(minutes);
        self.state.fetched.is_none_or(|fetched| now.duration_since(fetched) >= wait)
    }

    /// Whether the feed has a tag, or is in a folder or one of its subfolders, of this name.
    pub fn has_tag_or_folder(&self, name: &Prose) -> bool {
        self.tags.contains(name) || self.folders().any(|folder| folder == *name)
    }

    /// The feed's folders as paths, the outermost first: `News`, `News/World`.
    pub fn folders(&self) -> impl Iterator<Item = Prose> {
        (1..=self.folder.len())
            .filter_map(|depth| Subscription::join_folders(self.folder.get(..depth).unwrap_or_default()))
    }
}

named! {
    FullText {
        Never "never",
        WhenTruncated "when-truncated",
        Always "always",
    }
}

named! {
    PictureFetching {
        Never "never",
        WhenAsked "when-asked",
        Always "always",
    }
}

impl FromStr for FullText {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Self::named(text).ok_or_else(|| expected(Self::ALL))
    }
}

impl FromStr for PictureFetching {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Self::named(text).ok_or_else(|| expected(Self::ALL))
    }
}

/// The names that were expected: "never, when-asked or always".
fn expected<T>(all: &[(&str, T)]) -> String {
    let [rest @ .., (last, _)] = all else { return String::new() };
    let rest: Vec<&str> = rest.iter().map(|(name, _)| *name).collect();
    format!("{} or {last}", rest.join(", "))
}
