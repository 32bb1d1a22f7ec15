//! The choice of a passage to highlight: it begins as a sentence, and grows and shrinks by words, sentences
//! and paragraphs. The article stays visible; the keys stand at the foot.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::layout::{Position, Rect};
use tui_input::Input;

use super::key_result::KeyResult;
use super::overlay_box;
use crate::config::Config;
use crate::config::theme::Face;
use crate::domain::{Highlight, Verbatim};
use crate::tui::lettering::draw_text;
use crate::tui::panes::as_far_as_it_fits;
use crate::tui::wish::Wish;
use crate::typeset::{self, Part, Source};
use crate::words::Words;

/// Characters of context kept around a passage.
const AROUND: usize = 48;

/// A block of the article with text.
#[derive(Clone, Debug)]
pub struct Paragraph {
    block: usize,
    text: String,
    sentences: Vec<Range<usize>>,
    words: Vec<Range<usize>>,
}

impl Paragraph {
    /// Finds the words and sentences of a text.
    pub fn of(block: usize, text: String) -> Self {
        let (sentences, words) = (typeset::sentences(&text), typeset::words(&text));
        Self { block, text, sentences, words }
    }

    fn length(&self) -> usize {
        self.text.chars().count()
    }

    fn slice(&self, range: Range<usize>) -> String {
        self.text.chars().skip(range.start).take(range.len()).collect()
    }
}

/// The chosen passage.
#[derive(Clone, Debug)]
pub struct Passage {
    paragraphs: Vec<Paragraph>,
    /// The position of its paragraph.
    current: usize,
    /// The characters of the passage in its paragraph.
    chosen: Range<usize>,
    /// The note about the passage, while it is written.
    note: Option<Input>,
    words: Words,
}

impl Passage {
    /// Chooses the first sentence that ends after a place: a block and the characters before it.
    pub fn at(paragraphs: Vec<Paragraph>, (block, offset): (usize, usize), words: Words) -> Option<Self> {
        let after = |paragraph: &Paragraph| {
            let ends_after = |sentence: &&Range<usize>| paragraph.block > block || sentence.end > offset;
            paragraph.sentences.iter().find(ends_after).cloned()
        };
        let mut places = paragraphs.iter().enumerate().filter(|(_, paragraph)| paragraph.block >= block);
        let found = places.find_map(|(current, paragraph)| Some((current, after(paragraph)?)));
        let first = || Some((0, paragraphs.first()?.sentences.first()?.clone()));
        let (current, chosen) = found.or_else(first)?;
        Some(Self { paragraphs, current, chosen, note: None, words })
    }

    /// Chooses the words that a span of one block touches.
    pub fn spanning(paragraphs: Vec<Paragraph>, span: Source, words: Words) -> Option<Self> {
        let is_its = |paragraph: &Paragraph| Part::Block(paragraph.block) == span.part;
        let current = paragraphs.iter().position(is_its)?;
        let is_touched = |word: &&Range<usize>| word.start < span.end && span.start < word.end;
        let mut touched = paragraphs.get(current)?.words.iter().filter(is_touched);
        let first = touched.next()?.clone();
        let end = touched.next_back().map_or(first.end, |last| last.end);
        Some(Self { paragraphs, current, chosen: first.start..end, note: None, words })
    }

    /// The passage as a range of the article.
    pub fn source(&self) -> Source {
        let block = self.paragraph().map_or(0, |paragraph| paragraph.block);
        Source { part: Part::Block(block), start: self.chosen.start, end: self.chosen.end }
    }

    fn paragraph(&self) -> Option<&Paragraph> {
        self.paragraphs.get(self.current)
    }

    /// Takes a key.
    pub fn press(&mut self, key: KeyEvent) -> KeyResult {
        let leaves = key.modifiers.contains(KeyModifiers::CONTROL) && key.code == KeyCode::Char('c');
        if leaves || key.code == KeyCode::Esc {
            return KeyResult::closing(Wish::ShowPassage(None));
        }
        if self.note.is_some() {
            return self.write(key);
        }
        match key.code {
            KeyCode::Enter | KeyCode::Char('m' | ' ') => return self.finish(),
            KeyCode::Char('n') => self.note = Some(Input::default()),
            KeyCode::Char('d') | KeyCode::Delete => {
                return KeyResult::closing(Wish::Unhighlight(self.source()));
            }
            KeyCode::Char('j') | KeyCode::Down => self.step(true),
            KeyCode::Char('k') | KeyCode::Up => self.step(false),
            KeyCode::Char('w' | 'l') | KeyCode::Right => {
                self.end_at(next_end(self.words_here(), self.chosen.end));
            }
            KeyCode::Char('b' | 'h') | KeyCode::Left => {
                self.end_at(last_end(self.words_here(), self.chosen.end));
            }
            KeyCode::Char('s') => self.end_at(next_end(self.sentences_here(), self.chosen.end)),
            KeyCode::Char('W') => self.begin_at(
                self.words_here().iter().map(|word| word.start).find(|start| *start > self.chosen.start),
            ),
            KeyCode::Char('B') => self.begin_at(
                self.words_here()
                    .iter()
                    .rev()
                    .map(|word| word.start)
                    .find(|start| *start < self.chosen.start),
            ),
            KeyCode::Char('p') => {
                let whole = self.sentences_here().first().zip(self.sentences_here().last());
                self.chosen = whole.map_or(self.chosen.clone(), |(first, last)| first.start..last.end);
            }
            _ => return KeyResult::STAYS,
        }
        KeyResult::staying(Wish::ShowPassage(Some(self.source())))
    }

