//! Sets a snippet in lines, with the matches of a search marked.

use std::borrow::Cow;
use std::iter;
use std::ops::Range;

use super::bidi::Directions;
use super::{LetterOrder, Role, Span, wrap};
use crate::domain::Snippet;

/// The mark where words are left out.
const CUT: &str = "…";

/// A line in pieces, each with whether it is marked.
pub type MarkedLine = Vec<(bool, String)>;

/// Sets a snippet in lines of a width: from the first line with a match. Words left out before or after are
/// marked by an ellipsis.
pub fn marked_lines(snippet: &Snippet, columns: usize, most: usize) -> Vec<MarkedLine> {
    let lines = all_lines(snippet, columns);
    if lines.len() <= most {
        return lines;
    }
    let lines = all_lines(snippet, columns.saturating_sub(1).max(1));
    let marked = |line: &MarkedLine| line.iter().any(|(marked, _)| *marked);
    let last = lines.len().saturating_sub(most);
    let first = lines.iter().position(marked).unwrap_or(0).min(last);
    let goes_on = first + most < lines.len();
    let mut shown: Vec<MarkedLine> = lines.into_iter().skip(first).take(most).collect();
    let cut = || (false, CUT.to_owned());
    shown.first_mut().filter(|_| first > 0).into_iter().for_each(|line| line.insert(0, cut()));
    shown.last_mut().filter(|_| goes_on).into_iter().for_each(|line| line.push(cut()));
    shown
}

fn all_lines(snippet: &Snippet, columns: usize) -> Vec<MarkedLine> {
    mark_lines(wrap(snippet.text.as_str(), columns, usize::MAX), snippet.text.as_str(), &snippet.marks)
}

/// The lines of a text in pieces, with the characters in some ranges of it marked. The ellipsis for cut words
/// is not marked.
pub fn mark_lines(lines: Vec<String>, text: &str, marks: &[Range<usize>]) -> Vec<MarkedLine> {
    if marks.is_empty() {
        return lines.into_iter().map(|line| vec![(false, line)]).collect();
    }
    let mut letters = text.chars().enumerate().peekable();
    let is_marked = |at: usize| marks.iter().any(|mark| mark.contains(&at));
    let mut marked = Vec::with_capacity(lines.len());
    for line in lines {
        while letters.next_if(|(_, letter)| letter.is_whitespace()).is_some() {} // where lines part
        let places = line.chars().map(|shown| {
            let at = letters.next_if(|(_, letter)| *letter == shown);
            (at.is_some_and(|(at, _)| is_marked(at)), shown)
        });
        marked.push(pieces(places));
    }
    marked
}

/// A line in display order, with its marks.
pub fn visual_line(line: &MarkedLine, order: LetterOrder) -> Cow<'_, MarkedLine> {
    let text: String = line.iter().map(|(_, piece)| piece.as_str()).collect();
    let Some(directions) = Directions::of(&text, order) else { return Cow::Borrowed(line) };
    let role = |marked: bool| if marked { Role::Strong } else { Role::Body };
    let span = |(marked, piece): &(bool, String)| Span {
        text: piece.clone(),
        role: role(*marked),
        source: None,
        link: None,
    };
    let (spans, _) = directions.reordered(0..text.len(), line.iter().map(span).collect());
    Cow::Owned(spans.into_iter().map(|span| (span.role == Role::Strong, span.text)).collect())
}

/// Joins letters into pieces, marked and others.
fn pieces(letters: impl Iterator<Item = (bool, char)>) -> MarkedLine {
    let mut pieces: MarkedLine = Vec::new();
    for (marked, letter) in letters {
        match pieces.last_mut() {
            Some((same, piece)) if *same == marked => piece.push(letter),
            _ => pieces.push((marked, iter::once(letter).collect())),
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lines_begin_where_the_first_word_is_marked() {
        let text = "It rained all day and then the river rose in the night.".into();
        let snippet = Snippet { text, marks: vec![31..36, 49..54] };

        let told = |columns| -> Vec<String> {
            let line = |line: MarkedLine| {
                line.iter()
                    .map(|(marked, text)| if *marked { format!("[{text}]") } else { text.clone() })
                    .collect()
            };
            marked_lines(&snippet, columns, 2).into_iter().map(line).collect()
        };

        assert_eq!(told(20), ["…and then the [river]", "rose in the [night]."]);
        assert_eq!(told(99), ["It rained all day and then the [river] rose in the [night]."]);
    }

    #[test]
    fn a_line_from_right_to_left_is_turned_round_with_its_marks() {
        let line = vec![(false, "אב ".to_owned()), (true, "גד".to_owned())];
        let turned = |order| {
            let turned = visual_line(&line, order).into_owned();
            let marked = turned.iter().filter(|(marked, _)| *marked).map(|(_, text)| text.as_str());
            let all: String = turned.iter().map(|(_, text)| text.as_str()).collect();
            (all, marked.collect::<String>())
        };

        assert_eq!(turned(LetterOrder::Visual), ("דג בא".to_owned(), "דג".to_owned()));
        assert_eq!(turned(LetterOrder::Logical), ("אב גד".to_owned(), "גד".to_owned()));
    }
}
