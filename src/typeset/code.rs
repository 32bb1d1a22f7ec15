//! Sets code: its lines as they were written, broken only where the page ends; its tokens coloured where the
//! language is known.

mod grammars;
mod guess;
mod tokens;

use std::ops::Range;

use super::galley::Galley;
use super::width::{Chunk, break_apart, width};
use super::{Line, Role, Span};
use tokens::{Token, tokens};

/// The margin of a line, and that of the continuation of a broken line.
const MARGIN: &str = "  ";
const CONTINUED: &str = "↪ ";

/// Least columns for code beside the margin.
const LEAST_CODE: usize = 8;

/// Most bytes of a line that is broken between words; longer lines are generated.
const LONGEST_FOLDED: usize = 4_096;

/// Sets code without the blank lines at its end.
pub(super) fn set_code(galley: &mut Galley, code: &str, language: Option<&str>) {
    galley.position.begin_piece();
    let shown = code.trim_end();
    let tokens = tokens(shown, language.or_else(|| guess::language(shown)));
    fence(galley, language.unwrap_or_default());
    let widest = shown.split('\n').map(|line| width(line.trim_end_matches(' '))).max().unwrap_or(0);
    if galley.has_window() && width(MARGIN) + widest > galley.room() {
        galley.wide(|galley| set_lines(galley, shown, &tokens, usize::MAX));
    } else {
        let room = galley.room();
        set_lines(galley, shown, &tokens, room);
    }
    fence(galley, "");
    galley.position.pass(code.get(shown.len()..).unwrap_or_default());
}

/// Sets the lines of code in a number of columns.
fn set_lines(galley: &mut Galley, shown: &str, tokens: &[Token], room: usize) {
    let mut from = 0;
    for (number, line) in shown.split('\n').enumerate() {
        if number > 0 {
            galley.position.offset += 1;
        }
        if !shown.is_empty() {
            set_code_line(galley, line, &Coloured { tokens, from }, room);
        }
        from += line.len() + 1;
    }
}

/// The fence above and below code in linear form, which has no colour and no margin.
fn fence(galley: &mut Galley, language: &str) {
    if galley.linear {
        galley.push(Line { spans: vec![Span::ornament(format!("```{language}"), Role::Faint)] });
    }
}

/// A line of code with its tokens, at a byte of the code.
struct Coloured<'code> {
    tokens: &'code [Token],
    from: usize,
}

fn set_code_line(galley: &mut Galley, line: &str, colours: &Coloured<'_>, room: usize) {
    let has_margin = !galley.linear && room >= width(MARGIN) + LEAST_CODE;
    let columns = if has_margin { room - width(MARGIN) } else { room };
    let mut start = 0;
    let shown = line.trim_end_matches(' ');
    for chunk in fold(shown, columns) {
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

/// The pieces of a line in a number of columns: broken after a blank where there is one within the line.
fn fold(line: &str, columns: usize) -> Vec<Chunk> {
    let pieces = break_apart(line, columns);
    if pieces.len() < 2 || line.len() > LONGEST_FOLDED {
        return pieces;
    }
    let (mut folded, mut start) = (Vec::new(), 0);
    while let Some(rest) = line.get(start..).filter(|rest| !rest.is_empty()) {
        let mut pieces = break_apart(rest, columns).into_iter();
        let Some(first) = pieces.next() else { break };
        let piece = rest.get(..first.end).unwrap_or_default();
        let words = piece.len() - piece.trim_start().len();
        let is_whole =
            pieces.next().is_none() || rest.get(first.end..).is_some_and(|next| next.starts_with(' '));
        let space = piece.rfind(' ').filter(|space| !is_whole && *space > words);
        let end = start + space.map_or(first.end, |space| space + 1);
        folded.push(Chunk { end, ..first });
        start = end;
    }
    folded
}

/// The mark for a character wider than the page.
fn cut_span(galley: &mut Galley, piece: &str) -> Span {
    Span { text: "…".to_owned(), role: Role::Code, source: Some(galley.position.pass(piece)), link: None }
}

impl Coloured<'_> {
    /// The spans of a piece of the line, from a byte of the line, without trailing blanks.
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
