//! Removes articles to save space: chooses the expired ones, and removes everything that belongs to them.
//!
//! Articles that the person marked stay. An article is removed with everything derived from it (text, words
//! of the index, terms of related articles, names, places), so that no query can find a trace. Only the
//! document frequencies still count it, which are figures without text; and the person's statements about it
//! wait under its names, so that it does not come back unread.

use std::collections::{HashMap, HashSet};

use jiff::tz::Offset;
use jiff::{SignedDuration, Timestamp};
use rusqlite::{Connection, OptionalExtension as _, params};

use super::document::Unpacker;
use super::identity::Identity;
use super::order::{FIRST_DATED, first_key};
use super::statements::{self, Subject};
use super::{Cache, CacheError, document, full_text, reindexing, related};
use crate::domain::{ArticleId, FeedId, Moment, Prose, Retention};

/// The most articles removed in one transaction; others may write in between.
const GROUP: usize = 1_024;

/// Seconds of a day.
const DAY: i64 = 86_400;

/// The share of removed articles, one in so many, that is worth rewriting the whole index.
const WORTH_REWRITING: usize = 10;

/// The limits of retention: how many articles, and how long.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RetentionLimits {
    /// The limits of all articles together.
    pub all: Retention,
    /// The limits of each feed without its own.
    pub each_feed: Retention,
    /// Whether unread articles are removed as well.
    pub unread_too: bool,
}

impl RetentionLimits {
    /// Whether there is no limit at all.
    pub fn is_unlimited(&self) -> bool {
        self.all == Retention::default() && self.each_feed == Retention::default()
    }
}

/// The keys before which the articles of a list are removed.
#[derive(Clone, Copy, Debug)]
struct Bounds {
    /// The key for articles with a date.
    dated: i64,
    /// The Unix second for articles without a date.
    stored: i64,
    /// The key that the limit on the number of articles sets.
    beyond: i64,
}

impl Cache {
    /// The expired articles with their headlines, the newest first. Those that are bookmarked, have a
    /// highlight, belong to a followed story or, unless the limits allow it, are unread, are not among them.
    pub fn expired(
        &self,
        limits: &RetentionLimits,
        now: Timestamp,
    ) -> Result<Vec<(ArticleId, Prose)>, CacheError> {
        let now = self.age_base(now)?;
        let bounds = self.bounds(limits.all, None, now)?;
        let by_feeds = self.expired_by_feeds(limits, now)?;
        let mut statement = self.connection.prepare(
            "SELECT key, number, headline, stored FROM article NOT INDEXED
             WHERE bookmarked = 0 AND (read = 1 OR ?1)
             AND (story IS NULL OR story NOT IN (SELECT story FROM followed))
             AND number NOT IN (SELECT article FROM statement WHERE name = 0 AND about = 6 AND value IS NOT NULL)
             ORDER BY key DESC",
        )?;
        let mut rows = statement.query([limits.unread_too])?;
        let mut expired = Vec::new();
        while let Some(row) = rows.next()? {
            let (key, stored): (i64, i64) = (row.get(0)?, row.get(3)?);
            if bounds.leave_out(key, stored) || by_feeds.contains(&key) {
                let headline = Prose::from_untrusted(row.get_ref(2)?.as_str().unwrap_or_default());
                expired.push((ArticleId(row.get(1)?), headline));
            }
        }
        Ok(expired)
    }

    /// The moment from which ages count. A clock may be set far ahead by mistake, so it is believed no
    /// further than to the day after the last day but one on which articles came.
    fn age_base(&self, now: Timestamp) -> Result<Timestamp, CacheError> {
        let mut statement = self.connection.prepare(
            "SELECT DISTINCT stored / ?1 AS day FROM article NOT INDEXED ORDER BY day DESC LIMIT 2",
        )?;
        let days = statement.query_map([DAY], |row| row.get(0))?.collect::<Result<Vec<i64>, _>>()?;
        let believed = days.last().and_then(|day| Timestamp::from_second((day + 2) * DAY).ok());
        Ok(believed.map_or(now, |believed| believed.min(now)))
    }

    /// The articles that are expired in every feed they came from, by their keys.
    fn expired_by_feeds(&self, limits: &RetentionLimits, now: Timestamp) -> Result<HashSet<i64>, CacheError> {
        let mut left: HashMap<i64, u32> = HashMap::new();
        for feed in self.feeds()? {
            let retention = Retention {
                days: feed.retention.days.or(limits.each_feed.days),
                articles: feed.retention.articles.or(limits.each_feed.articles),
            };
            if retention == Retention::default() {
                continue;
            }
            let bounds = self.bounds(retention, Some(feed.id), now)?;
            let mut statement = self.connection.prepare_cached(
                "SELECT key, article.stored FROM entry JOIN article USING (key) WHERE entry.feed = ?1",
            )?;
            let mut rows = statement.query([feed.id.0])?;
            while let Some(row) = rows.next()? {
                let key = row.get(0)?;
                if bounds.leave_out(key, row.get(1)?) {
                    *left.entry(key).or_default() += 1;
                }
            }
        }
        let mut feeds = self.connection.prepare_cached("SELECT count(*) FROM entry WHERE key = ?1")?;
        let mut expired = HashSet::new();
        for (key, count) in left {
            if feeds.query_one([key], |row| row.get::<_, u32>(0))? == count {
                expired.insert(key);
            }
        }
        Ok(expired)
    }

