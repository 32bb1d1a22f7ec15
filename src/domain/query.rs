//! A search: words, phrases and fields, and how they are joined.
//!
//! Queries are read alike in the reader, on the command line and in saved searches. Knows neither the index
//! nor the screen. Words side by side are all wanted; `or` stands between alternatives and binds tighter, so
//! that `is:unread flood or storm` asks for unread articles about either.

mod dates;
mod fields;
mod letters;
mod marking;
mod mistake;
mod parsing;
mod pattern;
mod pattern_set;
mod printing;
mod written_field;

use std::hash::{Hash, Hasher};

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Language, Prose};
pub use dates::{Day, Days, TimeSpan};
pub use fields::{names as field_names, values as field_values};
pub use mistake::QueryMistake;
pub use pattern::Pattern;
pub use pattern_set::PatternSet;

/// A parsed search.
#[derive(Clone, Debug, Default)]
pub struct Query {
    text: String,
    clause: Clause,
    as_of: Option<Timestamp>,
    zone: Option<&'static TimeZone>,
}

/// A condition on an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Clause {
    /// All of these; an empty list asks for nothing.
    All(Vec<Self>),
    /// At least one of these.
    Any(Vec<Self>),
    /// Not this.
    Not(Box<Self>),
    /// The words at this place are searched for in the headline.
    InHeadline,
    /// The words at this place are searched for in highlighted passages and in the notes about them.
    InHighlights,
    /// This word.
    Word(Prose, WordMatch),
    /// These words in this order.
    Phrase(Prose),
    /// This regular expression matches somewhere in the headline or text.
    Pattern(Pattern),
    /// The article came from a feed with these words in its name or address.
    FromFeed(Prose),
    /// The article came from a feed with a tag, or in a folder, of this name.
    InFolder(Prose),
    /// The article came with a recording of this kind.
    HasRecording(RecordingWanted),
    /// The person read it on these days.
    ReadOn(Days),
    /// These words in a field.
    FieldWords(NameField, Prose, WordMatch),
    /// The article is written in this language; `pt` takes every kind of Portuguese.
    InLanguage(Language),
    /// The article is in this state.
    Is(State),
    /// The article's bookmark has a note.
    HasNote,
    /// The person highlighted a passage of the article.
    HasHighlight,
    /// The article's bookmark has this tag.
    Tagged(Prose),
    /// The article was published before this day.
    Before(Day),
    /// The article was published on this day or later.
    After(Day),
    /// The article was published within this time.
    PublishedWithin(TimeSpan),
}

/// How a word of a search matches words of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WordMatch {
    /// The whole word.
    Exact,
    /// Words that begin with the term: `flood*`.
    Prefix,
    /// The last word while it is being typed: the most frequent words that begin with it.
    Typing,
}

/// A field that holds names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameField {
    /// The byline.
    Author,
    /// The publication's own division.
    Section,
    /// The publication, or the host of its pages.
    Site,
    /// A keyword.
    Topic,
}

/// A state of an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Not read yet.
    Unread,
    /// Read.
    Read,
    /// Bookmarked.
    Bookmarked,
    /// Muted by a rule.
    Muted,
    /// Stored by the last fetch that brought any article.
    New,
}

/// The kind of recording that a search asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RecordingWanted {
    /// A recording to hear.
    Audio,
    /// A recording to see.
    Video,
    /// A recording of either kind.
    Any,
}

impl Clause {
    fn with_words(&self, replace: &mut dyn FnMut(Option<NameField>, &str) -> Option<Prose>) -> Self {
        let mut each = |field: Option<NameField>, words: &Prose| {
            let replaced: Vec<String> = words
                .as_str()
                .split_whitespace()
                .map(|word| replace(field, word).map_or_else(|| word.to_owned(), |word| word.to_string()))
                .collect();
            Prose::trimmed(&replaced.join(" "))
        };
        match self {
            Self::All(clauses) => {
                Self::All(clauses.iter().map(|clause| clause.with_words(replace)).collect())
            }
            Self::Any(clauses) => {
                Self::Any(clauses.iter().map(|clause| clause.with_words(replace)).collect())
            }
            Self::Word(word, reach) => Self::Word(each(None, word), *reach),
            Self::Phrase(words) => Self::Phrase(each(None, words)),
            Self::FieldWords(field, names, reach) => {
                Self::FieldWords(*field, each(Some(*field), names), *reach)
            }
            other => other.clone(),
        }
    }

    fn has_words(&self) -> bool {
        match self {
            Self::All(clauses) | Self::Any(clauses) => clauses.iter().any(Self::has_words),
            Self::Word(..) | Self::Phrase(_) => true,
            _ => false,
        }
    }
}

