//! A story: an event told by several articles, and what a person does with it.

use serde::{Deserialize, Serialize};

use super::{Prose, StoryId};

/// Where an article belongs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct StoryMembership {
    /// The story it tells with others, if any.
    pub story: Option<StoryId>,
    /// Whether a person took it out of its story: no import puts it into one again.
    pub apart: bool,
}

/// A series of a source, as its row names it: "Weather · 14 days".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Series {
    /// What its headlines share; of results of games nothing.
    pub name: Option<Prose>,
    /// Days on which it came.
    pub days: u32,
    /// Its articles.
    pub articles: u32,
}

/// A story a person follows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Followed {
    /// The story.
    pub story: StoryId,
    /// The person's name for it.
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
    /// The person's name for it.
    pub name: Prose,
    /// Whether it rests.
    #[serde(default)]
    pub paused: bool,
}

/// What a person makes of following a story.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Following {
    /// The person's name for it.
    pub name: Prose,
    /// Whether it rests.
    pub paused: bool,
    /// The number of the last article that was there when it began: what comes later is new.
    pub since: u32,
}
