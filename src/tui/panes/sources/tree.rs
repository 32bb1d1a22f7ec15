//! The rows of the sources: groups under their headings, feeds in their folders, without those folded away.

use std::collections::HashSet;

use crate::domain::{Account, Direction, Feed, FeedOrder, Prose, Subscription, View};
use crate::library::{ViewEntry, ViewSize};

/// Most sources of a group that is unfolded by default.
const MOST_UNFOLDED: usize = 12;

/// A group of sources.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SourceGroup {
    /// The lists that every collection has.
    Views,
    /// The saved searches.
    Searches,
    /// The tags of bookmarks.
    Labels,
    /// The accounts on servers.
    Accounts,
    /// The feeds, in folders.
    Feeds,
    /// The feeds with the tag `hidden`.
    Hidden,
    /// The tags of feeds.
    Tags,
    /// The publications.
    Publications,
    /// The sections.
    Sections,
}

impl SourceGroup {
    const ALL: [Self; 9] = [
        Self::Views,
        Self::Searches,
        Self::Labels,
        Self::Accounts,
        Self::Feeds,
        Self::Hidden,
        Self::Tags,
        Self::Publications,
        Self::Sections,
    ];

    /// The group of a list.
    fn of(entry: &ViewEntry) -> Self {
        match &entry.view {
            view if view.is_muted() => Self::Views,
            View::All
            | View::Unread
            | View::Bookmarks
            | View::ContinueReading
            | View::ReadingLog
            | View::FrontPage
            | View::Following => Self::Views,
            view if view.as_tag().is_some() => Self::Labels,
            View::Matching(_) => Self::Searches,
            View::Feed(..) if entry.feed.as_deref().is_some_and(Feed::is_hidden) => Self::Hidden,
            View::Feed(..) => Self::Feeds,
            View::Tagged(_) => Self::Tags,
            View::Publication(_) => Self::Publications,
            View::Section(_) => Self::Sections,
        }
    }

    /// The key under which the folding of the group is remembered; no folder begins with a slash.
    const fn key(self) -> &'static str {
        match self {
            Self::Views => "/views",
            Self::Searches => "/searches",
            Self::Labels => "/labels",
            Self::Accounts => "/accounts",
            Self::Feeds => "/feeds",
            Self::Hidden => "/hidden",
            Self::Tags => "/tags",
            Self::Publications => "/publications",
            Self::Sections => "/sections",
        }
    }

    const fn is_unfolded_at_first(self, sources: usize) -> bool {
        match self {
            Self::Views | Self::Searches | Self::Accounts | Self::Feeds => true,
            Self::Labels | Self::Tags | Self::Publications | Self::Sections => sources <= MOST_UNFOLDED,
            Self::Hidden => false,
        }
    }
}

/// A row of the pane.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The number of folders around the row.
    pub depth: u16,
    /// The kind of row.
    pub kind: RowKind,
}

/// The kind of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RowKind {
    /// The heading of a group.
    Heading {
        /// The group.
        group: SourceGroup,
        /// The number of sources under the heading.
        sources: usize,
        /// Whether the sources are shown.
        unfolded: bool,
    },
    /// A folder of feeds.
    Folder {
        /// The path of the folder.
        path: Prose,
        /// The name of the folder.
        name: Prose,
        /// Unread articles in the feeds of the folder.
        unread: u32,
        /// Whether the feeds are shown.
        unfolded: bool,
    },
    /// An account on a server.
    Account(Box<Account>),
    /// A list that can be opened.
    Source(Box<ViewEntry>),
}

impl Row {
    /// The list of the row.
    pub fn view(&self) -> Option<View> {
        match &self.kind {
            RowKind::Heading { .. } | RowKind::Account(_) => None,
            RowKind::Folder { path, .. } => Some(View::Tagged(path.clone())),
            RowKind::Source(entry) => Some(entry.view.clone()),
        }
    }

