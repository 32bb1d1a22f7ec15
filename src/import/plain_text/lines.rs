//! The lines of a text, one for each block the page had.

use crate::extract::words;

/// Lines of a text that was broken at a width are about this long.
const BROKEN_AT: std::ops::RangeInclusive<usize> = 45..=100;

/// Lines kept; what follows is no article.
const MOST: usize = 50_000;

/// One block of the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its words.
    pub text: String,
    /// Blank lines before it.
    pub gap: usize,
    /// How many words it has.
    pub words: usize,
}

/// The lines of a text; those of a text broken at a width are joined first.
pub fn of(text: &str) -> Vec<Line> {
    let is_broken = is_broken(text);
    let mut lines: Vec<Line> = Vec::new();
    let mut gap = 0;
    for raw in text.lines().take(MOST) {
        let trimmed = raw.trim();
        if trimmed.is_empty() {
            gap += 1;
            continue;
        }
        match lines.last_mut() {
            Some(before) if is_broken && gap == 0 => {
                before.text.push(' ');
                before.text.push_str(trimmed);
            }
            _ => lines.push(Line { text: trimmed.to_owned(), gap, words: 0 }),
        }
        gap = 0;
    }
    for line in &mut lines {
        line.words = words::count(&line.text);
    }
    lines
}

/// Whether sentences go on over the ends of lines, which all stay within a width.
fn is_broken(text: &str) -> bool {
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    if lines.iter().any(|line| line.chars().count() > *BROKEN_AT.end()) {
        return false;
    }
    let followed =
        lines.windows(2).filter(|pair| matches!(pair, [line, next] if !line.is_empty() && !next.is_empty()));
    let (mut all, mut broken) = (0, 0);
    for pair in followed {
        let [line, next] = pair else { continue };
        all += 1;
        let goes_on = !words::ends_sentence(line) || next.starts_with(char::is_lowercase);
        broken += usize::from(BROKEN_AT.contains(&line.chars().count()) && goes_on);
    }
    all >= 2 && broken * 10 >= all * 6
}
