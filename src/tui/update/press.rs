//! From a key to an action: through the open overlay, the count before it, the keymap.

use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

use super::{refusals, reports, wishes};
use crate::config::action::Action;
use crate::config::command::Step;
use crate::config::key::{Chord, written};
use crate::config::keymap::Lookup;
use crate::domain::Pane;
use crate::tui::command;
use crate::tui::effect::Effect;
use crate::tui::model::Model;
use crate::tui::wish::Wish;

/// The largest count.
const MOST: usize = 9_999;

/// Takes a key.
pub fn press(model: &mut Model, key: KeyEvent) -> Vec<Effect> {
    if key.kind == KeyEventKind::Release {
        return Vec::new();
    }
    if model.notice.as_ref().is_some_and(|notice| !notice.is_error) {
        model.notice = None;
    }
    if model.overlay.is_none() && model.asked.opens_overlay() {
        type_ahead(model, key);
        return Vec::new();
    }
    let is_begun = !model.pressed.is_empty();
    if let Some(overlay) = model.overlay.as_mut().filter(|overlay| overlay.takes(key) && !is_begun) {
        let pressed = overlay.press(key);
        return wishes::conclude(model, pressed);
    }
    if count(model, key) {
        return Vec::new();
    }
    let Some(chord) = Chord::pressed(key) else { return Vec::new() };
    model.pressed.push(chord);
    match model.config.keymap.look_up(model.mode(), &model.pressed) {
        Lookup::Pending(_) => Vec::new(),
        Lookup::Unknown => {
            let keys = written(&std::mem::take(&mut model.pressed));
            model.count = None;
            refusals::say(model, &model.config.words.no_such_key(keys, model.key_of(Action::Help)))
        }
        Lookup::Matched(action) => run(model, &[Step::Act(action)]),
        Lookup::Steps(steps) => run(model, &steps),
    }
}

/// Runs steps up to the first that cannot be done. While a list or an article is loading, the remaining steps
/// wait for it.
pub fn run(model: &mut Model, steps: &[Step]) -> Vec<Effect> {
    model.pressed.clear();
    model.steps = steps.iter().cloned().collect();
    let first = model.steps.pop_front();
    let mut effects = first.map(|step| run_step(model, step)).unwrap_or_default();
    effects.extend(run_waiting_steps(model));
    effects
}

/// Runs the steps that waited.
pub fn run_waiting_steps(model: &mut Model) -> Vec<Effect> {
    let mut effects = Vec::new();
    while !model.steps_wait()
        && let Some(step) = model.steps.pop_front()
    {
        effects.extend(run_step(model, step));
    }
    effects
}

fn run_step(model: &mut Model, step: Step) -> Vec<Effect> {
    let effects = match step {
        Step::Act(action) if model.overlay.is_some() => reports::act(model, action),
        Step::Act(action) => wishes::perform(model, Wish::Act(action)),
        Step::Line(line) if line.ends_with(' ') => wishes::perform(model, Wish::OpenCommandLine(line)),
        Step::Line(line) => match command::read(&line, model.config.words) {
            Ok(wish) => wishes::perform(model, wish),
            Err(mistake) => {
                model.report_error(&mistake);
                model.steps.clear();
                Vec::new()
            }
        },
    };
    model.count = None;
    effects
}

/// Gives pasted text to the open overlay; without a field for it, it is dropped.
pub fn paste(model: &mut Model, text: &str) -> Vec<Effect> {
    let pressed = model.overlay.as_mut().map(|overlay| overlay.paste(text));
    pressed.map(|pressed| wishes::conclude(model, pressed)).unwrap_or_default()
}

/// Holds a key for the overlay that is loading, since it is not meant for the panes; esc ends the waiting.
fn type_ahead(model: &mut Model, key: KeyEvent) {
    let interrupts = key.modifiers.contains(KeyModifiers::CONTROL) && key.code == KeyCode::Char('c');
    if interrupts || key.code == KeyCode::Esc {
        model.asked.drop_overlay_questions();
        model.typed_ahead.clear();
    } else {
        model.typed_ahead.push(key);
    }
}

/// Gives the held keys to the overlay that opened; without one, they are dropped.
pub fn replay_typed_ahead(model: &mut Model) -> Vec<Effect> {
    if model.typed_ahead.is_empty() || model.asked.opens_overlay() {
        return Vec::new();
    }
    let keys = std::mem::take(&mut model.typed_ahead);
    if model.overlay.is_none() {
        return Vec::new();
    }
    keys.into_iter().flat_map(|key| press(model, key)).collect()
}

/// Takes a digit of a count, in lists. Returns whether the key was one.
fn count(model: &mut Model, key: KeyEvent) -> bool {
    let KeyCode::Char(character) = key.code else { return false };
    let Some(digit) = character.to_digit(10).and_then(|digit| usize::try_from(digit).ok()) else {
        return false;
    };
    let counts = matches!(model.focus, Pane::Headlines | Pane::Sources)
        && model.overlay.is_none()
        && model.pressed.is_empty()
        && key.modifiers == KeyModifiers::NONE;
    if !counts || (digit == 0 && model.count.is_none()) {
        return false;
    }
    model.count = Some((model.count.unwrap_or(0) * 10 + digit).min(MOST));
    true
}
