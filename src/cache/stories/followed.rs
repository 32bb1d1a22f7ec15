//! The followed stories: here by their labels, on other machines by statements about their articles.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension as _, params};

use super::{membership, new_story, set_story};
use crate::cache::{Cache, CacheError};
use crate::domain::{ArticleId, ExportedFollow, FollowedStory, Following, Prose, StoryId};

impl Cache {
    /// The stories a person follows, those with new articles first, paused ones last.
    pub fn followed(&self) -> Result<Vec<FollowedStory>, CacheError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT story, name, paused,
                 (SELECT count(*) FROM article INDEXED BY article_story WHERE article.story = followed.story
                  AND read = 0 AND number > since AND paused = 0) AS new,
                 (SELECT count(*) FROM article INDEXED BY article_story WHERE article.story = followed.story)
             FROM followed ORDER BY paused, new = 0, name",
        )?;
        let rows = statement.query_map([], |row| {
            Ok(FollowedStory {
                story: StoryId(row.get(0)?),
                name: Prose::from_untrusted(row.get_ref(1)?.as_str()?),
                paused: row.get(2)?,
                new: row.get(3)?,
                articles: row.get(4)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// How a person follows a story; `None` where they do not.
    pub fn following(&self, story: StoryId) -> Result<Option<Following>, CacheError> {
        following(&self.connection, story)
    }

    /// The number of the last article stored.
    pub fn last_number(&self) -> Result<u32, CacheError> {
        last_number(&self.connection)
    }
}

fn last_number(connection: &Connection) -> Result<u32, CacheError> {
    let mut statement = connection.prepare_cached("SELECT last_number FROM tally")?;
    Ok(statement.query_one([], |row| row.get(0))?)
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

/// Follows a story from now on, or no longer, as a statement made now; returns what was before.
pub(in crate::cache) fn follow(
    connection: &Connection,
    story: StoryId,
    new: Option<&Following>,
    now: Timestamp,
) -> Result<Option<Following>, CacheError> {
    let before = following(connection, story)?;
    write(connection, story, new)?;
    if before.as_ref().map(exported_part) != new.map(exported_part) {
        state_following(connection, story, new, now)?;
    }
    Ok(before)
}

fn write(connection: &Connection, story: StoryId, new: Option<&Following>) -> Result<(), CacheError> {
    match new {
        Some(Following { name, paused, since }) => connection
            .prepare_cached(
                "INSERT OR REPLACE INTO followed (story, name, paused, since) VALUES (?1, ?2, ?3, ?4)",
            )?
            .execute(params![story.0, name.as_str(), paused, since])?,
        None => connection.prepare_cached("DELETE FROM followed WHERE story = ?1")?.execute([story.0])?,
    };
    Ok(())
}

/// Writes the statement about a story to those of its articles that have one already, else to its newest.
fn state_following(
    connection: &Connection,
    story: StoryId,
    new: Option<&Following>,
    now: Timestamp,
) -> Result<(), CacheError> {
    let before: Option<i64> = connection
        .prepare_cached(
            "SELECT max(at) FROM article INDEXED BY article_story CROSS JOIN statement
             ON statement.article = article.number AND name = 0 AND about = 4 AND topic = '' WHERE story = ?1",
        )?
        .query_one([story.0], |row| row.get(0))?;
    let at = before.map_or(now.as_microsecond(), |before| now.as_microsecond().max(before + 1));
    let words = if before.is_some() {
        "UPDATE statement SET value = ?2, at = ?3 WHERE name = 0 AND about = 4 AND topic = ''
         AND article IN (SELECT number FROM article INDEXED BY article_story WHERE story = ?1)"
    } else {
        "INSERT INTO statement (article, name, about, topic, value, at)
         SELECT number, 0, 4, '', ?2, ?3 FROM article INDEXED BY article_story WHERE story = ?1
         ORDER BY key DESC LIMIT 1"
    };
    let json = new.map(|Following { name, paused, .. }| {
        let follow = ExportedFollow { name: name.clone(), paused: *paused };
        serde_json::to_string(&follow).expect("it has only string keys")
    });
    connection.prepare_cached(words)?.execute(params![story.0, json, at])?;
    Ok(())
}

/// Whether there is a statement about following the story of an article, and whether it is followed by it.
fn is_followed_by_statement(connection: &Connection, id: ArticleId) -> Result<Option<bool>, CacheError> {
    let mut statement = connection.prepare_cached(
        "SELECT value IS NOT NULL FROM statement WHERE article = ?1 AND name = 0 AND about = 4 AND topic = ''",
    )?;
    Ok(statement.query_row([id.0], |row| row.get(0)).optional()?)
}

/// Whether the story of an article is followed by the statement about this article.
pub(super) fn is_wanted(connection: &Connection, id: ArticleId) -> Result<bool, CacheError> {
    Ok(is_followed_by_statement(connection, id)?.unwrap_or_default())
}

/// The label that remains when two stories become one: that of the story with a statement, else the older.
/// `None` where both have one: they stay apart.
pub(super) fn surviving_label(
    connection: &Connection,
    one: StoryId,
    other: StoryId,
) -> Result<Option<StoryId>, CacheError> {
    Ok(match (is_stated_or_followed(connection, one)?, is_stated_or_followed(connection, other)?) {
        (true, true) => None,
        (true, false) => Some(one),
        (false, true) => Some(other),
        (false, false) => Some(StoryId(one.0.min(other.0))),
    })
}

/// Whether a story is followed, or has a statement about following it.
fn is_stated_or_followed(connection: &Connection, story: StoryId) -> Result<bool, CacheError> {
    let mut statement = connection.prepare_cached(
        "SELECT 1 FROM followed WHERE story = ?1 UNION ALL
         SELECT 1 FROM article INDEXED BY article_story CROSS JOIN statement
         ON statement.article = article.number AND name = 0 AND about = 4 AND topic = '' WHERE story = ?1",
    )?;
    Ok(statement.exists([story.0])?)
}

/// Applies the latest statement, unless the article waits to be placed.
pub(in crate::cache) fn apply_latest_statement_if_placed(
    connection: &Connection,
    id: ArticleId,
) -> Result<(), CacheError> {
    let mut waits = connection.prepare_cached("SELECT 1 FROM unplaced WHERE number = ?1")?;
    if waits.exists([id.0])? { Ok(()) } else { apply_latest_statement(connection, id) }
}

/// Follows the story of an article by the latest statement about any article of it; a followed story is
/// founded where the article has none.
pub(super) fn apply_latest_statement(connection: &Connection, id: ArticleId) -> Result<(), CacheError> {
    if is_followed_by_statement(connection, id)?.is_none() {
        return Ok(());
    }
    let story = match membership(connection, id)?.and_then(|membership| membership.story) {
        Some(story) => story,
        None if is_wanted(connection, id)? => {
            let story = new_story(connection)?;
            set_story(connection, id, story)?;
            story
        }
        None => return Ok(()),
    };
    let before = following(connection, story)?;
    let last = latest_statement(connection, story)?;
    if before.as_ref().map(exported_part) != last.as_ref().map(|follow| (&follow.name, follow.paused)) {
        let since = before.map_or_else(|| last_number(connection), |before| Ok(before.since))?;
        let new = last.map(|ExportedFollow { name, paused }| Following { name, paused, since });
        write(connection, story, new.as_ref())?;
    }
    // An article whose text changed may have left a label that no other has.
    connection
        .prepare_cached(
            "DELETE FROM followed WHERE NOT EXISTS
             (SELECT 1 FROM article INDEXED BY article_story WHERE article.story = followed.story)",
        )?
        .execute([])?;
    Ok(())
}

/// The statement that counts: the later, of two at the same time the greater.
fn latest_statement(connection: &Connection, story: StoryId) -> Result<Option<ExportedFollow>, CacheError> {
    let mut statement = connection.prepare_cached(
        "SELECT value FROM article INDEXED BY article_story CROSS JOIN statement
         ON statement.article = article.number AND name = 0 AND about = 4 AND topic = ''
         WHERE story = ?1 ORDER BY at DESC, value DESC LIMIT 1",
    )?;
    let json: Option<String> = statement.query_row([story.0], |row| row.get(0)).optional()?.flatten();
    Ok(json.and_then(|json| serde_json::from_str(&json).ok()))
}

/// The part that is exported to other machines.
const fn exported_part(following: &Following) -> (&Prose, bool) {
    (&following.name, following.paused)
}
