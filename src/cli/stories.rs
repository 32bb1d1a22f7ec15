//! `newsprint stories`: lists events told by several articles, or one from its first report to its latest.

use std::io::Write;

use serde::Serialize;

use super::failure::{CommandOutcome, Failure};
use super::output::{counted, json_line, output};
use super::rows::{ArticleRow, facts};
use super::setup::Setup;
use super::show::find;
use crate::domain::{ArticleId, Calendar, Moment, Prose, StoryId};
use crate::library::{Library, Report, StorySummary, Timeline};
use crate::words::Words;

/// A story, as JSON.
#[derive(Serialize)]
struct StoryLine<'line> {
    id: Option<StoryId>,
    headline: Option<&'line Prose>,
    sources: usize,
    first: Option<Moment>,
    last: Option<Moment>,
    followed: Option<&'line Prose>,
    articles: Vec<ReportLine<'line>>,
}

/// An article of a story, as JSON.
#[derive(Serialize)]
struct ReportLine<'line> {
    #[serde(flatten)]
    article: ArticleRow<'line>,
    read: bool,
    when: String,
    copy_of: Option<ArticleId>,
    adds: Option<&'line Prose>,
}

/// Lists the stories, or the reports of one.
pub fn stories(
    setup: &Setup,
    reference: Option<&str>,
    limit: Option<usize>,
    json: bool,
) -> Result<CommandOutcome, Failure> {
    let library = setup.library()?;
    let mut out = output();
    if let Some(reference) = reference {
        let story = timeline(&library, reference)?;
        if json {
            json_line(&mut out, &line(&library, &story)?)?;
        } else {
            write_reports(&story, setup.clock().calendar, &mut out)?;
        }
        out.flush()?;
        return Ok(CommandOutcome::All);
    }
    let mut done = CommandOutcome::Nothing;
    for id in library.stories(limit.unwrap_or(usize::MAX))? {
        if json {
            let Some(story) = library.story(id)? else { continue };
            json_line(&mut out, &line(&library, &story)?)?;
        } else {
            let Some(outline) = library.outline(id)? else { continue };
            writeln!(out, "{}", summary(id, &outline))?;
        }
        done = CommandOutcome::All;
    }
    out.flush()?;
    Ok(done)
}

/// The story of an id such as `s7`, or of the article that an id, a URL or a GUID names.
pub fn timeline(library: &Library, reference: &str) -> Result<Timeline, Failure> {
    let told = match reference.parse::<StoryId>() {
        Ok(story) => library.story(story)?,
        Err(_) => library.timeline(find(library, reference)?)?,
    };
    told.ok_or_else(|| {
        Failure::nothing(format!("there is no story “{reference}” in the cache"))
            .hint("newsprint stories lists the stories; an article about it works too")
    })
}

fn line<'line>(library: &Library, story: &'line Timeline) -> Result<StoryLine<'line>, Failure> {
    let headline = story.reports.last().map(|report| &report.row.headline);
    let moments = || story.reports.iter().filter_map(|report| report.row.published);
    let articles = story.reports.iter().map(|report| report_line(library, report));
    Ok(StoryLine {
        id: story.story,
        headline,
        sources: story.sources,
        first: moments().next(),
        last: moments().next_back(),
        followed: story.following.as_ref().map(|following| &following.name),
        articles: articles.collect::<Result<_, _>>()?,
    })
}

fn report_line<'line>(library: &Library, report: &'line Report) -> Result<ReportLine<'line>, Failure> {
    Ok(ReportLine {
        article: ArticleRow::of(library, &report.row)?,
        read: report.row.read,
        when: when(report),
        copy_of: report.copy_of,
        adds: report.adds.as_ref(),
    })
}

/// "s7  Crack shuts Marram Bridge  (4 articles, 3 sources)"
fn summary(id: StoryId, story: &StorySummary) -> String {
    let StorySummary { headline, articles, sources } = story;
    format!("{id}  {headline}  ({}, {})", counted(*articles, "article"), counted(*sources, "source"))
}

/// The time of a report within its story; empty where it is unknown.
fn when(report: &Report) -> String {
    report.when.map(|when| Words::english().when(when)).unwrap_or_default()
}

fn write_reports(story: &Timeline, calendar: Calendar, out: &mut dyn Write) -> Result<(), Failure> {
    for report in &story.reports {
        let row = &report.row;
        let copy = report.copy_of.map(|original| format!("copy of {original}"));
        let facts = facts(row, calendar, [when(report)].into_iter().chain(copy));
        writeln!(out, "{}  {}  ({facts})", row.id, row.headline)?;
        if let Some(adds) = &report.adds {
            writeln!(out, "     {adds}")?;
        }
    }
    Ok(())
}
