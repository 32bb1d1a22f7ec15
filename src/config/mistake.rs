//! A mistake in a file that a person wrote: its place, what was found, and what would have been right.
//!
//! Does not know what the file is about. Text of the file is shown without control characters.

use std::fmt;
use std::ops::Range;
use std::path::{Path, PathBuf};

use crate::domain::safe_excerpt;

/// A mistake in a configuration file, displayed as one sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// The file with the mistake.
    pub file: PathBuf,
    /// The line, from 1.
    pub line: usize,
    /// The description of the mistake.
    pub found: String,
    /// The correction, or the next step.
    pub hint: Option<String>,
}

impl fmt::Display for Mistake {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let file = safe_excerpt(&self.file.to_string_lossy(), usize::MAX);
        write!(out, "{file}, line {}: {}", self.line, self.found)?;
        self.hint.as_ref().map_or(Ok(()), |hint| write!(out, "; {hint}"))
    }
}

/// The text and the path of a file; finds the line of a mistake.
#[derive(Clone, Copy, Debug)]
pub(super) struct Source<'a> {
    pub(super) file: &'a Path,
    pub(super) text: &'a str,
}

impl Source<'_> {
    /// The line, from 1, of the byte at `offset`.
    pub(super) fn line(&self, offset: usize) -> usize {
        let before = self.text.as_bytes().iter().take(offset);
        before.filter(|&&byte| byte == b'\n').count() + 1
    }

    /// The range of the line that holds the byte at `offset`.
    pub(super) fn line_around(&self, offset: usize) -> Range<usize> {
        let bytes = self.text.as_bytes();
        let before = bytes.iter().take(offset).rposition(|&byte| byte == b'\n').map_or(0, |end| end + 1);
        let after = bytes.iter().skip(offset).position(|&byte| byte == b'\n');
        before..after.map_or(bytes.len(), |length| offset + length + 1)
    }

    /// A mistake at the byte `offset`.
    pub(super) fn mistake(&self, offset: usize, found: String, hint: Option<String>) -> Mistake {
        Mistake { file: self.file.to_owned(), line: self.line(offset), found, hint }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mistake_is_one_sentence_with_file_line_finding_and_hint() {
        let source = Source { file: Path::new("config.toml"), text: "mouse = true\nmeassure = 3\n" };

        let mistake = source.mistake(13, "unknown setting \"meassure\"".into(), Some("drop it".into()));

        assert_eq!(mistake.to_string(), r#"config.toml, line 2: unknown setting "meassure"; drop it"#);
    }
}
