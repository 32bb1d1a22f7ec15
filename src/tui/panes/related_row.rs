//! Draws the lines of the related pane: headings, and links with their number and their state.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use super::related::RelatedLinks;
use super::related_line::{INDENT, Line};
use crate::config::theme::{Face, Theme};
use crate::domain::LinkTarget;
use crate::tui::lettering;
use crate::typeset;

/// Links that bear a number.
const NUMBERED: usize = 9;

const fn face(target: &LinkTarget) -> Face {
    match target {
        LinkTarget::Cached { .. } => Face::LinkCached,
        LinkTarget::Itself | LinkTarget::Outside(_) | LinkTarget::HeadlineOnly => Face::LinkOutside,
    }
}

/// The mark of a link: in the cache and unread, in the cache and read, the article itself, elsewhere.
const fn mark(target: &LinkTarget) -> &'static str {
    match target {
        LinkTarget::Cached { read: false, .. } => "●",
        LinkTarget::Cached { read: true, .. } => "◦",
        LinkTarget::Itself => "▸",
        LinkTarget::Outside(_) => "↗",
        LinkTarget::HeadlineOnly => " ",
    }
}

/// How the pane is drawn.
#[derive(Clone, Copy, Debug)]
pub struct Look<'look> {
    /// The theme.
    pub theme: &'look Theme,
    /// The order of letters from right to left.
    pub order: typeset::LetterOrder,
    /// Whether the pane has the focus.
    pub focused: bool,
}

/// Draws the visible lines.
pub fn draw(links: &RelatedLinks, look: Look<'_>, area: Rect, buffer: &mut Buffer) {
    let Look { theme, order, focused } = look;
    for (y, line) in (area.y..area.bottom()).zip(links.lines().iter().skip(links.top())) {
        let row = Rect { y, height: 1, ..area };
        match line {
            Line::Gap => {}
            Line::Heading(text) => {
                put(text, 1, theme.style(Face::Heading), order, row, buffer);
            }
            Line::AboutLink(_, text) => {
                put(text, INDENT, theme.style(Face::Faint), order, row, buffer);
            }
            Line::Link(position, text) | Line::MoreOfLink(position, text) => {
                let style = theme.style(links.link(*position).map_or(Face::Text, |link| face(&link.target)));
                put(text, INDENT, style, order, row, buffer);
            }
        }
        if let Line::Link(position, _) = line {
            draw_number(links, *position, look, row, buffer);
        }
        if focused && line.link() == Some(links.selected()) {
            put("▌", 0, theme.style(Face::Selected), order, row, buffer);
        }
    }
}

fn draw_number(links: &RelatedLinks, position: usize, look: Look<'_>, row: Rect, buffer: &mut Buffer) {
    let Look { theme, order, .. } = look;
    if position < NUMBERED {
        put(&(position + 1).to_string(), 1, theme.style(Face::Key), order, row, buffer);
    }
    if let Some(link) = links.link(position) {
        put(mark(&link.target), 3, theme.style(face(&link.target)), order, row, buffer);
    }
}

/// Puts a text on a row from a column on, up to the end of the row.
fn put(text: &str, from: u16, style: Style, order: typeset::LetterOrder, row: Rect, buffer: &mut Buffer) {
    let room = usize::from(row.width.saturating_sub(from));
    let at = Position { x: row.x.saturating_add(from), y: row.y };
    lettering::put(text, at, room, style, order, buffer);
}
