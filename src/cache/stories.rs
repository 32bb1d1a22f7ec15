//! The stored part of stories: a label on the rows of articles.
//!
//! An article is compared with those of its time when it is stored, in the same transaction, see [`placing`].
//! A story is nothing but its label, so an article that is removed or changes leaves nothing behind.

mod followed;
mod grouping;
mod merges;
mod placing;

pub(super) use followed::{apply_latest_statement_if_placed, follow};
pub(super) use placing::{Surroundings, place_group, wait};

use std::collections::HashSet;

use rusqlite::{Connection, OptionalExtension as _, Row, params};

use super::listed_row::{COLUMNS, NOT_MUTED, ROW_JOINS, listed_row};
use super::order::{FIRST_DATED, first_key};
use super::{Cache, CacheError};
use crate::domain::{ArticleId, ListRow, Moment, StoryId, StoryMembership};
use crate::related::Signature;

/// The newest articles searched for stories before all stories are.
const NEWEST: i64 = 1 << 13;

/// An article of a story, as lists show it and as stories are counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoryMember {
    /// The row of the article.
    pub row: ListRow,
    /// A number equal in articles that are copies of one text.
    pub text: Option<u32>,
}

/// A row of the latest news, with only the columns needed to rank stories.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LatestRow {
    /// The article.
    pub id: ArticleId,
    /// The story that the article tells with others.
    pub story: Option<StoryId>,
    /// A number equal in articles that are copies of one text.
    pub text: Option<u32>,
    /// A number equal in articles of one publication.
    pub publication: Option<u32>,
    /// When the article was published, or its day began, in Unix seconds.
    pub second: i64,
    /// The number of words of the text.
    pub words: u32,
    /// Whether it is a table more than a text: results, prices, rates.
    pub is_of_figures: bool,
}

/// The columns that a `LatestRow` is read from.
const LATEST: &str = "number, story, text, publication, published, words,
    (SELECT terms FROM signature WHERE signature.number = article.number)";

impl Cache {
    /// The story that an article belongs to; `None` where there is no such article.
    pub fn membership(&self, id: ArticleId) -> Result<Option<StoryMembership>, CacheError> {
        membership(&self.connection, id)
    }

    /// The articles of a story, the first published first.
    pub fn story(&self, story: StoryId) -> Result<Vec<StoryMember>, CacheError> {
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT article.key, {COLUMNS}, article.text FROM article INDEXED BY article_story {ROW_JOINS}
             WHERE article.story = ?1 ORDER BY article.key"
        ))?;
        let member = |row: &Row<'_>| Ok(StoryMember { row: listed_row(row)?, text: row.get("text")? });
        let rows = statement.query_map([story.0], member)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The latest dated articles published before a moment, newest first, up to a limit.
    pub fn latest(&self, to: Moment, limit: usize) -> Result<Vec<LatestRow>, CacheError> {
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT {LATEST} FROM article NOT INDEXED
             WHERE key >= ?1 AND key < ?2 AND {NOT_MUTED} ORDER BY key DESC LIMIT ?3"
        ))?;
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let rows = statement.query_map(params![FIRST_DATED, first_key(to), limit], latest)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The articles without a date, those that came last first, up to a limit.
    pub fn latest_undated(&self, limit: usize) -> Result<Vec<LatestRow>, CacheError> {
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT {LATEST} FROM article NOT INDEXED
             WHERE key < ?1 AND {NOT_MUTED} ORDER BY key DESC LIMIT ?2"
        ))?;
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let rows = statement.query_map(params![FIRST_DATED, limit], latest)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// What placing needs of some recent articles, in their order.
    pub fn latest_of(&self, articles: &[ArticleId]) -> Result<Vec<LatestRow>, CacheError> {
        let mut statement =
            self.connection.prepare_cached(&format!("SELECT {LATEST} FROM article WHERE number = ?1"))?;
        let rows = articles.iter().map(|id| statement.query_one([id.0], latest));
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The stories of several articles, those with the newest article first, up to a limit.
    pub fn stories(&self, limit: usize) -> Result<Vec<StoryId>, CacheError> {
        match self.stories_of_the_newest(limit)? {
            Some(found) => Ok(found),
            None => self.all_stories(limit),
        }
    }

    /// The stories among the newest articles, where those are enough: then the others need not be counted.
    fn stories_of_the_newest(&self, limit: usize) -> Result<Option<Vec<StoryId>>, CacheError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT story FROM (SELECT story FROM article NOT INDEXED ORDER BY key DESC LIMIT ?1)
             WHERE story < ?2",
        )?;
        let mut told = self.connection.prepare_cached(
            "SELECT count(*) FROM (SELECT 1 FROM article INDEXED BY article_story WHERE story = ?1 LIMIT 2)",
        )?;
        let mut rows = statement.query(params![NEWEST, StoryId::FIRST_SERIES])?;
        let (mut seen, mut found) = (HashSet::new(), Vec::new());
        while let Some(row) = rows.next()?.filter(|_| found.len() < limit) {
            let story = row.get(0)?;
            if seen.insert(story) && told.query_one([story], |row| row.get::<_, u8>(0))? > 1 {
                found.push(StoryId(story));
            }
        }
        Ok((found.len() >= limit).then_some(found))
    }

    fn all_stories(&self, limit: usize) -> Result<Vec<StoryId>, CacheError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT story FROM article INDEXED BY article_story WHERE story < ?2
             GROUP BY story HAVING count(*) > 1 ORDER BY max(key) DESC LIMIT ?1",
        )?;
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let rows =
            statement.query_map(params![limit, StoryId::FIRST_SERIES], |row| row.get(0).map(StoryId))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The story of an article, founded where it has none.
    pub fn story_of(&mut self, id: ArticleId) -> Result<Option<StoryId>, CacheError> {
        match self.membership(id)? {
            None => Ok(None),
            Some(StoryMembership { story: Some(story), .. }) => Ok(Some(story)),
            Some(StoryMembership { story: None, .. }) => {
                self.surroundings = None;
                self.write(|connection| {
                    let story = new_story(connection)?;
                    set_story(connection, id, story)?;
                    Ok(Some(story))
                })
            }
        }
    }
}

