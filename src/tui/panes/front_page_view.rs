//! Draws the visible lines of the front page, the marks of its stories, and the bar of the selected story.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::front_page::FrontPane;
use crate::config::theme::{Face, Theme};
use crate::domain::{ArticleId, FrontPagePart, ListRow};
use crate::tui::cells::put;
use crate::tui::styled::face_of;
use crate::typeset::{self, FrontCell, Role};

/// Draws the page.
pub fn draw(pane: &FrontPane, selected: Option<ArticleId>, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    let in_sight = pane.page().lines.iter().enumerate().skip(pane.top());
    for ((number, line), y) in in_sight.zip(area.y..area.bottom()) {
        let mut x = area.x;
        for span in &line.spans {
            let room = usize::from(area.right().saturating_sub(x));
            let column = usize::from(x - area.x);
            let face = match span.role {
                Role::Headline => story_at(pane, number, column).map_or(Face::Headline, headline_face),
                role => face_of(role),
            };
            put(buffer, x, y, &span.text, room, theme.style(face));
            x = x.saturating_add(u16::try_from(typeset::width(&span.text)).unwrap_or(u16::MAX));
        }
    }
    for cell in &pane.page().cells {
        if let Some(row) = pane.row_of(cell) {
            draw_marks(cell, pane.top(), row, selected == Some(row.id), theme, area, buffer);
        }
    }
}

fn story_at(pane: &FrontPane, line: usize, column: usize) -> Option<&ListRow> {
    let here = |cell: &&FrontCell| cell.lines.contains(&line) && cell.columns.contains(&column);
    pane.page().cells.iter().find(here).and_then(|cell| pane.row_of(cell))
}

fn headline_face(row: &ListRow) -> Face {
    let is_lead = row.front_page.as_ref().is_some_and(|front| front.place == FrontPagePart::Lead);
    match (row.read, is_lead) {
        (true, _) => Face::Read,
        (false, true) => Face::Headline,
        (false, false) => Face::Unread,
    }
}

/// The mark beside the first line of a story, and the bar along the selected one.
fn draw_marks(
    cell: &FrontCell,
    top: usize,
    row: &ListRow,
    selected: bool,
    theme: &Theme,
    area: Rect,
    buffer: &mut Buffer,
) {
    let Ok(left) = u16::try_from(cell.columns.start) else { return };
    let x = area.x.saturating_add(left);
    let mark = match (row.bookmarked, row.read) {
        (true, _) => Some(("★", Face::Bookmark)),
        (false, false) => Some(("●", Face::Unread)),
        (false, true) => None,
    };
    for line in cell.lines.clone() {
        let y = line.checked_sub(top).and_then(|line| u16::try_from(line).ok()).map(|line| area.y + line);
        let Some(y) = y.filter(|y| *y < area.bottom()) else { continue };
        if selected {
            put(buffer, x, y, "▌", 1, theme.style(Face::Selected));
        }
        if let Some((sign, face)) = mark.filter(|_| line == cell.lines.start && x + 1 < area.right()) {
            put(buffer, x + 1, y, sign, 1, theme.style(face));
        }
    }
}
