//! Lists of articles, read page by page from a cursor on. Nothing here costs more in a larger cache.

use std::borrow::Cow;
use std::iter;

use rusqlite::{OptionalExtension as _, ToSql, named_params};

use super::feed_lists::FeedSet;
use super::listed_row::{COLUMNS, NAME_JOINS, NOT_MUTED, ROW_JOINS, listed_row};
use super::{Cache, CacheError};
use crate::domain::{ArticleId, Cursor, Direction, ListRange, ListRow, Order, Query, View};

/// The rows of the first page of a whole list; each further page has twice as many.
const FIRST_PAGE: usize = 256;

/// The most rows of a page of a whole list.
const LARGEST_PAGE: usize = 4_096;

impl Cache {
    /// The first rows of a list, newest first, read page by page.
    pub fn rows(&self, view: &View, limit: usize) -> impl Iterator<Item = Result<ListRow, CacheError>> {
        let (mut from, mut left, mut size) = (None, limit, FIRST_PAGE);
        let mut page = Vec::new().into_iter();
        iter::from_fn(move || {
            if page.len() == 0 && left > 0 {
                match self.list(view, Order::NewestFirst, ListRange::after(from, size.min(left))) {
                    Ok(rows) => {
                        from = rows.last().map(|row| row.cursor);
                        left = if rows.is_empty() { 0 } else { left - rows.len() };
                        size = LARGEST_PAGE.min(size * 2);
                        page = rows.into_iter();
                    }
                    Err(error) => {
                        left = 0;
                        return Some(Err(error));
                    }
                }
            }
            page.next().map(Ok)
        })
    }

    /// The rows in a range of a list, in the order of the list.
    pub fn list(&self, view: &View, order: Order, range: ListRange) -> Result<Vec<ListRow>, CacheError> {
        if order.needs_full_sort() {
            return self.list_sorted(view, order, range);
        }
        let ListRange { from, direction, limit } = range;
        let descending = (order != Order::OldestFirst) == (direction == Direction::Down);
        let mut rows = ListSource::of(view).page(self, from, descending, limit)?;
        if direction == Direction::Up {
            rows.reverse();
        }
        Ok(rows)
    }

    /// The number of articles in a view.
    pub fn count(&self, view: &View) -> Result<usize, CacheError> {
        if *view == View::All {
            return Ok(number(self.counts()?.articles));
        }
        ListSource::of(view).count(self)
    }

    /// The row of an article in a view, with its cursor there; `None` where the view does not hold it.
    pub fn listed(&self, view: &View, id: ArticleId) -> Result<Option<ListRow>, CacheError> {
        ListSource::of(view).row(self, id)
    }
}

