//! Which words share a line: lines as even as they can be, seen over the whole paragraph.

use textwrap::wrap_algorithms::{Penalties, wrap_first_fit, wrap_optimal_fit};

use super::words::Word;

/// What makes a paragraph worse. A column too many costs more than any gap, so that no line is wider
/// than it may be; a hyphen costs as much as a gap of nine columns, since the right edge is ragged
/// anyhow.
const PENALTIES: Penalties = Penalties {
    nline_penalty: 1_000,
    overflow_penalty: 1_000_000_000,
    short_last_line_fraction: 4,
    short_last_line_penalty: 30,
    hyphen_penalty: 81,
};

/// Columns of the smallest part of a word, with the blank before it and its hyphen.
const LEAST_PART: u32 = 4;

/// The words of each line.
pub(super) fn fit(words: &[Word], columns: u32) -> Vec<&[Word]> {
    if width_of(words) <= columns {
        return if words.is_empty() { Vec::new() } else { vec![words] };
    }
    let widths = [f64::from(columns)];
    wrap_optimal_fit(words, &widths, &PENALTIES).unwrap_or_else(|_overflow| wrap_first_fit(words, &widths))
}

/// The words of each line where every line takes as many as it can.
pub(super) fn fill(words: &[Word], columns: u32) -> Vec<&[Word]> {
    wrap_first_fit(words, &[f64::from(columns)])
}

/// Whether a line but the last leaves so much room that parting words may help.
pub(super) fn is_loose(lines: &[&[Word]], columns: u32) -> bool {
    let tolerance = columns / 10 + 2;
    let full = lines.split_last().map_or(&[][..], |(_, full)| full);
    full.iter().any(|line| columns.saturating_sub(width_of(line)) > tolerance)
}

/// Where the words begin that were carried over to the next line although there was room for a part
/// of them.
pub(super) fn carried(lines: &[&[Word]], columns: u32) -> Vec<usize> {
    let has_room = |line: &[Word]| width_of(line) + LEAST_PART <= columns;
    let follows_room = |pair: &&[&[Word]]| pair.first().is_some_and(|line| has_room(line));
    lines.windows(2).filter(follows_room).filter_map(|pair| Some(pair.last()?.first()?.start)).collect()
}

/// Columns of words on one line.
pub(super) fn width_of(words: &[Word]) -> u32 {
    let all: u32 = words.iter().map(|word| word.width + word.space).sum();
    words.last().map_or(0, |last| all - last.space + last.ending_width())
}
