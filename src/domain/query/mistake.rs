//! What is wrong in a search: where, what, and what would have been right.

use std::ops::Range;

use thiserror::Error;

use crate::domain::Prose;

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
        match nearest(written, known) {
            Some(name) => self.hint(format!("did you mean {name}?")),
            None => self.hint(otherwise),
        }
    }
}

/// A few characters of a search, safe to be shown.
pub(super) fn shown(text: &str) -> String {
    const MOST: usize = 40;
    let safe = Prose::trimmed(text);
    let mut short: String = safe.as_str().chars().take(MOST).collect();
    if safe.as_str().chars().count() > MOST {
        short.push('…');
    }
    format!("“{short}”")
}

/// The known word that takes the fewest slips of the finger, if it takes few.
fn nearest<'known>(written: &str, known: &[&'known str]) -> Option<&'known str> {
    let written = written.to_lowercase();
    let most = (written.chars().count() / 3).max(1);
    let name = |known: &str| known.trim_end_matches(':').to_owned();
    let measured = known.iter().map(|known| (strsim::osa_distance(&written, &name(known)), *known));
    measured.filter(|(slips, _)| *slips <= most).min_by_key(|(slips, _)| *slips).map(|(_, known)| known)
}
