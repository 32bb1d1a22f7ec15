//! Rules: what is done on arrival with the articles that a search finds.

use std::fmt;

use super::{Prose, Query};

/// A search, and the actions done with an article that it finds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArrivalRule {
    /// The search. Its text identifies the rule.
    pub search: Query,
    /// The actions, at least one.
    pub actions: Vec<RuleAction>,
}

/// An action of a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RuleAction {
    /// The article is left out of every list but that of the muted.
    Mute,
    /// The article is marked read.
    Read,
    /// The article is bookmarked.
    Bookmark,
    /// The article is bookmarked under a tag.
    Tag(Prose),
    /// The article's row in the list is marked.
    Mark,
    /// The person is notified of the article.
    Notify,
}

impl RuleAction {
    /// The actions without a value.
    pub const WITHOUT_VALUE: [Self; 5] = [Self::Mute, Self::Read, Self::Bookmark, Self::Mark, Self::Notify];

    /// The action's word in the configuration; that of a tag stands before its name.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Mute => "mute",
            Self::Read => "read",
            Self::Bookmark => "bookmark",
            Self::Tag(_) => "tag:",
            Self::Mark => "mark",
            Self::Notify => "notify",
        }
    }

    /// Parses an action: "mute", "tag:NAME".
    pub fn named(written: &str) -> Option<Self> {
        let plain = Self::WITHOUT_VALUE.into_iter().find(|action| action.word() == written);
        plain.or_else(|| written.strip_prefix("tag:").and_then(Prose::non_empty).map(Self::Tag))
    }
}

/// Writes the action as the configuration does.
impl fmt::Display for RuleAction {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.word())?;
        match self {
            Self::Tag(tag) => write!(out, "{tag}"),
            _ => Ok(()),
        }
    }
}

impl ArrivalRule {
    /// The actions in words of the configuration: "read, tag:wire".
    pub fn actions_in_words(&self) -> String {
        let words: Vec<String> = self.actions.iter().map(RuleAction::to_string).collect();
        words.join(", ")
    }

    /// The rule as lines of the configuration.
    pub fn to_toml(&self) -> String {
        let words: Vec<String> =
            self.actions.iter().map(|action| format!("{:?}", action.to_string())).collect();
        format!("[[rules]]\nsearch = {:?}\ndo = [{}]\n", self.search.as_str(), words.join(", "))
    }

    /// Whether the rule has this action.
    pub fn has_action(&self, action: &RuleAction) -> bool {
        self.actions.contains(action)
    }
}
