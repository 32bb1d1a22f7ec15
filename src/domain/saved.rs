//! A search a person keeps under a name.

use super::{Prose, Query};

/// A search with a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedSearch {
    /// What it is called; no other is called so.
    pub name: Prose,
    /// What it asks.
    pub query: Query,
}
