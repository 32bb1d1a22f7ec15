//! The place where a person stopped in each article, and other values stored between sessions.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension as _, params};

use super::{Cache, CacheError};
use crate::domain::{ArticleId, TextPlace};

/// The name under which the last article before a fetch is stored.
const BEFORE_FETCH: &str = "before-fetch";

impl Cache {
    /// The place where the person stopped in an article.
    pub fn place(&self, id: ArticleId) -> Result<Option<TextPlace>, CacheError> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT block, \"offset\", words FROM reading WHERE number = ?1")?;
        let place = statement.query_row([id.0], |row| {
            let count = |column| {
                Ok::<_, rusqlite::Error>(usize::try_from(row.get::<_, i64>(column)?).unwrap_or_default())
            };
            Ok(TextPlace { block: count(0)?, offset: count(1)?, words: row.get(2)? })
        });
        Ok(place.optional()?)
    }

    /// Saves a place and the percentage read. With 100 the article is finished and leaves *Continue reading*.
    /// An article that does not exist is skipped.
    pub fn save_place(
        &mut self,
        id: ArticleId,
        place: &TextPlace,
        progress: u8,
        now: Timestamp,
    ) -> Result<(), CacheError> {
        self.writable()?;
        let count = |count| i64::try_from(count).unwrap_or(i64::MAX);
        let mut statement = self.connection.prepare_cached(&format!("{INSERT_PLACE}{REPLACE_PLACE}"))?;
        statement.execute(params![
            id.0,
            count(place.block),
            count(place.offset),
            place.words,
            progress.min(100),
            now.as_microsecond(),
        ])?;
        Ok(())
    }

    /// Saves when an article was opened, and keeps its place. An article without a place counts as finished.
    pub fn note_opening(&mut self, id: ArticleId, now: Timestamp) -> Result<(), CacheError> {
        self.writable()?;
        let words = format!("{INSERT_PLACE} ON CONFLICT (number) DO UPDATE SET opened = excluded.opened");
        let mut statement = self.connection.prepare_cached(&words)?;
        statement.execute(params![id.0, 0, 0, "", 100, now.as_microsecond()])?;
        Ok(())
    }

    /// A number that changes when another connection changes the cache.
    pub fn version(&self) -> Result<i64, CacheError> {
        version(&self.connection)
    }

    /// The number of the last article stored before the last fetch that brought any; where none did, the last
    /// of all.
    pub(super) fn last_before_fetch(&self) -> Result<u32, CacheError> {
        let kept = self.remembered(BEFORE_FETCH)?.and_then(|number| number.parse().ok());
        kept.map_or_else(|| self.last_number(), Ok)
    }

    /// Stores that a fetch brought all articles after this one.
    pub fn remember_fetch(&mut self, last_before: u32) -> Result<(), CacheError> {
        self.remember(BEFORE_FETCH, &last_before.to_string())
    }

    /// The value stored under a name.
    pub fn remembered(&self, name: &str) -> Result<Option<String>, CacheError> {
        let mut statement = self.connection.prepare_cached("SELECT value FROM remembered WHERE name = ?1")?;
        Ok(statement.query_row([name], |row| row.get(0)).optional()?)
    }

    /// Stores a value under a name, replacing the former one.
    pub fn remember(&mut self, name: &str, value: &str) -> Result<(), CacheError> {
        self.writable()?;
        let mut statement =
            self.connection.prepare_cached("REPLACE INTO remembered (name, value) VALUES (?1, ?2)")?;
        statement.execute([name, value])?;
        Ok(())
    }
}

/// The moment of opening is a cursor, so no two articles share one, and the last opened stands first
/// even when the clock was set back: it comes after all others.
const INSERT_PLACE: &str = "
    INSERT INTO reading (number, block, \"offset\", words, progress, opened)
    SELECT number, ?2, ?3, ?4, ?5,
        max(?6, coalesce((SELECT opened + 1 FROM reading WHERE number <> ?1 ORDER BY opened DESC LIMIT 1), ?6))
    FROM article WHERE number = ?1";

/// The effect on the stored place.
const REPLACE_PLACE: &str = "
    ON CONFLICT (number) DO UPDATE SET block = excluded.block, \"offset\" = excluded.\"offset\",
        words = excluded.words, progress = excluded.progress, opened = excluded.opened";

/// A number that changes with each commit of another connection.
pub(super) fn version(connection: &Connection) -> Result<i64, CacheError> {
    Ok(connection.prepare_cached("PRAGMA data_version")?.query_one([], |row| row.get(0))?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cache::samples::{article, now, stored};
    use crate::domain::{ListRange, Order, View};

    #[test]
    fn the_last_place_is_kept() {
        let mut cache = Cache::in_memory().unwrap();
        let id = stored(&mut cache, &article("Rain"));
        let place = |block| TextPlace { block, offset: 7, words: "in the night".to_owned() };

        cache.save_place(id, &place(1), 10, now()).unwrap();
        cache.save_place(id, &place(2), 20, now()).unwrap();

        assert_eq!(cache.place(id).unwrap(), Some(place(2)));
        assert_eq!(cache.place(ArticleId(9)).unwrap(), None);
    }

    #[test]
    fn a_place_in_an_article_that_is_gone_is_passed_over() {
        let mut cache = Cache::in_memory().unwrap();

        cache.save_place(ArticleId(9), &TextPlace::default(), 10, now()).unwrap();

        assert_eq!(cache.place(ArticleId(9)).unwrap(), None);
    }

    #[test]
    fn the_last_opened_stands_first_though_the_clock_was_set_back() {
        let mut cache = Cache::in_memory().unwrap();
        let [rain, snow] = ["Rain", "Snow"].map(|headline| stored(&mut cache, &article(headline)));
        let earlier = now() - jiff::SignedDuration::from_hours(24 * 365);
        let place = TextPlace { block: 1, offset: 0, words: String::new() };

        cache.save_place(rain, &place, 10, now()).unwrap();
        cache.save_place(snow, &place, 10, earlier).unwrap();

        let view = View::ContinueReading;
        let rows = cache.list(&view, Order::NewestFirst, ListRange::first(9)).unwrap();
        assert_eq!(rows.iter().map(|row| row.id).collect::<Vec<_>>(), [snow, rain]);
    }

    #[test]
    fn a_remembered_value_stays_until_it_is_replaced() {
        let mut cache = Cache::in_memory().unwrap();
        assert_eq!(cache.remembered("trail").unwrap(), None);

        cache.remember("trail", "[1]").unwrap();
        cache.remember("trail", "[2]").unwrap();

        assert_eq!(cache.remembered("trail").unwrap().as_deref(), Some("[2]"));
    }
}
