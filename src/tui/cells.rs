//! Writes text into cells: simple text a character a cell, other text by graphemes.

use std::num::NonZeroU16;

use ratatui::buffer::{Buffer, CellDiffOption};
use ratatui::style::Style;

use crate::typeset::{graphemes, is_disputed, is_simple};

/// The symbol of the second cell of a wide grapheme.
pub const WIDE_TAIL: &str = "";

/// Puts a text on a line from a column on, in at most `columns` columns; returns the column after it. Text
/// beyond the screen is left out.
pub fn put(buffer: &mut Buffer, x: u16, y: u16, text: impl AsRef<str>, columns: usize, style: Style) -> u16 {
    let text = text.as_ref();
    if !buffer.area.contains((x, y).into()) {
        return x;
    }
    if !is_simple(text) {
        return put_graphemes(buffer, x, y, text, columns, style);
    }
    let start = buffer.index_of(x, y);
    let room = usize::from(buffer.area.right() - x).min(columns);
    let cells = buffer.content.iter_mut().skip(start).take(room);
    let mut end = x;
    for (cell, letter) in cells.zip(text.chars().filter(|letter| !letter.is_control())) {
        cell.set_char(letter).set_style(style).set_diff_option(CellDiffOption::None);
        end += 1;
    }
    end
}

/// Puts each grapheme into the first of its cells. The other cells are blank behind a wide character, as
/// ratatui leaves them; behind a cluster of disputed width they hold [`WIDE_TAIL`], so that they are redrawn when
/// the cluster goes, and the first cell holds their number.
fn put_graphemes(buffer: &mut Buffer, mut x: u16, y: u16, text: &str, columns: usize, style: Style) -> u16 {
    let mut room = usize::from(buffer.area.right() - x).min(columns);
    let seen = graphemes(text).filter(|(grapheme, _)| !grapheme.contains(char::is_control));
    for (grapheme, columns) in seen.filter(|(_, columns)| *columns > 0) {
        let (Some(left), Ok(columns)) = (room.checked_sub(columns), u16::try_from(columns)) else { break };
        room = left;
        let is_disputed = is_disputed(grapheme);
        if let Some(cell) = buffer.cell_mut((x, y)) {
            let forced = NonZeroU16::new(columns).filter(|_| is_disputed);
            let option = forced.map_or(CellDiffOption::None, CellDiffOption::ForcedWidth);
            cell.set_symbol(grapheme).set_style(style).set_diff_option(option);
        }
        for x in x + 1..x + columns {
            if let Some(cell) = buffer.cell_mut((x, y)) {
                cell.reset();
                cell.set_symbol(if is_disputed { WIDE_TAIL } else { " " });
            }
        }
        x += columns;
    }
    x
}

#[cfg(test)]
mod tests {
    use ratatui::layout::Rect;
    use ratatui::style::Color;

    use super::*;

    #[test]
    fn put_writes_the_same_cells_as_ratatui() {
        let texts = ["", "Rain – “heavy”, says Łódź", "a\tb\u{1b}[31mc", "東京で雨", "e\u{301}te\u{301}"];
        for text in texts {
            for (x, y) in [(0, 0), (3, 1), (11, 1), (12, 0), (0, 2)] {
                for columns in 0..16 {
                    let style = Style::new().fg(Color::Red);
                    let [mut ours, mut theirs] = [(); 2].map(|()| Buffer::empty(Rect::new(0, 0, 12, 2)));

                    let end = put(&mut ours, x, y, text, columns, style);

                    let is_inside = ours.area.contains((x, y).into());
                    let theirs_end =
                        if is_inside { theirs.set_stringn(x, y, text, columns, style).0 } else { x };
                    assert_eq!(end, theirs_end);
                    assert_eq!(ours, theirs, "{text:?} at {x}, {y} in {columns}");
                }
            }
        }
    }

    #[test]
    fn a_cluster_occupies_its_cells_and_the_first_holds_their_number() {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 7, 1));

        let end = put(&mut buffer, 0, 0, "aবাংলা", 7, Style::new());

        let symbols: Vec<_> = buffer.content().iter().map(ratatui::buffer::Cell::symbol).collect();
        assert_eq!((end, symbols), (6, vec!["a", "বাং", WIDE_TAIL, WIDE_TAIL, "লা", WIDE_TAIL, " "]));
        assert_eq!(buffer[(1, 0)].diff_option, CellDiffOption::ForcedWidth(NonZeroU16::new(3).unwrap()));
        assert_eq!(put(&mut buffer, 0, 0, "abবাং", 4, Style::new()), 2, "no half of a cluster");
    }
}
