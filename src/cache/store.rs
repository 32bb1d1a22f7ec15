//! Storing articles: a group in one transaction, each article new, changed or as it was. Nothing of the
//! person's is touched.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension as _, TransactionBehavior, params};

use super::document::{self, Packer};
use super::full_text::Pending;
use super::identity::Identity;
use super::order::{free_key, sort_moment};
use super::shelves;
use super::{Cache, CacheError};
use crate::domain::{Article, ArticleId, Body, Moment};

/// What became of an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is new.
    Stored,
    /// It was known, and its text or metadata changed.
    Updated,
    /// It was known just so; nothing was written.
    Unchanged,
}

/// The answer to an article that was to be stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stored {
    /// The number of the article, for good.
    pub id: ArticleId,
    /// What became of it.
    pub outcome: Outcome,
}

impl Cache {
    /// Stores a group of articles in one transaction: all of them or none. When it returns they
    /// survive a power cut.
    ///
    /// # Errors
    /// Where the cache is read-only, busy for long, damaged, or the disk is full.
    pub fn store(&mut self, group: &[Article], now: Timestamp) -> Result<Vec<Stored>, CacheError> {
        if self.read_only {
            return Err(CacheError::ReadOnly);
        }
        if group.len() > 1 {
            self.make_room()?;
        }
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mut writer =
            Writer { connection: &transaction, packer: Packer::new(), index: Pending::default(), now };
        let stored = group.iter().map(|article| writer.store(article)).collect::<Result<_, _>>()?;
        writer.index.write(&transaction)?;
        transaction.commit()?;
        Ok(stored)
    }
}

/// The row of an article in the table that is sorted by publication.
#[derive(Clone, Copy, Debug)]
struct Row {
    key: i64,
    moment: Option<Moment>,
}

struct Writer<'transaction> {
    connection: &'transaction Connection,
    packer: Packer,
    index: Pending,
    now: Timestamp,
}

impl Writer<'_> {
    fn store(&mut self, article: &Article) -> Result<Stored, CacheError> {
        let names = Identity::all_of(article);
        let json = serde_json::to_vec(article).expect("an article has only string keys");
        match self.known(&names)? {
            None => {
                let id = self.next_number()?;
                self.insert(id, article, &json, &names)?;
                Ok(Stored { id, outcome: Outcome::Stored })
            }
            Some(id) if self.is_stored_as(id, article, &json)? => {
                Ok(Stored { id, outcome: Outcome::Unchanged })
            }
            Some(id) => {
                self.update(id, article, &json, &names)?;
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

    /// Another version may write the same article in other words; a damaged one is not the same.
    fn is_stored_as(&self, id: ArticleId, article: &Article, json: &[u8]) -> Result<bool, CacheError> {
        match document::json(self.connection, id) {
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
        json: &[u8],
        names: &[Identity],
    ) -> Result<(), CacheError> {
        let plain = article.body.to_plain();
        let key = self.free_key(id, article, names)?;
        self.connection
            .prepare_cached(
                "INSERT INTO article (key, number, headline, publication, section, published, words)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            )?
            .execute(params![
                key,
                id.0,
                article.headline.as_str(),
                shelves::publication(self.connection, article.publication.as_ref())?,
                shelves::section(self.connection, article.section.as_ref())?,
                sort_moment(article).map(|moment| moment.to_string()),
                word_count(&article.body),
            ])?;
        self.packer.write(self.connection, id, json, self.now)?;
        self.name(id, names)?;
        self.index.add(key, article, &plain);
        Ok(())
    }

    fn update(
        &mut self,
        id: ArticleId,
        article: &Article,
        json: &[u8],
        names: &[Identity],
    ) -> Result<(), CacheError> {
        let plain = article.body.to_plain();
        let row = self.row(id)?;
        let moved = row.moment != sort_moment(article);
        let key = if moved { self.free_key(id, article, names)? } else { row.key };
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
                word_count(&article.body),
            ])?;
        self.packer.write(self.connection, id, json, self.now)?;
        self.name(id, names)?;
        self.index.remove(row.key);
        self.index.add(key, article, &plain);
        Ok(())
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
        Ok(())
    }

    fn next_number(&self) -> Result<ArticleId, CacheError> {
        let number: i64 = self
            .connection
            .prepare_cached("UPDATE tally SET last_number = last_number + 1 RETURNING last_number")?
            .query_one([], |row| row.get(0))?;
        u32::try_from(number).map(ArticleId).map_err(|_reason| CacheError::NoNumbersLeft)
    }
}

fn word_count(body: &Body) -> i64 {
    i64::try_from(body.word_count()).unwrap_or(i64::MAX)
}

/// The article that a name leads to, if it is still there.
pub(super) fn number_of(connection: &Connection, name: Identity) -> Result<Option<ArticleId>, CacheError> {
    let mut statement = connection.prepare_cached(
        "SELECT article.number FROM identity JOIN article USING (number) WHERE identity.hash = ?1",
    )?;
    Ok(statement.query_row([name.row()], |row| row.get(0).map(ArticleId)).optional()?)
}
