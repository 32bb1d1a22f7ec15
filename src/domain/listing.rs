//! What a list of articles shows: its rows, its order, and which articles it holds.

use jiff::Timestamp;
use jiff::tz::Offset;
use serde::{Deserialize, Serialize};

use super::{
    ArticleId, Clause, Enclosure, EnclosureKind, FeedId, FrontStory, Moment, NameField, Prose, Query, Series,
    Snippet, State, StoryId, Why, WordMatch, named,
};

/// One row of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "four marks of a row, each of which holds or not")]
pub struct Listed {
    /// The article.
    pub id: ArticleId,
    /// Where it stands in the order of its view.
    pub cursor: Cursor,
    /// Its headline.
    pub headline: Prose,
    /// Its publication.
    pub publication: Option<Prose>,
    /// Its section.
    pub section: Option<Prose>,
    /// When it was published, else last updated.
    pub published: Option<Moment>,
    /// Minutes of reading.
    pub minutes: usize,
    /// Whether it was read; what a rule mutes is not unread.
    pub read: bool,
    /// Whether a rule mutes it.
    pub is_muted: bool,
    /// Whether a rule marks its row.
    pub is_marked: bool,
    /// Whether it is bookmarked.
    pub bookmarked: bool,
    /// How much of it was read, in percent, where a place was kept.
    pub progress: Option<u8>,
    /// The lines in which the words of a search stand, where the best answers are listed.
    pub snippet: Option<Snippet>,
    /// The story it tells with others.
    pub story: Option<StoryId>,
    /// Other articles of its story that share its row.
    pub more: u32,
    /// How many of these are of its own day, where there are many.
    pub more_of_day: u32,
    /// The series it belongs to, where its row is that of one.
    pub series: Option<Series>,
    /// Why it stands there, in lists that say so.
    pub why: Option<Why>,
    /// What the front page says of its story.
    pub front: Option<Box<FrontStory>>,
    /// The tags of its bookmark.
    pub tags: Vec<Prose>,
    /// The first words of the note of its bookmark.
    pub note: Option<Prose>,
    /// What comes with it to hear or see.
    pub recording: Option<Recording>,
}

impl Listed {
    /// Characters of a note that a row has room for.
    const MOST: usize = 80;

    /// The first words of a note, on one line.
    pub fn first_words(note: &str) -> Option<Prose> {
        let line = note.lines().find(|line| !line.trim().is_empty())?;
        Some(Prose::trimmed(&line.chars().take(Self::MOST).collect::<String>()))
    }
}

/// A recording that comes with an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Recording {
    /// Whether it is to see, not to hear alone.
    pub is_video: bool,
    /// Its length; 0 where that is not known.
    pub seconds: u32,
}

impl Recording {
    /// The first recording among the files of an article; one to hear goes before one to see.
    pub fn among(media: &[Enclosure]) -> Option<Self> {
        let first = |sort: EnclosureKind| media.iter().find(|medium| medium.sort() == sort);
        let medium = first(EnclosureKind::Audio).or_else(|| first(EnclosureKind::Video))?;
        let seconds = medium.seconds.and_then(|seconds| u32::try_from(seconds).ok()).unwrap_or_default();
        Some(Self { is_video: medium.sort() == EnclosureKind::Video, seconds })
    }
}

/// How close the rows of the list stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Density {
    /// An article is one line.
    OneRow,
    /// A line of headline, a line of facts.
    TwoRows,
    /// The headline as long as it is, up to two lines, and air between the rows of a tall pane.
    #[default]
    Comfortable,
}

named! {
    Density {
        OneRow "one-row",
        TwoRows "two-rows",
        Comfortable "comfortable",
    }
}

impl Density {
    /// The next one, going round.
    pub const fn next(self) -> Self {
        match self {
            Self::OneRow => Self::TwoRows,
            Self::TwoRows => Self::Comfortable,
            Self::Comfortable => Self::OneRow,
        }
    }
}

#[cfg(test)]
impl Listed {
    /// The row of an article with this number.
    pub fn sample(number: u32) -> Self {
        Self {
            id: ArticleId(number),
            cursor: Cursor(i64::from(number)),
            headline: Prose::trimmed(&format!("Headline {number} of the day")),
            publication: None,
            section: None,
            published: None,
            minutes: 3,
            is_muted: false,
            is_marked: false,
            read: false,
            bookmarked: false,
            progress: None,
            snippet: None,
            story: None,
            more: 0,
            more_of_day: 0,
            series: None,
            why: None,
            front: None,
            tags: Vec::new(),
            note: None,
            recording: None,
        }
    }
}

/// A position in the order of a view, opaque: lists go on from one instead of counting rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Cursor(pub i64);

