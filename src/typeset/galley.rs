//! The galley: where set lines gather, with the margins of what they stand in.

use super::compose::{Composer, Position};
use super::flow::Flow;
use super::margin::Margin;
use super::{Frame, Line, Page, PageLink, PagePicture, Part, Role, Setting, Span, WideBlock};
use crate::domain::{PictureName, Text};
use crate::words::Words;

/// Columns that a margin must leave for text; a narrower page goes without margins.
const LEAST_TEXT: usize = 8;

/// Columns of the rule under a headline.
const RULE: usize = 8;

/// Columns through which something wide can still be looked at piece by piece.
const LEAST_WINDOW: usize = 24;

/// Lines as they are set, one after another.
#[derive(Debug)]
pub(super) struct Galley {
    pub lines: Vec<Line>,
    pub links: Vec<PageLink>,
    pub composer: Composer,
    pub position: Position,
    /// The role of running text here: body, or quotation.
    pub running: Role,
    /// The columns through which what is wider than the page is seen.
    pub scrolls: Option<usize>,
    /// Whether everything is told one after the other, in plain letters.
    pub linear: bool,
    /// The language of what stands around the text.
    pub spoken: Words,
    wide: Vec<WideBlock>,
    pictures: Vec<PagePicture>,
    frame: Option<Frame>,
    columns: usize,
    margins: Vec<Margin>,
    gap: Option<usize>,
    flow: Flow,
}

/// How a text is set.
#[derive(Clone, Copy)]
pub(super) struct Style {
    pub role: Role,
    /// Whether its words may be parted.
    pub parts: bool,
}

impl Style {
    /// Set without parting words.
    pub const fn whole(role: Role) -> Self {
        Self { role, parts: false }
    }
}

impl Galley {
    pub fn new(columns: usize, setting: &Setting, composer: Composer) -> Self {
        Self {
            lines: Vec::new(),
            links: Vec::new(),
            composer,
            position: Position { part: Part::Headline, offset: 0 },
            running: Role::Body,
            scrolls: setting.scrolls,
            linear: setting.linear,
            spoken: setting.words,
            wide: Vec::new(),
            pictures: Vec::new(),
            frame: setting.pictures,
            columns,
            margins: Vec::new(),
            gap: None,
            flow: Flow { linear: setting.linear, ..Flow::default() },
        }
    }

    /// The page of the lines set, with the first line of each of its links.
    pub fn into_page(mut self) -> Page {
        let mut first_lines = vec![None; self.links.len()];
        for (number, line) in self.lines.iter().enumerate() {
            for link in line.spans.iter().filter_map(|span| span.link) {
                first_lines[link] = first_lines[link].or(Some(number));
            }
        }
        if first_lines.contains(&None) {
            self.renumber_links(&first_lines);
        }
        let mut links = self.links;
        let mut seen = first_lines.iter();
        links.retain(|_| seen.next().is_some_and(Option::is_some));
        for (link, line) in links.iter_mut().zip(first_lines.into_iter().flatten()) {
            link.line = line;
        }
        let Self { lines, pictures, columns: measure, wide, scrolls, .. } = self;
        Page { lines, links, pictures, measure, across: scrolls.unwrap_or(measure), wide }
    }

    /// Counts the links without those that no span shows.
    fn renumber_links(&mut self, first_lines: &[Option<usize>]) {
        for span in self.lines.iter_mut().flat_map(|line| &mut line.spans) {
            span.link = span.link.map(|link| first_lines.iter().take(link).flatten().count());
        }
    }

    /// Turns to another part of the article.
    pub const fn turn_to(&mut self, part: Part) {
        self.position = Position { part, offset: 0 };
    }

    /// Columns there are for text.
    pub fn room(&self) -> usize {
        let taken: usize = self.margins.iter().map(Margin::columns).sum();
        self.columns.saturating_sub(taken)
    }

    /// Asks for a blank line before the next line, at this depth of margins.
    pub fn ask_gap(&mut self) {
        let depth = self.margins.len();
        self.gap = Some(self.gap.map_or(depth, |asked| asked.min(depth)));
    }

    /// Takes back a blank line asked for within these margins.
    pub fn close_gap(&mut self) {
        self.gap = self.gap.filter(|&asked| asked < self.margins.len());
    }

    /// Sets what stands within a margin, if that leaves room.
    pub fn within(&mut self, margin: Margin, set: impl FnOnce(&mut Self)) {
        if margin.columns() == 0 || self.room() < margin.columns() + LEAST_TEXT {
            return set(self);
        }
        self.margins.push(margin);
        set(self);
        self.margins.pop();
    }

