//! The mouse: the wheel scrolls what is under it, a click selects, a click on the selection opens; borders
//! are dragged, and words of the article to highlight them; an open overlay is scrolled and picked from.

use ratatui::crossterm::event::{MouseButton, MouseEvent, MouseEventKind};
use ratatui::layout::Position;

use super::{highlights, moves, panes, previewing, wishes};
use crate::config::action::Action;
use crate::domain::Pane;
use crate::tui::effect::Effect;
use crate::tui::model::Model;
use crate::tui::wish::Wish;

/// Lines of the article, and rows of a list, for one notch of the wheel.
const LINES: isize = 3;

/// Takes a mouse event.
pub fn mouse(model: &mut Model, event: MouseEvent) -> Vec<Effect> {
    let stage = model.layout().overlay_area();
    if let Some(overlay) = &mut model.overlay {
        let pressed = overlay.mouse(event, stage);
        return wishes::conclude(model, pressed);
    }
    match event.kind {
        MouseEventKind::Down(MouseButton::Left) => {
            model.dragged_border = model.layout().border_at(event.column, event.row);
        }
        MouseEventKind::Drag(MouseButton::Left) if model.drag_start.is_some() => {
            return highlights::drag(model, event.column, event.row);
        }
        MouseEventKind::Drag(MouseButton::Left) => return panes::drag(model, event.column),
        MouseEventKind::Up(MouseButton::Left) => {
            model.dragged_border = None;
            return highlights::release_mouse(model);
        }
        _ => {}
    }
    if model.dragged_border.is_some() {
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
    if pane == Pane::Headlines && model.is_front_page_open() {
        return moves::scroll_front_page(model, direction * LINES);
    }
    let moved = match pane {
        Pane::Sources => model.sources.step(direction),
        Pane::Headlines => previewing::step(model, direction),
        Pane::Article => model.reading.as_mut().is_some_and(|reading| reading.scroll(direction * LINES)),
        Pane::Related => model.related.step(direction),
    };
    model.unsaved |= moved;
}

fn click(model: &mut Model, pane: Pane, event: MouseEvent) -> Vec<Effect> {
    let inside = model.inside(pane);
    let was_focused = model.focus == pane;
    panes::focus(model, pane);
    if !inside.contains(Position { x: event.column, y: event.row }) {
        return Vec::new();
    }
    let line = event.row - inside.y;
    let opens = match pane {
        Pane::Sources => {
            let Some(position) = model.sources.at_line(line) else { return Vec::new() };
            let again = was_focused && model.sources.selected() == position;
            model.sources.select(position);
            again || model.sources.selected_view().is_none()
        }
        Pane::Headlines if model.is_front_page_open() => {
            let column = usize::from(event.column - inside.x);
            let Some(id) = model.front_page.story_at(column, usize::from(line)) else { return Vec::new() };
            let again = was_focused && model.headlines.selected_row().is_some_and(|row| row.id == id);
            model.headlines.select_article(id);
            again
        }
        Pane::Headlines => {
            let Some(row) = model.headlines.row_at(line) else { return Vec::new() };
            let again = was_focused && model.headlines.selected() == row;
            model.headlines.select(row);
            again
        }
        Pane::Related => {
            let Some(position) = model.related.at_line(line) else { return Vec::new() };
            let again = was_focused && model.related.selected() == position;
            model.related.select(position);
            if model.related.is_on_fold() {
                model.related.toggle_fold();
                return Vec::new();
            }
            again
        }
        Pane::Article => {
            model.drag_start = model.text_at(event.column, event.row);
            let links = model.links_in_sight();
            let url = links.at(event.column, event.row).map(|cells| cells.url.clone());
            return url.map(|url| wishes::perform(model, Wish::FollowLink(url))).unwrap_or_default();
        }
    };
    if opens { wishes::perform(model, Wish::Act(Action::Open)) } else { Vec::new() }
}
