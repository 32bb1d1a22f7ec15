//! The tables, as numbered steps: a cache of any older version is upgraded in one transaction, after a
//! backup.

use std::fs;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, Transaction, TransactionBehavior};

use super::header::{APPLICATION_ID, Header, newest, with_suffix};
use super::{OpenError, statements};

/// The steps from an empty file to the current schema. A released step never changes.
pub(super) const STEPS: &[&str] = &[
    include_str!("schema/1.sql"),
    include_str!("schema/2.sql"),
    include_str!("schema/3.sql"),
    include_str!("schema/4.sql"),
    include_str!("schema/5.sql"),
    include_str!("schema/6.sql"),
    include_str!("schema/7.sql"),
    include_str!("schema/8.sql"),
    include_str!("schema/9.sql"),
    concat!(
        include_str!("schema/10-older.sql"),
        include_str!("schema/10.sql"),
        include_str!("schema/10-statements.sql"),
        include_str!("schema/10-end.sql")
    ),
    include_str!("schema/11.sql"),
    include_str!("schema/12.sql"),
    include_str!("schema/13.sql"),
    include_str!("schema/14.sql"),
    include_str!("schema/15.sql"),
    include_str!("schema/16.sql"),
    include_str!("schema/17.sql"),
    include_str!("schema/18.sql"),
];

/// The schema that introduced statements.
const STATEMENTS: u32 = 10;

/// Turns the marks of an older schema, in temporary tables, into statements.
pub(super) const INTO_STATEMENTS: &str =
    concat!(include_str!("schema/10-statements.sql"), include_str!("schema/10-end.sql"));

/// Upgrades the schema. A file with articles is copied first.
pub(super) fn upgrade(
    connection: &mut Connection,
    path: Option<&Path>,
    steps: &[&str],
) -> Result<(), OpenError> {
    let before = Header::of(connection)?.schema;
    if before == newest(steps) {
        return Ok(());
    }
    if let Some(path) = path.filter(|_| before > 0) {
        back_up(connection, &backup_path(path, before))?;
    }
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    run_missing_steps(&transaction, steps)?;
    Ok(transaction.commit()?)
}

/// Takes the missing steps, checked again under the lock: another process may have taken them meanwhile.
fn run_missing_steps(transaction: &Transaction<'_>, steps: &[&str]) -> Result<(), OpenError> {
    let found = Header::of(transaction)?.schema;
    let taken = usize::try_from(found).unwrap_or(usize::MAX);
    let Some(left) = steps.get(taken..) else {
        return Err(OpenError::NewerSchema { found, known: newest(steps) });
    };
    for step in left {
        transaction.execute_batch(step)?;
    }
    if (1..STATEMENTS).contains(&found) && newest(steps) >= STATEMENTS {
        statements::name_notes(transaction)?;
    }
    transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
    transaction.pragma_update(None, "user_version", newest(steps))?;
    Ok(())
}

fn backup_path(path: &Path, schema: u32) -> PathBuf {
    with_suffix(path, &format!(".schema{schema}.bak"))
}

/// Writes a consistent copy, under another name first, so that a backup is whole or missing.
fn back_up(connection: &Connection, backup: &Path) -> Result<(), OpenError> {
    let unfinished = with_suffix(backup, ".part");
    if unfinished.exists() {
        fs::remove_file(&unfinished)?;
    }
    let name = unfinished.to_str().ok_or(OpenError::NotAFile)?;
    connection.execute("VACUUM INTO ?1", [name])?;
    fs::File::open(&unfinished)?.sync_all()?;
    Ok(fs::rename(&unfinished, backup)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cache::Cache;
    use crate::cache::samples::{article, closed_cache};
    use crate::domain::ArticleId;

    fn newer() -> Vec<&'static str> {
        [STEPS, &["CREATE TABLE more (x)"]].concat()
    }

    #[test]
    fn an_older_cache_is_copied_and_then_brought_up_to_date() {
        let (_folder, path) = closed_cache();

        let newer = Cache::open_with(&path, &newer()).unwrap();

        assert_eq!(newer.article(ArticleId(1)).unwrap(), Some(article("Rain")));
        assert_eq!(Header::of(&newer.connection).unwrap().schema, newest(STEPS) + 1);
        let backup = Cache::open(&backup_path(&path, newest(STEPS))).unwrap();
        assert_eq!(backup.article(ArticleId(1)).unwrap(), Some(article("Rain")));
    }

    #[test]
    fn an_upgrade_that_fails_leaves_the_cache_as_it_was() {
        let (_folder, path) = closed_cache();

        assert!(Cache::open_with(&path, &[STEPS, &["CREATE TABLE more (x); nonsense"]].concat()).is_err());

        let cache = Cache::open(&path).unwrap();
        assert_eq!(cache.article(ArticleId(1)).unwrap(), Some(article("Rain")));
        assert_eq!(cache.check().unwrap(), [""; 0]);
    }

    #[test]
    fn an_older_cache_that_cannot_be_written_is_refused() {
        let (_folder, path) = closed_cache();

        let refused =
            crate::cache::file::open_to_read(&path, &newer(), crate::cache::ReadOnlyReason::Forbidden)
                .unwrap_err();

        let found = newest(STEPS);
        let sentence =
            format!("it was written by an older version of newsprint (schema {found}), and it is read-only");
        assert_eq!(refused.to_string(), sentence);
    }
}
