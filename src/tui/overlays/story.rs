//! The view of a story: its reports from the first to the latest, their sources, what each adds, and the
//! place of the article it was opened from. A copy takes one line. Where there is room the sources stand side
//! by side, else one below the other.

mod columns;
mod list;

use ratatui::buffer::Buffer;
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::layout::{Position, Rect};

use super::key_result::KeyResult;
use super::overlay_box;
use crate::config::Config;
use crate::config::action::Action;
use crate::config::keymap::Mode;
use crate::config::theme::Face;
use crate::domain::{ArticleId, Calendar, Change, ListRow, Prose};
use crate::library::{Report, Timeline};
use crate::tui::lettering::draw_text;
use crate::tui::wish::Wish;
use crate::typeset;
use crate::words::Words;
use columns::Columns;

/// Most columns of the sheet: as a list, and with the sources side by side.
const WIDEST_LIST: u16 = 108;
const WIDEST: u16 = 152;

/// Columns before the text: the bar of the selection, a space.
const INDENT: usize = 2;

/// A story and the selected report.
#[derive(Clone, Debug)]
pub struct StoryOverlay {
    story: Timeline,
    here: ArticleId,
    selected: usize,
    calendar: Calendar,
    words: Words,
}

/// A line of the sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Line {
    /// The position of the report of the line.
    report: usize,
    /// The column of the bar when the report is selected; `None` on a line between two reports.
    bar: Option<usize>,
    /// The texts of the line, each with its column and its face.
    texts: Vec<(usize, String, Face)>,
}

impl StoryOverlay {
    /// The view of a story, opened from one of its articles.
    pub fn of(story: Timeline, here: ArticleId, calendar: Calendar, words: Words) -> Self {
        let selected = story.reports.iter().position(|report| report.row.id == here).unwrap_or(0);
        Self { story, here, selected, calendar, words }
    }

