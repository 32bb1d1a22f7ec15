//! A statement: a value that a person gave to an aspect of an article, and when. Of two about one the later
//! one counts, so libraries merge by taking the greatest of each.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use siphasher::sip::SipHasher13;

use super::{Prose, Verbatim};

/// The least difference between the times of two successive statements.
const LEAST_INTERVAL: SignedDuration = SignedDuration::from_micros(1);

/// The subject of a statement. Tags, notes and highlights are each a subject of their own, so that of two
/// made at once both stay.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Aspect {
    /// Whether the article is read.
    Read,
    /// Whether the article is bookmarked; the value is when it was added.
    Bookmark,
    /// Whether the article's bookmark has this tag.
    Tag(Prose),
    /// The text of a note, by its [`digest`].
    Note(String),
    /// How the article's story is followed, an [`ExportedFollow`](super::ExportedFollow) in JSON.
    Follow,
    /// Whether the article is deleted.
    Deletion,
    /// A passage, by the digest of its words, a [`Highlight`] in JSON.
    Highlight(String),
}

/// A value stated about an aspect, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// The aspect.
    pub aspect: Aspect,
    /// The value; `None` where the aspect does not hold or was taken back, empty where it only holds.
    pub value: Option<String>,
    /// When the statement was made, to the microsecond.
    pub at: Timestamp,
}

/// A highlighted passage of an article. The words around it find it again in another edition.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Highlight {
    /// The words of the passage.
    pub words: Verbatim,
    /// Some words before the passage.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<Verbatim>,
    /// Some words after the passage.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<Verbatim>,
    /// The person's note about the passage.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Verbatim>,
}

impl Statement {
    /// A statement made at this time.
    pub fn new(aspect: Aspect, value: Option<String>, at: Timestamp) -> Self {
        let at = Timestamp::from_microsecond(at.as_microsecond()).unwrap_or(at);
        Self { aspect, value, at }
    }

    /// A statement that an aspect holds or does not.
    pub fn of_flag(aspect: Aspect, holds: bool, at: Timestamp) -> Self {
        Self::new(aspect, holds.then(String::new), at)
    }

    /// Whether this statement counts and the other does not, where both are about one aspect.
    pub fn supersedes(&self, other: &Self) -> bool {
        (self.at, &self.value) > (other.at, &other.value)
    }
}

/// The current time, or just after `before` where a clock went back or another machine's is ahead.
pub fn time_after(now: Timestamp, before: Option<Timestamp>) -> Timestamp {
    let after = before.and_then(|before| before.checked_add(LEAST_INTERVAL).ok());
    after.map_or(now, |after| now.max(after))
}

/// A name for a text, the same on every machine.
pub fn digest(text: &str) -> String {
    format!("{:016x}", SipHasher13::new().hash(text.as_bytes()))
}
