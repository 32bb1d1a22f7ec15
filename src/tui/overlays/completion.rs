//! The completions of a line or of a key sequence, as a list over the line; tab steps through those of a
//! line.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::{Clear, Widget as _};

use super::overlay_box;
use crate::config::Config;
use crate::config::theme::Face;
use crate::tui::command::Candidate;
use crate::tui::lettering::draw_text;
use crate::tui::panes::{BorderText, draw_frame, inner};
use crate::typeset;

/// Most lines of the list, and of a menu of keys.
const MOST: u16 = 8;
const MENU: u16 = 20;

/// Lines of the border around the list.
const BORDERS: u16 = 2;

/// Columns of the list, and of a menu of keys.
const WIDTH: u16 = 90;
const MENU_WIDTH: u16 = 66;

/// Columns before the description of a candidate, and of a key.
const NAME: u16 = 26;
const KEY: u16 = 8;

/// The completions of a line, and the one that was taken.
#[derive(Clone, Debug, Default)]
pub struct Completion {
    candidates: Vec<Candidate>,
    chosen: Option<usize>,
    is_menu: bool,
}

impl Completion {
    /// A list of candidates, none of them taken.
    pub const fn of(candidates: Vec<Candidate>) -> Self {
        Self { candidates, chosen: None, is_menu: false }
    }

    /// The keys that can follow, all of them shown.
    pub const fn menu(candidates: Vec<Candidate>) -> Self {
        Self { candidates, chosen: None, is_menu: true }
    }

    /// Takes the next candidate, or the one before, wrapping round. Returns the completed line.
    pub fn step(&mut self, forward: bool) -> Option<String> {
        let count = self.candidates.len();
        let next = match (self.chosen, forward) {
            (_, _) if count == 0 => return None,
            (None, true) => 0,
            (None, false) => count - 1,
            (Some(taken), true) => (taken + 1) % count,
            (Some(taken), false) => (taken + count - 1) % count,
        };
        self.chosen = Some(next);
        self.candidates.get(next).map(|candidate| candidate.line.clone())
    }

    /// Whether there are no completions.
    pub const fn is_empty(&self) -> bool {
        self.candidates.is_empty()
    }

    /// Whether there is only one candidate, so that taking it completes the line.
    pub const fn is_decided(&self) -> bool {
        self.candidates.len() == 1
    }

    /// Draws the list in a box above a line, with its keys on the border.
    pub fn draw(&self, keys: &str, config: &Config, line: Rect, buffer: &mut Buffer) {
        let (most, width, name) = if self.is_menu { (MENU, MENU_WIDTH, KEY) } else { (MOST, WIDTH, NAME) };
        let count = u16::try_from(self.candidates.len()).unwrap_or(u16::MAX).min(most);
        let height = count.saturating_add(BORDERS).min(line.y.saturating_sub(buffer.area.y));
        if count == 0 || height == 0 {
            return;
        }
        let area = Rect { y: line.y - height, height, width: line.width.min(width), ..line };
        Clear.render(area, buffer);
        buffer.set_style(area, config.theme.style(Face::Text));
        let edge = BorderText { corner: keys.to_owned(), focused: true, ..BorderText::default() };
        draw_frame(&edge, config, area, buffer);
        let area = inner(area);
        let taken = self.chosen.unwrap_or(0);
        let first = (taken + 1).saturating_sub(usize::from(area.height));
        let shown = self.candidates.iter().enumerate().skip(first);
        for (y, (position, candidate)) in (area.y..area.bottom()).zip(shown) {
            let row = Rect { y, height: 1, ..area };
            draw_candidate(candidate, (name, self.chosen == Some(position)), config, row, buffer);
        }
    }
}

fn draw_candidate(
    candidate: &Candidate,
    (before, taken): (u16, bool),
    config: &Config,
    row: Rect,
    buffer: &mut Buffer,
) {
    let columns = usize::from(row.width);
    let face = if taken { Face::Unread } else { Face::Key };
    if taken {
        overlay_box::select(row, config, buffer);
    }
    let name = typeset::truncate(&candidate.name, columns.saturating_sub(2));
    let x = row.x.saturating_add(2);
    let end = draw_text(&name, (x, row.y), columns.saturating_sub(2), face, config, buffer);
    let about = end.saturating_add(2).max(row.x.saturating_add(before));
    let room = usize::from(row.right().saturating_sub(about));
    if room > 0 {
        let words = typeset::truncate(&candidate.about, room);
        draw_text(&words, (about, row.y), room, Face::Hint, config, buffer);
    }
}
