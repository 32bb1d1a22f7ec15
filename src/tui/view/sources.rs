//! Draws the sources: a row each, with the number of unread articles at the right.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::config::theme::Face;
use crate::domain::{Pane, View};
use crate::library::{ViewEntry, ViewSize};
use crate::tui::cells::put;
use crate::tui::lettering::draw_text;
use crate::tui::model::{Model, view_name};
use crate::tui::panes::sources::{Row, RowKind, SourceGroup};
use crate::typeset;

/// Columns before a name: the bar of the selection, the sign of a fold, a blank.
const INDENT: u16 = 3;

/// Draws the visible rows, and the foot of the selected feed.
pub(super) fn draw(model: &Model, area: Rect, buffer: &mut Buffer) {
    let foot = model.sources_foot();
    let within = foot.as_ref().map_or(area, |foot| foot.split(area).0);
    let rows = model.sources.rows().iter().enumerate().skip(model.sources.top());
    for (y, (position, row)) in (within.y..within.bottom()).zip(rows) {
        let line = Rect { y, height: 1, ..within };
        draw_row(row, model, line, buffer);
        let selected = position == model.sources.selected() && model.focus == Pane::Sources;
        let bar = match (selected, row.shows(&model.headlines.view)) {
            (true, _) => "▌",
            (false, true) => "│",
            (false, false) => continue,
        };
        put(buffer, line.x, y, bar, usize::from(line.width), model.config.theme.style(Face::Selected));
    }
    if let Some(foot) = foot {
        foot.draw(&model.config, area, buffer);
    }
}

fn draw_row(row: &Row, model: &Model, line: Rect, buffer: &mut Buffer) {
    let config = &model.config;
    let (name, count) = (name(row, model), count(row, model));
    let (sign, sign_face) = sign(row);
    let indent = (row.depth * 2).min(line.width / 3);
    let x = line.x.saturating_add(1 + indent);
    draw_text(sign, (x, line.y), usize::from(line.right().saturating_sub(x)), sign_face, config, buffer);
    let x = line.x.saturating_add(INDENT + indent);
    let taken = u16::try_from(typeset::width(&count)).unwrap_or(u16::MAX);
    let room = usize::from(line.right().saturating_sub(x).saturating_sub(taken + u16::from(taken > 0)));
    draw_text(&typeset::truncate(&name, room), (x, line.y), room, face(row), config, buffer);
    if let Some(at) = line.right().checked_sub(taken).filter(|at| *at > x) {
        draw_text(&count, (at, line.y), usize::from(taken), count_face(row), config, buffer);
    }
}

fn name(row: &Row, model: &Model) -> String {
    let words = model.config.words;
    match &row.kind {
        RowKind::Heading { group, .. } => match group {
            SourceGroup::Views => words.views(),
            SourceGroup::Searches => words.saved_searches(),
            SourceGroup::Labels => words.tags(),
            SourceGroup::Accounts => words.accounts(),
            SourceGroup::Feeds => words.feeds(),
            SourceGroup::Hidden => words.hidden_feeds(),
            SourceGroup::Tags => words.tags_of_feeds(),
            SourceGroup::Publications => words.publications(),
            SourceGroup::Sections => words.sections(),
        }
        .to_owned(),
        RowKind::Folder { name, .. } => name.to_string(),
        RowKind::Account(account) => account.url.host_without_www().to_owned(),
        RowKind::Source(entry) => match &entry.view {
            View::Matching(_) if !entry.view.is_muted() => entry.name.clone(),
            view => view_name(view, words).to_owned(),
        },
    }
}

/// The sign of a folded or unfolded group, or of a failing feed or account.
fn sign(row: &Row) -> (&'static str, Face) {
    let fold = |unfolded: bool| if unfolded { "▾" } else { "▸" };
    match &row.kind {
        RowKind::Heading { unfolded, .. } | RowKind::Folder { unfolded, .. } => (fold(*unfolded), Face::Hint),
        RowKind::Account(account) => (if account.reason.is_some() { "!" } else { " " }, Face::Error),
        RowKind::Source(entry) => {
            let fails =
                entry.feed.as_deref().is_some_and(|feed| feed.state.gone || feed.state.reason.is_some());
            (if fails { "!" } else { " " }, Face::Error)
        }
    }
}

const fn unread(row: &Row) -> u32 {
    match &row.kind {
        RowKind::Heading { .. } | RowKind::Account(_) => 0,
        RowKind::Folder { unread, .. } => *unread,
        RowKind::Source(entry) => match entry.size {
            ViewSize::Counted { unread, .. } => unread,
            ViewSize::Uncounted | ViewSize::Matches(_) => 0,
        },
    }
}

const fn face(row: &Row) -> Face {
    match &row.kind {
        RowKind::Heading { .. } => Face::Heading,
        RowKind::Folder { .. } => Face::Strong,
        RowKind::Source(_) if unread(row) > 0 => Face::Unread,
        RowKind::Account(_) | RowKind::Source(_) => Face::Text,
    }
}

const fn count_face(row: &Row) -> Face {
    if unread(row) > 0 { Face::Status } else { Face::Faint }
}

/// The count at the right of a row: unread articles, matches, waiting changes, or sources of a folded group.
fn count(row: &Row, model: &Model) -> String {
    let some = |number: u64| if number == 0 { String::new() } else { model.number(number).to_string() };
    match &row.kind {
        RowKind::Account(account) if account.waiting > 0 => {
            format!("↑{}", model.number(u64::from(account.waiting)))
        }
        RowKind::Heading { unfolded: true, .. } | RowKind::Account(_) => String::new(),
        RowKind::Heading { sources, .. } => some(u64::try_from(*sources).unwrap_or(u64::MAX)),
        RowKind::Folder { unread, .. } => some(u64::from(*unread)),
        RowKind::Source(entry) => size(entry, model),
    }
}

fn size(entry: &ViewEntry, model: &Model) -> String {
    let some = |number: u32| if number == 0 { String::new() } else { model.number(number).to_string() };
    match (&entry.size, &entry.view) {
        (ViewSize::Counted { unread, .. }, _) => some(*unread),
        (ViewSize::Matches(saved), _) => model.match_count(saved),
        (ViewSize::Uncounted, View::All | View::Unread) => some(model.counts.unread),
        (ViewSize::Uncounted, View::Bookmarks) => some(model.counts.bookmarks),
        (ViewSize::Uncounted, View::Following) => some(model.followed.iter().map(|story| story.new).sum()),
        (ViewSize::Uncounted, _) => String::new(),
    }
}
