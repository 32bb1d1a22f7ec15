//! The lines of the related pane: headings as given, and links with their number, their state and,
//! where the cache knows more, a line about it.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::related::{RelatedLinks, Row};
use crate::config::theme::{Face, Theme};
use crate::domain::{LinkTarget, Related, RelatedGroup, Relation};
use crate::typeset;

/// Columns before a headline: the bar of the selection, the number, the mark, spaces.
const INDENT: u16 = 5;

/// Lines a headline may take.
const HEADLINE_LINES: usize = 3;

/// The lines of a heading.
#[must_use]
pub fn heading_lines(group: &RelatedGroup, width: u16) -> Vec<String> {
    if group.heading.is_empty() {
        return Vec::new();
    }
    typeset::wrap(&group.heading.as_str().to_uppercase(), usize::from(width.saturating_sub(1)).max(1), 2)
}

/// The lines of a link and their faces.
#[must_use]
pub fn link_lines(link: &Related, width: u16) -> Vec<(String, Face)> {
    let columns = usize::from(width.saturating_sub(INDENT)).max(1);
    let mut lines: Vec<_> = typeset::wrap(link.headline.as_str(), columns, HEADLINE_LINES)
        .into_iter()
        .map(|line| (line, face(&link.target)))
        .collect();
    if link.relation != Relation::Published {
        lines
            .extend(typeset::wrap(link.why.as_str(), columns, 2).into_iter().map(|line| (line, Face::Faint)));
    }
    lines
}

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

/// Draws the visible lines.
pub fn draw(links: &RelatedLinks, theme: &Theme, focused: bool, area: Rect, buffer: &mut Buffer) {
    let rows = links.rows(area.width);
    for (y, row) in (area.y..area.bottom()).zip(rows.into_iter().skip(links.top())) {
        let line = Rect { y, height: 1, ..area };
        match row {
            Row::Gap => {}
            Row::Heading(group, at) => draw_heading(links, group, at, theme, line, buffer),
            Row::Link(position, at) => draw_link(links, position, at, (theme, focused), line, buffer),
        }
    }
}

fn draw_heading(
    links: &RelatedLinks,
    group: usize,
    at: usize,
    theme: &Theme,
    row: Rect,
    buffer: &mut Buffer,
) {
    let heading = links.groups().get(group).map(|group| heading_lines(group, row.width)).unwrap_or_default();
    let text = heading.get(at).map_or("", String::as_str);
    let columns = usize::from(row.width.saturating_sub(1));
    buffer.set_stringn(row.x.saturating_add(1), row.y, text, columns, theme.style(Face::Heading));
}

fn draw_link(
    links: &RelatedLinks,
    position: usize,
    at: usize,
    (theme, focused): (&Theme, bool),
    row: Rect,
    buffer: &mut Buffer,
) {
    let Some(link) = links.link(position) else { return };
    let set = link_lines(link, row.width);
    let Some((text, face)) = set.get(at) else { return };
    let left = row.x.saturating_add(INDENT);
    buffer.set_stringn(left, row.y, text, usize::from(row.width.saturating_sub(INDENT)), theme.style(*face));
    if focused && position == links.selected() {
        buffer.set_stringn(row.x, row.y, "▌", usize::from(row.width), theme.style(Face::Selected));
    }
    if at == 0 {
        let number = if position < 9 { (position + 1).to_string() } else { String::new() };
        let columns = usize::from(row.width);
        buffer.set_stringn(
            row.x.saturating_add(1),
            row.y,
            number,
            columns.saturating_sub(1),
            theme.style(Face::Key),
        );
        buffer.set_stringn(
            row.x.saturating_add(3),
            row.y,
            mark(&link.target),
            columns.saturating_sub(3),
            theme.style(*face),
        );
    }
}
