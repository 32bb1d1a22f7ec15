//! A regular expression in a search: between slashes, whatever the case of its letters.

use std::ops::Range;

use regex::{Regex, RegexBuilder};

use super::mistake::{QueryMistake, quoted};
use crate::domain::Prose;

/// The largest size of a compiled expression, in bytes.
const MAX_COMPILED_BYTES: usize = 1 << 20;

/// The deepest nesting of parentheses.
pub(super) const DEEPEST: u32 = 40;

/// The most matches that are marked in a text.
const MAX_MATCHES: usize = 10_000;

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
            .size_limit(MAX_COMPILED_BYTES)
            .nest_limit(DEEPEST)
            .build();
        compiled.map(|compiled| Some(Self { written: written.clone(), compiled })).map_err(|_reason| {
            let what = format!("{} is not a valid regular expression", quoted(written.as_str()));
            QueryMistake::new(at, what)
                .hint("close its brackets, and put \\ before special characters meant literally")
        })
    }

    /// The expression for a word with signs that are part of it, as written: `C++`, `C#`, `.NET`, `R&D`. `None` for any
    /// other word, in which signs do not count.
    pub fn of_signs(word: &str) -> Option<Self> {
        let bare = word.trim_end_matches(['+', '#']);
        let is_letter = |letter: char| letter.is_alphanumeric();
        let has_sign = bare.len() < word.len() && bare.ends_with(is_letter)
            || word.strip_prefix('.').is_some_and(|rest| rest.starts_with(char::is_alphabetic))
            || word.split('&').all(|part| !part.is_empty() && part.chars().all(is_letter))
                && word.contains('&');
        let written = format!(r"(?:^|[^\w]){}(?:$|[^\w+#])", regex::escape(word));
        if !has_sign {
            return None;
        }
        let mut builder = RegexBuilder::new(&written);
        let compiled =
            builder.case_insensitive(true).multi_line(true).size_limit(MAX_COMPILED_BYTES).build().ok()?;
        Some(Self { written: Prose::from_untrusted(word), compiled })
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
    pub(super) fn match_ranges(&self, text: &str) -> Vec<Range<usize>> {
        let (mut bytes, mut characters) = (0, 0);
        let mut places = Vec::new();
        let mut count_to = |byte: usize| {
            characters += text.get(bytes..byte).map_or(0, |passed| passed.chars().count());
            bytes = byte;
            characters
        };
        for found in self.compiled.find_iter(text).filter(|found| !found.is_empty()).take(MAX_MATCHES) {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_that_are_part_of_a_word_are_asked_for() {
        let found = |word: &str, text: &str| Pattern::of_signs(word).is_some_and(|it| it.is_match(text));
        for (word, text) in
            [("C++", "written in C++."), ("c#", "C# or F#"), (".NET", "the .net runtime"), ("R&D", "(r&d)")]
        {
            assert!(found(word, text), "{word}");
        }
        for (word, text) in [
            ("C++", "at 30 °C"),
            ("C#", "C major"),
            (".NET", "a fishing net"),
            ("R&D", "R and D"),
            ("c+", "c++"),
        ] {
            assert!(!found(word, text), "{word}");
        }
        for word in ["flood", "covid-19", "+", "#", "&", "end.", "a & b", "."] {
            assert!(Pattern::of_signs(word).is_none(), "{word}");
        }
    }
}
