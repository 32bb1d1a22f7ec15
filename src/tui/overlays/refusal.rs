//! Says why a line to type into does not open. It takes what is typed in the belief that it did.

use ratatui::buffer::Buffer;
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::layout::{Position, Rect};

use super::{Outcome, sheet};
use crate::config::Config;
use crate::config::theme::Face;
use crate::tui::lettering::letter;
use crate::typeset;

/// Columns of the box.
const WIDTH: u16 = 64;

/// Lines of the reason at most.
const LINES: usize = 6;

/// What was wished for, and why it cannot be.
#[derive(Clone, Debug)]
pub struct Refusal {
    title: &'static str,
    why: String,
}

impl Refusal {
    /// Says why.
    pub const fn of(title: &'static str, why: String) -> Self {
        Self { title, why }
    }

    /// Gives a key: only those that end a line of text put the box away.
    pub fn press(&self, key: KeyEvent) -> Outcome {
        let control = key.modifiers.contains(KeyModifiers::CONTROL);
        match key.code {
            KeyCode::Esc | KeyCode::Enter => Outcome::Close,
            KeyCode::Char('c') if control => Outcome::Close,
            _ => Outcome::Stay,
        }
    }

    /// Draws the reason over an area.
    pub fn draw(&self, config: &Config, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        let columns = usize::from(WIDTH.min(area.width)).saturating_sub(4).max(1);
        let lines = typeset::wrap(&self.why, columns, LINES);
        let height = u16::try_from(lines.len()).unwrap_or(u16::MAX).saturating_add(2);
        let size = (WIDTH, height);
        let inside = sheet::open(self.title, config.words.refusal_keys(), size, config, area, buffer);
        for (y, line) in (inside.y..inside.bottom()).zip(lines) {
            letter(&line, (inside.x, y), usize::from(inside.width), Face::Text, config, buffer);
        }
        Some(inside.as_position())
    }
}
