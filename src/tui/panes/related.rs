//! The pane of related links, an article a row; links that open at once have numbers. The selection moves
//! through the links and the folds that hide further links.

pub mod line;

use std::collections::HashSet;

use line::{Line, lines};

use crate::domain::{LinkTarget, RelatedGroup, ResolvedLink, Why};
use crate::library::{FoldedLinks, LinkKey, RelatedItem, RelatedRow, arrange};
use crate::words::Words;

/// Most links with a number.
const NUMBERED: usize = 9;

/// The links beside the open article.
#[derive(Clone, Debug, Default)]
pub struct RelatedLinks {
    groups: Vec<RelatedGroup>,
    items: Vec<RelatedItem>,
    /// The first link of each unfolded fold.
    unfolded: HashSet<LinkKey>,
    /// Whether all folds are unfolded because the pane has hardly anything else, and room for them.
    has_room: bool,
    /// Whether the person folded or unfolded links.
    is_folded_by_hand: bool,
    /// The position of the selection among all links and folds, hidden ones too.
    selected: usize,
    /// The position to select once all links are loaded, unless the person has moved since.
    wanted: Option<usize>,
    top: usize,
    /// The lines of the pane, and the parameters that they are set for.
    lines: Vec<Line>,
    set_for: Setting,
}

/// The parameters of the pane's lines.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Setting {
    /// Columns of the pane.
    pub width: u16,
    /// The keys for the selected link.
    pub hint: Option<String>,
    /// The language of the labels.
    pub words: Words,
}

