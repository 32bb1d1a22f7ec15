//! The commands that take an argument: names, kinds of arguments, and lines of the help.
//!
//! A step of a key is an action or such a command; performing commands is left to the screen.

use std::fmt;

use super::action::{Action, ParseActionError};
use super::file::{ConfigReader, Value};
use super::setting::{Setting, Written};
use crate::domain::{Order, Query, did_you_mean};
use crate::words::{Sentence, Words};

/// The kind of an argument.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ArgumentKind {
    /// The name of a list.
    View,
    /// The name of a saved search.
    Saved,
    /// The name of an order.
    Order,
    /// A search.
    Query,
    /// Tags, parted by spaces or commas.
    Tags,
    /// Free words.
    Words,
    /// The path of a file or folder.
    Path,
    /// An id, an address or a GUID.
    Article,
    /// The name of a setting and its value.
    Setting,
}

impl ArgumentKind {
    /// The placeholder for the argument in the help.
    pub fn name(self, words: Words) -> &'static str {
        match self {
            Self::View => words.takes_view(),
            Self::Saved => words.takes_saved(),
            Self::Order => words.takes_order(),
            Self::Query => words.takes_query(),
            Self::Tags => words.takes_tags(),
            Self::Words => words.takes_words(),
            Self::Path => words.takes_path(),
            Self::Article => words.takes_article(),
            Self::Setting => words.takes_setting(),
        }
    }
}

macro_rules! commands {
    ($($command:ident $name:literal $takes:ident $help:ident;)*) => {
        /// A command that takes an argument; without an argument it would be an action.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Command {
            $(#[doc = concat!("`:", $name, "`.")] $command,)*
        }

        impl Command {
            /// Every command.
            pub const ALL: &[Self] = &[$(Self::$command,)*];

            /// The name typed after the colon.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$command => $name,)*
                }
            }

            /// The kind of the command's argument.
            pub const fn takes(self) -> ArgumentKind {
                match self {
                    $(Self::$command => ArgumentKind::$takes,)*
                }
            }

            /// The sentence of the help: a verb first, no full stop.
            pub const fn help(self) -> Sentence {
                match self {
                    $(Self::$command => Words::$help,)*
                }
            }
        }
    };
}

commands! {
    View "view" View command_view;
    Search "search" Query command_search;
    Filter "filter" Query command_filter;
    SaveSearch "save-search" Words command_save_search;
    RenameSearch "rename-search" Words command_rename_search;
    ForgetSearch "forget-search" Saved command_forget_search;
    SortBy "sort-by" Order command_sort_by;
    Tag "tag" Tags command_tag;
    Untag "untag" Tags command_untag;
    Note "note" Words command_note;
    OpenFound "open-found" Query command_open_found;
    ReadFound "read-found" Query command_read_found;
    DeleteFound "delete-found" Query command_delete_found;
    Rule "rule" Words command_rule;
    Follow "follow" Words command_follow;
    Article "article" Article command_article;
    Import "import" Path command_import;
    Export "export" Path command_export;
    ExportBookmarks "export-bookmarks" Path command_export_bookmarks;
    PipeTo "pipe-to" Words command_pipe_to;
    Set "set" Setting command_set;
}

impl Command {
    /// The command at the beginning of a line, and its argument.
    pub fn begun(line: &str) -> Option<(Self, &str)> {
        let (name, rest) = line.trim_start().split_once(char::is_whitespace)?;
        let command = Self::ALL.iter().find(|command| command.name() == name)?;
        Some((*command, rest.trim_start()))
    }
}

/// A step that a key performs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// An action.
    Act(Action),
    /// A command as typed after the colon; without its argument it is put on the prompt to be completed.
    Line(String),
}

/// An error: a text that is no step, and the nearest that would be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct StepMistake {
    pub found: String,
    pub hint: Option<String>,
}

impl Step {
    /// Reads a step of a keymap, with or without the colon.
    pub(super) fn parse(written: &str) -> Result<Self, StepMistake> {
        let line = written.trim().trim_start_matches(':').trim();
        let wrong = |found: String, hint: Option<String>| Err(StepMistake { found, hint });
        if Command::ALL.iter().any(|command| command.name() == line) {
            return Ok(Self::Line(format!("{line} ")));
        }
        let Some((command, argument)) = Command::begun(line) else {
            return line.parse().map(Self::Act).or_else(|error: ParseActionError| {
                let name = line.split_whitespace().next().unwrap_or_default();
                let hint = did_you_mean(name, Self::names());
                wrong(error.to_string(), error.hint.or(hint))
            });
        };
        match command.takes() {
            ArgumentKind::Query => match Query::parse(argument) {
                Ok(_) => Ok(Self::Line(line.to_owned())),
                Err(mistake) => wrong(mistake.message, mistake.hint),
            },
            ArgumentKind::Order if Order::named(argument).is_none() => wrong(
                format!("{argument:?} is not an order"),
                did_you_mean(argument, Order::ALL.iter().map(|(name, _)| *name)),
            ),
            _ => Ok(Self::Line(line.to_owned())),
        }
    }

    /// The names of all actions and commands.
    pub fn names() -> impl Iterator<Item = &'static str> {
        let actions = Action::ALL.iter().map(|action| action.name());
        actions.chain(Command::ALL.iter().map(|command| command.name()))
    }
}

/// Reads a step or a list of steps; mistakes are noted.
pub(super) fn read_steps(
    name: &str,
    value: &Value<'_>,
    takes: &str,
    reading: &mut ConfigReader<'_>,
) -> Option<Vec<Step>> {
    let list: Vec<&Value<'_>> = match value.get_ref().as_array() {
        Some(list) => list.iter().collect(),
        None => vec![value],
    };
    let (mut steps, mut is_sound) = (Vec::new(), true);
    for item in list {
        match Step::parse(reading.words(name, item, takes)?) {
            Ok(step) => steps.push(step),
            Err(StepMistake { found, hint }) => {
                reading.note(item.span().start, found, hint);
                is_sound = false;
            }
        }
    }
    is_sound.then_some(steps)
}

/// Steps performed without a key: at the start, after a fetch.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Steps(pub Vec<Step>);

impl Setting for Steps {
    type Within = ();

    fn read(name: &str, value: &Value<'_>, (): (), reading: &mut ConfigReader<'_>) -> Option<Self> {
        let takes = "the name of an action, a command with its argument, or a list of them";
        read_steps(name, value, takes, reading).map(Self)
    }

    fn written(&self, (): ()) -> Written {
        let steps: Vec<String> = self.0.iter().map(ToString::to_string).collect();
        Written::Value(format!("{steps:?}"))
    }
}

impl fmt::Display for Step {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Act(action) => action.fmt(out),
            Self::Line(line) => write!(out, ":{}", line.trim_end()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_command_has_the_name_of_an_action() {
        for command in Command::ALL {
            assert!(command.name().parse::<Action>().is_err(), "{}", command.name());
        }
    }

    #[test]
    fn a_step_is_an_action_or_a_command_with_its_argument() {
        assert_eq!(Step::parse("toggle-bookmark"), Ok(Step::Act(Action::ToggleBookmark)));
        assert_eq!(Step::parse(":search rust"), Ok(Step::Line("search rust".to_owned())));
        assert_eq!(Step::parse("search"), Ok(Step::Line("search ".to_owned())), "the rest is typed");
        let found = |written| Step::parse(written).unwrap_err().found;
        assert_eq!(found("search is:raed"), "is: does not accept “raed”");
        assert_eq!(found("sort-by nwest"), "\"nwest\" is not an order");
        assert_eq!(found("exprot x"), "\"exprot x\" is not an action");
    }
}
