//! The lines before the text: headline, byline, date, the credit of the picture.

use std::ops::Range;

use crate::domain::{Author, Figure, Moment, Prose, normalised_headline};
use crate::extract::{byline, dates, lexicon, words};

use super::lines::Line;

/// Lines before the text that are searched.
const REACH: usize = 40;

/// The range of words of a headline.
const HEADLINE_WORDS: Range<usize> = 3..30;

/// The facts before the text.
#[derive(Default)]
pub struct Head {
    /// The headline; empty where there is none.
    pub headline: Prose,
    /// The authors.
    pub byline: Vec<Author>,
    /// The date of publication.
    pub published: Option<Moment>,
    /// The picture above the text: its caption and credit.
    pub image: Option<Figure>,
    /// The first line after the head.
    pub end: usize,
}

/// Reads the lines before the text.
pub fn read(lines: &[Line], text: &Range<usize>) -> Head {
    if text.is_empty() {
        return Head { headline: first(lines), end: 1, ..Head::default() };
    }
    let from = text.start.saturating_sub(REACH);
    // The text may begin with the headline itself, where that ends like a sentence.
    let until = (text.start + 1).min(lines.len());
    let at = (from..until)
        .max_by_key(|&at| (weight(lines, at, text.start), at))
        .filter(|&at| weight(lines, at, text.start) > 0);
    let Some(at) = at else { return Head { end: text.start, ..Head::default() } };
    let mut head = Head { headline: headline(lines, at), end: at + 1, ..Head::default() };
    for line in lines.get(at + 1..).unwrap_or_default().iter().take(8) {
        if !head.take(line) {
            break;
        }
        head.end += 1;
    }
    head.before(lines.get(from..at).unwrap_or_default());
    head.end = head.end.min(text.end);
    head
}

fn first(lines: &[Line]) -> Prose {
    lines.first().map(|line| Prose::trimmed(&line.text)).unwrap_or_default()
}

fn headline(lines: &[Line], at: usize) -> Prose {
    lines.get(at).map(|line| Prose::trimmed(&line.text)).unwrap_or_default()
}

/// How much a line looks like the headline of the text that begins at `start`.
fn weight(lines: &[Line], at: usize, start: usize) -> i32 {
    let Some(line) = lines.get(at) else { return 0 };
    let text = &line.text;
    let is_other = lexicon::is_aside(text)
        || lexicon::is_credit(text)
        || lexicon::is_group_heading(text)
        || byline::strip_by(text).is_some()
        || dates::moment(text, None).is_some()
        || words::is_name(text);
    if !HEADLINE_WORDS.contains(&line.words)
        || is_other
        || text.starts_with(['“', '"', '(', '[']) && at == start
    {
        return 0;
    }
    let own = normalised_headline(text);
    let again = lines.iter().filter(|other| normalised_headline(&other.text) == own).count();
    let ends_with_stop = text.ends_with('.') || text.ends_with('。');
    let distance = i32::try_from(start.abs_diff(at).min(REACH)).unwrap_or(0);
    let mut weight = 20 - distance / 2;
    weight += if at == 0 { 14 } else { 0 };
    weight += if (5..=18).contains(&line.words) { 10 } else { 0 };
    weight += if (2..=4).contains(&again) { 4 } else { 0 };
    weight -= if ends_with_stop { 14 } else { 0 };
    weight -= if at == start { 16 } else { 0 };
    weight
}

impl Head {
    /// Takes a line between headline and text; false where it belongs to neither byline, date nor picture.
    pub fn take(&mut self, line: &Line) -> bool {
        if let Some(name) = lexicon::credit_name(&line.text).filter(|_| line.words <= 14) {
            let image = self.image.get_or_insert_default();
            image.credit = Prose::non_empty(name);
            return true;
        }
        if line.words > 20 {
            return false;
        }
        if let Some(names) = byline::strip_by(&line.text).filter(|_| line.words <= 12) {
            if self.byline.is_empty() {
                self.byline = byline::authors(names);
            }
            return true;
        }
        match dates::moment(&line.text, None).filter(|_| line.words <= 12) {
            Some(moment) => {
                self.published.get_or_insert(moment);
                true
            }
            None => lexicon::is_aside(&line.text) && line.words <= 6,
        }
    }

    /// Looks for missing facts above the headline.
    fn before(&mut self, lines: &[Line]) {
        for line in lines.iter().rev().take(4).filter(|line| line.words <= 12) {
            if self.published.is_none() {
                self.published = dates::moment(&line.text, None);
            }
        }
    }
}
