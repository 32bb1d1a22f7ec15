//! Lists of articles, read a piece at a time from a cursor on. Nothing here costs more in a larger cache.

use std::borrow::Cow;

use rusqlite::types::Value;
use rusqlite::{OptionalExtension as _, Row, params_from_iter};

use super::feed_lists::Sources;
use super::{Cache, CacheError};
use crate::domain::{
    ArticleId, Body, Cursor, Direction, Listed, Order, Prose, Query, StoryId, Stretch, View,
};

/// The columns of a row of a list, for [`listed_row`].
pub(super) const COLUMNS: &str = "article.number, article.headline, publication.name, section.name,
    article.published, article.words, article.read, article.bookmarked, reading.progress, article.story";

/// The tables of those columns beside `article` and `reading`.
pub(super) const SHELVES: &str = "LEFT JOIN publication ON publication.id = article.publication
    LEFT JOIN section ON section.id = article.section";

/// The tables of those columns beside `article`.
pub(super) const BESIDE: &str = "LEFT JOIN publication ON publication.id = article.publication
    LEFT JOIN section ON section.id = article.section
    LEFT JOIN reading ON reading.number = article.number";

impl Cache {
    /// Rows of a stretch of a list, in the order of the list.
    pub fn list(&self, view: &View, order: Order, stretch: Stretch) -> Result<Vec<Listed>, CacheError> {
        if order.is_sorted_at_once() {
            return self.list_sorted(view, order, stretch);
        }
        let Stretch { from, direction, limit } = stretch;
        let descending = (order != Order::OldestFirst) == (direction == Direction::Down);
        let mut rows = match Scope::of(view) {
            Ok(scope) => self.page(&scope, from, descending, limit)?,
            Err(Other::Search(query)) => self.matching(query, from, descending, limit)?,
            Err(Other::Feeds(sources)) => self.page_of_feeds(sources, from, descending, limit)?,
        };
        if direction == Direction::Up {
            rows.reverse();
        }
        Ok(rows)
    }

    pub(super) fn page(
        &self,
        scope: &Scope<'_>,
        from: Option<Cursor>,
        descending: bool,
        limit: usize,
    ) -> Result<Vec<Listed>, CacheError> {
        let start = from.map_or(if descending { i64::MAX } else { i64::MIN }, |cursor| cursor.0);
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let values = [Value::from(start), Value::from(limit)].into_iter().chain(scope.name());
        let mut statement = self.connection.prepare_cached(&scope.page(descending))?;
        let rows = statement.query_map(params_from_iter(values), listed_row)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// How many articles a view holds.
    pub fn count(&self, view: &View) -> Result<usize, CacheError> {
        let scope = match Scope::of(view) {
            Ok(_) if *view == View::All => return Ok(number(self.counts()?.articles)),
            Ok(scope) => scope,
            Err(Other::Search(query)) => return self.count_matching(query),
            Err(Other::Feeds(sources)) => return self.count_of_feeds(sources),
        };
        let mut statement = self.connection.prepare_cached(&scope.count())?;
        Ok(number(statement.query_one(params_from_iter(scope.all_values()), |row| row.get(0))?))
    }

    /// The row of an article in a view, with its cursor there; `None` where the view does not hold it.
    pub fn listed(&self, view: &View, id: ArticleId) -> Result<Option<Listed>, CacheError> {
        let scope = match Scope::of(view) {
            Ok(scope) => scope,
            Err(Other::Search(query)) => return self.listed_matching(query, id),
            Err(Other::Feeds(sources)) => return self.listed_of_feeds(sources, id),
        };
        let values = [Value::from(id.0), Value::Null].into_iter().chain(scope.name());
        let mut statement = self.connection.prepare_cached(&scope.one())?;
        Ok(statement.query_row(params_from_iter(values), listed_row).optional()?)
    }
}

/// How a view is read: its tables, its condition, and the column it is sorted by.
pub(super) struct Scope<'view> {
    tables: String,
    pub(super) condition: Cow<'static, str>,
    cursor: &'static str,
    name: Option<&'view Prose>,
}

