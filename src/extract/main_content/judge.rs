//! Decides which of two opinions on a page's text is right, or whether both are a part of it.
//!
//! Both are of the same page. The decision rests on how much of one is in the other, and on whether lines
//! that only one has share the markup of common lines.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use crate::domain::Block;
use crate::extract::prose::{Line, Lines, ProseLines};

/// Words of a sequence for comparisons.
const SEQUENCE: usize = 3;

/// The share of the other text below which a text is a notice or a teaser, unless it is long.
const SMALL: f32 = 0.12;
const LONG: usize = 250;

/// The share in common below which two texts are different ones.
const COMMON: f32 = 0.25;

/// The fewest words of a text that may replace another.
const FEWEST: usize = 150;

/// The least share of the first text that further lines of the second opinion must have to be added.
const MORE: f32 = 0.4;

/// The least share of the first text that lines before it must have to be added.
const MORE_BEFORE: f32 = 0.25;

/// Words of furniture after the prose beyond which they are more than a signature.
const TAIL: usize = 30;

/// The lines of the page to take; `None` where the first opinion is right.
pub fn choose(first: &str, lines: &Lines, prose: &ProseLines) -> Option<Vec<usize>> {
    let of_first = sequences(first);
    let words = crate::extract::words::count(first);
    let kept = || prose.kept.iter().filter_map(|at| Some((*at, lines.lines.get(*at)?)));
    let is_shared = |line: &Line| {
        let own = sequences(&line.text);
        let shared = own.iter().filter(|sequence| of_first.binary_search(sequence).is_ok()).count();
        !own.is_empty() && shared * 10 >= own.len() * 6
    };
    let (shared, extra): (Vec<_>, Vec<_>) = kept().partition(|(_, line)| is_shared(line));
    let count = |lines: &[(usize, &Line)]| lines.iter().map(|(_, line)| line.words).sum::<usize>();
    let (common, more) = (count(&shared), count(&extra));
    let all = common + more;
    let is_nothing = words == 0 && all > 0 || part(words, all) < SMALL && words < LONG;
    let is_other = part(common, words) < COMMON && all > 2 * words && all > FEWEST;
    let is_part = part(more, words) > MORE && part(common, words) >= 0.5 && are_alike(lines, &shared, &extra);
    let is_double = more > words.max(FEWEST) && part(common, words) >= 0.5 && !is_album(lines, &extra);
    let is_end = || {
        let before = words_before(lines, prose, &is_shared);
        before > FEWEST && part(before, words) > MORE_BEFORE
    };
    let last = lines.lines.iter().rposition(|line| line.words > 5 && is_shared(line));
    if let Some(whole) = last.and_then(|last| article(lines, prose, words, last)) {
        return Some(whole);
    }
    (is_nothing || is_other || is_double || is_part || is_end()).then(|| whole(lines, prose, &is_shared))
}

