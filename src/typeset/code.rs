//! Code: its lines as they were written, and broken only where the page ends; its words coloured by
//! their kind where the language is known.

mod grammars;
mod guess;
mod tokens;

use std::ops::Range;

use super::galley::Galley;
use super::width::{break_apart, width};
use super::{Line, Role, Span};
use tokens::{Token, tokens};

/// The margins of a line, and of the rest of a line that was too wide.
const MARGIN: &str = "  ";
const CONTINUED: &str = "↪ ";

/// Columns of code that the margin must leave.
const LEAST_CODE: usize = 8;

/// Sets lines of code, without the blank ones at the end.
pub(super) fn set_code(galley: &mut Galley, code: &str, language: Option<&str>) {
    galley.position.begin_piece();
    let shown = code.trim_end();
    let tokens = tokens(shown, language.or_else(|| guess::language(shown)));
    let mut from = 0;
    fence(galley, language.unwrap_or_default());
    for (number, line) in shown.split('\n').enumerate() {
        if number > 0 {
            galley.position.offset += 1;
        }
        if !shown.is_empty() {
            set_code_line(galley, line, &Coloured { tokens: &tokens, from });
        }
        from += line.len() + 1;
    }
    fence(galley, "");
    galley.position.pass(code.get(shown.len()..).unwrap_or_default());
}

/// The fence above and below code where no colour and no margin tell it.
fn fence(galley: &mut Galley, language: &str) {
    if galley.linear {
        galley.push(Line { spans: vec![Span::ornament(format!("```{language}"), Role::Faint)] });
    }
}

/// The kinds of the words of a line, which begins at a byte of the code.
struct Coloured<'code> {
    tokens: &'code [Token],
    from: usize,
}

fn set_code_line(galley: &mut Galley, line: &str, colours: &Coloured<'_>) {
    let room = galley.room();
    let has_margin = !galley.linear && room >= width(MARGIN) + LEAST_CODE;
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
        let mut spans: Vec<Span> = has_margin.then_some(margin).into_iter().collect();
        if chunk.cut {
            spans.push(cut_span(galley, piece));
        } else {
            spans.extend(colours.spans(galley, piece, start));
        }
        galley.push(Line { spans });
        start = chunk.end;
    }
    if shown.is_empty() {
        galley.push(Line::default());
    }
    galley.position.pass(line.get(shown.len()..).unwrap_or_default());
}

/// A character wider than the page.
fn cut_span(galley: &mut Galley, piece: &str) -> Span {
    Span { text: "…".to_owned(), role: Role::Code, source: Some(galley.position.pass(piece)), link: None }
}

impl Coloured<'_> {
    /// A piece of the line that begins at a byte of it, without the blanks at its end.
    fn spans(&self, galley: &mut Galley, piece: &str, start: usize) -> Vec<Span> {
        let shown = piece.trim_end_matches(' ');
        let begin = self.from + start;
        let mut spans = Vec::new();
        for (bytes, role) in self.within(begin..begin + shown.len()) {
            let text = shown.get(bytes.start - begin..bytes.end - begin).unwrap_or_default();
            let source = Some(galley.position.pass(text));
            spans.push(Span { text: text.to_owned(), role, source, link: None });
        }
        galley.position.pass(piece.get(shown.len()..).unwrap_or_default());
        spans
    }

    /// The tokens that share bytes with a range, cut to it.
    fn within(&self, range: Range<usize>) -> impl Iterator<Item = (Range<usize>, Role)> {
        let first = self.tokens.partition_point(|token| token.end <= range.start);
        let mut start = range.start;
        self.tokens.iter().skip(first).map_while(move |token| {
            let bytes = start..token.end.min(range.end);
            start = bytes.end;
            (bytes.start < bytes.end).then_some((bytes, token.role))
        })
    }
}
