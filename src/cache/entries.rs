//! Entries of feeds: the articles they belong to, their latest hash, and which of them want the text of their
//! page.

use std::borrow::Cow;
use std::collections::HashSet;

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension as _, params};
use siphasher::sip::SipHasher13;

use super::deduplication::{Edition, EditionLookup, SourceFeed};
use super::document::{self, Packer, Unpacker};
use super::identity::{Identity, deleted_article_with_name};
use super::{Cache, CacheError, Prepared, StoreOutcome, StoreResult};
use crate::domain::{Article, ArticleId, Change, FeedId, WebUrl};

/// The most attempts to fetch the page of an entry.
const MOST_PAGE_ATTEMPTS: u8 = 3;

/// An entry of a feed to be stored.
#[derive(Clone, Copy, Debug)]
pub struct EntryToStore<'entry> {
    /// The article of the entry, as the feed gives it.
    pub article: &'entry Article,
    /// The article prepared for storing.
    pub prepared: &'entry Prepared,
    /// Whether the full text is wanted from the page.
    pub wants_page: bool,
}

/// The decision about an entry before anything is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum EntryDecision {
    Store,
    /// The entry is unchanged.
    Unchanged(ArticleId),
    /// The stored article has more text; it only becomes one of the feed.
    Join(ArticleId),
    /// The article was removed to save space, or deleted.
    Removed,
}