impl Cursor {
    /// The moment at which the article was opened, in a list that is sorted by it.
    pub fn as_opening(self) -> Option<Moment> {
        let opened = Timestamp::from_microsecond(self.0).ok()?;
        Some(Moment::at(opened, Offset::UTC))
    }
}

/// Which way a list is read from a cursor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Towards the end of the list.
    Down,
    /// Towards its beginning.
    Up,
}

/// A part of a list: so many rows on one side of a place in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ListRange {
    /// The place, whose own row is not among them; without one, the beginning of the list on the way down
    /// and its end on the way up.
    pub from: Option<Cursor>,
    /// The side.
    pub direction: Direction,
    /// How many rows at most.
    pub limit: usize,
}

impl ListRange {
    /// The first rows of a list.
    pub const fn first(limit: usize) -> Self {
        Self::after(None, limit)
    }

    /// The rows after a place.
    pub const fn after(from: Option<Cursor>, limit: usize) -> Self {
        Self { from, direction: Direction::Down, limit }
    }

    /// The rows before a place: the nearest, in the order of the list.
    pub const fn before(from: Option<Cursor>, limit: usize) -> Self {
        Self { from, direction: Direction::Up, limit }
    }
}

/// The order of a list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Order {
    /// By publication, newest first; unknown dates last, as they came.
    #[default]
    NewestFirst,
    /// The reverse.
    OldestFirst,
    /// The longest text first; of equals here and below, the newest.
    LongestFirst,
    /// The shortest text first.
    ShortestFirst,
    /// By publication, in the order of the alphabet.
    ByPublication,
    /// What is unread first.
    UnreadFirst,
    /// What answers best to a search first, as far as anybody reads; other lists are newest first then.
    BestFirst,
}

named! {
    Order {
        BestFirst "best",
        NewestFirst "newest",
        OldestFirst "oldest",
        UnreadFirst "unread",
        LongestFirst "longest",
        ShortestFirst "shortest",
        ByPublication "publication",
    }
}

impl Order {
    /// The order that a list has when it is wished so.
    pub fn effective_in(self, view: &View) -> Self {
        match (self, view) {
            (Self::BestFirst, View::Matching(query)) if query.has_words() => Self::BestFirst,
            (Self::BestFirst, _) => Self::NewestFirst,
            // What a person began is in the order they opened it; the front page in its own.
            (_, View::ContinueReading | View::ReadingLog | View::FrontPage) if self.needs_full_sort() => {
                Self::NewestFirst
            }
            (order, _) => order,
        }
    }

    /// Whether no index has this order, so that a list is sorted as a whole.
    pub const fn needs_full_sort(self) -> bool {
        match self {
            Self::LongestFirst | Self::ShortestFirst | Self::ByPublication | Self::UnreadFirst => true,
            Self::NewestFirst | Self::OldestFirst | Self::BestFirst => false,
        }
    }
}

/// Which articles a list holds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum View {
    /// All of them.
    #[default]
    All,
    /// Those not read yet.
    Unread,
    /// Those the person keeps.
    Bookmarks,
    /// Those begun and not finished; last opened first.
    ContinueReading,
    /// Those read, last opened first.
    ReadingLog,
    /// Those of one publication.
    Publication(Prose),
    /// Those of one section, whatever the publication.
    Section(Prose),
    /// Those that came from one feed, which is called so.
    Feed(FeedId, Prose),
    /// Those that came from the feeds under a tag, or in a folder.
    Tagged(Prose),
    /// The stories of the last days, those that most sources tell first.
    FrontPage,
    /// Those of the stories a person follows.
    Following,
    /// Those that answer to a search. Relative dates count from the moment it is asked at.
    Matching(Query),
}

impl View {
    /// The articles that rules mute.
    pub fn muted() -> Self {
        Self::Matching(Query::from(Clause::Is(State::Muted)))
    }

    /// Whether it is the list of the muted.
    pub fn is_muted(&self) -> bool {
        *self == Self::muted()
    }

    /// The search that holds the same articles; none where no search does.
    pub fn as_query(&self) -> Option<Query> {
        let clause = match self {
            Self::All => return Some(Query::default()),
            Self::Matching(query) => return Some(query.clone()),
            Self::ContinueReading
            | Self::ReadingLog
            | Self::FrontPage
            | Self::Following
            | Self::Feed(..)
            | Self::Tagged(_) => return None,
            Self::Unread => Clause::Is(State::Unread),
            Self::Bookmarks => Clause::Is(State::Bookmarked),
            Self::Publication(name) => Clause::Names(NameField::Site, name.clone(), WordMatch::Exact),
            Self::Section(name) => Clause::Names(NameField::Section, name.clone(), WordMatch::Exact),
        };
        Some(Query::from(clause))
    }
}