fn latest(row: &Row<'_>) -> rusqlite::Result<LatestRow> {
    let published: Option<Moment> = row.get_ref(4)?.as_str_or_null()?.and_then(|text| text.parse().ok());
    Ok(LatestRow {
        id: ArticleId(row.get(0)?),
        story: row.get::<_, Option<u32>>(1)?.map(StoryId),
        text: row.get(2)?,
        publication: row.get(3)?,
        second: published.map_or(0, |moment| moment.instant().as_second()),
        words: row.get(5)?,
        is_of_figures: row
            .get_ref(6)?
            .as_blob_or_null()?
            .is_some_and(|terms| Signature::from_bytes(terms).is_table()),
    })
}

/// The story that an article belongs to; `None` where there is no such article.
pub(super) fn membership(
    connection: &Connection,
    id: ArticleId,
) -> Result<Option<StoryMembership>, CacheError> {
    let mut statement = connection.prepare_cached(
        "SELECT story, EXISTS (SELECT 1 FROM apart WHERE apart.number = article.number) FROM article
         WHERE number = ?1",
    )?;
    let found = statement.query_row([id.0], |row| {
        Ok(StoryMembership { story: row.get::<_, Option<u32>>(0)?.map(StoryId), is_taken_out: row.get(1)? })
    });
    Ok(found.optional()?)
}

/// Sets the story of an article, and returns the former one; `None` where there is no such article.
pub(super) fn set_membership(
    connection: &Connection,
    id: ArticleId,
    membership: StoryMembership,
) -> Result<Option<StoryMembership>, CacheError> {
    let Some(before) = self::membership(connection, id)? else { return Ok(None) };
    let story = membership.story.map(|story| story.0);
    connection
        .prepare_cached("UPDATE article SET story = ?2 WHERE number = ?1")?
        .execute(params![id.0, story])?;
    let words = if membership.is_taken_out {
        "INSERT OR IGNORE INTO apart (number) VALUES (?1)"
    } else {
        "DELETE FROM apart WHERE number = ?1"
    };
    connection.prepare_cached(words)?.execute([id.0])?;
    if let (Some(from), Some(to)) = (before.story, membership.story) {
        merges::note_move(connection, id, from, to)?;
    }
    Ok(Some(before))
}

/// Removes everything derived from an article's former text.
pub(super) fn remove_derived(connection: &Connection, id: ArticleId) -> Result<(), CacheError> {
    for words in [
        "UPDATE article SET story = NULL, text = NULL WHERE number = ?1",
        "DELETE FROM unplaced WHERE number = ?1",
    ] {
        connection.prepare_cached(words)?.execute([id.0])?;
    }
    Ok(())
}

fn new_story(connection: &Connection) -> Result<StoryId, CacheError> {
    let mut statement =
        connection.prepare_cached("UPDATE tally SET last_story = last_story + 1 RETURNING last_story")?;
    Ok(statement.query_one([], |row| row.get(0).map(StoryId))?)
}

fn set_story(connection: &Connection, id: ArticleId, story: StoryId) -> Result<(), CacheError> {
    connection
        .prepare_cached("UPDATE article SET story = ?2 WHERE number = ?1")?
        .execute(params![id.0, story.0])?;
    Ok(())
}

#[cfg(test)]
mod tests;