/// A view that is read in another way.
pub(super) enum Other<'view> {
    /// By its words.
    Search(&'view Query),
    /// By the feeds its articles came from.
    Feeds(Sources<'view>),
}

impl<'view> Scope<'view> {
    /// What is not read like the others is given back.
    pub(super) fn of(view: &'view View) -> Result<Self, Other<'view>> {
        let by_key = |index: &str, condition: &'static str, name| {
            let tables = format!("article {index} {BESIDE}");
            Self { tables, condition: condition.into(), cursor: "article.key", name }
        };
        Ok(match view {
            View::Matching(query) => return Err(Other::Search(query)),
            View::Feed(id, _) => return Err(Other::Feeds(Sources::Feed(*id))),
            View::Tagged(name) => return Err(Other::Feeds(Sources::Under(name))),
            View::All => by_key("NOT INDEXED", "TRUE", None),
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
            View::ContinueReading => Self {
                tables: format!(
                    "reading INDEXED BY reading_unfinished CROSS JOIN article ON article.number = reading.number {SHELVES}"
                ),
                condition: "reading.progress < 100".into(),
                cursor: "reading.opened",
                name: None,
            },
            View::Publication(name) => by_key(
                "INDEXED BY article_publication",
                "article.publication = (SELECT id FROM publication WHERE name = ?3)",
                Some(name),
            ),
            View::Section(name) => by_key(
                "INDEXED BY article_section",
                "article.section = (SELECT id FROM section WHERE name = ?3)",
                Some(name),
            ),
        })
    }

    /// The same rows, as far as something more holds of them.
    pub(super) fn where_also(self, more: &str) -> Self {
        let condition = format!("{} AND {more}", self.condition).into();
        Self { condition, ..self }
    }

    pub(super) fn name(&self) -> Option<Value> {
        self.name.map(|name| Value::from(name.as_str().to_owned()))
    }

    /// Rows beyond ?1, at most ?2.
    fn page(&self, descending: bool) -> String {
        let Self { tables, condition, cursor, .. } = self;
        let (beyond, way) = if descending { ("<", "DESC") } else { (">", "ASC") };
        format!(
            "SELECT {cursor}, {COLUMNS} FROM {tables} WHERE {condition} AND {cursor} {beyond} ?1
             ORDER BY {cursor} {way} LIMIT ?2"
        )
    }

    /// The values of a statement over all rows.
    pub(super) fn all_values(&self) -> impl Iterator<Item = Value> {
        [Value::Null, Value::Null].into_iter().chain(self.name())
    }

    /// Number and marks of all rows, the last first; ?1 and ?2 are not used.
    pub(super) fn marks(&self) -> String {
        let Self { tables, condition, cursor, .. } = self;
        format!(
            "SELECT article.number, article.read, article.bookmarked FROM {tables}
             WHERE {condition} AND ?1 IS NULL AND ?2 IS NULL ORDER BY {cursor} DESC"
        )
    }

    /// Key and a column of all rows, in no order; ?1 and ?2 are not used.
    pub(super) fn facets(&self, column: &str) -> String {
        let Self { tables, condition, .. } = self;
        format!("SELECT article.key, {column} FROM {tables} WHERE {condition} AND ?1 IS NULL AND ?2 IS NULL")
    }

    /// A count of all rows; ?1 and ?2 are not used.
    fn count(&self) -> String {
        let Self { tables, condition, .. } = self;
        format!("SELECT count(*) FROM {tables} WHERE {condition} AND ?1 IS NULL AND ?2 IS NULL")
    }

    /// The row of article ?1; ?2 is not used.
    fn one(&self) -> String {
        let Self { condition, cursor, .. } = self;
        format!(
            "SELECT {cursor}, {COLUMNS} FROM article {BESIDE}
             WHERE {condition} AND article.number = ?1 AND ?2 IS NULL"
        )
    }
}

pub(super) fn number(count: u32) -> usize {
    usize::try_from(count).unwrap_or(usize::MAX)
}

/// Reads a row that begins with its cursor and goes on with [`COLUMNS`].
pub(super) fn listed_row(row: &Row<'_>) -> rusqlite::Result<Listed> {
    let prose =
        |column| Ok::<_, rusqlite::Error>(row.get_ref(column)?.as_str_or_null()?.map(Prose::from_untrusted));
    let published = row.get_ref(5)?.as_str_or_null()?;
    Ok(Listed {
        id: ArticleId(row.get(1)?),
        cursor: Cursor(row.get(0)?),
        headline: prose(2)?.unwrap_or_default(),
        publication: prose(3)?,
        section: prose(4)?,
        published: published.and_then(|text| text.parse().ok()),
        minutes: Body::minutes(usize::try_from(row.get::<_, i64>(6)?).unwrap_or_default()),
        read: row.get(7)?,
        bookmarked: row.get(8)?,
        progress: row.get(9)?,
        snippet: None,
        story: row.get::<_, Option<u32>>(10)?.map(StoryId),
        more: 0,
        why: None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cache::samples::{article, now, published, stored};
    use crate::domain::{Article, Bookmark, Change, Place};

    /// Five articles of five days, the fifth the newest.
    fn five() -> Cache {
        let mut cache = Cache::in_memory().unwrap();
        for day in 1..=5 {
            stored(&mut cache, &published(&format!("Day {day}"), &format!("2024-05-0{day}")));
        }
        cache
    }

    fn numbers(rows: &[Listed]) -> Vec<u32> {
        rows.iter().map(|listed| listed.id.0).collect()
    }

    fn all(cache: &Cache, view: &View) -> Vec<u32> {
        numbers(&cache.list(view, Order::NewestFirst, Stretch::first(99)).unwrap())
    }

    #[test]
    fn a_list_is_read_a_piece_at_a_time_in_either_direction() {
        let cache = five();
        let read = |stretch| cache.list(&View::All, Order::NewestFirst, stretch).unwrap();

        let first = read(Stretch::first(2));
        let second = read(Stretch::after(Some(first[1].cursor), 2));

        assert_eq!((numbers(&first), numbers(&second)), (vec![5, 4], vec![3, 2]));
        assert_eq!(numbers(&read(Stretch::before(Some(second[1].cursor), 2))), [4, 3]);
        assert_eq!(numbers(&read(Stretch::before(None, 2))), [2, 1]);
    }

    #[test]
    fn oldest_first_is_the_reverse() {
        let cache = five();
        let read = |stretch| cache.list(&View::All, Order::OldestFirst, stretch).unwrap();

        let first = read(Stretch::first(3));

        assert_eq!(numbers(&first), [1, 2, 3]);
        assert_eq!(numbers(&read(Stretch::before(Some(first[2].cursor), 3))), [1, 2]);
        assert_eq!(numbers(&read(Stretch::before(None, 3))), [3, 4, 5]);
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
        cache.say(&Change::Read(vec![(ArticleId(2), true), (ArticleId(3), true)]), now()).unwrap();
        cache.say(&Change::Bookmark(vec![(ArticleId(1), Some(bookmark))]), now()).unwrap();

        assert_eq!(all(&cache, &View::Unread), [5, 4, 1, 6]);
        assert_eq!(all(&cache, &View::Bookmarks), [1]);
        assert_eq!(all(&cache, &View::Publication("Herald".into())), [6]);
        assert_eq!(all(&cache, &View::Section("World".into())), [6]);
        assert_eq!(all(&cache, &View::Section("Nowhere".into())), [0; 0]);
    }

    #[test]
    fn what_was_begun_is_listed_by_last_opening_until_it_is_finished() {
        let mut cache = five();
        for (number, progress) in [(3, 20), (5, 40), (1, 60), (3, 30), (5, 100)] {
            cache.keep_place(ArticleId(number), &Place::default(), progress, now()).unwrap();
        }

        assert_eq!(all(&cache, &View::ContinueReading), [3, 1]);
        let listed = cache.listed(&View::ContinueReading, ArticleId(1)).unwrap().unwrap();
        let above = Some(listed.cursor);
        let rows = cache.list(&View::ContinueReading, Order::NewestFirst, Stretch::before(above, 9)).unwrap();
        assert_eq!(numbers(&rows), [3]);
    }

    #[test]
    fn an_article_is_listed_only_where_it_belongs() {
        let mut cache = five();
        cache.say(&Change::Read(vec![(ArticleId(2), true)]), now()).unwrap();

        let listed = cache.listed(&View::All, ArticleId(2)).unwrap().unwrap();

        let below =
            cache.list(&View::All, Order::NewestFirst, Stretch::after(Some(listed.cursor), 9)).unwrap();
        assert_eq!(numbers(&below), [1]);
        assert_eq!(cache.listed(&View::Unread, ArticleId(2)).unwrap(), None);
        assert_eq!(cache.listed(&View::All, ArticleId(9)).unwrap(), None);
        assert!(cache.listed(&View::Publication("The Gazette".into()), ArticleId(2)).unwrap().is_some());
    }

    #[test]
    fn a_row_says_what_a_list_shows() {
        let mut cache = Cache::in_memory().unwrap();
        let told =
            Article { section: Some("World".into()), ..published("Rain", "2024-05-07T10:00:00+02:00") };
        stored(&mut cache, &told);

        let row = cache.list(&View::All, Order::NewestFirst, Stretch::first(1)).unwrap().remove(0);

        assert_eq!(
            (&row.headline, &row.publication, &row.section),
            (&told.headline, &told.publication, &told.section)
        );
        assert_eq!((row.published, row.minutes), (told.published, 1));
        assert_eq!((row.read, row.bookmarked, row.progress), (false, false, None));
    }
}
