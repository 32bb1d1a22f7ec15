//! The lists that a person can turn to: the fixed ones, saved searches, feeds and their tags, publications,
//! sections.

use jiff::Timestamp;

use super::{CountedSearch, Library, LibraryError, NamedCount};
use crate::domain::{Clause, Feed, FeedOrder, Query, SavedSearch, View};

/// The lists that every collection has, by the name typed for each.
pub const FIXED_VIEWS: [(&str, View); 7] = [
    ("all", View::All),
    ("front", View::FrontPage),
    ("following", View::Following),
    ("unread", View::Unread),
    ("bookmarks", View::Bookmarks),
    ("continue", View::ContinueReading),
    ("log", View::ReadingLog),
];

/// The name typed for the list of the muted.
const MUTED: &str = "muted";

/// A list that a person can turn to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ViewEntry {
    /// The name typed for the list.
    pub name: String,
    /// The list.
    pub view: View,
    /// The size of the list.
    pub size: ViewSize,
    /// The feed, where the list is of one.
    pub feed: Option<Box<Feed>>,
}

/// The size of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ViewSize {
    /// A size that is not counted here; the counts of the collection may have it.
    Uncounted,
    /// The unread among all articles.
    Counted {
        /// The unread articles.
        unread: u32,
        /// All articles.
        articles: u32,
    },
    /// The matches of a saved search.
    Matches(CountedSearch),
}

impl Library {
    /// Every list that a person can turn to.
    pub fn views(&self, now: Timestamp) -> Result<Vec<ViewEntry>, LibraryError> {
        self.views_by(FeedOrder::Folder, now)
    }

    /// Every list that a person can turn to, the feeds in an order.
    pub fn views_by(&self, order: FeedOrder, now: Timestamp) -> Result<Vec<ViewEntry>, LibraryError> {
        let mut known = self.named_counts()?;
        if order != FeedOrder::Folder {
            let ordered = self.with_activity(known.feeds, order)?;
            known.feeds = ordered.into_iter().map(|(feed, _)| feed).collect();
        }
        let fixed = FIXED_VIEWS.into_iter().map(|(name, view)| ViewEntry {
            name: name.to_owned(),
            view,
            size: ViewSize::Uncounted,
            feed: None,
        });
        let muted = self.muted_entry()?;
        let saved = self.saved_searches(now)?.into_iter().map(|kept| ViewEntry {
            name: kept.search.name.to_string(),
            view: View::Matching(kept.search.query.clone()),
            size: ViewSize::Matches(kept),
            feed: None,
        });
        let labels = self.tags()?.into_iter().map(|(tag, count)| {
            let name = format!("#{tag}");
            let query = Query::from(Clause::Tagged(tag));
            let search = SavedSearch { name: name.as_str().into(), query: query.clone() };
            let count = usize::try_from(count).ok();
            let size = ViewSize::Matches(CountedSearch { search, count, more: false });
            ViewEntry { name, view: View::Matching(query), size, feed: None }
        });
        let tags = known.tags().into_iter().map(|count| counted(View::Tagged(count.name.clone()), count));
        let names: Vec<_> = known
            .feeds
            .iter()
            .map(|feed| (feed.title.clone().unwrap_or_else(|| feed.label()), feed.articles))
            .collect();
        let feeds = known.feeds.into_iter().map(|feed| {
            let count = NamedCount { name: feed.label(), articles: feed.articles, unread: feed.unread };
            let view = View::Feed(feed.id, feed.label());
            ViewEntry { feed: Some(Box::new(feed)), ..counted(view, count) }
        });
        // A publication that is one feed's alone is listed once, as the feed.
        let is_feed = |count: &NamedCount| {
            names.iter().any(|(name, articles)| *name == count.name && *articles == count.articles)
        };
        let publications = known.publications.into_iter().filter(|count| !is_feed(count));
        let publications = publications.map(|count| counted(View::Publication(count.name.clone()), count));
        let sections = known.sections.into_iter();
        let sections = sections.map(|count| counted(View::Section(count.name.clone()), count));
        Ok(fixed
            .chain(muted)
            .chain(saved)
            .chain(labels)
            .chain(tags)
            .chain(feeds)
            .chain(publications)
            .chain(sections)
            .collect())
    }

    /// The list of the muted articles, where there are any.
    fn muted_entry(&self) -> Result<Option<ViewEntry>, LibraryError> {
        let count = usize::try_from(self.counts()?.muted).ok().filter(|count| *count > 0);
        let view = View::muted();
        Ok(count.zip(view.as_query()).map(|(count, query)| ViewEntry {
            name: MUTED.to_owned(),
            view,
            size: ViewSize::Matches(CountedSearch {
                search: SavedSearch { name: MUTED.into(), query },
                count: Some(count),
                more: false,
            }),
            feed: None,
        }))
    }

    /// The list of a name: the whole name, or a prefix that no other has.
    pub fn find_view(&self, name: &str, now: Timestamp) -> Result<Option<View>, LibraryError> {
        let views = self.views(now)?;
        let wanted = name.to_lowercase();
        let exact = views.iter().find(|entry| entry.name == name);
        let exact = exact.or_else(|| views.iter().find(|entry| entry.name.to_lowercase() == wanted));
        let mut begun = views.iter().filter(|entry| entry.name.to_lowercase().starts_with(&wanted));
        let only = (begun.next(), begun.next());
        let found = exact.or(if let (Some(only), None) = only { Some(only) } else { None });
        Ok(found.map(|entry| entry.view.clone()))
    }
}

fn counted(view: View, NamedCount { name, articles, unread }: NamedCount) -> ViewEntry {
    ViewEntry { name: name.to_string(), view, size: ViewSize::Counted { unread, articles }, feed: None }
}
