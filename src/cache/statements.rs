//! The statements of a person about articles, as rows: one for each aspect of an article and no more. The
//! statements about an article that is not stored, or no longer, wait under its names.
//!
//! All other state follows from these rows: the columns `read` and `bookmarked` of an article, the followed
//! stories, and which articles are deleted.

mod export;

use jiff::Timestamp;
use rusqlite::{Connection, Row, params};

use super::identity::{Identity, article_with_name, deleted_article_with_name};
use super::{Cache, CacheError, stories};
use crate::domain::{ArticleId, Aspect, Marks, Prose, Statement, digest};

pub use export::NamedMarks;

/// The article that a statement is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// An article that is stored, or was until it was deleted.
    Article(ArticleId),
    /// An article known by a name.
    Name(Identity),
}

impl Subject {
    /// The values of the columns `article` and `name`.
    pub(super) const fn row(self) -> (u32, i64) {
        match self {
            Self::Article(id) => (id.0, 0),
            Self::Name(name) => (0, name.row()),
        }
    }
}

impl Cache {
    /// All statements about an article.
    pub fn marks(&self, id: ArticleId) -> Result<Marks, CacheError> {
        marks(&self.connection, Subject::Article(id))
    }

    /// Merges in statements about an article from elsewhere. Returns whether any is new.
    pub fn merge(&mut self, subject: Subject, statements: &Marks) -> Result<bool, CacheError> {
        if statements.statement_about(&Aspect::Follow).is_some() {
            self.surroundings = None;
        }
        self.transaction(|cache| {
            let subject = cache.subject(subject)?;
            let is_news = record(&cache.connection, subject, statements)?;
            if let Subject::Article(id) = subject
                && is_news
            {
                let marks = marks(&cache.connection, subject)?;
                if statements.statement_about(&Aspect::Deletion).is_some() {
                    cache.apply_deletions(&[(id, marks.is_deleted())])?;
                }
                update_row(&cache.connection, id, &marks)?;
                if statements.statement_about(&Aspect::Follow).is_some() {
                    stories::apply_latest_statement_if_placed(&cache.connection, id)?;
                }
            }
            Ok(is_news)
        })
    }

    /// The article of a name, where it is stored or was deleted.
    fn subject(&self, subject: Subject) -> Result<Subject, CacheError> {
        let Subject::Name(name) = subject else { return Ok(subject) };
        let id = match article_with_name(&self.connection, name)? {
            Some(id) => Some(id),
            None => deleted_article_with_name(&self.connection, name)?,
        };
        Ok(id.map_or(subject, Subject::Article))
    }
}

/// The statements about an article.
pub(super) fn marks(connection: &Connection, subject: Subject) -> Result<Marks, CacheError> {
    let mut statement = connection
        .prepare_cached("SELECT about, topic, value, at FROM statement WHERE article = ?1 AND name = ?2")?;
    let rows = statement.query_map(subject.row(), |row| read_statement(row, 0))?;
    rows.filter_map(Result::transpose).collect::<Result<_, _>>().map_err(CacheError::from)
}

/// Reads `about, topic, value, at`, beginning at a column; `None` where a newer version wrote the aspect.
pub(super) fn read_statement(row: &Row<'_>, first: usize) -> rusqlite::Result<Option<Statement>> {
    let topic: String = row.get(first + 1)?;
    let aspect = match row.get(first)? {
        READ => Aspect::Read,
        BOOKMARK => Aspect::Bookmark,
        TAG => Aspect::Tag(Prose::from_untrusted(&topic)),
        NOTE => Aspect::Note(topic),
        FOLLOW => Aspect::Follow,
        DELETION => Aspect::Deletion,
        HIGHLIGHT => Aspect::Highlight(topic),
        _ => return Ok(None),
    };
    let at = Timestamp::from_microsecond(row.get(first + 3)?).unwrap_or(Timestamp::UNIX_EPOCH);
    Ok(Some(Statement::new(aspect, row.get(first + 2)?, at)))
}

/// The values of the column `about`.
const READ: u8 = 0;
const BOOKMARK: u8 = 1;
const TAG: u8 = 2;
const NOTE: u8 = 3;
const FOLLOW: u8 = 4;
const DELETION: u8 = 5;
const HIGHLIGHT: u8 = 6;

/// The values of the columns `about` and `topic` for an aspect.
fn columns(aspect: &Aspect) -> (u8, &str) {
    match aspect {
        Aspect::Read => (READ, ""),
        Aspect::Bookmark => (BOOKMARK, ""),
        Aspect::Tag(tag) => (TAG, tag.as_str()),
        Aspect::Note(digest) => (NOTE, digest.as_str()),
        Aspect::Follow => (FOLLOW, ""),
        Aspect::Deletion => (DELETION, ""),
        Aspect::Highlight(digest) => (HIGHLIGHT, digest.as_str()),
    }
}