/// The blocks of the first opinion without lines that stand only in furniture. Those among the prose stay
/// where they are a large part of the text; those after it never stay.
pub fn without_boilerplate(blocks: Vec<Block>, lines: &Lines, prose: &ProseLines) -> Vec<Block> {
    let (mut furniture, mut others, mut kept) = (HashSet::new(), HashSet::new(), HashSet::new());
    for (at, (line, is_beside)) in lines.lines.iter().zip(&prose.beside).enumerate() {
        let among = if *is_beside { &mut furniture } else { &mut others };
        among.insert(line.text.as_str());
        if prose.kept.binary_search(&at).is_ok() {
            kept.insert(line.text.as_str());
        }
    }
    let of = |known: &HashSet<&str>, block: &Block| {
        let plain = block.to_plain();
        let mut lines = plain.lines().map(str::trim).filter(|line| !line.is_empty()).peekable();
        lines.peek().is_some() && lines.all(|line| known.contains(line))
    };
    let is_furniture = |block: &Block| {
        let is_line = matches!(block, Block::Paragraph { .. } | Block::Heading { .. } | Block::List { .. });
        is_line && of(&furniture, block) && !of(&others, block)
    };
    let count = |blocks: &mut dyn Iterator<Item = &Block>| -> usize {
        blocks.map(|block| crate::extract::words::count(&block.to_plain())).sum()
    };
    let end = blocks.iter().rposition(|block| of(&kept, block)).map_or(0, |last| last + 1);
    let (text, after) = blocks.split_at(end);
    let all = count(&mut text.iter());
    let is_much = count(&mut text.iter().filter(|block| is_furniture(block))) * 10 > all * 3;
    let is_tail = all > FEWEST && count(&mut after.iter().filter(|block| is_furniture(block))) > TAIL;
    let is_dropped = |at: usize, block: &Block| {
        let is_line = matches!(block, Block::Paragraph { .. });
        is_furniture(block) && (is_line && !is_much || at >= end && is_tail)
    };
    let dropped: Vec<bool> = blocks.iter().enumerate().map(|(at, block)| is_dropped(at, block)).collect();
    blocks.into_iter().zip(dropped).filter(|(_, is_dropped)| !is_dropped).map(|(block, _)| block).collect()
}

/// The lines of the second opinion, and those of the first among them.
fn whole(lines: &Lines, prose: &ProseLines, is_shared: &dyn Fn(&Line) -> bool) -> Vec<usize> {
    let (Some(first), Some(last)) = (prose.kept.first(), prose.kept.last()) else { return Vec::new() };
    let kept: HashSet<&usize> = prose.kept.iter().collect();
    let is_told = |at: &usize| {
        kept.contains(at)
            || !prose.is_boilerplate.get(*at).copied().unwrap_or(true)
                && lines.lines.get(*at).is_some_and(is_shared)
    };
    (*first..=*last).filter(is_told).collect()
}

/// Whether most of these lines are items of a list, as the captions of an album are.
fn is_album(lines: &Lines, extra: &[(usize, &Line)]) -> bool {
    let is_item = |line: &Line| is_item(lines, line);
    let count = |items: &mut dyn Iterator<Item = &Line>| items.map(|line| line.words).sum::<usize>();
    let all = count(&mut extra.iter().map(|(_, line)| *line));
    count(&mut extra.iter().map(|(_, line)| *line).filter(|line| is_item(line))) * 2 > all
}

/// The lines of the only article of a page up to the last line taken, where they have much more text than was
/// taken.
fn article(lines: &Lines, prose: &ProseLines, taken: usize, last: usize) -> Option<Vec<usize>> {
    let mut articles = lines.boxes.iter().enumerate().filter(|(_, place)| place.name == "article");
    let (place, found) = articles.next()?;
    if articles.next().is_some() || found.mass < WHOLE * lines.prose_words() {
        return None;
    }
    let is_within = |line: &Line| lines.around(line.place).any(|around| around == place);
    let told = lines
        .lines
        .iter()
        .enumerate()
        .filter(|(at, line)| is_within(line) && !prose.is_boilerplate.get(*at).copied().unwrap_or(true));
    let told: Vec<(usize, &Line)> = told.collect();
    let to_last = || told.iter().filter(|(at, _)| *at <= last).map(|(_, line)| line);
    let all: usize = to_last().map(|line| line.words).sum();
    let unlinked =
        to_last().filter(|line| !is_item(lines, line)).map(|line| line.words.saturating_sub(line.linked));
    let unlinked: usize = unlinked.sum();
    let is_more = all > 2 * taken && unlinked * 2 > 3 * taken && unlinked > FEWEST;
    is_more.then(|| told.into_iter().map(|(at, _)| at).collect())
}

/// The share of the page's prose that its only article must hold.
const WHOLE: f32 = 0.8;

fn is_item(lines: &Lines, line: &Line) -> bool {
    let mut around = lines.around(line.place).take(3).filter_map(|place| lines.boxes.get(place));
    around.any(|place| place.name == "li")
}

