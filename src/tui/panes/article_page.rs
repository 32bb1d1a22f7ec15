//! Draws the visible lines of the article: a centred column, with matches and link hints marked.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::article::Reading;
use crate::config::theme::{Face, Theme};
use crate::tui::cells::put;
use crate::tui::linking::{Links, tag};
use crate::tui::styled::face_of;
use crate::typeset::{Match, Span};

/// Draws what of the article an area shows; the cells of links bear what stands for `links` among them.
pub fn draw(reading: &Reading, theme: &Theme, links: &Links, area: Rect, buffer: &mut Buffer) {
    let left = area.x + margin(reading, area.width);
    for (y, number) in (area.y..area.bottom()).zip(reading.top()..) {
        let Some(line) = reading.shown_line(number) else { break };
        let mut x = left;
        for span in &line.spans {
            let room = usize::from(area.right().saturating_sub(x));
            let end = put(buffer, x, y, &span.text, room, theme.style(face_of(span.role)));
            mark(span, x, y, reading, theme, buffer);
            let url = span.link.and_then(|link| reading.page().links.get(link)).map(|link| tag(&link.url));
            if let Some(tag) = url.filter(|tag| links.contains_key(tag)) {
                let cells = Rect::new(x, y, end.saturating_sub(x), 1).intersection(buffer.area);
                buffer.set_style(cells, Style::new().underline_color(tag));
            }
            x = end;
        }
    }
}

/// Columns left of the text, so that it stands in the middle.
pub fn margin(reading: &Reading, width: u16) -> u16 {
    let measure = u16::try_from(reading.page().measure).unwrap_or(u16::MAX);
    width.saturating_sub(measure) / 2
}

/// Restyles the cells of a span that show matches.
fn mark(span: &Span, x: u16, y: u16, reading: &Reading, theme: &Theme, buffer: &mut Buffer) {
    let find = reading.find();
    let current = find.current();
    for found in find.matches() {
        let Some(characters) = overlap(span, found) else { continue };
        let face = if current == Some(found) { Face::MatchCurrent } else { Face::Match };
        let from = columns(&span.text, characters.start);
        let to = columns(&span.text, characters.end);
        let area = Rect::new(x.saturating_add(from), y, to.saturating_sub(from), 1);
        buffer.set_style(area.intersection(buffer.area), theme.style(face));
    }
}

/// The characters of a span that a match covers.
fn overlap(span: &Span, found: &Match) -> Option<Range<usize>> {
    let source = span.source.filter(|source| source.part == found.source.part)?;
    let start = found.source.start.max(source.start);
    let end = found.source.end.min(source.end);
    (start < end).then(|| start - source.start..end - source.start)
}

/// Columns before a character of a text.
fn columns(text: &str, characters: usize) -> u16 {
    let bytes = text.char_indices().nth(characters).map_or(text.len(), |(byte, _)| byte);
    let before = text.get(..bytes).unwrap_or_default();
    u16::try_from(crate::typeset::width(before)).unwrap_or(u16::MAX)
}
