//! The view of a story with its sources side by side: a column each, over one axis of time, to show who was
//! first, who followed, and in which words. Sources without room share the last column.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::{INDENT, Line, StoryOverlay};
use crate::config::Config;
use crate::config::theme::Face;
use crate::domain::Prose;
use crate::library::Report;
use crate::tui::lettering::draw_text;
use crate::tui::styled::border_set;
use crate::typeset;
use crate::words::Words;

/// Columns of the axis, and before the text of a source: a rule, the bar of the selection, a space.
const AXIS: usize = 16;
const BEFORE: usize = 3;

/// The least and the most columns of text for a source.
const LEAST: usize = 26;
const MOST: usize = 48;

/// Average number of reports of a source from which columns are worth their room.
const FILLED: usize = 2;

/// Most lines of a headline, and of what a report adds.
const HEADLINE: usize = 3;
const ADDED: usize = 4;

/// The columns of a story.
pub(super) struct Columns {
    /// The sources with a column of their own, in the order of their first reports.
    sources: Vec<String>,
    /// Whether the last column is shared by all other sources.
    shares_last: bool,
    /// Columns of text in each column.
    width: usize,
}

impl Columns {
    /// The columns for some reports in a room; `None` where there is no room for two, where most reports would share
    /// the last, or where the sources have so few reports that most of the columns would be empty.
    pub fn of(reports: &[Report], room: usize, words: Words) -> Option<Self> {
        let mut sources: Vec<String> = Vec::new();
        let originals = reports.iter().filter(|report| report.copy_of.is_none());
        for report in originals.clone() {
            let name = source(report, words);
            if !sources.iter().any(|known| known == name) {
                sources.push(name.to_owned());
            }
        }
        let most = room.saturating_sub(AXIS) / (BEFORE + LEAST);
        let columns = sources.len().min(most);
        let shares_last = columns < sources.len();
        if shares_last && columns > 0 {
            sources.truncate(columns - 1);
            sources.push(words.other_sources().to_owned());
        }
        let width = (room.saturating_sub(AXIS) / columns.max(1)).saturating_sub(BEFORE).min(MOST);
        let own = columns.saturating_sub(usize::from(shares_last));
        let all = originals.clone().count();
        let in_own =
            originals.filter(|report| sources.iter().take(own).any(|known| known == source(report, words)));
        let in_own = in_own.count();
        let is_filled = in_own >= FILLED * own && 2 * in_own >= all;
        (columns > 1 && is_filled).then_some(Self { sources, shares_last, width })
    }

    /// The position of the text of a column.
    const fn start(&self, column: usize) -> usize {
        AXIS + column * (self.width + BEFORE) + BEFORE
    }

    fn column_of(&self, report: &Report, words: Words) -> usize {
        let last = self.sources.len().saturating_sub(1);
        self.sources.iter().position(|known| known == source(report, words)).unwrap_or(last)
    }

    /// The lines of a story: each report at its time, in the column of its source; a copy below its original.
    pub fn lines(&self, sheet: &StoryOverlay) -> Vec<Line> {
        let mut lines = Vec::new();
        let mut column = 0;
        for (number, report) in sheet.story.reports.iter().enumerate() {
            if report.copy_of.is_none() {
                column = self.column_of(report, sheet.words);
                lines.extend((number > 0).then(|| Line { report: number, bar: None, texts: Vec::new() }));
            }
            let start = self.start(column);
            let axis = axis(report, sheet);
            let block = self.block(sheet, report, column);
            for row in 0..axis.len().max(block.len()) {
                let axis = axis.get(row).map(|text| (INDENT, text.clone(), Face::Faint));
                let text = block.get(row).map(|(text, face)| (start, text.clone(), *face));
                let bar = text.is_some().then_some(start - 2);
                lines.push(Line { report: number, bar, texts: axis.into_iter().chain(text).collect() });
            }
        }
        lines
    }

    /// The lines of a report in its column.
    fn block(&self, sheet: &StoryOverlay, report: &Report, column: usize) -> Vec<(String, Face)> {
        if report.copy_of.is_some() {
            return vec![(sheet.copy(report, self.width), Face::Faint)];
        }
        let is_shared = self.shares_last && column + 1 == self.sources.len();
        let name = is_shared.then(|| typeset::truncate(source(report, sheet.words), self.width).into_owned());
        let here = sheet.is_here(report).then(|| sheet.words.you_are_here().to_owned());
        let face = if report.row.read { Face::Read } else { Face::Unread };
        let headline = typeset::wrap(&StoryOverlay::headline(report), self.width, HEADLINE);
        let adds = report.adds.as_ref().map(|adds| typeset::wrap(adds.as_str(), self.width, ADDED));
        let faced = |lines: Vec<String>, face: Face| lines.into_iter().map(move |line| (line, face));
        faced(here.into_iter().collect(), Face::Status)
            .chain(faced(name.into_iter().collect(), Face::Heading))
            .chain(faced(headline, face))
            .chain(faced(adds.unwrap_or_default(), Face::Faint))
            .collect()
    }

    /// Draws the names of the sources above their columns.
    pub fn draw_heads(&self, config: &Config, inside: Rect, buffer: &mut Buffer) {
        for (column, name) in self.sources.iter().enumerate() {
            let x = inside.x.saturating_add(u16::try_from(self.start(column)).unwrap_or(u16::MAX));
            let name = typeset::truncate(name, self.width);
            draw_text(&name, (x, inside.y), self.width, Face::Heading, config, buffer);
        }
    }

    /// Draws a rule before every column.
    pub fn draw_rules(&self, config: &Config, inside: Rect, buffer: &mut Buffer) {
        let rule = border_set(config.settings.borders).vertical_left;
        for column in 0..self.sources.len() {
            let x = inside.x.saturating_add(u16::try_from(self.start(column) - BEFORE).unwrap_or(u16::MAX));
            for y in inside.y..inside.bottom() {
                draw_text(rule, (x, y), 1, Face::Border, config, buffer);
            }
        }
    }
}

/// The day of a report, and the time since the first report; for a copy, nothing.
fn axis(report: &Report, sheet: &StoryOverlay) -> Vec<String> {
    if report.copy_of.is_some() {
        return Vec::new();
    }
    let date = report.row.published.map(|moment| typeset::date(moment, sheet.calendar, sheet.words));
    let facts = date.into_iter().chain(report.when.map(|when| sheet.words.when(when)));
    facts.flat_map(|fact| typeset::wrap(&fact, AXIS - INDENT - 1, 2)).collect()
}

fn source(report: &Report, words: Words) -> &str {
    report.row.publication.as_ref().map_or(words.another_paper(), Prose::as_str)
}
