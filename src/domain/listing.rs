//! A list of articles: its rows, its order, and which articles it holds.

use jiff::Timestamp;
use jiff::tz::Offset;
use serde::{Deserialize, Serialize};

use super::{
    ArticleId, Clause, Enclosure, EnclosureKind, FeedId, FrontPageStory, Moment, NameField, Prose, Query,
    Series, Snippet, State, StoryId, Why, WordMatch, named,
};

/// A row of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "four marks of a row, each of which holds or not")]
pub struct ListRow {
    /// The article.
    pub id: ArticleId,
    /// The position of the row in the order of its view.
    pub cursor: Cursor,
    /// The headline.
    pub headline: Prose,
    /// The publication.
    pub publication: Option<Prose>,
    /// The section.
    pub section: Option<Prose>,
    /// When the article was published, else last updated.
    pub published: Option<Moment>,
    /// The reading time in minutes.
    pub minutes: usize,
    /// Whether the article was read; a muted article does not count as unread.
    pub read: bool,
    /// Whether a rule mutes the article.
    pub is_muted: bool,
    /// Whether a rule marks the row.
    pub is_marked: bool,
    /// Whether the article is bookmarked.
    pub bookmarked: bool,
    /// How much of the article was read, in percent, where a place was kept.
    pub progress: Option<u8>,
    /// The lines with the words of a search, in a list of the best matches.
    pub snippet: Option<Snippet>,
    /// The story that the article tells with others.
    pub story: Option<StoryId>,
    /// The number of other articles of its story that share its row.
    pub others_in_story: u32,
    /// The number of these that are of the same day, where there are many.
    pub others_of_day: u32,
    /// The series, where the row stands for one.
    pub series: Option<Series>,
    /// Why the article is in the list, in lists that show reasons.
    pub why: Option<Why>,
    /// The facts that the front page shows of its story.
    pub front_page: Option<Box<FrontPageStory>>,
    /// The tags of its bookmark.
    pub tags: Vec<Prose>,
    /// The first words of the note of its bookmark.
    pub note: Option<Prose>,
    /// The recording that comes with the article.
    pub recording: Option<Recording>,
}

impl ListRow {
    /// Characters of a note that fit in a row.
    const MAX_NOTE_CHARACTERS: usize = 80;

    /// The first words of a note, on one line.
    pub fn first_words(note: &str) -> Option<Prose> {
        let line = note.lines().find(|line| !line.trim().is_empty())?;
        Some(Prose::trimmed(&line.chars().take(Self::MAX_NOTE_CHARACTERS).collect::<String>()))
    }
}

/// A recording that comes with an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Recording {
    /// Whether the recording is video, not audio alone.
    pub is_video: bool,
    /// The playing time in seconds; 0 where it is not known.
    pub seconds: u32,
}

impl Recording {
    /// The first recording among the files of an article; audio goes before video.
    pub fn first_of(media: &[Enclosure]) -> Option<Self> {
        let first = |sort: EnclosureKind| media.iter().find(|enclosure| enclosure.enclosure_kind() == sort);
        let enclosure = first(EnclosureKind::Audio).or_else(|| first(EnclosureKind::Video))?;
        let seconds = enclosure.seconds.and_then(|seconds| u32::try_from(seconds).ok()).unwrap_or_default();
        Some(Self { is_video: enclosure.enclosure_kind() == EnclosureKind::Video, seconds })
    }
}

/// The spacing of the rows of the list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Density {
    /// An article is one line.
    OneRow,
    /// A line of headline, a line of facts.
    TwoRows,
    /// The whole headline, on up to two lines, with blank lines between the rows of a tall pane.
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
    /// The next density; after the last, the first.
    pub const fn next(self) -> Self {
        match self {
            Self::OneRow => Self::TwoRows,
            Self::TwoRows => Self::Comfortable,
            Self::Comfortable => Self::OneRow,
        }
    }
}

#[cfg(test)]
impl ListRow {
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
            others_in_story: 0,
            others_of_day: 0,
            series: None,
            why: None,
            front_page: None,
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

/// A part of a list: a number of rows on one side of a cursor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ListRange {
    /// The cursor, whose own row is not included; without it, the beginning of the list on the way down and
    /// its end on the way up.
    pub from: Option<Cursor>,
    /// The side of the cursor.
    pub direction: Direction,
    /// The largest number of rows.
    pub limit: usize,
}

impl ListRange {
    /// The first rows of a list.
    pub const fn first(limit: usize) -> Self {
        Self::after(None, limit)
    }

    /// The rows after a cursor.
    pub const fn after(from: Option<Cursor>, limit: usize) -> Self {
        Self { from, direction: Direction::Down, limit }
    }

    /// The rows before a cursor: the nearest, in the order of the list.
    pub const fn before(from: Option<Cursor>, limit: usize) -> Self {
        Self { from, direction: Direction::Up, limit }
    }
}

/// The order of a list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Order {
    /// By publication date, newest first; articles without a date last, in the order of arrival.
    #[default]
    NewestFirst,
    /// By publication date, oldest first.
    OldestFirst,
    /// The longest text first; of equals here and below, the newest.
    LongestFirst,
    /// The shortest text first.
    ShortestFirst,
    /// By publication, in alphabetical order.
    ByPublication,
    /// Unread articles first.
    UnreadFirst,
    /// The best matches of a search first; other lists are newest first then.
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
    /// The order in effect for a list: some lists have a fixed order.
    pub fn effective_in(self, view: &View) -> Self {
        match (self, view) {
            (Self::BestFirst, View::Matching(query)) if query.has_words() => Self::BestFirst,
            (Self::BestFirst, _) => Self::NewestFirst,
            // These lists have a fixed order: of opening, of stories, or of the front page.
            (_, View::ContinueReading | View::ReadingLog | View::FrontPage | View::Following)
                if self.needs_full_sort() =>
            {
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

/// The articles that a list holds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum View {
    /// All articles.
    #[default]
    All,
    /// Unread articles.
    Unread,
    /// Bookmarked articles.
    Bookmarks,
    /// Articles begun and not finished; last opened first.
    ContinueReading,
    /// Read articles, last opened first.
    ReadingLog,
    /// The articles of one publication.
    Publication(Prose),
    /// The articles of a section, whatever the publication.
    Section(Prose),
    /// The articles of a feed, with the name of the feed.
    Feed(FeedId, Prose),
    /// The articles of the feeds with a tag, or in a folder.
    Tagged(Prose),
    /// The stories of the last days, those with the most sources first.
    FrontPage,
    /// The articles of the stories that a person follows.
    Following,
    /// The articles that match a search. Relative dates count from the moment it is asked at.
    Matching(Query),
}

impl View {
    /// The articles that rules mute.
    pub fn muted() -> Self {
        Self::Matching(Query::from(Clause::Is(State::Muted)))
    }

    /// Whether the list is that of the muted articles.
    pub fn is_muted(&self) -> bool {
        *self == Self::muted()
    }

    /// The tag whose articles the list holds, where it is that of a tag.
    pub const fn as_tag(&self) -> Option<&Prose> {
        match self {
            Self::Matching(query) => query.as_tag(),
            _ => None,
        }
    }

    /// The search that holds the same articles; `None` where no search does.
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
            Self::Publication(name) => Clause::FieldWords(NameField::Site, name.clone(), WordMatch::Exact),
            Self::Section(name) => Clause::FieldWords(NameField::Section, name.clone(), WordMatch::Exact),
        };
        Some(Query::from(clause))
    }
}
