//! The settings that name programs outside the reader; none runs through a shell.

use std::collections::BTreeMap;

use super::file::{ConfigReader, Value};
use super::setting::{Choice, Setting, Written};

/// A program outside the reader.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Program {
    /// The default: the system's browser or editor, the terminal's clipboard.
    #[default]
    Usual,
    /// A program and its arguments. Never a shell.
    Command(Vec<String>),
}

/// The programs of `[openers]`, each with its arguments, by the addresses that it opens.
pub type Openers = BTreeMap<String, Vec<String>>;

/// The programs of `[pipes]`, by name.
pub type Pipes = BTreeMap<String, Pipe>;

/// A program that takes an article: as Markdown on standard input, and in the placeholders of its arguments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pipe {
    /// The program and its arguments. Never a shell.
    pub words: Vec<String>,
    /// How the program's output is shown.
    pub shows: PipeOutput,
}

/// How the output of a program is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PipeOutput {
    /// The program has the whole screen.
    #[default]
    Screen,
    /// The output is a page beside the article.
    Page,
    /// The output is discarded.
    Nothing,
}

impl Choice for PipeOutput {
    const ALL: &[(&str, Self)] =
        &[("screen", Self::Screen), ("page", Self::Page), ("nothing", Self::Nothing)];
}

/// The word for the default, a program's name, or a list of it and its arguments.
impl Setting for Program {
    /// The word for the default.
    type Within = &'static str;

    fn read(
        name: &str,
        value: &Value<'_>,
        usual: &'static str,
        reading: &mut ConfigReader<'_>,
    ) -> Option<Self> {
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

    fn read(name: &str, value: &Value<'_>, (): (), reading: &mut ConfigReader<'_>) -> Option<Self> {
        let mut pipes = Self::new();
        for (name, value) in reading.table(name, value).map(|table| reading.entries(table))? {
            pipes.extend(
                Pipe::read(name.get_ref(), value, reading).map(|pipe| (name.get_ref().to_string(), pipe)),
            );
        }
        Some(pipes)
    }

    fn written(&self, (): ()) -> Written {
        let lines = self.iter().map(|(name, Pipe { words, shows })| match shows.written(()) {
            Written::Value(shows) if shows != "\"screen\"" => {
                format!("{name:?} = {{ run = {words:?}, show = {shows} }}\n")
            }
            Written::Value(_) | Written::Table(_) => format!("{name:?} = {words:?}\n"),
        });
        Written::Table(lines.collect())
    }
}

impl Pipe {
    /// A list of a program and its arguments, or a table that also sets how the output is shown.
    fn read(name: &str, value: &Value<'_>, reading: &mut ConfigReader<'_>) -> Option<Self> {
        let command =
            |value: &Value<'_>, reading: &mut ConfigReader<'_>| match Program::read(name, value, "", reading)
            {
                Some(Program::Command(words)) => Some(words),
                Some(Program::Usual) | None => None,
            };
        if value.get_ref().as_table().is_none() {
            return command(value, reading).map(|words| Self { words, shows: PipeOutput::default() });
        }
        let (mut words, mut shows) = (None, PipeOutput::default());
        for (part, value) in reading.table(name, value).map(|table| reading.entries(table))? {
            match part.get_ref().as_ref() {
                "run" => words = Some(command(value, reading)?),
                "show" => shows = PipeOutput::read("show", value, (), reading)?,
                _ => reading.note_unknown("part of a program", part, &["run", "show"]),
            }
        }
        if words.is_none() {
            let hint = "write run = [\"PROGRAM\", …]".to_owned();
            reading.note(value.span().start, format!("\"{name}\" has no program"), Some(hint));
        }
        words.map(|words| Self { words, shows })
    }
}

/// Reads a list of words.
pub(super) fn list(value: &Value<'_>) -> Option<Vec<String>> {
    value.get_ref().as_array()?.iter().map(|word| word.get_ref().as_str().map(str::to_owned)).collect()
}

/// Whether words name a program.
pub(super) fn is_command(words: &[String]) -> bool {
    words.first().is_some_and(|program| !program.is_empty())
}

impl Setting for Openers {
    type Within = ();

    fn read(name: &str, value: &Value<'_>, (): (), reading: &mut ConfigReader<'_>) -> Option<Self> {
        let mut openers = Self::new();
        for (name, value) in reading.table(name, value).map(|table| reading.entries(table))? {
            if let Some(Program::Command(words)) = Program::read(name.get_ref(), value, "", reading) {
                openers.insert(name.get_ref().to_lowercase(), words);
            }
        }
        Some(openers)
    }

    fn written(&self, (): ()) -> Written {
        let lines = self.iter().map(|(name, words)| format!("{name:?} = {words:?}\n"));
        Written::Table(lines.collect())
    }
}

/// The program for an address: the one with the longest matching host, path prefix or suffix.
pub fn opener<'words>(openers: &'words Openers, address: &str) -> Option<&'words [String]> {
    let address = address.to_lowercase();
    let place = address.split_once("://").map_or(address.as_str(), |(_, rest)| rest);
    let place = place.split(['?', '#']).next().unwrap_or_default();
    let opens = |pattern: &str| {
        if pattern.starts_with('.') { place.ends_with(pattern) } else { is_under(place, pattern) }
    };
    let fitting = openers.iter().filter(|(pattern, _)| opens(pattern));
    fitting.max_by_key(|(pattern, _)| pattern.len()).map(|(_, words)| words.as_slice())
}

/// Whether a place is that of a host or its subdomains, and lies under the path that follows it.
fn is_under(place: &str, pattern: &str) -> bool {
    let (host, path) = place.split_once('/').unwrap_or((place, ""));
    let (of_host, of_path) = pattern.split_once('/').unwrap_or((pattern, ""));
    let is_of_host =
        host.strip_suffix(of_host).is_some_and(|before| before.is_empty() || before.ends_with('.'));
    is_of_host && path.starts_with(of_path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_opened_by_the_program_with_the_longest_pattern() {
        let program = |name: &str| vec![name.to_owned()];
        let openers: Openers =
            [("video.example", "player"), ("video.example/live", "live"), (".pdf", "viewer")]
                .map(|(pattern, name)| (pattern.to_owned(), program(name)))
                .into();
        let opened = |address: &str| opener(&openers, address).and_then(|words| words.first().cloned());

        assert_eq!(opened("https://www.video.example/watch?v=1").as_deref(), Some("player"));
        assert_eq!(opened("https://video.example/live/2").as_deref(), Some("live"));
        assert_eq!(opened("https://paper.example/Report.PDF?page=2").as_deref(), Some("viewer"));
        assert_eq!(opened("https://not-video.example/"), None);
        assert_eq!(opened("https://paper.example/?u=video.example"), None);
    }
}
