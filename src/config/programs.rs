//! Programs outside the reader that a person may name, as settings: never through a shell.

use std::collections::BTreeMap;

use super::file::{Reading, Value};
use super::setting::{Setting, Written};

/// A program outside the reader.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Program {
    /// The usual one: the system's browser or editor, the terminal's clipboard.
    #[default]
    Usual,
    /// A program and its arguments. Never a shell.
    Command(Vec<String>),
}

/// The programs of `[pipes]`, by name: each a program and its arguments.
pub type Pipes = BTreeMap<String, Vec<String>>;

/// The word for the usual program, a program's name, or a list of it and its arguments.
impl Setting for Program {
    /// The word for the usual program.
    type Within = &'static str;

    fn read(name: &str, value: &Value<'_>, usual: &'static str, reading: &mut Reading<'_>) -> Option<Self> {
        let words = match value.get_ref().as_str() {
            Some(word) if word == usual => return Some(Self::Usual),
            Some(program) if !program.contains(' ') => Some(vec![program.to_owned()]),
            _ => list(value),
        };
        let command = words.filter(|words| is_command(words));
        if command.is_none() {
            let takes = "or a list of the program and its arguments, like [\"firefox\", \"--new-tab\"]";
            reading.note_wrong(name, value, &format!("\"{usual}\", {takes}"));
        }
        command.map(Self::Command)
    }

    fn written(&self, usual: &'static str) -> Written {
        Written::Value(match self {
            Self::Usual => format!("{usual:?}"),
            Self::Command(words) => format!("{words:?}"),
        })
    }
}

impl Setting for Pipes {
    type Within = ();

    fn read(name: &str, value: &Value<'_>, (): (), reading: &mut Reading<'_>) -> Option<Self> {
        let mut pipes = Self::new();
        for (name, value) in reading.table(name, value).map(|table| reading.entries(table))? {
            if let Some(Program::Command(words)) = Program::read(name.get_ref(), value, "", reading) {
                pipes.insert(name.get_ref().to_string(), words);
            }
        }
        Some(pipes)
    }

    fn written(&self, (): ()) -> Written {
        let lines: Vec<String> = self.iter().map(|(name, words)| format!("{name:?} = {words:?}\n")).collect();
        Written::Table(lines.concat())
    }
}

/// The words of a list.
pub(super) fn list(value: &Value<'_>) -> Option<Vec<String>> {
    value.get_ref().as_array()?.iter().map(|word| word.get_ref().as_str().map(str::to_owned)).collect()
}

/// Whether words name a program at all.
pub(super) fn is_command(words: &[String]) -> bool {
    words.first().is_some_and(|program| !program.is_empty())
}
