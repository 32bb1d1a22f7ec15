//! `newsprint search`: the best answers first, with the lines in which the words stand.

pub mod saved;

use std::io::Write;

use ratatui::crossterm::style::Stylize as _;
use serde::Serialize;

use super::arguments::QueryWords;
use super::failure::{Done, Failure, tell};
use super::list::line;
use super::output::{columns, json_line, output};
use super::query::query;
use super::setup::Setup;
use crate::domain::{ArticleId, Hit, Moment, Prose, Snippet, WebUrl};
use crate::library::Library;
use crate::typeset;

/// Columns where there is no terminal.
const COLUMNS: usize = 80;

/// Columns before a snippet.
const INDENT: usize = 4;

#[derive(Serialize)]
struct HitLine<'line> {
    id: ArticleId,
    guid: Option<Prose>,
    url: Option<WebUrl>,
    headline: &'line Prose,
    publication: Option<&'line Prose>,
    published: Option<Moment>,
    score: Option<f32>,
    snippet: &'line Prose,
    exact: bool,
}

/// Searches the cache.
pub fn search(setup: &Setup, words: &QueryWords, limit: usize, json: bool) -> Result<Done, Failure> {
    let query = query(words)?;
    if query.is_empty() {
        return Err(
            Failure::usage("there is nothing to search for").hint("newsprint list shows all articles")
        );
    }
    let library = setup.library()?;
    let now = setup.clock();
    let found = library.search_ranked(&query.clone().at(now.now), limit)?;
    let mut out = output();
    for hit in &found.hits {
        if json {
            write_json(&library, hit, found.exact, &mut out)?;
        } else {
            writeln!(out, "{}", line(&hit.row, now.calendar))?;
            write_snippet(&hit.snippet, setup.stdout_theme().is_some(), &mut out)?;
        }
    }
    out.flush()?;
    if !found.exact && !json {
        tell(format_args!(
            "too many answers to judge them all: newsprint list {query} goes through all, newest first",
            query = query.as_str()
        ));
    }
    Ok(if found.hits.is_empty() { Done::Nothing } else { Done::All })
}

fn write_json(library: &Library, hit: &Hit, exact: bool, out: &mut dyn Write) -> Result<(), Failure> {
    let Hit { row, score, snippet } = hit;
    let (guid, url) = library.article(row.id)?.map_or((None, None), |article| (article.guid, article.url));
    let line = HitLine {
        id: row.id,
        guid,
        url,
        headline: &row.headline,
        publication: row.publication.as_ref(),
        published: row.published,
        score: *score,
        snippet: &snippet.text,
        exact,
    };
    json_line(out, &line)
}

/// Sets a snippet in lines; its marks are bold where there are styles.
fn write_snippet(snippet: &Snippet, styled: bool, out: &mut dyn Write) -> Result<(), Failure> {
    let width = columns().unwrap_or(COLUMNS).saturating_sub(INDENT).max(1);
    for line in typeset::marked_lines(snippet, width, usize::MAX) {
        write!(out, "{:INDENT$}", "")?;
        for (marked, piece) in line {
            if marked && styled {
                write!(out, "{}", piece.bold())?;
            } else {
                write!(out, "{piece}")?;
            }
        }
        writeln!(out)?;
    }
    Ok(())
}
