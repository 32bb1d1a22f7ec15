//! How keys are written in the configuration and shown in the help; reading and writing are inverse.
//!
//! Knows no key event. The names of keys are crokey's; characters stand for themselves.

use std::fmt;
use std::str::FromStr;

use crokey::{KeyCombination, KeyCombinationFormat, OneToThree};
use ratatui::crossterm::event::{KeyCode, KeyModifiers};
use thiserror::Error;

use super::super::nearest::nearest;
use super::{Chord, lower, sole, upper};

/// A text that names no key.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ParseKeyError {
    /// There is nothing written.
    #[error("no key is written")]
    Nothing,
    /// Something else than a key is written.
    #[error("{written:?} is no key")]
    Unknown {
        /// What is written.
        written: String,
        /// The nearest way of writing a key, if one is near.
        nearest: Option<String>,
    },
}

const MODIFIERS: [(KeyModifiers, &str); 4] = [
    (KeyModifiers::CONTROL, "ctrl-"),
    (KeyModifiers::ALT, "alt-"),
    (KeyModifiers::SHIFT, "shift-"),
    (KeyModifiers::SUPER, "cmd-"),
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
        for (modifier, name) in MODIFIERS {
            if modifiers.contains(modifier) {
                out.write_str(name)?;
            }
        }
        match code {
            KeyCode::Char(' ') => out.write_str("space"),
            KeyCode::Char(c) => write!(out, "{c}"),
            named => {
                let name = KeyCombinationFormat::default().to_string(KeyCombination::from(named));
                out.write_str(&name.to_lowercase())
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

/// Lets crokey read the names; characters are taken as written, because it forgets their case.
fn parse(written: &str) -> Option<Chord> {
    let (held, key) = match written.strip_suffix('-') {
        Some(held) => (held.strip_suffix('-').or_else(|| held.is_empty().then_some(""))?, "-"),
        None => written.rsplit_once('-').unwrap_or(("", written)),
    };
    let character = sole(key.chars());
    let combination = match (character, held) {
        (Some(c), "") => return Chord::of(KeyCode::Char(c), KeyModifiers::NONE),
        (Some(_), held) => crokey::parse(&format!("{held}-x")),
        (None, _) => crokey::parse(written),
    };
    let KeyCombination { codes: OneToThree::One(code), modifiers } = combination.ok()? else { return None };
    Chord::of(character.map_or(code, KeyCode::Char), modifiers)
}

/// How it would be written here, if it is a slip or another program's way of writing keys.
fn nearest_key(written: &str) -> Option<String> {
    const NAMES: [&str; 16] = [
        "space",
        "enter",
        "esc",
        "tab",
        "backspace",
        "delete",
        "insert",
        "left",
        "right",
        "up",
        "down",
        "home",
        "end",
        "pageup",
        "pagedown",
        "hyphen",
    ];
    let bare = written.trim_start_matches('<').trim_end_matches('>');
    let ours = [("C-", "ctrl-"), ("M-", "alt-"), ("S-", "shift-"), ("^", "ctrl-")]
        .iter()
        .fold(bare.to_owned(), |text, (theirs, ours)| text.replace(theirs, ours));
    let ours = [("escape", "esc"), ("return", "enter"), ("cr", "enter"), ("page-", "page")]
        .iter()
        .fold(ours.to_lowercase(), |text, (theirs, ours)| text.replace(theirs, ours));
    let meant = parse(&ours).map(|chord| chord.to_string());
    meant.or_else(|| nearest(bare, NAMES).map(str::to_owned))
}

/// Reads a sequence of chords parted by spaces.
///
/// # Errors
/// Says which chord is no key, or that there is none.
pub fn parse_sequence(written: &str) -> Result<Vec<Chord>, ParseKeyError> {
    let chords: Vec<Chord> =
        written.split(' ').filter(|part| !part.is_empty()).map(str::parse).collect::<Result<_, _>>()?;
    if chords.is_empty() { Err(ParseKeyError::Nothing) } else { Ok(chords) }
}

/// Writes a sequence as it is read.
pub fn written(chords: &[Chord]) -> String {
    let chords: Vec<String> = chords.iter().map(Chord::to_string).collect();
    chords.join(" ")
}