    /// Whether the row is that of a list; a renamed feed is still the same.
    pub fn shows(&self, view: &View) -> bool {
        match (self.view(), view) {
            (Some(View::Feed(id, _)), View::Feed(other, _)) => id == *other,
            (own, view) => own.as_ref() == Some(view),
        }
    }

    /// The list of the row with its counts.
    pub fn entry(&self) -> Option<&ViewEntry> {
        match &self.kind {
            RowKind::Source(entry) => Some(entry),
            RowKind::Heading { .. } | RowKind::Folder { .. } | RowKind::Account(_) => None,
        }
    }

    /// The account of the row.
    pub fn account(&self) -> Option<&Account> {
        match &self.kind {
            RowKind::Account(account) => Some(account),
            RowKind::Heading { .. } | RowKind::Folder { .. } | RowKind::Source(_) => None,
        }
    }

    /// The key under which the folding of the group or folder is remembered.
    pub fn fold(&self) -> Option<String> {
        match &self.kind {
            RowKind::Heading { group, .. } => Some(group.key().to_owned()),
            RowKind::Folder { path, .. } => Some(path.to_string()),
            RowKind::Account(_) | RowKind::Source(_) => None,
        }
    }

    /// Whether two rows stand for the same source, whatever its counts.
    pub fn is_like(&self, other: &Self) -> bool {
        let account = |row: &Self| row.account().map(|account| account.id);
        self.fold() == other.fold()
            && account(self) == account(other)
            && other.view().is_none_or(|view| self.shows(&view))
    }
}

/// The rows of the sources, without those folded away. In an order of their own, feeds stand in no folders.
pub fn rows(
    entries: &[ViewEntry],
    accounts: &[Account],
    toggled: &HashSet<String>,
    order: FeedOrder,
) -> Vec<Row> {
    let folders: HashSet<Prose> =
        entries.iter().filter_map(|entry| entry.feed.as_deref()).flat_map(Feed::folders).collect();
    let is_folder = |entry: &ViewEntry| matches!(&entry.view, View::Tagged(name) if folders.contains(name));
    let mut rows = Vec::new();
    for group in SourceGroup::ALL {
        let of_group = |entry: &&ViewEntry| SourceGroup::of(entry) == group && !is_folder(entry);
        let members: Vec<&ViewEntry> = entries.iter().filter(of_group).collect();
        let sources = if group == SourceGroup::Accounts { accounts.len() } else { members.len() };
        if sources == 0 {
            continue;
        }
        let unfolded = group.is_unfolded_at_first(sources) != toggled.contains(group.key());
        rows.push(Row { depth: 0, kind: RowKind::Heading { group, sources, unfolded } });
        if unfolded && group == SourceGroup::Feeds && order == FeedOrder::Folder {
            add_feeds(members, entries, toggled, &mut rows);
        } else if unfolded && group == SourceGroup::Accounts {
            let row = |account: &Account| Row { depth: 0, kind: RowKind::Account(Box::new(account.clone())) };
            rows.extend(accounts.iter().map(row));
        } else if unfolded {
            rows.extend(members.into_iter().map(|entry| source(entry, 0)));
        }
    }
    rows
}

/// The feed with unread articles nearest to a list, in the order in which feeds stand when all are unfolded.
/// A list that is no feed stands before the first and after the last.
pub fn nearest_unread_feed(
    entries: &[ViewEntry],
    from: &View,
    direction: Direction,
    order: FeedOrder,
) -> Option<View> {
    let feeds = rows(entries, &[], &HashSet::new(), order).into_iter();
    let feeds: Vec<Row> = feeds.filter(|row| matches!(row.view(), Some(View::Feed(..)))).collect();
    let here = feeds.iter().position(|row| row.shows(from));
    let has_unread = |row: &&Row| match row.entry().map(|entry| &entry.size) {
        Some(ViewSize::Counted { unread, .. }) => *unread > 0,
        Some(ViewSize::Uncounted | ViewSize::Matches(_)) | None => false,
    };
    let found = match direction {
        Direction::Down => feeds.iter().skip(here.map_or(0, |here| here + 1)).find(has_unread),
        Direction::Up => feeds.iter().take(here.unwrap_or(feeds.len())).rfind(has_unread),
    };
    found.and_then(Row::view)
}

