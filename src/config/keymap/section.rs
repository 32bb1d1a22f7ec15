//! A line of a keymap: a sequence of keys and its steps, read and checked against the other lines.
//!
//! Knows one section at a time; the keymap merges sections.

use super::super::command::{Step, read_steps};
use super::super::file::{ConfigReader, Name, Value};
use super::super::key::{Chord, ParseKeyError, parse_sequence, written};
use super::steps_text;

/// The purpose of a sequence of keys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum BindingTarget {
    /// Steps performed in this order.
    Steps(Vec<Step>),
    /// No purpose: a weaker binding is removed.
    Nothing,
}

impl BindingTarget {
    fn name(&self) -> String {
        match self {
            Self::Steps(steps) => steps_text(steps),
            Self::Nothing => "none".to_owned(),
        }
    }
}

/// A line of a keymap.
#[derive(Clone, Debug)]
pub(super) struct Binding {
    pub(super) chords: Vec<Chord>,
    pub(super) target: BindingTarget,
    offset: usize,
}

impl Binding {
    /// Reads a line; mistakes are noted, and a line with one is left out.
    pub(super) fn read(keys: &Name<'_>, value: &Value<'_>, reading: &mut ConfigReader<'_>) -> Option<Self> {
        let offset = keys.span().start;
        let chords = parse_sequence(keys.get_ref());
        let wish = Self::wish(keys.get_ref(), value, reading);
        match (chords, wish) {
            (Ok(chords), Some(wish)) => return Some(Self { chords, target: wish, offset }),
            (Err(error), _) => reading.note(offset, error.to_string(), Some(key_hint(&error))),
            (Ok(_), None) => {}
        }
        None
    }

    /// Reads the purpose of a sequence: a step, a list of steps, or none.
    fn wish(keys: &str, value: &Value<'_>, reading: &mut ConfigReader<'_>) -> Option<BindingTarget> {
        const TAKES: &str = "the name of an action, a command with its argument, a list of them, or \"none\"";
        if value.get_ref().as_str() == Some("none") {
            return Some(BindingTarget::Nothing);
        }
        let steps = read_steps(keys, value, TAKES, reading)?;
        if steps.is_empty() {
            reading.note_wrong(keys, value, TAKES);
        }
        (!steps.is_empty()).then_some(BindingTarget::Steps(steps))
    }

    /// Whether a weaker binding is removed by this one.
    pub(super) fn displaces(&self, weaker: &Self) -> bool {
        match &self.target {
            BindingTarget::Steps(_) => is_prefix_of_either(&self.chords, &weaker.chords),
            BindingTarget::Nothing => weaker.chords.starts_with(&self.chords),
        }
    }

    /// Notes that a later line of the section binds the same keys.
    pub(super) fn note_conflict(&self, later: &Self, reading: &mut ConfigReader<'_>) {
        let line = reading.line(self.offset);
        let (keys, other) = (written(&later.chords), written(&self.chords));
        let (wish, otherwise) = (later.target.name(), self.target.name());
        let found = if keys == other {
            format!("\"{keys}\" is bound to {wish} here and to {otherwise} on line {line}")
        } else {
            format!("\"{keys}\" is bound to {wish} here and \"{other}\" to {otherwise} on line {line}")
        };
        let hint = if keys == other {
            "keep one of them"
        } else {
            "keep one of them: the shorter one hides the longer one"
        };
        reading.note(later.offset, found, Some(hint.to_owned()));
    }
}

/// The binding of the section for the same keys, or for a beginning of them.
pub(super) fn conflict<'s>(section: &'s [Binding], later: &Binding) -> Option<&'s Binding> {
    section.iter().find(|earlier| is_prefix_of_either(&earlier.chords, &later.chords))
}

fn is_prefix_of_either(one: &[Chord], other: &[Chord]) -> bool {
    one.starts_with(other) || other.starts_with(one)
}

fn key_hint(error: &ParseKeyError) -> String {
    match error {
        ParseKeyError::Unknown { nearest: Some(nearest), .. } => format!("did you mean \"{nearest}\"?"),
        ParseKeyError::Unknown { nearest: None, .. } | ParseKeyError::Nothing => {
            "keys are written like \"j\", \"ctrl-d\", \"space\" or \"g g\"".to_owned()
        }
    }
}