impl Cache {
    /// Stores the entries of a feed: all of them or none. An unchanged entry is skipped without a look at its
    /// text, one that was removed to save space stays away, and a summary does not replace a text. Where the
    /// person has unsubscribed meanwhile, nothing is stored.
    pub fn store_entries(
        &mut self,
        feed: FeedId,
        entries: &[EntryToStore<'_>],
        now: Timestamp,
    ) -> Result<Vec<Option<StoreResult>>, CacheError> {
        self.transaction(|cache| {
            if !cache.has_feed(feed)? {
                return Ok(Vec::new());
            }
            let guids: HashSet<&str> =
                entries.iter().filter_map(|entry| Some(entry.article.guid.as_ref()?.as_str())).collect();
            let document = SourceFeed { feed, guids: &guids };
            let mut fates = Vec::with_capacity(entries.len());
            for entry in entries {
                fates.push(decide(&cache.connection, cache.unpacker.get_mut(), document, entry)?);
            }
            let new = entries.iter().zip(&fates).filter(|(_, fate)| **fate == EntryDecision::Store);
            let place = Edition::ByNames(Some(document));
            let new: Vec<_> = new.map(|(entry, _)| (entry.article, entry.prepared, place)).collect();
            let mut stored = cache.store_editions(new.into_iter(), now)?.into_iter();
            let (mut all, mut packer) = (Vec::with_capacity(entries.len()), None);
            for (entry, fate) in entries.iter().zip(fates) {
                if let EntryDecision::Unchanged(id) = fate {
                    count_comments(
                        &cache.connection,
                        cache.unpacker.get_mut(),
                        &mut packer,
                        id,
                        entry.article,
                    )?;
                }
                let stored = match fate {
                    EntryDecision::Store => stored.next(),
                    EntryDecision::Unchanged(id) | EntryDecision::Join(id) => {
                        Some(StoreResult { id, outcome: StoreOutcome::Unchanged })
                    }
                    EntryDecision::Removed => None,
                };
                if let Some(StoreResult { id, .. }) =
                    stored.filter(|_| !matches!(fate, EntryDecision::Unchanged(_)))
                {
                    link_to_feed(&cache.connection, feed, id, entry)?;
                }
                all.push(stored);
            }
            // Rules apply once the articles belong to their feed, since a rule may ask for it.
            let came = all.iter().zip(entries);
            let came = came.filter_map(|(stored, entry)| {
                Some(((*stored)?, entry.article, entry.prepared.terms.as_str()))
            });
            cache.apply_rules(came, now)?;
            Ok(all)
        })
    }

    fn has_feed(&self, feed: FeedId) -> Result<bool, CacheError> {
        Ok(self.connection.prepare_cached("SELECT 1 FROM feed WHERE id = ?1")?.exists([feed.0])?)
    }

    /// Stores the full text from the page of an entry.
    pub fn store_full_text(
        &mut self,
        id: ArticleId,
        article: &Article,
        prepared: &Prepared,
        now: Timestamp,
    ) -> Result<Vec<StoreResult>, CacheError> {
        self.store_editions([(article, prepared, Edition::Stored(id))].into_iter(), now)
    }

    /// Stores the article of a page, which is found by these addresses too unless another is. An article that
    /// a person asks for is no longer deleted.
    pub fn store_page(
        &mut self,
        article: &Article,
        addresses: &[&WebUrl],
        now: Timestamp,
    ) -> Result<StoreResult, CacheError> {
        self.transaction(|cache| {
            for name in Identity::all_of(article) {
                if let Some(id) = deleted_article_with_name(&cache.connection, name)? {
                    cache.apply(&Change::Delete(vec![(id, false)]), now)?;
                }
            }
            let stored = cache.store(std::slice::from_ref(article), now)?;
            let stored = stored.first().copied().ok_or(CacheError::NoNumbersLeft)?;
            let mut name = cache
                .connection
                .prepare_cached("INSERT OR IGNORE INTO identity (hash, number) VALUES (?1, ?2)")?;
            for address in addresses {
                name.execute(params![Identity::of_address(address).row(), stored.id.0])?;
            }
            Ok(stored)
        })
    }

    /// Forgets the removed entries that a feed no longer contains.
    pub fn drop_absent_removed(&mut self, feed: FeedId, listed: &[&Article]) -> Result<(), CacheError> {
        let told: Vec<i64> =
            listed.iter().flat_map(|article| Identity::all_of(article)).map(Identity::row).collect();
        self.write(|connection| {
            let mut all = connection.prepare_cached("SELECT name FROM removed_entry WHERE feed = ?1")?;
            let names: Vec<i64> = all.query_map([feed.0], |row| row.get(0))?.collect::<Result<_, _>>()?;
            let mut forget =
                connection.prepare_cached("DELETE FROM removed_entry WHERE feed = ?1 AND name = ?2")?;
            for name in names.iter().filter(|name| !told.contains(name)) {
                forget.execute(params![feed.0, name])?;
            }
            Ok(())
        })
    }

    /// The articles of a feed whose pages are to be fetched.
    pub fn articles_wanting_pages(&self, feed: FeedId) -> Result<Vec<ArticleId>, CacheError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT article.number FROM entry INDEXED BY entry_wanted JOIN article USING (key)
             WHERE entry.feed = ?1 AND entry.wanted > 0 ORDER BY key DESC",
        )?;
        let rows = statement.query_map([feed.0], |row| row.get(0).map(ArticleId))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Notes that an article has the text of its page, or will not get it.
    pub fn mark_page_done(&mut self, id: ArticleId) -> Result<(), CacheError> {
        self.set_wanted(id, "0")
    }

    /// Counts that the page of an entry could not be fetched; after a few attempts it is given up.
    pub fn count_page_failure(&mut self, id: ArticleId) -> Result<(), CacheError> {
        self.set_wanted(id, "max(wanted - 1, 0)")
    }

    fn set_wanted(&mut self, id: ArticleId, wanted: &str) -> Result<(), CacheError> {
        self.write(|connection| {
            connection
                .prepare_cached(&format!(
                    "UPDATE entry SET wanted = {wanted}
                     WHERE key = (SELECT key FROM article WHERE number = ?1) AND wanted > 0"
                ))?
                .execute([id.0])?;
            Ok(())
        })
    }
}

