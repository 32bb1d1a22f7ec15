//! One article after another within the transaction of its group: into its row, its text, its names, its
//! pictures, and what is searched and related by.

use std::borrow::Cow;

use jiff::Timestamp;
use rusqlite::{Connection, params};

use super::{Outcome, Stored, ToPlace, number_of};
use crate::cache::document::{self, LastPage, Learnt, Packer, Unpacker};
use crate::cache::full_text::Pending;
use crate::cache::identity::Identity;
use crate::cache::order::{free_key, sort_moment};
use crate::cache::{CacheError, Prepared, pictures, related, said, shelves, stories};
use crate::domain::{Article, ArticleId, Moment};

/// The row of an article in the table that is sorted by publication.
#[derive(Clone, Copy, Debug)]
struct Row {
    key: i64,
    moment: Option<Moment>,
}

/// What stores the articles of a group, within one transaction.
pub(super) struct Writer<'transaction, 'group> {
    pub connection: &'transaction Connection,
    /// The number that was given last.
    pub last: ArticleId,
    /// For what was not packed beforehand.
    pub packer: Option<Packer>,
    pub unpacker: &'transaction mut Unpacker,
    pub last_page: LastPage,
    pub index: Pending<'group>,
    pub related: related::Pending<'group>,
    /// Whether marks made elsewhere wait for articles.
    pub some_wait: bool,
    pub to_place: ToPlace,
    pub now: Timestamp,
}

