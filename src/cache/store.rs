//! Stores articles: a group in one transaction, each article new, changed or unchanged. The person's marks
//! stay untouched.

mod writer;

use jiff::Timestamp;
use rusqlite::Connection;

use super::deduplication::Edition;
use super::document::{LastPage, Unpacker, learning};
use super::full_text::PendingIndexRows;
use super::{Cache, CacheError, Prepared, deleted, reindexing, related, statements, stories};
use crate::domain::{Article, ArticleId};
use crate::related::TermReader;
use writer::Writer;

/// The outcome of storing an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StoreOutcome {
    /// The article is new.
    Stored,
    /// The article was known, and its text or metadata changed.
    Updated,
    /// The article is unchanged, or is deleted; nothing was written.
    Unchanged,
}

/// The number and outcome of a stored article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StoreResult {
    /// The permanent number of the article.
    pub id: ArticleId,
    /// The outcome.
    pub outcome: StoreOutcome,
}

impl Cache {
    /// Stores a group of articles in one transaction: all of them or none. Once it returns they survive a
    /// power cut.
    pub fn store(&mut self, group: &[Article], now: Timestamp) -> Result<Vec<StoreResult>, CacheError> {
        let mut term_reader = TermReader::default();
        let prepared: Vec<Prepared> =
            group.iter().map(|article| Prepared::of(article, &mut term_reader)).collect();
        let stored = self.store_prepared(group.iter().zip(&prepared), now)?;
        self.place_waiting()?;
        Ok(stored)
    }

    /// Stores articles as separate ones, whatever names they share.
    pub(super) fn store_separately(
        &mut self,
        group: &[Article],
        now: Timestamp,
    ) -> Result<Vec<StoreResult>, CacheError> {
        let mut term_reader = TermReader::default();
        let prepared: Vec<Prepared> =
            group.iter().map(|article| Prepared::of(article, &mut term_reader)).collect();
        let placed =
            group.iter().zip(&prepared).map(|(article, prepared)| (article, prepared, Edition::None));
        let stored = self.store_editions(placed, now)?;
        self.place_waiting()?;
        Ok(stored)
    }

    /// Stores articles that were prepared on another thread. Articles of a time apart from most may wait for
    /// [`Cache::place_waiting`] to be put into stories.
    pub fn store_prepared<'group>(
        &mut self,
        group: impl ExactSizeIterator<Item = (&'group Article, &'group Prepared)>,
        now: Timestamp,
    ) -> Result<Vec<StoreResult>, CacheError> {
        let placed = |(article, prepared)| (article, prepared, Edition::ByNames(None));
        if self.rules().is_empty() {
            return self.store_editions(group.map(placed), now);
        }
        let stored = self.transaction(|cache| {
            let group: Vec<_> = group.collect();
            let stored = cache.store_editions(group.iter().copied().map(placed), now)?;
            let came = stored.iter().zip(&group);
            let came = came.map(|(stored, (article, prepared))| (*stored, *article, prepared.terms.as_str()));
            cache.apply_rules(came, now)?;
            Ok::<_, CacheError>(stored)
        })?;
        self.dictionary()?;
        Ok(stored)
    }

    /// Stores prepared articles of which more is known: their feed, or that they are a new edition of one.
    pub(super) fn store_editions<'group>(
        &mut self,
        group: impl ExactSizeIterator<Item = (&'group Article, &'group Prepared, Edition<'group>)>,
        now: Timestamp,
    ) -> Result<Vec<StoreResult>, CacheError> {
        self.writable()?;
        if group.len() > 1 {
            self.tune_for_bulk_write()?;
        }
        let mut learnt_more = false;
        let stored = self.transaction(|cache| {
            let (mut stored, done) = cache.write_group(group, now)?;
            learnt_more = done.learnt_more;
            for id in &done.deleted {
                let of_it = stored.iter_mut().filter(|stored| stored.id == *id);
                of_it.for_each(|stored| stored.outcome = StoreOutcome::Unchanged);
            }
            cache.delete(&done.deleted)?;
            Ok::<_, CacheError>(stored)
        })?;
        if learnt_more {
            self.dictionary()?;
        }
        Ok(stored)
    }

    fn write_group<'group>(
        &mut self,
        group: impl Iterator<Item = (&'group Article, &'group Prepared, Edition<'group>)>,
        now: Timestamp,
    ) -> Result<(Vec<StoreResult>, GroupResult), CacheError> {
        let mut surroundings = self.surroundings.take();
        let (stored, done) = store_group(&self.connection, self.unpacker.get_mut(), group, now)?;
        surroundings.take_if(|_gathered| done.replaced);
        stories::place_group(&self.connection, &mut surroundings, &done.to_place)?;
        stories::wait(&self.connection, done.to_wait.iter().copied())?;
        self.surroundings = surroundings;
        Ok((stored, done))
    }
}

