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
    /// Those without a value, each by its word.
    pub const PLAIN: [(&str, Self); 5] = [
        ("mute", Self::Mute),
        ("read", Self::Read),
        ("bookmark", Self::Bookmark),
        ("mark", Self::Mark),
        ("notify", Self::Notify),
    ];
}

impl RuleAction {
    /// The word before the name of a tag.
    const TAG: &str = "tag:";

    /// The action of a word: "mute", "tag:NAME".
    pub fn named(word: &str) -> Option<Self> {
        let plain = Self::PLAIN.into_iter().find(|(name, _)| *name == word).map(|(_, action)| action);
        plain.or_else(|| word.strip_prefix(Self::TAG).and_then(Prose::non_empty).map(Self::Tag))
    }
}

/// As it is written in the configuration.
impl fmt::Display for RuleAction {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Tag(tag) => write!(out, "{}{tag}", Self::TAG),
            plain => {
                let word = Self::PLAIN.iter().find(|(_, action)| action == plain).map(|(word, _)| *word);
                out.write_str(word.unwrap_or_default())
            }
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
