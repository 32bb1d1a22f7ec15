//! Ranks matches: by how often the words stand in a text, how rare they are, and whether the headline has
//! them.
//!
//! First all matches are scored by what the index knows (in the headline, often, at all), then the best of
//! them by their text. Where there are too many, only those with the words in the headline, those with the
//! words often, and the newest are scored.

mod bm25;

use std::cmp::Reverse;
use std::collections::HashMap;

use rusqlite::params_from_iter;

use super::condition::{Condition, Word};
use super::plan::Plan;
use super::{MOST_CHECKED, snippet};
use crate::cache::full_text::IndexField;
use crate::cache::listed_row::{COLUMNS, ROW_JOINS, listed_row};
use crate::cache::{Cache, CacheError};
use crate::domain::{Article, Hit, ListRow, Query, Ranked};
use bm25::{Weighed, judge, weighed};

/// The most articles scored.
const MOST_SCORED: usize = 2_000;

/// Articles of each kind, where not all can be scored.
const OF_EACH_KIND: usize = 600;

/// Articles whose texts are read for the final order.
const TEXTS_READ: usize = 50;

/// The score of a word by the index alone: for its presence, in the headline, and often; close to the full
/// sum for usual articles.
const STANDS: f32 = 1.0;
const IN_HEADLINE: f32 = 0.8;
const OFTEN: f32 = 0.6;

impl Cache {
    /// The articles that match a search, the best first; the newest first where it has no words.
    pub fn search_ranked(&self, query: &Query, limit: usize) -> Result<Ranked, CacheError> {
        let condition = Condition::of(self, query)?;
        let plan = Plan::of(self, query)?;
        let words = weighed(self, &condition)?;
        let most = if plan.checks.is_empty() { MOST_SCORED } else { MOST_CHECKED };
        let mut newest = self.keys(&plan, most + 1)?;
        let exact = newest.len() <= most;
        newest.truncate(if exact || !plan.checks.is_empty() { most } else { OF_EACH_KIND });
        let scores = self.scores(&plan, &condition, &words, &newest)?;
        let total = scores.len();
        let read = if words.is_empty() { limit } else { limit.max(TEXTS_READ) };
        let mut texts = Vec::new();
        for key in best(scores, read) {
            texts.extend(self.text(key, &words)?);
        }
        texts.sort_by(|one, other| {
            let score = |text: &ScoredMatch| text.score.unwrap_or_default();
            score(other).total_cmp(&score(one)).then(other.row.cursor.cmp(&one.row.cursor))
        });
        let hits = texts.into_iter().take(limit).map(|text| text.into_hit(&condition)).collect();
        Ok(Ranked { hits, total, is_complete: exact })
    }

    /// The keys of the newest matches.
    pub(super) fn keys(&self, plan: &Plan, limit: usize) -> Result<Vec<i64>, CacheError> {
        let mut keys = Vec::new();
        let all = i64::MIN..i64::MAX;
        if !plan.checks.is_empty() || plan.searches_piecewise {
            self.each_match(plan, all, true, limit, &mut |row| keys.push(row.cursor.0))?;
            return Ok(keys);
        }
        let mut statement = self.connection.prepare_cached(&plan.page(plan.key(), true))?;
        let limit = i64::try_from(limit).ok();
        let mut rows = statement.query(params_from_iter(plan.values(&all, limit)))?;
        while let Some(row) = rows.next()? {
            keys.push(row.get(0)?);
        }
        Ok(keys)
    }

    /// The scores by the index of the newest matches, and, where these are not all, of others that may be
    /// better.
    fn scores(
        &self,
        plan: &Plan,
        condition: &Condition,
        words: &[Weighed],
        newest: &[i64],
    ) -> Result<HashMap<i64, f32>, CacheError> {
        let wants_all = !condition.has_alternatives();
        let all: f32 = if wants_all { words.iter().map(|word| word.weight * STANDS).sum() } else { 0.0 };
        let mut scores: HashMap<i64, f32> = newest.iter().map(|key| (*key, all)).collect();
        let may_grow = plan.checks.is_empty() && newest.len() == OF_EACH_KIND;
        let most = if may_grow { OF_EACH_KIND } else { MOST_SCORED };
        let plan = plan.unchecked();
        for Weighed { word, weight } in words {
            let marked = |field| Word { field: Some(field), ..word.clone() };
            let stands = (!wants_all).then(|| (word.clone(), STANDS));
            let marks = [(marked(IndexField::Headline), IN_HEADLINE), (marked(IndexField::Frequent), OFTEN)];
            for (word, worth) in marks.into_iter().chain(stands) {
                for key in self.keys(&plan.restricted_by(word.expression()), most)? {
                    if may_grow {
                        scores.entry(key).or_insert(all);
                    }
                    scores.entry(key).and_modify(|score| *score += weight * worth);
                }
            }
        }
        Ok(scores)
    }

    /// An article with its text, scored.
    fn text(&self, key: i64, words: &[Weighed]) -> Result<Option<ScoredMatch>, CacheError> {
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT article.key, {COLUMNS} FROM article {ROW_JOINS} WHERE article.key = ?1"
        ))?;
        let mut rows = statement.query([key])?;
        let Some(row) = rows.next()?.map(listed_row).transpose()? else { return Ok(None) };
        let article = self.article_without_links(row.id)?.unwrap_or_default();
        let plain = article.body.to_plain();
        let score = (!words.is_empty()).then(|| judge(&article, &plain, words));
        Ok(Some(ScoredMatch { row, score, article, plain }))
    }
}

/// A match whose text was read.
struct ScoredMatch {
    row: ListRow,
    score: Option<f32>,
    article: Article,
    plain: String,
}

impl ScoredMatch {
    fn into_hit(self, condition: &Condition) -> Hit {
        let snippet = snippet::of(&self.article, &self.plain, condition);
        Hit { row: self.row, score: self.score, snippet }
    }
}

/// The keys with the highest scores; of equals the newest.
fn best(scores: HashMap<i64, f32>, most: usize) -> Vec<i64> {
    let mut all: Vec<(f32, i64)> = scores.into_iter().map(|(key, score)| (score, key)).collect();
    all.sort_by(|(one, one_key), (other, other_key)| {
        other.total_cmp(one).then_with(|| Reverse(one_key).cmp(&Reverse(other_key)))
    });
    all.into_iter().take(most).map(|(_, key)| key).collect()
}
