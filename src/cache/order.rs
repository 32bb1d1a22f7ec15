//! The key of an article: a number that sorts by publication date, whatever the order of import.
//!
//! `(day + 4096) << 21 | position in the day`, days counted from 0001-01-01. An instant (UTC) takes one of
//! the 16 positions of its second, an article dated by day alone a position before all seconds. Below every
//! day stand the articles without a date, in the order they came. Three bits more cost 200 bytes an article
//! in the full-text index.

use std::ops::RangeInclusive;

use jiff::civil::date;
use rusqlite::Connection;

use super::CacheError;
use crate::domain::{Article, ArticleId, Cursor, Moment};

const DAY_BITS: u32 = 21;
/// Puts every day above 2³², the highest number of an undated article.
const FIRST_DAY: i64 = 4_096;
const SECONDS_OF_A_DAY: i64 = 86_400;
/// Days from 0001-01-01 to 1970-01-01.
const EPOCH: i64 = 719_162;
/// Positions at the start of each day for articles without an hour.
const HOURLESS: i64 = 1 << 18;
const SLOTS_OF_A_SECOND: i64 = 16;
/// The first key of an article with a date.
pub(super) const FIRST_DATED: i64 = FIRST_DAY << DAY_BITS;
/// Random tries in a range of positions before a wider one is taken.
const TRIES: u64 = 4;

pub(super) fn sort_moment(article: &Article) -> Option<Moment> {
    article.published.or(article.updated)
}

/// The key for a new article, or for one whose date changed: free, and as near to its moment as the others
/// allow. `seed` spreads articles that have no order among them.
pub(super) fn free_key(
    connection: &Connection,
    moment: Option<Moment>,
    number: ArticleId,
    seed: u64,
) -> Result<i64, CacheError> {
    let Some(moment) = moment else {
        return Ok(i64::from(number.0));
    };
    let (day, second) = day_and_second(moment);
    match moment {
        Moment::Day(_) => random_free_key(connection, day, HOURLESS, seed),
        Moment::Local(_) | Moment::Instant(..) => match next_of_second(connection, day, second)? {
            Some(key) => Ok(key),
            // Many publications give midnight for a day alone, and this is as early.
            None if second == 0 => random_free_key(connection, day, HOURLESS, seed),
            None => random_free_key(connection, second_start(day, second), SLOTS_OF_A_SECOND, seed),
        },
    }
}

/// The first key of a moment: nothing published then or later stands before it.
pub(super) fn first_key(moment: Moment) -> i64 {
    match day_and_second(moment) {
        (day, 0) => day,
        (day, second) => second_start(day, second),
    }
}

/// The keys of the day of a dated article.
pub(super) const fn day_around(key: Cursor) -> RangeInclusive<i64> {
    let first = key.0 >> DAY_BITS << DAY_BITS;
    first..=first + (1 << DAY_BITS) - 1
}

/// The first key of the day, and the second in the day. Years before the first are put on its first day.
fn day_and_second(moment: Moment) -> (i64, i64) {
    let seconds = match moment {
        Moment::Day(day) => day.duration_since(date(1970, 1, 1)).as_secs(),
        Moment::Local(_) | Moment::Instant(..) => moment.instant().as_second(),
    };
    let day = (seconds.div_euclid(SECONDS_OF_A_DAY) + EPOCH).max(0) + FIRST_DAY;
    (day << DAY_BITS, seconds.rem_euclid(SECONDS_OF_A_DAY))
}

const fn second_start(day: i64, second: i64) -> i64 {
    day + HOURLESS + second * SLOTS_OF_A_SECOND
}

/// The position after those taken of a second; `None` where it is full.
fn next_of_second(connection: &Connection, day: i64, second: i64) -> Result<Option<i64>, CacheError> {
    let first = second_start(day, second);
    let last = first + SLOTS_OF_A_SECOND - 1;
    let taken: Option<i64> = connection
        .prepare_cached("SELECT max(key) FROM article WHERE key BETWEEN ?1 AND ?2")?
        .query_one([first, last], |row| row.get(0))?;
    Ok(Some(taken.map_or(first, |taken| taken + 1)).filter(|key| *key <= last))
}

