//! A row of the headlines: the headline, and a line of facts about the article; in the densest spacing both
//! on one line.
//!
//! The selection is a bar at the left edge, so that moving it changes a few cells and not the text of two
//! rows.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::day_groups::DayGroup;
use crate::config::theme::{Face, Theme};
use crate::domain::{Calendar, Density, ListRow, Prose, Query, Recording, Snippet, StoryId, Why};
use crate::tui::cells::put;
use crate::tui::lettering;
use crate::typeset::{self, MarkedLine};
use crate::words::Words;

/// Most lines of a snippet.
const SNIPPET_LINES: usize = 2;

/// Columns before the text: the bar of the selection, the mark of the row, a space.
const INDENT: u16 = 3;

/// The separator of facts.
const SEPARATOR: &str = " · ";

/// Least columns of the source beside a date and a length.
const LEAST_SOURCE: usize = 6;

/// Columns from which a row of one line names its source: the headline keeps some forty-five.
const ROOM_FOR_SOURCE: u16 = 76;

/// Columns from which a row of one line has its date.
const ROOM_FOR_DATE: u16 = 34;

/// Most columns of the source in a row of one line.
const SHORT_SOURCE: usize = 18;

/// Lines of the pane from which days have headings.
const ROOM_FOR_DAYS: u16 = 8;

/// Lines of the pane from which there is a blank line between the rows.
const ROOM_FOR_BLANK_LINES: u16 = 30;

/// The parameters of the rows besides the articles.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ListLayout {
    /// Columns of the pane.
    pub width: u16,
    /// Lines of the pane.
    pub height: u16,
    /// The spacing of the rows.
    pub density: Density,
    /// Whether a row names its publication; in a list of one publication it names the section.
    pub names_source: bool,
    /// Today's date, the person's zone, and the way in which days are written.
    pub calendar: Calendar,
    /// The language of the headings.
    pub words: Words,
}

impl ListLayout {
    /// Most lines of a headline.
    pub const fn headline_lines(self) -> usize {
        match self.density {
            Density::OneRow | Density::TwoRows => 1,
            Density::Comfortable => 2,
        }
    }

    /// Lines of the facts about an article, and of the blank line below it.
    pub fn lines_below(self) -> usize {
        match self.density {
            Density::OneRow => 0,
            Density::TwoRows => 1,
            Density::Comfortable => 1 + usize::from(self.height >= ROOM_FOR_BLANK_LINES),
        }
    }

    /// Whether there is room for the headings of days.
    pub const fn shows_days(self) -> bool {
        self.height >= ROOM_FOR_DAYS
    }

    /// Whether the facts about an article have a line of their own.
    pub fn has_facts(self) -> bool {
        self.density != Density::OneRow
    }
}

/// The bar at the left edge of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bar {
    /// The row is the selected one.
    Selected,
    /// The article of the row is the open one.
    Open,
}

/// The parameters of drawing a row.
#[derive(Clone, Copy, Debug)]
pub struct RowContext<'look> {
    /// The theme.
    pub theme: &'look Theme,
    /// The parameters of all rows.
    pub layout: ListLayout,
    /// The group of days in which the row stands.
    pub group: Option<DayGroup>,
    /// The set lines of the headline.
    pub lines: &'look [MarkedLine],
    /// The set lines of the snippet.
    pub snippet: &'look [MarkedLine],
    /// The order of letters from right to left.
    pub order: typeset::LetterOrder,
    /// The bar at the left edge: of the selected row, or of the open article.
    pub bar: Option<Bar>,
    /// Whether the row is ticked.
    pub ticked: bool,
    /// Whether the story of the row is followed, and no heading says so.
    pub followed: bool,
    /// Whether the other articles of the story are shown below the row.
    pub unfolded: bool,
}

/// Lines about the story of a row, and of the note of its bookmark.
pub fn note_count(row: &ListRow, layout: ListLayout) -> usize {
    if layout.has_facts() {
        usize::from(has_other_articles(row)) + usize::from(row.note.is_some())
    } else {
        0
    }
}

