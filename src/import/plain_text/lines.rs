//! The lines of a text, one for each block of the page.

use crate::extract::words;

/// The usual length of lines in a text that was wrapped at a width.
const BROKEN_AT: std::ops::RangeInclusive<usize> = 45..=100;

/// Most lines that are kept.
pub const MOST: usize = 50_000;

/// A line, which was a block of the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The words of the line.
    pub text: String,
    /// Blank lines before the line.
    pub gap: usize,
    /// The number of words.
    pub words: usize,
}

/// The lines of a text; wrapped lines are joined first, in every part of the text that has them.
pub fn of(text: &str) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut part: Vec<&str> = Vec::new();
    let (mut gap, mut next_gap) = (0, 0);
    for raw in text.lines().take(MOST).map(str::trim) {
        if raw.is_empty() {
            next_gap += 1;
            continue;
        }
        if next_gap > 0 {
            join(&mut lines, &part, gap);
            part.clear();
            gap = next_gap;
        }
        next_gap = 0;
        part.push(raw);
    }
    join(&mut lines, &part, gap);
    lines
}

/// Adds lines without a blank line among them.
fn join(lines: &mut Vec<Line>, part: &[&str], gap: usize) {
    let is_wrapped = is_wrapped(part);
    let mut joined: Vec<String> = Vec::new();
    for line in part {
        match joined.last_mut() {
            Some(before) if is_wrapped || continues_sentence(before, line) => {
                before.push(' ');
                before.push_str(line);
            }
            _ => joined.push((*line).to_owned()),
        }
    }
    lines.extend(joined.into_iter().enumerate().map(|(at, text)| {
        let words = words::count(&text);
        Line { text, gap: if at == 0 { gap } else { 0 }, words }
    }));
}

/// Whether a line continues a sentence that the line before it has not ended.
fn continues_sentence(before: &str, line: &str) -> bool {
    before.chars().count() >= *BROKEN_AT.start()
        && !words::ends_sentence(before)
        && line.starts_with(char::is_lowercase)
}

/// Whether sentences continue over the ends of lines, all of which stay within a width.
pub fn is_wrapped(part: &[&str]) -> bool {
    let is_long = |line: &&str| line.chars().count() > *BROKEN_AT.end();
    if part.len() < 2 || part.iter().any(is_long) {
        return false;
    }
    let broken = part.windows(2).filter(|pair| {
        let [line, next] = pair else { return false };
        let is_unended = !words::ends_sentence(line) || next.starts_with(char::is_lowercase);
        BROKEN_AT.contains(&line.chars().count()) && is_unended
    });
    broken.count() * 10 >= (part.len() - 1) * 6
}