fn source(entry: &ViewEntry, depth: usize) -> Row {
    let depth = u16::try_from(depth).unwrap_or(u16::MAX);
    Row { depth, kind: RowKind::Source(Box::new(entry.clone())) }
}

/// Adds the feeds: those in folders first, each folder above its feeds.
fn add_feeds(
    mut feeds: Vec<&ViewEntry>,
    entries: &[ViewEntry],
    toggled: &HashSet<String>,
    rows: &mut Vec<Row>,
) {
    let folder =
        |entry: &ViewEntry| entry.feed.as_deref().map(|feed| feed.folder.clone()).unwrap_or_default();
    feeds.sort_by_key(|entry| (folder(entry).is_empty(), folder(entry)));
    let mut above: Vec<Prose> = Vec::new();
    for feed in feeds {
        let within = folder(feed);
        let shared = above.iter().zip(&within).take_while(|(one, other)| one == other).count();
        for depth in shared..within.len() {
            let beneath = within.get(..depth).unwrap_or_default();
            if is_shown(beneath, toggled) {
                rows.extend(folder_row(within.get(..=depth).unwrap_or_default(), entries, toggled));
            }
        }
        if is_shown(&within, toggled) {
            rows.push(source(feed, within.len()));
        }
        above = within;
    }
}

/// Whether a folder and those around it are unfolded.
fn is_shown(folder: &[Prose], toggled: &HashSet<String>) -> bool {
    (1..=folder.len()).all(|depth| {
        let path = Subscription::join_folders(folder.get(..depth).unwrap_or_default());
        path.is_none_or(|path| !toggled.contains(path.as_str()))
    })
}

