//! `newsprint undo`: takes back the last change that was made on the command line.

use super::clock::clock;
use super::failure::{CommandOutcome, Failure, print_message};
use super::output::counted;
use super::setup::{Setup, back_up};

/// Undoes the last change of `mark`, `tag`, `delete`, `bookmark add` or `bookmark remove`.
pub fn undo(setup: &Setup) -> Result<CommandOutcome, Failure> {
    let mut library = setup.library()?;
    let Some(undone) = library.undo(clock().now)? else {
        return Err(Failure::nothing("there is nothing to undo"));
    };
    let articles = counted(undone.change.articles().len(), "article");
    print_message(format_args!("undone: {}: {articles}", undone.description));
    back_up(&library);
    Ok(CommandOutcome::All)
}
