//! The border of a pane, with a title above and a corner text below.

use ratatui::buffer::Buffer;
use ratatui::layout::{Margin, Rect};
use ratatui::widgets::{Block, Widget as _};

use crate::config::Config;
use crate::config::theme::Face;
use crate::tui::lettering::draw_text;
use crate::tui::styled::border_set;
use crate::typeset;

/// The separator of hints.
const SEPARATOR: &str = " · ";

/// The texts on a border.
#[derive(Clone, Debug, Default)]
pub struct BorderText {
    /// The text above, at the left.
    pub title: String,
    /// The text below, at the right.
    pub corner: String,
    /// Whether the pane has the focus.
    pub focused: bool,
}

/// The area within a pane's border, with a blank column at the right; a pane too small for a border has none.
pub fn inner(area: Rect) -> Rect {
    if area.width < 5 || area.height < 3 {
        return area;
    }
    let inside = area.inner(Margin { horizontal: 1, vertical: 1 });
    let air = u16::from(inside.width > 20);
    Rect { width: inside.width - air, ..inside }
}

/// Draws the border, unless the pane is too small for one.
pub fn draw(edge: &BorderText, config: &Config, area: Rect, buffer: &mut Buffer) {
    if area.width < 5 || area.height < 3 {
        return;
    }
    let (border, title) =
        if edge.focused { (Face::BorderFocused, Face::TitleFocused) } else { (Face::Border, Face::Title) };
    let block = Block::bordered().border_set(border_set(config.settings.borders));
    block.border_style(config.theme.style(border)).render(area, buffer);
    let room = usize::from(area.width.saturating_sub(4));
    let words = format!(" {} ", typeset::truncate(&edge.title, room.saturating_sub(2)));
    if !edge.title.is_empty() {
        draw_text(&words, (area.x + 2, area.y), room, title, config, buffer);
    }
    let corner = as_far_as_it_fits(&edge.corner, room.saturating_sub(2));
    let columns = u16::try_from(typeset::width(&corner)).unwrap_or(u16::MAX).saturating_add(2);
    if !corner.is_empty() {
        let left = area.right() - columns - 2;
        let words = format!(" {corner} ");
        draw_text(&words, (left, area.bottom() - 1), usize::from(columns), title, config, buffer);
    }
}

/// The first hints that fit.
pub fn as_far_as_it_fits(hints: &str, room: usize) -> String {
    let mut shown = String::new();
    for hint in hints.split(SEPARATOR) {
        let longer = if shown.is_empty() { hint.to_owned() } else { format!("{shown}{SEPARATOR}{hint}") };
        if typeset::width(&longer) > room {
            break;
        }
        shown = longer;
    }
    shown
}
