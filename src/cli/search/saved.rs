//! `newsprint search --save`, `--saved`, `--rename`, `--forget`: saved searches.

use std::io::Write as _;

use serde::Serialize;

use crate::cli::arguments::{QueryWords, Saving};
use crate::cli::clock::clock;
use crate::cli::failure::{CommandOutcome, Failure, print_message};
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
pub fn change_saved(
    setup: &Setup,
    saving: &Saving,
    words: &QueryWords,
    json: bool,
) -> Result<Option<CommandOutcome>, Failure> {
    match saving {
        Saving { saved: true, .. } => list(setup, json),
        Saving { save: Some(name), .. } => save(setup, name, words),
        Saving { rename: Some(names), .. } => match names.as_slice() {
            [from, to] => rename(setup, from, to),
            _ => Ok(CommandOutcome::All),
        },
        Saving { forget: Some(name), .. } => forget(setup, name),
        Saving { .. } => return Ok(None),
    }
    .map(Some)
}

fn list(setup: &Setup, json: bool) -> Result<CommandOutcome, Failure> {
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
    Ok(CommandOutcome::found(!saved.is_empty()))
}

fn save(setup: &Setup, name: &str, words: &QueryWords) -> Result<CommandOutcome, Failure> {
    let query = query(words)?;
    if query.is_empty() {
        return Err(Failure::usage("the search to save is empty"));
    }
    let search = SavedSearch { name: name_of(name)?, query };
    let mut library = setup.library()?;
    library.save_search(&search)?;
    print_message(format_args!("saved as {}", search.name));
    back_up(&library);
    Ok(CommandOutcome::All)
}

fn rename(setup: &Setup, from: &str, to: &str) -> Result<CommandOutcome, Failure> {
    let to = name_of(to)?;
    change(setup, from, |library| library.rename_search(from, &to))
}

fn forget(setup: &Setup, name: &str) -> Result<CommandOutcome, Failure> {
    change(setup, name, |library| library.forget_search(name))
}

/// Changes the saved search of a name.
fn change(
    setup: &Setup,
    name: &str,
    work: impl FnOnce(&mut Library) -> Result<bool, LibraryError>,
) -> Result<CommandOutcome, Failure> {
    let mut library = setup.library()?;
    if !work(&mut library)? {
        return Err(unknown_search(name));
    }
    back_up(&library);
    Ok(CommandOutcome::All)
}

fn name_of(name: &str) -> Result<Prose, Failure> {
    Prose::non_empty(name).ok_or_else(|| Failure::usage("a saved search needs a name"))
}

fn unknown_search(name: &str) -> Failure {
    let name = Prose::trimmed(name);
    Failure::nothing(format!("there is no saved search “{name}”"))
        .hint("newsprint search --saved lists the saved searches")
}