impl<'group> Writer<'_, 'group> {
    /// Stores an article: new, in place of what it was, or not at all.
    pub fn store(&mut self, article: &Article, prepared: &'group Prepared) -> Result<Stored, CacheError> {
        match self.known(&prepared.names)? {
            None => {
                let id = self.next_number()?;
                self.insert(id, article, prepared)?;
                self.related.add(id, &prepared.analysis);
                self.to_place.articles.push(id);
                Ok(Stored { id, outcome: Outcome::Stored })
            }
            // A link alone, saved elsewhere, takes no text away.
            Some(id) if article.is_link_only() && self.has_text(id)? => {
                Ok(Stored { id, outcome: Outcome::Unchanged })
            }
            Some(id)
                if self.is_stored_as(id, article, &prepared.json)?
                    && pictures::are_there(self.connection, &prepared.pictures)? =>
            {
                Ok(Stored { id, outcome: Outcome::Unchanged })
            }
            Some(id) => {
                self.update(id, article, prepared)?;
                self.related.replace(id, &prepared.analysis);
                stories::forget(self.connection, id)?;
                self.to_place.articles.push(id);
                self.to_place.replaced = true;
                Ok(Stored { id, outcome: Outcome::Updated })
            }
        }
    }

    /// The article known by one of these names.
    fn known(&self, names: &[Identity]) -> Result<Option<ArticleId>, CacheError> {
        for name in names {
            if let Some(id) = number_of(self.connection, *name)? {
                return Ok(Some(id));
            }
        }
        Ok(None)
    }

    fn has_text(&self, id: ArticleId) -> Result<bool, CacheError> {
        let mut statement =
            self.connection.prepare_cached("SELECT 1 FROM article WHERE number = ?1 AND words > 0")?;
        Ok(statement.exists([id.0])?)
    }

    /// Another version may write the same article in other words; a damaged one is not the same.
    fn is_stored_as(&mut self, id: ArticleId, article: &Article, json: &[u8]) -> Result<bool, CacheError> {
        match document::json(self.connection, self.unpacker, id) {
            Ok(Some(stored)) if stored == json => Ok(true),
            Ok(Some(stored)) => Ok(document::parse(id, &stored).is_ok_and(|stored| stored == *article)),
            Ok(None) | Err(CacheError::DamagedArticle { .. }) => Ok(false),
            Err(error) => Err(error),
        }
    }

    fn insert(
        &mut self,
        id: ArticleId,
        article: &Article,
        prepared: &'group Prepared,
    ) -> Result<(), CacheError> {
        let key = self.free_key(id, article, &prepared.names)?;
        self.connection
            .prepare_cached(
                "INSERT INTO article (key, number, headline, publication, section, published, words, stored)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            )?
            .execute(params![
                key,
                id.0,
                article.headline.as_str(),
                shelves::publication(self.connection, article.publication.as_ref())?,
                shelves::section(self.connection, article.section.as_ref())?,
                sort_moment(article).map(|moment| moment.to_string()),
                prepared.words,
                self.now.as_second(),
            ])?;
        let packed = self.packed(prepared)?;
        document::append(self.connection, &mut self.last_page, id, &packed)?;
        if !prepared.pictures.is_empty() {
            pictures::write(self.connection, id, &prepared.pictures)?;
        }
        self.name(id, &prepared.names)?;
        self.index.add(key, &prepared.terms);
        Ok(())
    }

    fn update(
        &mut self,
        id: ArticleId,
        article: &Article,
        prepared: &'group Prepared,
    ) -> Result<(), CacheError> {
        let row = self.row(id)?;
        let moved = row.moment != sort_moment(article);
        let key = if moved { self.free_key(id, article, &prepared.names)? } else { row.key };
        self.connection
            .prepare_cached(
                "UPDATE article SET key = ?2, headline = ?3, publication = ?4, section = ?5, published = ?6,
                 words = ?7 WHERE key = ?1",
            )?
            .execute(params![
                row.key,
                key,
                article.headline.as_str(),
                shelves::publication(self.connection, article.publication.as_ref())?,
                shelves::section(self.connection, article.section.as_ref())?,
                sort_moment(article).map(|moment| moment.to_string()),
                prepared.words,
            ])?;
        document::rewrite(self.connection, id, &self.packed(prepared)?)?;
        pictures::write(self.connection, id, &prepared.pictures)?;
        self.name(id, &prepared.names)?;
        self.index.remove(row.key);
        self.index.add(key, &prepared.terms);
        Ok(())
    }

    fn packed(&mut self, prepared: &'group Prepared) -> Result<Cow<'group, [u8]>, CacheError> {
        if let Some(packed) = &prepared.packed {
            return Ok(Cow::Borrowed(packed));
        }
        let packer = match &mut self.packer {
            Some(packer) => packer,
            none => {
                // Its own, since what this transaction learns may come to nothing.
                let learnt = Learnt::default();
                learnt.read(self.connection)?;
                none.insert(Packer::of(learnt))
            }
        };
        Ok(Cow::Owned(packer.pack(&prepared.json)))
    }

    fn row(&self, id: ArticleId) -> Result<Row, CacheError> {
        let mut statement =
            self.connection.prepare_cached("SELECT key, published FROM article WHERE number = ?1")?;
        Ok(statement.query_row([id.0], |row| {
            let published: Option<String> = row.get(1)?;
            Ok(Row { key: row.get(0)?, moment: published.and_then(|text| text.parse().ok()) })
        })?)
    }

    fn free_key(&self, id: ArticleId, article: &Article, names: &[Identity]) -> Result<i64, CacheError> {
        let seed = names.first().map_or(0, |name| name.0);
        free_key(self.connection, sort_moment(article), id, seed)
    }

    /// An article keeps the names it had, and a name its first article.
    fn name(&self, id: ArticleId, names: &[Identity]) -> Result<(), CacheError> {
        let mut statement = self
            .connection
            .prepare_cached("INSERT OR IGNORE INTO identity (hash, number) VALUES (?1, ?2)")?;
        for name in names {
            statement.execute(params![name.row(), id.0])?;
        }
        drop(statement);
        if self.some_wait {
            names.iter().try_for_each(|name| said::waiting::take_in(self.connection, id, *name))?;
        }
        Ok(())
    }

    fn next_number(&mut self) -> Result<ArticleId, CacheError> {
        self.last = self.last.0.checked_add(1).map(ArticleId).ok_or(CacheError::NoNumbersLeft)?;
        Ok(self.last)
    }
}
