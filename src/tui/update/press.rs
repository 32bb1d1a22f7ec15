//! A key becomes an action: through what is open over the panes, the count before it, the keymap.

use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

use super::{act, overlaid};
use crate::config::key::Chord;
use crate::config::keymap::Lookup;
use crate::domain::Pane;
use crate::tui::effect::Effect;
use crate::tui::model::Model;

/// The largest count; more is a slip of the finger.
const MOST: usize = 9_999;

/// Takes a key.
pub fn press(model: &mut Model, key: KeyEvent) -> Vec<Effect> {
    if key.kind == KeyEventKind::Release {
        return Vec::new();
    }
    if model.notice.as_ref().is_some_and(|notice| !notice.is_error) {
        model.notice = None;
    }
    if let Some(overlay) = &mut model.overlay {
        let outcome = overlay.press(key);
        return overlaid::conclude(model, outcome);
    }
    if count(model, key) {
        return Vec::new();
    }
    let Some(chord) = Chord::pressed(key) else { return Vec::new() };
    model.pressed.push(chord);
    match model.config.keymap.look_up(model.mode(), &model.pressed) {
        Lookup::Pending(_) => Vec::new(),
        Lookup::Unknown => {
            model.pressed.clear();
            model.count = None;
            Vec::new()
        }
        Lookup::Matched(action) => {
            model.pressed.clear();
            let effects = act::act(model, action);
            model.count = None;
            effects
        }
    }
}

/// In the headlines, digits count. Returns whether the key was one.
fn count(model: &mut Model, key: KeyEvent) -> bool {
    let KeyCode::Char(character) = key.code else { return false };
    let Some(digit) = character.to_digit(10).and_then(|digit| usize::try_from(digit).ok()) else {
        return false;
    };
    let counts =
        model.focus == Pane::Headlines && model.pressed.is_empty() && key.modifiers == KeyModifiers::NONE;
    if !counts || (digit == 0 && model.count.is_none()) {
        return false;
    }
    model.count = Some((model.count.unwrap_or(0) * 10 + digit).min(MOST));
    true
}