fn folder_row(folder: &[Prose], entries: &[ViewEntry], toggled: &HashSet<String>) -> Option<Row> {
    let (path, name) = (Subscription::join_folders(folder)?, folder.last()?.clone());
    let of_folder = entries.iter().find(|entry| entry.view == View::Tagged(path.clone()));
    let unread = match of_folder.map(|entry| &entry.size) {
        Some(ViewSize::Counted { unread, .. }) => *unread,
        Some(ViewSize::Uncounted | ViewSize::Matches(_)) | None => 0,
    };
    let unfolded = !toggled.contains(path.as_str());
    let depth = u16::try_from(folder.len() - 1).unwrap_or(u16::MAX);
    Some(Row { depth, kind: RowKind::Folder { path, name, unread, unfolded } })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{FeedId, WebUrl};

    fn feed(id: u32, name: &str, folder: &str) -> ViewEntry {
        let url = WebUrl::parse(&format!("https://{id}.example/feed")).unwrap();
        let feed = Feed {
            name: Some(name.into()),
            folder: Subscription::split_folders(folder),
            id: FeedId(id),
            url,
            site: None,
            title: None,
            tags: std::collections::BTreeSet::new(),
            full_text: crate::domain::FullText::default(),
            pictures: None,
            retention: crate::domain::Retention::default(),
            every: None,
            ttl: None,
            is_page: false,
            state: crate::domain::FeedState::default(),
            account: None,
            articles: 2,
            unread: 1,
            validators: crate::domain::Validators::default(),
        };
        ViewEntry {
            name: name.to_owned(),
            view: View::Feed(FeedId(id), name.into()),
            size: ViewSize::Counted { unread: 1, articles: 2 },
            feed: Some(Box::new(feed)),
        }
    }

    fn entry(view: View) -> ViewEntry {
        ViewEntry {
            name: String::new(),
            view,
            size: ViewSize::Counted { unread: 3, articles: 9 },
            feed: None,
        }
    }

    fn entries() -> Vec<ViewEntry> {
        let lists = [View::All, View::Tagged("News/World".into()), View::Tagged("energy".into())];
        let feeds = [feed(1, "Gazette", ""), feed(2, "Desk", "News/World"), feed(3, "Herald", "News")];
        lists.map(entry).into_iter().chain(feeds).collect()
    }

    fn drawn(folded: &[&str]) -> Vec<String> {
        let folded = folded.iter().map(ToString::to_string).collect();
        let name = |row: Row| {
            let words = match row.kind {
                RowKind::Heading { group, unfolded, .. } => {
                    format!("{}{group:?}", if unfolded { "-" } else { "+" })
                }
                RowKind::Folder { name, unread, .. } => format!("{name}/ {unread}"),
                RowKind::Account(account) => account.url.host_without_www().to_owned(),
                RowKind::Source(entry) => match entry.view {
                    View::Feed(_, name) | View::Tagged(name) => name.to_string(),
                    view => format!("{view:?}"),
                },
            };
            format!("{}{words}", ".".repeat(row.depth.into()))
        };
        rows(&entries(), &[], &folded, FeedOrder::Folder).into_iter().map(name).collect()
    }

    #[test]
    fn feeds_stand_in_their_folders_and_those_without_one_below() {
        assert_eq!(
            drawn(&[]),
            [
                "-Views",
                "All",
                "-Feeds",
                "News/ 0",
                ".Herald",
                ".World/ 3",
                "..Desk",
                "Gazette",
                "-Tags",
                "energy"
            ]
        );
    }

    #[test]
    fn hidden_feeds_stand_apart_and_folded_until_they_are_asked_for() {
        let mut hidden = feed(9, "Noise", "News");
        hidden.feed.as_deref_mut().unwrap().tags.insert(crate::domain::HIDDEN_TAG.into());
        let entries = [feed(1, "Gazette", ""), hidden];

        let folded = rows(&entries, &[], &HashSet::new(), FeedOrder::Folder);
        let unfolded = rows(&entries, &[], &HashSet::from(["/hidden".to_owned()]), FeedOrder::Idle);

        let heading =
            |row: &Row| matches!(row.kind, RowKind::Heading { group: SourceGroup::Hidden, sources: 1, .. });
        assert_eq!(folded.len(), 3);
        assert!(heading(&folded[2]), "{folded:?}");
        assert!(unfolded[3].shows(&View::Feed(FeedId(9), "Noise".into())), "{unfolded:?}");
    }

    #[test]
    fn folded_sources_are_not_shown() {
        assert_eq!(drawn(&["News", "/tags"]), ["-Views", "All", "-Feeds", "News/ 0", "Gazette", "+Tags"]);
        assert_eq!(drawn(&["/feeds", "/views"])[..2], ["+Views", "+Feeds"]);
    }

    #[test]
    fn the_nearest_feed_with_unread_articles_is_found_in_the_order_of_the_pane() {
        let mut entries = entries();
        let read = ViewSize::Counted { unread: 0, articles: 2 };
        entries.iter_mut().filter(|entry| entry.name == "Herald").for_each(|entry| entry.size = read.clone());
        let from = |view: &View, direction| {
            nearest_unread_feed(&entries, view, direction, FeedOrder::Folder).map(|view| match view {
                View::Feed(FeedId(id), _) => id,
                other => panic!("{other:?}"),
            })
        };
        let feed = |id| View::Feed(FeedId(id), "".into());

        // The feeds stand in the order Herald (read), Desk, Gazette.
        assert_eq!(from(&View::All, Direction::Down), Some(2));
        assert_eq!(from(&View::All, Direction::Up), Some(1));
        assert_eq!(from(&feed(2), Direction::Down), Some(1));
        assert_eq!(from(&feed(1), Direction::Down), None);
        assert_eq!(from(&feed(1), Direction::Up), Some(2));
        assert_eq!(from(&feed(2), Direction::Up), None);
    }
}
