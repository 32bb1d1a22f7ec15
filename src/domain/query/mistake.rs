//! What is wrong in a search: where, what, and what would have been right.

use std::ops::Range;

use thiserror::Error;

use crate::domain::{nearest, shown};

/// Something in a search that makes no sense.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[error("{what}")]
pub struct QueryMistake {
    /// The characters of the search it stands in.
    pub at: Range<usize>,
    /// What is wrong.
    pub what: String,
    /// What would have been right.
    pub hint: Option<String>,
}

impl QueryMistake {
    pub(super) fn new(at: Range<usize>, what: impl Into<String>) -> Self {
        Self { at, what: what.into(), hint: None }
    }

    pub(super) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Names the word that was probably meant, else all that are known.
    pub(super) fn did_you_mean(self, written: &str, known: &[&str], otherwise: &str) -> Self {
        match nearest(written, known.iter().copied()) {
            Some(name) => self.hint(format!("did you mean {name}?")),
            None => self.hint(otherwise),
        }
    }
}

/// A few characters of a search, in quotation marks.
pub(super) fn quoted(text: &str) -> String {
    format!("“{}”", shown(text, 40))
}
