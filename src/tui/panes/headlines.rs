//! The pane of the list: a window of rows on a list of any length, its selection, and the rows to load next.

mod setting;

use std::collections::{HashMap, HashSet, VecDeque};

use crate::domain::{ArticleId, ListRow, Order, View};
use crate::library::{Anchor, ListPage, ListRequest, SearchTotal};
use crate::typeset::MarkedLine;

use super::day_groups::DayGroup;
use super::headline_row::ListLayout;
use super::ticks::TickedRows;

/// Rows of one request.
const PAGE: usize = 80;

/// Rows between the selection and the end of the window at which more are requested.
const MARGIN: usize = 30;

/// Most rows in the window; beyond, the far end is dropped.
const MOST: usize = 400;

/// A window on a list.
#[derive(Clone, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own; none excludes another")]
pub struct Headlines {
    /// The list.
    pub view: View,
    /// The order of the list.
    pub order: Order,
    /// The number of matches, where the list is of a search and they were counted.
    pub found: Option<SearchTotal>,
    /// Whether every article has a row of its own.
    pub flat: bool,
    /// The rows that are ticked.
    pub ticks: TickedRows,
    rows: VecDeque<ListRow>,
    /// The unfolded articles, each with the article whose row it shares.
    unfolded: HashMap<ArticleId, ArticleId>,
    at_start: bool,
    at_end: bool,
    selected: usize,
    /// The article at which the selection settled last.
    settled_at: Option<ArticleId>,
    top: usize,
    loaded: bool,
    /// The headlines set for a width, of the rows near the selection.
    lines: HashMap<ArticleId, Vec<MarkedLine>>,
    snippets: HashMap<ArticleId, Vec<MarkedLine>>,
    /// The groups of the rows, where the list goes by days.
    groups: Vec<DayGroup>,
    /// The parameters that the rows are set for.
    sheet: Option<ListLayout>,
}

impl Headlines {
    /// The rows in the window.
    pub fn rows(&self) -> impl Iterator<Item = &ListRow> + Clone {
        self.rows.iter()
    }

    /// The selected row.
    pub fn selected_row(&self) -> Option<&ListRow> {
        self.rows.get(self.selected)
    }

    /// Whether the list is known to hold nothing.
    pub fn is_empty(&self) -> bool {
        self.loaded && self.rows.is_empty()
    }

    /// The first row drawn.
    pub const fn top(&self) -> usize {
        self.top
    }

    /// Whether the first row of the list is drawn.
    pub const fn shows_start(&self) -> bool {
        self.at_start && self.top == 0
    }

    /// The position of the selected row in the window.
    pub const fn selected(&self) -> usize {
        self.selected
    }

    /// Whether the selection has moved since it settled.
    pub fn has_unsettled_selection(&self) -> bool {
        self.selected_row().is_some_and(|row| self.settled_at != Some(row.id))
    }

    /// Marks the selection as settled on its row.
    pub fn settle_selection(&mut self) {
        let here = self.selected_row().map(|row| row.id);
        let before = std::mem::replace(&mut self.settled_at, here);
        self.set_anew([before, here]);
    }

    /// Marks the selection as moved, so that its preview is requested again.
    pub const fn unsettle_selection(&mut self) {
        self.settled_at = None;
    }

    /// Whether there is an article after (or before) the selected one, loaded or not.
    pub fn can_step(&self, down: bool) -> bool {
        if down {
            self.selected + 1 < self.rows.len() || !self.at_end
        } else {
            self.selected > 0 || !self.at_start
        }
    }

    /// Moves the selection by rows, as far as the window goes. Returns whether it moved.
    pub fn step(&mut self, rows: isize) -> bool {
        let last = self.rows.len().saturating_sub(1);
        let target = self.selected.saturating_add_signed(rows).min(last);
        let moved = target != self.selected;
        self.selected = target;
        moved
    }

    /// Selects the row at a position of the window.
    pub fn select(&mut self, position: usize) {
        self.selected = position.min(self.rows.len().saturating_sub(1));
    }

    /// Selects an article where the window holds it; returns whether it does.
    pub fn select_article(&mut self, id: ArticleId) -> bool {
        let position = self.rows.iter().position(|row| row.id == id);
        self.selected = position.unwrap_or(self.selected);
        position.is_some()
    }

    /// Goes to the first row; requests it where the window does not begin with it.
    pub fn go_to_start(&mut self) -> Option<ListRequest> {
        self.selected = 0;
        (!self.at_start).then(|| self.request(Anchor::Start))
    }

    /// Goes to the last row; requests it where the window does not end with it.
    pub fn go_to_end(&mut self) -> Option<ListRequest> {
        self.selected = self.rows.len().saturating_sub(1);
        (!self.at_end).then(|| self.request(Anchor::End))
    }

    /// Turns to another list and clears the rows until the requested ones arrive.
    pub fn open_list(&mut self, view: View, order: Order, anchor: Anchor) -> ListRequest {
        *self = Self { order: order.effective_in(&view), view, flat: self.flat, ..Self::default() };
        self.request(anchor)
    }

    /// Turns to another list, and shows the rows of this one until the requested ones arrive.
    pub fn open_list_keeping_rows(&mut self, view: View, order: Order) -> ListRequest {
        self.order = order.effective_in(&view);
        self.view = view;
        self.ticks = TickedRows::default();
        self.request(Anchor::Start)
    }

    /// Requests the same rows again: the selected one stays where it is on the screen.
    pub fn request_again(&self) -> ListRequest {
        self.request(self.selected_row().map_or(Anchor::Start, |row| Anchor::Around(row.id)))
    }

