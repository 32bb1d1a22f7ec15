//! Sets the rows for the pane: their lines, the headings of days above them, and the visible rows. Only rows
//! near the selection are set, so that a list of any length costs the same.

use super::{Headlines, MOST};
use crate::domain::{ArticleId, ListRow, Order, StoryId, View, Why};
use crate::tui::panes::day_groups::DayGroup;
use crate::tui::panes::headline_row::{ListLayout, note_count, set, set_snippet};
use crate::typeset::{MarkedLine, truncate, width};

/// Most lines of the selected headline, once the selection has settled.
const WHOLE: usize = 6;

impl Headlines {
    /// The parameters that the rows are set for.
    pub const fn layout(&self) -> Option<ListLayout> {
        self.sheet
    }

    /// Scrolls the selection into view, and sets the visible rows.
    pub fn show_selection(&mut self, layout: ListLayout) {
        self.set_for(layout);
        let height = usize::from(layout.height);
        let most = height + 1;
        self.top = self.top.min(self.selected);
        let from = self.top.max(self.selected.saturating_sub(most));
        self.set_rows(from, self.selected + most);
        let mut room = height;
        let mut first = self.selected;
        for position in (from..=self.selected).rev() {
            let Some(rest) = room.checked_sub(self.lines_at(position)) else { break };
            room = rest;
            first = position;
        }
        self.top = first;
        self.fill(height);
    }

    /// Scrolls back where lines at the foot of the pane would stay empty.
    fn fill(&mut self, height: usize) {
        let mut below = 0;
        for position in self.top..self.rows.len() {
            below += self.lines_at(position);
            if below >= height {
                return;
            }
        }
        while let Some(above) = self.top.checked_sub(1) {
            self.set_rows(above, self.top);
            below += self.lines_at(above);
            if below > height {
                return;
            }
            self.top = above;
        }
    }

    fn set_for(&mut self, layout: ListLayout) {
        let same_lines = |before: ListLayout| ListLayout { calendar: layout.calendar, ..before } == layout;
        if !self.sheet.is_some_and(same_lines) || self.lines.len() > MOST {
            self.lines.clear();
            self.snippets.clear();
        }
        let days = |layout: ListLayout| (layout.calendar, layout.shows_days());
        let same_days = self.sheet.map(days) == Some(days(layout));
        if !same_days || self.groups.is_empty() {
            self.group(layout);
        }
        self.sheet = Some(layout);
    }

    /// Finds the groups of the rows, where the list goes by days.
    fn group(&mut self, layout: ListLayout) {
        self.groups.clear();
        let is_by_day = matches!(self.order, Order::NewestFirst | Order::OldestFirst)
            && !matches!(self.view, View::ContinueReading | View::FrontPage | View::Following);
        if !is_by_day || !layout.shows_days() {
            return;
        }
        for row in &self.rows {
            let before = self.groups.last().copied();
            let shares = before.filter(|_| self.unfolded.contains_key(&row.id));
            let moment = if self.view == View::ReadingLog { row.cursor.as_opening() } else { row.published };
            self.groups.push(shares.unwrap_or_else(|| DayGroup::below(before, moment, layout.calendar)));
        }
    }

    /// Sets the rows that are not set yet; the row of the settled selection with its whole headline.
    fn set_rows(&mut self, from: usize, to: usize) {
        let Some(sheet) = self.sheet else { return };
        let to = to.min(self.rows.len());
        let query = if let View::Matching(query) = &self.view { Some(query) } else { None };
        for (position, row) in self.rows.iter().enumerate().take(to).skip(from) {
            let columns = sheet.width.saturating_sub(self.indent_of(row));
            let most = if self.settled_at == Some(row.id) { WHOLE } else { sheet.headline_lines() };
            let group = self.groups.get(position).copied();
            self.lines.entry(row.id).or_insert_with(|| set(row, group, sheet, (columns, most), query));
            if let Some(snippet) = &row.snippet {
                self.snippets.entry(row.id).or_insert_with(|| set_snippet(snippet, columns));
            }
        }
    }

