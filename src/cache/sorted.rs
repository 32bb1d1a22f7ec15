//! Lists in an order without an index: by length, by publication, unread first. All their keys are sorted
//! once, when the list is opened; from then on a row is a look-up, however far a person scrolls. The order
//! does not change while they read: an article that is read or arrives meanwhile takes its place when the
//! list is sorted again. Sixteen bytes an article are held while sorting, eight from then on.

use std::collections::HashMap;

use rusqlite::{OptionalExtension as _, ToSql, named_params};

use super::listed_row::{COLUMNS, ROW_JOINS, listed_row};
use super::lists::ListSource;
use super::{Cache, CacheError};
use crate::domain::{ArticleId, Cursor, Direction, ListRange, ListRow, Order, View};

/// The list that was sorted last.
#[derive(Debug, Default)]
pub(super) struct Sorted {
    of: Option<(View, Order)>,
    keys: Vec<i64>,
}

/// The sort key of an article: the lowest first, and of equals the newest.
type SortKey = (i64, std::cmp::Reverse<i64>);

impl Cache {
    /// The rows of [`Cache::list`] in an order without an index; the cursor is the position in the list.
    /// Without a cursor the list is sorted again.
    pub(super) fn list_sorted(
        &self,
        view: &View,
        order: Order,
        range: ListRange,
    ) -> Result<Vec<ListRow>, CacheError> {
        let ListRange { from, direction, limit } = range;
        let is_there = self.sorted.borrow().of.as_ref().is_some_and(|of| *of == (view.clone(), order));
        if from.is_none() || !is_there {
            self.sort(view, order)?;
        }
        let sorted = self.sorted.borrow();
        let from = from.and_then(|Cursor(place)| usize::try_from(place).ok());
        let places = match direction {
            Direction::Down => from.map_or(0, |from| from + 1)..sorted.keys.len(),
            Direction::Up => 0..from.unwrap_or(usize::MAX).min(sorted.keys.len()),
        };
        let row = |place: usize| self.sorted_row(place, *sorted.keys.get(place)?).transpose();
        match direction {
            Direction::Down => places.filter_map(row).take(limit).collect(),
            Direction::Up => {
                let mut rows: Vec<_> = places.rev().filter_map(row).take(limit).collect::<Result<_, _>>()?;
                rows.reverse();
                Ok(rows)
            }
        }
    }

    /// The row of [`Cache::listed`] in an order without an index. The list is sorted again.
    pub(super) fn listed_sorted(
        &self,
        view: &View,
        order: Order,
        id: ArticleId,
    ) -> Result<Option<ListRow>, CacheError> {
        self.sort(view, order)?;
        let mut key = self.connection.prepare_cached("SELECT key FROM article WHERE number = ?1")?;
        let key: Option<i64> = key.query_row([id.0], |row| row.get(0)).optional()?;
        let sorted = self.sorted.borrow();
        let place = key.and_then(|key| sorted.keys.iter().position(|other| *other == key));
        place.zip(key).map_or(Ok(None), |(place, key)| self.sorted_row(place, key))
    }

    /// The row of a key; `None` where the article was removed, or has another key, since the list was sorted.
    fn sorted_row(&self, place: usize, key: i64) -> Result<Option<ListRow>, CacheError> {
        let place = i64::try_from(place).unwrap_or(i64::MAX);
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT ?1, {COLUMNS} FROM article {ROW_JOINS} WHERE article.key = ?2"
        ))?;
        Ok(statement.query_row([place, key], listed_row).optional()?)
    }

    fn sort(&self, view: &View, order: Order) -> Result<(), CacheError> {
        let mut facets = match ListSource::of(view) {
            ListSource::Index(scope) => {
                self.sort_keys(&scope.sort_keys_sql(column(order)), &scope.with_name(&[]))?
            }
            ListSource::Search(_) | ListSource::Feeds(_) => self.sort_keys_of_rows(view, order)?,
        };
        let ranks = self.ranks_of_publications()?;
        for (facet, _) in &mut facets {
            *facet = match order {
                Order::LongestFirst => -*facet,
                // Articles without a publication come last.
                Order::ByPublication => ranks.get(facet).copied().unwrap_or(i64::MAX),
                _ => *facet,
            };
        }
        facets.sort_unstable();
        let keys = facets.into_iter().map(|(_, key)| key.0).collect();
        *self.sorted.borrow_mut() = Sorted { of: Some((view.clone(), order)), keys };
        Ok(())
    }

    fn sort_keys(&self, statement: &str, values: &[(&str, &dyn ToSql)]) -> Result<Vec<SortKey>, CacheError> {
        let mut statement = self.connection.prepare_cached(statement)?;
        let facet = |row: &rusqlite::Row<'_>| {
            Ok((row.get::<_, Option<i64>>(1)?.unwrap_or_default(), std::cmp::Reverse(row.get(0)?)))
        };
        Ok(statement.query_map(values, facet)?.collect::<Result<_, _>>()?)
    }

    /// The sort keys of a list that is not a range of one index: a search, the articles of feeds.
    fn sort_keys_of_rows(&self, view: &View, order: Order) -> Result<Vec<SortKey>, CacheError> {
        let mut facets = Vec::new();
        let statement = format!("SELECT key, {} FROM article WHERE key = :key", column(order));
        for row in self.rows(view, usize::MAX) {
            facets.extend(self.sort_keys(&statement, named_params! { ":key": row?.cursor.0 })?);
        }
        Ok(facets)
    }

    /// The alphabetical position of each publication.
    fn ranks_of_publications(&self) -> Result<HashMap<i64, i64>, CacheError> {
        let mut statement =
            self.connection.prepare_cached("SELECT id FROM publication ORDER BY name COLLATE NOCASE")?;
        let ids = statement.query_map([], |row| row.get(0))?.collect::<Result<Vec<i64>, _>>()?;
        Ok(ids.into_iter().zip(0..).collect())
    }
}

