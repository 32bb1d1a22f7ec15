//! Lines among the blocks that are no text: datelines, bylines, lines that ask, lists of links.

use std::collections::HashSet;

use crate::domain::{Block, Language, Text, normalised_headline};
use crate::extract::{byline, dates, lexicon, words};

/// A line that asks for something has no more words.
const LONGEST_ASIDE: usize = 14;

/// An invitation to subscribe may take more.
const LONGEST_ASK: usize = 45;

/// Words of a line that holds a day or a byline and nothing else.
const DATELINE_WORDS: usize = 14;

/// Blocks at either end among which such lines stand.
const EDGE: usize = 6;

/// Words of a paragraph that nobody writes twice.
const UNIQUE_WORDS: usize = 10;

/// The blocks without the captions that a gallery shows again for every picture.
pub fn without_repeated(blocks: Vec<Block>) -> Vec<Block> {
    let is_figure = |at: Option<usize>| matches!(at.and_then(|at| blocks.get(at)), Some(Block::Figure(_)));
    let mut seen = HashSet::new();
    let mut dropped = HashSet::new();
    for (at, block) in blocks.iter().enumerate() {
        let Block::Paragraph { text } = block else { continue };
        let plain = text.to_plain();
        let is_repeated = words::count(&plain) >= UNIQUE_WORDS && !seen.insert(normalised_headline(&plain));
        if is_repeated && (is_figure(at.checked_sub(1)) || is_figure(Some(at + 1))) || is_counter(&plain) {
            dropped.insert(at);
        }
    }
    blocks.into_iter().enumerate().filter(|(at, _)| !dropped.contains(at)).map(|(_, block)| block).collect()
}

/// "Image 2 of 9".
fn is_counter(plain: &str) -> bool {
    let parts: Vec<&str> = plain.split([' ', '/']).filter(|part| !part.is_empty()).collect();
    let is_number = |part: &&str| part.bytes().all(|byte| byte.is_ascii_digit());
    let numbers = parts.iter().filter(|part| is_number(part)).count();
    numbers == 2 && (2..=4).contains(&parts.len()) && parts.last().is_some_and(is_number)
}

pub fn text(blocks: Vec<Block>, headline: &str, language: Option<&Language>) -> Vec<Block> {
    let count = blocks.len();
    let next_is_text: Vec<bool> = (0..count)
        .map(|at| matches!(blocks.get(at + 1), Some(Block::Paragraph { .. } | Block::List { .. })))
        .collect();
    let numbered = blocks.into_iter().zip(next_is_text).enumerate();
    let kept = numbered.filter(|(at, (block, before_text))| {
        let is_edge = *at < EDGE || at + EDGE >= count;
        match block {
            Block::Paragraph { text } => {
                let plain = text.to_plain();
                let is_frame = is_edge && is_frame(&plain, language);
                !(is_frame || is_headline(&plain, headline) || is_aside(text, &plain))
            }
            Block::Heading { text, .. } => is_heading(text, headline, *before_text),
            Block::List { items, .. } => !is_list_of_links(items),
            Block::Table(_)
            | Block::Quotation { .. }
            | Block::PullQuote { .. }
            | Block::Code { .. }
            | Block::Figure(_)
            | Block::Embed(_)
            | Block::Math { .. }
            | Block::Rule => true,
        }
    });
    kept.map(|(_, (block, _))| block).collect()
}

fn is_heading(text: &Text, headline: &str, before_text: bool) -> bool {
    let plain = text.to_plain();
    let is_linked = link_density(text) > 0.9 && !before_text;
    !is_headline(&plain, headline)
        && !lexicon::is_group_heading(&plain)
        && !lexicon::is_aside(&plain)
        && !is_linked
}

fn is_headline(plain: &str, headline: &str) -> bool {
    !headline.is_empty() && normalised_headline(plain) == headline
}

/// A line that asks for something, or is nothing but links that are no sentence.
fn is_aside(text: &Text, plain: &str) -> bool {
    let count = words::count(plain);
    let ends = words::ends_sentence(plain);
    let density = link_density(text);
    let asks = count <= LONGEST_ASIDE && lexicon::is_aside(plain) && (density > 0.3 || !ends || count <= 3);
    let is_linked = density > 0.9 && !ends && count < 40 && !plain.starts_with("http");
    count == 0 || asks || is_linked || count <= LONGEST_ASK && lexicon::asks(plain) || is_path(plain, count)
}

/// "Home » News » World": where the page stands.
fn is_path(plain: &str, count: usize) -> bool {
    count <= 10
        && [" » ", " › ", " > ", " >  "].iter().any(|mark| plain.contains(mark))
        && !words::ends_sentence(plain)
}

/// What stands around a text: day, byline, address of the writer.
fn is_frame(plain: &str, language: Option<&Language>) -> bool {
    let count = words::count(plain);
    let is_day = || dates::moment(plain, language).is_some();
    let is_byline = || byline::strip_by(plain).is_some_and(|rest| rest.starts_with(char::is_uppercase));
    let is_short = count <= DATELINE_WORDS && !plain.ends_with(['.', '!', '?', '”', '"']);
    let is_address = count <= 2 && plain.contains('@');
    let has_no_words = !plain.chars().any(char::is_alphabetic);
    is_short && (is_day() || is_byline()) || is_address || has_no_words
}

fn is_list_of_links(items: &[Vec<Block>]) -> bool {
    let (mut linked, mut all) = (0, 0);
    for block in items.iter().flatten() {
        block.each_inline(&mut |text| {
            all += text.to_plain().chars().count();
            text.each_link(&mut |words, _| linked += words.to_plain().chars().count());
        });
    }
    all == 0 || linked * 10 > all * 6
}

/// The part of a text's characters that are links.
fn link_density(text: &Text) -> f32 {
    let all = text.to_plain().chars().count();
    let mut linked = 0_usize;
    text.each_link(&mut |words, _| linked += words.to_plain().chars().count());
    let share = |count: usize| f32::from(u16::try_from(count).unwrap_or(u16::MAX));
    if all == 0 { 0.0 } else { share(linked) / share(all) }
}
