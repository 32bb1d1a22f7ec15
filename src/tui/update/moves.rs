//! Moves within the pane that has the focus.

use super::{follow, previewing, refusals};
use crate::domain::Pane;
use crate::tui::ask::Ask;
use crate::tui::effect::Effect;
use crate::tui::model::Model;
use crate::tui::panes::article::ArticlePane;
use crate::tui::panes::front_page::FrontDirection;

/// Lines of overlap of two pages.
const OVERLAP: u16 = 2;

/// The largest count on the front page, in stories.
const MOST_STEPS: usize = 99;

/// Columns by which a wide table or code is scrolled.
const SIDEWAYS: isize = 8;

/// Moves by lines, rows or links, times the count.
pub fn by_lines(model: &mut Model, direction: isize) -> Vec<Effect> {
    if model.is_front_page_open() {
        for _ in 0..model.count.unwrap_or(1).min(MOST_STEPS) {
            on_front_page(model, if direction > 0 { FrontDirection::Down } else { FrontDirection::Up });
        }
        return Vec::new();
    }
    let count = isize::try_from(model.count.unwrap_or(1)).unwrap_or(isize::MAX);
    move_by(model, direction.saturating_mul(count));
    Vec::new()
}

/// Moves by pages, or by a fraction of a page; a page on from the end of an article is the next unread one.
pub fn by_pages(model: &mut Model, direction: isize, part: u16) -> Vec<Effect> {
    let inside = model.inside(model.focus);
    if model.is_front_page_open() {
        let lines = (inside.height / part).saturating_sub(if part == 1 { OVERLAP } else { 0 }).max(1);
        scroll_front_page(model, direction * isize::try_from(lines).unwrap_or(1));
        return Vec::new();
    }
    let is_at_end =
        model.focus == Pane::Article && model.reading.as_ref().is_some_and(ArticlePane::is_at_end);
    if is_at_end && direction > 0 && part == 1 {
        let finished = previewing::finish(model);
        return finished.into_iter().chain(follow::step_unread(model, true)).collect();
    }
    let lines = match model.focus {
        Pane::Sources => usize::from(inside.height),
        Pane::Headlines => model.headlines.rows_in(inside.height),
        Pane::Article => usize::from(inside.height.saturating_sub(if part == 1 { OVERLAP } else { 0 })),
        Pane::Related => usize::from(inside.height / 3),
    };
    let step = isize::try_from(lines / usize::from(part)).unwrap_or(isize::MAX).max(1);
    move_by(model, direction.saturating_mul(step));
    Vec::new()
}

fn move_by(model: &mut Model, steps: isize) {
    let moved = match model.focus {
        Pane::Sources => model.sources.step(steps),
        Pane::Headlines => previewing::step(model, steps),
        Pane::Article => model.reading.as_mut().is_some_and(|reading| reading.scroll(steps)),
        Pane::Related => model.related.step(steps),
    };
    model.unsaved |= moved;
}

/// Goes to the nearest story of the front page in a direction.
pub fn on_front_page(model: &mut Model, way: FrontDirection) {
    let Some(id) = model.headlines.selected_row().map(|row| row.id) else { return };
    if let Some(next) = model.front_page.nearest_in(id, way) {
        model.unsaved |= model.headlines.select_article(next);
    }
}

/// Scrolls the front page by lines.
pub fn scroll_front_page(model: &mut Model, lines: isize) {
    let height = usize::from(model.inside(Pane::Headlines).height);
    let selected = model.headlines.selected_row().map(|row| row.id);
    if let Some(id) = model.front_page.scroll(lines, height, selected) {
        model.headlines.select_article(id);
    }
    model.unsaved = true;
}

/// Goes to the next pane, or the one before, wrapping round; over the sources where they stand beside the
/// list.
pub fn cycle_panes(model: &mut Model, forward: bool) -> Vec<Effect> {
    let beside = |pane: Pane| if forward { pane.next() } else { pane.previous() };
    let next = beside(model.focus);
    let passes = next == Pane::Sources && !model.layout().has_sources_beside();
    follow::go_to_pane(model, if passes { beside(next) } else { next })
}

/// Goes to the pane at one side, without wrapping; on the front page, to the column at that side.
pub fn to_pane_beside(model: &mut Model, right: bool) -> Vec<Effect> {
    let selected = model.headlines.selected_row().map(|row| row.id);
    if model.is_front_page_open() {
        on_front_page(model, if right { FrontDirection::Right } else { FrontDirection::Left });
        // Left of the first column are the sources.
        if right || model.headlines.selected_row().map(|row| row.id) != selected {
            return Vec::new();
        }
    }
    match (model.focus, right) {
        (Pane::Sources, false) | (Pane::Related, true) => {
            refusals::say(model, model.config.words.no_pane_that_way())
        }
        (focus, true) => follow::go_to_pane(model, focus.next()),
        (focus, false) => follow::go_to_pane(model, focus.previous()),
    }
}

/// Goes to the beginning of the pane's content.
pub fn to_start(model: &mut Model) -> Vec<Effect> {
    model.unsaved = true;
    match model.focus {
        Pane::Sources => model.sources.select(0),
        Pane::Headlines => {
            let request = model.headlines.go_to_start();
            return request.map(|request| model.ask(Ask::Rows(request))).into_iter().collect();
        }
        Pane::Article => {
            model.reading.as_mut().map(|reading| reading.go_to_line(0));
        }
        Pane::Related => {
            model.related.select(0);
        }
    }
    Vec::new()
}

/// Goes to the end of the pane's content.
pub fn to_end(model: &mut Model) -> Vec<Effect> {
    model.unsaved = true;
    match model.focus {
        Pane::Sources => model.sources.select(usize::MAX),
        Pane::Headlines => {
            let request = model.headlines.go_to_end();
            return request.map(|request| model.ask(Ask::Rows(request))).into_iter().collect();
        }
        Pane::Article => {
            model.reading.as_mut().map(|reading| reading.go_to_line(usize::MAX));
        }
        Pane::Related => {
            model.related.select(usize::MAX);
        }
    }
    Vec::new()
}

/// Goes to the next or previous heading of the article.
pub fn to_section(model: &mut Model, forward: bool) -> Vec<Effect> {
    let Some(reading) = &mut model.reading else { return refusals::nothing_open(model) };
    if !reading.go_to_section(forward) {
        return refusals::say(model, model.config.words.no_heading_that_way());
    }
    model.unsaved = true;
    Vec::new()
}

/// Scrolls the wide tables and the code of the article sideways.
pub fn sideways(model: &mut Model, direction: isize) -> Vec<Effect> {
    let Some(reading) = &mut model.reading else { return refusals::nothing_open(model) };
    if reading.scroll_sideways(direction * SIDEWAYS) {
        return Vec::new();
    }
    refusals::say(model, model.config.words.nothing_wide_that_way())
}

/// Goes to the next or previous match in the article; without a search, to the next or previous unread
/// article.
pub fn to_match(model: &mut Model, forward: bool) -> Vec<Effect> {
    let looking = model.reading.as_ref().is_some_and(|reading| !reading.find().matches().is_empty());
    if !looking {
        return super::follow::step_unread(model, forward);
    }
    let Some(reading) = &mut model.reading else { return Vec::new() };
    if reading.step_match(forward) {
        let position = reading.find().position(model.config.words).unwrap_or_default();
        model.show_message(&position);
        model.unsaved = true;
    }
    Vec::new()
}
