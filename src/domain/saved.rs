//! A search that a person saved under a name.

use super::{Prose, Query};

/// A search with a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedSearch {
    /// The name, which no other saved search has.
    pub name: Prose,
    /// The search.
    pub query: Query,
}
