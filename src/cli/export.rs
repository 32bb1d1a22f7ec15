//! `newsprint export`: writes articles and subscriptions in open formats.

use std::collections::HashSet;
use std::io::Write as _;
use std::path::Path;

use super::arguments::{ExportFormatArgument, QueryWords};
use super::failure::{CommandOutcome, Failure, print_message};
use super::output::{output, shown};
use super::query::{query, view};
use super::setup::Setup;
use super::stories::timeline;
use crate::domain::{Selection, View};
use crate::library::{Binding, ExportFormat, FeedFormat, Library};
use crate::words::Words;

/// The choice of articles to export.
pub struct ExportedArticles<'which> {
    /// The search that the articles match.
    pub words: &'which QueryWords,
    /// The story of the articles.
    pub story: Option<&'which str>,
    /// Whether only the articles of the front page are exported.
    pub only_front_page: bool,
}

/// Exports every article, or those of a search, a story or the front page; or all subscriptions.
pub fn export(
    setup: &Setup,
    which: &ExportedArticles<'_>,
    format: ExportFormatArgument,
    into: Option<&Path>,
) -> Result<CommandOutcome, Failure> {
    let view = || view(which.words);
    match (format, into) {
        (ExportFormatArgument::Opml, _) => export_feeds(setup, which.words, into),
        (ExportFormatArgument::Epub, None) => export_bound(setup, which, Binding::Book),
        (ExportFormatArgument::Html, None) => export_bound(setup, which, Binding::Page),
        (ExportFormatArgument::Json, None) => export_each(setup, which, ExportFormat::Json),
        (ExportFormatArgument::Markdown, None) => export_each(setup, which, ExportFormat::Markdown),
        (ExportFormatArgument::Json, Some(folder)) => {
            export_into(setup, &view()?, ExportFormat::Json, folder)
        }
        (ExportFormatArgument::Markdown, Some(folder)) => {
            export_into(setup, &view()?, ExportFormat::Markdown, folder)
        }
        (ExportFormatArgument::Html, Some(folder)) => {
            export_into(setup, &view()?, ExportFormat::Html, folder)
        }
        (ExportFormatArgument::Notes, Some(folder)) => {
            let all = Selection::AllBut(view()?, HashSet::new());
            let count = setup.library()?.export_notes(&all, folder)?;
            print_message(format_args!("{count} written"));
            Ok(CommandOutcome::found(count > 0))
        }
        (ExportFormatArgument::Epub, Some(_)) => {
            let failure = Failure::usage("an EPUB is one file and is written to standard output".to_owned());
            Err(failure.hint("newsprint export --format epub > articles.epub"))
        }
        (ExportFormatArgument::Notes, None) => {
            let failure = Failure::usage("notes are written to a folder, one file per article".to_owned());
            Err(failure.hint("newsprint export --format notes --into FOLDER"))
        }
    }
}

fn export_each(
    setup: &Setup,
    which: &ExportedArticles<'_>,
    format: ExportFormat,
) -> Result<CommandOutcome, Failure> {
    let library = setup.library()?;
    let mut out = output();
    let count = match chosen(setup, &library, which)? {
        (_, Selection::AllBut(view, _)) => library.export(&view, format, &mut out)?,
        (_, these) => library.export_selection(&these, format, &mut out)?,
    };
    out.flush()?;
    Ok(CommandOutcome::found(count > 0))
}

fn export_bound(
    setup: &Setup,
    which: &ExportedArticles<'_>,
    binding: Binding,
) -> Result<CommandOutcome, Failure> {
    let library = setup.library()?;
    let (title, selection) = chosen(setup, &library, which)?;
    let mut out = output();
    let count = library.export_bound(&selection, binding, &title, setup.clock().now, &mut out)?;
    out.flush()?;
    Ok(CommandOutcome::found(count > 0))
}

/// The chosen articles, and a title for them.
fn chosen(
    setup: &Setup,
    library: &Library,
    which: &ExportedArticles<'_>,
) -> Result<(String, Selection), Failure> {
    if let Some(reference) = which.story {
        let story = timeline(library, reference)?;
        let title = story.reports.first().map(|report| report.row.headline.to_string());
        let reports = story.reports.iter().map(|report| report.row.id).collect();
        return Ok((title.unwrap_or_default(), Selection::These(reports)));
    }
    if which.only_front_page {
        let query = query(which.words)?;
        let clock = setup.clock();
        let rows = library.front_page(clock.now, (!query.is_empty()).then_some(&query))?;
        let title = format!("{}, {}", Words::english().front_page(), clock.calendar.today);
        return Ok((title, Selection::These(rows.iter().map(|row| row.id).collect())));
    }
    let text = which.words.text();
    let title = if text.trim().is_empty() { "newsprint".to_owned() } else { text };
    Ok((title, Selection::AllBut(view(which.words)?, HashSet::new())))
}

fn export_into(
    setup: &Setup,
    view: &View,
    format: ExportFormat,
    folder: &Path,
) -> Result<CommandOutcome, Failure> {
    let mut left = 0;
    let count = setup.library()?.export_into(view, format, folder, &mut |path| {
        left += 1;
        print_message(format_args!("skipped {}: it already exists", shown(path)));
    })?;
    print_message(format_args!("{count} written"));
    Ok(if left > 0 { CommandOutcome::SomeSkipped } else { CommandOutcome::found(count > 0) })
}

fn export_feeds(setup: &Setup, words: &QueryWords, into: Option<&Path>) -> Result<CommandOutcome, Failure> {
    if into.is_some() || !words.text().is_empty() {
        let failure = Failure::usage("subscriptions are written as one file, to standard output".to_owned());
        return Err(failure.hint("newsprint export --format opml > feeds.opml"));
    }
    let mut out = output();
    let count = setup.library()?.export_feeds(FeedFormat::Opml, &mut out)?;
    out.flush()?;
    Ok(CommandOutcome::found(count > 0))
}
