//! The last check of a frame: no cell leaves it with a control sequence, with characters that reorder or hide
//! text, or with a long stack of combining marks; and no half of a cluster.
//!
//! Text from outside is made safe where it comes in ([`Prose`]); this is the second line of defence.

use ratatui::buffer::{Buffer, Cell, CellDiffOption};

use super::cells::WIDE_TAIL;
use crate::domain::Prose;
use crate::typeset;

/// The replacement of an unsafe cell.
const REPLACEMENT: &str = "\u{fffd}";

/// Replaces unsafe cells.
pub fn strip_unsafe(buffer: &mut Buffer) {
    let mut has_clusters = false;
    for cell in &mut buffer.content {
        has_clusters |= cell.diff_option != CellDiffOption::None || cell.symbol() == WIDE_TAIL;
        if !is_plain(cell) {
            let safe = Prose::from_untrusted(cell.symbol());
            cell.set_symbol(if safe.is_empty() { REPLACEMENT } else { safe.as_str() });
        }
    }
    if has_clusters {
        let width = usize::from(buffer.area.width).max(1);
        buffer.content.chunks_mut(width).for_each(blank_half_clusters);
    }
}

/// Whether a cell is obviously safe, as nearly every cell is: a letter with a few marks at most, or nothing.
fn is_plain(cell: &Cell) -> bool {
    let symbol = cell.symbol();
    matches!(symbol.as_bytes(), [b' '..=b'~']) || Prose::is_safe(symbol) && symbol.chars().nth(8).is_none()
}

/// Blanks the remaining cells of a cluster when something was drawn over a part of it.
fn blank_half_clusters(row: &mut [Cell]) {
    let mut at = 0;
    while let Some(cell) = row.get(at) {
        let columns = typeset::width(cell.symbol()).max(1);
        let forced = match cell.diff_option {
            CellDiffOption::ForcedWidth(forced) => Some(usize::from(forced.get())),
            CellDiffOption::None | CellDiffOption::Skip | CellDiffOption::AlwaysUpdate => None,
        };
        let tail = row.get(at + 1..at + columns);
        let is_whole = tail.is_some_and(|tail| tail.iter().all(|cell| cell.symbol() == WIDE_TAIL));
        if forced == Some(columns) && is_whole {
            at += columns;
            continue;
        }
        if let Some(cell) = row.get_mut(at).filter(|cell| forced.is_some() || cell.symbol() == WIDE_TAIL) {
            if columns > 1 || cell.symbol() == WIDE_TAIL {
                cell.set_symbol(" ");
            }
            cell.set_diff_option(CellDiffOption::None);
        }
        at += 1;
    }
}

#[cfg(test)]
mod tests {
    use ratatui::layout::Rect;
    use ratatui::style::Style;

    use super::*;
    use crate::tui::cells::put;

    fn shown(symbol: &str) -> String {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 1, 1));
        buffer.content.iter_mut().for_each(|cell| {
            cell.set_symbol(symbol);
        });
        strip_unsafe(&mut buffer);
        buffer.content.iter().map(Cell::symbol).collect()
    }

    #[test]
    fn nothing_that_a_terminal_obeys_leaves_a_cell() {
        assert_eq!(shown("\u{1b}"), REPLACEMENT);
        assert_eq!(shown("\u{9b}31m"), "31m");
        assert_eq!(shown("\u{202e}"), REPLACEMENT);
        assert_eq!(shown("a\u{e0041}"), "a");
        assert_eq!(shown(&format!("a{}", "\u{301}".repeat(50))).chars().count(), 9);
    }

    #[test]
    fn letters_of_every_script_are_left_alone() {
        for letter in ["a", " ", "é", "東", "👩\u{200d}👩\u{200d}👧", "क्षि", "│"] {
            assert_eq!(shown(letter), letter);
        }
        assert_eq!(shown(WIDE_TAIL), " ", "a tail without its cluster is blank");
    }

    #[test]
    fn a_cluster_that_was_drawn_over_in_part_goes_whole() {
        let after = |x, words| {
            let mut buffer = Buffer::empty(Rect::new(0, 0, 6, 1));
            put(&mut buffer, 1, 0, "বাংক", 6, Style::new());
            put(&mut buffer, x, 0, words, 6, Style::new());
            strip_unsafe(&mut buffer);
            let is_forced = buffer.content.iter().any(|cell| cell.diff_option != CellDiffOption::None);
            (buffer.content.iter().map(Cell::symbol).collect::<String>(), is_forced)
        };

        assert_eq!(after(0, "x"), ("xবাংক ".to_owned(), true));
        assert_eq!(after(1, "x"), (" x  ক ".to_owned(), false));
        assert_eq!(after(2, "x"), ("  x ক ".to_owned(), false));
        assert_eq!(after(3, "x"), ("   xক ".to_owned(), false));
    }
}