    /// The request for more rows, when the selection comes near an end of the window.
    pub fn wanted_rows(&self) -> Option<ListRequest> {
        if !self.loaded {
            return None;
        }
        let near_end = self.selected + MARGIN >= self.rows.len() && !self.at_end;
        let near_start = self.selected < MARGIN && !self.at_start;
        let mut own = self.rows.iter().filter(|row| !self.unfolded.contains_key(&row.id));
        let first = own.next();
        let anchor = match (first, own.next_back().or(first)) {
            (_, Some(last)) if near_end => Anchor::After(last.cursor),
            (Some(first), _) if near_start => Anchor::Before(first.cursor),
            _ => return None,
        };
        Some(self.request(anchor))
    }

    /// Whether the rows are loaded, even if there are none.
    pub const fn is_loaded(&self) -> bool {
        self.loaded
    }

    /// Stops waiting for rows, which cannot be loaded.
    pub const fn stop_waiting(&mut self) {
        self.loaded = true;
    }

    /// Takes the requested rows.
    pub fn receive(&mut self, anchor: Anchor, page: ListPage) {
        let ListPage { rows, at_start, at_end, found } = page;
        self.loaded = true;
        if !matches!(anchor, Anchor::After(_) | Anchor::Before(_)) {
            self.found = found;
        }
        self.groups.clear();
        match anchor {
            Anchor::After(_) => self.append(rows, at_end),
            Anchor::Before(_) => self.prepend(rows, at_start),
            Anchor::Start | Anchor::End | Anchor::Around(_) => self.replace(anchor, rows, at_start, at_end),
        }
    }

    /// Shows the other articles that share a row, below it.
    pub fn unfold(&mut self, id: ArticleId, others: Vec<ListRow>) {
        let Some(at) = self.rows.iter().position(|row| row.id == id) else { return };
        for (row, position) in others.into_iter().zip(at + 1..) {
            self.unfolded.insert(row.id, id);
            self.lines.remove(&row.id);
            self.rows.insert(position, row);
        }
        self.groups.clear();
    }

    /// Hides the articles unfolded from a row, and selects it; returns whether there were any.
    pub fn fold(&mut self, id: ArticleId) -> bool {
        let first = self.unfolded.get(&id).copied().unwrap_or(id);
        let unfolded = &mut self.unfolded;
        let before = self.rows.len();
        self.rows.retain(|row| unfolded.get(&row.id) != Some(&first));
        unfolded.retain(|_, other| *other != first);
        if self.rows.len() < before {
            self.groups.clear();
            self.select_article(first);
        }
        self.rows.len() < before
    }

    /// Whether the articles that share a row are shown below it.
    pub fn is_unfolded(&self, row: &ListRow) -> bool {
        self.unfolded.values().any(|first| *first == row.id)
    }

    /// The indent of a row in columns: more for an unfolded article.
    pub fn indent_of(&self, row: &ListRow) -> u16 {
        if self.unfolded.contains_key(&row.id) { 2 } else { 0 }
    }

    /// Changes the row of an article where the window holds it.
    pub fn update_row(&mut self, id: ArticleId, change: impl FnOnce(&mut ListRow)) {
        if let Some(row) = self.rows.iter_mut().find(|row| row.id == id) {
            change(row);
            self.lines.remove(&id);
        }
    }

    /// Removes articles from the window; the selection moves to the row after them.
    pub fn remove(&mut self, gone: &HashSet<ArticleId>) {
        let above = self.rows.iter().take(self.selected).filter(|row| gone.contains(&row.id)).count();
        self.rows.retain(|row| !gone.contains(&row.id));
        self.selected = (self.selected - above).min(self.rows.len().saturating_sub(1));
    }

    fn replace(&mut self, anchor: Anchor, rows: Vec<ListRow>, at_start: bool, at_end: bool) {
        let here = self.selected_row().map(|row| row.id);
        self.rows = rows.into();
        self.lines.clear();
        self.snippets.clear();
        self.unfolded.clear();
        (self.at_start, self.at_end) = (at_start, at_end);
        let above = self.selected.saturating_sub(self.top);
        self.top = 0;
        self.selected = match anchor {
            Anchor::End => self.rows.len().saturating_sub(1),
            Anchor::Start | Anchor::After(_) | Anchor::Before(_) | Anchor::Around(_) => 0,
        };
        if let Anchor::Around(id) = anchor {
            // The person may have moved on since the request.
            if !here.is_some_and(|here| self.select_article(here)) {
                self.select_article(id);
            }
            self.top = self.selected.saturating_sub(above);
        }
    }

    fn append(&mut self, rows: Vec<ListRow>, at_end: bool) {
        self.rows.extend(rows);
        self.at_end = at_end;
        let surplus = self.rows.len().saturating_sub(MOST).min(self.top.saturating_sub(MARGIN));
        if surplus > 0 {
            self.rows.drain(..surplus);
            self.selected -= surplus;
            self.top -= surplus;
            self.at_start = false;
        }
    }

    fn prepend(&mut self, rows: Vec<ListRow>, at_start: bool) {
        let added = rows.len();
        rows.into_iter().rev().for_each(|row| self.rows.push_front(row));
        self.at_start = at_start;
        self.selected += added;
        self.top += added;
        if self.rows.len() > MOST {
            self.rows.truncate(MOST.max(self.selected + MARGIN));
            self.at_end = false;
        }
    }

    fn request(&self, anchor: Anchor) -> ListRequest {
        ListRequest { view: self.view.clone(), order: self.order, flat: self.flat, anchor, limit: PAGE }
    }
}
