//! Keys as they are written and as they are pressed: `j`, `ctrl-d`, `shift-tab`, `g g`.
//!
//! Knows no action. Terminals report shifted keys differently; here each key has one form: a letter carries
//! shift in its case, a sign needs none, so `J` and `shift-j` are one chord.

mod notation;

use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

pub use notation::{ParseKeyError, parse_sequence, written};

/// A key together with the modifiers held while it is pressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Chord {
    code: KeyCode,
    modifiers: KeyModifiers,
}

impl Chord {
    /// The chord of a key event; `None` for a release, and for keys that cannot be bound.
    pub fn pressed(event: KeyEvent) -> Option<Self> {
        match event.kind {
            KeyEventKind::Press | KeyEventKind::Repeat => Self::of(event.code, event.modifiers),
            KeyEventKind::Release => None,
        }
    }

    /// Normalises code and modifiers, which terminals report differently, to one form.
    fn of(code: KeyCode, held: KeyModifiers) -> Option<Self> {
        const COUNTED: KeyModifiers = KeyModifiers::CONTROL
            .union(KeyModifiers::ALT)
            .union(KeyModifiers::SHIFT)
            .union(KeyModifiers::SUPER);
        let modifiers = held & COUNTED;
        match code {
            KeyCode::Char('\r' | '\n') => Some(Self { code: KeyCode::Enter, modifiers }),
            KeyCode::Char('\t') => Some(Self { code: KeyCode::Tab, modifiers }),
            KeyCode::BackTab => Some(Self { code: KeyCode::Tab, modifiers: modifiers | KeyModifiers::SHIFT }),
            KeyCode::Char(c) if c != ' ' && (c.is_control() || c.is_whitespace()) => None,
            KeyCode::Char(c) => {
                let code = KeyCode::Char(cased(c, modifiers));
                Some(Self { code, modifiers: modifiers - KeyModifiers::SHIFT })
            }
            named if notation::is_named(named) => Some(Self { code: named, modifiers }),
            _ => None,
        }
    }
}

/// The event of a key press, as a terminal reports it.
impl From<Chord> for KeyEvent {
    fn from(chord: Chord) -> Self {
        Self::new(chord.code, chord.modifiers)
    }
}

/// The letter in the case that shift gives; with ctrl and no shift the case tells only whether caps lock is
/// on.
fn cased(c: char, held: KeyModifiers) -> char {
    if held.contains(KeyModifiers::SHIFT) {
        upper(lower(c))
    } else if held.contains(KeyModifiers::CONTROL) {
        lower(c)
    } else {
        c
    }
}

fn lower(c: char) -> char {
    sole(c.to_lowercase()).unwrap_or(c)
}

fn upper(c: char) -> char {
    sole(c.to_uppercase()).unwrap_or(c)
}

/// The character of an iterator that has exactly one.
fn sole(mut characters: impl Iterator<Item = char>) -> Option<char> {
    let first = characters.next()?;
    characters.next().is_none().then_some(first)
}

#[cfg(test)]
mod tests;