/// A link or a fold, which can be selected.
#[derive(Clone, Copy, Debug)]
pub enum Entry<'links> {
    /// A link.
    Link(&'links RelatedRow),
    /// A fold of links, and whether it is unfolded.
    Fold(&'links FoldedLinks, bool),
}

impl RelatedLinks {
    /// The links of an article, with a selection.
    pub fn of(groups: Vec<RelatedGroup>, selected: usize) -> Self {
        let mut links = Self { items: arrange(&groups), groups, ..Self::default() };
        links.show(selected);
        links.wanted = Some(selected);
        links
    }

    /// Adds links that were found later; the selection stays.
    pub fn insert(&mut self, found: Vec<RelatedGroup>) {
        let selected = self.entry(self.selected).and_then(Entry::key).map(|(fold, key)| (fold, key.clone()));
        self.groups.extend(found);
        self.items = arrange(&self.groups);
        self.lines.clear();
        let is_it = |(fold, key): &(bool, LinkKey)| {
            self.entries().position(|(_, entry)| entry.key() == Some((*fold, key)))
        };
        let again = selected.as_ref().and_then(is_it);
        match self.wanted.take() {
            Some(wanted) => self.show(wanted),
            None => self.show(again.unwrap_or(0)),
        }
    }

    /// The links and headings in order.
    pub fn items(&self) -> &[RelatedItem] {
        &self.items
    }

    /// All links and folds in order, each with whether it is visible.
    fn entries(&self) -> impl Iterator<Item = (bool, Entry<'_>)> {
        self.items.iter().flat_map(|item| {
            let (row, fold) = match item {
                RelatedItem::Section(_) | RelatedItem::Group(_) => (None, None),
                RelatedItem::Link(row) => (Some(&**row), None),
                RelatedItem::Fold(fold) => (None, Some((fold, self.is_unfolded(fold)))),
            };
            let head = fold.map(|(fold, unfolded)| (true, Entry::Fold(fold, unfolded)));
            let folded = fold
                .into_iter()
                .flat_map(|(fold, unfolded)| fold.rows.iter().map(move |row| (unfolded, Entry::Link(row))));
            row.map(|row| (true, Entry::Link(row))).into_iter().chain(head).chain(folded)
        })
    }

    /// The visible links and folds with their positions.
    pub fn shown(&self) -> impl Iterator<Item = (usize, Entry<'_>)> {
        self.entries().enumerate().filter_map(|(position, (shown, entry))| shown.then_some((position, entry)))
    }

    fn entry(&self, position: usize) -> Option<Entry<'_>> {
        self.entries().nth(position).map(|(_, entry)| entry)
    }

    /// Whether a fold is unfolded.
    pub fn is_unfolded(&self, fold: &FoldedLinks) -> bool {
        self.has_room || fold.rows.first().is_some_and(|first| self.unfolded.contains(&first.key))
    }

    /// Whether no link but those offered for want of others stands outside of the folds.
    fn has_only_folds(&self) -> bool {
        self.items.iter().all(|item| match item {
            RelatedItem::Link(row) => matches!(row.link.why, Why::MoreFrom { .. }),
            RelatedItem::Section(_) | RelatedItem::Group(_) | RelatedItem::Fold(_) => true,
        })
    }

    /// The number of links shown beneath an item.
    pub fn unfolded_rows(&self, item: &RelatedItem) -> usize {
        match item {
            RelatedItem::Fold(fold) if self.is_unfolded(fold) => fold.rows.len(),
            RelatedItem::Section(_) | RelatedItem::Group(_) | RelatedItem::Link(_) | RelatedItem::Fold(_) => {
                0
            }
        }
    }

    /// All links in order, hidden ones too.
    pub fn links(&self) -> impl Iterator<Item = &ResolvedLink> {
        self.entries().filter_map(|(_, entry)| entry.row()).map(|row| &row.link)
    }

    /// Whether there is no link.
    pub const fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// The position of the selection.
    pub const fn selected(&self) -> usize {
        self.selected
    }

    /// The selected row, unless a fold is selected.
    pub fn selected_row(&self) -> Option<&RelatedRow> {
        self.entry(self.selected)?.row()
    }

    /// The selected link, unless a fold is selected.
    pub fn selected_link(&self) -> Option<&ResolvedLink> {
        self.selected_row().map(|row| &row.link)
    }

    /// Whether a fold is selected.
    pub fn is_on_fold(&self) -> bool {
        matches!(self.entry(self.selected), Some(Entry::Fold(..)))
    }

    /// The positions of the numbered links, in their order.
    pub fn numbered(&self) -> impl Iterator<Item = usize> {
        let cached = self.shown().filter(|(_, entry)| entry.row().is_some_and(|row| row.link.is_cached()));
        cached.map(|(position, _)| position).take(NUMBERED)
    }

    /// The first line shown.
    pub const fn top(&self) -> usize {
        self.top
    }

    /// Selects the visible entry at a position, or the nearest above it; returns whether the selection moved.
    pub fn select(&mut self, position: usize) -> bool {
        let before = self.shown().map(|(at, _)| at).take_while(|at| *at <= position).last();
        let target = before.unwrap_or(0);
        let moved = target != self.selected;
        self.selected = target;
        self.wanted = None;
        moved
    }

    /// Selects the entry at a position; a hidden one is unfolded.
    fn show(&mut self, position: usize) {
        let mut first = 0;
        for item in &self.items {
            let RelatedItem::Fold(fold) = item else {
                first += usize::from(matches!(item, RelatedItem::Link(_)));
                continue;
            };
            let within = first + 1..=first + fold.rows.len();
            if let Some(key) = fold.rows.first().filter(|_| within.contains(&position)) {
                self.unfolded.insert(key.key.clone());
            }
            first += 1 + fold.rows.len();
        }
        self.select(position);
    }

    /// Moves the selection by links; returns whether it moved.
    pub fn step(&mut self, links: isize) -> bool {
        let shown: Vec<usize> = self.shown().map(|(at, _)| at).collect();
        let at = shown.iter().position(|at| *at == self.selected).unwrap_or(0);
        let target = at.saturating_add_signed(links).min(shown.len().saturating_sub(1));
        shown.get(target).is_some_and(|position| self.select(*position))
    }

    /// Unfolds the selected fold, or folds it again, also from one of its links; returns whether there is
    /// one.
    pub fn toggle_fold(&mut self) -> bool {
        let mut fold = None;
        for (position, (_, entry)) in self.entries().enumerate().take(self.selected + 1) {
            match entry {
                Entry::Fold(here, _) => fold = Some((position, here)),
                Entry::Link(row) => {
                    fold = fold.filter(|(_, fold)| fold.rows.iter().any(|own| own.key == row.key));
                }
            }
        }
        let Some((position, key)) = fold.and_then(|(at, fold)| Some((at, fold.rows.first()?.key.clone())))
        else {
            return false;
        };
        if std::mem::take(&mut self.has_room) {
            self.unfolded = self.folds().filter_map(|fold| Some(fold.rows.first()?.key.clone())).collect();
        }
        self.is_folded_by_hand = true;
        if !self.unfolded.remove(&key) {
            self.unfolded.insert(key);
        }
        self.lines.clear();
        self.select(position);
        true
    }

    /// Marks an article as read (or not) on every link to it.
    pub fn note_read(&mut self, article: crate::domain::ArticleId, now_read: bool) {
        let rows = self.items.iter_mut().flat_map(|item| match item {
            RelatedItem::Section(_) | RelatedItem::Group(_) => Vec::new(),
            RelatedItem::Link(row) => vec![&mut row.link],
            RelatedItem::Fold(fold) => fold.rows.iter_mut().map(|row| &mut row.link).collect(),
        });
        for link in self.groups.iter_mut().flat_map(|group| &mut group.links).chain(rows) {
            if let LinkTarget::Cached { id, read, .. } = &mut link.target
                && *id == article
            {
                *read = now_read;
            }
        }
    }

    /// The lines of the pane, as set for its last area.
    pub fn lines(&self) -> &[Line] {
        &self.lines
    }

    /// Sets the lines for an area and scrolls the selection into view; with the first link, its heading where
    /// there is room for both.
    pub fn show_selection(&mut self, setting: Setting, height: u16) {
        if setting != self.set_for || self.lines.is_empty() {
            self.set_lines(setting, height);
        }
        let selected = |line: &Line| line.position == Some(self.selected);
        let link = self.lines.iter().position(selected).unwrap_or(0);
        let first = if self.selected == 0 && link < usize::from(height) { 0 } else { link };
        let end = self.lines.iter().rposition(selected).map_or(0, |last| last + 1);
        self.top = self.top.min(first).max(end.saturating_sub(usize::from(height))).min(first);
    }

    /// Sets the lines, with all folds unfolded where there is hardly anything else, and room for them.
    fn set_lines(&mut self, setting: Setting, height: u16) {
        self.has_room = !self.is_folded_by_hand && self.has_only_folds();
        self.lines = lines(self, &setting);
        if self.has_room && self.lines.len() > usize::from(height) {
            self.has_room = false;
            let above = self.shown().map(|(at, _)| at).take_while(|at| *at <= self.selected).last();
            self.selected = above.unwrap_or(0);
            self.lines = lines(self, &setting);
        }
        self.set_for = setting;
    }

    fn folds(&self) -> impl Iterator<Item = &FoldedLinks> {
        self.items.iter().filter_map(|item| match item {
            RelatedItem::Fold(fold) => Some(fold),
            RelatedItem::Section(_) | RelatedItem::Group(_) | RelatedItem::Link(_) => None,
        })
    }

    /// The position of the entry drawn at a line of the pane.
    pub fn at_line(&self, line: u16) -> Option<usize> {
        self.lines.get(self.top + usize::from(line))?.position
    }
}

impl<'links> Entry<'links> {
    /// The link; `None` for a fold.
    pub const fn row(self) -> Option<&'links RelatedRow> {
        match self {
            Self::Link(row) => Some(row),
            Self::Fold(..) => None,
        }
    }

    /// The key of the entry: for a fold, that of its first link.
    fn key(self) -> Option<(bool, &'links LinkKey)> {
        match self {
            Self::Link(row) => Some((false, &row.key)),
            Self::Fold(fold, _) => fold.rows.first().map(|row| (true, &row.key)),
        }
    }
}
