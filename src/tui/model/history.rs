//! The history of changes, for undo and redo.

use crate::domain::{Change, Prose};

/// The changes that can be undone, and the undone changes that can be redone; the latest last.
#[derive(Clone, Debug, Default)]
pub struct History {
    /// The changes made.
    pub done: Vec<HistoryEntry>,
    /// The changes undone.
    pub undone: Vec<HistoryEntry>,
}

impl History {
    /// Adds a change that was made.
    pub fn add(&mut self, changed: HistoryEntry) {
        self.undone.clear();
        self.done.push(changed);
    }
}

/// A change that was made or undone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HistoryEntry {
    /// The inverse of a change that was made; of an undone change, the change itself.
    pub change: Change,
    /// The description of the change, with the headline of its article.
    pub description: Prose,
    /// Whether the reader made the change by itself, as an article that was read is marked.
    pub is_automatic: bool,
}
