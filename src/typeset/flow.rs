//! The characters of a text in reading order, in runs of one style.
//!
//! Characters of the source and ornaments that newsprint adds are kept apart.

use unicode_segmentation::GraphemeCursor;

use super::width::is_simple;
use super::{PageLink, Role};
use crate::domain::{Inline, Text};
use crate::text::Baseline;

/// The character for a line break in the text. Prose holds no control characters, so it is never a letter.
pub(super) const BREAK: char = '\n';

/// The mark on both sides of deleted words in linear form.
const STRUCK: &str = "~~";

/// The characters of a text in runs.
#[derive(Clone, Debug, Default)]
pub(super) struct Flow {
    pub text: String,
    pub runs: Vec<Run>,
    /// Whether the text is linear: plain letters without any style.
    pub linear: bool,
}

/// Characters of one style, up to a byte.
#[derive(Clone, Copy, Debug)]
pub(super) struct Run {
    pub end: usize,
    pub style: RunStyle,
}

/// The style of a run: its role, its link, and whether its characters come from the source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct RunStyle {
    pub role: Role,
    pub link: Option<usize>,
    pub is_from_source: bool,
}

/// The marks around a run of text.
#[derive(Clone, Copy)]
struct RunMarks {
    base: Role,
    strong: bool,
    emphasis: bool,
    letters: RunKind,
    link: Option<usize>,
    baseline: Option<Baseline>,
}

/// The kind of letters of a run.
#[derive(Clone, Copy, PartialEq, Eq)]
enum RunKind {
    Words,
    Code,
    /// Deleted words.
    Deleted,
}

impl Flow {
    pub fn clear(&mut self) {
        self.text.clear();
        self.runs.clear();
    }

    /// Adds characters of one style.
    pub fn push(&mut self, text: &str, style: RunStyle) {
        if text.is_empty() {
            return;
        }
        self.text.push_str(text);
        self.end_run(style);
    }

    /// Adds words that are an ornament, not of the source.
    pub fn push_ornament(&mut self, text: &str, role: Role) {
        self.push(text, RunStyle { role, link: None, is_from_source: false });
    }

    /// Adds words of the source.
    pub fn push_words(&mut self, text: &str, role: Role) {
        self.push(text, RunStyle { role, link: None, is_from_source: true });
    }

    /// Adds a text with its marks, and its links to those of the page.
    pub fn push_text(&mut self, text: &Text, base: Role, links: &mut Vec<PageLink>) {
        let marks = RunMarks {
            base,
            strong: false,
            emphasis: false,
            letters: RunKind::Words,
            link: None,
            baseline: None,
        };
        self.push_inline(text, marks, links);
        self.keep_graphemes_whole();
    }

    fn push_inline(&mut self, text: &Text, marks: RunMarks, links: &mut Vec<PageLink>) {
        for run in text.runs() {
            match run {
                Inline::Plain(words) | Inline::Math(words) => self.push_letters(words.as_str(), marks),
                Inline::Code(words) => {
                    self.push_letters(words.as_str(), RunMarks { letters: RunKind::Code, ..marks });
                }
                Inline::Strong(inner) => self.push_inline(inner, RunMarks { strong: true, ..marks }, links),
                Inline::Emphasis(inner) => {
                    self.push_inline(inner, RunMarks { emphasis: true, ..marks }, links);
                }
                Inline::Deleted(inner) => self.push_deleted(inner, marks, links),
                Inline::Superscript(inner) => self.push_shifted(inner, Baseline::Raised, marks, links),
                Inline::Subscript(inner) => self.push_shifted(inner, Baseline::Lowered, marks, links),
                Inline::Link { text: inner, url } => {
                    let words = inner.to_plain();
                    let is_new = marks.link.is_none() && !words.trim().is_empty();
                    let link = if is_new { Some(links.len()) } else { marks.link };
                    links.extend(is_new.then(|| PageLink { words, url: url.clone(), line: 0 }));
                    let from = self.text.len();
                    self.push_inline(inner, RunMarks { link, ..marks }, links);
                    if is_new {
                        self.reset_edge_blanks(from, marks.style());
                    }
                }
                Inline::Break => self.push(BREAK.encode_utf8(&mut [0; 4]), marks.style()),
            }
        }
    }

    /// Adds deleted words: struck out, or between marks in linear form.
    fn push_deleted(&mut self, text: &Text, marks: RunMarks, links: &mut Vec<PageLink>) {
        let marks = RunMarks { letters: RunKind::Deleted, ..marks };
        let around = RunStyle { is_from_source: false, ..marks.style() };
        if self.linear {
            self.push(STRUCK, around);
        }
        self.push_inline(text, marks, links);
        if self.linear {
            self.push(STRUCK, around);
        }
    }

