//! Searches, in the full-text index and beside it: newest first, page by page, or the best first.
//!
//! A search becomes a condition on words (`condition`), and that a statement (`plan`): the index finds
//! articles in the order of their keys, rows answer for the person's marks, dates are ranges of keys. Neither
//! knows the order of words, for which the texts of the matches are read (`evidence`).

mod condition;
mod evidence;
mod interrupt;
mod plan;
mod prefilter;
mod prefix;
mod ranking;
mod reading;
mod snippet;
mod suggestion;

use std::ops::Range;

use jiff::Timestamp;
use rusqlite::{OptionalExtension as _, params_from_iter};

use super::listed_row::{COLUMNS, listed_row};
use super::lists::number;
use super::{Cache, CacheError};
use crate::domain::{ArticleId, Cursor, ListRange, ListRow, Moment, Order, Query, View};
use evidence::TextCheck;
pub use interrupt::Interrupt;
use plan::Plan;
pub(super) use prefilter::{Arrived, Prefilter, Searches};

/// The most matches counted.
const MOST_COUNTED: usize = 10_000;

/// The most matches counted where texts have to be read.
const MOST_CHECKED: usize = 200;

/// The articles in the first piece of keys in which the words are looked up.
const PIECE: i64 = 512;

impl Cache {
    /// The articles that match a search, the newest first, from a cursor on.
    pub fn search_newest(
        &self,
        query: &Query,
        now: Timestamp,
        range: ListRange,
    ) -> Result<Vec<ListRow>, CacheError> {
        self.list(&View::Matching(query.clone().at(now)), Order::NewestFirst, range)
    }

    /// The rows that match a search, strictly after a cursor.
    pub(super) fn matching(
        &self,
        query: &Query,
        from: Option<Cursor>,
        descending: bool,
        limit: usize,
    ) -> Result<Vec<ListRow>, CacheError> {
        let keys = match from {
            None => i64::MIN..i64::MAX,
            Some(Cursor(key)) if descending => i64::MIN..key,
            Some(Cursor(key)) => key.saturating_add(1)..i64::MAX,
        };
        let mut rows = Vec::new();
        self.each_match(&Plan::of(self, query)?, keys, descending, limit, &mut |row| rows.push(row))?;
        Ok(rows)
    }

    /// The row of an article where it matches a search.
    pub(super) fn listed_matching(
        &self,
        query: &Query,
        id: ArticleId,
    ) -> Result<Option<ListRow>, CacheError> {
        let Some(key) = self.key_of(id)? else { return Ok(None) };
        let mut found = None;
        let plan = Plan::of(self, query)?;
        self.each_match(&plan, key..key.saturating_add(1), true, 1, &mut |row| found = Some(row))?;
        Ok(found)
    }

    /// The number of articles that match a search.
    pub(super) fn count_matching(&self, query: &Query) -> Result<usize, CacheError> {
        let plan = Plan::of(self, query)?;
        let keys = i64::MIN..i64::MAX;
        if plan.checks.is_empty() {
            let mut statement = self.connection.prepare_cached(&plan.count())?;
            let values = params_from_iter(plan.values(&keys, None));
            return Ok(number(statement.query_one(values, |row| row.get(0))?));
        }
        let mut count = 0;
        self.each_match(&plan, keys, true, usize::MAX, &mut |_row| count += 1)?;
        Ok(count)
    }

    /// The number of articles that match a search, up to a limit; `None` where texts would have to be read.
    pub fn count_up_to(&self, query: &Query, most: usize) -> Result<Option<usize>, CacheError> {
        let plan = Plan::of(self, query)?;
        if plan.checks.is_empty() { Ok(Some(self.keys(&plan, most)?.len())) } else { Ok(None) }
    }

