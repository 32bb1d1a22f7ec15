//! Storing articles: a group in one transaction, each article new, changed or as it was. Nothing of the
//! person's is touched.

use std::borrow::Cow;

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension as _, params};

use super::document::{self, Learnt, Packer, Unpacker, dictionary};
use super::full_text::Pending;
use super::identity::Identity;
use super::order::{free_key, sort_moment};
use super::{Cache, CacheError, Prepared, pictures, related, said, shelves, stories};
use crate::domain::{Article, ArticleId, Moment};
use crate::related::Analyst;

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
        let mut analyst = Analyst::default();
        let prepared: Vec<Prepared> =
            group.iter().map(|article| Prepared::of(article, &mut analyst)).collect();
        let stored = self.store_prepared(group.iter().zip(&prepared), now)?;
        self.place_waiting()?;
        Ok(stored)
    }

    /// The same with what was found out about the articles beforehand, on another thread. Articles of
    /// another time than most may wait for [`Cache::place_waiting`] to be put into stories.
    ///
    /// # Errors
    /// As [`Cache::store`].
    pub fn store_prepared<'group>(
        &mut self,
        group: impl ExactSizeIterator<Item = (&'group Article, &'group Prepared)>,
        now: Timestamp,
    ) -> Result<Vec<Stored>, CacheError> {
        self.writable()?;
        if group.len() > 1 {
            self.make_room()?;
        }
        let mut unpacker = std::mem::take(self.unpacker.get_mut());
        let mut surroundings = self.surroundings.take();
        let mut learnt_more = false;
        let stored = self.write(|connection| {
            let (stored, placing) = store_group(connection, &mut unpacker, group, now)?;
            learnt_more = placing.learnt_more;
            surroundings.take_if(|_gathered| placing.replaced);
            stories::place_group(connection, &mut surroundings, &placing.articles)?;
            Ok(stored)
        });
        *self.unpacker.get_mut() = unpacker;
        self.surroundings = surroundings.filter(|_gathered| stored.is_ok());
        if learnt_more && stored.is_ok() {
            self.learnt()?;
        }
        stored
    }
}

fn store_group<'group>(
    connection: &Connection,
    unpacker: &mut Unpacker,
    group: impl Iterator<Item = (&'group Article, &'group Prepared)>,
    now: Timestamp,
) -> Result<(Vec<Stored>, ToPlace), CacheError> {
    let mut writer = Writer {
        connection,
        packer: None,
        unpacker: &mut *unpacker,
        index: Pending::default(),
        related: related::Pending::begin(connection)?,
        some_wait: said::waiting::is_any(connection)?,
        to_place: ToPlace::default(),
        now,
    };
    let before = last_number(connection)?;
    let store = |(article, prepared)| writer.store(article, prepared);
    let stored = group.map(store).collect::<Result<_, _>>()?;
    let Writer { index, related, mut to_place, .. } = writer;
    index.write(connection)?;
    related.write(connection)?;
    to_place.learnt_more = dictionary::learn(connection, unpacker, before, last_number(connection)?)?;
    Ok((stored, to_place))
}

/// What is left to do when a group is written.
#[derive(Debug, Default)]
struct ToPlace {
    /// New articles, and those with another text: they are to be put into stories.
    articles: Vec<ArticleId>,
    /// Whether one of them had another text.
    replaced: bool,
    /// Whether texts are packed with something else from now on.
    learnt_more: bool,
}

/// The row of an article in the table that is sorted by publication.
#[derive(Clone, Copy, Debug)]
struct Row {
    key: i64,
    moment: Option<Moment>,
}

struct Writer<'transaction, 'group> {
    connection: &'transaction Connection,
    /// For what was not packed beforehand.
    packer: Option<Packer>,
    unpacker: &'transaction mut Unpacker,
    index: Pending<'group>,
    related: related::Pending<'group>,
    /// Whether marks made elsewhere wait for articles.
    some_wait: bool,
    to_place: ToPlace,
    now: Timestamp,
}

impl<'group> Writer<'_, 'group> {
    fn store(&mut self, article: &Article, prepared: &'group Prepared) -> Result<Stored, CacheError> {
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
        document::write(self.connection, id, &self.packed(prepared)?)?;
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

    fn next_number(&self) -> Result<ArticleId, CacheError> {
        let number: i64 = self
            .connection
            .prepare_cached("UPDATE tally SET last_number = last_number + 1 RETURNING last_number")?
            .query_one([], |row| row.get(0))?;
        u32::try_from(number).map(ArticleId).map_err(|_reason| CacheError::NoNumbersLeft)
    }
}

/// The number that was given last.
fn last_number(connection: &Connection) -> Result<u32, CacheError> {
    Ok(connection.prepare_cached("SELECT last_number FROM tally")?.query_one([], |row| row.get(0))?)
}

