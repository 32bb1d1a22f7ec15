//! Lists of other headlines: a line that is a usual heading for them, then headlines, some of them after the
//! caption of a picture.
//!
//! No single sign marks a caption or a headline, so the likeliest labelling of the whole list is taken: two
//! captions never follow each other, and the last line is a headline.

use std::ops::Range;

use crate::domain::{LinkGroup, Prose, RelatedLink, normalised_headline};
use crate::extract::{lexicon, words};

use super::line_kinds::PARAGRAPH_WORDS;
use super::lines::Line;

/// Most lines of one list.
const MOST: usize = 60;

/// Most words of a headline; a longer line is text, and ends the list.
const HEADLINE_WORDS: usize = 28;

/// Words from which a line is a headline rather than a caption or a button.
const LONG: usize = 5;

/// A list of other headlines.
pub struct FoundGroup {
    /// The lines of the list, the heading first.
    pub lines: Range<usize>,
}

/// Finds the lists, in order.
pub fn find(lines: &[Line]) -> Vec<FoundGroup> {
    let mut groups = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let end = end(lines, at);
        if end - at >= 3 {
            groups.push(FoundGroup { lines: at..end });
        }
        at = end.max(at + 1);
    }
    groups
}

/// The end of the list that begins at a line; the line itself where none begins.
fn end(lines: &[Line], at: usize) -> usize {
    let is_heading = |line: &Line| {
        lexicon::is_group_heading(&line.text) && !words::ends_sentence(line.text.trim_end_matches(':'))
    };
    if !lines.get(at).is_some_and(is_heading) {
        return at;
    }
    let rest = lines.get(at + 1..).unwrap_or_default();
    let items = rest.iter().take(MOST).enumerate().take_while(|(position, line)| {
        !is_heading(line)
            && line.words <= HEADLINE_WORDS
            && !is_paragraph(line)
            && (*position == 0 || line.gap < 2)
    });
    let items: Vec<&Line> = items.map(|(_, line)| line).collect();
    let items = before_menu(&items);
    // Several sentences are text under such a heading.
    let sentences = items.iter().filter(|line| line.words > 8 && line.text.ends_with('.')).count();
    let headlines = items.iter().filter(|line| line.words >= LONG).count();
    let is_list = headlines >= 2 && sentences * 2 <= headlines && headlines * 5 >= items.len() * 2;
    if is_list { at + 1 + items.len() } else { at }
}

/// Whether a line is text, which ends a list.
fn is_paragraph(line: &Line) -> bool {
    let end = line.text.trim_end_matches(['"', '”', '’', '»']);
    line.words >= PARAGRAPH_WORDS && end.ends_with('.') && !end.ends_with("..")
}

/// The lines up to the first two short ones in a row: two captions never follow each other, so that a menu or
/// the page's footer begins there.
fn before_menu<'a, 'page>(items: &'a [&'page Line]) -> &'a [&'page Line] {
    let is_short = |line: &&Line| line.words < LONG - 1;
    let menu = items.windows(2).position(|pair| pair.iter().all(is_short));
    let end = menu.unwrap_or_else(|| items.len() - usize::from(items.last().is_some_and(is_short)));
    items.get(..end).unwrap_or_default()
}

impl FoundGroup {
    /// The list as a group of links, with the link to the article itself marked.
    pub fn into_group(self, page: &[Line], headline: &Prose) -> LinkGroup {
        let own = normalised_headline(headline.as_str());
        let heading = page.get(self.lines.start).map(|line| line.text.trim_end_matches([':', '：']));
        let heading = Prose::trimmed(heading.unwrap_or_default());
        let items: Vec<&Line> =
            page.get(self.lines.start + 1..self.lines.end).unwrap_or_default().iter().collect();
        let mut links: Vec<RelatedLink> = Vec::new();
        let mut caption = None;
        for (line, is_headline) in items.iter().zip(reading(&items, &own)) {
            if is_headline {
                let is_self = normalised_headline(&line.text) == own;
                let link = RelatedLink {
                    headline: Prose::trimmed(&line.text),
                    url: None,
                    caption: caption.take(),
                    is_self,
                };
                links.push(link);
            } else {
                caption = Prose::non_empty(&line.text);
            }
        }
        let scope = lexicon::scope(heading.as_str(), &[headline.as_str()]);
        LinkGroup { sponsored: lexicon::is_sponsored(heading.as_str()), scope, heading, links }
    }
}

/// Which lines are headlines, in the likeliest reading of all lines.
fn reading(items: &[&Line], own: &str) -> Vec<bool> {
    let weights: Vec<i32> = (0..items.len()).map(|at| weight(items, at, own)).collect();
    // Best sums with the line read as a caption and as a headline, and how the latter was reached.
    let (mut as_caption, mut as_headline) = (0, 0);
    let mut after_caption = Vec::with_capacity(items.len());
    for (at, weight) in weights.iter().enumerate() {
        let before = if at == 0 { (i32::MIN / 2, 0) } else { (as_caption, as_headline) };
        after_caption.push(before.0 > before.1);
        (as_caption, as_headline) = (before.1 - weight, before.0.max(before.1) + weight);
    }
    let mut read = vec![true; items.len()];
    let mut at = items.len().saturating_sub(1);
    while at > 0 {
        let is_caption = after_caption.get(at).copied().unwrap_or(false);
        if is_caption && let Some(before) = read.get_mut(at - 1) {
            *before = false;
            at -= 1;
        }
        at = at.saturating_sub(1);
    }
    read
}

/// How much a line looks like a headline; below zero, like a caption.
fn weight(items: &[&Line], at: usize, own: &str) -> i32 {
    let Some(line) = items.get(at) else { return 0 };
    let text = &line.text;
    if normalised_headline(text) == own {
        return 20;
    }
    let mut weight = match line.words {
        0..=2 => -4,
        3 => -2,
        4 => 0,
        5 => 2,
        _ => 4,
    };
    if text.ends_with('.') && !text.ends_with("...") {
        weight -= 4;
    }
    if lexicon::is_credit(text) {
        weight -= 7;
    }
    if items.iter().enumerate().any(|(other, line)| other != at && line.text == *text) {
        weight -= 3;
    }
    if words::is_capitalised(text) && !mostly_capitalised(items) {
        weight -= 5;
    }
    weight
}

/// Whether the headlines of this list are capitalised, so that capitals are no evidence.
fn mostly_capitalised(items: &[&Line]) -> bool {
    let long = || items.iter().filter(|line| line.words >= 6);
    long().filter(|line| words::is_capitalised(&line.text)).count() * 2 > long().count()
}
