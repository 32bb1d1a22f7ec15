//! The sources: everything that a list can be made of, in groups, the feeds in their folders. A selection goes
//! through all of it; groups and folders are folded and unfolded.

mod tree;

use std::collections::HashSet;

pub use tree::{Group, Row, RowKind};

use crate::domain::{Account, AccountId, Feed, View};
use crate::library::{Counts, ViewEntry};

/// The pane.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    entries: Vec<ViewEntry>,
    accounts: Vec<Account>,
    rows: Vec<Row>,
    /// The groups and folders that the person folded or unfolded, other than they are at first.
    pub folded: HashSet<String>,
    selected: usize,
    top: usize,
    loaded: bool,
    /// The counts of the collection when the sources were counted.
    counted_at: Option<Counts>,
}

impl Sources {
    /// Takes the sources as they are, the collection having these counts; the selection stays on its source.
    pub fn receive(&mut self, entries: Vec<ViewEntry>, accounts: Vec<Account>, counts: Counts) {
        let selected = self.selected_row().cloned();
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

    /// Whether the sources are loaded, and nothing asked for them anew.
    pub const fn is_loaded(&self) -> bool {
        self.loaded
    }

    /// Whether the articles of the collection changed since the sources were counted.
    pub fn is_behind(&self, counts: Counts) -> bool {
        self.counted_at != Some(counts)
    }

    /// Has the sources asked for again.
    pub const fn forget(&mut self) {
        self.loaded = false;
    }

    /// Waits no longer for the sources.
    pub const fn give_up(&mut self, counts: Counts) {
        self.loaded = true;
        self.counted_at = Some(counts);
    }

    fn arrange(&mut self) {
        self.rows = tree::rows(&self.entries, &self.accounts, &self.folded);
        self.select(self.selected);
    }

    /// The rows, from the first.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// The row drawn first.
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

    /// The list that the selected row stands for; none of a heading.
    pub fn selected_view(&self) -> Option<View> {
        self.selected_row()?.view()
    }

    /// The selected feed.
    pub fn selected_feed(&self) -> Option<&Feed> {
        self.selected_row()?.entry()?.feed.as_deref()
    }

    /// The accounts that the selected row stands for: one, or all.
    pub fn selected_accounts(&self) -> Vec<AccountId> {
        let all = || self.accounts.iter().map(|account| account.id).collect();
        match self.selected_row().map(|row| &row.kind) {
            Some(RowKind::Heading { group: Group::Accounts, .. }) => all(),
            Some(RowKind::Account(account)) => vec![account.id],
            Some(RowKind::Heading { .. } | RowKind::Folder { .. } | RowKind::Source(_)) | None => Vec::new(),
        }
    }

    /// The feeds that the selected row stands for: one, or those of a folder, a tag or the group.
    pub fn selected_feeds(&self) -> Vec<&Feed> {
        let all = self.entries.iter().filter_map(|entry| entry.feed.as_deref());
        match self.selected_row().map(|row| &row.kind) {
            Some(RowKind::Heading { group: Group::Feeds, .. }) => all.collect(),
            Some(RowKind::Folder { path, .. }) => all.filter(|feed| feed.is_under(path)).collect(),
            Some(RowKind::Source(entry)) => match &entry.view {
                View::Tagged(name) => all.filter(|feed| feed.is_under(name)).collect(),
                _ => entry.feed.as_deref().into_iter().collect(),
            },
            Some(RowKind::Heading { .. } | RowKind::Account(_)) | None => Vec::new(),
        }
    }

    /// Selects the row at a position.
    pub fn select(&mut self, position: usize) {
        self.selected = position.min(self.rows.len().saturating_sub(1));
    }

    /// Selects the row of a list, where it is not folded away.
    pub fn select_view(&mut self, view: &View) {
        let position = self.rows.iter().position(|row| row.shows(view));
        self.select(position.unwrap_or(self.selected));
    }

    /// Moves the selection by rows. Returns whether it moved.
    pub fn step(&mut self, rows: isize) -> bool {
        let before = self.selected;
        self.select(self.selected.saturating_add_signed(rows));
        self.selected != before
    }

    /// Folds the selected group or folder, or unfolds it. Returns whether it is one.
    pub fn toggle_fold(&mut self) -> bool {
        let Some(fold) = self.selected_row().and_then(Row::fold) else { return false };
        if !self.folded.remove(&fold) {
            self.folded.insert(fold);
        }
        self.arrange();
        true
    }

    /// Scrolls so that the selection is seen in so many lines.
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
