//! Drops lines that are no text: datelines, bylines, requests, lists of links.

use std::collections::{HashMap, HashSet};

use super::{cards, contents, labels, links, subscription_boxes};
use crate::domain::{Article, Block, Figure, Language, Text, WebUrl, normalised_headline};
use crate::extract::inline_image::is_emoji;
use crate::extract::{byline, dates, lexicon, words};

/// Most words of a request.
const MAX_REQUEST_WORDS: usize = 14;

/// Most words of an invitation to subscribe.
const MAX_INVITATION_WORDS: usize = 45;

/// Most words of an invitation that begins with a known phrase.
const MAX_KNOWN_INVITATION_WORDS: usize = 60;

/// Most words of a line that holds only a date or a byline.
const DATELINE_WORDS: usize = 14;

/// Blocks at either end, among which such lines stand.
const EDGE: usize = 6;

/// Words and characters from which a repeated paragraph is a copy.
const UNIQUE_WORDS: usize = 10;
const UNIQUE_CHARACTERS: usize = 55;

/// The blocks without copies (pages repeat a text for another screen, a gallery its caption for every
/// picture) and without short lines between all paragraphs. Where a considerable part of the text is
/// repeated, the repetition is the writer's and stays.
pub fn without_repeated(blocks: Vec<Block>) -> Vec<Block> {
    let lines: Vec<Option<String>> = blocks.iter().map(line).collect();
    let mut times: HashMap<&str, usize> = HashMap::new();
    for line in lines.iter().flatten() {
        *times.entry(line.as_str()).or_default() += 1;
    }
    let paragraphs = lines.iter().flatten().filter(|line| is_unique(line)).count();
    let again: usize = times.iter().filter(|(line, _)| is_unique(line)).map(|(_, times)| times - 1).sum();
    let told: Vec<usize> =
        times.iter().filter(|(line, _)| is_unique(line)).map(|(_, times)| *times).collect();
    let is_doubled = told.len() > 2 && told.iter().filter(|times| **times > 1).count() * 4 >= told.len() * 3;
    let are_copies = again * MOST_COPIES < paragraphs || is_doubled;
    let all = lines.iter().flatten().count();
    let mut seen = HashSet::new();
    let is_new = |line: &Option<String>| {
        let Some(line) = line else { return true };
        let is_copy = is_unique(line) && are_copies && !seen.insert(line.clone());
        let is_between = !is_unique(line)
            && times
                .get(line.as_str())
                .is_some_and(|times| *times >= BETWEEN_ALL && times * AFTER_EVERY >= all);
        !is_copy && !is_between
    };
    let kept: Vec<bool> = lines.iter().map(is_new).collect();
    let kept = blocks.into_iter().zip(kept).filter(|(_, is_kept)| *is_kept).map(|(block, _)| block);
    kept.filter(|block| !matches!(block, Block::Paragraph { text } if is_counter(&text.to_plain()))).collect()
}

/// The text of a paragraph or a list, normalised for comparisons.
fn line(block: &Block) -> Option<String> {
    let is_line = matches!(block, Block::Paragraph { .. } | Block::List { .. });
    is_line.then(|| normalised_headline(&block.to_plain())).filter(|line| !line.is_empty())
}

/// Whether a line is long enough to be unique in a text.
fn is_unique(line: &str) -> bool {
    words::count(line) >= UNIQUE_WORDS || line.chars().count() >= UNIQUE_CHARACTERS
}

/// The share of copies in a text, as one in so many, from which they are the writer's.
const MOST_COPIES: usize = 10;

/// Times that a short line stands between paragraphs, and paragraphs to each, from which it is dropped.
const BETWEEN_ALL: usize = 4;
const AFTER_EVERY: usize = 3;

/// Whether a line is a counter, such as "Image 2 of 9".
fn is_counter(plain: &str) -> bool {
    let parts: Vec<&str> = plain.split([' ', '/']).filter(|part| !part.is_empty()).collect();
    let is_number = |part: &&str| part.bytes().all(|byte| byte.is_ascii_digit());
    let numbers = parts.iter().filter(|part| is_number(part)).count();
    numbers == 2 && (2..=4).contains(&parts.len()) && parts.last().is_some_and(is_number)
}

