//! Draws text, reordered for display where it is written from right to left. Not used for the page of the
//! article, which is reordered already, for a line that is being typed, and for signs without a direction.

use ratatui::buffer::Buffer;
use ratatui::layout::Position;
use ratatui::style::Style;

use super::cells;
use super::styled::order_of;
use crate::config::Config;
use crate::config::theme::Face;
use crate::typeset::{self, LetterOrder};

/// Draws a text, reordered for display, in at most `room` columns; returns the column after it.
pub fn put(
    words: &str,
    at: Position,
    room: usize,
    style: Style,
    order: LetterOrder,
    buffer: &mut Buffer,
) -> u16 {
    cells::put(buffer, at.x, at.y, typeset::visual(words, order), room, style)
}

/// Draws a text in a face of the theme.
pub fn draw_text(
    words: &str,
    (x, y): (u16, u16),
    room: usize,
    face: Face,
    config: &Config,
    buffer: &mut Buffer,
) -> u16 {
    let order = order_of(config.settings.right_to_left);
    put(words, Position { x, y }, room, config.theme.style(face), order, buffer)
}
