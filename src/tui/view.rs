//! The frame: hands each pane its rectangle. Changes nothing.

mod bars;
mod hints;
mod sources;

use bars::{draw_footer, draw_header};
use hints::possible_continuations;
use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use super::layout::Layout;
use super::lettering::draw_text;
use super::model::{Model, view_name};
use super::overlays::Overlay;
use super::panes::{
    BorderText, article_images, article_page, dateline, draw_frame, front_page_view, headline_row,
    related_row,
};
use super::sanitise::strip_unsafe;
use super::styled::order_of;
use crate::config::Borders;
use crate::config::action::Action;
use crate::config::theme::Face;
use crate::domain::{ArticleId, Pane, View};
use crate::typeset;

/// Draws the screen.
pub fn view(model: &Model, frame: &mut Frame<'_>) {
    let layout = model.layout();
    let buffer = frame.buffer_mut();
    buffer.set_style(layout.screen, model.config.theme.style(Face::Text));
    draw_header(model, layout.header, buffer);
    for pane in Pane::ALL {
        if let Some(area) = layout.pane(pane) {
            draw_pane(model, pane, area, buffer);
        }
    }
    if model.overlay.as_ref().is_some_and(Overlay::dims_panes) {
        dim_overlaid(model, Rect { height: layout.footer.y, ..layout.screen }, buffer);
    }
    draw_footer(model, layout.footer, buffer);
    possible_continuations(model).draw("", &model.config, layout.footer, buffer);
    let cursor = match &model.overlay {
        Some(overlay) => overlay.draw(&model.config, &layout, buffer),
        None => cursor(model, &layout),
    };
    strip_unsafe(buffer);
    if model.config.settings.borders == Borders::Ascii {
        ascii_lines(buffer);
    }
    if let Some(position) = cursor.filter(|position| layout.screen.contains(*position)) {
        frame.set_cursor_position(position);
    }
}

/// Replaces line-drawing characters by ASCII, which every terminal and screen reader has: also in rules and
/// tables of an article.
fn ascii_lines(buffer: &mut Buffer) {
    for cell in &mut buffer.content {
        let plain = match cell.symbol() {
            "─" | "━" | "┄" | "┅" | "┈" | "┉" | "╌" | "╍" => "-",
            "═" => "=",
            "│" | "┃" | "┆" | "┇" | "┊" | "┋" | "║" | "╎" | "╏" | "▌" => "|",
            "╭" | "╮" | "╰" | "╯" => "+",
            sign if ("┌"..="╬").contains(&sign) => "+",
            _ => continue,
        };
        cell.set_symbol(plain);
    }
}

/// Dims the panes behind an overlay.
fn dim_overlaid(model: &Model, area: Rect, buffer: &mut Buffer) {
    let theme = &model.config.theme;
    buffer.set_style(area, Style::reset().patch(theme.style(Face::Text)).patch(theme.style(Face::Behind)));
}

fn draw_pane(model: &Model, pane: Pane, area: Rect, buffer: &mut Buffer) {
    let focused = model.focus == pane && model.overlay.is_none();
    let edge = BorderText { title: title(model, pane), corner: corner(model, pane), focused };
    if !model.zen {
        draw_frame(&edge, &model.config, area, buffer);
    }
    let inside = model.inside(pane);
    match pane {
        Pane::Sources => sources::draw(model, inside, buffer),
        Pane::Headlines => draw_headlines(model, inside, buffer),
        Pane::Article => draw_article(model, inside, buffer),
        Pane::Related => draw_related(model, inside, buffer),
    }
}

fn title(model: &Model, pane: Pane) -> String {
    match pane {
        Pane::Sources => model.config.words.sources_title().to_owned(),
        Pane::Headlines => list_title(model),
        Pane::Related => model.config.words.related().to_owned(),
        Pane::Article => {
            let article = model.reading.as_ref().map(|reading| &reading.opened.article);
            let parts = article.map(|article| [article.publication.as_ref(), article.section.as_ref()]);
            let parts = parts.iter().flatten().flatten();
            let parts: Vec<String> = parts.map(ToString::to_string).collect();
            if parts.is_empty() { model.config.words.article().to_owned() } else { parts.join(" · ") }
        }
    }
}

