//! A mistake in a search: where it is, what is wrong, and what would be right.

use std::ops::Range;

use thiserror::Error;

use crate::domain::{nearest, safe_excerpt};

/// Something in a search that makes no sense.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[error("{message}")]
pub struct QueryMistake {
    /// The characters of the search it stands in.
    pub range: Range<usize>,
    /// The description of the mistake.
    pub message: String,
    /// A text that would be right.
    pub hint: Option<String>,
}

impl QueryMistake {
    pub(super) fn new(at: Range<usize>, what: impl Into<String>) -> Self {
        Self { range: at, message: what.into(), hint: None }
    }

    pub(super) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Names the word that was probably meant, else all known words.
    pub(super) fn did_you_mean(self, written: &str, known: &[&str], otherwise: &str) -> Self {
        match nearest(written, known.iter().copied()) {
            Some(name) => self.hint(format!("did you mean {name}?")),
            None => self.hint(otherwise),
        }
    }
}

/// A few characters of a search, in quotation marks.
pub(super) fn quoted(text: &str) -> String {
    format!("“{}”", safe_excerpt(text, 40))
}