fn has_other_articles(row: &ListRow) -> bool {
    row.others_in_story > 0 || reason(row).is_some()
}

/// Why a row stands where it does, unless the row or its heading says as much: its one source, and when; its
/// followed story.
fn reason(row: &ListRow) -> Option<&Why> {
    let is_told = |why: &&Why| {
        matches!(why, Why::FrontPage { sources: ..=1, followed: false, .. } | Why::Followed { .. })
    };
    row.why.as_ref().filter(|why| !is_told(why))
}

/// "▸ 3 more · 6 sources", "▸ 3 more on this story", or "▸ Weather · 14 days".
fn story(row: &ListRow, unfolded: bool, words: Words) -> String {
    let sign = if unfolded { '▾' } else { '▸' };
    match (reason(row), row.others_in_story) {
        (None, _) if let Some(series) = &row.series => format!("{sign} {}", words.series(series)),
        (None, more) if row.story.is_some_and(StoryId::is_series) => words.more_of_series(more, sign),
        (None, more) if (1..more).contains(&row.others_of_day) => {
            words.more_of_this_day(more, sign, row.others_of_day)
        }
        (None, more) => words.more_on_story(more, sign),
        (Some(why), 0) => reason_without_age(why, words),
        (Some(why), more) => {
            format!("{}{SEPARATOR}{}", words.more(more, sign), reason_without_age(why, words))
        }
    }
}

/// The reason of a row without its age, which is among the facts of the row.
fn reason_without_age(why: &Why, words: Words) -> String {
    let Why::FrontPage { sources, followed, .. } = why else { return words.why(why).to_string() };
    let told =
        [(*sources > 1).then(|| words.sources(*sources)), followed.then(|| words.you_follow_it().to_owned())];
    told.into_iter().flatten().collect::<Vec<_>>().join(SEPARATOR)
}

/// The lines below the facts, each with its face.
fn notes(row: &ListRow, context: RowContext<'_>) -> Vec<(String, Face)> {
    if !context.layout.has_facts() {
        return Vec::new();
    }
    let told =
        has_other_articles(row).then(|| (story(row, context.unfolded, context.layout.words), Face::Status));
    let note = row.note.as_ref().map(|note| (format!("“{note}”"), Face::Note));
    told.into_iter().chain(note).collect()
}

/// Sets a headline in a width, on so many lines at most, with the words of a search marked.
pub fn set(
    row: &ListRow,
    group: Option<DayGroup>,
    layout: ListLayout,
    (width, most): (u16, usize),
    query: Option<&Query>,
) -> Vec<MarkedLine> {
    let beside = if layout.has_facts() { 0 } else { typeset::width(&aside(row, group, layout)) + 1 };
    let columns = usize::from(width.saturating_sub(INDENT)).saturating_sub(beside).max(1);
    let lines = typeset::wrap(row.headline.as_str(), columns, most);
    let lines = if lines.is_empty() { vec![String::new()] } else { lines };
    let marks = query.map(|query| query.match_ranges(row.headline.as_str(), true)).unwrap_or_default();
    typeset::mark_lines(lines, row.headline.as_str(), &marks)
}

/// Sets the snippet of a search result for the width of the pane.
pub fn set_snippet(snippet: &Snippet, width: u16) -> Vec<MarkedLine> {
    let columns = usize::from(width.saturating_sub(INDENT)).max(1);
    typeset::marked_lines(snippet, columns, SNIPPET_LINES)
}

