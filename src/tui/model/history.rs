//! The history of changes, for undo and redo.

use crate::domain::{Change, Prose};

/// The changes that can be undone, and the undone changes that can be redone; the latest last.
#[derive(Clone, Debug, Default)]
pub struct History {
    /// The changes made.
    pub done: Vec<Changed>,
    /// The changes undone.
    pub undone: Vec<Changed>,
}

impl History {
    /// Adds a change that was made.
    pub fn keep(&mut self, changed: Changed) {
        self.undone.clear();
        self.done.push(changed);
    }
}

/// A change that was made or undone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    /// The inverse of a change that was made; of an undone change, the change itself.
    pub change: Change,
    /// The description of the change, with the headline of its article.
    pub description: Prose,
    /// Whether the reader made the change by itself, as an article that was read is marked.
    pub is_automatic: bool,
}
