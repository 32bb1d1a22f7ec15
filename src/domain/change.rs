//! What a person changes about articles. Every change has an inverse, so that everything can be undone.

use std::collections::{BTreeSet, HashSet};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{ArrivalRule, ArticleId, Following, Highlight, Prose, StoryId, StoryMembership, Verbatim};

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
    StoryMembership(Vec<(ArticleId, StoryMembership)>),
    /// How each story is followed, or that it is not.
    Follow(Vec<(StoryId, Option<Following>)>),
    /// Whether a rule holds for articles.
    Rule(Box<RuleChange>),
    /// Several changes, one after another, that are one to the person.
    Several(Vec<Self>),
}

/// Whether a rule holds for articles: one that mutes or marks does so while it holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleChange {
    /// The rule.
    pub rule: ArrivalRule,
    /// Whether it holds from now on, or no more.
    pub holds: bool,
    /// Whether the rule itself comes or goes with the change.
    pub is_own: bool,
    /// The articles.
    pub articles: Vec<ArticleId>,
}

impl Change {
    /// The articles it concerns.
    pub fn articles(&self) -> Vec<ArticleId> {
        match self {
            Self::Read(marks) | Self::Delete(marks) => marks.iter().map(|(id, _)| *id).collect(),
            Self::Bookmark(marks) => marks.iter().map(|(id, _)| *id).collect(),
            Self::Highlight(marks) => marks.iter().map(|(id, _)| *id).collect(),
            Self::StoryMembership(marks) => marks.iter().map(|(id, _)| *id).collect(),
            Self::Follow(_) => Vec::new(),
            Self::Rule(change) => change.articles.clone(),
            Self::Several(changes) => {
                let mut seen = HashSet::new();
                changes.iter().flat_map(Self::articles).filter(|id| seen.insert(*id)).collect()
            }
        }
    }

    /// Whether it changes nothing.
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Read(marks) | Self::Delete(marks) => marks.is_empty(),
            Self::Bookmark(marks) => marks.is_empty(),
            Self::Highlight(marks) => marks.is_empty(),
            Self::StoryMembership(marks) => marks.is_empty(),
            Self::Follow(marks) => marks.is_empty(),
            Self::Rule(change) => change.articles.is_empty() && !change.is_own,
            Self::Several(changes) => changes.iter().all(Self::is_empty),
        }
    }

    /// The rules for which it changes what they hold for.
    pub fn rules(&self) -> Vec<&RuleChange> {
        match self {
            Self::Rule(change) => vec![change],
            Self::Several(changes) => changes.iter().flat_map(Self::rules).collect(),
            Self::Read(_)
            | Self::Bookmark(_)
            | Self::Delete(_)
            | Self::Highlight(_)
            | Self::StoryMembership(_)
            | Self::Follow(_) => Vec::new(),
        }
    }
}
