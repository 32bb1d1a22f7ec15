//! Subscriptions: the feeds a person follows, and their names.

use std::cmp::Reverse;
use std::io::Write;

use super::{Library, LibraryError};
use crate::domain::{Feed, FeedActivity, FeedId, FeedOrder, Prose, Subscription, WebUrl};
use crate::import;

/// A format for the export of subscriptions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FeedFormat {
    /// OPML, which every feed reader imports.
    Opml,
    /// The `urls` file of newsboat.
    Urls,
}

impl Library {
    /// The feeds in an order, each with its activity.
    pub fn feeds_by(&self, order: FeedOrder) -> Result<Vec<(Feed, FeedActivity)>, LibraryError> {
        self.with_activity(self.feeds()?, order)
    }

    /// Feeds with their activity, sorted.
    pub(super) fn with_activity(
        &self,
        feeds: Vec<Feed>,
        order: FeedOrder,
    ) -> Result<Vec<(Feed, FeedActivity)>, LibraryError> {
        let with = |feed: Feed| Ok((self.feed_activity(feed.id)?, feed));
        let all: Result<Vec<_>, LibraryError> = feeds.into_iter().map(with).collect();
        let mut all: Vec<_> = all?.into_iter().map(|(activity, feed)| (feed, activity)).collect();
        match order {
            FeedOrder::Folder => {}
            FeedOrder::Unread => all.sort_by_key(|(feed, _)| Reverse(feed.unread)),
            FeedOrder::Idle => all.sort_by_key(|(_, activity)| activity.newest),
            FeedOrder::Failing => {
                all.sort_by_key(|(feed, _)| Reverse((feed.state.gone, feed.state.failures)));
            }
            FeedOrder::Read => {
                all.sort_by_key(|(feed, _)| Reverse(feed.articles.saturating_sub(feed.unread)));
            }
            FeedOrder::Rare => all.sort_by_key(|(_, activity)| Reverse(activity.interval)),
        }
        Ok(all)
    }

    /// The feeds that a reference means: a number, an address, or a name; of a tag or a folder, all its
    /// feeds.
    pub fn find_feeds(&self, reference: &str) -> Result<Vec<Feed>, LibraryError> {
        let all = self.feeds()?;
        let id: Option<FeedId> = reference.parse().ok();
        let key = WebUrl::parse(reference).ok().map(|url| url.comparison_key());
        let named = reference.to_lowercase();
        let is_it = |feed: &&Feed| {
            Some(feed.id) == id
                || key.as_ref().is_some_and(|key| feed.url.comparison_key() == *key)
                || feed.label().as_str().to_lowercase() == named
        };
        let found: Vec<Feed> = all.iter().filter(is_it).cloned().collect();
        if !found.is_empty() {
            return Ok(found);
        }
        let name = Prose::trimmed(reference);
        Ok(all.into_iter().filter(|feed| feed.has_tag_or_folder(&name)).collect())
    }

    /// Writes all subscriptions; returns their number.
    pub fn export_feeds(&self, format: FeedFormat, out: &mut dyn Write) -> Result<usize, LibraryError> {
        let feeds: Vec<Subscription> = self.feeds()?.iter().map(Feed::subscription).collect();
        match format {
            FeedFormat::Opml => import::write_opml(&feeds, out)?,
            FeedFormat::Urls => import::write_feed_list(&feeds, out)?,
        }
        Ok(feeds.len())
    }
}
