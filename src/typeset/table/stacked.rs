//! Sets a table too narrow for its columns: every row as a list of "header: value".

use super::{TableCells, natural_width};
use crate::typeset::flow::{BREAK, Flow};
use crate::typeset::galley::Galley;
use crate::typeset::margin::Margin;
use crate::typeset::{Line, Role, Span};

/// The separator of a header and its value.
const COLON: &str = ": ";

/// Sets every row as a list of its cells. The headers come from the source at their first occurrence; their
/// repetitions are ornaments.
pub(super) fn set_stacked(galley: &mut Galley, grid: &TableCells) {
    let (header, rows) = grid.rows.split_at(usize::from(grid.has_header));
    let mut labels: Vec<Vec<Line>> = header.iter().flatten().map(|cell| label(galley, cell)).collect();
    if rows.is_empty() {
        labels.drain(..).for_each(|label| galley.push_all(label));
    }
    for (number, row) in rows.iter().enumerate() {
        for position in 0..grid.columns {
            let label = labels.get(position).map_or(&[][..], Vec::as_slice);
            match row.get(position) {
                Some(value) => set_cell(galley, label, value, number == 0),
                None if number == 0 => push_label(galley, label),
                None => {}
            }
        }
        labels.iter_mut().flatten().for_each(forget_source);
        galley.request_blank_line();
    }
    galley.close_gap();
}

fn label(galley: &mut Galley, cell: &Flow) -> Vec<Line> {
    galley.position.begin_piece();
    let columns = galley.room().saturating_sub(1).max(1);
    galley.compose(cell, columns, false)
}

/// Sets the header and the value on one line where both fit, else the value below. The header of an empty
/// value is set only at its first occurrence.
fn set_cell(galley: &mut Galley, label: &[Line], value: &Flow, is_first: bool) {
    galley.position.begin_piece();
    let natural = natural_width(value);
    let used = label.first().map_or(0, |line| line.width() + COLON.len());
    if value.text.trim_matches([' ', BREAK]).is_empty() {
        galley.compose(value, 1, false);
        if is_first {
            push_label(galley, label);
        }
    } else if label.len() <= 1 && used + natural <= galley.room() && !value.text.contains(BREAK) {
        let mut spans = label.first().map(|line| line.spans.clone()).unwrap_or_default();
        spans.extend((used > 0).then(|| Span::ornament(COLON, Role::TableHeader)));
        let lines = galley.compose(value, natural.max(1), false);
        spans.extend(lines.into_iter().flat_map(|line| line.spans));
        galley.push(Line { spans });
    } else {
        push_label(galley, label);
        let indent = if label.is_empty() { "" } else { "  " };
        galley.within(Margin::plain(indent, Role::Body), |galley| {
            let lines = galley.compose(value, galley.room(), true);
            galley.push_all(lines);
        });
    }
}

fn push_label(galley: &mut Galley, label: &[Line]) {
    for (number, line) in label.iter().enumerate() {
        let mut line = line.clone();
        let is_last = number + 1 == label.len() && line.width() < galley.room();
        line.spans.extend(is_last.then(|| Span::ornament(COLON.trim_end(), Role::TableHeader)));
        galley.push(line);
    }
}

fn forget_source(line: &mut Line) {
    line.spans.iter_mut().for_each(|span| span.source = None);
}
