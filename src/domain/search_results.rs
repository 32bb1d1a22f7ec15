//! The results of a search: articles with the lines that contain its words.

use super::{ListRow, Snippet};

/// An article that a search found.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    /// The row of the article, as lists show it.
    pub row: ListRow,
    /// The rank of the article; higher is better. `None` where the search has no words to rank by.
    pub score: Option<f32>,
    /// The lines that contain the words.
    pub snippet: Snippet,
}

/// The results of a search, the best first.
#[derive(Clone, Debug, PartialEq)]
pub struct Ranked {
    /// The best results.
    pub hits: Vec<Hit>,
    /// The number of articles found; where not all are ranked, of those that were ranked.
    pub total: usize,
    /// Whether every article found was ranked. Otherwise only those with the words in their headline, those
    /// with the words often, and the newest were.
    pub is_complete: bool,
}
