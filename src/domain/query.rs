//! What a person searches for: words, phrases and fields, and how they are joined.
//!
//! One language everywhere: in the reader, on the command line, in saved searches. Knows neither the
//! index nor the screen. Words side by side are all wanted; `or` stands between alternatives and binds
//! tighter, so that `is:unread flood or storm` means what it says.

mod dates;
mod fields;
mod letters;
mod mistake;
mod printing;
mod reading;
mod written;

use std::hash::{Hash, Hasher};

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Language, Prose};
pub use dates::Span;
pub use mistake::QueryMistake;

/// A search, understood.
#[derive(Clone, Debug, Default)]
pub struct Query {
    text: String,
    clause: Clause,
    as_of: Option<Timestamp>,
}

/// What is asked of an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Clause {
    /// All of these; without any, nothing is asked.
    All(Vec<Self>),
    /// One of these at least.
    Any(Vec<Self>),
    /// Not this.
    Not(Box<Self>),
    /// The words beside it stand in the headline.
    InHeadline,
    /// This word.
    Word(Prose, Reach),
    /// These words in this order.
    Phrase(Prose),
    /// These words in a field.
    Names(NameField, Prose, Reach),
    /// It is written in this language; `pt` takes every kind of Portuguese.
    In(Language),
    /// It is in this state.
    Is(State),
    /// Its bookmark has a note.
    HasNote,
    /// The person highlighted a passage of it.
    HasHighlight,
    /// Its bookmark has this tag.
    Tagged(Prose),
    /// It was published before this day.
    Before(Date),
    /// It was published on this day or later.
    After(Date),
    /// It was published within this time.
    Last(Span),
}

/// How much of a word is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// All of it.
    Whole,
    /// Its beginning: `flood*`.
    Prefix,
    /// The hand is still on it: the commonest words that begin so will do.
    Begun,
}

/// A field of names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameField {
    /// Who wrote it.
    Author,
    /// The paper's own division.
    Section,
    /// The publication, or where its pages are.
    Site,
    /// A keyword.
    Topic,
}

/// What the person did with an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Not read yet.
    Unread,
    /// Read.
    Read,
    /// Kept.
    Bookmarked,
}

impl Clause {
    /// Visits the words that are asked of a text, and whether of its headline alone.
    fn each_sought<'clause>(&'clause self, in_headline: bool, visit: &mut dyn FnMut(&'clause str, bool)) {
        match self {
            Self::All(clauses) | Self::Any(clauses) => {
                let in_headline = in_headline || clauses.contains(&Self::InHeadline);
                for clause in clauses {
                    clause.each_sought(in_headline, visit);
                }
            }
            Self::Word(words, _) | Self::Phrase(words) => visit(words.as_str(), in_headline),
            _ => {}
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
    /// Understands a search as it was written.
    pub fn parse(text: &str) -> Result<Self, QueryMistake> {
        reading::read(text, Reach::Whole).map(Self::of)
    }

    /// Understands a search that is being typed: its last word may go on.
    pub fn parse_while_typing(text: &str) -> Result<Self, QueryMistake> {
        reading::read(text, Reach::Begun).map(Self::of)
    }

    /// What has any of some words; `None` where there are none.
    pub fn any_of<'word>(words: impl IntoIterator<Item = &'word str>) -> Option<Self> {
        let word = |word| Some(Clause::Word(Prose::non_empty(word)?, Reach::Whole));
        let words: Vec<Clause> = words.into_iter().filter_map(word).collect();
        (!words.is_empty()).then(|| Self::of(Clause::Any(words)))
    }

    fn of(clause: Clause) -> Self {
        Self { text: printing::print(&clause), clause, as_of: None }
    }

    /// The same search, asked at a moment: `last:7d` counts from there. Without one it counts from the
    /// newest article.
    pub fn at(self, now: Timestamp) -> Self {
        Self { as_of: Some(now), ..self }
    }

    /// This search and another: what answers to both.
    pub fn and(&self, other: &Self) -> Self {
        let clauses = |query: &Self| match &query.clause {
            Clause::All(clauses) => clauses.clone(),
            clause => vec![clause.clone()],
        };
        let both = clauses(self).into_iter().chain(clauses(other)).collect();
        Self { as_of: self.as_of.or(other.as_of), ..Self::of(Clause::All(both)) }
    }

    /// What it asks, one thing after the other; every answer has all of them.
    pub fn parts(&self) -> Vec<Self> {
        let clauses = match &self.clause {
            Clause::All(clauses) => clauses.as_slice(),
            alone => std::slice::from_ref(alone),
        };
        clauses.iter().map(|clause| Self { as_of: self.as_of, ..Self::of(clause.clone()) }).collect()
    }

    /// The same without one of its parts.
    pub fn without(&self, part: &Self) -> Self {
        let rest: Vec<Clause> =
            self.parts().into_iter().filter(|kept| kept != part).map(|kept| kept.clause).collect();
        Self { as_of: self.as_of, ..Self::of(Clause::All(rest)) }
    }

    /// The moment it is asked at.
    pub const fn as_of(&self) -> Option<Timestamp> {
        self.as_of
    }

    /// The search in our words; read again, it is the same search.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// What it asks.
    pub const fn clause(&self) -> &Clause {
        &self.clause
    }

    /// Whether it seeks words, by which articles answer better or worse.
    pub fn has_words(&self) -> bool {
        self.clause.has_words()
    }

    /// The words and phrases it seeks, none that it excludes: what is marked in a text.
    pub fn sought(&self) -> Vec<&str> {
        self.sought_where(false)
    }

    /// The words and phrases that are to stand in the headline, as they were written.
    pub fn sought_in_headline(&self) -> Vec<&str> {
        self.sought_where(true)
    }

    fn sought_where(&self, wanted: bool) -> Vec<&str> {
        let mut sought = Vec::new();
        self.clause.each_sought(false, &mut |words, in_headline| {
            if in_headline == wanted {
                sought.push(words);
            }
        });
        sought
    }

    /// Whether it asks for nothing.
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
