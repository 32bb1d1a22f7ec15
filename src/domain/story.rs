//! A story: an event told by several articles, and what a person does with it.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{ParseIdError, Prose};

/// The number the cache gives a story. Written `s7`, so that it is not taken for that of an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct StoryId(pub u32);

/// Where an article belongs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Belonging {
    /// The story it tells with others, if any.
    pub story: Option<StoryId>,
    /// Whether a person took it out of its story: no import puts it into one again.
    pub apart: bool,
}

/// A story a person follows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Followed {
    /// The story.
    pub story: StoryId,
    /// What the person calls it.
    pub name: Prose,
    /// Whether it rests: what comes is not counted.
    pub paused: bool,
    /// Articles that came since it is followed and are not read yet.
    pub new: u32,
    /// All its articles.
    pub articles: u32,
}

/// That a story is followed, as one machine tells another.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Follow {
    /// What the person calls it.
    pub name: Prose,
    /// Whether it rests.
    #[serde(default)]
    pub paused: bool,
}

/// What a person makes of following a story.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Following {
    /// What the person calls it.
    pub name: Prose,
    /// Whether it rests.
    pub paused: bool,
    /// The number of the last article that was there when it began: what comes later is new.
    pub since: u32,
}

impl fmt::Display for StoryId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "s{}", self.0)
    }
}

impl FromStr for StoryId {
    type Err = ParseIdError;

    fn from_str(text: &str) -> Result<Self, ParseIdError> {
        let digits = text.strip_prefix('s').filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()));
        digits.and_then(|digits| digits.parse().ok()).map(Self).ok_or(ParseIdError)
    }
}

impl Serialize for StoryId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for StoryId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_number_of_a_story_is_not_that_of_an_article() {
        assert_eq!(StoryId(7).to_string(), "s7");
        assert_eq!("s7".parse(), Ok(StoryId(7)));
        assert_eq!("n7".parse::<StoryId>(), Err(ParseIdError));
    }
}
