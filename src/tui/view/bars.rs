//! The line above the panes and the line below them.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::{Clear, Widget as _};

use super::hints::{hints, hints_of, ticked_hints, way_hints};
use crate::config::action::Action;
use crate::config::theme::Face;
use crate::domain::{Arrival, Pane};
use crate::tui::lettering::draw_text;
use crate::tui::log::Notice;
use crate::tui::model::{Model, view_name};
use crate::tui::overlays::Overlay;
use crate::tui::panes::{BorderText, draw_frame, inner};
use crate::typeset;
use crate::words::Words;

/// Columns at the right end of a line below which its text is left out.
const LEAST_ROOM: usize = 9;

/// Columns and lines of the box of a long message; the whole line where the box would leave little beside it.
const NOTICE_WIDTH: u16 = 76;
const NOTICE_LINES: usize = 4;

/// The name of the program and of the list with its count, as much as fits uncut.
fn program_and_list(model: &Model, columns: usize) -> String {
    let told = model.view_title();
    let whole = model.config.words.program(&told);
    let name = || format!(" {}", view_name(&model.headlines.view, model.config.words));
    let candidates = [whole, format!(" {told}")];
    candidates.into_iter().find(|words| typeset::width(words) <= columns).unwrap_or_else(name)
}

/// Draws the name of the list at the left, the name of the collection at the right.
pub(super) fn draw_header(model: &Model, line: Rect, buffer: &mut Buffer) {
    let left = program_and_list(model, usize::from(line.width));
    let mut news = model.followed.iter().filter(|followed| followed.new > 0);
    let news = news.next().map(|first| model.config.words.news_of(model.number(first.new), &first.name));
    let count = model.number(model.counts.articles);
    let fetching = model.fetching.map(|(done, all)| model.config.words.fetching_so_far(done, all));
    let whole = fetching.unwrap_or_else(|| {
        let edition = model.config.words.edition(count.clone(), &model.edition);
        news.into_iter().chain([edition]).collect::<Vec<_>>().join(" · ")
    });
    let fits = |right: &str| typeset::width(&left) + typeset::width(right) + 2 <= usize::from(line.width);
    let right = [whole, model.config.words.edition_alone(count)].into_iter().find(|right| fits(right));
    let right = right.unwrap_or_default();
    draw_ends(&left, (&right, Face::Faint), Face::Title, model, line, buffer);
}

pub(super) fn draw_footer(model: &Model, line: Rect, buffer: &mut Buffer) {
    if line.height == 0 {
        return;
    }
    if let Some(notice) = &model.notice {
        if draw_notice(notice, model, line, buffer) {
            return;
        }
        draw_notice_box(notice, model, line, buffer);
    }
    if let Some(Overlay::Hints(letters)) = &model.overlay {
        let words = model.config.words;
        let told = if letters.copy() { words.letter_copies() } else { words.letter_opens() };
        let left = format!(" {told}");
        return draw_ends(&left, (words.esc_cancels(), Face::Hint), Face::Key, model, line, buffer);
    }
    if let Some(pending) = pending(model) {
        return draw_ends(&pending, ("", Face::Hint), Face::Key, model, line, buffer);
    }
    if !model.headlines.ticks.is_empty() {
        let left = format!(" {}", model.headlines.ticks.count_text(model.config.words));
        let right = ticked_hints(model, usize::from(line.width).saturating_sub(typeset::width(&left) + 2));
        return draw_ends(&left, (&right, Face::Hint), Face::Key, model, line, buffer);
    }
    // An overlay that stands alone shows its own keys.
    if model.zen || model.overlay.as_ref().is_some_and(Overlay::dims_panes) {
        return;
    }
    let left = format!(" {}", trail_text(model));
    let right = reason(model, usize::from(line.width).saturating_sub(typeset::width(&left) + 2));
    draw_ends(&left, (&right, Face::Hint), Face::Breadcrumb, model, line, buffer);
}

/// Draws a message at the foot where there is room for it beside a hint; returns whether there is.
fn draw_notice(notice: &Notice, model: &Model, line: Rect, buffer: &mut Buffer) -> bool {
    let words = format!(" {}", notice.words);
    let room = usize::from(line.width).saturating_sub(typeset::width(&words) + 2);
    let dismisses = if notice.is_error { model.config.words.dismisses() } else { "" };
    let hints = if model.config.settings.hints && room > LEAST_ROOM {
        hints(model, room.saturating_sub(typeset::width(dismisses) + 1))
    } else {
        String::new()
    };
    let is_alone = hints.trim().is_empty();
    if typeset::width(&words) > usize::from(line.width) || (is_alone && model.config.settings.hints) {
        return false;
    }
    let right = if is_alone { dismisses.to_owned() } else { format!("{dismisses} {hints}") };
    draw_ends(&words, (&right, Face::Hint), face_of_notice(notice), model, line, buffer);
    true
}

