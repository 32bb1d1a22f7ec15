//! `newsprint check`: verifies the cache.

use std::io::{Write as _, stdout};

use super::failure::{Done, Failure};
use super::setup::Setup;
use crate::domain::Prose;

/// Verifies the cache and says what is wrong with it.
pub fn check(setup: &Setup) -> Result<Done, Failure> {
    let library = setup.library()?;
    let problems = library.check()?;
    if problems.is_empty() {
        writeln!(stdout(), "the cache is whole: {} articles", library.counts()?.articles)?;
        return Ok(Done::All);
    }
    for problem in &problems {
        writeln!(stdout(), "{}", Prose::trimmed(problem))?;
    }
    Err(Failure::failed(format!("the cache has {} problems", problems.len()))
        .hint("newsprint export and newsprint bookmark export write what can be read; import that into a new --cache"))
}
