//! Lists of the articles of feeds: of one feed, or of all with a tag or in a folder.
//!
//! The articles of each feed are sorted by publication date, so the list of several feeds is a merge: a page
//! costs what it shows, however many articles the feeds have.

use rusqlite::{OptionalExtension as _, Params};

use super::listed_row::{COLUMNS, ROW_JOINS, listed_row};
use super::{Cache, CacheError};
use crate::domain::{ArticleId, Cursor, FeedId, ListRow, Prose};

/// The most feeds merged by one statement; SQLite allows 500.
const MERGED: usize = 250;

#[derive(Clone, Copy, Debug)]
pub(super) enum FeedSet<'view> {
    Feed(FeedId),
    /// All feeds with this tag, or in this folder or its subfolders.
    TagOrFolder(&'view Prose),
}

impl Cache {
    /// Rows of a list of feeds beyond a cursor.
    pub(super) fn page_of_feeds(
        &self,
        sources: FeedSet<'_>,
        from: Option<Cursor>,
        descending: bool,
        limit: usize,
    ) -> Result<Vec<ListRow>, CacheError> {
        let start = from.map_or(if descending { i64::MAX } else { i64::MIN }, |cursor| cursor.0);
        let limit_there = i64::try_from(limit).unwrap_or(i64::MAX);
        let heard = self.unless_muted()?;
        let mut keys = Vec::new();
        for feeds in self.feeds_in(sources)?.chunks(MERGED) {
            let (beyond, way) = if descending { ("<", "DESC") } else { (">", "ASC") };
            let each = format!("AND key {beyond} ?1 {heard}");
            let statement = format!("{} ORDER BY key {way} LIMIT ?2", union(feeds, &each));
            keys.extend(self.numbers(&statement, (start, limit_there))?);
        }
        keys.sort_unstable();
        keys.dedup();
        if descending {
            keys.reverse();
        }
        keys.truncate(limit);
        let mut row = self.connection.prepare_cached(&format!(
            "SELECT article.key, {COLUMNS} FROM article {ROW_JOINS} WHERE key = ?1"
        ))?;
        let rows = keys.iter().map(|key| row.query_one([key], listed_row));
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The number of articles of feeds, each counted once.
    pub(super) fn count_of_feeds(&self, sources: FeedSet<'_>) -> Result<usize, CacheError> {
        let heard = self.unless_muted()?;
        let mut keys = Vec::new();
        for feeds in self.feeds_in(sources)?.chunks(MERGED) {
            keys.extend(self.numbers(&union(feeds, heard), [])?);
        }
        keys.sort_unstable();
        keys.dedup();
        Ok(keys.len())
    }

    /// The row of an article, where it came from one of the feeds.
    pub(super) fn row_of_feeds(
        &self,
        sources: FeedSet<'_>,
        id: ArticleId,
    ) -> Result<Option<ListRow>, CacheError> {
        let feeds = self.feeds_in(sources)?;
        let mut came = self.connection.prepare_cached(
            "SELECT feed FROM entry WHERE key = (SELECT key FROM article WHERE number = ?1)",
        )?;
        let came: Vec<FeedId> =
            came.query_map([id.0], |row| row.get(0).map(FeedId))?.collect::<Result<_, _>>()?;
        if !came.iter().any(|feed| feeds.contains(feed)) {
            return Ok(None);
        }
        let mut row = self.connection.prepare_cached(&format!(
            "SELECT article.key, {COLUMNS} FROM article {ROW_JOINS} WHERE article.number = ?1"
        ))?;
        Ok(row.query_row([id.0], listed_row).optional()?)
    }

    /// The SQL condition that leaves muted entries out; empty where no article is muted.
    fn unless_muted(&self) -> Result<&'static str, CacheError> {
        let some_muted = self.counts()?.muted > 0;
        Ok(if some_muted { "AND (SELECT read FROM article WHERE article.key = entry.key) < 2" } else { "" })
    }

    fn feeds_in(&self, sources: FeedSet<'_>) -> Result<Vec<FeedId>, CacheError> {
        Ok(match sources {
            FeedSet::Feed(id) => vec![id],
            FeedSet::TagOrFolder(name) => {
                let feeds = self.feeds()?.into_iter().filter(|feed| feed.has_tag_or_folder(name));
                feeds.map(|feed| feed.id).collect()
            }
        })
    }

    fn numbers(&self, statement: &str, values: impl Params) -> Result<Vec<i64>, CacheError> {
        if statement.is_empty() {
            return Ok(Vec::new());
        }
        let mut statement = self.connection.prepare(statement)?;
        let rows = statement.query_map(values, |row| row.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

/// The keys of the entries of feeds, each once: SQLite merges the sorted parts.
fn union(feeds: &[FeedId], condition: &str) -> String {
    let each = feeds.iter().map(|feed| format!("SELECT key FROM entry WHERE feed = {} {condition}", feed.0));
    each.collect::<Vec<_>>().join(" UNION ")
}
