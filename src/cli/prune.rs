//! `newsprint prune`: removes articles beyond their limits.

use std::io::Write as _;

use super::clock::clock;
use super::failure::{CommandOutcome, Failure, print_message};
use super::output::output;
use super::setup::Setup;
use crate::library::RetentionLimits;

/// Removes articles beyond the limits of the configuration and of each feed; a dry run lists them.
pub fn prune(setup: &Setup, dry_run: bool, unread: bool) -> Result<CommandOutcome, Failure> {
    let limits = setup.limits();
    let limits = RetentionLimits { unread_too: limits.unread_too || unread, ..limits };
    let mut library = setup.library()?;
    if dry_run {
        let expired = library.expired(&limits, clock().now)?;
        let mut out = output();
        for (id, headline) in &expired {
            writeln!(out, "{id}  {headline}")?;
        }
        out.flush()?;
        print_message(format_args!("{} would be removed; nothing was changed", expired.len()));
        return Ok(CommandOutcome::All);
    }
    let pruned = library.prune(&limits, clock().now)?;
    print_message(format_args!("{} removed, {} KB freed", pruned.articles, pruned.bytes / 1_024));
    if pruned.articles == 0 && limits.is_unlimited() {
        print_message(format_args!(
            "hint: set a limit in [keep] of the configuration, or with newsprint feed set"
        ));
    }
    Ok(CommandOutcome::All)
}
