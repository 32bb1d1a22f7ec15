//! The conditions of a search, in terms of the index and of rows.

use std::ops::Range;

use crate::cache::full_text::IndexField;
use crate::domain::{ArticleId, FeedId, Pattern, RecordingWanted, State};

/// A condition on an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Condition {
    All(Vec<Self>),
    Any(Vec<Self>),
    Not(Box<Self>),
    Word(Word),
    /// Words in this order.
    Sequence(Sequence),
    State(State),
    HasNote,
    HasHighlight,
    Tagged(String),
    Fact(Fact),
    /// A regular expression, matched in the headline alone or in the text too.
    Pattern(Pattern, bool),
    Keys(Range<i64>),
}

/// A fact about an article that only tables beside the index know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Fact {
    /// The article is one of these.
    Articles(Vec<ArticleId>),
    /// The article came from one of these feeds.
    Feeds(Vec<FeedId>),
    /// The article was stored after the article with this number.
    StoredAfter(u32),
    /// The article came with a recording of this kind.
    Enclosure(RecordingWanted),
    /// The article was read within these microseconds.
    Read(Range<i64>),
}

impl Fact {
    /// The fact as an SQL condition.
    pub fn condition(&self) -> String {
        match self {
            Self::Articles(articles) => {
                let articles: Vec<String> = articles.iter().map(|id| id.0.to_string()).collect();
                format!("article.number IN ({})", articles.join(","))
            }
            Self::Feeds(feeds) => {
                let feeds: Vec<String> = feeds.iter().map(|feed| feed.0.to_string()).collect();
                format!("article.key IN (SELECT key FROM entry WHERE feed IN ({}))", feeds.join(","))
            }
            Self::StoredAfter(number) => {
                format!("article.key IN (SELECT key FROM article WHERE number > {number})")
            }
            Self::Enclosure(RecordingWanted::Any) => "article.media <> 0".to_owned(),
            Self::Enclosure(RecordingWanted::Audio) => "article.media & 3 = 2".to_owned(),
            Self::Enclosure(RecordingWanted::Video) => "article.media & 3 = 3".to_owned(),
            Self::Read(at) => format!(
                "article.read = 1 AND EXISTS (SELECT 1 FROM statement WHERE statement.article = article.number \
                 AND statement.name = 0 AND about = 0 AND value IS NOT NULL AND at >= {} AND at < {})",
                at.start, at.end
            ),
        }
    }
}

/// Words in an order. The index does not know the order, so the text has to be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Sequence {
    pub words: Vec<Word>,
    /// The words that the index is asked for.
    pub indexed_words: Vec<Word>,
}

/// A word of the index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word {
    pub field: Option<IndexField>,
    pub text: String,
    /// Whether the word is a prefix.
    pub is_prefix: bool,
}

impl Word {
    /// The word with the prefix of its field.
    pub fn prefixed(&self) -> String {
        self.field.map_or_else(|| self.text.clone(), |field| field.prefixed(&self.text))
    }

    /// The word as an FTS5 expression. It has only letters and digits.
    pub fn expression(&self) -> String {
        format!("\"{}\"{}", self.prefixed(), if self.is_prefix { " *" } else { "" })
    }

    /// Whether the word is sought in the text, not among names.
    pub fn is_of_text(&self) -> bool {
        matches!(self.field, None | Some(IndexField::Headline))
    }

    /// The word in any field.
    pub fn plain(&self) -> Self {
        Self { field: None, ..self.clone() }
    }

    pub fn matches(&self, word: &str) -> bool {
        if self.is_prefix { word.starts_with(&self.text) } else { word == self.text }
    }
}

impl Condition {
    /// Whether any condition in it that holds no others is such a one.
    fn any(&self, is_such: &dyn Fn(&Self) -> bool) -> bool {
        match self {
            Self::All(conditions) | Self::Any(conditions) => {
                conditions.iter().any(|condition| condition.any(is_such))
            }
            Self::Not(condition) => condition.any(is_such),
            leaf => is_such(leaf),
        }
    }

    /// Whether words are sought or excluded anywhere in the condition.
    pub fn has_words(&self) -> bool {
        self.any(&|leaf| matches!(leaf, Self::Word(_) | Self::Sequence(_)))
    }

    /// Whether the condition distinguishes muted articles from others.
    pub fn distinguishes_muted(&self) -> bool {
        self.any(&|leaf| matches!(leaf, Self::State(State::Muted)))
    }

    /// Whether a text has to be read to decide the condition.
    pub fn needs_text(&self) -> bool {
        self.any(&|leaf| matches!(leaf, Self::Sequence(_) | Self::Pattern(..)))
    }

    /// Whether the condition has regular expressions, and whether texts are read for them.
    pub fn patterns(&self) -> Option<bool> {
        match self {
            Self::All(conditions) | Self::Any(conditions) => {
                conditions.iter().filter_map(Self::patterns).max()
            }
            Self::Not(condition) => condition.patterns(),
            Self::Pattern(_, in_headline) => Some(!in_headline),
            _ => None,
        }
    }

    /// Whether an article may match without all of the words.
    pub fn has_alternatives(&self) -> bool {
        match self {
            Self::All(conditions) => conditions.iter().any(Self::has_alternatives),
            Self::Any(_) => true,
            _ => false,
        }
    }

    /// Calls `visit` with every condition that an article may fulfil to match: none that is excluded.
    pub fn each_wanted<'ask>(&'ask self, visit: &mut dyn FnMut(&'ask Self)) {
        match self {
            Self::All(conditions) | Self::Any(conditions) => {
                for condition in conditions {
                    condition.each_wanted(visit);
                }
            }
            Self::Not(_) => {}
            leaf => visit(leaf),
        }
    }
}
