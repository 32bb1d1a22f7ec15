//! Writes one article after another within the transaction of its group: its row, its text, its names, its
//! pictures, its index terms and its signature.

use std::borrow::Cow;
use std::ops::Range;

use jiff::tz::Offset;
use jiff::{SignedDuration, Timestamp};
use rusqlite::{Connection, named_params, params};

use super::{GroupResult, StoreOutcome, StoreResult};
use crate::cache::deduplication::{Edition, EditionLookup, SourceFeed};
use crate::cache::document::{self, LastPage, Packer, SharedDictionary, Unpacker};
use crate::cache::full_text::PendingIndexRows;
use crate::cache::identity::{Identity, Names, article_with_name, deleted_article_with_name};
use crate::cache::listed_row::recording_number;
use crate::cache::order::{free_key, sort_moment};
use crate::cache::{CacheError, Prepared, corrections, counts, pictures, related, statements, stories};
use crate::domain::{Article, ArticleId, Correction, IdentityHints, Moment, Picture, Recording};

/// The time ahead of the clock beyond which an entry is sorted by the day it came.
const AHEAD: SignedDuration = SignedDuration::from_hours(48);

/// Writes the row of an article, new or of another edition; the time it was first stored stays.
const WRITE_ROW: &str = "
    INSERT INTO article (key, number, headline, publication, section, published, words, media, stored)
    VALUES (:key, :number, :headline, :publication, :section, :published, :words, :media, :stored)
    ON CONFLICT DO UPDATE SET key = excluded.key, headline = excluded.headline,
        publication = excluded.publication, section = excluded.section, published = excluded.published,
        words = excluded.words, media = excluded.media";

/// The row of an article in the table that is sorted by publication.
#[derive(Clone, Copy, Debug)]
struct Row {
    key: i64,
    moment: Option<Moment>,
}

/// Stores the articles of a group, within one transaction.
pub(super) struct Writer<'transaction, 'group> {
    pub connection: &'transaction Connection,
    /// The last number assigned.
    pub last: ArticleId,
    /// Packs the articles that are not packed yet.
    pub packer: Option<Packer>,
    pub unpacker: &'transaction mut Unpacker,
    pub last_page: LastPage,
    pub index: PendingIndexRows<'group>,
    pub related: related::PendingSignatures<'group>,
    /// The articles that a running rebuild indexes, and this writer does not.
    pub waiting: Range<u32>,
    /// Whether any article was deleted.
    pub has_deleted: bool,
    /// Whether statements from elsewhere wait for articles.
    pub has_waiting: bool,
    pub done: GroupResult,
    pub now: Timestamp,
}

