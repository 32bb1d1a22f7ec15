//! Related stories, as far as they are kept: the signature of each article, and which articles have a
//! term in theirs.
//!
//! Signatures are written with their article. Those of the latest articles are read as they are; every
//! so often a stretch of them is turned into a segment of postings, see [`segments`]. Postings
//! follow their signatures exactly, so nothing of a replaced text can be found.

mod candidates;
mod census;
mod segments;

pub use candidates::Candidate;
use rusqlite::{Connection, OptionalExtension as _, params};

use super::CacheError;
use crate::domain::ArticleId;
use crate::related::{Analysis, Census, Signature};

/// Signatures to be written at the end of a group: all of it is counted before any is made, so that
/// the first group of a cache knows its frequent words.
#[derive(Debug)]
pub(super) struct Pending<'group> {
    census: Census,
    counted: bool,
    articles: Vec<(ArticleId, &'group Analysis)>,
}

impl<'group> Pending<'group> {
    pub(super) fn begin(connection: &Connection) -> Result<Self, CacheError> {
        Ok(Self { census: census::read(connection)?, counted: false, articles: Vec::new() })
    }

    /// A new article.
    pub(super) fn add(&mut self, id: ArticleId, analysis: &'group Analysis) {
        self.counted |= self.census.count(id.0, analysis);
        self.articles.push((id, analysis));
    }

    /// An article that was there with another text. It was counted then.
    pub(super) fn replace(&mut self, id: ArticleId, analysis: &'group Analysis) {
        self.articles.push((id, analysis));
    }

    pub(super) fn write(mut self, connection: &Connection) -> Result<(), CacheError> {
        for (id, analysis) in &self.articles {
            write(connection, *id, &Signature::of(analysis, &self.census))?;
        }
        if self.counted {
            census::write(connection, &mut self.census)?;
        }
        segments::grow(connection)
    }
}

/// Writes a signature in the place of what was there.
fn write(connection: &Connection, id: ArticleId, new: &Signature) -> Result<(), CacheError> {
    if segments::covers(connection, id)? {
        let old = signature(connection, id)?.unwrap_or_default();
        segments::replace(connection, id, &old, new)?;
    }
    connection
        .prepare_cached("INSERT OR REPLACE INTO signature (number, terms) VALUES (?1, ?2)")?
        .execute(params![id.0, new.to_bytes()])?;
    Ok(())
}

/// Takes articles out of the postings. Their signatures go with them.
pub(super) fn remove(connection: &Connection, ids: &[ArticleId]) -> Result<(), CacheError> {
    segments::remove(connection, ids)
}

/// The signature of an article; `None` where there is no such article.
fn signature(connection: &Connection, id: ArticleId) -> Result<Option<Signature>, CacheError> {
    let mut statement = connection.prepare_cached("SELECT terms FROM signature WHERE number = ?1")?;
    let read = statement.query_row([id.0], |row| Ok(Signature::from_bytes(row.get_ref(0)?.as_blob()?)));
    Ok(read.optional()?)
}

#[cfg(test)]
mod tests;
