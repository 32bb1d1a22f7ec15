//! A feed that a person subscribed to, and how it fares.

use std::collections::BTreeSet;
use std::str::FromStr;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::{AccountId, FeedId, Prose, Subscription, WebUrl, named};

/// A subscription and how it fares.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Feed {
    /// Its number.
    pub id: FeedId,
    /// Where the feed is.
    pub url: WebUrl,
    /// Where people read what it tells of.
    pub site: Option<WebUrl>,
    /// Its own title.
    pub title: Option<Prose>,
    /// The person's name for it.
    pub name: Option<Prose>,
    /// The folder it stands in, the outermost first; empty where it stands in none.
    pub folder: Vec<Prose>,
    /// The person's tags.
    pub tags: BTreeSet<Prose>,
    /// Whether its entries are completed from their pages.
    pub full_text: FullText,
    /// How long and how many of its articles are kept; the person's rule for all feeds where it is none.
    pub retention: Retention,
    /// How often it is asked by itself, in minutes, as the person says.
    pub every: Option<u32>,
    /// The same as the feed asks for.
    pub ttl: Option<u32>,
    /// Whether it is a page without a feed, whose links are its entries.
    pub is_page: bool,
    /// How the last fetch ended.
    pub state: FeedState,
    /// The account whose server fetches it; none where newsprint does.
    pub account: Option<AccountId>,
    /// Its articles in the cache.
    pub articles: u32,
    /// Those of them that are unread.
    pub unread: u32,
    /// By what it is asked for the next time.
    #[serde(skip)]
    pub validators: Validators,
}

/// How lively a feed is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct FeedActivity {
    /// When its newest article was published.
    pub newest: Option<Timestamp>,
    /// Hours between its latest articles, on average.
    pub interval: Option<u32>,
}

impl FeedActivity {
    /// Of the moments of the latest articles, the newest first.
    pub fn of(latest: &[Timestamp]) -> Self {
        let (newest, oldest) = (latest.first().copied(), latest.last().copied());
        let gaps = i64::try_from(latest.len().saturating_sub(1)).unwrap_or(i64::MAX);
        let hours = newest.zip(oldest).map(|(newest, oldest)| newest.duration_since(oldest).as_hours());
        let interval = hours.filter(|_| gaps > 0).and_then(|hours| u32::try_from(hours / gaps).ok());
        Self { newest, interval }
    }
}

/// How the fetches of a feed end.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct FeedState {
    /// When it was last fetched without a failure.
    pub fetched: Option<Timestamp>,
    /// Before when it is left alone, because it failed or asked for it.
    pub due: Option<Timestamp>,
    /// Failures one after another.
    pub failures: u32,
    /// Why the last of them failed.
    pub reason: Option<Prose>,
    /// Whether it said that it is gone for good.
    pub gone: bool,
}

/// Whether the entries of a feed are completed from their pages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FullText {
    /// They stay as the feed tells them.
    Never,
    /// Those of which the feed tells a summary only.
    #[default]
    WhenTruncated,
    /// All of them.
    Always,
}

/// How long and how many articles are kept. What is none sets no limit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Retention {
    /// Days after publication.
    pub days: Option<u32>,
    /// The newest so many.
    pub articles: Option<u32>,
}

/// The validators (`ETag`, `Last-Modified`) of a document, by which its host is asked whether it changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Validators {
    /// Its entity tag, opaque.
    pub etag: Option<String>,
    /// When it was last modified, as told.
    pub modified: Option<String>,
}

impl Validators {
    /// Takes over those that are told anew with word that the document is as it was.
    pub fn take_over(&mut self, newer: Self) {
        self.etag = newer.etag.or(self.etag.take());
        self.modified = newer.modified.or(self.modified.take());
    }
}

impl Feed {
    /// The person's name for it, else its own title, else its host.
    pub fn label(&self) -> Prose {
        let given = self.name.clone().or_else(|| self.title.clone());
        given.unwrap_or_else(|| Prose::trimmed(self.url.key().as_str()))
    }

    /// The subscription, as it is exported.
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

    /// Whether it is time to ask it by itself.
    pub fn is_due(&self, now: Timestamp) -> bool {
        let minutes = self.every.or(self.ttl).map_or(0, i64::from);
        let wait = SignedDuration::from_mins(minutes);
        self.state.fetched.is_none_or(|fetched| now.duration_since(fetched) >= wait)
    }

    /// Whether it stands under a tag, or in a folder or one within it.
    pub fn is_under(&self, name: &Prose) -> bool {
        self.tags.contains(name) || self.folders().any(|folder| folder == *name)
    }

    /// Its folders as paths, the outermost first: `News`, `News/World`.
    pub fn folders(&self) -> impl Iterator<Item = Prose> {
        (1..=self.folder.len())
            .filter_map(|depth| Subscription::path_of(self.folder.get(..depth).unwrap_or_default()))
    }
}

named! {
    FullText {
        Never "never",
        WhenTruncated "when-truncated",
        Always "always",
    }
}

impl FromStr for FullText {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Self::named(text).ok_or_else(|| {
            let [rest @ .., (last, _)] = Self::ALL else { return String::new() };
            let rest: Vec<&str> = rest.iter().map(|(name, _)| *name).collect();
            format!("{} or {last}", rest.join(", "))
        })
    }
}
