//! Deleted articles. They are removed from every list and index, but their names and statements stay, so that
//! neither a feed nor an import brings them back; and for a while all that is needed to undo the deletion.

use std::collections::BTreeMap;

use data_encoding::BASE64;
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension as _, params};
use serde::{Deserialize, Serialize};

use super::document::Packer;
use super::identity::Identity;
use super::statements::{self, Subject};
use super::{Cache, CacheError, full_text, pruning, reindexing, stories};
use crate::domain::{Article, ArticleId, Aspect, Picture};

/// Everything needed to restore a deleted article.
#[derive(Serialize, Deserialize)]
struct DeletedSnapshot {
    article: Article,
    /// The pictures, by name, in base 64.
    pictures: BTreeMap<String, String>,
    /// When the article was first stored, in Unix seconds.
    stored: i64,
    /// Whether the person took the article out of its story.
    apart: bool,
    /// The feeds with the entry, its hash in each, and how often its page is still to be tried.
    entries: Vec<(u32, i64, u8)>,
    /// The place where the person stopped reading.
    reading: Option<(i64, i64, String, i64, i64)>,
}

impl Cache {
    /// Deletes or restores articles, by the latest statement about each.
    pub(super) fn apply_deletions(&mut self, said: &[(ArticleId, bool)]) -> Result<(), CacheError> {
        let mut gone = Vec::new();
        for (id, _) in said {
            let marks = statements::marks(&self.connection, Subject::Article(*id))?;
            let deleted = marks.statement_about(&Aspect::Deletion).filter(|said| said.value.is_some());
            match (deleted, self.key_of(*id)?) {
                (Some(said), Some(key)) if !is_deleted(&self.connection, *id)? => {
                    self.save_snapshot(*id, key, said.at)?;
                    gone.push((*id, key));
                }
                (None, None) if is_deleted(&self.connection, *id)? => self.restore(*id)?,
                _ => {}
            }
        }
        if !gone.is_empty() {
            self.surroundings = None;
        }
        pruning::erase(&self.connection, &gone)
    }

    /// Deletes articles that were deleted on another machine.
    pub(super) fn delete(&mut self, ids: &[ArticleId]) -> Result<(), CacheError> {
        let said: Vec<_> = ids.iter().map(|id| (*id, true)).collect();
        self.apply_deletions(&said)
    }

    /// Saves what restores an article. Of one that cannot be read only the names are saved.
    fn save_snapshot(&self, id: ArticleId, key: i64, now: Timestamp) -> Result<(), CacheError> {
        let content = match self.article(id) {
            Ok(article) => article.map(|article| self.snapshot(id, key, article)).transpose()?,
            Err(CacheError::DamagedArticle { .. }) => None,
            Err(error) => return Err(error),
        };
        self.connection
            .prepare_cached("INSERT OR REPLACE INTO deleted (number, at, content) VALUES (?1, ?2, ?3)")?
            .execute(params![id.0, now.as_second(), content])?;
        self.connection
            .prepare_cached("UPDATE article SET bookmarked = 0 WHERE key = ?1 AND bookmarked = 1")?
            .execute([key])?;
        Ok(())
    }

    fn snapshot(&self, id: ArticleId, key: i64, article: Article) -> Result<Vec<u8>, CacheError> {
        let connection = &self.connection;
        if !reindexing::unindexed(connection)?.contains(&id.0) {
            full_text::forget_sample(connection, key, &article)?;
        }
        let (stored, apart) = connection
            .prepare_cached(
                "SELECT stored, EXISTS (SELECT 1 FROM apart WHERE apart.number = article.number)
                 FROM article WHERE key = ?1",
            )?
            .query_one([key], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let mut entries = connection.prepare_cached("SELECT feed, told, wanted FROM entry WHERE key = ?1")?;
        let entries = entries.query_map([key], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        let entries = entries.collect::<Result<_, _>>()?;
        let reading = connection
            .prepare_cached(
                "SELECT block, \"offset\", words, progress, opened FROM reading WHERE number = ?1",
            )?
            .query_row([id.0], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?)))
            .optional()?;
        let mut pictures = BTreeMap::new();
        for name in article.pictures().into_iter().map(Picture::name) {
            let bytes = self.picture(name)?;
            pictures.extend(bytes.map(|bytes| (name.to_string(), BASE64.encode(&bytes))));
        }
        let remains = DeletedSnapshot { article, pictures, stored, apart, entries, reading };
        Ok(Packer::default().pack(&serde_json::to_vec(&remains).expect("an article has only string keys")))
    }