/// The source of the rows of a view.
pub(super) enum ListSource<'view> {
    /// A range of one index.
    Index(Scope<'view>),
    /// The matches of a search.
    Search(&'view Query),
    /// The articles of feeds.
    Feeds(FeedSet<'view>),
}

impl<'view> ListSource<'view> {
    pub(super) fn of(view: &'view View) -> Self {
        match view {
            View::Matching(query) => Self::Search(query),
            View::Feed(id, _) => Self::Feeds(FeedSet::Feed(*id)),
            View::Tagged(name) => Self::Feeds(FeedSet::TagOrFolder(name)),
            view => Self::Index(Scope::of(view)),
        }
    }

    /// The rows beyond a cursor, up to a limit.
    fn page(
        &self,
        cache: &Cache,
        from: Option<Cursor>,
        descending: bool,
        limit: usize,
    ) -> Result<Vec<ListRow>, CacheError> {
        match self {
            Self::Index(scope) => scope.page(cache, from, descending, limit),
            Self::Search(query) => cache.matching(query, from, descending, limit),
            Self::Feeds(sources) => cache.page_of_feeds(*sources, from, descending, limit),
        }
    }

    /// The number of rows.
    fn count(&self, cache: &Cache) -> Result<usize, CacheError> {
        match self {
            Self::Index(scope) => scope.count(cache),
            Self::Search(query) => cache.count_matching(query),
            Self::Feeds(sources) => cache.count_of_feeds(*sources),
        }
    }

    /// The row of an article, where it is among them.
    fn row(&self, cache: &Cache, id: ArticleId) -> Result<Option<ListRow>, CacheError> {
        match self {
            Self::Index(scope) => scope.row(cache, id),
            Self::Search(query) => cache.listed_matching(query, id),
            Self::Feeds(sources) => cache.row_of_feeds(*sources, id),
        }
    }
}

/// How a view is read from an index: its tables, its condition, and its sort column.
pub(super) struct Scope<'view> {
    tables: String,
    pub(super) condition: Cow<'static, str>,
    cursor: &'static str,
    /// The value of `:name` in the condition.
    name: Option<&'view str>,
}

impl<'view> Scope<'view> {
    fn of(view: &'view View) -> Self {
        let by_key = |index: &str, condition: &'static str, name| {
            let tables = format!("article {index} {ROW_JOINS}");
            Self { tables, condition: condition.into(), cursor: "article.key", name }
        };
        match view {
            // The other views have sources of their own.
            View::All | View::Matching(_) | View::Feed(..) | View::Tagged(_) => {
                by_key("NOT INDEXED", "TRUE", None)
            }
            // A day is 1 << 21 keys long.
            View::FrontPage => {
                by_key("NOT INDEXED", "article.key > (SELECT max(key) FROM article) - (3 << 21)", None)
            }
            View::Following => by_key(
                "INDEXED BY article_story",
                "article.story IN (SELECT story FROM followed WHERE paused = 0)",
                None,
            ),
            View::Unread => by_key("INDEXED BY article_unread", "article.read = 0", None),
            View::Bookmarks => by_key("INDEXED BY article_bookmarked", "article.bookmarked = 1", None),
            View::ContinueReading => Self::of_readings("reading_unfinished", "reading.progress < 100"),
            View::ReadingLog => {
                Self::of_readings("reading_opened", "article.read = 1 AND reading.opened NOT NULL")
            }
            View::Publication(name) => by_key(
                "INDEXED BY article_publication",
                "article.publication = (SELECT id FROM publication WHERE name = :name)",
                Some(name.as_str()),
            ),
            View::Section(name) => by_key(
                "INDEXED BY article_section",
                "article.section = (SELECT id FROM section WHERE name = :name)",
                Some(name.as_str()),
            ),
        }
    }

    /// The opened articles, ordered by the time of opening.
    fn of_readings(index: &str, condition: &'static str) -> Self {
        let tables = format!(
            "reading INDEXED BY {index} CROSS JOIN article ON article.number = reading.number {NAME_JOINS}"
        );
        Self { tables, condition: condition.into(), cursor: "reading.opened", name: None }
    }

    /// These rows, restricted by a further condition.
    pub(super) fn where_also(self, more: &str) -> Self {
        let condition = format!("{} AND {more}", self.condition).into();
        Self { condition, ..self }
    }

    /// The parameters of a statement: its own, and the name of the scope.
    pub(super) fn with_name<'values>(
        &'values self,
        values: &[(&'static str, &'values dyn ToSql)],
    ) -> Vec<(&'static str, &'values dyn ToSql)> {
        let name: Option<(_, &dyn ToSql)> = match &self.name {
            Some(name) => Some((":name", name)),
            None => None,
        };
        values.iter().copied().chain(name).collect()
    }

    /// The rows beyond a cursor, up to a limit.
    pub(super) fn page(
        &self,
        cache: &Cache,
        from: Option<Cursor>,
        descending: bool,
        limit: usize,
    ) -> Result<Vec<ListRow>, CacheError> {
        let Self { tables, condition, cursor, .. } = self;
        let (beyond, way) = if descending { ("<", "DESC") } else { (">", "ASC") };
        let mut statement = cache.connection.prepare_cached(&format!(
            "SELECT {cursor}, {COLUMNS} FROM {tables} WHERE {condition} AND {NOT_MUTED} AND {cursor} {beyond} :from
             ORDER BY {cursor} {way} LIMIT :limit"
        ))?;
        let from = from.map_or(if descending { i64::MAX } else { i64::MIN }, |cursor| cursor.0);
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let values = self.with_name(named_params! { ":from": from, ":limit": limit });
        let rows = statement.query_map(values.as_slice(), listed_row)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    fn count(&self, cache: &Cache) -> Result<usize, CacheError> {
        let Self { tables, condition, .. } = self;
        let words = format!("SELECT count(*) FROM {tables} WHERE {condition} AND {NOT_MUTED}");
        let mut statement = cache.connection.prepare_cached(&words)?;
        Ok(number(statement.query_one(self.with_name(&[]).as_slice(), |row| row.get(0))?))
    }

    fn row(&self, cache: &Cache, id: ArticleId) -> Result<Option<ListRow>, CacheError> {
        let Self { condition, cursor, .. } = self;
        let mut statement = cache.connection.prepare_cached(&format!(
            "SELECT {cursor}, {COLUMNS} FROM article {ROW_JOINS}
             WHERE {condition} AND article.number = :number"
        ))?;
        let values = self.with_name(named_params! { ":number": id.0 });
        Ok(statement.query_row(values.as_slice(), listed_row).optional()?)
    }

    /// The SQL for number and marks of all rows, the last first.
    pub(super) fn marks_sql(&self) -> String {
        let Self { tables, condition, cursor, .. } = self;
        format!(
            "SELECT article.number, article.read, article.bookmarked FROM {tables}
             WHERE {condition} AND {NOT_MUTED} ORDER BY {cursor} DESC"
        )
    }

    /// The SQL for key and a column of all rows, in no order.
    pub(super) fn sort_keys_sql(&self, column: &str) -> String {
        let Self { tables, condition, .. } = self;
        format!("SELECT article.key, {column} FROM {tables} WHERE {condition} AND {NOT_MUTED}")
    }
}

