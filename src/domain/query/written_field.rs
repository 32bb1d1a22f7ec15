//! A field of a search as written, before its name and value are known to mean anything.

use std::ops::Range;

use super::WordMatch;
use super::mistake::QueryMistake;
use crate::domain::Prose;

/// A field as it was written.
pub(super) struct WrittenField {
    pub name: String,
    pub value: String,
    /// The text between the slashes, where the value is a regular expression.
    pub pattern: Option<String>,
    /// How the last word of the value matches.
    pub word_match: WordMatch,
    /// The characters of the whole field.
    pub at: Range<usize>,
    /// The characters of the name with its colon.
    pub name_at: Range<usize>,
    /// The characters of the value.
    pub value_at: Range<usize>,
}

impl WrittenField {
    /// The value, which must contain a letter or digit to search for.
    pub fn text(&self, example: &str) -> Result<Prose, QueryMistake> {
        let value = Prose::trimmed(&self.value);
        if value.as_str().chars().any(char::is_alphanumeric) {
            return Ok(value);
        }
        let what = format!("{}: needs a value", self.name.to_lowercase());
        Err(QueryMistake::new(self.at.clone(), what).hint(format!("for example, {example}")))
    }
}