/// The title of the list and the day of its first row, where its heading is scrolled out of view; where there
/// is not room for both, the day, since the header has the title too.
fn list_title(model: &Model) -> String {
    let name = view_name(&model.headlines.view, model.config.words).to_owned();
    let name = match model.headlines.view {
        View::Matching(_) if !model.headlines.view.is_muted() => model.config.words.search_title(name),
        View::FrontPage => format!("{name} · {}", dateline(model.clock.calendar, model.config.words)),
        _ => name,
    };
    let above = model.headlines.heading_above().filter(|_| !model.shows_front_page());
    let room = usize::from(model.inside(Pane::Headlines).width).saturating_sub(3);
    let mut title = name;
    for fact in [above, model.arrived_above()].into_iter().flatten() {
        let both = format!("{title} · {fact}");
        title = if typeset::width(&both) <= room { both } else { fact };
    }
    title
}

fn corner(model: &Model, pane: Pane) -> String {
    let Some(reading) = model.reading.as_ref().filter(|_| pane == Pane::Article) else {
        return String::new();
    };
    let mark = if reading.bookmark().is_some() { "★ " } else { "" };
    format!("{mark}{} %", reading.progress())
}

fn draw_headlines(model: &Model, area: Rect, buffer: &mut Buffer) {
    if model.headlines.is_empty() {
        draw_words(&no_headlines(model), model, area, buffer);
    }
    if model.shows_front_page() {
        let selected = model.headlines.selected_row().map(|row| row.id);
        return front_page_view::draw(&model.front_page, selected, &model.config.theme, area, buffer);
    }
    let Some(sheet) = model.headlines.layout() else { return };
    let mut rest = area;
    for (position, row) in model.headlines.rows().enumerate().skip(model.headlines.top()) {
        if let Some(heading) = model.headlines.heading_at(position) {
            if rest.height < 2 {
                break; // no heading stands alone at the foot
            }
            let columns = usize::from(rest.width.saturating_sub(1));
            draw_text(
                &heading,
                (rest.x.saturating_add(1), rest.y),
                columns,
                Face::Day,
                &model.config,
                buffer,
            );
            rest = Rect { y: rest.y + 1, height: rest.height - 1, ..rest };
        }
        if rest.height == 0 {
            break;
        }
        let look = headline_row::RowContext {
            theme: &model.config.theme,
            layout: sheet,
            group: model.headlines.group_of(position),
            bar: bar_of(model, position, row.id),
            lines: model.headlines.lines_of(row),
            snippet: model.headlines.snippet_of(row),
            order: order_of(model.config.settings.right_to_left),
            ticked: model.headlines.ticks.has(row.id),
            followed: model.headlines.view != View::Following && model.follows(row.story),
            unfolded: row.others_in_story > 0 && model.headlines.is_unfolded(row),
        };
        let indent = model.headlines.indent_of(row).min(rest.width);
        let within = Rect { x: rest.x + indent, width: rest.width - indent, ..rest };
        headline_row::draw(row, look, within, buffer);
        let taken = u16::try_from(model.headlines.height_of(row)).unwrap_or(u16::MAX).min(rest.height);
        rest = Rect { y: rest.y + taken, height: rest.height - taken, ..rest };
    }
}

/// The bar of a row; the selection takes precedence over the open article.
fn bar_of(model: &Model, position: usize, id: ArticleId) -> Option<headline_row::Bar> {
    if position == model.headlines.selected() {
        return Some(headline_row::Bar::Selected);
    }
    model.is_open(id).then_some(headline_row::Bar::Open)
}

