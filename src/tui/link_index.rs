//! The index of visible links: which cells of the screen belong to which link.

use std::ops::Range;

use ratatui::buffer::{Buffer, CellDiffOption};
use ratatui::layout::Position;

use crate::domain::WebUrl;

/// Adjacent cells of one link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkCells {
    /// The line of the screen.
    pub y: u16,
    /// The columns.
    pub columns: Range<u16>,
    /// The position of the link among those of the page.
    pub number: usize,
    /// The address.
    pub url: WebUrl,
}

/// The cells of all visible links.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LinkIndex(Vec<LinkCells>);

impl LinkIndex {
    /// Adds cells that follow all others: in the order of lines, and of columns within a line.
    pub fn push(&mut self, cells: LinkCells) {
        self.0.push(cells);
    }

    /// The cells of links, from the top down and from the left.
    pub fn iter(&self) -> impl Iterator<Item = &LinkCells> {
        self.0.iter()
    }

    /// The link at a cell.
    pub fn at(&self, x: u16, y: u16) -> Option<&LinkCells> {
        let after = self.0.partition_point(|cells| (cells.y, cells.columns.start) <= (y, x));
        let cells = self.0.get(after.checked_sub(1)?)?;
        (cells.y == y && cells.columns.contains(&x)).then_some(cells)
    }

    /// Marks cells for redrawing whose link differs from that of the frame before, since their letters may be
    /// the same.
    pub fn mark_changes(&self, before: &Self, buffer: &mut Buffer) {
        for (one, other) in [(self, before), (before, self)] {
            for cells in &one.0 {
                for x in cells.columns.clone() {
                    let is_same = other.at(x, cells.y).is_some_and(|known| known.is_piece_of(cells));
                    if let Some(cell) = buffer.cell_mut((x, cells.y)).filter(|_| !is_same) {
                        cell.set_diff_option(CellDiffOption::AlwaysUpdate);
                    }
                }
            }
        }
    }
}

impl LinkCells {
    /// The first of the cells.
    pub const fn first(&self) -> Position {
        Position { x: self.columns.start, y: self.y }
    }

    /// Whether both belong to one link.
    pub fn is_piece_of(&self, other: &Self) -> bool {
        self.number == other.number && self.url == other.url
    }
}

#[cfg(test)]
mod tests {
    use ratatui::layout::Rect;

    use super::*;

    fn link(y: u16, columns: Range<u16>, number: usize, path: &str) -> LinkCells {
        LinkCells {
            y,
            columns,
            number,
            url: WebUrl::parse(&format!("https://paper.example/{path}")).unwrap(),
        }
    }

    #[test]
    fn each_cell_knows_the_link_whose_words_it_shows() {
        let index = LinkIndex(vec![link(3, 2..6, 0, "a"), link(3, 9..12, 1, "b"), link(5, 0..4, 1, "b")]);

        let number = |x, y| index.at(x, y).map(|cells| cells.number);

        assert_eq!([number(1, 3), number(2, 3), number(5, 3), number(6, 3)], [None, Some(0), Some(0), None]);
        assert_eq!([number(9, 3), number(2, 4), number(3, 5), number(4, 5)], [Some(1), None, Some(1), None]);
        assert!(LinkIndex::default().at(0, 0).is_none());
    }

    #[test]
    fn the_same_letters_are_drawn_anew_where_they_lead_elsewhere() {
        let marked = |before: &[LinkCells], now: &[LinkCells]| {
            let index = |cells: &[LinkCells]| LinkIndex(cells.to_vec());
            let mut buffer = Buffer::with_lines(["read it"]);
            assert_eq!(buffer.area, Rect::new(0, 0, 7, 1));
            index(now).mark_changes(&index(before), &mut buffer);
            let cells = buffer.content().iter();
            cells.map(|cell| cell.diff_option == CellDiffOption::AlwaysUpdate).collect::<Vec<_>>()
        };
        let (read, all) = ([true, true, true, true, false, false, false], [false; 7]);

        assert_eq!(marked(&[link(0, 0..4, 0, "a")], &[link(0, 0..4, 0, "a")]), all);
        assert_eq!(marked(&[link(0, 0..4, 0, "a")], &[link(0, 0..4, 0, "b")]), read);
        assert_eq!(marked(&[link(0, 0..4, 0, "a")], &[]), read);
        assert_eq!(marked(&[], &[link(0, 0..4, 0, "a")]), read);
    }
}
