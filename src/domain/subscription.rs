//! A feed that a person subscribed to, as lists of subscriptions carry it from program to program.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{Prose, WebUrl};

/// The separator of folders in a path.
const FOLDER_SEPARATOR: &str = "/";

/// A subscribed feed. Two subscriptions are of the same feed where their feed URLs are equal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Subscription {
    /// The address of the feed.
    pub feed: WebUrl,
    /// The person's name for the feed, or else its own title.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<Prose>,
    /// The website of the feed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub site: Option<WebUrl>,
    /// The folder of the feed, the outermost first; empty where it is in none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub folder: Vec<Prose>,
    /// The tags, in order.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub tags: BTreeSet<Prose>,
    /// Whether the subscription is a page without a feed, whose links are its entries.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_page: bool,
}

impl Subscription {
    /// A subscription of which only the address is known.
    pub const fn of_url(feed: WebUrl) -> Self {
        Self { feed, title: None, site: None, folder: Vec::new(), tags: BTreeSet::new(), is_page: false }
    }

    /// The folder as one text, `News/World`; `None` where the feed is in none.
    pub fn folder_path(&self) -> Option<Prose> {
        Self::join_folders(&self.folder)
    }

    /// Folders as one text; `None` where there are none.
    pub fn join_folders(folders: &[Prose]) -> Option<Prose> {
        let names: Vec<&str> = folders.iter().map(Prose::as_str).collect();
        Prose::non_empty(&names.join(FOLDER_SEPARATOR))
    }

    /// The folders of a path such as `News/World`.
    pub fn split_folders(path: &str) -> Vec<Prose> {
        path.split(FOLDER_SEPARATOR).filter_map(Prose::non_empty).collect()
    }

    /// Merges another subscription of the same feed, perhaps in another folder: missing fields are taken from
    /// it, and its folder becomes a tag.
    pub fn merge(&mut self, other: Self) {
        if self.folder.is_empty() {
            self.folder = other.folder;
        } else if other.folder != self.folder {
            self.tags.extend(other.folder_path());
        }
        self.title = self.title.take().or(other.title);
        self.site = self.site.take().or(other.site);
        self.tags.extend(other.tags);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn merging_two_subscriptions_of_a_feed_loses_nothing() {
        let feed = WebUrl::parse("https://paper.example/feed").unwrap();
        let folder = |path: &str| Subscription::split_folders(path);
        let mut first = Subscription { folder: folder("News/World"), ..Subscription::of_url(feed.clone()) };

        first.merge(Subscription {
            title: Some("Paper".into()),
            folder: folder("Daily"),
            tags: crate::domain::parse_tags("calm, /slow"),
            ..Subscription::of_url(feed)
        });

        assert_eq!(first.folder_path(), Some("News/World".into()));
        assert_eq!(first.title, Some("Paper".into()));
        assert_eq!(first.tags, ["Daily", "calm", "slow"].map(Prose::from).into());
    }
}
