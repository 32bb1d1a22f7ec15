//! `newsprint state`: exports and merges the person's marks, for several machines.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Write as _, stdin};
use std::path::Path;

use tempfile::NamedTempFile;

use super::arguments::StateCommand;
use super::clock::clock;
use super::failure::{CommandOutcome, Failure, print_message};
use super::output::{output, shown};
use super::setup::{Setup, back_up};
use crate::domain::Prose;
use crate::library::{Library, StateMerged};

/// Runs a subcommand of `state`.
pub fn state(setup: &Setup, command: StateCommand) -> Result<CommandOutcome, Failure> {
    let mut library = setup.library()?;
    match command {
        StateCommand::Export => {
            let mut out = output();
            library.export_state(&mut out)?;
            out.flush()?;
            Ok(CommandOutcome::All)
        }
        StateCommand::Merge { paths } => {
            let mut merged = StateMerged::default();
            for path in &paths {
                let from = merge(&mut library, path)?;
                merged.changed += from.changed;
                merged.unchanged += from.unchanged;
                merged.skipped += from.skipped;
            }
            back_up(&library);
            Ok(summary(merged))
        }
        StateCommand::Sync { path } => {
            let merged = if path.exists() { merge(&mut library, &path)? } else { StateMerged::default() };
            back_up(&library);
            write(&library, &path).map_err(|error| {
                Failure::failed(format!("cannot write {}", shown(&path))).caused_by(&error)
            })?;
            Ok(summary(merged))
        }
    }
}

fn merge(library: &mut Library, path: &Path) -> Result<StateMerged, Failure> {
    let name = shown(path);
    let mut input =
        open(path).map_err(|error| Failure::failed(format!("cannot read {name}")).caused_by(&error))?;
    let mut skipped = |line: usize, reason: &str| {
        print_message(format_args!("skipped {name}, line {line}: {}", Prose::trimmed(reason)));
    };
    library.merge_state(&mut input, clock().now, &mut skipped).map_err(|error| {
        Failure::failed(format!("cannot merge {name}"))
            .caused_by(&error)
            .hint("use a file written by newsprint state export")
    })
}

fn open(path: &Path) -> io::Result<Box<dyn BufRead>> {
    if path.as_os_str() == "-" {
        return Ok(Box::new(BufReader::new(stdin())));
    }
    Ok(Box::new(BufReader::new(File::open(path)?)))
}

/// Writes a temporary file and renames it, so that a synchroniser never sees half of the state.
fn write(library: &Library, path: &Path) -> Result<(), crate::library::LibraryError> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut file = NamedTempFile::new_in(folder)?;
    library.export_state(&mut io::BufWriter::new(&mut file))?;
    file.as_file().sync_all()?;
    file.persist(path).map_err(|failed| failed.error)?;
    Ok(())
}

fn summary(merged: StateMerged) -> CommandOutcome {
    print_message(format_args!("{} changed, {} unchanged", merged.changed, merged.unchanged));
    CommandOutcome::skipping(merged.skipped)
}
