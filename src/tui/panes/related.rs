//! The related links: the publisher's groups under their own headings, then groups found in the cache.
//! A selection goes through all links; the first nine bear numbers.

use crate::domain::{LinkTarget, Related, RelatedGroup};
use crate::library::place_of;

use super::related_line::{Line, heading_lines, link_lines};
use crate::words::Words;

/// The links beside the open article.
#[derive(Clone, Debug, Default)]
pub struct RelatedLinks {
    groups: Vec<RelatedGroup>,
    selected: usize,
    /// The link to select when all links are there, unless the person has moved since.
    wanted: Option<usize>,
    top: usize,
    /// The lines of the pane, and the width they are set for.
    lines: Vec<Line>,
    width: u16,
}

impl RelatedLinks {
    /// The links of an article, with a selection.
    pub fn of(groups: Vec<RelatedGroup>, selected: usize) -> Self {
        let mut links = Self { groups, ..Self::default() };
        links.select(selected);
        links.wanted = Some(selected);
        links
    }

    /// Adds links that were found later; the selected link stays the same.
    pub fn insert(&mut self, found: Vec<RelatedGroup>) {
        for group in found {
            let at = place_of(&group, &self.groups);
            let before: usize = self.groups.iter().take(at).map(|group| group.links.len()).sum();
            if self.selected >= before && !self.is_empty() {
                self.selected += group.links.len();
            }
            self.groups.insert(at, group);
            self.lines.clear();
        }
        if let Some(wanted) = self.wanted.take() {
            self.selected = wanted.min(self.links().count().saturating_sub(1));
        }
    }

    /// The groups in order.
    pub fn groups(&self) -> &[RelatedGroup] {
        &self.groups
    }

    /// All links in order.
    pub fn links(&self) -> impl Iterator<Item = &Related> {
        self.groups.iter().flat_map(|group| &group.links)
    }

    /// Whether there is no link.
    pub fn is_empty(&self) -> bool {
        self.links().next().is_none()
    }

    /// The position of the selected link among all.
    pub const fn selected(&self) -> usize {
        self.selected
    }

    /// The selected link.
    pub fn selected_link(&self) -> Option<&Related> {
        self.links().nth(self.selected)
    }

    /// The link at a position among all.
    pub fn link(&self, position: usize) -> Option<&Related> {
        self.links().nth(position)
    }

    /// The first line shown.
    pub const fn top(&self) -> usize {
        self.top
    }

    /// Selects a link; returns whether the selection moved.
    pub fn select(&mut self, position: usize) -> bool {
        let target = position.min(self.links().count().saturating_sub(1));
        let moved = target != self.selected;
        self.selected = target;
        self.wanted = None;
        moved
    }

    /// Moves the selection by links; returns whether it moved.
    pub fn step(&mut self, links: isize) -> bool {
        self.select(self.selected.saturating_add_signed(links))
    }

    /// Marks an article as read (or not) on every link to it.
    pub fn note_read(&mut self, article: crate::domain::ArticleId, now_read: bool) {
        for link in self.groups.iter_mut().flat_map(|group| &mut group.links) {
            if let LinkTarget::Cached { id, read, .. } = &mut link.target
                && *id == article
            {
                *read = now_read;
            }
        }
    }

    /// Every line of the pane, as set for its last area.
    pub fn lines(&self) -> &[Line] {
        &self.lines
    }

    fn set(&mut self, width: u16, words: Words) {
        if width == self.width && !self.lines.is_empty() {
            return;
        }
        self.width = width;
        self.lines.clear();
        let mut position = 0;
        for (number, group) in self.groups.iter().enumerate() {
            if number > 0 {
                self.lines.push(Line::Gap);
            }
            self.lines.extend(heading_lines(group, width, words).into_iter().map(Line::Heading));
            for link in &group.links {
                self.lines.extend(link_lines(link, position, width, words));
                position += 1;
            }
        }
    }

    /// Sets the lines for an area and scrolls the selected link into sight; with the first link, its heading
    /// where there is room for both.
    pub fn show_selection(&mut self, width: u16, height: u16, words: Words) {
        self.set(width, words);
        let selected = |line: &Line| line.link() == Some(self.selected);
        let link = self.lines.iter().position(selected).unwrap_or(0);
        let first = if self.selected == 0 && link < usize::from(height) { 0 } else { link };
        let end = self.lines.iter().rposition(selected).map_or(0, |last| last + 1);
        self.top = self.top.min(first).max(end.saturating_sub(usize::from(height))).min(first);
    }

    /// The link drawn at a line of the pane.
    pub fn link_at(&self, line: u16) -> Option<usize> {
        self.lines.get(self.top + usize::from(line))?.link()
    }
}
