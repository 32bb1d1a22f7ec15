//! `newsprint check`: verifies the cache, and repairs it where it is damaged.

use std::io::{Write as _, stdout};

use super::clock::clock;
use super::failure::{CommandOutcome, Failure, REPAIR};
use super::output::{counted, shown};
use super::setup::Setup;
use crate::domain::Prose;
use crate::library::{CacheError, Library, LibraryError};

/// Verifies the cache and reports what is wrong with it; with `repair`, saves what can be saved.
pub fn check(setup: &Setup, repair: bool) -> Result<CommandOutcome, Failure> {
    let problems = match Library::open(&setup.paths.cache_file).and_then(|library| problems(&library)) {
        Ok(problems) => problems,
        Err(error) if repair && error.is_damage() => vec![hint(&error)],
        Err(error) => return Err(error.into()),
    };
    for problem in &problems {
        writeln!(stdout(), "{}", Prose::trimmed(problem))?;
    }
    if problems.is_empty() {
        return Ok(CommandOutcome::All);
    }
    if repair {
        return repair_cache(setup);
    }
    Err(Failure::failed(format!("the cache has {}", counted(problems.len(), "problem"))).hint(REPAIR))
}

fn problems(library: &Library) -> Result<Vec<String>, LibraryError> {
    let problems = library.check()?;
    if problems.is_empty() {
        // A closed standard output is no damage of the cache.
        drop(writeln!(stdout(), "the cache is fine: {}", counted(library.counts()?.articles, "article")));
    }
    Ok(problems)
}

fn hint(error: &LibraryError) -> String {
    match error {
        LibraryError::Cache(CacheError::Open { source, .. }) => source.to_string(),
        other => other.to_string(),
    }
}

fn repair_cache(setup: &Setup) -> Result<CommandOutcome, Failure> {
    let path = &setup.paths.cache_file;
    let name = shown(path);
    let repaired = Library::repair(path, clock().now).map_err(|error| {
        Failure::failed(format!("cannot repair {name}"))
            .caused_by(&error)
            .hint("the file is unchanged; use --cache to choose another")
    })?;
    let saved = &repaired.saved;
    let mut out = stdout();
    let bookmarks = counted(repaired.bookmarks, "bookmark");
    writeln!(out, "recovered {} and {bookmarks}", counted(saved.articles, "article"))?;
    if repaired.from_backup > 0 {
        writeln!(out, "from the backup: {}", counted(repaired.from_backup, "bookmark"))?;
    }
    if saved.lost > 0 {
        writeln!(out, "without text: {}; import them again to restore it", counted(saved.lost, "article"))?;
    }
    writeln!(out, "the damaged file is kept as {}", shown(&saved.damaged_copy))?;
    Ok(CommandOutcome::All)
}
