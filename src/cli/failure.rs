//! The end of a command: exit codes, and errors with their causes and a hint.

use std::error::Error;
use std::fmt;
use std::io::{self, Write as _, stderr};
use std::process::ExitCode;

use crate::domain::{Chain, Prose};
use crate::library::LibraryError;

/// The hint where the cache is damaged.
pub const REPAIR: &str =
    "newsprint check --repair recovers what can be read into a new cache and keeps the old file";

/// Prints a message on stderr. A closed stderr does not end the work.
pub fn print_message(words: fmt::Arguments<'_>) {
    drop(stderr().write_all(format!("{words}\n").as_bytes()));
}

/// The end of a command that did its work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CommandOutcome {
    All,
    /// Nothing was found.
    Nothing,
    /// Some inputs were skipped.
    SomeSkipped,
}

impl CommandOutcome {
    /// The end of a command that searched.
    pub const fn found(any: bool) -> Self {
        if any { Self::All } else { Self::Nothing }
    }

    /// The end of a command that skipped `count` inputs.
    pub const fn skipping(count: usize) -> Self {
        if count == 0 { Self::All } else { Self::SomeSkipped }
    }

    /// Prints on stderr that nothing was found, where that is so; returns the exit code.
    pub fn report(self) -> ExitCode {
        if self == Self::Nothing {
            print_message(format_args!("nothing found"));
        }
        ExitCode::from(match self {
            Self::All => 0,
            Self::Nothing => 3,
            Self::SomeSkipped => 4,
        })
    }
}

/// The error that ended a command.
#[derive(Debug)]
pub struct Failure {
    kind: FailureKind,
    message: String,
    quoted: Vec<String>,
    causes: Vec<String>,
    hint: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum FailureKind {
    Failed,
    Usage,
    Nothing,
    /// Standard output was closed by its reader, which is no error.
    ClosedPipe,
}

impl Failure {
    /// The failure of an operation.
    pub fn failed(message: impl Into<String>) -> Self {
        Self::of(FailureKind::Failed, message.into())
    }

    /// A mistake in the command line.
    pub fn usage(message: impl Into<String>) -> Self {
        Self::of(FailureKind::Usage, message.into())
    }

    /// The absence of the thing that was named.
    pub fn nothing(message: impl Into<String>) -> Self {
        Self::of(FailureKind::Nothing, message.into())
    }

    /// Adds the next step.
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Adds a line of the person's text, and under it a line that marks a place in it. Both have to be safe
    /// to show.
    pub fn quoting(mut self, line: &str, place: &str) -> Self {
        self.quoted = vec![line.to_owned(), place.to_owned()];
        self
    }

    /// Adds an error and its sources as causes.
    pub fn caused_by(mut self, error: &dyn Error) -> Self {
        self.causes.extend(Chain(error).errors().map(ToString::to_string));
        self
    }

    /// The failure for an error, with its sources as causes.
    pub fn from_error(error: &dyn Error) -> Self {
        let failure = Self::failed(error.to_string());
        match error.source() {
            Some(cause) => failure.caused_by(cause),
            None => failure,
        }
    }

    fn of(kind: FailureKind, message: String) -> Self {
        Self { kind, message, quoted: Vec::new(), causes: Vec::new(), hint: None }
    }

    /// Prints the failure on stderr.
    pub fn print(&self) {
        let line =
            |label: &str, words: &str| print_message(format_args!("{label}: {}", Prose::trimmed(words)));
        if self.kind != FailureKind::ClosedPipe {
            line("error", &self.message);
            self.quoted.iter().for_each(|quoted| print_message(format_args!("  {quoted}")));
            self.causes.iter().for_each(|cause| line("  cause", cause));
            self.hint.iter().for_each(|hint| line("  hint", hint));
        }
    }

    /// Prints the failure on stderr; returns the exit code.
    pub fn report(&self) -> ExitCode {
        self.print();
        ExitCode::from(match self.kind {
            FailureKind::ClosedPipe => 0,
            FailureKind::Failed => 1,
            FailureKind::Usage => 2,
            FailureKind::Nothing => 3,
        })
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe {
            return Self::of(FailureKind::ClosedPipe, String::new());
        }
        Self::failed("cannot write the output").caused_by(&error)
    }
}

impl From<LibraryError> for Failure {
    fn from(error: LibraryError) -> Self {
        if let LibraryError::Write(error) = error {
            return error.into();
        }
        let failure = Self::from_error(&error);
        if error.is_not_a_cache() {
            return failure.hint(
                "choose the cache file with --cache; if this was one, newsprint check --repair recovers its articles",
            );
        }
        if error.is_damage() { failure.hint(REPAIR) } else { failure }
    }
}

impl From<serde_json::Error> for Failure {
    fn from(error: serde_json::Error) -> Self {
        Self::from(io::Error::from(error))
    }
}