/// The paragraphs between the headline and the first opinion that begin the text: sentences that are no standfirst.
pub fn lead(first: &str, lines: &Lines, prose: &ProseLines, standfirst: &str) -> Vec<usize> {
    let of_first = sequences(first);
    let of_standfirst = sequences(standfirst);
    let shares = |line: &Line, known: &[u64]| {
        let own = sequences(&line.text);
        own.iter().filter(|sequence| known.binary_search(sequence).is_ok()).count() * 10 >= own.len() * 6
    };
    let Some(begin) = lines.lines.iter().position(|line| line.words > 5 && shares(line, &of_first)) else {
        return Vec::new();
    };
    let headline = lines.lines.iter().take(begin).rposition(|line| lines.name(line) == "h1");
    let Some(headline) = headline else { return Vec::new() };
    let is_told = |at: &usize| {
        let Some(line) = lines.lines.get(*at) else { return false };
        lines.name(line) == "p"
            && line.words >= LEAD_LINE
            && line.linked * 3 < line.words
            && crate::extract::words::ends_sentence(&line.text)
            && !prose.beside.get(*at).copied().unwrap_or(true)
            && !shares(line, &of_standfirst)
    };
    let kept = prose.kept.iter().copied().filter(|at| (headline..begin).contains(at));
    let told: Vec<usize> = kept.filter(is_told).collect();
    let count: usize = told.iter().filter_map(|at| Some(lines.lines.get(*at)?.words)).sum();
    if count >= LEAD { told } else { Vec::new() }
}

/// The fewest words of a paragraph that begins a text, and of all of them.
const LEAD_LINE: usize = 12;
const LEAD: usize = 30;

/// Words of prose between the headline and the first opinion; many show that it is only the end of the text.
fn words_before(lines: &Lines, prose: &ProseLines, is_shared: &dyn Fn(&Line) -> bool) -> usize {
    let is_headline = |line: &Line| lines.boxes.get(line.place).is_some_and(|place| place.name == "h1");
    let headline = lines.lines.iter().position(is_headline);
    let first = lines.lines.iter().position(|line| line.words > 5 && is_shared(line));
    let (Some(headline), Some(first)) = (headline, first) else { return 0 };
    let between = prose.kept.iter().filter(|at| (headline..first).contains(at));
    between.filter_map(|at| Some(lines.lines.get(*at)?.words)).sum()
}

/// Whether half of the lines that only one has share the markup of common lines, and are as long.
fn are_alike(lines: &Lines, shared: &[(usize, &Line)], extra: &[(usize, &Line)]) -> bool {
    let long = |line: &&Line| line.words > 5;
    let builds: HashSet<Vec<&str>> =
        shared.iter().map(|(_, line)| *line).filter(long).map(|line| lines.ancestor_names(line)).collect();
    let of_extra = || extra.iter().map(|(_, line)| *line);
    let like: usize =
        of_extra().filter(|line| builds.contains(&lines.ancestor_names(line))).map(|line| line.words).sum();
    let all: usize = of_extra().map(|line| line.words).sum();
    let mean = |lines: Vec<&Line>| part(lines.iter().map(|line| line.words).sum(), lines.len().max(1));
    let lengths = (
        mean(shared.iter().map(|(_, line)| *line).filter(long).collect()),
        mean(of_extra().filter(long).collect()),
    );
    like * 2 >= all && lengths.1 * 2.0 >= lengths.0
}

/// The sequences of words in a text as their hashes, in order, each once.
fn sequences(text: &str) -> Vec<u64> {
    let words = text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    let words: Vec<u64> = words.map(|word| hash(&word.to_lowercase())).collect();
    let joined = |words: &[u64]| words.iter().fold(0, |all: u64, word| all.rotate_left(21) ^ word);
    let mut sequences: Vec<u64> = words.windows(SEQUENCE).map(joined).collect();
    sequences.sort_unstable();
    sequences.dedup();
    sequences
}

fn hash(word: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    word.hash(&mut hasher);
    hasher.finish()
}