    /// Sets two rows again: the row of the settled selection with its whole headline, the row before it
    /// without.
    pub(super) fn set_anew(&mut self, ids: [Option<ArticleId>; 2]) {
        for id in ids.into_iter().flatten() {
            self.lines.remove(&id);
        }
    }

    /// The group of a row.
    pub fn group_of(&self, position: usize) -> Option<DayGroup> {
        self.groups.get(position).copied()
    }

    /// The heading that stands above a row.
    pub fn heading_at(&self, position: usize) -> Option<String> {
        self.begins_group(position).then(|| self.heading_of(position))?
    }

    /// The heading of the first visible row, where it is scrolled out of view.
    pub fn heading_above(&self) -> Option<String> {
        (!self.begins_group(self.top)).then(|| self.heading_of(self.top))?
    }

    /// Whether the row at a position has another heading than the row above it.
    fn begins_group(&self, position: usize) -> bool {
        let Some(above) = position.checked_sub(1) else { return self.at_start };
        self.group_of(above) != self.group_of(position) || self.story_of(above) != self.story_of(position)
    }

    /// The followed story of a row, in the list of such stories.
    fn story_of(&self, position: usize) -> Option<StoryId> {
        let row = self.rows.get(position).filter(|_| self.view == View::Following)?;
        row.story
    }

    /// The heading of a row: its day, or in the list of followed stories its story.
    fn heading_of(&self, position: usize) -> Option<String> {
        let layout = self.sheet?;
        if let Some(group) = self.group_of(position) {
            return Some(group.heading(layout.calendar, layout.words));
        }
        let row = self.rows.get(position).filter(|_| layout.shows_days() && self.view == View::Following)?;
        match &row.why {
            Some(Why::Followed { name, new, articles, .. }) => {
                let size = format!(" · {}", layout.words.followed_size(*new, *articles));
                let room = usize::from(layout.width.saturating_sub(1)).saturating_sub(width(&size));
                Some(format!("{}{size}", truncate(name.as_str(), room)))
            }
            _ => None,
        }
    }

    /// The lines of a row's headline.
    pub fn lines_of(&self, row: &ListRow) -> &[MarkedLine] {
        self.lines.get(&row.id).map_or(&[], Vec::as_slice)
    }

    /// The snippet of a search result, set for the pane.
    pub fn snippet_of(&self, row: &ListRow) -> &[MarkedLine] {
        self.snippets.get(&row.id).map_or(&[], Vec::as_slice)
    }

    /// The lines that a row takes, without a heading above it.
    pub fn height_of(&self, row: &ListRow) -> usize {
        let below = self.sheet.map_or(0, |sheet| sheet.lines_below() + note_count(row, sheet));
        self.lines_of(row).len() + self.snippet_of(row).len() + below
    }

    /// How many rows from the first drawn one fit the pane.
    pub fn rows_in(&self, height: u16) -> usize {
        let mut room = usize::from(height);
        let fits = |position: &usize| {
            let rest = room.checked_sub(self.lines_at(*position));
            room = rest.unwrap_or(0);
            rest.is_some()
        };
        (self.top..self.rows.len()).take_while(fits).count()
    }

    /// The position of the row drawn at a line of the pane; `None` at a heading.
    pub fn row_at(&self, line: u16) -> Option<usize> {
        let mut below = usize::from(line);
        for position in self.top..self.rows.len() {
            let lines = self.lines_at(position);
            if below < lines {
                return (below > 0 || self.heading_at(position).is_none()).then_some(position);
            }
            below -= lines;
        }
        None
    }

    /// The line of the pane at which the selected row begins.
    pub fn line_of_selection(&self) -> usize {
        let above: usize = (self.top..self.selected).map(|position| self.lines_at(position)).sum();
        above + usize::from(self.heading_at(self.selected).is_some())
    }

    /// The lines of the row at a position, with its heading.
    fn lines_at(&self, position: usize) -> usize {
        let row = self.rows.get(position).map_or(0, |row| self.height_of(row));
        row + usize::from(self.heading_at(position).is_some())
    }
}
