//! `newsprint search --save`, `--saved`, `--rename`, `--forget`: saved searches.

use std::io::Write as _;

use serde::Serialize;

use crate::cli::arguments::{QueryWords, Saving};
use crate::cli::clock::clock;
use crate::cli::failure::{Done, Failure, tell};
use crate::cli::output::{json_line, output};
use crate::cli::query::query;
use crate::cli::setup::{Setup, back_up};
use crate::domain::{Prose, SavedSearch};
use crate::library::{Library, LibraryError};

#[derive(Serialize)]
struct SavedLine<'line> {
    name: &'line Prose,
    query: &'line str,
    count: Option<usize>,
    more: bool,
}

/// Changes or lists the saved searches as the options say; `None` without such an option.
pub fn saving(
    setup: &Setup,
    saving: &Saving,
    words: &QueryWords,
    json: bool,
) -> Result<Option<Done>, Failure> {
    match saving {
        Saving { saved: true, .. } => list(setup, json),
        Saving { save: Some(name), .. } => save(setup, name, words),
        Saving { rename: Some(names), .. } => match names.as_slice() {
            [from, to] => rename(setup, from, to),
            _ => Ok(Done::All),
        },
        Saving { forget: Some(name), .. } => forget(setup, name),
        Saving { .. } => return Ok(None),
    }
    .map(Some)
}

fn list(setup: &Setup, json: bool) -> Result<Done, Failure> {
    let saved = setup.library()?.saved_searches(clock().now)?;
    let mut out = output();
    for kept in &saved {
        let (name, query) = (&kept.search.name, kept.search.query.as_str());
        if json {
            json_line(&mut out, &SavedLine { name, query, count: kept.count, more: kept.more })?;
        } else {
            let more = if kept.more { "+" } else { "" };
            let count = kept.count.map(|count| format!("  ({}{more})", setup.locale().number(count)));
            writeln!(out, "{name}  {query}{}", count.unwrap_or_default())?;
        }
    }
    out.flush()?;
    Ok(Done::found(!saved.is_empty()))
}

fn save(setup: &Setup, name: &str, words: &QueryWords) -> Result<Done, Failure> {
    let query = query(words)?;
    if query.is_empty() {
        return Err(Failure::usage("the search to save is empty"));
    }
    let search = SavedSearch { name: name_of(name)?, query };
    let mut library = setup.library()?;
    library.save_search(&search)?;
    tell(format_args!("saved as {}", search.name));
    back_up(&library);
    Ok(Done::All)
}

fn rename(setup: &Setup, from: &str, to: &str) -> Result<Done, Failure> {
    let to = name_of(to)?;
    change(setup, from, |library| library.rename_search(from, &to))
}

fn forget(setup: &Setup, name: &str) -> Result<Done, Failure> {
    change(setup, name, |library| library.forget_search(name))
}

/// Changes the saved search of a name.
fn change(
    setup: &Setup,
    name: &str,
    work: impl FnOnce(&mut Library) -> Result<bool, LibraryError>,
) -> Result<Done, Failure> {
    let mut library = setup.library()?;
    if !work(&mut library)? {
        return Err(none_called(name));
    }
    back_up(&library);
    Ok(Done::All)
}

fn name_of(name: &str) -> Result<Prose, Failure> {
    Prose::non_empty(name).ok_or_else(|| Failure::usage("a saved search needs a name"))
}

fn none_called(name: &str) -> Failure {
    let name = Prose::trimmed(name);
    Failure::nothing(format!("there is no saved search “{name}”"))
        .hint("newsprint search --saved lists the saved searches")
}
