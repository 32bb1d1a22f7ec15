//! Puts lines into display order: right-to-left runs are reordered, for terminals that draw text from left to
//! right as it comes (UAX #9).

use std::borrow::Cow;
use std::ops::Range;

use unicode_bidi::{BidiInfo, Level};
use unicode_segmentation::UnicodeSegmentation as _;

use super::{Line, Source, Span};

/// Which program reorders right-to-left text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LetterOrder {
    /// newsprint reorders lines, for a terminal that draws columns from left to right.
    #[default]
    Visual,
    /// The terminal, or another reader of the output, reorders them: letters stay in logical order.
    Logical,
}

/// A text with its right-to-left runs.
pub(super) struct Directions<'text> {
    info: BidiInfo<'text>,
}

impl<'text> Directions<'text> {
    /// The runs of a text; `None` where all of it goes from left to right.
    pub fn of(text: &'text str, order: LetterOrder) -> Option<Self> {
        let turns = order == LetterOrder::Visual && text.chars().any(is_right_to_left);
        turns.then(|| Self { info: BidiInfo::new(text, None) })
    }

    /// The spans of a line in display order, which show these bytes of the text; and whether its paragraph
    /// goes from right to left.
    pub fn reordered(&self, bytes: Range<usize>, spans: Vec<Span>) -> (Vec<Span>, bool) {
        let paragraph = self.info.paragraphs.iter().find(|paragraph| paragraph.range.contains(&bytes.start));
        let Some(paragraph) = paragraph.filter(|paragraph| bytes.end <= paragraph.range.end) else {
            return (spans, false);
        };
        let (levels, runs) = self.info.visual_runs(paragraph, bytes.clone());
        let mut turned = Vec::new();
        for run in runs {
            let goes_left = levels.get(run.start).is_some_and(Level::is_rtl);
            let within = run.start.saturating_sub(bytes.start)..run.end.saturating_sub(bytes.start);
            turned.extend(pieces(&spans, &within, goes_left));
        }
        (turned, paragraph.level.is_rtl())
    }
}

/// A line of words in display order.
pub fn visual(text: &str, order: LetterOrder) -> Cow<'_, str> {
    let Some(directions) = Directions::of(text, order) else { return Cow::Borrowed(text) };
    let span = Span { text: text.to_owned(), role: super::Role::Body, source: None, link: None };
    let (spans, _) = directions.reordered(0..text.len(), vec![span]);
    Cow::Owned(Line { spans }.to_string())
}

/// The spans of some bytes; of right-to-left text a span each grapheme, so that each keeps its characters of
/// the source.
fn pieces(spans: &[Span], bytes: &Range<usize>, goes_left: bool) -> Vec<Span> {
    let mut pieces = Vec::new();
    let mut start = 0;
    for span in spans {
        let end = start + span.text.len();
        let (from, to) = (bytes.start.clamp(start, end), bytes.end.clamp(start, end));
        if from < to {
            let text = span.text.get(from - start..to - start).unwrap_or_default();
            let before = span.text.get(..from - start).unwrap_or_default().chars().count();
            if goes_left {
                let mut skipped = before;
                for grapheme in text.graphemes(true) {
                    pieces.push(piece(span, mirrored(grapheme), skipped));
                    skipped += grapheme.chars().count();
                }
            } else {
                pieces.push(piece(span, Cow::Borrowed(text), before));
            }
        }
        start = end;
    }
    if goes_left {
        pieces.reverse();
    }
    pieces
}

fn piece(span: &Span, text: Cow<'_, str>, skipped: usize) -> Span {
    let length = text.chars().count();
    let part = |source: Source| {
        let start = source.start + skipped;
        Source { start, end: start + length, ..source }
    };
    Span { source: span.source.map(part), text: text.into_owned(), ..span.clone() }
}

/// Mirrors brackets in right-to-left text. Source: UAX #9, rule L4.
fn mirrored(grapheme: &str) -> Cow<'_, str> {
    const PAIRS: [(&str, &str); 7] =
        [("(", ")"), ("[", "]"), ("{", "}"), ("<", ">"), ("«", "»"), ("‹", "›"), ("≤", "≥")];
    let other = PAIRS.iter().find_map(|&(left, right)| match grapheme {
        _ if grapheme == left => Some(right),
        _ if grapheme == right => Some(left),
        _ => None,
    });
    Cow::Borrowed(other.unwrap_or(grapheme))
}

/// Whether a letter is of Hebrew, Arabic, Syriac, Thaana, N'Ko or a related script. Source: Unicode 17, the
/// default R and AL blocks.
const fn is_right_to_left(letter: char) -> bool {
    matches!(letter, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}'
        | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::typeset::tests::sentences::page_of;

    #[test]
    fn words_of_another_direction_are_turned_round_within_the_line() {
        assert_eq!(visual("it says שלום (עולם) 12 now", LetterOrder::Visual), "it says 12 (םלוע) םולש now");
        assert_eq!(visual("it says שלום", LetterOrder::Logical), "it says שלום");
        assert!(matches!(visual("it says so", LetterOrder::Visual), Cow::Borrowed(_)));
    }

    #[test]
    fn a_paragraph_from_right_to_left_begins_at_the_right() {
        let page = page_of(r#"[{"type":"paragraph","text":"שלום לכולם and no more"}]"#, 30);
        let line = page.lines.last().map(ToString::to_string).unwrap_or_default();

        assert_eq!(line, "        and no more םלוכל םולש");
        assert_eq!(page.find("לכולם").len(), 1);
        assert_eq!(page.find("שלום לכולם").len(), 1);
    }
}