    /// Sets what a mark in plain letters stands before, where things are told one after the other.
    pub fn announced(&mut self, mark: &str, role: Role, set: impl FnOnce(&mut Self)) {
        if self.linear { self.within(Margin::hanging(mark.to_owned(), role), set) } else { set(self) }
    }

    /// Draws a short rule under what was set last; a mark in plain letters stands for it where things are told
    /// one after the other.
    pub fn underline(&mut self) {
        if !self.linear {
            let rule = "─".repeat(RULE.min(self.room()));
            self.push(Line { spans: vec![Span::ornament(rule, Role::HeadingRule)] });
        }
    }

    /// Keeps the lines free on which a picture is drawn, in the middle; says whether there is room for it.
    pub fn picture(&mut self, name: PictureName) -> bool {
        let room = self.room();
        let Some((columns, rows)) = self.frame.and_then(|frame| frame.fit(name, room)) else { return false };
        self.push(Line::default());
        let first = self.lines.len() - 1;
        for _ in 1..rows {
            self.push(Line::default());
        }
        let beside: usize = self.margins.iter().map(|margin| margin.columns() - margin.right).sum();
        let left = beside + (room - columns) / 2;
        self.pictures.push(PagePicture { name, lines: first..self.lines.len(), left, columns });
        true
    }

    /// Sets a piece of marked text.
    pub fn text(&mut self, text: &Text, style: Style) {
        self.piece(style, |flow, links| flow.push_text(text, style.role, links));
    }

    /// Sets a piece of plain words.
    pub fn words(&mut self, words: &str, style: Style) {
        self.piece(style, |flow, _| flow.push_words(words, style.role));
    }

    fn piece(&mut self, style: Style, write: impl FnOnce(&mut Flow, &mut Vec<PageLink>)) {
        self.position.begin_piece();
        self.flowing(style, write);
    }

    /// Sets what is written into a flow, as a part of the piece of text that was begun.
    pub fn flowing(&mut self, style: Style, write: impl FnOnce(&mut Flow, &mut Vec<PageLink>)) {
        let mut flow = std::mem::take(&mut self.flow);
        flow.clear();
        write(&mut flow, &mut self.links);
        let lines = self.compose(&flow, self.room(), style.parts);
        self.push_all(lines);
        self.flow = flow;
    }

    /// Sets a text in lines that are not yet part of the page.
    pub fn compose(&mut self, flow: &Flow, columns: usize, parts: bool) -> Vec<Line> {
        self.composer.lines(flow, columns, parts, &mut self.position)
    }

    /// Adds lines within the margins.
    pub fn push_all(&mut self, lines: Vec<Line>) {
        for line in lines {
            self.push(line);
        }
    }

    /// Adds a line within the margins.
    pub fn push(&mut self, line: Line) {
        if let Some(depth) = self.gap.take().filter(|_| !self.lines.is_empty()) {
            let blank = Line { spans: self.margins.iter().take(depth).map(Margin::beside).collect() };
            self.lines.push(without_blanks(blank));
        }
        let line = if self.margins.is_empty() { line } else { self.beside_margins(line) };
        self.lines.push(without_blanks(line));
    }

    fn beside_margins(&mut self, line: Line) -> Line {
        Line { spans: self.margins.iter_mut().map(Margin::next).chain(line.spans).collect() }
    }

    /// Whether there is room to look at something wider than the page, piece by piece.
    pub fn has_window(&self) -> bool {
        self.scrolls.is_some() && self.room() >= LEAST_WINDOW
    }

    /// Sets what is wider than the page, whose lines are scrolled sideways.
    pub fn wide(&mut self, set: impl FnOnce(&mut Self)) {
        let before = self.lines.len();
        set(self);
        let lines = before..self.lines.len();
        let set = self.lines.get(lines.clone()).unwrap_or_default();
        let columns = set.iter().map(Line::width).max().unwrap_or(0);
        self.wide.push(WideBlock { lines, columns });
    }

    /// Columns free at the right of the last line.
    pub fn room_beside_last(&self) -> usize {
        let right: usize = self.margins.iter().map(|margin| margin.right).sum();
        let taken = self.lines.last().map_or(self.columns, Line::width);
        self.columns.saturating_sub(taken + right)
    }
}

/// The line without the blanks that ornaments leave at its end.
fn without_blanks(mut line: Line) -> Line {
    while let Some(last) = line.spans.last_mut().filter(|last| last.source.is_none()) {
        last.text.truncate(last.text.trim_end().len());
        if !last.text.is_empty() {
            break;
        }
        line.spans.pop();
    }
    line
}
