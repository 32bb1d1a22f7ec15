//! The mouse: the wheel scrolls what is under it, a click selects, a click on what is selected opens,
//! a border is dragged; what is open over the panes is scrolled and picked from.

use ratatui::crossterm::event::{MouseButton, MouseEvent, MouseEventKind};
use ratatui::layout::Position;

use super::{follow, moves, overlaid, panes};
use crate::domain::{Pane, WebUrl};
use crate::tui::effect::Effect;
use crate::tui::model::Model;
use crate::tui::panes::article_page::margin;

/// Lines of the article, and rows of a list, for one notch of the wheel.
const LINES: isize = 3;

/// Takes what the mouse did.
pub fn mouse(model: &mut Model, event: MouseEvent) -> Vec<Effect> {
    let screen = model.layout().screen;
    if let Some(overlay) = &mut model.overlay {
        let outcome = overlay.mouse(event, screen);
        return overlaid::conclude(model, outcome);
    }
    match event.kind {
        MouseEventKind::Down(MouseButton::Left) => {
            model.dragging = model.layout().border_at(event.column, event.row);
        }
        MouseEventKind::Drag(MouseButton::Left) => return panes::drag(model, event.column),
        MouseEventKind::Up(MouseButton::Left) => model.dragging = None,
        _ => {}
    }
    if model.dragging.is_some() {
        return Vec::new();
    }
    let Some(pane) = model.layout().pane_at(event.column, event.row) else { return Vec::new() };
    match event.kind {
        MouseEventKind::ScrollDown => scroll(model, pane, 1),
        MouseEventKind::ScrollUp => scroll(model, pane, -1),
        MouseEventKind::Down(MouseButton::Left) => return click(model, pane, event),
        _ => {}
    }
    Vec::new()
}

fn scroll(model: &mut Model, pane: Pane, direction: isize) {
    let moved = match pane {
        Pane::Headlines => model.headlines.step(direction),
        Pane::Article => model.reading.as_mut().is_some_and(|reading| reading.scroll(direction * LINES)),
        Pane::Related => model.related.step(direction),
    };
    model.unsaved |= moved;
}

fn click(model: &mut Model, pane: Pane, event: MouseEvent) -> Vec<Effect> {
    let inside = model.inside(pane);
    let was_focused = model.focus == pane;
    moves::focus_pane(model, pane);
    if !inside.contains(Position { x: event.column, y: event.row }) {
        return Vec::new();
    }
    let (column, line) = (event.column - inside.x, event.row - inside.y);
    match pane {
        Pane::Headlines => {
            let Some(row) = model.headlines.row_at(line) else { return Vec::new() };
            let again = was_focused && model.headlines.selected() == row;
            model.headlines.select(row);
            if again { follow::open_selected(model) } else { Vec::new() }
        }
        Pane::Related => {
            let Some(position) = model.related.link_at(line) else { return Vec::new() };
            let again = was_focused && model.related.selected() == position;
            model.related.select(position);
            if again { follow::open_selected(model) } else { Vec::new() }
        }
        Pane::Article => link_at(model, column, line, inside.width)
            .map(|url| follow::follow_page(model, url))
            .unwrap_or_default(),
    }
}

/// The link of the text under a cell of the pane.
fn link_at(model: &Model, column: u16, line: u16, width: u16) -> Option<WebUrl> {
    let reading = model.reading.as_ref()?;
    let column = usize::from(column.checked_sub(margin(reading, width))?);
    let line = reading.shown_line(reading.top() + usize::from(line))?;
    let mut end = 0;
    let span = line.spans.iter().find(|span| {
        end += crate::typeset::width(&span.text);
        column < end
    })?;
    reading.page().links.get(span.link?).map(|link| link.url.clone())
}