    fn push_letters(&mut self, letters: &str, marks: RunMarks) {
        match marks.baseline {
            None => self.push(letters, marks.style()),
            Some(_) if letters.is_empty() => {}
            Some(baseline) => {
                self.text.extend(letters.chars().map(|letter| baseline.shifted(letter).unwrap_or(letter)));
                self.end_run(marks.style());
            }
        }
    }

    /// Adds raised or lowered text in the superscript and subscript characters of Unicode, or else in
    /// brackets.
    fn push_shifted(&mut self, text: &Text, baseline: Baseline, marks: RunMarks, links: &mut Vec<PageLink>) {
        let words = text.to_plain();
        if words.chars().all(|letter| baseline.shifted(letter).is_some()) {
            return self.push_inline(text, RunMarks { baseline: Some(baseline), ..marks }, links);
        }
        let is_bracketed = words.starts_with(['[', '(']) && words.ends_with([']', ')']);
        let bracket = |flow: &mut Self, shape: &str| {
            if !is_bracketed {
                flow.push(shape, RunStyle { is_from_source: false, ..marks.style() });
            }
        };
        bracket(self, baseline.fallback_mark());
        self.push_inline(text, RunMarks { baseline: None, ..marks }, links);
        bracket(self, ")");
    }

    /// Gives the blanks at both ends of the words from a byte on the style of the text around them.
    fn reset_edge_blanks(&mut self, from: usize, around: RunStyle) {
        let words = self.text.get(from..).unwrap_or_default();
        let is_blank = |letter: char| letter == ' ' || letter == BREAK;
        let first = from + words.len() - words.trim_start_matches(is_blank).len();
        let last = from + words.trim_end_matches(is_blank).len();
        if (first, last) == (from, self.text.len()) {
            return;
        }
        let inner = self.runs.split_off(self.runs.partition_point(|run| run.end <= from));
        let mut start = from;
        for run in inner {
            for end in [first, last, run.end].into_iter().filter(|end| *end <= run.end) {
                if end > start {
                    let style = if end <= first || end > last { around } else { run.style };
                    match self.runs.last_mut() {
                        Some(before) if before.style == style => before.end = end,
                        _ => self.runs.push(Run { end, style }),
                    }
                    start = end;
                }
            }
        }
    }

    fn end_run(&mut self, style: RunStyle) {
        let end = self.text.len();
        match self.runs.last_mut() {
            Some(last) if last.style == style => last.end = end,
            _ => self.runs.push(Run { end, style }),
        }
    }

    /// Moves the ends of runs out of graphemes, so that a line is as wide as its spans.
    fn keep_graphemes_whole(&mut self) {
        if self.runs.len() < 2 || is_simple(&self.text) {
            return;
        }
        let mut sourced_until = self.text.len();
        for position in (0..self.runs.len()).rev() {
            let run = self.runs[position];
            if !run.style.is_from_source {
                sourced_until = position.checked_sub(1).map_or(0, |before| self.runs[before].end);
            } else if run.end < sourced_until {
                self.runs[position].end = grapheme_end(&self.text, run.end).min(sourced_until);
            }
        }
        let mut shown = 0;
        self.runs.retain(|run| {
            let is_left = run.end > shown;
            shown = shown.max(run.end);
            is_left
        });
    }
}

/// The end of a grapheme at or after a byte.
fn grapheme_end(text: &str, from: usize) -> usize {
    let mut cursor = GraphemeCursor::new(from, text.len(), true);
    match cursor.is_boundary(text, 0) {
        Ok(false) => cursor.next_boundary(text, 0).ok().flatten().unwrap_or(text.len()),
        _ => from,
    }
}

impl RunMarks {
    fn style(self) -> RunStyle {
        RunStyle { role: self.role(), link: self.link, is_from_source: true }
    }

    fn role(self) -> Role {
        match (self.base, self.strong, self.emphasis) {
            _ if self.link.is_some() => Role::Link,
            _ if self.letters == RunKind::Deleted => Role::Deleted,
            _ if self.letters == RunKind::Code => Role::CodeInline,
            (base, false, false) => base,
            (base, _, _) if is_loud(base) => base,
            (_, true, true) => Role::StrongEmphasis,
            (_, true, false) => Role::Strong,
            (_, false, true) => Role::Emphasis,
        }
    }
}

/// Whether a role stands out so much that emphasis within it would weaken it.
const fn is_loud(base: Role) -> bool {
    matches!(base, Role::Heading(_) | Role::PullQuote | Role::Attribution | Role::TableHeader)
}
