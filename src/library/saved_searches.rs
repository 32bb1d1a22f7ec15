//! Saved searches, and the number of matches of each.

use jiff::Timestamp;

use super::{Library, LibraryError};
use crate::domain::{Query, SavedSearch};

/// The most matches counted.
const COUNTED: usize = 1_000;

/// A saved search and its number of matches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CountedSearch {
    /// The search, asked now.
    pub search: SavedSearch,
    /// The number of matches; `None` for phrases, which can be counted only by reading texts.
    pub count: Option<usize>,
    /// Whether there are more matches than counted.
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
