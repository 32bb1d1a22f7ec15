//! Chooses the words of each line so that lines are as even as possible over the whole paragraph.

use textwrap::wrap_algorithms::wrap_first_fit;

use super::line_words::{Ending, LineWord};

/// The cost of a line, added to the square of the gap at the end of each line but the last.
const LINE_COST: u64 = 1_000;
/// The cost of a column too many: more than any gap, so that no line is wider than allowed.
const OVERFLOW_COST: u64 = 1_000_000_000;
/// The cost of a hyphen: that of a gap of nine columns, since the right edge is ragged anyhow.
const HYPHEN_COST: u64 = 81;

/// The share of the measure below which a last line of one word is short: a fourth.
const SHORT: u32 = 4;
/// The cost of a short last line.
const SHORT_LAST_LINE: u64 = 30;

/// Columns of the smallest part of a hyphenated word, with the blank before it and its hyphen.
const LEAST_PART: u32 = 4;

/// The words of each line.
pub(super) fn fit(words: &[LineWord], columns: u32) -> Vec<&[LineWord]> {
    if width_of(words) <= columns {
        return if words.is_empty() { Vec::new() } else { vec![words] };
    }
    let breaks = best_breaks(words, columns);
    let mut lines = Vec::new();
    let mut end = words.len();
    while end > 0 {
        let start = breaks[end];
        lines.push(&words[start..end]);
        end = start;
    }
    lines.reverse();
    lines
}

/// The start of the line that ends before each word (and after the last) in the best paragraph so far. A line
/// holds few words, so that trying all that fit is faster than a clever algorithm.
fn best_breaks(words: &[LineWord], columns: u32) -> Vec<usize> {
    let mut breaks = vec![0];
    let mut costs = vec![0];
    for (at, last) in words.iter().enumerate() {
        let mut best = (u64::MAX, at);
        let mut width = last.width + last.ending_width();
        for start in (0..=at).rev() {
            if start < at {
                width += words[start].width + words[start].space;
            }
            if width > columns && start < at {
                break;
            }
            let is_last = at + 1 == words.len();
            let cost = costs[start] + cost(width, columns, is_last.then_some(start == at), last.ending);
            if cost <= best.0 {
                best = (cost, start);
            }
        }
        costs.push(best.0);
        breaks.push(best.1);
    }
    breaks
}

/// The cost of a line; a last line costs more where it is a single word.
fn cost(width: u32, columns: u32, last: Option<bool>, ending: Ending) -> u64 {
    let hyphen = if matches!(ending, Ending::Hyphen | Ending::Seam) { HYPHEN_COST } else { 0 };
    let gap = u64::from(columns.saturating_sub(width));
    let shape = match last {
        _ if width > columns => u64::from(width - columns) * OVERFLOW_COST,
        None => gap * gap,
        Some(true) if width.saturating_mul(SHORT) < columns => SHORT_LAST_LINE,
        Some(_) => 0,
    };
    LINE_COST + shape + hyphen
}

/// The words of each line where every line takes as many as it can.
pub(super) fn fill(words: &[LineWord], columns: u32) -> Vec<&[LineWord]> {
    wrap_first_fit(words, &[f64::from(columns)])
}

/// Whether a line but the last has so wide a gap that hyphenation may help.
pub(super) fn is_loose(lines: &[&[LineWord]], columns: u32) -> bool {
    let tolerance = columns / 10 + 2;
    let full = lines.split_last().map_or(&[][..], |(_, full)| full);
    full.iter().any(|line| columns.saturating_sub(width_of(line)) > tolerance)
}

/// The positions of words that were carried over to the next line although there was room for a part of them.
pub(super) fn carried(lines: &[&[LineWord]], columns: u32) -> Vec<usize> {
    let has_room = |line: &[LineWord]| width_of(line) + LEAST_PART <= columns;
    let follows_room = |pair: &&[&[LineWord]]| pair.first().is_some_and(|line| has_room(line));
    lines.windows(2).filter(follows_room).filter_map(|pair| Some(pair.last()?.first()?.start)).collect()
}

/// The width of words on one line.
pub(super) fn width_of(words: &[LineWord]) -> u32 {
    let all: u32 = words.iter().map(|word| word.width + word.space).sum();
    words.last().map_or(0, |last| all - last.space + last.ending_width())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The cost of a paragraph with a break after each word whose bit is set.
    fn cost_of(words: &[LineWord], columns: u32, breaks: usize) -> u64 {
        let mut line: Vec<LineWord> = Vec::new();
        let mut sum = 0;
        for (at, word) in words.iter().enumerate() {
            line.push(*word);
            let is_last = at + 1 == words.len();
            if is_last || breaks >> at & 1 == 1 {
                let single = is_last.then_some(line.len() == 1);
                sum += cost(width_of(&line), columns, single, word.ending);
                line.clear();
            }
        }
        sum
    }

    #[test]
    fn no_other_way_of_breaking_a_paragraph_is_better() {
        let widths = [3, 7, 1, 4, 2, 9, 5, 2, 6, 1];
        for columns in 5..24 {
            for length in 1..=widths.len() {
                let word = |(at, width): (usize, &u32)| {
                    let ending = if at % 3 == 1 { Ending::Hyphen } else { Ending::Plain };
                    LineWord { width: *width, space: u32::from(at % 4 != 3), ending, ..LineWord::default() }
                };
                let words: Vec<LineWord> = widths.iter().take(length).enumerate().map(word).collect();

                let lines = fit(&words, columns);

                let mut end = 0;
                let ends = lines.iter().map(|line| {
                    end += line.len();
                    1 << (end - 1)
                });
                let chosen = cost_of(&words, columns, ends.sum());
                let best = (0..1 << length).map(|breaks| cost_of(&words, columns, breaks)).min();
                assert_eq!(Some(chosen), best, "{length} words in {columns} columns");
                assert_eq!(lines.concat(), words);
            }
        }
    }
}
