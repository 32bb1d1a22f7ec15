//! A line wider than the page, seen through a window of the page's width.

use unicode_segmentation::UnicodeSegmentation as _;

use super::margin::blanks;
use super::width::grapheme_width;
use super::{Line, Role, Source, Span, width};

/// The marks at the edges where the line continues.
const BEFORE: &str = "‹";
const AFTER: &str = "›";

impl Line {
    /// The part of the line between two columns, with a mark at each end where it continues.
    pub fn window(&self, from: usize, columns: usize) -> Self {
        let total = self.width();
        if columns == 0 || from == 0 && total <= columns {
            return Self { spans: self.spans.iter().filter(|_| columns > 0).cloned().collect() };
        }
        let (goes_before, goes_after) = (from > 0 && total > 0, total > from + columns);
        let end = from + columns - usize::from(goes_after);
        let mut view = VisibleSpans { at: from, spans: Vec::new() };
        if goes_before {
            view.push(from, Span::ornament(BEFORE, Role::Faint));
        }
        let mut column = 0;
        for span in &self.spans {
            let start = view.at;
            if let Some((at, part)) = within(span, column, start, end) {
                view.push(at, part);
            }
            column += width(&span.text);
        }
        if goes_after && view.at <= end {
            view.push(end, Span::ornament(AFTER, Role::Faint));
        }
        Self { spans: view.spans }
    }
}

/// The spans of the window, filled up to a column.
struct VisibleSpans {
    at: usize,
    spans: Vec<Span>,
}

impl VisibleSpans {
    fn push(&mut self, column: usize, span: Span) {
        self.spans.extend((column > self.at).then(|| blanks(column - self.at)));
        self.at = column + width(&span.text);
        self.spans.push(span);
    }
}

/// The graphemes of a span at a column that are wholly between two columns, with the column of the first.
fn within(span: &Span, column: usize, start: usize, end: usize) -> Option<(usize, Span)> {
    let mut text = String::new();
    let (mut at, mut first, mut skipped) = (column, None, 0);
    for grapheme in span.text.graphemes(true) {
        let after = at + grapheme_width(grapheme);
        if at >= start && after <= end {
            first = first.or(Some(at));
            text.push_str(grapheme);
        } else if first.is_none() {
            skipped += grapheme.chars().count();
        }
        at = after;
    }
    let length = text.chars().count();
    let whole = length == span.text.chars().count();
    let part = |source: Source| {
        let start = source.start + skipped;
        Source { start, end: start + length, ..source }
    };
    let source = if whole { span.source } else { span.source.map(part) };
    first.map(|first| (first, Span { text, source, ..span.clone() }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::typeset::Part;

    fn line(texts: &[&str]) -> Line {
        let mut start = 0;
        let span = |text: &&str| {
            let source = Source { part: Part::Block(0), start, end: start + text.chars().count() };
            start = source.end;
            Span { text: (*text).to_owned(), role: Role::Body, source: Some(source), link: None }
        };
        Line { spans: texts.iter().map(span).collect() }
    }

    #[test]
    fn a_line_is_seen_piece_by_piece() {
        let wide = line(&["Operator  ", "Vendor  ", "東京"]);

        assert_eq!(wide.window(0, 40), wide);
        assert_eq!(wide.window(0, 12).to_string(), "Operator  V›");
        assert_eq!(wide.window(8, 12).to_string(), "‹ Vendor   ›");
        assert_eq!(wide.window(9, 12).to_string(), "‹Vendor  東›");
        assert_eq!(wide.window(10, 12).to_string(), "‹endor  東京");
        assert_eq!(wide.window(30, 12).to_string(), "‹");
    }

    #[test]
    fn a_piece_knows_the_characters_it_shows_and_is_never_too_wide() {
        let wide = line(&["Ope", "東京rator", " n e\u{301}t"]);
        let letters: Vec<char> = wide.to_string().chars().collect();

        for columns in 0..20 {
            for from in 0..20 {
                let seen = wide.window(from, columns);
                assert!(seen.width() <= columns, "{from} {columns} {seen}");
                for span in seen.spans.iter().filter(|span| span.source.is_some()) {
                    let source = span.source.unwrap();
                    assert!(span.text.chars().eq(letters[source.start..source.end].iter().copied()));
                }
            }
        }
    }
}
