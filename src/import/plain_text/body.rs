//! The article among the lines: the run that reads most like sentences, and its blocks.

use std::ops::Range;

use crate::domain::{Block, Body, Text};
use crate::extract::{lexicon, words};

use super::lines::Line;

/// A paragraph has at least so many words, or is a short sentence among paragraphs.
const PARAGRAPH_WORDS: usize = 12;

/// A subheading has no more words.
const HEADING_WORDS: usize = 12;

/// A pulled quotation repeats at least so many words of the text.
const PULLED_WORDS: usize = 6;

/// The run of lines with the most words in sentences and the fewest in anything else.
pub fn run(lines: &[Line], is_listed: &dyn Fn(usize) -> bool) -> Range<usize> {
    let (mut best, mut best_weight) = (0..0, 0);
    let (mut start, mut weight) = (0, 0);
    for (at, line) in lines.iter().enumerate() {
        if weight <= 0 {
            (start, weight) = (at, 0);
        }
        weight += if is_listed(at) { -60 } else { weight_of(line) };
        if weight > best_weight {
            (best, best_weight) = (start..at + 1, weight);
        }
    }
    best
}

/// Words of a sentence count for the text; any other line counts against it.
fn weight_of(line: &Line) -> i32 {
    let count = i32::try_from(line.words.min(120)).unwrap_or(120);
    let ends = words::ends_sentence(&line.text);
    if lexicon::is_aside(&line.text) && line.words < 14 {
        return -8;
    }
    match (line.words >= PARAGRAPH_WORDS, ends) {
        (true, true) => count,
        (true, false) => count / 4 - 2,
        (false, true) if line.words >= 4 => count / 2 - 1,
        (false, _) => -9,
    }
}

/// The blocks of the run.
pub fn blocks(lines: &[Line]) -> Body {
    let mut blocks = Vec::new();
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        let next = lines.get(at + 1);
        if let Some(quotation) = pulled(line, next, lines) {
            blocks.push(quotation);
            at += 2;
            continue;
        }
        blocks.extend(block(line, next));
        at += 1;
    }
    Body(blocks)
}

fn block(line: &Line, next: Option<&Line>) -> Option<Block> {
    let text = Text::plain(&line.text);
    let ends = words::ends_sentence(&line.text);
    if line.words >= PARAGRAPH_WORDS && ends {
        return Some(Block::Paragraph { text });
    }
    let is_noise = line.words == 0
        || lexicon::is_credit(&line.text)
        || lexicon::is_aside(&line.text) && line.words < 14
        || lexicon::is_group_heading(&line.text);
    if is_noise {
        return None;
    }
    let before_text = next.is_some_and(|next| next.words >= PARAGRAPH_WORDS);
    if !ends && line.words <= HEADING_WORDS && line.words >= 2 && before_text {
        return Some(Block::Heading { level: 2, text });
    }
    (ends || line.words >= PARAGRAPH_WORDS).then_some(Block::Paragraph { text })
}

/// A quotation, and after it the few words that say whose it is. One that the text repeats was
/// pulled out of it.
fn pulled(line: &Line, next: Option<&Line>, lines: &[Line]) -> Option<Block> {
    let is_quoted = line.text.starts_with(['“', '"', '„', '«', '‘', '»', '「']);
    let source = next.filter(|next| is_source(next))?;
    let is_closed = line.text.trim_end_matches(['.', ',']).ends_with(['”', '"', '“', '»', '’', '«', '」']);
    if !is_quoted || !is_closed || line.words < PULLED_WORDS {
        return None;
    }
    let words = |text: &str| crate::domain::normalised_headline(text);
    let quoted = words(&line.text);
    let is_repeated =
        lines.iter().any(|other| other.text != line.text && words(&other.text).contains(&quoted));
    let attribution =
        Some(Text::plain(source.text.trim_end_matches('.').trim_start_matches(['—', '–', '-', ' '])));
    let text = Text::plain(&line.text);
    Some(if is_repeated {
        Block::PullQuote { text, attribution }
    } else {
        Block::Quotation { blocks: vec![Block::Paragraph { text }], attribution }
    })
}

/// A name or a title, not a sentence: few words, no quotation of its own.
fn is_source(line: &Line) -> bool {
    let is_dashed = line.text.starts_with(['—', '–', '-']);
    let starts_small = line.text.starts_with(char::is_lowercase);
    (line.words <= 4 || is_dashed && line.words <= 14)
        && !starts_small
        && !line.text.starts_with(['“', '"', '„', '«'])
        && !line.text.ends_with(['?', '!', ':'])
}
