//! Learns a compression dictionary from a sample of a cache's texts, a few times in its life.

use rusqlite::{Connection, params};

use super::dictionary::COPY_OFFSET;
use super::json;
use super::packing::Unpacker;
use crate::cache::CacheError;
use crate::domain::ArticleId;

/// The number of articles at which a cache first learns a dictionary.
pub(super) const FIRST_AT_ARTICLES: u32 = 1 << 9;

/// The growth factor after which a cache learns again.
const GROWTH_FACTOR: u32 = 1 << 4;

/// The articles in a sample.
const SAMPLE: u32 = 1 << 8;
/// The first bytes of each article that are sampled.
const BEGINNING: usize = 1 << 13;

/// Bytes of a dictionary.
const SIZE: usize = 1 << 16;

/// Learns a dictionary where the cache has grown enough from `before` to `after` articles. Returns whether it
/// did.
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
        // A damaged or deleted article is not in the sample.
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
        .execute(params![content, COPY_OFFSET])?;
    connection
        .prepare_cached(
            "INSERT INTO dictionary (number, content)
             SELECT number + ?1, content FROM dictionary WHERE number < ?1 ORDER BY number DESC LIMIT 1",
        )?
        .execute([COPY_OFFSET])?;
    Ok(true)
}

/// Whether a cache passed a size at which it learns a dictionary.
fn is_due(before: u32, after: u32) -> bool {
    let sizes = std::iter::successors(Some(FIRST_AT_ARTICLES), |size| size.checked_mul(GROWTH_FACTOR));
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
