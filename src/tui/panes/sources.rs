//! The pane of the sources: all lists in groups, the feeds in their folders. The selection moves through all
//! of them; groups and folders can be folded.

mod tree;

use std::collections::HashSet;

pub use tree::{Row, RowKind, SourceGroup, nearest_unread_feed};

use crate::domain::{Account, AccountId, Feed, FeedOrder, View};
use crate::library::{Counts, ViewEntry};

/// The state of the pane.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    entries: Vec<ViewEntry>,
    accounts: Vec<Account>,
    rows: Vec<Row>,
    order: FeedOrder,
    /// The groups and folders that the person folded or unfolded against their default.
    pub folded: HashSet<String>,
    selected: usize,
    top: usize,
    loaded: bool,
    /// The counts of the collection when the sources were loaded.
    counted_at: Option<Counts>,
}

impl Sources {
    /// Takes the sources, loaded at these counts of the collection, with the feeds in this order; the selection
    /// stays on its source.
    pub fn receive(
        &mut self,
        entries: Vec<ViewEntry>,
        accounts: Vec<Account>,
        counts: Counts,
        order: FeedOrder,
    ) {
        let selected = self.selected_row().cloned();
        self.order = order;
        self.entries = entries;
        self.accounts = accounts;
        self.loaded = true;
        self.counted_at = Some(counts);
        self.arrange();
        if let Some(row) = selected {
            let again = self.rows.iter().position(|other| other.is_like(&row));
            self.select(again.unwrap_or(self.selected));
        }
    }

    /// Whether the sources are loaded, and not to be loaded again.
    pub const fn is_loaded(&self) -> bool {
        self.loaded
    }

    /// Whether the articles of the collection changed since the sources were loaded.
    pub fn is_outdated(&self, counts: Counts) -> bool {
        self.counted_at != Some(counts)
    }

    /// Marks the sources as to be loaded again.
    pub const fn mark_outdated(&mut self) {
        self.loaded = false;
    }

    /// Stops waiting for the sources.
    pub const fn stop_waiting(&mut self, counts: Counts) {
        self.loaded = true;
        self.counted_at = Some(counts);
    }

    fn arrange(&mut self) {
        self.rows = tree::rows(&self.entries, &self.accounts, &self.folded, self.order);
        self.select(self.selected);
    }

    /// The visible rows.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// The first row drawn.
    pub const fn top(&self) -> usize {
        self.top
    }

    /// The position of the selected row.
    pub const fn selected(&self) -> usize {
        self.selected
    }

    /// The selected row.
    pub fn selected_row(&self) -> Option<&Row> {
        self.rows.get(self.selected)
    }

    /// The list of the selected row; `None` for a heading.
    pub fn selected_view(&self) -> Option<View> {
        self.selected_row()?.view()
    }

    /// The selected feed.
    pub fn selected_feed(&self) -> Option<&Feed> {
        self.selected_row()?.entry()?.feed.as_deref()
    }

    /// The accounts of the selected row: one, or all.
    pub fn selected_accounts(&self) -> Vec<AccountId> {
        let all = || self.accounts.iter().map(|account| account.id).collect();
        match self.selected_row().map(|row| &row.kind) {
            Some(RowKind::Heading { group: SourceGroup::Accounts, .. }) => all(),
            Some(RowKind::Account(account)) => vec![account.id],
            Some(RowKind::Heading { .. } | RowKind::Folder { .. } | RowKind::Source(_)) | None => Vec::new(),
        }
    }

    /// The feeds of the selected row: one, or those of a folder, a tag or the group.
    pub fn selected_feeds(&self) -> Vec<&Feed> {
        let all = self.entries.iter().filter_map(|entry| entry.feed.as_deref());
        match self.selected_row().map(|row| &row.kind) {
            Some(RowKind::Heading { group: SourceGroup::Feeds, .. }) => all.collect(),
            Some(RowKind::Folder { path, .. }) => all.filter(|feed| feed.has_tag_or_folder(path)).collect(),
            Some(RowKind::Source(entry)) => match &entry.view {
                View::Tagged(name) => all.filter(|feed| feed.has_tag_or_folder(name)).collect(),
                _ => entry.feed.as_deref().into_iter().collect(),
            },
            Some(RowKind::Heading { .. } | RowKind::Account(_)) | None => Vec::new(),
        }
    }

    /// Selects the row at a position.
    pub fn select(&mut self, position: usize) {
        self.selected = position.min(self.rows.len().saturating_sub(1));
    }

    /// Selects the row of a list, unless it is folded away.
    pub fn select_view(&mut self, view: &View) {
        let position = self.rows.iter().position(|row| row.shows(view));
        self.select(position.unwrap_or(self.selected));
    }

    /// Moves the selection by rows; returns whether it moved.
    pub fn step(&mut self, rows: isize) -> bool {
        let before = self.selected;
        self.select(self.selected.saturating_add_signed(rows));
        self.selected != before
    }

    /// Folds or unfolds the selected group or folder; returns whether it is one.
    pub fn toggle_fold(&mut self) -> bool {
        let Some(fold) = self.selected_row().and_then(Row::fold) else { return false };
        if !self.folded.remove(&fold) {
            self.folded.insert(fold);
        }
        self.arrange();
        true
    }

    /// Scrolls the selection into view, in a pane of so many lines.
    pub fn show_selection(&mut self, height: u16) {
        let height = usize::from(height).max(1);
        self.top = self.top.min(self.selected).max((self.selected + 1).saturating_sub(height));
        self.top = self.top.min(self.rows.len().saturating_sub(height));
    }

    /// The position of the row at a line of the pane.
    pub fn at_line(&self, line: u16) -> Option<usize> {
        Some(self.top + usize::from(line)).filter(|position| *position < self.rows.len())
    }
}
