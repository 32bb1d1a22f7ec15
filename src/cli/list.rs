//! `newsprint list`: articles, newest first.

use std::io::Write as _;

use serde::Serialize;

use super::arguments::QueryWords;
use super::failure::{CommandOutcome, Failure};
use super::output::{json_line, output};
use super::query::{done, view};
use super::rows::facts;
use super::setup::Setup;
use crate::domain::{ArticleId, Calendar, ListRow, Moment, Prose};

/// An article of a list, as JSON.
#[derive(Serialize)]
pub struct ListedLine<'line> {
    id: ArticleId,
    headline: &'line Prose,
    publication: Option<&'line Prose>,
    section: Option<&'line Prose>,
    published: Option<Moment>,
    minutes: usize,
    read: bool,
    bookmarked: bool,
    progress: Option<u8>,
}

impl<'line> From<&'line ListRow> for ListedLine<'line> {
    fn from(row: &'line ListRow) -> Self {
        Self {
            id: row.id,
            headline: &row.headline,
            publication: row.publication.as_ref(),
            section: row.section.as_ref(),
            published: row.published,
            minutes: row.minutes,
            read: row.read,
            bookmarked: row.bookmarked,
            progress: row.progress,
        }
    }
}

/// Lists articles.
pub fn list(
    setup: &Setup,
    words: &QueryWords,
    count: bool,
    limit: Option<usize>,
    json: bool,
) -> Result<CommandOutcome, Failure> {
    let view = view(words)?;
    let library = setup.library()?;
    let mut out = output();
    if count {
        writeln!(out, "{}", library.count(&view)?)?;
        out.flush()?;
        return Ok(CommandOutcome::All);
    }
    let calendar = setup.clock().calendar;
    let mut found = false;
    for row in library.rows(&view, limit.unwrap_or(usize::MAX)) {
        let row = row?;
        found = true;
        if json {
            json_line(&mut out, &ListedLine::from(&row))?;
        } else {
            writeln!(out, "{}", line(&row, calendar))?;
        }
    }
    out.flush()?;
    done(&library, view.as_query().as_ref(), found)
}

/// "n12  ● Bridge reopens  (Gazette, 7 May)"
pub fn line(row: &ListRow, calendar: Calendar) -> String {
    let mark = if row.bookmarked {
        "★"
    } else if row.read {
        " "
    } else {
        "●"
    };
    let facts = facts(row, calendar, None);
    let about = if facts.is_empty() { facts } else { format!("  ({facts})") };
    format!("{}  {mark} {}{about}", row.id, row.headline)
}
