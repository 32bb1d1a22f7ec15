//! Rules: what is done with the articles that a search finds when they arrive.

use std::fmt;

use super::{Prose, Query};

/// A search, and what is done with an article that it finds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArrivalRule {
    /// The search. It is known by its text.
    pub search: Query,
    /// What is done, at least one thing.
    pub actions: Vec<RuleAction>,
}

/// What a rule does with an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RuleAction {
    /// It is left out of every list but that of the muted.
    Mute,
    /// It is marked read.
    Read,
    /// It is bookmarked.
    Bookmark,
    /// It is bookmarked under a tag.
    Tag(Prose),
    /// Its row in the list is marked.
    Mark,
    /// The person is told of it.
    Notify,
}

impl RuleAction {
    /// Those without a value.
    pub const PLAIN: [Self; 5] = [Self::Mute, Self::Read, Self::Bookmark, Self::Mark, Self::Notify];

    /// The word that the configuration has for it; that of a tag stands before its name.
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

    /// The action that is written so: "mute", "tag:NAME".
    pub fn named(written: &str) -> Option<Self> {
        let plain = Self::PLAIN.into_iter().find(|action| action.word() == written);
        plain.or_else(|| written.strip_prefix("tag:").and_then(Prose::non_empty).map(Self::Tag))
    }
}

/// As it is written in the configuration.
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
    /// What it does, in words of the configuration: "read, tag:wire".
    pub fn actions_in_words(&self) -> String {
        let words: Vec<String> = self.actions.iter().map(RuleAction::to_string).collect();
        words.join(", ")
    }

    /// The lines of the configuration that say it.
    pub fn to_toml(&self) -> String {
        let words: Vec<String> =
            self.actions.iter().map(|action| format!("{:?}", action.to_string())).collect();
        format!("[[rules]]\nsearch = {:?}\ndo = [{}]\n", self.search.as_str(), words.join(", "))
    }

    /// Whether it does this.
    pub fn does(&self, action: &RuleAction) -> bool {
        self.actions.contains(action)
    }
}
