//! Sets tables: columns side by side where they fit, else each row as a list of its cells.

mod stacked;
mod widths;

use super::flow::Flow;
use super::galley::{Galley, Style};
use super::margin::{blanks, moved_right};
use super::{Line, Role, Span, width};
use crate::domain::{Table, Text};

/// Columns between two cells.
const BETWEEN: usize = 2;

/// The cells of a table, ready to be set.
struct TableCells {
    /// Whether the first row is a header.
    has_header: bool,
    rows: Vec<Vec<Flow>>,
    columns: usize,
}

/// A column of the table.
#[derive(Clone, Copy)]
struct Column {
    width: usize,
    /// Whether the cells are numbers, which are aligned to the right.
    is_numeric: bool,
}

/// Sets a table and its caption.
pub(super) fn set_table(galley: &mut Galley, table: &Table) {
    let grid = TableCells::of(table, galley);
    match widths::columns(&grid, galley.room()).filter(|_| !galley.linear) {
        Some(columns) => set_rows(galley, &grid, &columns),
        None if galley.has_window() => galley.wide(|galley| set_rows(galley, &grid, &widths::roomy(&grid))),
        None => stacked::set_stacked(galley, &grid),
    }
    if let Some(caption) = &table.caption {
        galley.request_blank_line();
        galley.text(caption, Style::whole(Role::Caption));
    }
}

impl TableCells {
    fn of(table: &Table, galley: &mut Galley) -> Self {
        let mut row = |cells: &Vec<Text>, role: Role| -> Vec<Flow> {
            let mut flow = |cell: &Text| {
                let mut flow = Flow { linear: galley.linear, ..Flow::default() };
                flow.push_text(cell, role, &mut galley.links);
                flow
            };
            cells.iter().map(&mut flow).collect()
        };
        let mut rows: Vec<_> = table.header.iter().map(|cells| row(cells, Role::TableHeader)).collect();
        rows.extend(table.rows.iter().map(|cells| row(cells, Role::Body)));
        let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
        Self { has_header: table.header.is_some(), rows, columns }
    }
}

fn set_rows(galley: &mut Galley, grid: &TableCells, columns: &[Column]) {
    let rows: Vec<Vec<Line>> = grid.rows.iter().map(|row| set_row(galley, row, columns)).collect();
    let total = columns.iter().map(|column| column.width + BETWEEN).sum::<usize>().saturating_sub(BETWEEN);
    let heights: Vec<usize> = rows.iter().map(Vec::len).collect();
    for (number, (lines, height)) in rows.into_iter().zip(&heights).enumerate() {
        galley.push_all(lines);
        if number == 0 && grid.has_header {
            galley.push(rule("─", total));
        } else if heights.get(number + 1).is_some_and(|below| *below > 1 || *height > 1) {
            galley.push(rule("╌", total));
        }
    }
}

fn rule(stroke: &str, columns: usize) -> Line {
    Line { spans: vec![Span::ornament(stroke.repeat(columns), Role::TableRule)] }
}

/// The lines of a row: the lines of its cells beside each other.
fn set_row(galley: &mut Galley, cells: &[Flow], columns: &[Column]) -> Vec<Line> {
    let mut set_cell = |(cell, column): (&Flow, &Column)| {
        galley.position.begin_piece();
        let lines = galley.compose(cell, column.width, true);
        let aligned = |line: Line| {
            let free = if column.is_numeric { column.width.saturating_sub(line.width()) } else { 0 };
            moved_right(&line, free)
        };
        lines.into_iter().map(aligned).collect()
    };
    let set: Vec<Vec<Line>> = cells.iter().zip(columns).map(&mut set_cell).collect();
    let height = set.iter().map(Vec::len).max().unwrap_or(0);
    (0..height).map(|level| beside(&set, columns, level)).collect()
}

/// The line at `level` of a row, each cell at its column.
fn beside(cells: &[Vec<Line>], columns: &[Column], level: usize) -> Line {
    let mut spans = Vec::new();
    let (mut at, mut start) = (0, 0);
    for (lines, column) in cells.iter().zip(columns) {
        if let Some(line) = lines.get(level).filter(|line| !line.spans.is_empty()) {
            spans.extend((start > at).then(|| blanks(start - at)));
            spans.extend_from_slice(&line.spans);
            at = start + line.width();
        }
        start += column.width + BETWEEN;
    }
    Line { spans }
}

/// The width of the widest line of a cell that is not wrapped.
fn natural_width(cell: &Flow) -> usize {
    cell.text.split(super::flow::BREAK).map(|line| width(line.trim_matches(' '))).max().unwrap_or(0)
}
