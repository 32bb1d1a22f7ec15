//! Compression dictionaries: learnt from a sample of a cache's texts, a few times in its life, and never
//! removed, since texts are packed with them.

use rusqlite::{Connection, OptionalExtension as _};

use crate::cache::CacheError;

/// The offset of a dictionary's second copy: without a dictionary, every text packed with it is lost.
pub(super) const COPY_OFFSET: i64 = 1 << 8;

/// The latest dictionary and its number; an empty one and 0 before any was learnt.
pub(super) fn latest(connection: &Connection) -> Result<(u8, Vec<u8>), CacheError> {
    let mut statement = connection.prepare_cached(
        "SELECT number, content FROM dictionary WHERE number < ?1 ORDER BY number DESC LIMIT 1",
    )?;
    let latest = statement.query_row([COPY_OFFSET], |row| Ok((row.get(0)?, row.get(1)?)));
    Ok(latest.optional()?.unwrap_or_default())
}

/// The dictionary of a number; an empty one for 0.
pub(super) fn read(connection: &Connection, number: u8) -> Result<Option<Vec<u8>>, CacheError> {
    if number == 0 {
        return Ok(Some(Vec::new()));
    }
    let mut statement = connection.prepare_cached("SELECT content FROM dictionary WHERE number = ?1")?;
    let mut find = |number: i64| statement.query_row([number], |row| row.get(0)).optional();
    let number = i64::from(number);
    match find(number) {
        Ok(Some(content)) => Ok(Some(content)),
        Ok(None) | Err(_) => Ok(find(number + COPY_OFFSET)?),
    }
}
