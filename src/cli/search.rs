//! `newsprint search`: prints the best matches first, with the lines that hold the words.

pub mod saved;

use std::io::Write;

use ratatui::crossterm::style::Stylize as _;
use serde::Serialize;

use super::arguments::QueryWords;
use super::failure::{CommandOutcome, Failure, print_message};
use super::list::line;
use super::output::{columns, json_line, output};
use super::query::{done, query};
use super::rows::ArticleRow;
use super::setup::Setup;
use crate::domain::{Prose, Snippet};
use crate::typeset;

/// The width in columns where there is no terminal.
const COLUMNS: usize = 80;

/// Columns before a snippet.
const INDENT: usize = 4;

#[derive(Serialize)]
struct HitLine<'line> {
    #[serde(flatten)]
    article: ArticleRow<'line>,
    score: Option<f32>,
    snippet: &'line Prose,
    exact: bool,
}

/// Searches the cache.
pub fn search(
    setup: &Setup,
    words: &QueryWords,
    limit: usize,
    json: bool,
) -> Result<CommandOutcome, Failure> {
    let query = query(words)?;
    if query.is_empty() {
        return Err(Failure::usage("the search is empty").hint("newsprint list shows all articles"));
    }
    let library = setup.library()?;
    let now = setup.clock();
    let found = library.search_ranked(&query.clone().at(now.now), limit)?;
    let mut out = output();
    for hit in &found.hits {
        if json {
            let line = HitLine {
                article: ArticleRow::of(&library, &hit.row)?,
                score: hit.score,
                snippet: &hit.snippet.text,
                exact: found.is_complete,
            };
            json_line(&mut out, &line)?;
        } else {
            writeln!(out, "{}", line(&hit.row, now.calendar))?;
            write_snippet(&hit.snippet, setup.stdout_theme().is_some(), &mut out)?;
        }
    }
    out.flush()?;
    if !found.is_complete && !json {
        print_message(format_args!(
            "too many matches to rank them all; newsprint list {query} shows them all, newest first",
            query = query.as_str()
        ));
    }
    done(&library, Some(&query), !found.hits.is_empty())
}

/// Sets a snippet in lines; its matches are bold where styles are wanted.
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
