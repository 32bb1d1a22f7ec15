//! What a search finds: articles with the lines in which its words stand.

use super::{Listed, Snippet};

/// An article that was found.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    /// Its row, as lists show it.
    pub row: Listed,
    /// How well it answers; higher is better. None where the search has no words to be judged by.
    pub score: Option<f32>,
    /// The lines in which the words stand.
    pub snippet: Snippet,
}

/// The results of a search, the best first.
#[derive(Clone, Debug, PartialEq)]
pub struct Ranked {
    /// The best.
    pub hits: Vec<Hit>,
    /// How many were found; where they are not all judged, how many were.
    pub total: usize,
    /// Whether all that were found were judged. Otherwise those that tell of the words in their
    /// headline, those that tell of them often, and the newest were.
    pub exact: bool,
}
