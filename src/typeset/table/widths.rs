//! Chooses the width of each column of a table.

use super::{BETWEEN, Column, TableCells, natural_width};
use crate::typeset::flow::Flow;
use crate::typeset::width;

/// Words up to this width are kept whole; longer ones may be broken to keep the table together.
const KEPT_WHOLE: usize = 14;

/// Columns that a cell of text needs to be readable.
const READABLE: usize = 26;

/// Characters that may stand beside digits in a number.
const BESIDE_FIGURES: &str = " \u{a0}\u{202f}.,:%+-–−±~<>/()€$£¥";

/// The width of a column without wrapping, and the least it needs.
struct ColumnNeed {
    natural: usize,
    least: usize,
    is_numeric: bool,
}

/// The columns, shrunk to fit; `None` where they cannot.
pub(super) fn columns(grid: &TableCells, room: usize) -> Option<Vec<Column>> {
    let wishes: Vec<ColumnNeed> = (0..grid.columns).map(|position| column_need(grid, position)).collect();
    let room = room.checked_sub(BETWEEN * grid.columns.saturating_sub(1))?;
    let least: usize = wishes.iter().map(|wish| wish.least).sum();
    let given = shares(&wishes, room.checked_sub(least)?);
    let column =
        |(wish, more): (&ColumnNeed, usize)| Column { width: wish.least + more, is_numeric: wish.is_numeric };
    Some(wishes.iter().zip(given).map(column).collect())
}

/// The columns of a table that is scrolled: each wide enough to be readable.
pub(super) fn roomy(grid: &TableCells) -> Vec<Column> {
    let column = |wish: ColumnNeed| Column {
        width: wish.natural.min(READABLE).max(wish.least),
        is_numeric: wish.is_numeric,
    };
    (0..grid.columns).map(|position| column(column_need(grid, position))).collect()
}

/// The columns that each gets above its least width: those that want little get all of it, and the others
/// share the rest evenly.
fn shares(wishes: &[ColumnNeed], mut spare: usize) -> Vec<usize> {
    let mut given = vec![0; wishes.len()];
    let mut modest_first: Vec<usize> = (0..wishes.len()).collect();
    modest_first.sort_by_key(|&position| wishes[position].more());
    for (served, position) in modest_first.into_iter().enumerate() {
        given[position] = wishes[position].more().min(spare / (wishes.len() - served));
        spare -= given[position];
    }
    given
}

impl ColumnNeed {
    const fn more(&self) -> usize {
        self.natural - self.least
    }
}

fn column_need(grid: &TableCells, position: usize) -> ColumnNeed {
    let cells = || grid.rows.iter().filter_map(|row| row.get(position));
    let values = || grid.rows.iter().skip(usize::from(grid.has_header)).filter_map(|row| row.get(position));
    let widest = |width: fn(&Flow) -> usize| cells().map(width).max().unwrap_or(0);
    let is_numeric = is_numeric(values());
    let longest_number = values().map(natural_width).filter(|_| is_numeric).max().unwrap_or(0);
    let least = widest(longest_word).min(KEPT_WHOLE).max(longest_number);
    let natural = widest(natural_width);
    ColumnNeed { natural, least: least.min(natural), is_numeric }
}

fn longest_word(cell: &Flow) -> usize {
    cell.text.split([' ', '\n']).map(width).max().unwrap_or(0)
}

/// Whether cells hold only digits and the signs of numbers, and at least one digit.
fn is_numeric<'cells>(mut cells: impl Iterator<Item = &'cells Flow>) -> bool {
    let mut has_figure = false;
    let is_number = |cell: &Flow| {
        has_figure |= cell.text.contains(|letter: char| letter.is_ascii_digit());
        let is_of_number = |letter: char| letter.is_ascii_digit() || BESIDE_FIGURES.contains(letter);
        cell.text.chars().all(is_of_number)
    };
    cells.all(is_number) && has_figure
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::typeset::Role;

    fn grid(rows: &[&[&str]]) -> TableCells {
        let cell = |text: &&str| {
            let mut flow = Flow::default();
            flow.push_words(text, Role::Body);
            flow
        };
        let rows: Vec<Vec<Flow>> = rows.iter().map(|row| row.iter().map(cell).collect()).collect();
        TableCells { has_header: true, columns: rows.iter().map(Vec::len).max().unwrap_or(0), rows }
    }

    fn widths(rows: &[&[&str]], room: usize) -> Option<Vec<usize>> {
        columns(&grid(rows), room).map(|columns| columns.iter().map(|column| column.width).collect())
    }

    #[test]
    fn columns_shrink_where_there_is_most_to_give() {
        let rows: &[&[&str]] =
            &[&["Day", "What fell"], &["Monday", "rain and later some snow"], &["Friday", "nothing"]];

        assert_eq!(widths(rows, 80), Some(vec![6, 24]));
        assert_eq!(widths(rows, 20), Some(vec![6, 12]));
        assert_eq!(widths(rows, 10), None);
    }

    #[test]
    fn a_column_of_figures_is_numeric_whatever_its_header() {
        let columns = columns(&grid(&[&["Year", "Name"], &["2,020.5 %", "A1"], &["−3"]]), 80).unwrap();

        assert!(columns[0].is_numeric && !columns[1].is_numeric);
    }
}