    /// Restores a deleted article under its number; where too little of it is left, it may be stored again as
    /// a new one.
    fn restore(&mut self, id: ArticleId) -> Result<(), CacheError> {
        let packed: Option<Vec<u8>> = self
            .connection
            .prepare_cached("DELETE FROM deleted WHERE number = ?1 RETURNING content")?
            .query_row([id.0], |row| row.get(0))
            .optional()?
            .flatten();
        let json = match packed {
            Some(packed) => self.unpacker.get_mut().unpack(&self.connection, &packed)?,
            None => None,
        };
        match json.and_then(|json| serde_json::from_slice(&json).ok()) {
            Some(remains) => self.store_snapshot(id, remains),
            None => self.move_statements_to_names(id),
        }
    }

    /// Stores an article under its number, even where its names now lead to another.
    fn store_snapshot(&mut self, id: ArticleId, remains: DeletedSnapshot) -> Result<(), CacheError> {
        let DeletedSnapshot { mut article, pictures, stored, apart, entries, reading } = remains;
        article.each_figure_mut(&mut |figure| {
            let name = figure.picture.take().map(|picture| picture.name());
            let bytes = name.and_then(|name| BASE64.decode(pictures.get(&name.to_string())?.as_bytes()).ok());
            figure.picture = name.zip(bytes).map(|(name, bytes)| Picture::of(bytes, name.width, name.height));
        });
        let last: u32 = self.connection.query_one("SELECT last_number FROM tally", [], |row| row.get(0))?;
        self.connection.execute("UPDATE tally SET last_number = ?1", [id.0 - 1])?;
        let stored = Timestamp::from_second(stored).unwrap_or(Timestamp::UNIX_EPOCH);
        self.store_separately(&[article], stored)?;
        let connection = &self.connection;
        connection.execute("UPDATE tally SET last_number = max(?1, last_number)", [last])?;
        for (feed, told, wanted) in entries {
            connection.execute(
                "INSERT OR IGNORE INTO entry (feed, key, told, wanted)
                 SELECT feed.id, article.key, ?3, ?4 FROM feed, article WHERE feed.id = ?1 AND number = ?2",
                params![feed, id.0, told, wanted],
            )?;
        }
        if let Some((block, offset, words, progress, opened)) = reading {
            connection.execute(
                "INSERT OR IGNORE INTO reading (number, block, \"offset\", words, progress, opened)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                params![id.0, block, offset, words, progress, opened],
            )?;
        }
        if apart {
            connection.execute("INSERT OR IGNORE INTO apart (number) VALUES (?1)", [id.0])?;
            connection.execute("UPDATE article SET story = NULL WHERE number = ?1", [id.0])?;
        }
        statements::update_row(connection, id, &statements::marks(connection, Subject::Article(id))?)?;
        stories::apply_latest_statement_if_placed(connection, id)
    }

    /// Moves the statements about an article that cannot be restored to its names, where they wait until it
    /// is stored again.
    fn move_statements_to_names(&self, id: ArticleId) -> Result<(), CacheError> {
        let mut forget =
            self.connection.prepare_cached("DELETE FROM identity WHERE number = ?1 RETURNING hash")?;
        let names = forget.query_map([id.0], |row| row.get(0).map(i64::cast_unsigned).map(Identity))?;
        for name in names.collect::<Result<Vec<_>, _>>()? {
            statements::copy(&self.connection, Subject::Article(id), Subject::Name(name))?;
        }
        statements::forget(&self.connection, Subject::Article(id))
    }

    /// Removes the saved contents of articles deleted before a moment; they stay deleted.
    pub fn drop_snapshots(&mut self, before: Timestamp) -> Result<(), CacheError> {
        const OLD: &str = "FROM deleted WHERE at < ?1 AND content IS NOT NULL";
        let before = [before.as_second()];
        if self.connection.prepare_cached(&format!("SELECT 1 {OLD}"))?.exists(before)? {
            self.write(|connection| {
                connection.execute(
                    "UPDATE deleted SET content = NULL WHERE at < ?1 AND content IS NOT NULL",
                    before,
                )?;
                Ok(())
            })?;
        }
        Ok(())
    }
}

pub(super) fn is_deleted(connection: &Connection, id: ArticleId) -> Result<bool, CacheError> {
    Ok(connection.prepare_cached("SELECT 1 FROM deleted WHERE number = ?1")?.exists([id.0])?)
}

/// Whether any article was deleted.
pub(super) fn has_deleted(connection: &Connection) -> Result<bool, CacheError> {
    Ok(connection.prepare_cached("SELECT 1 FROM deleted")?.exists([])?)
}

#[cfg(test)]
mod tests;