/// Draws a row at the top of an area, as far as there is room.
pub fn draw(row: &ListRow, context: RowContext<'_>, area: Rect, buffer: &mut Buffer) {
    let face = if row.read { Face::Read } else { Face::Unread };
    let columns = usize::from(area.width.saturating_sub(INDENT));
    let facts =
        context.layout.has_facts().then(|| (facts(row, context.group, context.layout, columns), Face::Faint));
    let left = area.x.saturating_add(INDENT);
    let mut lines = area.y..area.bottom();
    for (pieces, line) in context.lines.iter().zip(lines.by_ref()) {
        draw_pieces(pieces, face, context, Rect { x: left, y: line, ..area }, columns, buffer);
    }
    for ((text, face), line) in facts.into_iter().chain(notes(row, context)).zip(lines.by_ref()) {
        let at = Position { x: left, y: line };
        let text = typeset::truncate(&text, columns);
        lettering::put(&text, at, columns, context.theme.style(face), context.order, buffer);
    }
    if !context.layout.has_facts() {
        draw_aside(&aside(row, context.group, context.layout), context.theme, area, buffer);
    }
    for (line, pieces) in lines.zip(context.snippet) {
        draw_pieces(pieces, Face::Faint, context, Rect { x: left, y: line, ..area }, columns, buffer);
    }
    draw_bar(row, context, area, buffer);
    draw_marks(row, context, area, buffer);
}

/// Draws the text at the right of a row of one line, where there is room beside the headline.
fn draw_aside(aside: &str, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    let columns = typeset::width(aside);
    let Some(before) =
        usize::from(area.width).checked_sub(columns).filter(|left| *left > usize::from(INDENT))
    else {
        return;
    };
    let x = area.x.saturating_add(u16::try_from(before).unwrap_or(u16::MAX));
    put(buffer, x, area.y, aside, columns, theme.style(Face::Faint));
}

/// Draws the bar of the selection over all lines of the row, or the thinner one of the open article.
fn draw_bar(row: &ListRow, context: RowContext<'_>, area: Rect, buffer: &mut Buffer) {
    let sign = match context.bar {
        Some(Bar::Selected) => "▌",
        Some(Bar::Open) => "│",
        None => return,
    };
    let facts = usize::from(context.layout.has_facts());
    let height = context.lines.len() + facts + note_count(row, context.layout) + context.snippet.len();
    for line in (area.y..area.bottom()).take(height).filter(|_| area.width > 0) {
        put(buffer, area.x, line, sign, 1, context.theme.style(Face::Selected));
    }
}

/// Draws a line with its matches marked.
fn draw_pieces(
    line: &MarkedLine,
    face: Face,
    context: RowContext<'_>,
    area: Rect,
    columns: usize,
    buffer: &mut Buffer,
) {
    let (mut x, mut room) = (area.x, columns);
    for (marked, piece) in typeset::visual_line(line, context.order).iter() {
        let face = if *marked { Face::Match } else { face };
        let end = put(buffer, x, area.y, piece, room, context.theme.style(face));
        room = room.saturating_sub(usize::from(end - x));
        x = end;
    }
}

/// The sign of an unread article, and of one whose row a rule marks.
const fn state(row: &ListRow) -> Option<(&'static str, Face)> {
    match (row.is_marked, row.read) {
        (true, false) => Some(("◆", Face::Match)),
        (true, true) => Some(("◇", Face::Match)),
        (false, false) => Some(("●", Face::Unread)),
        (false, true) => None,
    }
}

/// Draws the marks of a row, one below the other: selected, unread, bookmarked, of a followed story. On one line
/// only the last of the first three that applies.
fn draw_marks(row: &ListRow, context: RowContext<'_>, area: Rect, buffer: &mut Buffer) {
    let marks = [
        context.ticked.then_some(("✓", Face::Selected)),
        state(row),
        row.bookmarked.then_some(("★", Face::Bookmark)),
    ];
    let lines = context.lines.len() + usize::from(context.layout.has_facts());
    let mut marks: Vec<_> = marks.into_iter().flatten().collect();
    if context.followed && (marks.is_empty() || lines > 1) {
        marks.push(("◈", Face::Bookmark));
    }
    let hidden = if lines == 1 { marks.len().saturating_sub(1) } else { 0 };
    let shown = if context.ticked { &marks[..] } else { marks.get(hidden..).unwrap_or_default() };
    for (y, (sign, face)) in (area.y..area.bottom()).take(lines).zip(shown) {
        if area.width > 1 {
            put(buffer, area.x + 1, y, sign, 1, context.theme.style(*face));
        }
    }
}

