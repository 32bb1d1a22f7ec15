//! Draws the visible lines of the article, with matches and highlights marked.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use super::article::ArticlePane;
use crate::config::theme::{Face, Theme};
use crate::tui::cells::put;
use crate::tui::styled::face_of;
use crate::typeset::{Source, Span};

/// Draws the visible lines of the article in an area.
pub fn draw(reading: &ArticlePane, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    for line in reading.visible(area) {
        for (x, span) in line.spans() {
            let room = usize::from(area.right().saturating_sub(x));
            put(buffer, x, line.y, &span.text, room, theme.style(face_of(span.role)));
            mark(span, x, line.y, reading, theme, buffer);
        }
    }
}

/// Restyles the cells of a span that show highlights, matches, or the passage being chosen.
fn mark(span: &Span, x: u16, y: u16, reading: &ArticlePane, theme: &Theme, buffer: &mut Buffer) {
    for found in reading.passages() {
        restyle(span, x, y, found.source, theme.style(Face::Highlight), buffer);
    }
    let find = reading.find();
    let current = find.current();
    for found in find.matches() {
        let face = if current == Some(found) { Face::MatchCurrent } else { Face::Match };
        restyle(span, x, y, found.source, theme.style(face), buffer);
    }
    if let Some(chosen) = reading.chosen() {
        restyle(span, x, y, chosen, theme.style(Face::MatchCurrent), buffer);
    }
}

/// Restyles the cells of a span that show a range of the source; nothing stays of how they looked before, so that dim
/// or italic words are marked as clearly as others.
fn restyle(span: &Span, x: u16, y: u16, shown: Source, style: Style, buffer: &mut Buffer) {
    let Some(characters) = overlap(span, shown) else { return };
    let from = columns(&span.text, characters.start);
    let to = columns(&span.text, characters.end);
    let area = Rect::new(x.saturating_add(from), y, to.saturating_sub(from), 1);
    let whole = Style { sub_modifier: Modifier::all().difference(style.add_modifier), ..style };
    buffer.set_style(area.intersection(buffer.area), whole);
}

/// The characters of a span within a range of the source.
fn overlap(span: &Span, shown: Source) -> Option<Range<usize>> {
    let source = span.source.filter(|source| source.part == shown.part)?;
    let start = shown.start.max(source.start);
    let end = shown.end.min(source.end);
    (start < end).then(|| start - source.start..end - source.start)
}

/// Columns before a character of a text.
fn columns(text: &str, characters: usize) -> u16 {
    let bytes = text.char_indices().nth(characters).map_or(text.len(), |(byte, _)| byte);
    let before = text.get(..bytes).unwrap_or_default();
    u16::try_from(crate::typeset::width(before)).unwrap_or(u16::MAX)
}
