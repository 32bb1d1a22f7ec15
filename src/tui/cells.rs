//! Text put into cells. A frame is mostly plain letters, each of which takes a cell; only where there are
//! others it is asked which of them belong together.

use ratatui::buffer::Buffer;
use ratatui::style::Style;

use crate::typeset::is_simple;

/// Puts a text on a line from a column on, as far as so many columns and the screen go; returns the column
/// after it. What is put is what [`Buffer::set_stringn`] would put, a few times faster; beyond the screen,
/// where that would panic, nothing.
pub fn put(buffer: &mut Buffer, x: u16, y: u16, text: impl AsRef<str>, columns: usize, style: Style) -> u16 {
    let text = text.as_ref();
    if !buffer.area.contains((x, y).into()) {
        return x;
    }
    if !is_simple(text) {
        return buffer.set_stringn(x, y, text, columns, style).0;
    }
    let start = buffer.index_of(x, y);
    let room = usize::from(buffer.area.right() - x).min(columns);
    let cells = buffer.content.iter_mut().skip(start).take(room);
    let mut end = x;
    for (cell, letter) in cells.zip(text.chars().filter(|letter| !letter.is_control())) {
        cell.set_char(letter).set_style(style);
        end += 1;
    }
    end
}

#[cfg(test)]
mod tests {
    use ratatui::layout::Rect;
    use ratatui::style::Color;

    use super::*;

    #[test]
    fn what_is_put_is_what_ratatui_puts() {
        let texts =
            ["", "Rain – “heavy”, says Łódź", "a\tb\u{1b}[31mc", "東京で雨", "e\u{301}te\u{301}", "café ﾊﾞｽ"];
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
}
