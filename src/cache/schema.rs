//! The tables, as numbered steps: the cache of any older version is brought up to date in one
//! transaction, after a backup.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, Transaction, TransactionBehavior};

use super::error::OpenFault;

/// Marks the file as a cache of newsprint in its header: the letters `NwsP`.
pub(super) const APPLICATION_ID: u32 = 0x4e77_7350;

/// The steps from an empty file to the schema of today. A step that was released never changes.
pub(super) const STEPS: &[&str] = &[include_str!("schema/1.sql")];

/// What the header of a file says it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Marks {
    pub application: u32,
    pub schema: u32,
}

impl Marks {
    /// As SQLite sees them, the write-ahead log included.
    pub(super) fn of(connection: &Connection) -> rusqlite::Result<Self> {
        let pragma = |name: &str| connection.pragma_query_value(None, name, |row| row.get(0));
        Ok(Self { application: pragma("application_id")?, schema: pragma("user_version")? })
    }
}

/// The newest schema that some steps lead to.
pub(super) fn newest(steps: &[&str]) -> u32 {
    u32::try_from(steps.len()).expect("the steps are few")
}

/// Brings the schema up to date. A file that already holds articles is copied first.
pub(super) fn upgrade(
    connection: &mut Connection,
    path: Option<&Path>,
    steps: &[&str],
) -> Result<(), OpenFault> {
    let before = Marks::of(connection)?.schema;
    if before == newest(steps) {
        return Ok(());
    }
    if let Some(path) = path.filter(|_| before > 0) {
        back_up(connection, &backup_path(path, before))?;
    }
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    take_steps(&transaction, steps)?;
    Ok(transaction.commit()?)
}

/// Looks again under the lock: another process may have taken the steps meanwhile.
fn take_steps(transaction: &Transaction<'_>, steps: &[&str]) -> Result<(), OpenFault> {
    let found = Marks::of(transaction)?.schema;
    let taken = usize::try_from(found).unwrap_or(usize::MAX);
    let Some(left) = steps.get(taken..) else {
        return Err(OpenFault::NewerSchema { found, known: newest(steps) });
    };
    for step in left {
        transaction.execute_batch(step)?;
    }
    transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
    transaction.pragma_update(None, "user_version", newest(steps))?;
    Ok(())
}

fn backup_path(path: &Path, schema: u32) -> PathBuf {
    beside(path, &format!(".schema{schema}.bak"))
}

/// The path with more letters at its end.
pub(super) fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(ending);
    PathBuf::from(name)
}

/// Writes a consistent copy under another name first, so that a backup is whole or not there.
fn back_up(connection: &Connection, backup: &Path) -> Result<(), OpenFault> {
    let unfinished = beside(backup, ".part");
    if unfinished.exists() {
        fs::remove_file(&unfinished)?;
    }
    let name = unfinished.to_str().ok_or(OpenFault::NotAFile)?;
    connection.execute("VACUUM INTO ?1", [name])?;
    fs::File::open(&unfinished)?.sync_all()?;
    Ok(fs::rename(&unfinished, backup)?)
}