/// "5Gradar · 14:05 · 3 min · #5g · 38 %": source, time and length, then as much as there is room for. The
/// length of the text is left out where the source fits without it; else the source is shortened, down to its
/// first letters.
fn facts(row: &ListRow, group: Option<DayGroup>, layout: ListLayout, columns: usize) -> String {
    let (when, length) = (when(row, group, layout), length(row, layout.words));
    let beside_date = |source: usize| typeset::width(&when) + typeset::width(SEPARATOR) + source;
    let with_length = |source| beside_date(source) + typeset::width(SEPARATOR) + typeset::width(&length);
    let whole = typeset::width(source(row, layout));
    let costs_source =
        row.recording.is_none() && with_length(whole) > columns && beside_date(whole) <= columns;
    let has_length = with_length(LEAST_SOURCE) <= columns && !costs_source;
    let length = if has_length { length } else { String::new() };
    let told: Vec<String> = [when, length].into_iter().filter(|fact| !fact.is_empty()).collect();
    let taken: usize = told.iter().map(|fact| typeset::width(fact) + typeset::width(SEPARATOR)).sum();
    let source =
        typeset::truncate(source(row, layout), columns.saturating_sub(taken).max(LEAST_SOURCE)).into_owned();
    let progress =
        row.progress.filter(|percent| (1..100).contains(percent)).map(|percent| format!("{percent} %"));
    let tags = row.tags.iter().map(|tag| format!("#{tag}"));
    let mut line = String::new();
    for fact in [source].into_iter().chain(told).chain(tags).chain(progress).filter(|fact| !fact.is_empty()) {
        let longer = if line.is_empty() { fact } else { format!("{line}{SEPARATOR}{fact}") };
        if !line.is_empty() && typeset::width(&longer) > columns {
            break;
        }
        line = longer;
    }
    line
}

/// The text at the right of a row of one line: "▸3 14:05", in a wide list with its source.
pub fn aside(row: &ListRow, group: Option<DayGroup>, layout: ListLayout) -> String {
    let more = if row.others_in_story > 0 { format!("▸{}", row.others_in_story) } else { String::new() };
    let is_wide = layout.width >= ROOM_FOR_SOURCE;
    let source = if is_wide {
        typeset::truncate(source(row, layout), SHORT_SOURCE).into_owned()
    } else {
        String::new()
    };
    let date = if layout.width >= ROOM_FOR_DATE { when(row, group, layout) } else { String::new() };
    let recording = recording(row.recording).to_owned();
    let told = [source, date, recording].into_iter().filter(|fact| !fact.is_empty());
    let told = told.collect::<Vec<_>>().join(SEPARATOR);
    [more, told].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

fn source(row: &ListRow, layout: ListLayout) -> &str {
    row.publication
        .as_ref()
        .filter(|_| layout.names_source)
        .or(row.section.as_ref())
        .map_or("", Prose::as_str)
}

/// The time of publication, without the part that the heading above the row shows.
fn when(row: &ListRow, group: Option<DayGroup>, layout: ListLayout) -> String {
    let Some(moment) = row.published else { return String::new() };
    match group {
        Some(group) => group.time_within(moment, layout.calendar),
        None => typeset::date(moment, layout.calendar, layout.words),
    }
}

/// The reading time of the article, or the duration of its recording.
fn length(row: &ListRow, words: Words) -> String {
    let sign = recording(row.recording);
    match row.recording.map_or(0, |recording| recording.seconds) {
        0 if sign.is_empty() => words.minutes(row.minutes),
        0 => format!("{sign}{SEPARATOR}{}", words.minutes(row.minutes)),
        seconds => format!("{sign} {}", words.minutes(u64::from(seconds.div_ceil(60)))),
    }
}

const fn recording(recording: Option<Recording>) -> &'static str {
    match recording {
        None => "",
        Some(Recording { is_video: false, .. }) => "♪",
        Some(Recording { is_video: true, .. }) => "▶",
    }
}
