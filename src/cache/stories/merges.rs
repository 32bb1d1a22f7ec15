//! Stories that were merged automatically, and how a person separates them again.

use rusqlite::{Connection, OptionalExtension as _, params};

use crate::cache::{Cache, CacheError};
use crate::domain::{ArticleId, StoryId};

impl Cache {
    /// The articles of the story merged last into this one, and its label; `None` where none was.
    pub fn last_merged(&self, story: StoryId) -> Result<Option<(StoryId, Vec<ArticleId>)>, CacheError> {
        let mut merges = self.connection.prepare_cached(
            "SELECT id, story FROM merge WHERE kept = ?1 AND parted = 0 AND EXISTS
             (SELECT 1 FROM merged CROSS JOIN article USING (number)
              WHERE merged.merge = merge.id AND article.story = ?1)
             ORDER BY id DESC LIMIT 1",
        )?;
        let found = merges.query_row([story.0], |row| Ok((row.get(0)?, StoryId(row.get(1)?)))).optional()?;
        let Some((merge, part)): Option<(i64, StoryId)> = found else { return Ok(None) };
        let mut articles = self.connection.prepare_cached(
            "SELECT number FROM merged CROSS JOIN article USING (number)
             WHERE merged.merge = ?1 AND article.story = ?2",
        )?;
        let articles = articles.query_map(params![merge, story.0], |row| row.get(0).map(ArticleId))?;
        Ok(Some((part, articles.collect::<Result<_, _>>()?)))
    }
}

/// Gives all articles of a story the label of another, and notes which they were.
pub(super) fn merge(connection: &Connection, story: StoryId, kept: StoryId) -> Result<(), CacheError> {
    connection
        .prepare_cached("INSERT INTO merge (story, kept) VALUES (?1, ?2)")?
        .execute(params![story.0, kept.0])?;
    connection
        .prepare_cached(
            "INSERT INTO merged (merge, number)
             SELECT last_insert_rowid(), number FROM article INDEXED BY article_story WHERE story = ?1",
        )?
        .execute([story.0])?;
    connection
        .prepare_cached("UPDATE article SET story = ?2 WHERE story = ?1")?
        .execute(params![story.0, kept.0])?;
    Ok(())
}

/// Whether a person separated two merged stories.
pub(super) fn are_separated(
    connection: &Connection,
    one: StoryId,
    other: StoryId,
) -> Result<bool, CacheError> {
    let mut statement = connection.prepare_cached(
        "SELECT 1 FROM merge INDEXED BY merge_parted WHERE parted = 1 AND story = ?1 AND kept = ?2
         UNION ALL SELECT 1 FROM merge INDEXED BY merge_parted WHERE parted = 1 AND story = ?2 AND kept = ?1",
    )?;
    Ok(statement.exists(params![one.0, other.0])?)
}

/// Notes that an article moved from one story to another: where that separates merged stories, they stay
/// separate; where it undoes that, they may merge again.
pub(super) fn note_move(
    connection: &Connection,
    id: ArticleId,
    from: StoryId,
    to: StoryId,
) -> Result<(), CacheError> {
    for (story, kept, parted) in [(to, from, true), (from, to, false)] {
        connection
            .prepare_cached(
                "UPDATE merge SET parted = ?4 WHERE kept = ?3 AND story = ?2 AND EXISTS
                 (SELECT 1 FROM merged WHERE merged.merge = merge.id AND merged.number = ?1)",
            )?
            .execute(params![id.0, story.0, kept.0, parted])?;
    }
    Ok(())
}