/// Writes statements, replacing those they supersede. Returns whether any does.
pub(super) fn record(
    connection: &Connection,
    subject: Subject,
    statements: &Marks,
) -> Result<bool, CacheError> {
    let (article, name) = subject.row();
    let mut insert = connection.prepare_cached(
        "INSERT INTO statement (article, name, about, topic, value, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
         ON CONFLICT DO UPDATE SET value = excluded.value, at = excluded.at
         WHERE (excluded.at, excluded.value IS NOT NULL, excluded.value) > (at, value IS NOT NULL, value)",
    )?;
    let mut is_news = false;
    for Statement { aspect, value, at } in statements.statements() {
        let (about, topic) = columns(aspect);
        is_news |= insert.execute(params![article, name, about, topic, value, at.as_microsecond()])? > 0;
    }
    Ok(is_news)
}

/// Records a new statement about whether an article is read, superseding all earlier ones.
pub(super) fn record_read(
    connection: &Connection,
    id: ArticleId,
    read: bool,
    now: Timestamp,
) -> Result<(), CacheError> {
    connection
        .prepare_cached(
            "INSERT INTO statement (article, name, about, topic, value, at) VALUES (?1, 0, 0, '', ?2, ?3)
             ON CONFLICT DO UPDATE SET value = excluded.value, at = max(excluded.at, at + 1)",
        )?
        .execute(params![id.0, read.then_some(""), now.as_microsecond()])?;
    Ok(())
}

/// Copies the statements about one subject to another.
pub(super) fn copy(connection: &Connection, from: Subject, to: Subject) -> Result<(), CacheError> {
    let said = marks(connection, from)?;
    record(connection, to, &said).map(drop)
}

/// Removes the statements about a subject, which stand under another.
pub(super) fn forget(connection: &Connection, subject: Subject) -> Result<(), CacheError> {
    connection
        .prepare_cached("DELETE FROM statement WHERE article = ?1 AND name = ?2")?
        .execute(subject.row())?;
    Ok(())
}

/// Whether there are statements about articles that are not stored.
pub(super) fn has_waiting(connection: &Connection) -> Result<bool, CacheError> {
    Ok(connection.prepare_cached("SELECT 1 FROM statement WHERE article = 0")?.exists([])?)
}

/// Turns the statements under a name into those of the article that now has the name, and updates its row.
/// Returns whether they delete the article.
pub(super) fn adopt_waiting(
    connection: &Connection,
    id: ArticleId,
    name: Identity,
) -> Result<bool, CacheError> {
    let waiting = marks(connection, Subject::Name(name))?;
    if waiting.is_empty() {
        return Ok(false);
    }
    record(connection, Subject::Article(id), &waiting)?;
    forget(connection, Subject::Name(name))?;
    let all = marks(connection, Subject::Article(id))?;
    update_row(connection, id, &all)?;
    Ok(all.is_deleted())
}

/// Updates the row of an article by the statements about it.
pub(super) fn update_row(
    connection: &Connection,
    id: ArticleId,
    statements: &Marks,
) -> Result<(), CacheError> {
    if let Some(read) = statements.read() {
        update_read(connection, id, read)?;
    }
    if statements.statement_about(&Aspect::Bookmark).is_some() {
        connection
            .prepare_cached("UPDATE article SET bookmarked = ?2 WHERE number = ?1 AND bookmarked <> ?2")?
            .execute(params![id.0, statements.bookmark().is_some()])?;
    }
    Ok(())
}

/// Updates the read state of a row by a statement; a muted article stays muted.
pub(super) fn update_read(connection: &Connection, id: ArticleId, read: bool) -> Result<(), CacheError> {
    connection
        .prepare_cached("UPDATE article SET read = ?2 WHERE number = ?1 AND read <> ?2 AND read < 2")?
        .execute(params![id.0, read])?;
    Ok(())
}

/// Sets the read state; returns whether it changed. One statement where it does, as for most of a million
/// articles.
pub(super) fn set_read(connection: &Connection, id: ArticleId, read: bool) -> Result<bool, CacheError> {
    let changed = connection
        .prepare_cached("UPDATE article SET read = ?2 WHERE number = ?1 AND read <> ?2")?
        .execute(params![id.0, read])?;
    Ok(changed > 0)
}

/// Sets the names of notes, which an older schema lacked: the digests of their texts.
pub(super) fn name_notes(connection: &Connection) -> rusqlite::Result<()> {
    let mut find =
        connection.prepare("SELECT article, value FROM statement WHERE about = 3 AND topic = ''")?;
    let mut name = connection.prepare(
        "UPDATE statement SET topic = ?2 WHERE article = ?1 AND name = 0 AND about = 3 AND topic = ''",
    )?;
    let notes: Vec<(u32, String)> =
        find.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<_, _>>()?;
    for (article, text) in notes {
        name.execute(params![article, digest(&text)])?;
    }
    Ok(())
}

#[cfg(test)]
mod tests;
