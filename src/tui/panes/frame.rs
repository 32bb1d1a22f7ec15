//! The border of a pane, with its title and a word at its lower edge.

use ratatui::buffer::Buffer;
use ratatui::layout::{Margin, Rect};
use ratatui::widgets::{Block, Widget as _};

use crate::config::theme::{Face, Theme};
use crate::tui::cells::put;
use crate::tui::styled::border_set;
use crate::typeset;

/// What stands on a border.
#[derive(Clone, Debug, Default)]
pub struct Edge {
    /// Above, at the left.
    pub title: String,
    /// Below, at the right.
    pub corner: String,
    /// Whether the pane has the focus.
    pub focused: bool,
}

/// The area within a pane's border, with a column of air at the right; a pane too small for a border is
/// all area.
#[must_use]
pub fn inner(area: Rect) -> Rect {
    if area.width < 5 || area.height < 3 {
        return area;
    }
    let inside = area.inner(Margin { horizontal: 1, vertical: 1 });
    let air = u16::from(inside.width > 20);
    Rect { width: inside.width - air, ..inside }
}

/// Draws the border; a pane too small for one has none.
pub fn draw(edge: &Edge, borders: crate::config::Borders, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    if area.width < 5 || area.height < 3 {
        return;
    }
    let (border, title) =
        if edge.focused { (Face::BorderFocused, Face::TitleFocused) } else { (Face::Border, Face::Title) };
    Block::bordered().border_set(border_set(borders)).border_style(theme.style(border)).render(area, buffer);
    let room = usize::from(area.width.saturating_sub(4));
    let words = format!(" {} ", typeset::truncate(&edge.title, room.saturating_sub(2)));
    if !edge.title.is_empty() {
        put(buffer, area.x + 2, area.y, words, room, theme.style(title));
    }
    let columns = u16::try_from(typeset::width(&edge.corner)).unwrap_or(u16::MAX).saturating_add(2);
    if !edge.corner.is_empty() && columns + 4 <= area.width {
        let left = area.right() - columns - 2;
        put(
            buffer,
            left,
            area.bottom() - 1,
            format!(" {} ", edge.corner),
            usize::from(columns),
            theme.style(title),
        );
    }
}