/// The reason why the list is empty, and the keys that lead on.
fn no_headlines(model: &Model) -> String {
    let back = model.key_of(Action::Back);
    match model.headlines.view {
        View::Bookmarks => model.config.words.no_bookmarks(model.key_of(Action::ToggleBookmark), back),
        View::Unread => model.config.words.none_unread(back),
        View::Matching(_) => none_found(model, back),
        View::FrontPage => model.config.words.none_dated(back),
        View::Following => model.config.words.none_followed(model.key_of(Action::FollowStory), back),
        View::ContinueReading => model.config.words.none_half_read(back),
        View::ReadingLog => model.config.words.none_read(back),
        View::All | View::Publication(_) | View::Section(_) | View::Feed(..) | View::Tagged(_) => {
            model.config.words.no_articles(back)
        }
    }
}

/// The message for a search without matches, with a suggested spelling.
fn none_found(model: &Model, back: String) -> String {
    match model.headlines.found.as_ref().and_then(|found| found.suggestion.as_ref()) {
        Some(meant) => model.config.words.none_found_but(meant.as_str(), model.key_of(Action::Open)),
        None => model.config.words.none_found(model.key_of(Action::Find), back),
    }
}

fn draw_article(model: &Model, area: Rect, buffer: &mut Buffer) {
    match &model.reading {
        Some(reading) => {
            article_page::draw(reading, &model.config.theme, area, buffer);
            article_images::draw(&model.images_in_sight(), &model.images, buffer);
        }
        None => draw_words(&model.config.words.no_article(model.key_of(Action::Open)), model, area, buffer),
    }
}

fn draw_related(model: &Model, area: Rect, buffer: &mut Buffer) {
    if model.related.is_empty() {
        if model.asked.awaits_further_links() {
            return;
        }
        let words = if model.reading.is_some() {
            let words = model.config.words;
            format!("{} {}", words.no_links(), words.follow_for_more(model.key_of(Action::FollowStory)))
        } else {
            model.config.words.links_stand_here().to_owned()
        };
        return draw_words(&words, model, area, buffer);
    }
    let order = order_of(model.config.settings.right_to_left);
    let look = related_row::LinkRowContext {
        theme: &model.config.theme,
        order,
        focused: model.focus == Pane::Related,
    };
    related_row::draw(&model.related, look, model.links_area(), buffer);
    if let Some(foot) = model.related_foot() {
        foot.draw(&model.config, area, buffer);
    }
}

/// Draws a short text in an empty pane.
fn draw_words(words: &str, model: &Model, area: Rect, buffer: &mut Buffer) {
    let width = usize::from(area.width.saturating_sub(2)).max(1);
    let lines = typeset::wrap(words, width, usize::from(area.height));
    for (y, line) in (area.y..area.bottom()).zip(lines) {
        let x = area.x.saturating_add(u16::from(area.width > 2));
        draw_text(&line, (x, y), usize::from(area.width), Face::Faint, &model.config, buffer);
    }
}

/// The place of the terminal's cursor: on the focused text, which screen readers follow.
fn cursor(model: &Model, layout: &Layout) -> Option<Position> {
    layout.pane(model.focus)?;
    let inside = model.inside(model.focus);
    match model.focus {
        Pane::Sources => {
            let line = model.sources.selected().saturating_sub(model.sources.top());
            Some(Position { x: inside.x, y: inside.y.saturating_add(u16::try_from(line).ok()?) })
        }
        Pane::Headlines if model.is_front_page_open() => {
            let cell = model.front_page.cell_of(model.headlines.selected_row()?.id)?;
            let line = cell.lines.start.saturating_sub(model.front_page.top());
            let (x, y) = (u16::try_from(cell.columns.start).ok()?, u16::try_from(line).ok()?);
            Some(Position { x: inside.x.saturating_add(x), y: inside.y.saturating_add(y) })
        }
        Pane::Headlines => {
            let line = u16::try_from(model.headlines.line_of_selection()).unwrap_or(u16::MAX);
            Some(Position { x: inside.x, y: inside.y.saturating_add(line) })
        }
        Pane::Article => Some(Position { x: inside.x, y: inside.y }),
        Pane::Related => {
            let selected = Some(model.related.selected());
            let line = model.related.lines().iter().position(|line| line.position == selected)?;
            let line = line.checked_sub(model.related.top())?;
            Some(Position { x: inside.x, y: inside.y.saturating_add(u16::try_from(line).ok()?) })
        }
    }
}