/// The blocks that are text of an article. `headline` is its headline, normalised.
pub fn article_blocks(blocks: Vec<Block>, headline: &str, article: &Article) -> Vec<Block> {
    let (language, site) = (article.language.as_ref(), article.url.as_ref());
    let count = blocks.len();
    let is_kept = |at: usize| {
        let is_edge = at < EDGE || at + EDGE >= count;
        let before = at.checked_sub(1).and_then(|before| blocks.get(before));
        let after = blocks.get(at + 1);
        let Some(block) = blocks.get(at) else { return false };
        match block {
            Block::Paragraph { text } => {
                let plain = text.to_plain();
                let is_frame = is_edge && is_line_around_text(&plain, language);
                let is_aside = is_aside(text, &plain) && !is_source(&blocks, at, site);
                !(is_frame || is_headline(&plain, headline) || is_aside)
            }
            Block::Heading { text, .. } => {
                let before_text = matches!(after, Some(Block::Paragraph { .. } | Block::List { .. }));
                let plain = text.to_plain();
                let is_of_links = lexicon::is_group_heading(&plain) || lexicon::is_aside(&plain);
                (!is_of_links || heads_prose(text, after, article))
                    && is_heading(text, headline, before_text)
                    && !(at < EDGE && ends_in_headline(text, headline))
            }
            Block::List { items, .. } if items.is_empty() => false,
            Block::List { items, .. } => {
                !links::is_list(items) || {
                    links::belongs(items, before, blocks.get(at + 1..).unwrap_or_default(), site)
                }
            }
            Block::Figure(figure) => has_words_or_picture(figure),
            Block::Table(_)
            | Block::Quotation { .. }
            | Block::PullQuote { .. }
            | Block::Code { .. }
            | Block::Embed(_)
            | Block::Math { .. }
            | Block::Rule => true,
        }
    };
    let mut kept: Vec<bool> = (0..count).map(is_kept).collect();
    for drop in [
        subscription_boxes::spread,
        contents::drop_contents,
        cards::drop_films,
        cards::drop_stories,
        cards::drop_samples,
    ] {
        drop(&blocks, &mut kept);
    }
    labels::drop_labels(&blocks, &mut kept, article);
    blocks.into_iter().zip(kept).filter(|(_, is_kept)| *is_kept).map(|(block, _)| block).collect()
}

/// Drops the pictures without words of lists and quotations, and the items that hold nothing else: buttons to share.
pub fn drop_silent(block: &mut Block) {
    let is_silent = |block: &Block| matches!(block, Block::Figure(figure) if !has_words_or_picture(figure));
    let drop = |blocks: &mut Vec<Block>| {
        blocks.iter_mut().for_each(drop_silent);
        blocks.retain(|block| !is_silent(block));
    };
    match block {
        Block::List { items, .. } => {
            items.iter_mut().for_each(drop);
            items.retain(|item| !item.is_empty());
        }
        Block::Quotation { blocks, .. } => drop(blocks),
        _ => {}
    }
}

/// Whether a figure has words or a stored picture; another one would be a blank line.
fn has_words_or_picture(figure: &Figure) -> bool {
    let is_button = |caption: &Text| normalised_headline(&caption.to_plain()) == "caption close";
    let has_caption = figure.caption.as_ref().is_some_and(|caption| !is_button(caption));
    figure.alt.is_some() || has_caption || figure.picture.is_some()
}

fn is_heading(text: &Text, headline: &str, before_text: bool) -> bool {
    let plain = text.to_plain();
    let is_linked = link_density(text) > 0.9 && !before_text;
    !is_headline(&plain, headline) && !lexicon::invites_to_subscribe(&plain) && !is_linked
}

