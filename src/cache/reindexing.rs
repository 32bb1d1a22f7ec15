//! Rebuilds the search index and the signatures, where another version of the program extracts other words or
//! terms.
//!
//! A group of articles is one transaction, and the number of the last one stands in it: killed at any
//! moment, the next opening goes on where this one was. Texts and marks are only read. Meanwhile, other
//! writers do not index the articles that this rebuild has not reached.

use std::num::NonZero;
use std::ops::Range;
use std::panic::resume_unwind;
use std::thread;

use rusqlite::{Connection, TransactionBehavior};

use super::document::{self, Unpacker};
use super::full_text::{self, Terms};
use super::listed_row::recording_number;
use super::{Cache, CacheError, places, related};
use crate::domain::{Article, ArticleId, Recording};
use crate::related::{TERM_VERSION, TermCounts, TermReader};
use crate::text::WORD_VERSION;

/// The version of the index that this program builds.
const VERSION: u32 = WORD_VERSION << 16 | TERM_VERSION;

/// Articles in one transaction.
const GROUP: u32 = 1_024;

/// The most threads that extract the words of a group.
const MOST_THREADS: usize = 8;

/// The progress of the rebuild, in articles.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReindexProgress {
    /// Articles done.
    pub done: u32,
    /// All articles.
    pub last: u32,
}

impl ReindexProgress {
    /// The last number of the next group.
    fn end_of_group(self) -> u32 {
        self.done.saturating_add(GROUP).min(self.last)
    }
}

/// The index terms and the signature of one article.
struct IndexEntry {
    key: i64,
    id: ArticleId,
    terms: String,
    words: i64,
    media: i64,
    term_counts: TermCounts,
}

impl Cache {
    /// Rebuilds the index and the signatures where another version built them, and reports progress.
    pub(super) fn reindex(&mut self, report: &mut dyn FnMut(ReindexProgress)) -> Result<(), CacheError> {
        let mut term_readers: Vec<TermReader> = Vec::new();
        while let Some(renewal) = state(&self.connection)? {
            if term_readers.is_empty() {
                let threads = thread::available_parallelism().map_or(1, NonZero::get).min(MOST_THREADS);
                term_readers.resize_with(threads, TermReader::default);
            }
            if renewal.last > 0 {
                self.tune_for_bulk_write()?;
            }
            self.reindex_group(&mut term_readers)?;
            if let Some(renewal) = state(&self.connection)? {
                report(renewal);
            }
        }
        if !term_readers.is_empty() {
            self.place_waiting()?;
        }
        Ok(())
    }

    /// Deletes the index and the signatures that another version wrote; [`Cache::reindex`] rebuilds them.
    pub(super) fn begin_reindexing(&mut self) -> Result<(), CacheError> {
        let (version, last): (u32, u32) =
            self.connection.query_one("SELECT version, last_number FROM term_version, tally", [], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })?;
        if version == VERSION || last == 0 {
            return Ok(());
        }
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        begin(&transaction)?;
        Ok(transaction.commit()?)
    }

    /// The progress of the rebuild; `None` where it is complete.
    pub fn reindexing(&self) -> Result<Option<ReindexProgress>, CacheError> {
        Ok(state(&self.connection)?.filter(|progress| progress.last > 0))
    }

    /// Rebuilds one group. Its texts are read before the write transaction, so that other connections can write
    /// meanwhile; where one did, the texts are read again within the transaction.
    fn reindex_group(&mut self, term_readers: &mut [TermReader]) -> Result<(), CacheError> {
        let mut unpacker = std::mem::take(self.unpacker.get_mut());
        let version = self.version()?;
        let mut renewed = match state(&self.connection)? {
            Some(progress) => Some(index_entries(&self.connection, &mut unpacker, progress, term_readers)?),
            None => None,
        };
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let progress = begin(&transaction)?;
        if places::version(&transaction)? != version {
            renewed = match progress {
                Some(progress) => Some(index_entries(&transaction, &mut unpacker, progress, term_readers)?),
                None => None,
            };
        }
        if let (Some(progress), Some(renewed)) = (progress, renewed) {
            write(&transaction, &renewed, progress)?;
        }
        transaction.commit()?;
        *self.unpacker.get_mut() = unpacker;
        Ok(())
    }
}

/// The progress; `None` where nothing is left to do.
fn state(connection: &Connection) -> Result<Option<ReindexProgress>, CacheError> {
    let mut statement = connection.prepare_cached(
        "SELECT version = ?1, iif(version = ?1, done, 0), iif(version = ?1, last, last_number)
         FROM term_version, tally",
    )?;
    let (is_begun, renewal): (bool, _) = statement.query_one([VERSION], |row| {
        Ok((row.get(0)?, ReindexProgress { done: row.get(1)?, last: row.get(2)? }))
    })?;
    Ok(Some(renewal).filter(|renewal| !is_begun || renewal.done < renewal.last))
}