/// The article that a name leads to, if it is still there.
pub(super) fn number_of(connection: &Connection, name: Identity) -> Result<Option<ArticleId>, CacheError> {
    let mut statement = connection.prepare_cached(
        "SELECT article.number FROM identity JOIN article USING (number) WHERE identity.hash = ?1",
    )?;
    Ok(statement.query_row([name.row()], |row| row.get(0).map(ArticleId)).optional()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cache::samples::{article, now, published, stored};
    use crate::domain::{Bookmark, Change, Direction, Order, Place, View};

    fn outcome(cache: &mut Cache, article: &Article) -> (u32, Outcome) {
        let stored = cache.store(std::slice::from_ref(article), now()).unwrap()[0];
        (stored.id.0, stored.outcome)
    }

    #[test]
    fn importing_twice_changes_nothing_and_says_so() {
        let mut cache = Cache::in_memory().unwrap();

        assert_eq!(outcome(&mut cache, &article("Rain")), (1, Outcome::Stored));
        let before = cache.connection.total_changes();
        assert_eq!(outcome(&mut cache, &article("Rain")), (1, Outcome::Unchanged));

        assert_eq!(cache.connection.total_changes(), before);
    }

    #[test]
    fn a_new_edition_touches_nothing_of_the_persons() {
        let mut cache = Cache::in_memory().unwrap();
        let id = stored(&mut cache, &published("Rain", "2024-05-07"));
        let bookmark = Bookmark { added: now(), note: Some("why".into()), tags: ["sky".into()].into() };
        let place = Place { block: 3, offset: 14, words: "in the night".to_owned() };
        cache.apply(&Change::Bookmark(vec![(id, Some(bookmark.clone()))]), now()).unwrap();
        cache.apply(&Change::Read(vec![(id, true)]), now()).unwrap();
        cache.keep_place(id, &place, 40, now()).unwrap();

        let edition = Article { section: Some("Weather".into()), ..published("Rain", "2024-05-09") };
        assert_eq!(outcome(&mut cache, &edition), (1, Outcome::Updated));

        let listed = cache.listed(&View::Bookmarks, id).unwrap().unwrap();
        assert!(listed.read && listed.bookmarked && listed.progress == Some(40));
        assert_eq!(listed.published, edition.published);
        assert_eq!(cache.bookmark(id).unwrap(), Some(bookmark));
        assert_eq!(cache.place(id).unwrap(), Some(place));
        assert_eq!(cache.check().unwrap(), [""; 0]);
    }

    #[test]
    fn a_link_alone_takes_no_text_away_and_gains_it_with_the_marks_kept() {
        let mut cache = Cache::in_memory().unwrap();
        let link = Article { body: crate::domain::Body::default(), publication: None, ..article("Rain") };
        let id = stored(&mut cache, &link);
        cache.apply(&Change::Read(vec![(id, true)]), now()).unwrap();

        assert_eq!(outcome(&mut cache, &article("Rain")), (1, Outcome::Updated));
        assert_eq!(outcome(&mut cache, &link), (1, Outcome::Unchanged));

        assert_eq!(cache.article(id).unwrap(), Some(article("Rain")));
        assert_eq!(cache.counts().unwrap().unread, 0);
    }

    #[test]
    fn one_group_may_tell_an_article_twice() {
        let mut cache = Cache::in_memory().unwrap();
        let group = [article("Rain"), published("Rain", "2024-05-07"), published("Rain", "2024-05-07")];

        let stored = cache.store(&group, now()).unwrap();

        let outcomes: Vec<Outcome> = stored.iter().map(|stored| stored.outcome).collect();
        assert_eq!(outcomes, [Outcome::Stored, Outcome::Updated, Outcome::Unchanged]);
        assert_eq!(cache.check().unwrap(), [""; 0]);
    }

    #[test]
    fn an_article_moves_in_the_list_when_its_date_changes() {
        let mut cache = Cache::in_memory().unwrap();
        let moments = ["2024-05-07", "2024-05-08"];
        for (headline, moment) in ["Rain", "Snow"].iter().zip(moments) {
            stored(&mut cache, &published(headline, moment));
        }

        stored(&mut cache, &published("Rain", "2024-05-09"));

        let rows = cache.list(&View::All, Order::NewestFirst, None, Direction::Down, 9).unwrap();
        assert_eq!(rows.iter().map(|listed| listed.id.0).collect::<Vec<_>>(), [1, 2]);
    }

    #[test]
    fn a_number_is_never_given_again() {
        let mut cache = Cache::in_memory().unwrap();
        stored(&mut cache, &article("Rain"));
        cache.connection.execute("DELETE FROM article", []).unwrap();

        assert_eq!(outcome(&mut cache, &article("Rain")), (2, Outcome::Stored));
        assert_eq!(cache.article(ArticleId(2)).unwrap(), Some(article("Rain")));
    }
}
