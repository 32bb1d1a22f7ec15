//! The stored part of related articles: the signature of each article, and the postings of its terms.
//!
//! Signatures are written with their article. Those of the latest articles are scanned; from time to time a
//! range of them is turned into a segment of postings, see [`segments`]. Postings follow their signatures
//! exactly, so nothing of a replaced text can be found.

mod candidates;
mod document_frequencies;
mod naming;
mod segments;

pub use candidates::Candidate;
use rusqlite::{Connection, OptionalExtension as _, params};

use super::{Cache, CacheError};
use crate::domain::ArticleId;
use crate::related::{DocumentFrequencies, Signature, TermCounts};

/// Signatures to be written at the end of a group: the whole group is counted before any is made, so that the
/// first group of a cache knows its frequent words.
#[derive(Debug)]
pub(super) struct PendingSignatures<'group> {
    frequencies: DocumentFrequencies,
    counted: bool,
    articles: Vec<(ArticleId, &'group TermCounts)>,
}

impl<'group> PendingSignatures<'group> {
    pub(super) fn begin(connection: &Connection) -> Result<Self, CacheError> {
        Ok(Self {
            frequencies: document_frequencies::read(connection)?,
            counted: false,
            articles: Vec::new(),
        })
    }

    /// Adds a new article.
    pub(super) fn add(&mut self, id: ArticleId, term_counts: &'group TermCounts) {
        self.counted |= self.frequencies.count(id.0, term_counts);
        self.articles.push((id, term_counts));
    }

    /// Replaces the text of an article, which is in the counts already.
    pub(super) fn replace(&mut self, id: ArticleId, term_counts: &'group TermCounts) {
        self.articles.push((id, term_counts));
    }

    /// Writes the signatures. `last` is the number up to which all are there then.
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

/// Replaces a signature.
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

/// Removes all signatures, their postings and counts.
pub(super) fn clear(connection: &Connection) -> Result<(), CacheError> {
    Ok(connection.execute_batch(
        "DELETE FROM signature; DELETE FROM segment; DELETE FROM posting; DELETE FROM census;",
    )?)
}

/// Removes articles from the postings. Their signatures go with them.
pub(super) fn remove(connection: &Connection, ids: &[ArticleId]) -> Result<(), CacheError> {
    segments::remove(connection, ids)
}

/// The signature of an article; `None` where there is no such article.
fn signature(connection: &Connection, id: ArticleId) -> Result<Option<Signature>, CacheError> {
    let mut statement = connection.prepare_cached("SELECT terms FROM signature WHERE number = ?1")?;
    let read = statement.query_row([id.0], |row| Ok(Signature::from_bytes(row.get_ref(0)?.as_blob()?)));
    Ok(read.optional()?)
}

impl Cache {
    /// The signature of an article; `None` where there is no such article.
    ///
    /// # Errors
    /// Where the cache cannot be read.
    pub fn signature(&self, id: ArticleId) -> Result<Option<Signature>, CacheError> {
        signature(&self.connection, id)
    }
}

#[cfg(test)]
mod tests;