fn store_group<'group>(
    connection: &Connection,
    unpacker: &mut Unpacker,
    group: impl Iterator<Item = (&'group Article, &'group Prepared, Edition<'group>)>,
    now: Timestamp,
) -> Result<(Vec<StoreResult>, GroupResult), CacheError> {
    let before = last_number(connection)?;
    let waiting = reindexing::unindexed(connection)?;
    let mut writer = Writer {
        connection,
        last: ArticleId(before),
        packer: None,
        unpacker: &mut *unpacker,
        last_page: LastPage::of(connection)?,
        index: PendingIndexRows::default(),
        related: related::PendingSignatures::begin(connection)?,
        waiting: waiting.clone(),
        has_deleted: deleted::has_deleted(connection)?,
        has_waiting: statements::has_waiting(connection)?,
        done: GroupResult::default(),
        now,
    };
    let store = |(article, prepared, place)| writer.store(article, prepared, place);
    let stored = group.map(store).collect::<Result<_, _>>()?;
    let Writer { last, index, related, mut done, .. } = writer;
    if last.0 != before {
        connection.prepare_cached("UPDATE tally SET last_number = ?1")?.execute([last.0])?;
    }
    index.write(connection)?;
    let covered = if waiting.is_empty() { last.0 } else { waiting.start - 1 };
    related.write(connection, ArticleId(covered))?;
    done.learnt_more = learning::learn(connection, unpacker, before, last.0)?;
    Ok((stored, done))
}

/// The results of a group, and the work left once it is written.
#[derive(Debug, Default)]
struct GroupResult {
    /// New articles, and those whose text changed, to be put into stories.
    to_place: Vec<ArticleId>,
    /// The articles among them that wait until it is known that they came from a feed.
    to_wait: Vec<ArticleId>,
    /// Articles that were deleted on another machine.
    deleted: Vec<ArticleId>,
    /// Whether the text of an article changed.
    replaced: bool,
    /// Whether a new compression dictionary was learnt.
    learnt_more: bool,
}

/// The last number assigned.
fn last_number(connection: &Connection) -> Result<u32, CacheError> {
    Ok(connection.prepare_cached("SELECT last_number FROM tally")?.query_one([], |row| row.get(0))?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cache::samples::{article, now, published, stored};
    use crate::domain::{Bookmark, Change, ListRange, Order, TextPlace, View};

    fn outcome(cache: &mut Cache, article: &Article) -> (u32, StoreOutcome) {
        let stored = cache.store(std::slice::from_ref(article), now()).unwrap()[0];
        (stored.id.0, stored.outcome)
    }

    #[test]
    fn a_second_import_reports_every_article_as_unchanged() {
        let mut cache = Cache::in_memory().unwrap();

        assert_eq!(outcome(&mut cache, &article("Rain")), (1, StoreOutcome::Stored));
        let before = cache.connection.total_changes();
        assert_eq!(outcome(&mut cache, &article("Rain")), (1, StoreOutcome::Unchanged));

        assert_eq!(cache.connection.total_changes(), before);
    }

    #[test]
    fn a_new_edition_touches_nothing_of_the_persons() {
        let mut cache = Cache::in_memory().unwrap();
        let id = stored(&mut cache, &published("Rain", "2024-05-07"));
        let bookmark = Bookmark { added: now(), note: Some("why".into()), tags: ["sky".into()].into() };
        let place = TextPlace { block: 3, offset: 14, words: "in the night".to_owned() };
        cache.apply(&Change::Bookmark(vec![(id, Some(bookmark.clone()))]), now()).unwrap();
        cache.apply(&Change::Read(vec![(id, true)]), now()).unwrap();
        cache.save_place(id, &place, 40, now()).unwrap();

        let edition = Article { section: Some("Weather".into()), ..published("Rain", "2024-05-09") };
        assert_eq!(outcome(&mut cache, &edition), (1, StoreOutcome::Updated));

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

        assert_eq!(outcome(&mut cache, &article("Rain")), (1, StoreOutcome::Updated));
        assert_eq!(outcome(&mut cache, &link), (1, StoreOutcome::Unchanged));

        assert_eq!(cache.article(id).unwrap(), Some(article("Rain")));
        assert_eq!(cache.counts().unwrap().unread, 0);
    }

    #[test]
    fn one_group_may_have_an_article_twice() {
        let mut cache = Cache::in_memory().unwrap();
        let group = [article("Rain"), published("Rain", "2024-05-07"), published("Rain", "2024-05-07")];

        let stored = cache.store(&group, now()).unwrap();

        let outcomes: Vec<StoreOutcome> = stored.iter().map(|stored| stored.outcome).collect();
        assert_eq!(outcomes, [StoreOutcome::Stored, StoreOutcome::Updated, StoreOutcome::Unchanged]);
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

        let rows = cache.list(&View::All, Order::NewestFirst, ListRange::first(9)).unwrap();
        assert_eq!(rows.iter().map(|listed| listed.id.0).collect::<Vec<_>>(), [1, 2]);
    }

    #[test]
    fn a_number_is_never_given_again() {
        let mut cache = Cache::in_memory().unwrap();
        stored(&mut cache, &article("Rain"));
        cache.connection.execute("DELETE FROM article", []).unwrap();

        assert_eq!(outcome(&mut cache, &article("Rain")), (2, StoreOutcome::Stored));
        assert_eq!(cache.article(ArticleId(2)).unwrap(), Some(article("Rain")));
    }
}
