//! A row of the headlines: the headline on at most two lines, and a line of facts about the article.
//!
//! The selection is a bar at the left edge, so that moving it changes a few cells and not the text of two rows.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::config::theme::{Face, Theme};
use crate::domain::{Calendar, Listed, Prose, Snippet};
use crate::tui::cells::put;
use crate::tui::lettering;
use crate::typeset::{self, MarkedLine};
use crate::words::Words;

/// Most lines of a headline.
const HEADLINE_LINES: usize = 2;

/// Most lines of a snippet.
const SNIPPET_LINES: usize = 2;

/// Columns before the text: the bar of the selection, the mark of the row, a space.
const INDENT: u16 = 3;

/// Parts two facts.
const SEPARATOR: &str = " · ";

/// Least columns of the source beside a date.
const LEAST_SOURCE: usize = 8;

/// How a row is drawn.
#[derive(Clone, Copy, Debug)]
pub struct Look<'look> {
    /// The theme.
    pub theme: &'look Theme,
    /// Today's date, and the way in which days are written.
    pub calendar: Calendar,
    /// The language of the words about the row.
    pub words: Words,
    /// The lines of the headline.
    pub lines: &'look [String],
    /// The lines of the snippet.
    pub snippet: &'look [MarkedLine],
    /// The order of letters from right to left.
    pub order: typeset::LetterOrder,
    /// Whether the row is the selected one.
    pub selected: bool,
    /// Whether the row is ticked.
    pub ticked: bool,
    /// Whether the other articles of the story are shown below the row.
    pub unfolded: bool,
}

/// Whether a row has a line about its story.
pub fn has_note(row: &Listed) -> bool {
    row.more > 0 || row.why.is_some()
}

/// "6 sources · 2 h ago  ▸ 3 more", or "▸ 3 more on this story".
fn note(row: &Listed, unfolded: bool, words: Words) -> String {
    let sign = if unfolded { '▾' } else { '▸' };
    match (&row.why, row.more) {
        (None, more) => words.more_on_story(more, sign),
        (Some(why), 0) => words.why(why).to_string(),
        (Some(why), more) => format!("{}  {}", words.why(why), words.more(more, sign)),
    }
}

/// Sets a headline for the width of the pane.
pub fn set(row: &Listed, width: u16) -> Vec<String> {
    let columns = usize::from(width.saturating_sub(INDENT)).max(1);
    let lines = typeset::wrap(row.headline.as_str(), columns, HEADLINE_LINES);
    if lines.is_empty() { vec![String::new()] } else { lines }
}

/// Sets the lines in which words stand for the width of the pane.
pub fn set_snippet(snippet: &Snippet, width: u16) -> Vec<MarkedLine> {
    let columns = usize::from(width.saturating_sub(INDENT)).max(1);
    typeset::marked_lines(snippet, columns, SNIPPET_LINES)
}

/// Draws a row at the top of an area, as far as there is room; returns the lines of the row.
pub fn draw(row: &Listed, look: Look<'_>, area: Rect, buffer: &mut Buffer) -> u16 {
    let face = if row.read { Face::Read } else { Face::Unread };
    let height = u16::try_from(look.lines.len() + 1 + usize::from(has_note(row)) + look.snippet.len())
        .unwrap_or(u16::MAX);
    let columns = usize::from(area.width.saturating_sub(INDENT));
    let about = about(row, look.calendar, look.words, columns);
    let note = has_note(row).then(|| note(row, look.unfolded, look.words));
    let note = note.as_deref().map(|note| (note, Face::Status));
    let texts = look.lines.iter().map(|line| (line.as_str(), face));
    let texts = texts.chain([(about.as_str(), Face::Faint)]).chain(note);
    let left = area.x.saturating_add(INDENT);
    let mut lines = area.y..area.bottom();
    for ((text, face), line) in texts.zip(lines.by_ref()) {
        let at = Position { x: left, y: line };
        lettering::put(text, at, columns, look.theme.style(face), look.order, buffer);
    }
    for (line, pieces) in lines.zip(look.snippet) {
        let pieces = typeset::visual_line(pieces, look.order);
        draw_pieces(&pieces, look.theme, Rect { x: left, y: line, ..area }, columns, buffer);
    }
    if look.selected && area.width > 0 {
        for line in (area.y..area.bottom()).take(usize::from(height)) {
            put(buffer, area.x, line, "▌", 1, look.theme.style(Face::Selected));
        }
    }
    draw_mark(row, look, area, buffer);
    height.min(area.height)
}

/// Draws a line of a snippet with its matches marked.
fn draw_pieces(line: &MarkedLine, theme: &Theme, area: Rect, columns: usize, buffer: &mut Buffer) {
    let (mut x, mut room) = (area.x, columns);
    for (marked, piece) in line {
        let face = if *marked { Face::Match } else { Face::Faint };
        let end = put(buffer, x, area.y, piece, room, theme.style(face));
        room = room.saturating_sub(usize::from(end - x));
        x = end;
    }
}

/// The tick of a row goes before its mark, which goes down a line.
fn draw_mark(row: &Listed, look: Look<'_>, area: Rect, buffer: &mut Buffer) {
    let tick = look.ticked.then_some(("✓", Face::Selected));
    let mark = match (row.bookmarked, row.read) {
        (true, _) => Some(("★", Face::Bookmark)),
        (false, false) => Some(("●", Face::Unread)),
        (false, true) => None,
    };
    for (y, (sign, face)) in (area.y..area.bottom()).zip(tick.into_iter().chain(mark)) {
        if area.width > 1 {
            put(buffer, area.x + 1, y, sign, 1, look.theme.style(face));
        }
    }
}

/// "5Gradar · 7 May · 3 min · 38 %". The source makes room for the date; what else does not fit is left
/// out, the last first.
fn about(row: &Listed, calendar: Calendar, words: Words, columns: usize) -> String {
    let date = row.published.map(|moment| typeset::date(moment, calendar, words)).unwrap_or_default();
    let source = row.publication.as_ref().or(row.section.as_ref()).map_or("", Prose::as_str);
    let room = columns.saturating_sub(typeset::width(&date) + SEPARATOR.len()).max(LEAST_SOURCE);
    let source = typeset::truncate(source, room).into_owned();
    let minutes = words.minutes(row.minutes);
    let progress =
        row.progress.filter(|percent| (1..100).contains(percent)).map(|percent| format!("{percent} %"));
    let mut line = String::new();
    for fact in
        [source, date, minutes, progress.unwrap_or_default()].into_iter().filter(|fact| !fact.is_empty())
    {
        let longer = if line.is_empty() { fact } else { format!("{line}{SEPARATOR}{fact}") };
        if !line.is_empty() && typeset::width(&longer) > columns {
            break;
        }
        line = longer;
    }
    line
}