fn decide(
    connection: &Connection,
    unpacker: &mut Unpacker,
    document: SourceFeed<'_>,
    entry: &EntryToStore<'_>,
) -> Result<EntryDecision, CacheError> {
    let (article, feed) = (entry.article, document.feed);
    let (names, identity_hints) = (&entry.prepared.names, entry.prepared.identity_hints);
    let mut removed =
        connection.prepare_cached("SELECT 1 FROM removed_entry WHERE feed = ?1 AND name = ?2")?;
    for name in names.lookup_names(identity_hints) {
        if removed.exists(params![feed.0, name.row()])? {
            return Ok(EntryDecision::Removed);
        }
    }
    let entry_name = article.guid.as_ref().map(|guid| Identity::of_entry(feed, guid.as_str()));
    for name in entry_name.into_iter().chain(names.unique_names(identity_hints)) {
        if deleted_article_with_name(connection, name)?.is_some() {
            return Ok(EntryDecision::Removed);
        }
    }
    let known = EditionLookup { connection, unpacker, article, names, identity_hints, feed: Some(document) }
        .find()?;
    let Some(id) = known else { return Ok(EntryDecision::Store) };
    if stored_hash(connection, feed, id)? == Some(hash(entry.article)) {
        return Ok(EntryDecision::Unchanged(id));
    }
    let words: i64 = connection
        .prepare_cached("SELECT words FROM article WHERE number = ?1")?
        .query_one([id.0], |row| row.get(0))?;
    let says_less = usize::try_from(words).is_ok_and(|words| entry.article.body.word_count() < words);
    Ok(if entry.wants_page && says_less { EntryDecision::Join(id) } else { EntryDecision::Store })
}

/// Stores the number of comments of an article, where nothing else in its entry changed.
fn count_comments(
    connection: &Connection,
    unpacker: &mut Unpacker,
    packer: &mut Option<Packer>,
    id: ArticleId,
    entry: &Article,
) -> Result<(), CacheError> {
    let Some(comments) = entry.comments.as_ref().filter(|comments| comments.count.is_some()) else {
        return Ok(());
    };
    let mut article = match document::json(connection, unpacker, id) {
        Ok(Some(json)) => document::parse(id, &json)?,
        Ok(None) | Err(CacheError::DamagedArticle { .. }) => return Ok(()),
        Err(error) => return Err(error),
    };
    if article.comments.as_ref() == Some(comments) {
        return Ok(());
    }
    article.comments = Some(comments.clone());
    document::rewrite_article(connection, packer, id, &article)
}

fn stored_hash(connection: &Connection, feed: FeedId, id: ArticleId) -> Result<Option<i64>, CacheError> {
    let mut statement = connection.prepare_cached(
        "SELECT told FROM entry WHERE feed = ?1 AND key = (SELECT key FROM article WHERE number = ?2)",
    )?;
    Ok(statement.query_row(params![feed.0, id.0], |row| row.get(0)).optional()?)
}

/// Notes that an article came from a feed, with the hash of its entry.
fn link_to_feed(
    connection: &Connection,
    feed: FeedId,
    id: ArticleId,
    entry: &EntryToStore<'_>,
) -> Result<(), CacheError> {
    connection
        .prepare_cached(
            "INSERT INTO entry (feed, key, told, wanted)
             VALUES (?1, (SELECT key FROM article WHERE number = ?2), ?3, ?4)
             ON CONFLICT (feed, key) DO UPDATE SET told = excluded.told, wanted = excluded.wanted",
        )?
        .execute(params![
            feed.0,
            id.0,
            hash(entry.article),
            if entry.wants_page { MOST_PAGE_ATTEMPTS } else { 0 }
        ])?;
    Ok(())
}

/// The hash of an entry without the number of its comments: a higher number is no new edition.
fn hash(article: &Article) -> i64 {
    let mut uncounted = Cow::Borrowed(article);
    if article.comments.as_ref().is_some_and(|comments| comments.count.is_some())
        && let Some(comments) = &mut uncounted.to_mut().comments
    {
        comments.count = None;
    }
    let json = serde_json::to_vec(uncounted.as_ref()).expect("an article has only string keys");
    SipHasher13::new().hash(&json).cast_signed()
}