impl<'group> Writer<'_, 'group> {
    /// Stores an article: new, in place of its former edition, or not at all.
    pub fn store(
        &mut self,
        article: &Article,
        prepared: &'group Prepared,
        edition: Edition<'_>,
    ) -> Result<StoreResult, CacheError> {
        let stored = self.store_text(article, prepared, edition)?;
        if let Edition::ByNames(Some(SourceFeed { feed, .. })) = edition
            && let Some(guid) = &article.guid
        {
            self.add_name(stored.id, Identity::of_entry(feed, guid.as_str()))?;
        }
        Ok(stored)
    }

    fn store_text(
        &mut self,
        article: &Article,
        prepared: &'group Prepared,
        place: Edition<'_>,
    ) -> Result<StoreResult, CacheError> {
        let known = self.stored_edition(article, prepared, place)?;
        if known.is_none()
            && let Some(id) = self.deleted(prepared, place)?
        {
            return Ok(StoreResult { id, outcome: StoreOutcome::Unchanged });
        }
        match known {
            None => {
                let id = self.next_number()?;
                self.insert(id, article, prepared)?;
                if !self.waiting.contains(&id.0) {
                    self.related.add(id, &prepared.term_counts);
                }
                // An entry without a date is sorted by its arrival, which is known only once it is linked to its feed.
                let waits = sort_moment(article).is_none() && matches!(place, Edition::ByNames(Some(_)));
                if waits { &mut self.done.to_wait } else { &mut self.done.to_place }.push(id);
                Ok(StoreResult { id, outcome: StoreOutcome::Stored })
            }
            // An article that is only a link does not replace a text.
            Some(id) if article.is_link_only() && self.has_text(id)? => {
                Ok(StoreResult { id, outcome: StoreOutcome::Unchanged })
            }
            Some(id)
                if self.is_stored_as(id, article, &prepared.json)?
                    && pictures::are_stored(self.connection, &prepared.pictures)? =>
            {
                Ok(StoreResult { id, outcome: StoreOutcome::Unchanged })
            }
            Some(id) => {
                if matches!(place, Edition::ByNames(Some(_)) | Edition::Stored(_)) {
                    self.save_correction(id, article)?;
                }
                self.update(id, article, prepared)?;
                if !self.waiting.contains(&id.0) {
                    self.related.replace(id, &prepared.term_counts);
                }
                stories::remove_derived(self.connection, id)?;
                self.done.to_place.push(id);
                self.done.replaced = true;
                Ok(StoreResult { id, outcome: StoreOutcome::Updated })
            }
        }
    }

    /// The stored article that this one replaces.
    fn stored_edition(
        &mut self,
        article: &Article,
        prepared: &Prepared,
        place: Edition<'_>,
    ) -> Result<Option<ArticleId>, CacheError> {
        match place {
            Edition::Stored(id) => Ok(Some(id)),
            Edition::None => Ok(None),
            Edition::ByNames(feed) => {
                let (connection, unpacker) = (self.connection, &mut *self.unpacker);
                let (names, identity_hints) = (&prepared.names, prepared.identity_hints);
                EditionLookup { connection, unpacker, article, names, identity_hints, feed }.find()
            }
        }
    }

    /// The deleted article that this one is; `None` for an article that a repair restores.
    fn deleted(&self, prepared: &Prepared, edition: Edition<'_>) -> Result<Option<ArticleId>, CacheError> {
        if !self.has_deleted || matches!(edition, Edition::None) {
            return Ok(None);
        }
        for name in prepared.names.unique_names(prepared.identity_hints) {
            if let Some(id) = deleted_article_with_name(self.connection, name)? {
                return Ok(Some(id));
            }
        }
        Ok(None)
    }

    /// Stores the former text of an article that a fetch corrects; a damaged one is skipped.
    fn save_correction(&mut self, id: ArticleId, article: &Article) -> Result<(), CacheError> {
        let stored = match document::json(self.connection, self.unpacker, id) {
            Ok(stored) => stored,
            Err(CacheError::DamagedArticle { .. }) => None,
            Err(error) => return Err(error),
        };
        let before = stored.and_then(|stored| document::parse(id, &stored).ok());
        let correction = before.and_then(|before| Correction::between(&before, article, self.now));
        correction.map_or(Ok(()), |correction| corrections::save(self.connection, id, &correction))
    }

    fn has_text(&self, id: ArticleId) -> Result<bool, CacheError> {
        let mut statement =
            self.connection.prepare_cached("SELECT 1 FROM article WHERE number = ?1 AND words > 0")?;
        Ok(statement.exists([id.0])?)
    }

    /// Whether the stored article is the same. Another version may write it as different JSON; a damaged one
    /// is not the same.
    fn is_stored_as(&mut self, id: ArticleId, article: &Article, json: &[u8]) -> Result<bool, CacheError> {
        match document::json(self.connection, self.unpacker, id) {
            Ok(Some(stored)) if stored == json => Ok(true),
            Ok(Some(stored)) => Ok(document::parse(id, &stored).is_ok_and(|mut stored| {
                // A page that was captured again is unchanged, and so is one whose pictures were fetched since.
                stored.fetched = if stored.fetched.is_some() { article.fetched } else { None };
                stored == *article
                    || pictures::carried_over(&stored, article).is_some_and(|article| stored == article)
            })),
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
        let key = self.free_key(id, article, prepared)?;
        self.write_row(id, key, article, prepared)?;
        let packed = self.packed(prepared)?;
        document::append(self.connection, &mut self.last_page, id, &packed)?;
        if !prepared.pictures.is_empty() {
            pictures::write(self.connection, id, &prepared.pictures)?;
        }
        self.name(id, &prepared.names, prepared.identity_hints)?;
        if !self.waiting.contains(&id.0) {
            self.index.add(key, &prepared.terms);
        }
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
        let key = if moved { self.free_key(id, article, prepared)? } else { row.key };
        self.write_row(id, key, article, prepared)?;
        self.write_document(id, article, prepared)?;
        self.name(id, &prepared.names, prepared.identity_hints)?;
        if !self.waiting.contains(&id.0) {
            self.index.remove(row.key);
            self.index.add(key, &prepared.terms);
        }
        Ok(())
    }

    /// Writes the text and the pictures of another edition; pictures fetched for the one before stay.
    fn write_document(
        &mut self,
        id: ArticleId,
        article: &Article,
        prepared: &'group Prepared,
    ) -> Result<(), CacheError> {
        let before = if pictures::has_any(self.connection, id)? {
            match document::json(self.connection, self.unpacker, id) {
                Err(CacheError::DamagedArticle { .. }) => None,
                stored => stored?.and_then(|json| document::parse(id, &json).ok()),
            }
        } else {
            None
        };
        let Some(whole) = before.and_then(|before| pictures::carried_over(&before, article)) else {
            document::rewrite(self.connection, id, &self.packed(prepared)?)?;
            return pictures::write(self.connection, id, &prepared.pictures);
        };
        document::rewrite_article(self.connection, &mut self.packer, id, &whole)?;
        let shown: Vec<Picture> = whole.pictures().into_iter().cloned().collect();
        pictures::write(self.connection, id, &shown)
    }

    /// Writes the row of an article, as the list shows it.
    fn write_row(
        &mut self,
        id: ArticleId,
        key: i64,
        article: &Article,
        prepared: &Prepared,
    ) -> Result<(), CacheError> {
        let (connection, unpacker) = (self.connection, &mut *self.unpacker);
        let publication = counts::publication(connection, article, &mut |id| {
            let stored = document::json(connection, unpacker, id)?;
            Ok(stored.and_then(|json| document::parse(id, &json).ok()).and_then(|article| article.url))
        })?;
        self.connection.prepare_cached(WRITE_ROW)?.execute(named_params! {
            ":number": id.0,
            ":key": key,
            ":headline": article.headline.as_str(),
            ":publication": publication,
            ":section": counts::section(self.connection, article.section.as_ref())?,
            ":published": sort_moment(article).map(|moment| moment.to_string()),
            ":words": prepared.words,
            ":media": recording_number(Recording::first_of(&article.media)),
            ":stored": self.now.as_second(),
        })?;
        Ok(())
    }

    fn packed(&mut self, prepared: &'group Prepared) -> Result<Cow<'group, [u8]>, CacheError> {
        if let Some(packed) = &prepared.packed {
            return Ok(Cow::Borrowed(packed));
        }
        let packer = match &mut self.packer {
            Some(packer) => packer,
            none => {
                // A dictionary of its own, since this transaction may be rolled back.
                let learnt = SharedDictionary::default();
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

    fn free_key(&self, id: ArticleId, article: &Article, prepared: &Prepared) -> Result<i64, CacheError> {
        let seed = prepared.names.lookup_names(IdentityHints::default()).next().map_or(0, |name| name.0);
        let moment = sort_moment(article);
        let moment =
            if prepared.identity_hints.is_entry { moment.map(|told| self.sort_moment(told)) } else { moment };
        free_key(self.connection, moment, id, seed)
    }

    /// Adds the names of an article. A name leads to its first article; an address that several share leads
    /// to none.
    fn name(
        &mut self,
        id: ArticleId,
        names: &Names,
        identity_hints: IdentityHints,
    ) -> Result<(), CacheError> {
        if identity_hints.shares_address {
            self.share_address(id, names.address)?;
        }
        for name in names.lookup_names(identity_hints) {
            self.add_name(id, name)?;
        }
        // An article gets its second name where another article has its usual one.
        for (usual, other) in [(names.guid, names.hosted_guid), (names.address, names.shared_address)] {
            if let (Some(usual), Some(other)) = (usual, other)
                && article_with_name(self.connection, usual)? != Some(id)
            {
                self.add_name(id, other)?;
            }
        }
        if self.has_waiting {
            for name in names.lookup_names(identity_hints) {
                if statements::adopt_waiting(self.connection, id, name)? {
                    self.done.deleted.push(id);
                }
            }
        }
        Ok(())
    }

    fn add_name(&self, id: ArticleId, name: Identity) -> Result<(), CacheError> {
        let mut statement = self
            .connection
            .prepare_cached("INSERT OR IGNORE INTO identity (hash, number) VALUES (?1, ?2)")?;
        statement.execute(params![name.row(), id.0])?;
        Ok(())
    }

    /// Makes an address lead to no entry; it still leads to a page that was stored by itself.
    fn share_address(&mut self, id: ArticleId, address: Option<Identity>) -> Result<(), CacheError> {
        let Some(name) = address else { return Ok(()) };
        let holder = article_with_name(self.connection, name)?.filter(|holder| *holder != id);
        let is_page = match holder {
            Some(holder) => document::json(self.connection, self.unpacker, holder)?
                .and_then(|json| document::parse(holder, &json).ok())
                .is_some_and(|holder| holder.guid.is_none()),
            None => false,
        };
        if !is_page {
            self.connection
                .prepare_cached("INSERT OR REPLACE INTO identity (hash, number) VALUES (?1, 0)")?
                .execute([name.row()])?;
        }
        Ok(())
    }

    /// The sort key of an entry: its date, or its arrival where the date is far in the future, which would keep it on
    /// top.
    fn sort_moment(&self, moment: Moment) -> Moment {
        let is_ahead = moment.instant().duration_since(self.now) > AHEAD;
        if is_ahead { Moment::Day(Offset::UTC.to_datetime(self.now).date()) } else { moment }
    }

    fn next_number(&mut self) -> Result<ArticleId, CacheError> {
        self.last = self.last.0.checked_add(1).map(ArticleId).ok_or(CacheError::NoNumbersLeft)?;
        Ok(self.last)
    }
}
