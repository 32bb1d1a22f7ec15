//! Scores each line by its length, its links and its element, as prose or not.

use super::{Line, Lines};
use crate::extract::{lexicon, words};

/// Words from which a line is prose by its length, and from which it is a sentence.
const LONG: usize = 12;
const SENTENCE: usize = 6;

/// The score of a line that is no prose, and of a heading of other stories.
const SHORT: f32 = -2.0;
pub const OTHER_STORIES: f32 = -20.0;

/// The name of the innermost element around a line.
pub fn name<'lines>(lines: &'lines Lines, line: &Line) -> &'lines str {
    lines.boxes.get(line.place).map_or("", |place| place.name.as_str())
}

/// The score of a line in an element of this name: its words outside of links; negative for a line that is no
/// prose.
pub fn score(line: &Line, name: &str) -> f32 {
    let count = small(line.words);
    let linked = small(line.linked) / count.max(1.0);
    if line.words == 0 {
        return -1.0;
    }
    if linked > 0.5 {
        return SHORT - 0.3 * count.min(20.0);
    }
    if line.words <= 8 && lexicon::is_group_heading(&line.text) {
        return if is_heading(name) { OTHER_STORIES } else { OTHER_STORIES / 2.0 };
    }
    let is_teaser = name == "li" && linked > 0.15;
    let is_sentence = || line.words >= SENTENCE && words::ends_sentence(&line.text);
    if !is_teaser && (line.words >= LONG || is_sentence()) {
        return count * (1.0 - linked);
    }
    match name {
        _ if is_heading(name) => 0.0,
        "li" | "dd" | "dt" | "td" | "blockquote" | "pre" if line.words > 2 => 0.0,
        "li" | "dd" | "dt" | "td" | "blockquote" | "pre" => -0.5,
        _ => SHORT,
    }
}

fn is_heading(name: &str) -> bool {
    matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
}

fn small(count: usize) -> f32 {
    f32::from(u16::try_from(count).unwrap_or(u16::MAX))
}
