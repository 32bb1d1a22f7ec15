//! The list layout of the story overlay: one report below the other.

use super::{INDENT, Line, StoryOverlay};
use crate::config::theme::Face;
use crate::library::Report;
use crate::tui::panes::day_groups::DayGroup;
use crate::typeset;

/// Reports from which days have headings.
const MANY: usize = 12;

/// Most lines of a headline, and of what a report adds.
const HEADLINE: usize = 3;
const ADDED: usize = 4;

impl StoryOverlay {
    /// The lines of all reports, at a width.
    pub(super) fn list(&self, columns: usize) -> Vec<Line> {
        let mut lines = Vec::new();
        let mut day = None;
        for (number, report) in self.story.reports.iter().enumerate() {
            let line = |(text, face): (String, Face)| Line {
                report: number,
                bar: Some(0),
                texts: vec![(INDENT, text, face)],
            };
            let own_day = report.row.published.map(|moment| self.calendar.day_of(moment));
            let begins_day = self.has_day_headings() && own_day != day;
            if number > 0 && report.copy_of.is_none() && (begins_day || self.story.series.is_none()) {
                lines.push(Line { report: number, bar: None, texts: Vec::new() });
            }
            if begins_day {
                day = own_day;
                let group = day.map_or(DayGroup::Undated, DayGroup::Day);
                let heading = (0, group.heading(self.calendar, self.words), Face::Heading);
                lines.push(Line { report: number, bar: None, texts: vec![heading] });
            }
            lines.extend(self.report_lines(report, columns).into_iter().map(line));
        }
        if self.story.reports.len() == 1 {
            let alone = match self.story.following {
                None => self.words.told_by_none_else(),
                Some(_) => self.words.none_else_yet(),
            };
            let alone = typeset::wrap(alone, columns, 4);
            let line = |text| Line { report: usize::MAX, bar: None, texts: vec![(INDENT, text, Face::Hint)] };
            lines.extend([String::new()].into_iter().chain(alone).map(line));
        }
        lines
    }

    /// Whether days have headings: in a series, and in a story of many reports.
    fn has_day_headings(&self) -> bool {
        self.story.series.is_some() || self.story.reports.len() >= MANY
    }

    fn report_lines(&self, report: &Report, columns: usize) -> Vec<(String, Face)> {
        if report.copy_of.is_some() {
            return vec![(self.copy(report, columns), Face::Faint)];
        }
        let face = if report.row.read { Face::Read } else { Face::Unread };
        let headline = typeset::wrap(&Self::headline(report), columns, HEADLINE);
        let adds = report.adds.as_ref().map(|adds| typeset::wrap(adds.as_str(), columns, ADDED));
        let about = self.story.series.is_none() || self.is_here(report);
        let about = about.then(|| (self.marked(&self.about(report), report, columns), Face::Status));
        let headline = headline.into_iter().map(|line| (line, face));
        let adds = adds.into_iter().flatten().map(|line| (line, Face::Faint));
        about.into_iter().chain(headline).chain(adds).collect()
    }

    /// "13 Oct · Halyard Wire · 42 min later", below the heading of a day "14:05 · Halyard Wire · 42 min later".
    fn about(&self, report: &Report) -> String {
        let row = &report.row;
        let date = row.published.map(|moment| {
            if self.has_day_headings() {
                DayGroup::Day(self.calendar.day_of(moment)).time_within(moment, self.calendar)
            } else {
                typeset::date(moment, self.calendar, self.words)
            }
        });
        let source = row.publication.as_ref().map(ToString::to_string);
        let facts = [date, source, report.when.map(|when| self.words.when(when))];
        let facts: Vec<String> = facts.into_iter().flatten().filter(|fact| !fact.is_empty()).collect();
        facts.join(" · ")
    }
}