    fn bounds(
        &self,
        retention: Retention,
        feed: Option<FeedId>,
        now: Timestamp,
    ) -> Result<Bounds, CacheError> {
        let oldest = retention.days.map(|days| {
            now.checked_sub(SignedDuration::from_hours(24 * i64::from(days))).unwrap_or(Timestamp::MIN)
        });
        let beyond = match (retention.articles, feed) {
            (None, _) => None,
            (Some(articles), None) => self.key_at("SELECT key FROM article NOT INDEXED", articles)?,
            (Some(articles), Some(feed)) => {
                self.key_at(&format!("SELECT key FROM entry WHERE feed = {}", feed.0), articles)?
            }
        };
        Ok(Bounds {
            dated: oldest.map_or(i64::MIN, |oldest| first_key(Moment::Instant(oldest, Offset::UTC))),
            stored: oldest.map_or(i64::MIN, Timestamp::as_second),
            beyond: beyond.map_or(i64::MIN, |key| key + 1),
        })
    }

    /// The key of the newest row beyond so many.
    fn key_at(&self, select: &str, articles: u32) -> Result<Option<i64>, CacheError> {
        let mut statement =
            self.connection.prepare(&format!("{select} ORDER BY key DESC LIMIT 1 OFFSET ?1"))?;
        Ok(statement.query_row([articles], |row| row.get(0)).optional()?)
    }

    /// Removes articles and everything derived from them, a group in each transaction. Bookmarked articles
    /// stay. Entries that their feeds still contain stay away.
    ///
    /// # Errors
    /// Where the cache is read-only, busy for long, damaged, or the disk is full; articles removed till then
    /// are removed completely.
    pub fn remove(&mut self, ids: &[ArticleId]) -> Result<usize, CacheError> {
        let mut ids = ids.to_vec();
        ids.sort_unstable();
        let names = self.names_of(&ids)?;
        let mut removed = 0;
        for group in ids.chunks(GROUP) {
            let mut unpacker = std::mem::take(self.unpacker.get_mut());
            let gone = self.write(|connection| remove_group(connection, &mut unpacker, &names, group));
            *self.unpacker.get_mut() = unpacker;
            removed += gone?;
        }
        self.write(|connection| {
            connection.execute_batch(
                "DELETE FROM identity WHERE number <> 0
                     AND number NOT IN (SELECT number FROM article UNION ALL SELECT number FROM deleted);
                 DELETE FROM publication WHERE articles = 0;
                 DELETE FROM section WHERE articles = 0;
                 DELETE FROM common_word WHERE articles <= 0;",
            )?;
            Ok(())
        })?;
        Ok(removed)
    }

    /// The names of articles, each with its number.
    fn names_of(&self, ids: &[ArticleId]) -> Result<HashMap<ArticleId, Vec<Identity>>, CacheError> {
        let mut statement = self.connection.prepare("SELECT number, hash FROM identity")?;
        let mut rows = statement.query([])?;
        let mut names: HashMap<ArticleId, Vec<Identity>> = HashMap::new();
        while let Some(row) = rows.next()? {
            let id = ArticleId(row.get(0)?);
            if ids.binary_search(&id).is_ok() {
                names.entry(id).or_default().push(Identity(row.get::<_, i64>(1)?.cast_unsigned()));
            }
        }
        Ok(names)
    }

    /// Frees the space of removed articles on the disk; rewrites the search index where many were removed.
    pub fn vacuum(&mut self, removed: usize) -> Result<(), CacheError> {
        if self.is_read_only() {
            return Err(CacheError::ReadOnly);
        }
        let left = usize::try_from(self.counts()?.articles).unwrap_or(usize::MAX);
        if removed > left / WORTH_REWRITING {
            self.connection.execute("INSERT INTO full_text (full_text) VALUES ('optimize')", [])?;
        }
        Ok(self.connection.execute_batch("VACUUM; PRAGMA wal_checkpoint (TRUNCATE);")?)
    }

    /// The size of the cache in bytes.
    pub fn size(&self) -> Result<u64, CacheError> {
        let value = |name| self.connection.pragma_query_value(None, name, |row| row.get::<_, i64>(0));
        let bytes = value("page_count")?.saturating_mul(value("page_size")?);
        Ok(u64::try_from(bytes).unwrap_or_default())
    }
}

