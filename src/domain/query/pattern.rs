//! A regular expression in a search: between slashes, whatever the case of its letters.

use std::ops::Range;

use regex::{Regex, RegexBuilder};

use super::mistake::{QueryMistake, quoted};
use crate::domain::Prose;

/// The largest size of a compiled expression, in bytes.
const LARGEST: usize = 1 << 20;

/// The deepest nesting of parentheses.
const DEEPEST: u32 = 40;

/// The most matches that are marked in a text.
const MOST_PLACES: usize = 10_000;

/// A regular expression. It is matched in time proportional to the text, and `^` and `$` stand at the ends of lines.
#[derive(Clone, Debug)]
pub struct Pattern {
    written: Prose,
    compiled: Regex,
}

impl Pattern {
    /// Parses the text between two slashes, at a place of the search; `None` where nothing stands there.
    pub(super) fn parse(written: &str, at: Range<usize>) -> Result<Option<Self>, QueryMistake> {
        let written = Prose::from_untrusted(written);
        if written.is_empty() {
            return Ok(None);
        }
        let compiled = RegexBuilder::new(written.as_str())
            .case_insensitive(true)
            .multi_line(true)
            .size_limit(LARGEST)
            .nest_limit(DEEPEST)
            .build();
        compiled.map(|compiled| Some(Self { written: written.clone(), compiled })).map_err(|_reason| {
            let what = format!("{} is not a valid regular expression", quoted(written.as_str()));
            QueryMistake::new(at, what)
                .hint("close its brackets, and put \\ before special characters meant literally")
        })
    }

    /// The expression as it was written.
    pub fn as_str(&self) -> &str {
        self.written.as_str()
    }

    /// Whether the expression matches somewhere in a text.
    pub fn is_match(&self, text: &str) -> bool {
        self.compiled.is_match(text)
    }

    /// The characters of a text that the expression matches.
    pub(super) fn places_in(&self, text: &str) -> Vec<Range<usize>> {
        let (mut bytes, mut characters) = (0, 0);
        let mut places = Vec::new();
        let mut count_to = |byte: usize| {
            characters += text.get(bytes..byte).map_or(0, |passed| passed.chars().count());
            bytes = byte;
            characters
        };
        for found in self.compiled.find_iter(text).filter(|found| !found.is_empty()).take(MOST_PLACES) {
            places.push(count_to(found.start())..count_to(found.end()));
        }
        places
    }
}

/// Two expressions are the same where they are written alike.
impl PartialEq for Pattern {
    fn eq(&self, other: &Self) -> bool {
        self.written == other.written
    }
}

impl Eq for Pattern {}
