//! The key of an article: a number that sorts by publication, whatever the order of import.
//!
//! `(day + 4096) << 23 | position in the day`, days counted from 0001-01-01. An instant (UTC) takes one of
//! the 64 positions of its second, an article dated by day alone a position before all seconds. Below
//! every day stand the articles without a date, in the order they came.

use jiff::Timestamp;
use rusqlite::Connection;

use super::CacheError;
use crate::domain::{Article, ArticleId, Moment};

const DAY_BITS: u32 = 23;
/// Keeps every day above 2³², the highest number an undated article can have.
const FIRST_DAY: i64 = 4_096;
const SECONDS_OF_A_DAY: i64 = 86_400;
/// Days from 0001-01-01 to 1970-01-01.
const EPOCH: i64 = 719_162;
/// Positions at the start of each day for articles without an hour.
const HOURLESS: i64 = 1 << 21;
const SLOTS_OF_A_SECOND: i64 = 64;
/// Tries in a stretch of positions before a wider one is taken.
const TRIES: u64 = 4;

/// The moment an article is sorted by.
pub(super) fn sort_moment(article: &Article) -> Option<Moment> {
    article.published.or(article.updated)
}

/// The key for a new article, or for one whose date changed: free, and as near to its moment as the
/// others allow. `seed` spreads articles that have no order among them.
pub(super) fn free_key(
    connection: &Connection,
    moment: Option<Moment>,
    number: ArticleId,
    seed: u64,
) -> Result<i64, CacheError> {
    match moment {
        None => Ok(i64::from(number.0)),
        Some(Moment::Day(_)) => free_in(connection, day_start(moment), HOURLESS, seed),
        Some(Moment::Instant(instant, _)) => free_in_second(connection, second_start(instant), seed),
    }
}

/// The first key of a day; the smallest key any date can have where there is none.
fn day_start(moment: Option<Moment>) -> i64 {
    moment.map_or(FIRST_DAY << DAY_BITS, |moment| split(moment.instant()).0)
}

fn second_start(instant: Timestamp) -> i64 {
    let (day, second) = split(instant);
    day + HOURLESS + second * SLOTS_OF_A_SECOND
}

/// The first key of the day, and the second in it. Years before the first stand on its first day.
fn split(instant: Timestamp) -> (i64, i64) {
    let seconds = instant.as_second();
    let day = (seconds.div_euclid(SECONDS_OF_A_DAY) + EPOCH).max(0) + FIRST_DAY;
    (day << DAY_BITS, seconds.rem_euclid(SECONDS_OF_A_DAY))
}

/// The next position of a second; when it is full, one in the seconds that follow.
fn free_in_second(connection: &Connection, start: i64, seed: u64) -> Result<i64, CacheError> {
    let last = start + SLOTS_OF_A_SECOND - 1;
    let taken: Option<i64> = connection
        .prepare_cached("SELECT max(key) FROM article WHERE key BETWEEN ?1 AND ?2")?
        .query_one([start, last], |row| row.get(0))?;
    match taken {
        None => Ok(start),
        Some(taken) if taken < last => Ok(taken + 1),
        Some(_) => free_in(connection, start, SLOTS_OF_A_SECOND, seed),
    }
}

/// Tries scattered positions of a stretch, then of one twice as wide: a million articles of one
/// second cost no more than a few look-ups each.
fn free_in(connection: &Connection, start: i64, width: i64, seed: u64) -> Result<i64, CacheError> {
    let mut taken = connection.prepare_cached("SELECT 1 FROM article WHERE key = ?1")?;
    let mut width = width;
    for attempt in 0_u64.. {
        let key = start + scattered(seed.wrapping_add(attempt)).rem_euclid(width);
        if !taken.exists([key])? {
            return Ok(key);
        }
        if attempt % TRIES == TRIES - 1 {
            width = width.saturating_mul(2).min(1 << 40);
        }
    }
    Err(CacheError::NoNumbersLeft)
}

/// Source: the finaliser of `SplitMix64` (Steele, Lea, Flood 2014).
fn scattered(seed: u64) -> i64 {
    let mixed = (seed ^ (seed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    (mixed ^ (mixed >> 31)).cast_signed()
}