/// The column of `article` of an order.
const fn column(order: Order) -> &'static str {
    match order {
        Order::LongestFirst | Order::ShortestFirst => "article.words",
        Order::ByPublication => "article.publication",
        Order::UnreadFirst => "article.read",
        Order::NewestFirst | Order::OldestFirst | Order::BestFirst => "0",
    }
}

#[cfg(test)]
mod tests {
    use crate::cache::Cache;
    use crate::cache::samples::{now, published, stored};
    use crate::domain::{
        Article, ArticleId, Block, Body, Change, Cursor, ListRange, ListRow, Order, Query, Text, View,
    };

    /// Four articles of four days: 2 of the Herald, 3 without a publication, the others of the Gazette; 2 the
    /// longest, 4 the shortest; 4 read.
    fn four() -> Cache {
        let mut cache = Cache::in_memory().unwrap();
        for (number, (paper, words)) in
            (1..).zip([(Some("gazette"), 30), (Some("Herald"), 90), (None, 60), (Some("gazette"), 9)])
        {
            let text = Text::plain(&"river ".repeat(words));
            let body = Body(vec![Block::Paragraph { text }]);
            let told = published(&format!("Day {number}"), &format!("2024-05-0{number}"));
            stored(&mut cache, &Article { publication: paper.map(Into::into), body, ..told });
        }
        cache.apply(&Change::Read(vec![(ArticleId(4), true)]), now()).unwrap();
        cache
    }

    fn numbers(rows: &[ListRow]) -> Vec<u32> {
        rows.iter().map(|row| row.id.0).collect()
    }

    fn sorted(cache: &Cache, view: &View, order: Order) -> Vec<u32> {
        numbers(&cache.list(view, order, ListRange::first(9)).unwrap())
    }

    #[test]
    fn a_list_is_sorted_by_what_no_index_has() {
        let cache = four();

        assert_eq!(sorted(&cache, &View::All, Order::LongestFirst), [2, 3, 1, 4]);
        assert_eq!(sorted(&cache, &View::All, Order::ShortestFirst), [4, 1, 3, 2]);
        assert_eq!(sorted(&cache, &View::All, Order::ByPublication), [4, 1, 2, 3]);
        assert_eq!(sorted(&cache, &View::All, Order::UnreadFirst), [3, 2, 1, 4]);
        assert_eq!(sorted(&cache, &View::Publication("gazette".into()), Order::LongestFirst), [1, 4]);
    }

    #[test]
    fn a_search_is_sorted_like_any_list() {
        let cache = four();
        let view = View::Matching(Query::parse("river is:unread").unwrap().at(now()));

        assert_eq!(sorted(&cache, &view, Order::ShortestFirst), [1, 3, 2]);
    }

    #[test]
    fn a_sorted_list_is_read_a_piece_at_a_time_in_either_direction() {
        let cache = four();
        let read = |range| cache.list(&View::All, Order::LongestFirst, range).unwrap();

        let first = read(ListRange::first(2));
        let second = read(ListRange::after(first.last().map(|row| row.cursor), 2));

        assert_eq!((numbers(&first), numbers(&second)), (vec![2, 3], vec![1, 4]));
        assert_eq!(numbers(&read(ListRange::before(Some(second[1].cursor), 2))), [3, 1]);
        assert_eq!(numbers(&read(ListRange::before(None, 2))), [1, 4]);
    }

    #[test]
    fn a_read_article_keeps_its_row_until_the_list_is_sorted_again() {
        let mut cache = four();
        let place = |cache: &Cache| {
            cache.listed_by_story(&View::All, Order::UnreadFirst, ArticleId(3)).unwrap().unwrap().cursor
        };
        assert_eq!(place(&cache), Cursor(0));

        cache.apply(&Change::Read(vec![(ArticleId(3), true)]), now()).unwrap();
        let after = cache.list(&View::All, Order::UnreadFirst, ListRange::after(Some(Cursor(0)), 9)).unwrap();

        assert_eq!(numbers(&after), [2, 1, 4]);
        assert_eq!(place(&cache), Cursor(3));
    }
}
