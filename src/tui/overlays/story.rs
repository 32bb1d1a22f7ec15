//! A whole story: its reports from the first to the latest, who tells it, what each adds, and where the
//! article stands that it was asked from. Copies take one line.

use ratatui::buffer::Buffer;
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::layout::{Position, Rect};

use super::{Outcome, sheet};
use crate::config::Config;
use crate::config::theme::Face;
use crate::domain::{ArticleId, Calendar, Prose};
use crate::library::{Report, Timeline};
use crate::tui::cells::put;
use crate::tui::styled::order_of;
use crate::typeset;
use crate::words;

/// Columns of the sheet at most.
const WIDEST: u16 = 108;

/// Columns before the text: the bar of the selection, the mark, a space.
const INDENT: u16 = 3;

/// Lines of what a report adds.
const ADDED: usize = 2;

/// A story and the selected report.
#[derive(Clone, Debug)]
pub struct StorySheet {
    story: Timeline,
    here: ArticleId,
    selected: usize,
    calendar: Calendar,
}

/// A line of the sheet: of which report, its text and its face.
type Line = (usize, String, Face);

impl StorySheet {
    /// A story, asked for from one of its articles.
    #[must_use]
    pub fn of(story: Timeline, here: ArticleId, calendar: Calendar) -> Self {
        let selected = story.reports.iter().position(|report| report.row.id == here).unwrap_or(0);
        Self { story, here, selected, calendar }
    }

    /// Gives a key to the sheet.
    pub fn press(&mut self, key: KeyEvent) -> Outcome {
        let control = key.modifiers.contains(KeyModifiers::CONTROL);
        match key.code {
            KeyCode::Down | KeyCode::Char('j') => self.step(1),
            KeyCode::Up | KeyCode::Char('k') => self.step(-1),
            KeyCode::Char('n') if control => self.step(1),
            KeyCode::Char('p') if control => self.step(-1),
            KeyCode::PageDown | KeyCode::Char(' ') => self.step(5),
            KeyCode::PageUp | KeyCode::Char('b') => self.step(-5),
            KeyCode::Home | KeyCode::Char('g') => self.step(isize::MIN),
            KeyCode::End | KeyCode::Char('G') => self.step(isize::MAX),
            KeyCode::Enter => return self.open(),
            _ => return Outcome::Close,
        }
        Outcome::Stay
    }

    fn step(&mut self, by: isize) {
        let last = self.story.reports.len().saturating_sub(1);
        self.selected = self.selected.saturating_add_signed(by).min(last);
    }

    fn open(&self) -> Outcome {
        let Some(report) = self.story.reports.get(self.selected) else { return Outcome::Close };
        if report.row.id == self.here {
            return Outcome::Close;
        }
        let why = [words::same_story(), report.when.as_str()];
        let why: Vec<&str> = why.into_iter().filter(|fact| !fact.is_empty()).collect();
        Outcome::Report(report.row.id, Prose::trimmed(&why.join(" · ")))
    }

    /// Draws the sheet over an area.
    pub fn draw(&self, config: &Config, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        let size = (WIDEST, area.height.saturating_sub(2).max(6));
        let inside = sheet::open(&self.title(), words::story_keys(), size, config, area, buffer);
        let columns = usize::from(inside.width.saturating_sub(INDENT)).max(1);
        let lines = self.lines(columns);
        let end = lines.iter().rposition(|line| line.0 == self.selected).map_or(0, |at| at + 1);
        let top = end.saturating_sub(usize::from(inside.height));
        let mut cursor = None;
        for (y, (report, text, face)) in (inside.y..inside.bottom()).zip(lines.iter().skip(top)) {
            if *report == self.selected && !text.is_empty() {
                cursor = cursor.or(Some(Position { x: inside.x, y }));
                let style = config.theme.style(Face::Selected);
                put(buffer, inside.x, y, "▌", usize::from(inside.width), style);
            }
            let x = inside.x.saturating_add(INDENT);
            let text = typeset::visual(text, order_of(config.settings.right_to_left));
            put(buffer, x, y, text, columns, config.theme.style(*face));
        }
        cursor
    }

    /// "The crack · 4 articles · 3 sources".
    fn title(&self) -> String {
        let Timeline { following, sources, reports, .. } = &self.story;
        let name = following.as_ref().map_or(words::story(), |following| following.name.as_str());
        let articles = words::articles(reports.len(), reports.len());
        words::story_title(typeset::truncate(name, 40), articles, words::sources(*sources, sources))
    }

    fn lines(&self, columns: usize) -> Vec<Line> {
        let mut lines = Vec::new();
        for (position, report) in self.story.reports.iter().enumerate() {
            let gap = position > 0 && report.copy_of.is_none();
            lines.extend(gap.then(|| (position, String::new(), Face::Faint)));
            if report.copy_of.is_some() {
                lines.push((position, self.copy(report), Face::Faint));
                continue;
            }
            lines.push((position, self.about(report), Face::Status));
            let face = if report.row.read { Face::Read } else { Face::Unread };
            let headline = typeset::wrap(report.row.headline.as_str(), columns, 2);
            lines.extend(headline.into_iter().map(|line| (position, line, face)));
            let added = report.adds.as_ref().map(|adds| typeset::wrap(adds.as_str(), columns, ADDED));
            lines.extend(added.into_iter().flatten().map(|line| (position, line, Face::Faint)));
        }
        if self.story.reports.len() == 1 {
            lines.push((usize::MAX, String::new(), Face::Faint));
            lines.extend(
                typeset::wrap(words::told_by_none_else(), columns, 4)
                    .into_iter()
                    .map(|line| (usize::MAX, line, Face::Hint)),
            );
        }
        lines
    }

    /// "13 Oct · Halyard Wire · 42 min later  ◂ you are here".
    fn about(&self, report: &Report) -> String {
        let row = &report.row;
        let date = row.published.map(|moment| typeset::date(moment, self.calendar));
        let source = row.publication.as_ref().map(ToString::to_string);
        let facts = [date, source, Some(report.when.to_string())];
        let facts: Vec<String> = facts.into_iter().flatten().filter(|fact| !fact.is_empty()).collect();
        let here = if row.id == self.here { words::you_are_here() } else { "" };
        format!("{}{here}", facts.join(" · "))
    }

    fn copy(&self, report: &Report) -> String {
        let source = report.row.publication.as_ref().map_or(words::another_paper(), Prose::as_str);
        let here = if report.row.id == self.here { words::you_are_here() } else { "" };
        words::copy_in(source, &report.when, here)
    }
}