    /// The number of articles that match a search, and whether it is exact: counting stops at a limit,
    /// earlier where texts have to be read, and of a word being typed only the most frequent completions
    /// count.
    pub fn count_found(&self, query: &Query) -> Result<(usize, bool), CacheError> {
        let plan = Plan::of(self, query)?;
        if plan.checks.is_empty() {
            let count = self.keys(&plan, MOST_COUNTED + 1)?.len();
            return Ok((count.min(MOST_COUNTED), count <= MOST_COUNTED && !self.is_abridged(query)?));
        }
        let mut count = 0;
        let all = i64::MIN..i64::MAX;
        let is_whole = self.each_match(&plan, all, true, MOST_CHECKED + 1, &mut |_| count += 1)?;
        Ok((count.min(MOST_CHECKED), count <= MOST_CHECKED && is_whole && !self.is_abridged(query)?))
    }

    /// Calls `visit` with the rows of a plan, in order, up to a limit. A plan that gathers looks up its words
    /// piece by piece, each piece of keys wider than the last. Returns whether all possible matches were
    /// looked at, as far as the limit of rows goes.
    fn each_match(
        &self,
        plan: &Plan,
        keys: Range<i64>,
        descending: bool,
        limit: usize,
        visit: &mut dyn FnMut(ListRow),
    ) -> Result<bool, CacheError> {
        let mut looks = plan.looks_at;
        let mut rest = keys.start.max(plan.keys.start)..keys.end.min(plan.keys.end);
        if !plan.searches_piecewise {
            self.each_within(plan, &rest, descending, limit, &mut looks, visit)?;
            return Ok(looks > 0);
        }
        let (mut left, mut size) = (limit, PIECE);
        while left > 0 && looks > 0 && !rest.is_empty() {
            let piece = self.piece(&rest, descending, size)?;
            self.each_within(plan, &piece, descending, left, &mut looks, &mut |row| {
                visit(row);
                left -= 1;
            })?;
            rest = if descending { rest.start..piece.start } else { piece.end..rest.end };
            size = size.saturating_mul(4);
        }
        Ok(looks > 0)
    }

    /// The keys of the next articles, so many of them.
    fn piece(&self, keys: &Range<i64>, descending: bool, size: i64) -> Result<Range<i64>, CacheError> {
        let way = if descending { "DESC" } else { "ASC" };
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT key FROM article WHERE key >= ?1 AND key < ?2 ORDER BY key {way} LIMIT 1 OFFSET ?3"
        ))?;
        let last: Option<i64> =
            statement.query_row((keys.start, keys.end, size), |row| row.get(0)).optional()?;
        Ok(match last {
            None => keys.clone(),
            Some(last) if descending => last..keys.end,
            Some(last) => keys.start..last.saturating_add(1),
        })
    }

    fn each_within(
        &self,
        plan: &Plan,
        keys: &Range<i64>,
        descending: bool,
        limit: usize,
        articles_left: &mut usize,
        visit: &mut dyn FnMut(ListRow),
    ) -> Result<(), CacheError> {
        let columns = format!("{}, {COLUMNS}", plan.key());
        let mut statement = self.connection.prepare_cached(&plan.page(&columns, descending))?;
        // Where matches are checked, the number that remain is unknown.
        let at_once = i64::try_from(limit).ok().filter(|_| plan.checks.is_empty()).unwrap_or(-1);
        let mut rows = statement.query(params_from_iter(plan.values(keys, Some(at_once))))?;
        let mut left = limit;
        while let Some(row) = rows.next()?.filter(|_| left > 0 && *articles_left > 0) {
            let row = listed_row(row)?;
            *articles_left -= 1;
            if plan.checks.is_empty() || TextCheck::of(self, &row).all_hold(&plan.checks)? {
                visit(row);
                left -= 1;
            }
        }
        Ok(())
    }

    /// When the newest article was published.
    fn newest_moment(&self) -> Result<Option<Moment>, CacheError> {
        let mut statement =
            self.connection.prepare_cached("SELECT published FROM article ORDER BY key DESC LIMIT 1")?;
        let published: Option<Option<String>> = statement.query_row([], |row| row.get(0)).optional()?;
        Ok(published.flatten().and_then(|text| text.parse().ok()))
    }
}

#[cfg(test)]
mod tests;
