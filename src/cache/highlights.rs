//! The highlights of all articles.

use jiff::Timestamp;

use super::{Cache, CacheError};
use crate::domain::{ArticleId, Highlight};

impl Cache {
    /// Every highlight of a stored article, with its time, the last first.
    pub fn highlights(&self) -> Result<Vec<(ArticleId, Highlight, Timestamp)>, CacheError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT article, value, at FROM statement
             WHERE name = 0 AND about = 6 AND value IS NOT NULL
                 AND EXISTS (SELECT 1 FROM article WHERE number = statement.article)
             ORDER BY at DESC, article, topic",
        )?;
        let rows = statement.query_map([], |row| {
            let at = Timestamp::from_microsecond(row.get(2)?).unwrap_or(Timestamp::UNIX_EPOCH);
            Ok((ArticleId(row.get(0)?), row.get::<_, String>(1)?, at))
        })?;
        let mut highlights = Vec::new();
        for row in rows {
            let (id, json, at) = row?;
            highlights.extend(serde_json::from_str(&json).ok().map(|highlight| (id, highlight, at)));
        }
        Ok(highlights)
    }

    /// Whether a passage of an article is highlighted.
    pub(super) fn has_highlight(&self, id: ArticleId) -> Result<bool, CacheError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT 1 FROM statement WHERE article = ?1 AND name = 0 AND about = 6 AND value IS NOT NULL",
        )?;
        Ok(statement.exists([id.0])?)
    }
}
