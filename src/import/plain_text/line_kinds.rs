//! Classifies each line by itself and by its neighbours, before the parts of the page are found.

use std::collections::HashMap;

use crate::domain::normalised_headline;
use crate::extract::{lexicon, words};

use super::lines::Line;

/// The fewest words of a paragraph.
pub const PARAGRAPH_WORDS: usize = 12;

/// Words below which a line may be a request, or name a part of the page.
const ASIDE_WORDS: usize = 14;

/// Most words of an invitation to subscribe.
const ASK_WORDS: usize = 45;

/// Words below which a line may be repeated by chance.
const REPEATED_WORDS: usize = 4;

/// Lines above a number among which the number before it stands.
const NEAR: usize = 4;

/// The kind of a line by its looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// Sentences of some length.
    Paragraph,
    /// A short sentence.
    Sentence,
    /// Many words without the end of a sentence.
    Long,
    /// Sentences cut off by dots, as in teasers.
    Cut,
    /// An item of a numbered list.
    Item,
    /// The words of a picture: alternative text, caption, credit.
    Picture,
    /// A button or notice: share, subscribe, advertisement.
    Aside,
    /// A line that is repeated elsewhere on the page, as headlines of other stories are.
    Again,
    /// The beginning of the comments.
    Comments,
    /// Any other line: menus, names, headings.
    Short,
}

/// The sign of every line.
pub fn of(lines: &[Line]) -> Vec<Sign> {
    let pictures = pictures(lines);
    let norms: Vec<String> = lines.iter().map(|line| normalised_headline(&line.text)).collect();
    let mut times: HashMap<&str, usize> = HashMap::new();
    for norm in &norms {
        *times.entry(norm).or_default() += 1;
    }
    let is_repeated = |at: usize| {
        norms.get(at).is_some_and(|norm| times.get(norm.as_str()).is_some_and(|times| *times > 1))
    };
    lines
        .iter()
        .enumerate()
        .map(|(at, line)| {
            if is_numbered(lines, at) {
                Sign::Item
            } else if pictures.get(at).copied().unwrap_or_default() {
                Sign::Picture
            } else {
                sign(line, is_repeated(at))
            }
        })
        .collect()
}

fn sign(line: &Line, is_repeated: bool) -> Sign {
    let text = &line.text;
    let ends = words::ends_sentence(text);
    let is_aside = lexicon::is_aside(text) && line.words < ASIDE_WORDS
        || line.words <= ASK_WORDS && lexicon::invites_to_subscribe(text);
    if lexicon::opens_comments(text) {
        Sign::Comments
    } else if lexicon::is_caption(text) || lexicon::is_credit(text) && !ends {
        Sign::Picture
    } else if is_aside {
        Sign::Aside
    } else if is_repeated && line.words >= REPEATED_WORDS && !(ends && line.words >= PARAGRAPH_WORDS) {
        Sign::Again
    } else if line.words >= REPEATED_WORDS && text.trim_end_matches([']', ')']).ends_with(['…'])
        || text.ends_with("...")
    {
        Sign::Cut
    } else {
        match (line.words >= PARAGRAPH_WORDS, ends) {
            (true, true) => Sign::Paragraph,
            (true, false) => Sign::Long,
            (false, true) if line.words >= REPEATED_WORDS => Sign::Sentence,
            (false, _) => Sign::Short,
        }
    }
}

/// Which lines are the words of a picture: the alternative text and, right after it, the same words as
/// caption. Where most of the text is so, it is another kind of page.
fn pictures(lines: &[Line]) -> Vec<bool> {
    let norms: Vec<String> = lines.iter().map(|line| normalised_headline(&line.text)).collect();
    let mut found = vec![false; lines.len()];
    for at in 1..lines.len() {
        let (Some(one), Some(other), Some(line)) = (norms.get(at - 1), norms.get(at), lines.get(at - 1))
        else {
            continue;
        };
        let is_same = one == other || line.words >= REPEATED_WORDS && other.starts_with(one.as_str());
        if is_same && line.words >= REPEATED_WORDS {
            found.splice(at - 1..=at, [true, true]);
        }
    }
    let is_text = |line: &Line| line.words >= PARAGRAPH_WORDS && words::ends_sentence(&line.text);
    let all: usize = lines.iter().filter(|line| is_text(line)).map(|line| line.words).sum();
    let shown: usize = lines
        .iter()
        .zip(&found)
        .filter(|(line, found)| **found && is_text(line))
        .map(|(line, _)| line.words)
        .sum();
    if shown * 10 > all * 4 { vec![false; lines.len()] } else { found }
}

/// Whether a line is "2. …" not far below "1. …".
fn is_numbered(lines: &[Line], at: usize) -> bool {
    let numbers =
        |range: std::ops::Range<usize>| lines.get(range).unwrap_or_default().iter().filter_map(number);
    let Some(own) = lines.get(at).and_then(number) else { return false };
    let end = (at + 1 + NEAR).min(lines.len());
    numbers(at.saturating_sub(NEAR)..at).any(|before| before + 1 == own)
        || numbers(at + 1..end).any(|after| own == 1 && after == 2)
}

/// The number that a line begins with: "2. ", "2) ".
fn number(line: &Line) -> Option<u32> {
    let text = line.text.trim_start_matches('(');
    let digits =
        text.find(|letter: char| !letter.is_ascii_digit()).filter(|digits| (1..=3).contains(digits))?;
    let (number, rest) = text.split_at(digits);
    rest.starts_with(['.', ')']).then(|| number.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::super::lines;
    use super::*;

    #[test]
    fn a_line_is_known_by_its_neighbours_too() {
        let page = "A river seen from the bridge\n\nA river seen from the bridge. A. Lens\n\n1. Take the first road\n\n2) Turn left\n\n12 Comments\n\nRain fell on the hills around the old town for the third day in a row.\n\nBridges opened again";

        assert_eq!(
            of(&lines::of(page)),
            [
                Sign::Picture,
                Sign::Picture,
                Sign::Item,
                Sign::Item,
                Sign::Comments,
                Sign::Paragraph,
                Sign::Short
            ]
        );
    }
}