/// Draws a whole message in a box above the foot, whose hints stay.
fn draw_notice_box(notice: &Notice, model: &Model, line: Rect, buffer: &mut Buffer) {
    let width = if line.width < NOTICE_WIDTH * 4 / 3 { line.width } else { NOTICE_WIDTH };
    let lines =
        typeset::wrap(notice.words.as_str(), usize::from(width.saturating_sub(4)).max(1), NOTICE_LINES);
    let height = u16::try_from(lines.len() + 2).unwrap_or(u16::MAX).min(line.y);
    let area = Rect { y: line.y - height, height, width, ..line };
    Clear.render(area, buffer);
    buffer.set_style(area, model.config.theme.style(Face::Text));
    let corner = if notice.is_error { model.config.words.dismisses().trim() } else { "" };
    let edge = BorderText { corner: corner.to_owned(), focused: true, ..BorderText::default() };
    draw_frame(&edge, &model.config, area, buffer);
    let inside = inner(area);
    let left = inside.x.saturating_add(u16::from(area.width > 4));
    for (y, line) in (inside.y..inside.bottom()).zip(lines) {
        let room = usize::from(inside.right().saturating_sub(left));
        draw_text(&line, (left, y), room, face_of_notice(notice), &model.config, buffer);
    }
}

const fn face_of_notice(notice: &Notice) -> Face {
    if notice.is_error { Face::Error } else { Face::Status }
}

/// The trail to the open article: the open article first, those that led to it after. A third of the line is
/// left for the way back.
fn trail_text(model: &Model) -> String {
    let steps = model.trail.steps_since_list();
    let Some(_) = model.reading.as_ref().filter(|_| steps.len() > 1) else { return String::new() };
    let most = steps.len().min(4);
    let room = (usize::from(model.size.width) * 2 / 3 / most).max(16);
    let names =
        steps.iter().rev().take(most).map(|step| typeset::truncate(step.spot.headline.as_str(), room));
    names.collect::<Vec<_>>().join(" ‹ ")
}

/// The keys for the focus, or the reason for the open article.
fn reason(model: &Model, columns: usize) -> String {
    match model.trail.current().map(|step| &step.arrival) {
        Some(Arrival::Followed(why)) if model.focus == Pane::Article => {
            reason_and_key_back(why.as_str(), model, columns)
        }
        _ if model.config.settings.hints => hints(model, columns),
        _ => String::new(),
    }
}

/// The reason for the open article and the key that leads back, with as many other keys as there is room for; where
/// there is not room for the reason, the keys.
fn reason_and_key_back(why: &str, model: &Model, columns: usize) -> String {
    if !model.config.settings.hints {
        return format!("{why} ");
    }
    let room = columns.saturating_sub(typeset::width(why) + 2);
    let back = hints_of(&[(Action::Back, Words::hint_back)], model, columns);
    if typeset::width(&back) > room {
        way_hints(model, columns)
    } else {
        format!("{why}  {}", way_hints(model, room))
    }
}

/// The keys pressed of a sequence, or the count typed so far.
fn pending(model: &Model) -> Option<String> {
    if let Some(count) = model.count {
        return Some(format!(" {count}"));
    }
    let pressed: Vec<String> = model.pressed.iter().map(ToString::to_string).collect();
    (!pressed.is_empty()).then(|| format!(" {} …", pressed.join(" ")))
}

/// Draws texts at both ends of a line; where there is not room for both, the left one.
fn draw_ends(left: &str, right: (&str, Face), face: Face, model: &Model, line: Rect, buffer: &mut Buffer) {
    if line.height == 0 {
        return;
    }
    let columns = usize::from(line.width);
    let shown = typeset::truncate(left, columns);
    let x = draw_text(&shown, (line.x, line.y), columns, face, &model.config, buffer);
    let room = usize::from(line.right().saturating_sub(x)).saturating_sub(2);
    let words = typeset::truncate(right.0, room);
    let width = u16::try_from(typeset::width(&words)).unwrap_or(u16::MAX);
    if room >= LEAST_ROOM && width <= line.width {
        let x = line.right() - width;
        draw_text(&words, (x, line.y), room, right.1, &model.config, buffer);
    }
}
