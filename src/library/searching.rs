//! Searching the collection: newest first while typing, the best first on request.

use jiff::Timestamp;

use super::{Interrupt, Library, LibraryError};
use crate::domain::{Listed, Query, Ranked, Stretch, View};

impl Library {
    /// Articles that answer to a search, the best first.
    pub fn search(&self, query: &Query, now: Timestamp, limit: usize) -> Result<Ranked, LibraryError> {
        Ok(self.cache.search_ranked(&query.clone().at(now), limit)?)
    }

    /// The same, asked at the moment that the search bears.
    pub fn best(&self, query: &Query, limit: usize) -> Result<Ranked, LibraryError> {
        Ok(self.cache.search_ranked(query, limit)?)
    }

    /// Articles that answer to a search, the newest first, from a cursor on.
    pub fn search_newest(
        &self,
        query: &Query,
        now: Timestamp,
        stretch: Stretch,
    ) -> Result<Vec<Listed>, LibraryError> {
        Ok(self.cache.search_newest(query, now, stretch)?)
    }

    /// How many articles a list holds.
    pub fn count(&self, view: &View) -> Result<usize, LibraryError> {
        Ok(self.cache.count(view)?)
    }

    /// What stops a search from another thread.
    pub fn interrupt(&self) -> Interrupt {
        self.cache.interrupt()
    }
}