    /// Gives a key to the sheet.
    pub fn press(&mut self, key: KeyEvent) -> KeyResult {
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
            _ => return KeyResult::CLOSES,
        }
        KeyResult::STAYS
    }

    /// Whether a key belongs to the sheet; others belong to an article.
    pub fn takes(key: KeyEvent) -> bool {
        let control = key.modifiers.contains(KeyModifiers::CONTROL);
        match key.code {
            KeyCode::Char(letter) if control => matches!(letter, 'n' | 'p'),
            KeyCode::Char(letter) => matches!(letter, 'j' | 'k' | ' ' | 'b' | 'g' | 'G' | 'q'),
            _ => true,
        }
    }

    /// The selected report.
    pub fn subject(&self) -> Option<&ListRow> {
        self.story.reports.get(self.selected).map(|report| &report.row)
    }

    /// Updates the sheet after a change.
    pub fn show(&mut self, change: &Change) {
        let reports = &mut self.story.reports;
        let mut revise = |id: ArticleId, revise: &dyn Fn(&mut ListRow)| {
            reports.iter_mut().map(|report| &mut report.row).filter(|row| row.id == id).for_each(revise);
        };
        match change {
            Change::Read(marks) => {
                for (id, read) in marks {
                    revise(*id, &|row| row.read = *read);
                }
            }
            Change::Bookmark(marks) => {
                for (id, mark) in marks {
                    revise(*id, &|row| row.bookmarked = mark.is_some());
                }
            }
            Change::Follow(marks) => {
                for (_, following) in marks.iter().filter(|(story, _)| Some(*story) == self.story.story) {
                    self.story.following.clone_from(following);
                }
            }
            Change::Several(_)
            | Change::Delete(_)
            | Change::StoryMembership(_)
            | Change::Highlight(_)
            | Change::Rule(_) => {}
        }
    }

    fn step(&mut self, by: isize) {
        let last = self.story.reports.len().saturating_sub(1);
        self.selected = self.selected.saturating_add_signed(by).min(last);
    }

    fn open(&self) -> KeyResult {
        let Some(report) = self.story.reports.get(self.selected) else { return KeyResult::CLOSES };
        let when = report.when.map(|when| self.words.when(when));
        let why: Vec<String> = [self.words.same_story().to_owned()].into_iter().chain(when).collect();
        KeyResult::closing(Wish::OpenReport(report.row.id, Prose::trimmed(&why.join(" · "))))
    }

    /// Draws the sheet over an area.
    pub fn draw(&self, config: &Config, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        let room = usize::from(overlay_box::inside((WIDEST, area.height), area).width);
        let columns = Columns::of(&self.story.reports, room, self.words);
        let widest = if columns.is_some() { WIDEST } else { WIDEST_LIST };
        let room = usize::from(overlay_box::inside((widest, area.height), area).width);
        let lines = match &columns {
            Some(columns) => columns.lines(self),
            None => self.list(room.saturating_sub(INDENT).max(1)),
        };
        let heads = if columns.is_some() { 2 } else { 0 };
        let height = u16::try_from(lines.len() + 2).unwrap_or(u16::MAX).saturating_add(heads);
        let size = (widest, height.min(area.height.saturating_sub(2)).max(6));
        let inside = overlay_box::draw_box(&self.title(), &self.keys(config), size, config, area, buffer);
        let heads = heads.min(inside.height);
        let below = Rect { y: inside.y + heads, height: inside.height - heads, ..inside };
        if let Some(columns) = &columns {
            columns.draw_heads(config, inside, buffer);
            columns.draw_rules(config, below, buffer);
        }
        self.draw_lines(&lines, config, below, buffer)
    }

    /// Draws as many lines as there is room for, with the selected report in the middle where there are more.
    fn draw_lines(
        &self,
        lines: &[Line],
        config: &Config,
        inside: Rect,
        buffer: &mut Buffer,
    ) -> Option<Position> {
        let height = usize::from(inside.height);
        let is_selected = |line: &Line| line.report == self.selected;
        let start = lines.iter().position(is_selected).unwrap_or(0);
        let end = lines.iter().rposition(is_selected).map_or(0, |at| at + 1);
        let middle = (start + end).saturating_sub(height) / 2;
        let top = middle.min(start).min(lines.len().saturating_sub(height));
        let x = |column: usize| inside.x.saturating_add(u16::try_from(column).unwrap_or(u16::MAX));
        let mut cursor = None;
        for (y, line) in (inside.y..inside.bottom()).zip(lines.iter().skip(top)) {
            if let Some(bar) = line.bar.filter(|_| line.report == self.selected) {
                cursor = cursor.or(Some(Position { x: x(bar), y }));
                draw_text("▌", (x(bar), y), 1, Face::Selected, config, buffer);
            }
            for (column, text, face) in &line.texts {
                let room = usize::from(inside.width).saturating_sub(*column);
                draw_text(text, (x(*column), y), room, *face, config, buffer);
            }
        }
        cursor
    }

    /// "The crack · 4 articles · 3 sources".
    fn title(&self) -> String {
        let Timeline { series, following, sources, reports, .. } = &self.story;
        if let Some(series) = series {
            return self.words.series(series);
        }
        let name = following.as_ref().map_or(self.words.story(), |following| following.name.as_str());
        let articles = self.words.articles(reports.len());
        let sources = self.words.sources(*sources);
        let title = self.words.story_title(typeset::truncate(name, 40), articles, sources);
        let followed = following.as_ref().map(|_| format!(" · {}", self.words.you_follow_it()));
        title + &followed.unwrap_or_default()
    }

    /// The headline of a report, with the star of a bookmark.
    fn headline(report: &Report) -> String {
        format!("{}{}", if report.row.bookmarked { "★ " } else { "" }, report.row.headline)
    }

    /// The keys of the sheet, and the most useful keys of an article.
    fn keys(&self, config: &Config) -> String {
        let key = |action: Action| {
            let keys = config.keymap.keys_of(action, Mode::Article).into_iter().next();
            keys.unwrap_or_else(|| format!(":{}", action.name()))
        };
        let (follow, bookmark, read) =
            (key(Action::FollowStory), key(Action::ToggleBookmark), key(Action::ToggleRead));
        match self.story.following {
            None => config.words.story_keys(follow, bookmark, read),
            Some(_) => config.words.followed_story_keys(follow, bookmark, read),
        }
    }

    fn is_here(&self, report: &Report) -> bool {
        report.row.id == self.here
    }

    /// "↳ copy in the Gazette · 2 h later  ◂ you are here", with its end uncut.
    fn copy(&self, report: &Report, columns: usize) -> String {
        let source = report.row.publication.as_ref().map_or(self.words.another_paper(), Prose::as_str);
        self.marked(
            &self.words.copy_in(source, report.when.map(|when| self.words.when(when)).unwrap_or_default()),
            report,
            columns,
        )
    }

    /// A fact about a report, and the mark of the article it was opened from; the fact is cut to the width.
    fn marked(&self, fact: &str, report: &Report, columns: usize) -> String {
        let here =
            if self.is_here(report) { format!("  {}", self.words.you_are_here()) } else { String::new() };
        let room = columns.saturating_sub(typeset::width(&here));
        format!("{}{here}", typeset::truncate(fact, room))
    }
}
