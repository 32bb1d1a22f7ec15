//! Related stories, as far as they are kept: the signature of each article, and which articles have a
//! term in theirs.
//!
//! Signatures are written with their article. Those of the latest articles are read as they are; every
//! so often a stretch of them is turned into a segment of postings, see [`segments`]. Postings
//! follow their signatures exactly, so nothing of a replaced text can be found.

mod candidates;
mod document_frequencies;
mod segments;

pub use candidates::Candidate;
use rusqlite::{Connection, OptionalExtension as _, params};

use super::CacheError;
use crate::domain::ArticleId;
use crate::related::{DocumentFrequencies, Signature, TermCounts};

/// Signatures to be written at the end of a group: all of it is counted before any is made, so that
/// the first group of a cache knows its frequent words.
#[derive(Debug)]
pub(super) struct Pending<'group> {
    frequencies: DocumentFrequencies,
    counted: bool,
    articles: Vec<(ArticleId, &'group TermCounts)>,
}

impl<'group> Pending<'group> {
    pub(super) fn begin(connection: &Connection) -> Result<Self, CacheError> {
        Ok(Self {
            frequencies: document_frequencies::read(connection)?,
            counted: false,
            articles: Vec::new(),
        })
    }

    /// A new article.
    pub(super) fn add(&mut self, id: ArticleId, term_counts: &'group TermCounts) {
        self.counted |= self.frequencies.count(id.0, term_counts);
        self.articles.push((id, term_counts));
    }

    /// An article that was there with another text. It was counted then.
    pub(super) fn replace(&mut self, id: ArticleId, term_counts: &'group TermCounts) {
        self.articles.push((id, term_counts));
    }

    /// `last` is the number up to which all signatures are there with these.
    pub(super) fn write(mut self, connection: &Connection, last: ArticleId) -> Result<(), CacheError> {
        for (id, term_counts) in &self.articles {
            write(connection, *id, &Signature::of(term_counts, &self.frequencies))?;
        }
        if self.counted {
            document_frequencies::write(connection, &mut self.frequencies)?;
        }
        segments::grow(connection, last.0)
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

/// Takes away all signatures, their postings and counts.
pub(super) fn clear(connection: &Connection) -> Result<(), CacheError> {
    Ok(connection.execute_batch(
        "DELETE FROM signature; DELETE FROM segment; DELETE FROM posting; DELETE FROM census;",
    )?)
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
