//! A statement: one thing that a person said of an article, and when. Of two about the same aspect the later
//! one counts, so libraries merge by taking the greatest of each.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use siphasher::sip::SipHasher13;

use super::{Prose, Verbatim};

/// The least by which a later statement is later.
const LATER: SignedDuration = SignedDuration::from_micros(1);

/// What a statement is about. Tags, notes and highlights stand each for itself, so that of two that were
/// made at once both stay.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Aspect {
    /// Whether the article is read.
    Read,
    /// Whether it is bookmarked; the value is when it was added.
    Bookmark,
    /// Whether its bookmark has this tag.
    Tag(Prose),
    /// The text of a note, by its [`digest`].
    Note(String),
    /// How the story it tells is followed, a [`Follow`](super::Follow) in JSON.
    Follow,
    /// Whether it is deleted.
    Deletion,
    /// A passage, by the digest of its words, a [`Highlight`] in JSON.
    Highlight(String),
}

/// What was said about an aspect, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// What it is about.
    pub aspect: Aspect,
    /// What holds; `None` where it does not, or was taken back. Where there is no more to say, it is empty.
    pub value: Option<String>,
    /// When it was said, to the microsecond.
    pub at: Timestamp,
}

/// A passage a person kept of an article. The words around it find it again in another edition.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Highlight {
    /// Its words.
    pub words: Verbatim,
    /// Some words before it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<Verbatim>,
    /// Some words after it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<Verbatim>,
    /// The person's note about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Verbatim>,
}

impl Statement {
    /// A statement of a moment.
    pub fn new(aspect: Aspect, value: Option<String>, at: Timestamp) -> Self {
        let at = Timestamp::from_microsecond(at.as_microsecond()).unwrap_or(at);
        Self { aspect, value, at }
    }

    /// The same about something that holds or does not.
    pub fn whether(aspect: Aspect, holds: bool, at: Timestamp) -> Self {
        Self::new(aspect, holds.then(String::new), at)
    }

    /// Whether it counts and the other does not, where both are about one aspect.
    pub fn supersedes(&self, other: &Self) -> bool {
        (self.at, &self.value) > (other.at, &other.value)
    }
}

/// Now, or just after what was said before, where a clock went back or another machine's goes ahead.
pub fn later(now: Timestamp, before: Option<Timestamp>) -> Timestamp {
    let after = before.and_then(|before| before.checked_add(LATER).ok());
    after.map_or(now, |after| now.max(after))
}

/// A name for a text, the same on every machine.
pub fn digest(text: &str) -> String {
    format!("{:016x}", SipHasher13::new().hash(text.as_bytes()))
}