/// Whether a heading that begins like one of a list of links heads prose: "Recommended Tools", before a sentence.
fn heads_prose(heading: &Text, after: Option<&Block>, article: &Article) -> bool {
    let plain = heading.to_plain();
    let of_group = |name: &str| normalised_headline(name) == normalised_headline(&plain);
    let is_group = article.related.iter().any(|group| of_group(group.heading.as_str()));
    let Some(Block::Paragraph { text }) = after else { return false };
    let told = text.to_plain();
    !is_group
        && lexicon::is_group_heading(&plain)
        && !lexicon::is_only_group_heading(&plain)
        && words::count(&told) >= PROSE
        && words::ends_sentence(&told)
        && link_density(text) < 0.3
}

/// Words of a paragraph of prose.
const PROSE: usize = 12;

/// "Weather - Rain falls on the town": the headline behind its kicker.
fn ends_in_headline(text: &Text, headline: &str) -> bool {
    words::count(headline) >= LEAST_HEADLINE_WORDS
        && normalised_headline(&text.to_plain()).ends_with(headline)
}

/// Words of a headline that no other heading ends in.
const LEAST_HEADLINE_WORDS: usize = 4;

fn is_headline(plain: &str, headline: &str) -> bool {
    !headline.is_empty() && normalised_headline(plain) == headline
}

/// Whether a line is a request, or only links that are no sentence.
fn is_aside(text: &Text, plain: &str) -> bool {
    let count = words::count(plain);
    let ends = words::ends_sentence(plain);
    let density = link_density(text);
    let longest = if density > 0.5 { 2 * MAX_REQUEST_WORDS } else { MAX_REQUEST_WORDS };
    let asks = count <= longest && lexicon::is_aside(plain) && (density > 0.3 || !ends || count <= 3);
    let is_linked = density > 0.9 && !ends && count < 40 && !plain.starts_with("http");
    count == 0 && !is_emoji(plain)
        || asks
        || is_linked
        || count <= MAX_INVITATION_WORDS && lexicon::invites_to_subscribe(plain)
        || count <= MAX_KNOWN_INVITATION_WORDS && lexicon::begins_with_invitation(plain)
        || is_path(plain, count)
}

/// Whether a paragraph is a link to another site in a list of such paragraphs under their announcement: "Sources:".
fn is_source(blocks: &[Block], at: usize, site: Option<&WebUrl>) -> bool {
    let leads_out = |block: &Block| {
        let Block::Paragraph { text } = block else { return false };
        let mut is_out = true;
        text.each_link(&mut |_, url| {
            is_out &= site.is_some_and(|site| site.host_without_www() != url.host_without_www());
        });
        is_out && link_density(text) > 0.9
    };
    let mut before = blocks.iter().take(at + 1).rev().skip_while(|block| leads_out(block));
    let announces = |block: &Block| {
        let plain = block.to_plain();
        let plain = plain.trim();
        matches!(block, Block::Paragraph { .. })
            && plain.ends_with([':', '：'])
            && words::count(plain) <= MAX_REQUEST_WORDS
            && !lexicon::is_aside(plain)
            && !lexicon::is_group_heading(plain)
    };
    blocks.get(at).is_some_and(leads_out) && before.next().is_some_and(announces)
}

/// Whether a line is a path of links: "Home » News » World".
fn is_path(plain: &str, count: usize) -> bool {
    count <= 10
        && [" » ", " › ", " > ", " >  "].iter().any(|mark| plain.contains(mark))
        && !words::ends_sentence(plain)
}

/// Whether a line is around a text rather than in it: a date, a byline, an author's address.
fn is_line_around_text(plain: &str, language: Option<&Language>) -> bool {
    let count = words::count(plain);
    let is_day = || dates::line(plain, language).is_some() || is_reading_time(plain);
    let is_byline = || byline::strip_by(plain).is_some_and(|rest| rest.starts_with(char::is_uppercase));
    let is_short = count <= DATELINE_WORDS && !plain.ends_with(['.', '!', '?', '”', '"']);
    let is_address = count <= 2 && plain.contains('@');
    let has_no_words = !plain.chars().any(char::is_alphabetic) && !is_emoji(plain);
    is_short && (is_day() || is_byline()) || is_address || has_no_words || is_day_of_change(plain, language)
}