/// The numbers of the articles that are not indexed yet.
pub(super) fn unindexed(connection: &Connection) -> Result<Range<u32>, CacheError> {
    Ok(state(connection)?.map_or(0..0, |progress| progress.done + 1..progress.last + 1))
}

/// The numbers of the articles that are not indexed yet. Deletes the index first where another version wrote it.
fn begin(connection: &Connection) -> Result<Option<ReindexProgress>, CacheError> {
    let is_begun: bool =
        connection.query_one("SELECT version = ?1 FROM term_version", [VERSION], |row| row.get(0))?;
    if !is_begun {
        full_text::clear(connection)?;
        related::clear(connection)?;
        connection.execute(
            "UPDATE term_version SET version = ?1, done = 0, last = (SELECT last_number FROM tally)",
            [VERSION],
        )?;
    }
    state(connection)
}

/// Extracts the words and terms of the next group, on all cores.
fn index_entries(
    connection: &Connection,
    unpacker: &mut Unpacker,
    progress: ReindexProgress,
    term_readers: &mut [TermReader],
) -> Result<Vec<IndexEntry>, CacheError> {
    let articles = read(connection, unpacker, progress.done, progress.end_of_group())?;
    let share = articles.len().div_ceil(term_readers.len()).max(1);
    Ok(thread::scope(|scope| {
        let shares = articles.chunks(share).zip(term_readers);
        let threads: Vec<_> = shares
            .map(|(articles, term_reader)| {
                scope.spawn(|| {
                    articles.iter().map(|article| IndexEntry::of(article, term_reader)).collect::<Vec<_>>()
                })
            })
            .collect();
        threads
            .into_iter()
            .flat_map(|thread| thread.join().unwrap_or_else(|panic| resume_unwind(panic)))
            .collect()
    }))
}

type Row = (i64, ArticleId, Article);

/// The articles of some numbers. An article with a damaged text is left out; a check reports it.
fn read(
    connection: &Connection,
    unpacker: &mut Unpacker,
    after: u32,
    last: u32,
) -> Result<Vec<Row>, CacheError> {
    let mut statement = connection.prepare_cached(
        "SELECT key, number FROM article WHERE number > ?1 AND number <= ?2 ORDER BY number",
    )?;
    let rows = statement.query_map([after, last], |row| Ok((row.get(0)?, row.get(1).map(ArticleId)?)))?;
    let mut articles = Vec::new();
    for row in rows {
        let (key, id) = row?;
        let json = document::json(connection, unpacker, id);
        if let Ok(Some(article)) =
            json.and_then(|json| json.map(|json| document::parse(id, &json)).transpose())
        {
            articles.push((key, id, article));
        }
    }
    Ok(articles)
}

impl IndexEntry {
    fn of((key, id, article): &Row, term_reader: &mut TermReader) -> Self {
        Self {
            key: *key,
            id: *id,
            terms: Terms::of(article, &article.body.to_plain()).to_text(),
            words: i64::try_from(article.body.word_count()).unwrap_or(i64::MAX),
            media: recording_number(Recording::first_of(&article.media)),
            term_counts: term_reader.count_terms(article),
        }
    }
}