fn part(some: usize, all: usize) -> f32 {
    let small = |count: usize| f32::from(u16::try_from(count).unwrap_or(u16::MAX));
    small(some) / small(all).max(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use dom_query::Document;

    /// A sentence whose words no other has.
    fn sentence(of: &str) -> String {
        let words: Vec<String> = (0..14).map(|at| format!("{}x{at}", of.replace(' ', ""))).collect();
        format!("{of} {}. ", words.join(" "))
    }

    fn paragraphs(of: &str, count: usize) -> String {
        (0..count)
            .map(|number| format!("<p>{}</p>", sentence(&format!("{of} {number}"))))
            .collect::<Vec<_>>()
            .concat()
    }

    fn chosen(page: &str, first: &str) -> Option<usize> {
        let lines = Lines::of(&Document::from(page));
        choose(first, &lines, &lines.prose()).map(|lines| lines.len())
    }

    #[test]
    fn a_partly_extracted_text_is_completed() {
        let page = format!(
            "<body><h1>Rain</h1><div><div>{}</div></div><section>{}</section>",
            paragraphs("Day", 2),
            paragraphs("Night", 12)
        );

        assert_eq!(chosen(&page, &(sentence("Day 0") + &sentence("Day 1"))), Some(14));
    }

    #[test]
    fn paragraphs_beside_the_headline_begin_the_text() {
        let text = paragraphs("Day", 12);
        let begun = |intro: &str| {
            let page = format!("<body><header><h1>Rain</h1>{intro}</header><div>{text}</div>");
            let lines = Lines::of(&Document::from(page.as_str()));
            let first: String = (0..12).map(|at| sentence(&format!("Day {at}"))).collect();
            lead(&first, &lines, &lines.prose(), &sentence("Standfirst 0")).len()
        };

        assert_eq!(begun(&paragraphs("Intro", 3)), 3);
        assert_eq!(begun(&paragraphs("Standfirst", 1)), 0);
        assert_eq!(begun("<p>By Ana Ruiz</p>"), 0);
    }

    #[test]
    fn the_captions_of_an_album_are_no_part_that_is_missing() {
        let album: String = (0..40)
            .map(|at| format!("<li><p>{}</p></li>", sentence(&format!("Picture {at}"))))
            .collect::<Vec<_>>()
            .concat();
        let page = format!("<body><h1>Rain</h1>{}<ul>{album}</ul>", paragraphs("Day", 12));
        let first: String = (0..12).map(|at| sentence(&format!("Day {at}"))).collect();

        assert_eq!(chosen(&page, &first), None);
    }

    #[test]
    fn the_footer_of_a_page_is_not_taken_for_its_text() {
        let page = format!(
            "<body><h1>Rain</h1><div><div>{}</div></div><section>{}</section>",
            paragraphs("Day", 10),
            paragraphs("Risk", 14)
        );
        let first: String = (0..14).map(|at| sentence(&format!("Risk {at}"))).collect();

        assert_eq!(chosen(&page, &first), Some(24));
    }

    #[test]
    fn cards_after_the_text_are_left_out_however_many_they_are() {
        let card = |at: usize| {
            format!(
                "<div><h3><a href=/{at}>Another story of the town</a></h3><p>{}</p></div>",
                sentence(&format!("Card {at}"))
            )
        };
        let cards: String = (0..20).map(card).collect();
        let page = format!("<body><h1>Rain</h1>{}<div>{cards}</div>", paragraphs("Day", 12));
        let document = Document::from(page.as_str());
        let lines = Lines::of(&document);
        let body = crate::extract::extract_fragment(&page, None).0;
        let blocks = body.blocks().to_vec();

        let left = without_boilerplate(blocks, &lines, &lines.prose());

        assert!(!left.iter().any(|block| block.to_plain().starts_with("Card")));
        assert!(left.iter().filter(|block| block.to_plain().starts_with("Day")).count() == 12);
    }
}
