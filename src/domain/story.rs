//! A story, an event reported by several articles, and how a person follows it.

use serde::{Deserialize, Serialize};

use super::{Prose, StoryId};

/// The story that an article belongs to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct StoryMembership {
    /// The story it shares with other articles, if any.
    pub story: Option<StoryId>,
    /// Whether a person took the article out of its story: no import puts it into a story again.
    pub is_taken_out: bool,
}

/// A series of a source, as its row names it: "Weather · 14 days".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Series {
    /// The words that its headlines share; `None` for results of games.
    pub name: Option<Prose>,
    /// The number of days on which it appeared.
    pub days: u32,
    /// The number of its articles.
    pub articles: u32,
}

/// A story a person follows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FollowedStory {
    /// The story.
    pub story: StoryId,
    /// The person's name for it.
    pub name: Prose,
    /// Whether the story is paused: new articles are not counted.
    pub paused: bool,
    /// The number of unread articles that came since the story is followed.
    pub new: u32,
    /// The number of all its articles.
    pub articles: u32,
}

/// How a story is followed, in the form exchanged between machines.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ExportedFollow {
    /// The person's name for it.
    pub name: Prose,
    /// Whether the story is paused.
    #[serde(default)]
    pub paused: bool,
}

/// How a person follows a story.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Following {
    /// The person's name for it.
    pub name: Prose,
    /// Whether the story is paused.
    pub paused: bool,
    /// The number of the last article there when following began; later articles are new.
    pub since: u32,
}