/// Tries random positions of a range, then of one twice as wide: a million articles of one second cost no
/// more than a few look-ups each.
fn random_free_key(connection: &Connection, start: i64, width: i64, seed: u64) -> Result<i64, CacheError> {
    let mut taken = connection.prepare_cached("SELECT 1 FROM article WHERE key = ?1")?;
    let mut width = width;
    for attempt in 0_u64.. {
        let key = start + hash_of_seed(seed.wrapping_add(attempt)).rem_euclid(width);
        if !taken.exists([key])? {
            return Ok(key);
        }
        if attempt % TRIES == TRIES - 1 {
            width = width.saturating_mul(2).min(1 << 40);
        }
    }
    Err(CacheError::NoNumbersLeft)
}

/// A well-mixed hash of a seed. Source: the finaliser of `SplitMix64` (Steele, Lea, Flood 2014).
fn hash_of_seed(seed: u64) -> i64 {
    let mixed = (seed ^ (seed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    (mixed ^ (mixed >> 31)).cast_signed()
}

#[cfg(test)]
mod tests {
    use crate::cache::Cache;
    use crate::cache::samples::{article, now, published};
    use crate::domain::{ListRange, Order, View};

    fn headlines(cache: &Cache) -> Vec<String> {
        let rows = cache.list(&View::All, Order::NewestFirst, ListRange::first(10_000)).unwrap();
        rows.iter().map(|listed| listed.headline.to_string()).collect()
    }

    #[test]
    fn newest_comes_first_whatever_the_order_of_import() {
        let group = [
            published("Noon", "2024-05-07T12:00:00Z"),
            article("Undated"),
            published("A second later", "2024-05-07T12:00:01Z"),
            published("That day", "2024-05-07"),
            published("Far future", "9999-12-30"),
            published("Evening before, told elsewhere", "2024-05-07T01:59:59+02:00"),
            published("Long ago", "0476-09-04"),
            published("Before counting", "-000043-03-15"),
            article("Undated and later"),
        ];
        let mut cache = Cache::in_memory().unwrap();

        cache.store(&group, now()).unwrap();

        let expected = [
            "Far future",
            "A second later",
            "Noon",
            "That day",
            "Evening before, told elsewhere",
            "Long ago",
            "Before counting",
            "Undated and later",
            "Undated",
        ];
        assert_eq!(headlines(&cache), expected);
    }

    #[test]
    fn a_thousand_articles_of_one_midnight_stand_before_the_next_second() {
        let mut cache = Cache::in_memory().unwrap();
        let mut group = vec![published("First second", "2024-05-07T00:00:01Z")];
        group.extend((0..1_000).map(|number| published(&format!("No {number}"), "2024-05-07T00:00:00Z")));
        group.push(published("Eve", "2024-05-06T23:59:59Z"));

        cache.store(&group, now()).unwrap();

        let headlines = headlines(&cache);
        assert_eq!(headlines.first().map(String::as_str), Some("First second"));
        assert_eq!(headlines.last().map(String::as_str), Some("Eve"));
        assert_eq!(headlines.len(), 1_002);
    }

    #[test]
    fn a_thousand_articles_of_one_second_stay_within_minutes() {
        let mut cache = Cache::in_memory().unwrap();
        let mut group: Vec<_> =
            (0..1_000).map(|number| published(&format!("No {number}"), "2024-05-07T04:00:00Z")).collect();
        group.push(published("Later", "2024-05-07T04:05:00Z"));

        cache.store(&group, now()).unwrap();

        assert_eq!(headlines(&cache).first().map(String::as_str), Some("Later"));
    }

    #[test]
    fn the_last_moments_there_are_have_a_key() {
        let mut cache = Cache::in_memory().unwrap();
        let group = [
            published("Last day", "9999-12-31"),
            published("Last", "9999-12-30T22:00:00Z"),
            published("First", "-009999-01-03"),
        ];

        cache.store(&group, now()).unwrap();

        assert_eq!(headlines(&cache), ["Last day", "Last", "First"]);
    }
}