impl Bounds {
    const fn leave_out(self, key: i64, stored: i64) -> bool {
        let old = if key < FIRST_DATED { stored < self.stored } else { key < self.dated };
        old || key < self.beyond
    }
}

fn remove_group(
    connection: &Connection,
    unpacker: &mut Unpacker,
    names: &HashMap<ArticleId, Vec<Identity>>,
    ids: &[ArticleId],
) -> Result<usize, CacheError> {
    let mut row = connection.prepare_cached("SELECT key, bookmarked FROM article WHERE number = ?1")?;
    let mut gone = Vec::new();
    for id in ids {
        let found = row.query_row([id.0], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
        let Some((key, false)) = found else { continue };
        note_removed(connection, unpacker, *id, key)?;
        for name in names.get(id).into_iter().flatten() {
            statements::copy(connection, Subject::Article(*id), Subject::Name(*name))?;
        }
        statements::forget(connection, Subject::Article(*id))?;
        gone.push((*id, key));
    }
    erase(connection, &gone)?;
    Ok(gone.len())
}

/// Removes articles, given by number and key, and everything derived from them.
pub(super) fn erase(connection: &Connection, gone: &[(ArticleId, i64)]) -> Result<(), CacheError> {
    related::remove(connection, &gone.iter().map(|(id, _)| *id).collect::<Vec<_>>())?;
    let mut leave_index = connection.prepare_cached("DELETE FROM full_text WHERE rowid = ?1")?;
    let mut leave = connection.prepare_cached("DELETE FROM article WHERE key = ?1")?;
    for (_, key) in gone {
        leave_index.execute([key])?;
        leave.execute([key])?;
    }
    Ok(())
}

/// Removes the words of an article from the sample, and notes in its feeds that it was removed.
fn note_removed(
    connection: &Connection,
    unpacker: &mut Unpacker,
    id: ArticleId,
    key: i64,
) -> Result<(), CacheError> {
    let mut feeds = connection.prepare_cached("SELECT feed FROM entry WHERE key = ?1")?;
    let feeds: Vec<u32> = feeds.query_map([key], |row| row.get(0))?.collect::<Result<_, _>>()?;
    if feeds.is_empty() && !full_text::is_sampled(key) {
        return Ok(());
    }
    // A text that cannot be read has no names that its feeds would contain.
    let json = document::json(connection, unpacker, id).ok().flatten();
    let Some(article) = json.and_then(|json| document::parse(id, &json).ok()) else { return Ok(()) };
    if !reindexing::unindexed(connection)?.contains(&id.0) {
        full_text::forget_sample(connection, key, &article)?;
    }
    let mut remember =
        connection.prepare_cached("INSERT OR IGNORE INTO removed_entry (feed, name) VALUES (?1, ?2)")?;
    for feed in feeds {
        for name in Identity::all_of(&article) {
            remember.execute(params![feed, name.row()])?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cache::samples::{article, now, published, said, stored};
    use crate::domain::Change;

    #[test]
    fn an_article_that_was_read_and_removed_does_not_come_back_unread() {
        let mut cache = Cache::in_memory().unwrap();
        let [rain, snow] = ["Rain", "Snow"].map(|headline| stored(&mut cache, &article(headline)));
        cache.apply(&Change::Read(vec![(rain, true)]), now()).unwrap();
        let marks = cache.marks(rain).unwrap();

        assert_eq!(cache.remove(&[rain, snow]).unwrap(), 2);
        assert!(said(&cache).iter().all(|said| said.id.is_none() && said.marks == marks));
        let [rain, snow] = ["Rain", "Snow"].map(|headline| stored(&mut cache, &article(headline)));

        assert_eq!(cache.marks(rain).unwrap(), marks);
        assert!(cache.marks(snow).unwrap().is_empty());
        assert_eq!((cache.counts().unwrap().articles, cache.counts().unwrap().unread), (2, 1));
        assert_eq!(cache.check().unwrap(), [""; 0]);
    }

    #[test]
    fn articles_of_followed_stories_do_not_expire() {
        let mut cache = Cache::in_memory().unwrap();
        let rain = stored(&mut cache, &published("Rain", "2001-05-07"));
        stored(&mut cache, &published("Snow", "2001-05-08"));
        cache
            .connection
            .execute_batch(
                "UPDATE article SET story = number;
                 INSERT INTO followed (story, name, since) VALUES (2, 'Snow', 0);",
            )
            .unwrap();

        let retention = Retention { days: None, articles: Some(0) };
        let limits = RetentionLimits { all: retention, unread_too: true, ..RetentionLimits::default() };
        let expired = cache.expired(&limits, now()).unwrap();

        assert_eq!(expired, [(rain, "Rain".into())]);
    }
}
