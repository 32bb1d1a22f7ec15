//! The changes that can be undone and done again.

use crate::domain::{Change, Prose};

/// Changes that can be undone, and those undone that can be done again; latest last.
#[derive(Clone, Debug, Default)]
pub struct History {
    /// The changes made.
    pub done: Vec<Changed>,
    /// Those undone.
    pub undone: Vec<Changed>,
}

impl History {
    /// Keeps a change that was made.
    pub fn keep(&mut self, changed: Changed) {
        self.undone.clear();
        self.done.push(changed);
    }
}

/// A change that was made or undone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    /// The change that takes it back or, where it was undone, does it again.
    pub change: Change,
    /// The change in words, with the headline of its article.
    pub description: Prose,
}
