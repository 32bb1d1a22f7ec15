//! The galley: collects set lines, with the margins of the blocks around them.

use super::compose::{Composer, Position};
use super::flow::Flow;
use super::margin::Margin;
use super::{Frame, Line, Page, PageLink, PagePicture, Part, Role, Setting, Span, WideBlock};
use crate::domain::{PictureName, Text};
use crate::words::Words;

/// Least columns for text beside a margin; a narrower page has no margins.
const LEAST_TEXT: usize = 8;

/// Columns of the rule under a headline.
const RULE: usize = 8;

/// Least columns of a window on something wider than the page.
const LEAST_WINDOW: usize = 24;

/// The lines set so far.
#[derive(Debug)]
pub(super) struct Galley {
    pub lines: Vec<Line>,
    pub links: Vec<PageLink>,
    pub composer: Composer,
    pub position: Position,
    /// The role of running text at this point: body, or quotation.
    pub text_role: Role,
    /// The width of the window on blocks wider than the page; `None` where they are not scrolled.
    pub window_width: Option<usize>,
    /// Whether the page is linear: everything one after the other, in plain letters.
    pub linear: bool,
    /// The language of the labels around the text.
    pub label_words: Words,
    wide: Vec<WideBlock>,
    pictures: Vec<PagePicture>,
    frame: Option<Frame>,
    columns: usize,
    margins: Vec<Margin>,
    gap: Option<usize>,
    flow: Flow,
}

/// The style of a text.
#[derive(Clone, Copy)]
pub(super) struct Style {
    pub role: Role,
    /// Whether the words may be hyphenated.
    pub hyphenates: bool,
}

impl Style {
    /// A style without hyphenation.
    pub const fn whole(role: Role) -> Self {
        Self { role, hyphenates: false }
    }
}

impl Galley {
    pub fn new(columns: usize, setting: &Setting, composer: Composer) -> Self {
        Self {
            lines: Vec::new(),
            links: Vec::new(),
            composer,
            position: Position { part: Part::Headline, offset: 0 },
            text_role: Role::Body,
            window_width: setting.window_width,
            linear: setting.linear,
            label_words: setting.words,
            wide: Vec::new(),
            pictures: Vec::new(),
            frame: setting.pictures,
            columns,
            margins: Vec::new(),
            gap: None,
            flow: Flow { linear: setting.linear, ..Flow::default() },
        }
    }

    /// The page of the lines, with the first line of each link.
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
        let Self { lines, pictures, columns: measure, wide, window_width: scrolls, .. } = self;
        Page { lines, links, pictures, measure, window_width: scrolls.unwrap_or(measure), wide }
    }

    /// Renumbers the links, without those that no span shows.
    fn renumber_links(&mut self, first_lines: &[Option<usize>]) {
        for span in self.lines.iter_mut().flat_map(|line| &mut line.spans) {
            span.link = span.link.map(|link| first_lines.iter().take(link).flatten().count());
        }
    }

    /// Begins another part of the article.
    pub const fn begin_part(&mut self, part: Part) {
        self.position = Position { part, offset: 0 };
    }

    /// The width for text within the margins.
    pub fn room(&self) -> usize {
        let taken: usize = self.margins.iter().map(Margin::columns).sum();
        self.columns.saturating_sub(taken)
    }

    /// Requests a blank line before the next line, at this depth of margins.
    pub fn request_blank_line(&mut self) {
        let depth = self.margins.len();
        self.gap = Some(self.gap.map_or(depth, |asked| asked.min(depth)));
    }

    /// Cancels a blank line that was requested within these margins.
    pub fn close_gap(&mut self) {
        self.gap = self.gap.filter(|&asked| asked < self.margins.len());
    }

    /// Sets lines within a margin, if that leaves room.
    pub fn within(&mut self, margin: Margin, set: impl FnOnce(&mut Self)) {
        if margin.columns() == 0 || self.room() < margin.columns() + LEAST_TEXT {
            return set(self);
        }
        self.margins.push(margin);
        set(self);
        self.margins.pop();
    }

    /// Sets lines after a mark, in linear form; else without the mark.
    pub fn announced(&mut self, mark: &str, role: Role, set: impl FnOnce(&mut Self)) {
        if self.linear { self.within(Margin::hanging(mark.to_owned(), role), set) } else { set(self) }
    }

    /// Draws a short rule under the last line; in linear form a mark instead.
    pub fn underline(&mut self) {
        if !self.linear {
            let rule = "─".repeat(RULE.min(self.room()));
            self.push(Line { spans: vec![Span::ornament(rule, Role::HeadingRule)] });
        }
    }

    /// Keeps blank lines for a picture, in the middle; returns whether there is room for it.
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

    /// Sets a flow that `write` fills, as a part of the current piece of text.
    pub fn flowing(&mut self, style: Style, write: impl FnOnce(&mut Flow, &mut Vec<PageLink>)) {
        let mut flow = std::mem::take(&mut self.flow);
        flow.clear();
        write(&mut flow, &mut self.links);
        let lines = self.compose(&flow, self.room(), style.hyphenates);
        self.push_all(lines);
        self.flow = flow;
    }

    /// Sets a text in lines that are not yet part of the page.
    pub fn compose(&mut self, flow: &Flow, columns: usize, hyphenates: bool) -> Vec<Line> {
        self.composer.lines(flow, columns, hyphenates, &mut self.position)
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

    /// Whether there is room for a window on something wider than the page.
    pub fn has_window(&self) -> bool {
        self.window_width.is_some() && self.room() >= LEAST_WINDOW
    }

    /// Sets lines wider than the page, which are scrolled sideways.
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

/// The line without trailing blanks of ornaments.
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