/// "7.5.2020 Updated at 15:10h."
fn is_day_of_change(plain: &str, language: Option<&Language>) -> bool {
    let day = lexicon::before_update(plain);
    let is_begun = day.starts_with(|first: char| first.is_ascii_digit()) && day.len() < plain.len();
    is_begun && words::count(plain) <= DATELINE_WORDS && dates::line(day, language).is_some()
}

/// "17 minute read", "Lesezeit: 3 Min."
fn is_reading_time(plain: &str) -> bool {
    let lower = plain.to_lowercase();
    let is_minutes =
        |rest: &str| ["min", "мин", "分"].iter().any(|start| rest.trim_start().starts_with(start));
    let after_number = |(at, digit): (usize, char)| {
        let rest = lower.get(at + digit.len_utf8()..).unwrap_or_default();
        digit.is_ascii_digit() && is_minutes(rest)
    };
    words::count(plain) <= READING_TIME && lower.char_indices().any(after_number)
}

/// Most words of a line with the reading time.
const READING_TIME: usize = 5;

/// The part of a text's characters that are links.
fn link_density(text: &Text) -> f32 {
    let all = text.to_plain().chars().count();
    let mut linked = 0_usize;
    text.each_link(&mut |words, _| linked += words.to_plain().chars().count());
    let share = |count: usize| f32::from(u16::try_from(count).unwrap_or(u16::MAX));
    if all == 0 { 0.0 } else { share(linked) / share(all) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_like_that_of_a_list_of_links_stays_over_prose() {
        let left = |heading: &str, after: &str| {
            let page = format!("<p>Rain fell on the old town in the night.</p><h3>{heading}</h3>{after}");
            let blocks = crate::extract::extract_fragment(&page, None).0.blocks().to_vec();
            article_blocks(blocks, "", &Article::default())
                .iter()
                .any(|block| matches!(block, Block::Heading { .. }))
        };
        let prose = "<p>The river rose above its banks in the early hours, said the mayor of the town.</p>";

        assert!(left("Recommended boots and coats", prose));
        assert!(!left("Recommended", prose));
        assert!(!left("Recommended boots and coats", "<p>Boots</p>"));
    }

    #[test]
    fn a_list_of_buttons_to_share_is_none() {
        let button = "<li><img src=https://paper.example/1.png></li>";
        let page = format!(
            "<p>Rain fell on the old town in the night.</p><ul>{button}{button}</ul><ul>{button}<li>Snow</ul>"
        );
        let mut blocks = crate::extract::extract_fragment(&page, None).0.blocks().to_vec();

        blocks.iter_mut().for_each(drop_silent);
        let left = article_blocks(blocks, "", &Article::default());

        let told: Vec<String> = left.iter().map(Block::to_plain).collect();
        assert_eq!(told, ["Rain fell on the old town in the night.", "Snow"]);
    }

    #[test]
    fn links_to_other_sites_under_their_announcement_are_sources() {
        let left = |lead: &str, address: &str| {
            let page = format!(
                "<p>Rain fell on the old town in the night.</p><p>{lead}</p><p><a href='{address}'>rain.example</a></p><p><a href='{address}2'>wind.example</a></p>"
            );
            let article =
                Article { url: WebUrl::parse("https://paper.example/rain").ok(), ..Article::default() };
            let blocks = crate::extract::extract_fragment(&page, None).0.blocks().to_vec();
            article_blocks(blocks, "", &article).len()
        };

        assert_eq!(left("Sources:", "https://rain.example/a"), 4);
        assert_eq!(left("Sources:", "https://paper.example/snow"), 2);
        assert_eq!(left("It rained", "https://rain.example/a"), 2);
    }

    #[test]
    fn a_line_with_the_reading_time_is_recognised() {
        for line in ["2min", "17 minute read", "Lesezeit: 3 Min.", "Время чтения: 4 мин", "5 分钟"]
        {
            assert!(is_reading_time(line), "{line}");
        }
        for line in ["Take 5", "We waited for 10 minutes at the old bridge", "Mind 5 cats"] {
            assert!(!is_reading_time(line), "{line}");
        }
    }
}
