//! Code: its lines as they were written, and broken only where the page ends.

use super::galley::Galley;
use super::width::{break_apart, width};
use super::{Line, Role, Span};

/// What stands left of a line, and of the rest of a line that was too wide.
const MARGIN: &str = "  ";
const CONTINUED: &str = "↪ ";

/// Columns of code that the margin must leave.
const LEAST_CODE: usize = 8;

/// Sets lines of code, without the blank ones at the end.
pub(super) fn set_code(galley: &mut Galley, code: &str) {
    galley.position.begin_piece();
    let shown = code.trim_end();
    for (number, line) in shown.split('\n').enumerate() {
        if number > 0 {
            galley.position.offset += 1;
        }
        if !shown.is_empty() {
            set_code_line(galley, line);
        }
    }
    galley.position.pass(code.get(shown.len()..).unwrap_or_default());
}

fn set_code_line(galley: &mut Galley, line: &str) {
    let room = galley.room();
    let has_margin = room >= width(MARGIN) + LEAST_CODE;
    let columns = if has_margin { room - width(MARGIN) } else { room };
    let mut start = 0;
    let shown = line.trim_end_matches(' ');
    for chunk in break_apart(shown, columns) {
        let piece = shown.get(start..chunk.end).unwrap_or_default();
        let margin = if start == 0 {
            Span::ornament(MARGIN, Role::Code)
        } else {
            Span::ornament(CONTINUED, Role::Faint)
        };
        let spans =
            has_margin.then_some(margin).into_iter().chain(code_span(galley, piece, chunk.cut)).collect();
        galley.push(Line { spans });
        start = chunk.end;
    }
    if shown.is_empty() {
        galley.push(Line::default());
    }
    galley.position.pass(line.get(shown.len()..).unwrap_or_default());
}

/// A piece of a line without the blanks at its end.
fn code_span(galley: &mut Galley, piece: &str, cut: bool) -> Option<Span> {
    let shown = piece.trim_end_matches(' ');
    let source = galley.position.pass(shown);
    galley.position.pass(piece.get(shown.len()..).unwrap_or_default());
    let text = if cut { "…" } else { shown }.to_owned();
    (!shown.is_empty()).then_some(Span { text, role: Role::Code, source: Some(source), link: None })
}
