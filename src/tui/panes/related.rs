//! The related links: the publisher's groups under their own headings, then what the cache knows.
//! A selection goes through all links; the first nine bear numbers.

use crate::domain::{LinkTarget, Related, RelatedGroup};

use super::related_row::{heading_lines, link_lines};

/// The links beside the open article.
#[derive(Clone, Debug, Default)]
pub struct RelatedLinks {
    groups: Vec<RelatedGroup>,
    selected: usize,
    top: usize,
}

/// A line of the pane: which link or heading it shows, and which line of that.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Row {
    /// A line of the heading of a group.
    Heading(usize, usize),
    /// A line of the link at this position among all links.
    Link(usize, usize),
    /// Nothing.
    Gap,
}

impl RelatedLinks {
    /// The links of an article, with a selection.
    #[must_use]
    pub fn of(groups: Vec<RelatedGroup>, selected: usize) -> Self {
        let mut links = Self { groups, selected: 0, top: 0 };
        links.select(selected);
        links
    }

    /// The groups in order.
    #[must_use]
    pub fn groups(&self) -> &[RelatedGroup] {
        &self.groups
    }

    /// All links in order.
    pub fn links(&self) -> impl Iterator<Item = &Related> {
        self.groups.iter().flat_map(|group| &group.links)
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.links().next().is_none()
    }

    /// The position of the selected link among all.
    #[must_use]
    pub const fn selected(&self) -> usize {
        self.selected
    }

    /// The selected link.
    #[must_use]
    pub fn selected_link(&self) -> Option<&Related> {
        self.links().nth(self.selected)
    }

    /// The link at a position among all.
    #[must_use]
    pub fn link(&self, position: usize) -> Option<&Related> {
        self.links().nth(position)
    }

    /// The first line shown.
    #[must_use]
    pub const fn top(&self) -> usize {
        self.top
    }

    /// Selects a link. Returns whether the selection moved.
    pub fn select(&mut self, position: usize) -> bool {
        let target = position.min(self.links().count().saturating_sub(1));
        let moved = target != self.selected;
        self.selected = target;
        moved
    }

    /// Moves the selection by links. Returns whether it moved.
    pub fn step(&mut self, links: isize) -> bool {
        self.select(self.selected.saturating_add_signed(links))
    }

    /// Notes that an article was read (or not), wherever a link leads to it.
    pub fn note_read(&mut self, article: crate::domain::ArticleId, now_read: bool) {
        for link in self.groups.iter_mut().flat_map(|group| &mut group.links) {
            if let LinkTarget::Cached { id, read, .. } = &mut link.target
                && *id == article
            {
                *read = now_read;
            }
        }
    }

    /// Every line of the pane at a width.
    #[must_use]
    pub fn rows(&self, width: u16) -> Vec<Row> {
        let mut rows = Vec::new();
        let mut position = 0;
        for (number, group) in self.groups.iter().enumerate() {
            if number > 0 {
                rows.push(Row::Gap);
            }
            rows.extend((0..heading_lines(group, width).len()).map(|line| Row::Heading(number, line)));
            for link in &group.links {
                rows.extend((0..link_lines(link, width).len()).map(|line| Row::Link(position, line)));
                position += 1;
            }
        }
        rows
    }

    /// Scrolls so that the selected link is seen in an area; the heading of the first stays in sight.
    pub fn show_selection(&mut self, width: u16, height: u16) {
        let rows = self.rows(width);
        let selected = |row: &Row| matches!(row, Row::Link(position, _) if *position == self.selected);
        let first = if self.selected == 0 { 0 } else { rows.iter().position(selected).unwrap_or(0) };
        let end = rows.iter().rposition(selected).map_or(0, |last| last + 1);
        self.top = self.top.min(first).max(end.saturating_sub(usize::from(height))).min(first);
    }

    /// The link drawn at a line of an area.
    #[must_use]
    pub fn link_at(&self, line: u16, width: u16) -> Option<usize> {
        match self.rows(width).get(self.top + usize::from(line)) {
            Some(Row::Link(position, _)) => Some(*position),
            _ => None,
        }
    }
}
