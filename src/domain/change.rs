//! Changes that a person makes to articles. Every change has an inverse, so that everything can be undone.

use std::collections::{BTreeSet, HashSet};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{ArrivalRule, ArticleId, Following, Highlight, Prose, StoryId, StoryMembership, Verbatim};

/// A bookmark of an article: when, why, and under which tags.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bookmark {
    /// When the bookmark was added.
    pub added: Timestamp,
    /// The person's note about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Verbatim>,
    /// The tags, in order.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub tags: BTreeSet<Prose>,
}

/// A change of marks, stories or rules; applying it yields its inverse.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// The read state of each article.
    Read(Vec<(ArticleId, bool)>),
    /// The bookmark of each article; `None` where it has none.
    Bookmark(Vec<(ArticleId, Option<Bookmark>)>),
    /// Whether each article is deleted.
    Delete(Vec<(ArticleId, bool)>),
    /// The highlight of a passage, by its words, in each article; `None` where it is removed.
    Highlight(Vec<(ArticleId, (Verbatim, Option<Highlight>))>),
    /// The story that each article belongs to.
    StoryMembership(Vec<(ArticleId, StoryMembership)>),
    /// How each story is followed; `None` where it is not.
    Follow(Vec<(StoryId, Option<Following>)>),
    /// A rule that starts or stops applying to articles.
    Rule(Box<RuleChange>),
    /// Several changes, one after another, that a person makes and undoes as one.
    Several(Vec<Self>),
}

/// A rule that starts or stops applying to articles: a rule that mutes or marks does so while it applies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleChange {
    /// The rule.
    pub rule: ArrivalRule,
    /// Whether the rule applies from now on, or no longer.
    pub applies: bool,
    /// Whether the rule itself is added or removed with the change.
    pub includes_rule: bool,
    /// The articles that the rule applies to.
    pub articles: Vec<ArticleId>,
}

impl Change {
    /// The articles that the change concerns.
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

    /// Whether the change changes nothing.
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Read(marks) | Self::Delete(marks) => marks.is_empty(),
            Self::Bookmark(marks) => marks.is_empty(),
            Self::Highlight(marks) => marks.is_empty(),
            Self::StoryMembership(marks) => marks.is_empty(),
            Self::Follow(marks) => marks.is_empty(),
            Self::Rule(change) => change.articles.is_empty() && !change.includes_rule,
            Self::Several(changes) => changes.iter().all(Self::is_empty),
        }
    }

    /// The rule changes within the change.
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