/// Writes the next group.
fn write(
    connection: &Connection,
    entries: &[IndexEntry],
    progress: ReindexProgress,
) -> Result<(), CacheError> {
    let done = progress.end_of_group();
    // Articles that were stored meanwhile have their signatures already.
    let covered = if done < progress.last {
        done
    } else {
        connection.query_one("SELECT last_number FROM tally", [], |row| row.get(0))?
    };
    let mut index = full_text::PendingIndexRows::default();
    let mut signatures = related::PendingSignatures::begin(connection)?;
    let mut count = connection.prepare_cached(
        "UPDATE article SET words = ?2, media = ?3 WHERE number = ?1 AND (words, media) <> (?2, ?3)",
    )?;
    for article in entries {
        index.add(article.key, &article.terms);
        signatures.add(article.id, &article.term_counts);
        count.execute((article.id.0, article.words, article.media))?;
    }
    index.write(connection)?;
    signatures.write(connection, ArticleId(covered))?;
    connection.prepare_cached("UPDATE term_version SET done = ?1")?.execute([done])?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cache::samples::{article, now, stored};
    use crate::domain::{Block, Body, Change, Query, Text, View};

    fn cache() -> Cache {
        let mut cache = Cache::in_memory().unwrap();
        let articles: Vec<Article> =
            (0..2_500).map(|number| article(&format!("Rain{number} falls"))).collect();
        cache.store(&articles, now()).unwrap();
        cache
    }

    /// A cache as another version would have left it.
    fn grown_old(mut cache: Cache) -> Cache {
        full_text::clear(&cache.connection).unwrap();
        related::clear(&cache.connection).unwrap();
        cache.connection.execute("UPDATE term_version SET version = 0", []).unwrap();
        cache.surroundings = None;
        cache
    }

    fn tables(cache: &Cache) -> Vec<i64> {
        ["full_text_docsize", "signature", "posting", "segment", "common_word"]
            .map(|table| {
                cache
                    .connection
                    .query_one(&format!("SELECT count(*) FROM {table}"), [], |row| row.get(0))
                    .unwrap()
            })
            .into()
    }

    #[test]
    fn the_index_of_another_version_is_rebuilt_with_progress() {
        let fresh = cache();
        let mut old = grown_old(cache());
        let mut told = Vec::new();

        old.reindex(&mut |renewal| told.push(renewal)).unwrap();

        assert_eq!(tables(&old), tables(&fresh));
        assert_eq!(old.check().unwrap(), [""; 0]);
        assert_eq!(old.count(&View::Matching(Query::parse("rain2400").unwrap())).unwrap(), 1);
        assert_eq!(told, [1_024, 2_048].map(|done| ReindexProgress { done, last: 2_500 }));
        assert_eq!(state(&old.connection).unwrap(), None);
    }

    #[test]
    fn a_killed_rebuild_of_the_index_resumes() {
        let fresh = cache();
        let mut old = grown_old(cache());
        let mut term_readers = [TermReader::default(), TermReader::default()];

        old.reindex_group(&mut term_readers).unwrap();
        assert_eq!(state(&old.connection).unwrap(), Some(ReindexProgress { done: 1_024, last: 2_500 }));
        stored(&mut old, &article("Snow falls"));
        old.reindex(&mut |_| {}).unwrap();

        assert_eq!(old.check().unwrap(), [""; 0]);
        let counted = |cache: &Cache| tables(cache).into_iter().take(2).collect::<Vec<_>>();
        assert_eq!(counted(&old), counted(&fresh).into_iter().map(|count| count + 1).collect::<Vec<_>>());
    }

    /// An operation on a cache during a rebuild.
    fn use_it(cache: &mut Cache) {
        let number = |number: u32| ArticleId(number);
        for headline in ["Rain7 falls", "Rain2000 falls"] {
            let text = Text::plain("The river fell again before noon.");
            let body = Body(vec![Block::Paragraph { text }]);
            stored(cache, &Article { body, ..article(headline) });
        }
        stored(cache, &article("Snow falls"));
        for gone in [500, 2_100, 2_200] {
            cache.apply(&Change::Delete(vec![(number(gone), true)]), now()).unwrap();
        }
        cache.apply(&Change::Delete(vec![(number(2_200), false)]), now()).unwrap();
    }

    #[test]
    fn a_cache_used_during_the_rebuild_ends_with_the_same_index() {
        let mut fresh = cache();
        use_it(&mut fresh);
        let mut old = grown_old(cache());
        let finds =
            |cache: &Cache, words| cache.count(&View::Matching(Query::parse(words).unwrap())).unwrap();

        old.begin_reindexing().unwrap();
        old.reindex_group(&mut [TermReader::default()]).unwrap();
        use_it(&mut old);

        assert_eq!(old.reindexing().unwrap(), Some(ReindexProgress { done: 1_024, last: 2_500 }));
        assert_eq!((finds(&old, "snow"), finds(&old, "rain7 noon"), finds(&old, "rain2000")), (1, 1, 0));
        old.reindex(&mut |_| {}).unwrap();
        assert_eq!(tables(&old), tables(&fresh));
        assert_eq!((finds(&old, "noon"), finds(&old, "rain2199"), finds(&old, "rain2099")), (2, 1, 0));
        assert_eq!(old.reindexing().unwrap(), None);
        assert_eq!(old.place_waiting().unwrap(), 0);
        assert_eq!(old.check().unwrap(), [""; 0]);
    }

    #[test]
    fn a_new_cache_has_nothing_to_renew() {
        let mut cache = Cache::in_memory().unwrap();

        cache.reindex(&mut |_| panic!("nothing is told")).unwrap();

        assert_eq!(state(&cache.connection).unwrap(), None);
    }
}
