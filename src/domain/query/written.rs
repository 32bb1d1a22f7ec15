//! A field of a search as it was written, before its name and value are known to mean anything.

use std::ops::Range;

use super::WordMatch;
use super::mistake::QueryMistake;
use crate::domain::Prose;

/// A field as it was written.
pub(super) struct Written {
    pub name: String,
    pub value: String,
    /// What stands between the slashes, where the value is a regular expression.
    pub pattern: Option<String>,
    /// How much of the last word of the value is written.
    pub reach: WordMatch,
    /// The whole of it.
    pub at: Range<usize>,
    /// The name with its colon.
    pub name_at: Range<usize>,
    /// The value alone.
    pub value_at: Range<usize>,
}

impl Written {
    /// The value, which has to have something that can be searched for.
    pub fn text(&self, example: &str) -> Result<Prose, QueryMistake> {
        let value = Prose::trimmed(&self.value);
        if value.as_str().chars().any(char::is_alphanumeric) {
            return Ok(value);
        }
        let what = format!("{}: needs a value", self.name.to_lowercase());
        Err(QueryMistake::new(self.at.clone(), what).hint(format!("for example {example}")))
    }
}
