//! What a person changes about articles. Every change has an inverse, so that everything can be undone.

use std::collections::BTreeSet;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{ArticleId, Belonging, Following, Highlight, Prose, StoryId, Verbatim};

/// A bookmarked article: why, and under which tags.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bookmark {
    /// When it was added.
    pub added: Timestamp,
    /// The person's note about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Verbatim>,
    /// The tags, in order.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub tags: BTreeSet<Prose>,
}

/// A change of what a person says; saying it yields its inverse.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// The read state of each article.
    Read(Vec<(ArticleId, bool)>),
    /// The bookmark of each article, or none.
    Bookmark(Vec<(ArticleId, Option<Bookmark>)>),
    /// Whether each article is deleted.
    Delete(Vec<(ArticleId, bool)>),
    /// How the passage of these words is highlighted in an article, or that it is not.
    Highlight(Vec<(ArticleId, (Verbatim, Option<Highlight>))>),
    /// Where each article belongs.
    Belonging(Vec<(ArticleId, Belonging)>),
    /// How each story is followed, or that it is not.
    Follow(Vec<(StoryId, Option<Following>)>),
}

impl Change {
    /// The articles it concerns.
    pub fn articles(&self) -> Vec<ArticleId> {
        match self {
            Self::Read(marks) | Self::Delete(marks) => marks.iter().map(|(id, _)| *id).collect(),
            Self::Bookmark(marks) => marks.iter().map(|(id, _)| *id).collect(),
            Self::Highlight(marks) => marks.iter().map(|(id, _)| *id).collect(),
            Self::Belonging(marks) => marks.iter().map(|(id, _)| *id).collect(),
            Self::Follow(_) => Vec::new(),
        }
    }

    /// Whether it changes nothing.
    pub const fn is_empty(&self) -> bool {
        match self {
            Self::Read(marks) | Self::Delete(marks) => marks.is_empty(),
            Self::Bookmark(marks) => marks.is_empty(),
            Self::Highlight(marks) => marks.is_empty(),
            Self::Belonging(marks) => marks.is_empty(),
            Self::Follow(marks) => marks.is_empty(),
        }
    }
}