    fn words_here(&self) -> &[Range<usize>] {
        self.paragraph().map_or(&[], |paragraph| &paragraph.words)
    }

    fn sentences_here(&self) -> &[Range<usize>] {
        self.paragraph().map_or(&[], |paragraph| &paragraph.sentences)
    }

    fn end_at(&mut self, end: Option<usize>) {
        self.chosen.end = end.filter(|end| *end > self.chosen.start).unwrap_or(self.chosen.end);
    }

    fn begin_at(&mut self, start: Option<usize>) {
        self.chosen.start = start.filter(|start| *start < self.chosen.end).unwrap_or(self.chosen.start);
    }

    /// Moves to the sentence after the chosen ones, or before.
    fn step(&mut self, forward: bool) {
        let here = self.sentences_here().iter();
        let next = if forward {
            here.clone().find(|sentence| sentence.start >= self.chosen.end)
        } else {
            here.clone().rev().find(|sentence| sentence.end <= self.chosen.start)
        };
        if let Some(next) = next.cloned() {
            self.chosen = next;
            return;
        }
        let beside = if forward { Some(self.current + 1) } else { self.current.checked_sub(1) };
        let paragraph = beside.and_then(|beside| Some((beside, self.paragraphs.get(beside)?)));
        let first = |paragraph: &Paragraph| {
            let sentences = &paragraph.sentences;
            if forward { sentences.first().cloned() } else { sentences.last().cloned() }
        };
        let found = paragraph.and_then(|(beside, paragraph)| Some((beside, first(paragraph)?)));
        if let Some((beside, sentence)) = found {
            (self.current, self.chosen) = (beside, sentence);
        }
    }

    fn write(&mut self, key: KeyEvent) -> KeyResult {
        if key.code == KeyCode::Enter {
            return self.finish();
        }
        if let Some(note) = &mut self.note {
            overlay_box::type_key(note, key);
        }
        KeyResult::STAYS
    }

    fn finish(&self) -> KeyResult {
        let Some(paragraph) = self.paragraph() else { return KeyResult::CLOSES };
        let Range { start, end } = self.chosen;
        let before = paragraph.slice(start.saturating_sub(AROUND)..start);
        let after = paragraph.slice(end..(end + AROUND).min(paragraph.length()));
        let kept =
            |text: &str| Some(text.trim()).filter(|text| !text.is_empty()).map(Verbatim::from_untrusted);
        KeyResult::closing(Wish::Highlight(Highlight {
            words: Verbatim::from_untrusted(&paragraph.slice(start..end)),
            before: kept(&before),
            after: kept(&after),
            note: self.note.as_ref().and_then(|note| kept(note.value())),
        }))
    }

    /// Takes pasted text into the note.
    pub fn paste(&mut self, text: &str) -> KeyResult {
        if let Some(note) = &mut self.note {
            overlay_box::type_text(note, text);
        }
        KeyResult::STAYS
    }

    /// Draws the keys at the foot, or the note while it is written.
    pub fn draw(&self, config: &Config, footer: Rect, buffer: &mut Buffer) -> Option<Position> {
        let room = usize::from(footer.width);
        let blank = " ".repeat(room);
        let at = (footer.x, footer.y);
        draw_text(&blank, at, room, Face::Status, config, buffer);
        let Some(note) = &self.note else {
            let keys = as_far_as_it_fits(self.words.highlight_keys(), room);
            draw_text(&keys, at, room, Face::Hint, config, buffer);
            return None;
        };
        overlay_box::draw_input(self.words.highlight_note(), note, config, footer, buffer)
    }
}

/// The first end of a piece after `end`.
fn next_end(pieces: &[Range<usize>], end: usize) -> Option<usize> {
    pieces.iter().map(|piece| piece.end).find(|other| *other > end)
}

/// The last end of a piece before `end`.
fn last_end(pieces: &[Range<usize>], end: usize) -> Option<usize> {
    pieces.iter().rev().map(|piece| piece.end).find(|other| *other < end)
}