pub(super) fn number(count: u32) -> usize {
    usize::try_from(count).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cache::samples::{article, now, published, stored};
    use crate::domain::{Article, Bookmark, Change, TextPlace};

    /// Five articles of five days, the fifth the newest.
    fn five() -> Cache {
        let mut cache = Cache::in_memory().unwrap();
        for day in 1..=5 {
            stored(&mut cache, &published(&format!("Day {day}"), &format!("2024-05-0{day}")));
        }
        cache
    }

    fn numbers(rows: &[ListRow]) -> Vec<u32> {
        rows.iter().map(|listed| listed.id.0).collect()
    }

    fn all(cache: &Cache, view: &View) -> Vec<u32> {
        numbers(&cache.list(view, Order::NewestFirst, ListRange::first(99)).unwrap())
    }

    #[test]
    fn a_list_is_read_a_piece_at_a_time_in_either_direction() {
        let cache = five();
        let read = |range| cache.list(&View::All, Order::NewestFirst, range).unwrap();

        let first = read(ListRange::first(2));
        let second = read(ListRange::after(Some(first[1].cursor), 2));

        assert_eq!((numbers(&first), numbers(&second)), (vec![5, 4], vec![3, 2]));
        assert_eq!(numbers(&read(ListRange::before(Some(second[1].cursor), 2))), [4, 3]);
        assert_eq!(numbers(&read(ListRange::before(None, 2))), [2, 1]);
    }

    #[test]
    fn oldest_first_is_the_reverse() {
        let cache = five();
        let read = |range| cache.list(&View::All, Order::OldestFirst, range).unwrap();

        let first = read(ListRange::first(3));

        assert_eq!(numbers(&first), [1, 2, 3]);
        assert_eq!(numbers(&read(ListRange::before(Some(first[2].cursor), 3))), [1, 2]);
        assert_eq!(numbers(&read(ListRange::before(None, 3))), [3, 4, 5]);
    }

    #[test]
    fn a_view_holds_what_belongs_to_it() {
        let mut cache = five();
        let bookmark = Bookmark { added: now(), note: None, tags: [].into() };
        let herald = Article {
            publication: Some("Herald".into()),
            section: Some("World".into()),
            ..article("Undated")
        };
        stored(&mut cache, &herald);
        cache.apply(&Change::Read(vec![(ArticleId(2), true), (ArticleId(3), true)]), now()).unwrap();
        cache.apply(&Change::Bookmark(vec![(ArticleId(1), Some(bookmark))]), now()).unwrap();

        assert_eq!(all(&cache, &View::Unread), [5, 4, 1, 6]);
        assert_eq!(all(&cache, &View::Bookmarks), [1]);
        assert_eq!(all(&cache, &View::Publication("Herald".into())), [6]);
        assert_eq!(all(&cache, &View::Section("World".into())), [6]);
        assert_eq!(all(&cache, &View::Section("Nowhere".into())), [0; 0]);
    }

    #[test]
    fn unfinished_articles_are_listed_by_last_opening() {
        let mut cache = five();
        for (number, progress) in [(3, 20), (5, 40), (1, 60), (3, 30), (5, 100)] {
            cache.save_place(ArticleId(number), &TextPlace::default(), progress, now()).unwrap();
        }

        assert_eq!(all(&cache, &View::ContinueReading), [3, 1]);
        let listed = cache.listed(&View::ContinueReading, ArticleId(1)).unwrap().unwrap();
        let above = Some(listed.cursor);
        let rows =
            cache.list(&View::ContinueReading, Order::NewestFirst, ListRange::before(above, 9)).unwrap();
        assert_eq!(numbers(&rows), [3]);
    }

    #[test]
    fn read_articles_are_listed_by_last_opening_even_unfinished_ones() {
        let mut cache = five();
        for (number, second) in [(3, 1), (5, 2), (1, 3), (3, 4)] {
            let opened = now() + jiff::SignedDuration::from_secs(second);
            cache.save_place(ArticleId(number), &TextPlace::default(), 100, opened).unwrap();
        }
        let read = [1, 2, 3].map(|number| (ArticleId(number), true));
        cache.apply(&Change::Read(read.to_vec()), now()).unwrap();

        assert_eq!(all(&cache, &View::ReadingLog), [3, 1], "not what was only marked, nor what is unread");
        assert!(cache.listed(&View::ReadingLog, ArticleId(2)).unwrap().is_none());
    }

    #[test]
    fn an_article_is_listed_only_where_it_belongs() {
        let mut cache = five();
        cache.apply(&Change::Read(vec![(ArticleId(2), true)]), now()).unwrap();

        let listed = cache.listed(&View::All, ArticleId(2)).unwrap().unwrap();

        let below =
            cache.list(&View::All, Order::NewestFirst, ListRange::after(Some(listed.cursor), 9)).unwrap();
        assert_eq!(numbers(&below), [1]);
        assert_eq!(cache.listed(&View::Unread, ArticleId(2)).unwrap(), None);
        assert_eq!(cache.listed(&View::All, ArticleId(9)).unwrap(), None);
        assert!(cache.listed(&View::Publication("The Gazette".into()), ArticleId(2)).unwrap().is_some());
    }

    #[test]
    fn a_row_has_all_facts_that_a_list_shows() {
        let mut cache = Cache::in_memory().unwrap();
        let told =
            Article { section: Some("World".into()), ..published("Rain", "2024-05-07T10:00:00+02:00") };
        stored(&mut cache, &told);

        let row = cache.list(&View::All, Order::NewestFirst, ListRange::first(1)).unwrap().remove(0);

        assert_eq!(
            (&row.headline, &row.publication, &row.section),
            (&told.headline, &told.publication, &told.section)
        );
        assert_eq!((row.published, row.minutes), (told.published, 1));
        assert_eq!((row.read, row.bookmarked, row.progress), (false, false, None));
    }
}
