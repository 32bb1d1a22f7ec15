//! Finds the article among the lines, the run that reads most like sentences, and its blocks.

use std::ops::Range;

use crate::domain::{Block, Body, Text};
use crate::extract::{lexicon, words};

use super::line_kinds::Sign;
use super::lines::Line;

/// Most words of a subheading.
const HEADING_WORDS: usize = 12;

/// The fewest repeated words of a pull quote.
const PULLED_WORDS: usize = 6;

/// Words of a paragraph beyond which it is no surer to be text, since terms and conditions are long.
const MOST_WEIGHT: usize = 60;

/// The run of lines with the most words in sentences and the fewest in anything else.
pub fn run(lines: &[Line], signs: &[Sign], is_listed: &dyn Fn(usize) -> bool) -> Range<usize> {
    let (mut best, mut best_weight) = (0..0, 0);
    let (mut start, mut weight) = (0, 0);
    for (at, (line, sign)) in lines.iter().zip(signs).enumerate() {
        if weight <= 0 {
            (start, weight) = (at, 0);
        }
        weight += if is_listed(at) && *sign != Sign::Paragraph { -13 } else { weight_of(line, *sign) };
        if weight > best_weight {
            (best, best_weight) = (start..at + 1, weight);
        }
    }
    best
}

/// The weight of a line: words of a sentence count for the text, any other line against it.
fn weight_of(line: &Line, sign: Sign) -> i32 {
    let count = i32::try_from(line.words.min(MOST_WEIGHT)).unwrap_or_default();
    match sign {
        Sign::Paragraph => count,
        Sign::Sentence => count / 2 - 1,
        Sign::Long => count / 4 - 2,
        Sign::Item => count / 2 + 2,
        Sign::Cut => 8,
        Sign::Picture => -4,
        Sign::Aside => -8,
        Sign::Again => -9,
        Sign::Short => -12,
        Sign::Comments => -200,
    }
}

/// The blocks of the run, without lists of other headlines.
pub fn blocks(lines: &[Line], signs: &[Sign], run: Range<usize>, is_listed: &dyn Fn(usize) -> bool) -> Body {
    let text = lines.get(run.clone()).unwrap_or_default();
    let mut blocks: Vec<Block> = Vec::new();
    let mut at = run.start;
    while at < run.end
        && let (Some(line), Some(sign)) = (lines.get(at), signs.get(at))
    {
        let after = Some(at + 1).filter(|after| *after < run.end);
        let next = after.and_then(|after| lines.get(after));
        if let Some(quotation) = pulled(line, next, text) {
            blocks.push(quotation);
            at += 2;
            continue;
        }
        let before_text = after.and_then(|after| signs.get(after)) == Some(&Sign::Paragraph);
        if *sign == Sign::Paragraph || !is_listed(at) {
            blocks.extend(block(line, *sign, before_text));
        }
        at += 1;
    }
    Body(blocks)
}

fn block(line: &Line, sign: Sign, before_text: bool) -> Option<Block> {
    let text = Text::plain(&line.text);
    match sign {
        Sign::Paragraph => Some(Block::Paragraph { text }),
        Sign::Picture | Sign::Aside | Sign::Again | Sign::Comments => None,
        _ if line.words == 0 || lexicon::is_credit(&line.text) || lexicon::is_group_heading(&line.text) => {
            None
        }
        Sign::Short
            if before_text
                && (2..=HEADING_WORDS).contains(&line.words)
                && !words::ends_sentence(&line.text) =>
        {
            Some(Block::Heading { level: 2, text })
        }
        Sign::Short if !words::ends_sentence(&line.text) => None,
        Sign::Sentence | Sign::Long | Sign::Cut | Sign::Item | Sign::Short => Some(Block::Paragraph { text }),
    }
}

/// A quotation, with its source in the line after it. One that the text repeats is a pull quote.
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

/// Whether a line is a name or a title: few words, no sentence, no quotation.
fn is_source(line: &Line) -> bool {
    let is_dashed = line.text.starts_with(['—', '–', '-']);
    let starts_small = line.text.starts_with(char::is_lowercase);
    (line.words <= 4 || is_dashed && line.words <= 14)
        && !starts_small
        && !line.text.starts_with(['“', '"', '„', '«'])
        && !line.text.ends_with(['?', '!', ':'])
}
