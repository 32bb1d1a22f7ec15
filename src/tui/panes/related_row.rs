//! Draws the lines of the related pane: headings, folds, and links with their number and their state.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use super::related::line::{INDENT, Line, LineKind};
use super::related::{Entry, RelatedLinks};
use crate::config::theme::{Face, Theme};
use crate::domain::LinkTarget;
use crate::tui::lettering;
use crate::typeset;

const fn face(target: &LinkTarget) -> Face {
    match target {
        LinkTarget::Cached { .. } => Face::LinkCached,
        LinkTarget::Itself | LinkTarget::Outside(_) | LinkTarget::HeadlineOnly => Face::LinkOutside,
    }
}

/// The mark of a link: an unread article of the cache, a read one, or a page elsewhere.
const fn mark(target: &LinkTarget) -> &'static str {
    match target {
        LinkTarget::Cached { read: false, .. } => "●",
        LinkTarget::Cached { read: true, .. } => "◦",
        LinkTarget::Outside(_) => "↗",
        LinkTarget::Itself | LinkTarget::HeadlineOnly => " ",
    }
}

/// The parameters of drawing the pane.
#[derive(Clone, Copy, Debug)]
pub struct LinkRowContext<'look> {
    /// The theme.
    pub theme: &'look Theme,
    /// The order of letters from right to left.
    pub order: typeset::LetterOrder,
    /// Whether the pane has the focus.
    pub focused: bool,
}

/// Draws the visible lines.
pub fn draw(links: &RelatedLinks, context: LinkRowContext<'_>, area: Rect, buffer: &mut Buffer) {
    let LinkRowContext { theme, order, focused } = context;
    for (y, line) in (area.y..area.bottom()).zip(links.lines().iter().skip(links.top())) {
        let row = Rect { y, height: 1, ..area };
        let target = target(links, line);
        let (column, drawn_as) = match line.kind {
            LineKind::Blank => (0, Face::Text),
            LineKind::Section => (1, Face::Heading),
            LineKind::Group => (3, Face::Strong),
            LineKind::Fold => (1, Face::Hint),
            LineKind::AboutLink => (INDENT, Face::Faint),
            LineKind::Link | LineKind::MoreOfLink => (INDENT, target.map_or(Face::Text, face)),
        };
        put(&line.text, column, theme.style(drawn_as), order, row, buffer);
        if let Some(number) = line.number {
            put(&number.to_string(), 1, theme.style(Face::Key), order, row, buffer);
        }
        if let Some(target) = target.filter(|_| line.kind == LineKind::Link) {
            put(mark(target), 3, theme.style(face(target)), order, row, buffer);
        }
        if focused && line.position == Some(links.selected()) {
            put("▌", 0, theme.style(Face::Selected), order, row, buffer);
        }
    }
}

/// The target of the link of a line.
fn target<'links>(links: &'links RelatedLinks, line: &Line) -> Option<&'links LinkTarget> {
    let position = line.position.filter(|_| matches!(line.kind, LineKind::Link | LineKind::MoreOfLink))?;
    let (_, entry) = links.shown().find(|(at, _)| *at == position)?;
    match entry {
        Entry::Link(row) => Some(&row.link.target),
        Entry::Fold(..) => None,
    }
}

/// Draws a text on a row from a column on, up to the end of the row.
fn put(text: &str, from: u16, style: Style, order: typeset::LetterOrder, row: Rect, buffer: &mut Buffer) {
    let room = usize::from(row.width.saturating_sub(from));
    let at = Position { x: row.x.saturating_add(from), y: row.y };
    lettering::put(text, at, room, style, order, buffer);
}
