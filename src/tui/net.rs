//! The second net: whatever a cell of the screen holds by mistake, nothing that a terminal obeys, that
//! reorders or hides text, and no tower of marks leaves it.
//!
//! Text from outside was made safe where it came in ([`Prose`]); this holds where that was forgotten.

use ratatui::buffer::{Buffer, Cell};

use crate::domain::Prose;

/// What stands for a cell that may not be shown.
const REPLACEMENT: &str = "\u{fffd}";

/// Replaces what no cell may show.
pub fn sift(buffer: &mut Buffer) {
    for cell in &mut buffer.content {
        if !is_plain(cell) {
            let safe = Prose::from_untrusted(cell.symbol());
            cell.set_symbol(if safe.is_empty() { REPLACEMENT } else { safe.as_str() });
        }
    }
}

/// Whether a cell holds a letter with a few marks at most, or nothing: nearly every cell does.
fn is_plain(cell: &Cell) -> bool {
    let symbol = cell.symbol();
    matches!(symbol.as_bytes(), [b' '..=b'~']) || Prose::is_safe(symbol) && symbol.chars().nth(8).is_none()
}

#[cfg(test)]
mod tests {
    use ratatui::layout::Rect;

    use super::*;

    fn shown(symbol: &str) -> String {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 1, 1));
        buffer.content.iter_mut().for_each(|cell| {
            cell.set_symbol(symbol);
        });
        sift(&mut buffer);
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
        for letter in ["a", " ", "é", "東", "👩\u{200d}👩\u{200d}👧", "क्षि", "│", ""] {
            assert_eq!(shown(letter), letter);
        }
    }
}
