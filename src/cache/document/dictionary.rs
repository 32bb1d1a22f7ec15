//! What the texts of a cache have in common: learnt from a sample of them, a few times in the life of a
//! cache, and kept for good, since texts were packed with it.

use rusqlite::{Connection, OptionalExtension as _, params};

use super::json;
use super::packing::Unpacker;
use crate::cache::CacheError;
use crate::domain::ArticleId;

/// Articles after which a cache learns for the first time.
pub(super) const FIRST: u32 = 1 << 9;

/// It learns again when it has grown so many times.
const GROWN: u32 = 1 << 4;

/// Articles it learns from, and bytes of each.
const SAMPLE: u32 = 1 << 8;
/// See [`SAMPLE`].
const BEGINNING: usize = 1 << 13;

/// Bytes of a dictionary.
const SIZE: usize = 1 << 16;

/// A copy of each is kept under its number and so many more: with it, every text packed with it is lost.
const COPY: i64 = 1 << 8;

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

/// Learns, where the cache has grown enough: from `before` to `after` articles. Says whether it did.
pub(in crate::cache) fn learn(
    connection: &Connection,
    unpacker: &mut Unpacker,
    before: u32,
    after: u32,
) -> Result<bool, CacheError> {
    if !is_due(before, after) {
        return Ok(false);
    }
    let step = (after / SAMPLE).max(1);
    let mut sample = Vec::new();
    for number in (1..=after).step_by(usize::try_from(step).unwrap_or(usize::MAX)) {
        // What is damaged or deleted teaches nothing.
        if let Ok(Some(mut text)) = json(connection, unpacker, ArticleId(number)) {
            text.truncate(BEGINNING);
            sample.push(text);
        }
    }
    // Articles of a few words have too little in common to learn from.
    let Ok(content) = zstd::dict::from_samples(&sample, SIZE) else { return Ok(false) };
    connection
        .prepare_cached(
            "INSERT INTO dictionary (number, content)
             SELECT coalesce(max(number), 0) + 1, ?1 FROM dictionary WHERE number < ?2",
        )?
        .execute(params![content, COPY])?;
    connection
        .prepare_cached(
            "INSERT INTO dictionary (number, content)
             SELECT number + ?1, content FROM dictionary WHERE number < ?1 ORDER BY number DESC LIMIT 1",
        )?
        .execute([COPY])?;
    Ok(true)
}

/// Whether a cache passed a size at which it learns.
fn is_due(before: u32, after: u32) -> bool {
    let sizes = std::iter::successors(Some(FIRST), |size| size.checked_mul(GROWN));
    sizes.into_iter().any(|size| before < size && size <= after)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cache_learns_seldom() {
        let due = [(0, 511), (0, 512), (511, 600), (512, 8_191), (8_000, 9_000), (9_000, 131_071)];

        let learns = due.map(|(before, after)| is_due(before, after));

        assert_eq!(learns, [false, true, true, false, true, false]);
        assert!(!is_due(u32::MAX - 1, u32::MAX));
    }
}
