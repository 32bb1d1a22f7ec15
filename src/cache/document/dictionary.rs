//! What the texts of a cache have in common: learnt from a sample of them, a few times in the life of a
//! cache, and kept for good, since texts were packed with it.

use rusqlite::{Connection, OptionalExtension as _};

use crate::cache::CacheError;

/// A copy of each is kept under its number and so many more: with it, every text packed with it is lost.
pub(super) const COPY: i64 = 1 << 8;

/// What was learnt last, and its number; before anything is, nothing and 0.
pub(super) fn latest(connection: &Connection) -> Result<(u8, Vec<u8>), CacheError> {
    let mut statement = connection.prepare_cached(
        "SELECT number, content FROM dictionary WHERE number < ?1 ORDER BY number DESC LIMIT 1",
    )?;
    let latest = statement.query_row([COPY], |row| Ok((row.get(0)?, row.get(1)?)));
    Ok(latest.optional()?.unwrap_or_default())
}

/// What was learnt under a number; under 0, nothing.
pub(super) fn read(connection: &Connection, number: u8) -> Result<Option<Vec<u8>>, CacheError> {
    if number == 0 {
        return Ok(Some(Vec::new()));
    }
    let mut statement = connection.prepare_cached("SELECT content FROM dictionary WHERE number = ?1")?;
    let mut find = |number: i64| statement.query_row([number], |row| row.get(0)).optional();
    let number = i64::from(number);
    match find(number) {
        Ok(Some(content)) => Ok(Some(content)),
        Ok(None) | Err(_) => Ok(find(number + COPY)?),
    }
}
