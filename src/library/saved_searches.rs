//! Searches kept under a name, and how much answers to each.

use jiff::Timestamp;

use super::{Library, LibraryError};
use crate::domain::{Query, SavedSearch};

/// Answers that are counted; more of them say no more.
const COUNTED: usize = 1_000;

/// A saved search and how many articles answer to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CountedSearch {
    /// The search, asked now.
    pub search: SavedSearch,
    /// How many answer; `None` for phrases, which take reading texts to count.
    pub count: Option<usize>,
    /// Whether even more do.
    pub more: bool,
}

impl Library {
    /// The saved searches with their counts, asked at a moment.
    pub fn saved_searches(&self, now: Timestamp) -> Result<Vec<CountedSearch>, LibraryError> {
        let counted = |SavedSearch { name, query }| {
            let query = Query::at(query, now);
            let found = self.cache.count_up_to(&query, COUNTED + 1)?;
            let count = found.map(|found| found.min(COUNTED));
            let more = found.is_some_and(|found| found > COUNTED);
            Ok(CountedSearch { search: SavedSearch { name, query }, count, more })
        };
        self.cache.saved_searches()?.into_iter().map(counted).collect()
    }
}
