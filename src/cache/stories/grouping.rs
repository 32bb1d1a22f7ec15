//! Lists in which the articles of a story share a row: that of the first article in the order of the list.
//! The index is asked for it row by row; nothing is counted ahead.

use std::ops::RangeInclusive;

use rusqlite::{OptionalExtension as _, Row, named_params, params};

use crate::cache::lists::{ListSource, Scope};
use crate::cache::order::day_around;
use crate::cache::{Cache, CacheError};
use crate::domain::{ArticleId, Direction, ListRange, ListRow, Order, Prose, Series, StoryId, View};
use crate::related::SeriesName;

/// The articles of a story from which on those of the same day are counted.
const MANY: u32 = 12;

/// The latest issues of a series whose headlines give its name.
const ISSUES: u32 = 12;

impl Cache {
    /// The rows of [`Cache::list`] with one row for the articles of a story. Lists of a person's own choice
    /// (bookmarks, articles begun, a search), or sorted by something else than time, have a row for each
    /// article.
    pub fn list_by_story(
        &self,
        view: &View,
        order: Order,
        range: ListRange,
    ) -> Result<Vec<ListRow>, CacheError> {
        let Some(scope) = folding(view).filter(|_| !order.needs_full_sort()) else {
            return self.list(view, order, range);
        };
        let ListRange { from, direction, limit } = range;
        let others = others(&scope);
        let before = if order == Order::NewestFirst { ">" } else { "<" };
        let folded = scope.where_also(&format!(
            "(article.story IS NULL OR NOT EXISTS (SELECT 1 FROM {others}
             AND other.story = article.story AND other.key {before} article.key))"
        ));
        let descending = (order == Order::NewestFirst) == (direction == Direction::Down);
        let mut rows = folded.page(self, from, descending, limit)?;
        if direction == Direction::Up {
            rows.reverse();
        }
        for row in &mut rows {
            self.tell_others(view, row)?;
        }
        Ok(rows)
    }

    /// The row that holds an article in such a list.
    pub fn listed_by_story(
        &self,
        view: &View,
        order: Order,
        id: ArticleId,
    ) -> Result<Option<ListRow>, CacheError> {
        if order.needs_full_sort() {
            return self.listed_sorted(view, order, id);
        }
        let Some(row) = self.listed(view, id)? else { return Ok(None) };
        let (Some(scope), Some(story)) = (folding(view), row.story) else { return Ok(Some(row)) };
        let way = if order == Order::NewestFirst { "DESC" } else { "ASC" };
        let words = format!(
            "SELECT other.number FROM {} AND other.story = :story ORDER BY other.key {way} LIMIT 1",
            others(&scope)
        );
        let mut statement = self.connection.prepare_cached(&words)?;
        let first = statement
            .query_row(scope.with_name(named_params! { ":story": story.0 }).as_slice(), |row| row.get(0))
            .optional()?;
        let Some(mut row) = first.map_or(Ok(Some(row)), |first| self.listed(view, ArticleId(first)))? else {
            return Ok(None);
        };
        self.tell_others(view, &mut row)?;
        Ok(Some(row))
    }

    /// The other articles of a row's story that the view holds, in the order of the list.
    pub fn unfolded(&self, view: &View, order: Order, row: &ListRow) -> Result<Vec<ListRow>, CacheError> {
        let (Some(scope), Some(story)) = (folding(view), row.story) else { return Ok(Vec::new()) };
        let way = if order == Order::NewestFirst { "DESC" } else { "ASC" };
        let words = format!(
            "SELECT other.number FROM {} AND other.story = :story ORDER BY other.key {way}",
            others(&scope)
        );
        let mut statement = self.connection.prepare_cached(&words)?;
        let numbers = statement
            .query_map(scope.with_name(named_params! { ":story": story.0 }).as_slice(), |row| row.get(0))?;
        let mut rows = Vec::new();
        for number in numbers {
            let id = ArticleId(number?);
            rows.extend(self.listed(view, id)?.filter(|_| id != row.id));
        }
        Ok(rows)
    }

    /// Sets in a row how many other articles share it, and its series.
    fn tell_others(&self, view: &View, row: &mut ListRow) -> Result<(), CacheError> {
        row.others_in_story = self.others_of(view, row, i64::MIN..=i64::MAX)?;
        row.series = self.series_of(row)?;
        row.others_of_day =
            if row.others_in_story >= MANY { self.others_of(view, row, day_around(row.cursor))? } else { 0 };
        Ok(())
    }

    /// The number of other articles of the row's story with keys in a range.
    fn others_of(&self, view: &View, row: &ListRow, keys: RangeInclusive<i64>) -> Result<u32, CacheError> {
        let (Some(scope), Some(story)) = (folding(view), row.story) else { return Ok(0) };
        let words = format!(
            "SELECT count(*) FROM {} AND other.story = :story AND other.key BETWEEN :from AND :to",
            others(&scope)
        );
        let mut statement = self.connection.prepare_cached(&words)?;
        let (from, to) = keys.into_inner();
        let count: u32 = statement.query_one(
            scope.with_name(named_params! { ":story": story.0, ":from": from, ":to": to }).as_slice(),
            |row| row.get(0),
        )?;
        Ok(count.saturating_sub(1))
    }

    /// The series of a row that stands for several of its articles; `None` where it has no name.
    fn series_of(&self, row: &ListRow) -> Result<Option<Series>, CacheError> {
        match row.story.filter(|story| row.others_in_story > 0 && story.is_series()) {
            Some(story) => self.series(story),
            None => Ok(None),
        }
    }

    /// The name of a series, and the number of days it came on; `None` where its headlines share no word.
    pub fn series(&self, story: StoryId) -> Result<Option<Series>, CacheError> {
        let mut headlines = self.connection.prepare_cached(
            "SELECT headline FROM article INDEXED BY article_story WHERE story = ?1 ORDER BY key DESC LIMIT ?2",
        )?;
        let headlines = headlines.query_map(params![story.0, ISSUES], |row| row.get(0))?;
        let name = match SeriesName::of(&headlines.collect::<Result<Vec<String>, _>>()?) {
            None => return Ok(None),
            Some(SeriesName::Results) => None,
            Some(SeriesName::Words(words)) => Some(Prose::trimmed(&words)),
        };
        let mut counts = self.connection.prepare_cached(
            "SELECT count(DISTINCT substr(published, 1, 10)), count(*) FROM article INDEXED BY article_story
             WHERE story = ?1",
        )?;
        let series =
            |row: &Row<'_>| Ok(Series { name: name.clone(), days: row.get(0)?, articles: row.get(1)? });
        Ok(Some(counts.query_one([story.0], series)?))
    }
}

/// The scope of a view whose stories have one row each; `None` where every article has its own.
fn folding(view: &View) -> Option<Scope<'_>> {
    match view {
        View::All | View::Unread | View::Publication(_) | View::Section(_) => match ListSource::of(view) {
            ListSource::Index(scope) => Some(scope),
            ListSource::Search(_) | ListSource::Feeds(_) => None,
        },
        View::FrontPage
        | View::Following
        | View::Bookmarks
        | View::ContinueReading
        | View::ReadingLog
        | View::Feed(..)
        | View::Tagged(_)
        | View::Matching(_) => None,
    }
}

/// The articles of a scope as others beside the current one.
fn others(scope: &Scope<'_>) -> String {
    let condition = scope.condition.replace("article.", "other.");
    format!("article AS other INDEXED BY article_story WHERE {condition}")
}
