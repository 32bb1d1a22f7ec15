//! The box of an overlay, and its fields of text.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::crossterm::event::{Event, KeyEvent};
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::widgets::{Clear, Widget as _};
use tui_input::Input;
use tui_input::backend::crossterm::EventHandler as _;

use crate::config::Config;
use crate::config::theme::Face;
use crate::domain::Prose;
use crate::tui::cells::put;
use crate::tui::panes::{BorderText, draw_frame, inner};
use crate::typeset;

/// The inside of a box in the middle of an area, at most of this size.
pub fn inside(size: (u16, u16), area: Rect) -> Rect {
    padded(middle(size, area))
}

/// The inside of a box: within its border, with a blank column at either side where there is room.
fn padded(sheet: Rect) -> Rect {
    let inside = inner(sheet);
    let air = u16::from(inside.width > 20);
    Rect { x: inside.x + air, width: inside.width - air, ..inside }
}

fn middle(size: (u16, u16), area: Rect) -> Rect {
    let width = size.0.min(area.width);
    let height = size.1.min(area.height);
    Rect { x: area.x + (area.width - width) / 2, y: area.y + (area.height - height) / 2, width, height }
}

/// Clears a box in the middle of an area, at most of this size, and a column beside it; draws its border and
/// returns its inside.
pub fn draw_box(
    title: &str,
    corner: &str,
    size: (u16, u16),
    config: &Config,
    area: Rect,
    buffer: &mut Buffer,
) -> Rect {
    let sheet = middle(size, area);
    let left = sheet.x.saturating_sub(1).max(area.x);
    let around = Rect { x: left, width: sheet.right().saturating_add(1).min(area.right()) - left, ..sheet };
    clear_wide_characters_at_edge(around, buffer);
    Clear.render(around, buffer);
    buffer.set_style(around, config.theme.style(Face::Text));
    let edge = BorderText { title: title.to_owned(), corner: corner.to_owned(), focused: true };
    draw_frame(&edge, config, sheet, buffer);
    padded(sheet)
}

/// Clears characters of two columns that reach from the left into a box, since a terminal would draw them
/// over its border.
fn clear_wide_characters_at_edge(sheet: Rect, buffer: &mut Buffer) {
    let Some(x) = sheet.x.checked_sub(1) else { return };
    for y in sheet.y..sheet.bottom() {
        if let Some(cell) = buffer.cell_mut((x, y)).filter(|cell| typeset::width(cell.symbol()) > 1) {
            cell.set_symbol(" ");
        }
    }
}

/// Gives a key to a line of text.
pub fn type_key(input: &mut Input, key: KeyEvent) {
    input.handle_event(&Event::Key(key));
}

/// Puts pasted text into a field, safe and on one line.
pub fn type_text(input: &mut Input, text: &str) {
    for character in Prose::from_untrusted(text).as_str().chars() {
        input.handle(tui_input::InputRequest::InsertChar(character));
    }
}

/// Gives a row the background and the bar of the selection.
pub fn select(row: Rect, config: &Config, buffer: &mut Buffer) {
    buffer.set_style(row.intersection(buffer.area), config.theme.style(Face::SelectedRow));
    put(buffer, row.x, row.y, "▌", usize::from(row.width), config.theme.style(Face::Selected));
}

/// Draws a label and after it a field with its text; returns the place of the cursor.
pub fn draw_input(
    label: &str,
    input: &Input,
    config: &Config,
    line: Rect,
    buffer: &mut Buffer,
) -> Option<Position> {
    if line.area() == 0 {
        return None;
    }
    let style = config.theme.style(Face::Key);
    let x = put(buffer, line.x, line.y, label, usize::from(line.width), style);
    let room = usize::from(line.right().saturating_sub(x));
    let shown = Prose::from_untrusted(input.value());
    let scroll = input.visual_scroll(room.max(1));
    let text: String = skip_columns(shown.as_str(), scroll);
    let field = config.theme.style(Face::Field);
    buffer.set_style(Rect { x, width: line.right().saturating_sub(x), height: 1, ..line }, field);
    put(buffer, x, line.y, text, room, field);
    let cursor = u16::try_from(input.visual_cursor().saturating_sub(scroll)).unwrap_or(u16::MAX);
    Some(Position { x: x.saturating_add(cursor).min(line.right() - 1), y: line.y })
}

/// Restyles some characters of the text in a field.
pub fn mark(label: &str, input: &Input, at: &Range<usize>, style: Style, line: Rect, buffer: &mut Buffer) {
    let x = line.x.saturating_add(u16::try_from(typeset::width(label)).unwrap_or(u16::MAX));
    let room = usize::from(line.right().saturating_sub(x));
    let scroll = input.visual_scroll(room.max(1));
    let columns = |upto: usize| {
        let before: String = input.value().chars().take(upto).collect();
        let shown = Prose::from_untrusted(&before);
        typeset::width(shown.as_str()).saturating_sub(scroll).min(room)
    };
    let (start, end) = (columns(at.start), columns(at.end));
    let offset = |columns: usize| u16::try_from(columns).unwrap_or(u16::MAX);
    let place = Rect { x: x.saturating_add(offset(start)), width: offset(end - start), ..line };
    buffer.set_style(place.intersection(line), style);
}

fn skip_columns(text: &str, columns: usize) -> String {
    let mut before = 0;
    text.chars()
        .skip_while(|character| {
            let skip = before < columns;
            before += typeset::width(character.encode_utf8(&mut [0; 4]));
            skip
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wide_character_never_reaches_into_a_box() {
        let mut buffer = Buffer::with_lines(["東京東京東京", "東京東京東京", " 東京東京東 "]);

        draw_box("", "", (6, 3), &Config::defaults(), Rect::new(0, 0, 12, 3), &mut buffer);

        assert_eq!([(0, 0), (2, 0), (1, 2)].map(|at| buffer[at].symbol()), ["東", " ", " "]);
    }
}
