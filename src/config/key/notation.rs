//! How keys are written in the configuration and shown in the help; reading and writing are inverse.
//!
//! Knows no key event. Characters stand for themselves; the other keys have names.

use std::fmt;
use std::str::FromStr;

use ratatui::crossterm::event::{KeyCode, KeyModifiers};
use thiserror::Error;

use super::{Chord, lower, sole, upper};
use crate::domain::nearest;

/// An error: a text that names no key.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ParseKeyError {
    /// The text is empty.
    #[error("the key is empty")]
    Nothing,
    /// The text is no key.
    #[error("{written:?} is not a key")]
    Unknown {
        /// The text.
        written: String,
        /// The nearest key as it is written, if one is near.
        nearest: Option<String>,
    },
}

/// The modifiers, in the order they are written in.
const MODIFIERS: [(KeyModifiers, &str); 4] = [
    (KeyModifiers::CONTROL, "ctrl-"),
    (KeyModifiers::ALT, "alt-"),
    (KeyModifiers::SHIFT, "shift-"),
    (KeyModifiers::SUPER, "cmd-"),
];

/// The names of keys. A key is written by the first of its names and read by each.
const NAMES: [(KeyCode, &str); 20] = [
    (KeyCode::Char(' '), "space"),
    (KeyCode::Enter, "enter"),
    (KeyCode::Esc, "esc"),
    (KeyCode::Tab, "tab"),
    (KeyCode::BackTab, "backtab"),
    (KeyCode::Backspace, "backspace"),
    (KeyCode::Delete, "delete"),
    (KeyCode::Delete, "del"),
    (KeyCode::Insert, "insert"),
    (KeyCode::Insert, "ins"),
    (KeyCode::Left, "left"),
    (KeyCode::Right, "right"),
    (KeyCode::Up, "up"),
    (KeyCode::Down, "down"),
    (KeyCode::Home, "home"),
    (KeyCode::End, "end"),
    (KeyCode::PageUp, "pageup"),
    (KeyCode::PageDown, "pagedown"),
    (KeyCode::Char('-'), "hyphen"),
    (KeyCode::Char('-'), "minus"),
];

impl fmt::Display for Chord {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (mut code, mut modifiers) = (self.code, self.modifiers);
        if let KeyCode::Char(c) = code
            && !modifiers.is_empty()
            && lower(c) != c
            && upper(lower(c)) == c
        {
            (code, modifiers) = (KeyCode::Char(lower(c)), modifiers | KeyModifiers::SHIFT);
        }
        let held = MODIFIERS.iter().filter(|(modifier, _)| modifiers.contains(*modifier));
        held.map(|(_, name)| *name).try_for_each(|name| out.write_str(name))?;
        match code {
            KeyCode::F(number) => write!(out, "f{number}"),
            KeyCode::Char(c) if c != ' ' => write!(out, "{c}"),
            named => {
                let name = NAMES.iter().find(|(code, _)| *code == named).map(|(_, name)| *name);
                out.write_str(name.unwrap_or_default())
            }
        }
    }
}

impl FromStr for Chord {
    type Err = ParseKeyError;

    fn from_str(written: &str) -> Result<Self, ParseKeyError> {
        if written.is_empty() {
            return Err(ParseKeyError::Nothing);
        }
        parse(written).ok_or_else(|| ParseKeyError::Unknown {
            written: written.to_owned(),
            nearest: nearest_key(written),
        })
    }
}

/// Reads modifiers in any order and case, then a character as it is written or the name of a key.
fn parse(written: &str) -> Option<Chord> {
    let (mut key, mut held) = (written, KeyModifiers::NONE);
    while let Some((modifier, rest)) = MODIFIERS.iter().find_map(|(modifier, name)| {
        let (begun, rest) = key.split_at_checked(name.len())?;
        begun.eq_ignore_ascii_case(name).then_some((*modifier, rest))
    }) {
        (key, held) = (rest, held | modifier);
    }
    Chord::of(sole(key.chars()).map(KeyCode::Char).or_else(|| named(key))?, held)
}

/// Whether a key that is no character can be written.
pub(super) fn is_named(code: KeyCode) -> bool {
    match code {
        KeyCode::F(number) => (1..=24).contains(&number),
        other => NAMES.iter().any(|(named, _)| *named == other),
    }
}

/// The key of a name, in any case.
fn named(name: &str) -> Option<KeyCode> {
    let function_key = || {
        let digits = name.strip_prefix(['f', 'F']).filter(|digits| !digits.starts_with(['0', '+']))?;
        digits.parse().ok().map(KeyCode::F)
    };
    let known = NAMES.iter().find(|(_, known)| known.eq_ignore_ascii_case(name)).map(|(code, _)| *code);
    known.or_else(function_key)
}

/// The key meant by a slip, or by another program's notation.
fn nearest_key(written: &str) -> Option<String> {
    let bare = written.trim_start_matches('<').trim_end_matches('>');
    let ours = [("C-", "ctrl-"), ("M-", "alt-"), ("S-", "shift-"), ("^", "ctrl-")]
        .iter()
        .fold(bare.to_owned(), |text, (theirs, ours)| text.replace(theirs, ours));
    let ours = [("escape", "esc"), ("return", "enter"), ("cr", "enter"), ("page-", "page")]
        .iter()
        .fold(ours.to_lowercase(), |text, (theirs, ours)| text.replace(theirs, ours));
    let meant = parse(&ours).map(|chord| chord.to_string());
    meant.or_else(|| nearest(bare, NAMES.iter().map(|(_, name)| *name)).map(str::to_owned))
}

/// Reads a sequence of chords parted by spaces.
///
/// # Errors
/// A chord that is no key, or an empty sequence.
pub fn parse_sequence(written: &str) -> Result<Vec<Chord>, ParseKeyError> {
    let chords: Vec<Chord> =
        written.split(' ').filter(|part| !part.is_empty()).map(str::parse).collect::<Result<_, _>>()?;
    if chords.is_empty() { Err(ParseKeyError::Nothing) } else { Ok(chords) }
}

/// Writes a sequence in the notation that is read.
pub fn written(chords: &[Chord]) -> String {
    let chords: Vec<String> = chords.iter().map(Chord::to_string).collect();
    chords.join(" ")
}