impl Default for Clause {
    fn default() -> Self {
        Self::All(Vec::new())
    }
}

impl Query {
    /// The tag of which the search asks, where it asks nothing else.
    pub const fn as_tag(&self) -> Option<&Prose> {
        match &self.clause {
            Clause::Tagged(tag) => Some(tag),
            _ => None,
        }
    }

    /// Parses a search.
    pub fn parse(text: &str) -> Result<Self, QueryMistake> {
        parsing::read(text, WordMatch::Exact).map(Self::of)
    }

    /// Parses a search that is being typed: its last word may go on.
    pub fn parse_while_typing(text: &str) -> Result<Self, QueryMistake> {
        parsing::read(text, WordMatch::Typing).map(Self::of)
    }

    /// The search for any of some words; `None` where there are none.
    pub fn any_of<'word>(words: impl IntoIterator<Item = &'word str>) -> Option<Self> {
        let word = |word| Some(Clause::Word(Prose::non_empty(word)?, WordMatch::Exact));
        let words: Vec<Clause> = words.into_iter().filter_map(word).collect();
        (!words.is_empty()).then(|| Self::of(Clause::Any(words)))
    }

    fn of(clause: Clause) -> Self {
        Self { text: printing::print(&clause), clause, as_of: None, zone: None }
    }

    /// A search for another condition, asked at the same moment.
    fn with_clause(&self, clause: Clause) -> Self {
        Self { as_of: self.as_of, zone: self.zone, ..Self::of(clause) }
    }

    /// The search asked at a moment: `last:7d` counts from there. Without a moment it counts from the newest
    /// article.
    pub fn at(self, now: Timestamp) -> Self {
        Self { as_of: Some(now), ..self }
    }

    /// The search with days in the person's zone: `read:today` begins at their midnight.
    pub fn in_zone(self, zone: &'static TimeZone) -> Self {
        Self { zone: Some(zone), ..self }
    }

    /// The time zone of the search.
    pub fn zone(&self) -> &TimeZone {
        const UTC: &TimeZone = &TimeZone::UTC;
        self.zone.unwrap_or(UTC)
    }

    /// The search for articles that match both searches.
    pub fn and(&self, other: &Self) -> Self {
        let clauses = |query: &Self| match &query.clause {
            Clause::All(clauses) => clauses.clone(),
            clause => vec![clause.clone()],
        };
        let both = clauses(self).into_iter().chain(clauses(other)).collect();
        Self {
            as_of: self.as_of.or(other.as_of),
            zone: self.zone.or(other.zone),
            ..Self::of(Clause::All(both))
        }
    }

    /// The conditions of the search, each as a search; every match meets all of them.
    pub fn conditions(&self) -> Vec<Self> {
        let clauses = match &self.clause {
            Clause::All(clauses) => clauses.as_slice(),
            alone => std::slice::from_ref(alone),
        };
        clauses.iter().map(|clause| self.with_clause(clause.clone())).collect()
    }

    /// The search without one of its conditions.
    pub fn without(&self, part: &Self) -> Self {
        let rest: Vec<Clause> =
            self.conditions().into_iter().filter(|kept| kept != part).map(|kept| kept.clause).collect();
        self.with_clause(Clause::All(rest))
    }

    /// The search with some words replaced by what `replace` gives for each word of a field or of a text;
    /// `None` where it gives nothing.
    pub fn with_words(
        &self,
        replace: &mut dyn FnMut(Option<NameField>, &str) -> Option<Prose>,
    ) -> Option<Self> {
        let clause = self.clause.with_words(replace);
        (clause != self.clause).then(|| self.with_clause(clause))
    }

    /// The moment the search is asked at.
    pub const fn as_of(&self) -> Option<Timestamp> {
        self.as_of
    }

    /// The search in the query language; parsed again, it is the same search.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The condition of the search.
    pub const fn clause(&self) -> &Clause {
        &self.clause
    }

    /// Whether the search asks for words, by which matches are ranked.
    pub fn has_words(&self) -> bool {
        self.clause.has_words()
    }

    /// Whether the search asks for nothing.
    pub const fn is_empty(&self) -> bool {
        self.text.is_empty()
    }
}

impl From<Clause> for Query {
    fn from(clause: Clause) -> Self {
        Self::of(clause)
    }
}

/// Two searches are the same whenever they are asked.
impl PartialEq for Query {
    fn eq(&self, other: &Self) -> bool {
        self.clause == other.clause
    }
}

impl Eq for Query {}

impl Hash for Query {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.text.hash(state);
    }
}

impl Serialize for Query {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}

impl<'de> Deserialize<'de> for Query {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::parse(&String::deserialize(deserializer)?).map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests;
