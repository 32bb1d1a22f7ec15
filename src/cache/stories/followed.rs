//! The stories a person follows.

use rusqlite::{Connection, OptionalExtension as _, params};

use crate::cache::{Cache, CacheError};
use crate::domain::{Followed, Following, Prose, StoryId};

impl Cache {
    /// The stories a person follows, those with news first, paused ones last.
    ///
    /// # Errors
    /// Where the cache cannot be read.
    pub fn followed(&self) -> Result<Vec<Followed>, CacheError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT story, name, paused,
                 (SELECT count(*) FROM article INDEXED BY article_story WHERE article.story = followed.story
                  AND read = 0 AND number > since AND paused = 0) AS new,
                 (SELECT count(*) FROM article INDEXED BY article_story WHERE article.story = followed.story)
             FROM followed ORDER BY paused, new = 0, name",
        )?;
        let rows = statement.query_map([], |row| {
            Ok(Followed {
                story: StoryId(row.get(0)?),
                name: Prose::from_untrusted(row.get_ref(1)?.as_str()?),
                paused: row.get(2)?,
                new: row.get(3)?,
                articles: row.get(4)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// What a person makes of following a story; `None` where they do not.
    ///
    /// # Errors
    /// Where the cache cannot be read.
    pub fn following(&self, story: StoryId) -> Result<Option<Following>, CacheError> {
        following(&self.connection, story)
    }

    /// The number of the last article that was stored.
    ///
    /// # Errors
    /// Where the cache cannot be read.
    pub fn last_number(&self) -> Result<u32, CacheError> {
        let mut statement = self.connection.prepare_cached("SELECT last_number FROM tally")?;
        Ok(statement.query_one([], |row| row.get(0))?)
    }
}

fn following(connection: &Connection, story: StoryId) -> Result<Option<Following>, CacheError> {
    let mut statement =
        connection.prepare_cached("SELECT name, paused, since FROM followed WHERE story = ?1")?;
    let found = statement.query_row([story.0], |row| {
        let name = Prose::from_untrusted(row.get_ref(0)?.as_str()?);
        Ok(Following { name, paused: row.get(1)?, since: row.get(2)? })
    });
    Ok(found.optional()?)
}

/// Follows a story so from now on, or no longer; gives what was before.
pub(in crate::cache) fn follow(
    connection: &Connection,
    story: StoryId,
    new: Option<&Following>,
) -> Result<Option<Following>, CacheError> {
    let before = following(connection, story)?;
    match new {
        Some(Following { name, paused, since }) => connection
            .prepare_cached(
                "INSERT OR REPLACE INTO followed (story, name, paused, since) VALUES (?1, ?2, ?3, ?4)",
            )?
            .execute(params![story.0, name.as_str(), paused, since])?,
        None => connection.prepare_cached("DELETE FROM followed WHERE story = ?1")?.execute([story.0])?,
    };
    Ok(before)
}
