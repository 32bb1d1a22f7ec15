//! Breaks a text into lines: finds its words, fits them, and cuts them into spans with their source.

use std::ops::Range;

use hypher::Lang;

use super::bidi::{Directions, LetterOrder};
use super::flow::{BREAK, Flow};
use super::line_words::{Ending, LineWord};
use super::margin::moved_right;
use super::shorten::break_wide_words;
use super::{Line, Part, Source, Span, fit, hyphens, line_words};

/// Columns of a line below which no word is hyphenated, since there would be more hyphens than words.
const LEAST_HYPHENATED_COLUMNS: u32 = 16;

/// Most rounds in which a paragraph is fitted again with more words hyphenated.
const ROUNDS: usize = 2;

/// Columns of a line below which every word is near a line's end, and all are hyphenated at once.
const NARROW: u32 = 40;

/// The language and order of an article's texts, with buffers that are reused from text to text.
#[derive(Debug, Default)]
pub(super) struct Composer {
    language: Option<Lang>,
    order: LetterOrder,
    words: Vec<LineWord>,
    hyphenated: Vec<LineWord>,
}

/// A place in the source: a part, and the characters passed in it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Position {
    pub part: Part,
    pub offset: usize,
}

impl Composer {
    /// A composer that hyphenates by the patterns of a language, if there is one, and orders letters.
    pub fn new(language: Option<Lang>, order: LetterOrder) -> Self {
        Self { language, order, ..Self::default() }
    }

    /// Sets a text in lines of at most `columns`. The position moves past the text.
    pub fn lines(
        &mut self,
        flow: &Flow,
        columns: usize,
        hyphenates: bool,
        position: &mut Position,
    ) -> Vec<Line> {
        let directions = Directions::of(&flow.text, self.order);
        let mut pen = LineWriter { flow, run: 0, byte: 0, directions, columns, position };
        let mut lines = Vec::new();
        let limit = line_words::columns(columns);
        let language = self.language.filter(|_| hyphenates && limit >= LEAST_HYPHENATED_COLUMNS);
        let mut from = 0;
        for line in flow.text.split(BREAK) {
            self.words.clear();
            line_words::split(line, from, &mut self.words);
            self.fitted(&flow.text, limit, language, |words| lines.push(pen.line(words)));
            from += line.len() + BREAK.len_utf8();
        }
        pen.walk(flow.text.len(), |_, _, _| {});
        lines
    }

    /// Passes the words of each line to `set`: whole words where the lines are even enough, else hyphenated
    /// ones.
    fn fitted(&mut self, text: &str, limit: u32, language: Option<Lang>, set: impl FnMut(&[LineWord])) {
        let is_dense = self.is_dense();
        if self.words.iter().any(|word| word.width > limit) {
            self.part(text, language, |word| word.width > limit);
            break_wide_words(text, &mut self.words, limit);
        }
        if is_dense {
            return fit::fill(&self.words, limit).into_iter().for_each(set);
        }
        for _ in 0..ROUNDS {
            let lines = fit::fit(&self.words, limit);
            if language.is_none() || !fit::is_loose(&lines, limit) {
                return lines.into_iter().for_each(set);
            }
            let carried = fit::carried(&lines, limit);
            let is_wanted = |word: &LineWord| limit < NARROW || carried.binary_search(&word.start).is_ok();
            self.part(text, language, is_wanted);
            if limit < NARROW {
                break;
            }
        }
        fit::fit(&self.words, limit).into_iter().for_each(set);
    }

    /// Whether most words follow each other without a blank, as in Chinese: such lines are filled, since
    /// nothing else in the text is ragged.
    fn is_dense(&self) -> bool {
        let close = self.words.iter().filter(|word| word.space == 0).count();
        close > 1 + self.words.len() / 2
    }

    fn part(&mut self, text: &str, language: Option<Lang>, wanted: impl Fn(&LineWord) -> bool) {
        let Some(language) = language else { return };
        self.hyphenated.clear();
        hyphens::hyphenate(text, &self.words, language, wanted, &mut self.hyphenated);
        std::mem::swap(&mut self.words, &mut self.hyphenated);
    }
}

/// Walks through a text once, counting the characters of its source.
struct LineWriter<'flow, 'place> {
    flow: &'flow Flow,
    run: usize,
    byte: usize,
    /// The right-to-left runs of the text.
    directions: Option<Directions<'flow>>,
    columns: usize,
    position: &'place mut Position,
}

impl LineWriter<'_, '_> {
    fn line(&mut self, words: &[LineWord]) -> Line {
        let mut spans: Vec<Span> = Vec::new();
        let (Some(first), Some(last)) = (words.first(), words.last()) else {
            return Line { spans };
        };
        self.walk(first.start, |_, _, _| {});
        self.walk(last.end, |run, text, source| {
            spans.push(Span { text: text.to_owned(), role: run.role, source, link: run.link });
        });
        match last.ending {
            Ending::Cut => cut(&mut spans),
            _ if self.directions.is_some() => return self.reordered(first.start..last.end, spans),
            Ending::Hyphen => spans.extend(spans.last().map(hyphen_after)),
            Ending::Plain | Ending::Seam => {}
        }
        Line { spans }
    }

    /// A line with right-to-left runs, aligned to the side where its paragraph begins.
    fn reordered(&self, bytes: Range<usize>, spans: Vec<Span>) -> Line {
        let Some(directions) = &self.directions else { return Line { spans } };
        let (spans, begins_right) = directions.reordered(bytes, spans);
        let line = Line { spans };
        let free = if begins_right { self.columns.saturating_sub(line.width()) } else { 0 };
        moved_right(&line, free)
    }

    fn walk(&mut self, to: usize, mut show: impl FnMut(super::flow::RunStyle, &str, Option<Source>)) {
        while let Some(run) = self.flow.runs.get(self.run).filter(|_| self.byte < to) {
            let end = run.end.min(to);
            let text = self.flow.text.get(self.byte..end).unwrap_or_default();
            let source = run.style.is_from_source.then(|| self.position.pass(text));
            show(run.style, text, source);
            self.byte = end;
            self.run += usize::from(end == run.end);
        }
    }
}

/// Adds the mark for a character wider than the page.
fn cut(spans: &mut Vec<Span>) {
    let end = spans.last().and_then(|last| last.source).map(|source| source.end);
    spans.truncate(1);
    for span in spans {
        "…".clone_into(&mut span.text);
        span.source = span.source.zip(end).map(|(source, end)| Source { end, ..source });
    }
}

fn hyphen_after(last: &Span) -> Span {
    Span { link: last.link, ..Span::ornament("-", last.role) }
}

impl Position {
    /// Moves past characters of the source.
    pub fn pass(&mut self, text: &str) -> Source {
        let start = self.offset;
        self.offset += text.chars().count();
        Source { part: self.part, start, end: self.offset }
    }

    /// Moves to the next piece of text of the part, as `Block::to_plain` joins pieces.
    pub fn begin_piece(&mut self) {
        self.offset += usize::from(self.offset > 0);
    }
}
