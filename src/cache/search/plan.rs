//! The SQL of a search: the query of the full-text index, the conditions on rows, and the checks that need
//! the text.

mod expression;

use std::ops::Range;

use rusqlite::types::Value;

use super::condition::{Condition, Fact};
use crate::cache::listed_row::{NOT_MUTED, ROW_JOINS};
use crate::cache::{Cache, CacheError, Counts};
use crate::domain::{Query, State};
use expression::{expression, is_settled, superset};

/// The most bookmarks, or read articles, whose words are looked up one by one, each in every segment of the
/// index; where there are more, the words come first.
const FEW: u32 = 100;

/// The most headlines, and texts, that a search matches with regular expressions: the newest that its other
/// conditions leave.
pub(super) const HEADLINES_MATCHED: usize = 200_000;
pub(super) const TEXTS_MATCHED: usize = 5_000;

/// The parameters before those of the conditions: the first key, the key after the last, the limit.
const FIXED: usize = 3;

/// The condition that an article is bookmarked and has a statement as follows.
const BOOKMARKED_AND: &str = "(article.bookmarked = 1 AND EXISTS (SELECT 1 FROM statement WHERE statement.article = article.number AND name = 0";

/// A search as SQL.
#[derive(Clone, Debug)]
pub(super) struct Plan {
    /// The FTS5 expression. Every match of the search matches it.
    words: Option<String>,
    source: RowSource,
    /// The conditions on rows.
    conditions: Vec<String>,
    values: Vec<Value>,
    /// The keys that contain every match.
    pub keys: Range<i64>,
    /// The checks left for the text.
    pub checks: Vec<Condition>,
    /// The most articles looked at one by one, where regular expressions are matched.
    pub looks_at: usize,
    /// Whether rows are tested for being among the hits of the index within the same keys: the narrower the
    /// keys, the faster.
    pub searches_piecewise: bool,
}

/// The source of the rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum RowSource {
    FullText,
    Bookmarks,
    Read,
    Unread,
    Muted,
    Articles,
}

impl RowSource {
    fn of(counts: Counts, conditions: &[Condition], finds: bool) -> Self {
        let Counts { articles, unread, bookmarks, .. } = counts;
        let marked = if conditions.iter().any(of_bookmarks) {
            Some((Self::Bookmarks, bookmarks))
        } else if conditions.iter().any(of_read) {
            Some((Self::Read, articles.saturating_sub(unread)))
        } else {
            None
        };
        match marked {
            Some((source, count)) if count <= FEW || !conditions.iter().any(Condition::has_words) => source,
            _ if finds => Self::FullText,
            _ if conditions.contains(&Condition::State(State::Unread)) => Self::Unread,
            _ if conditions.contains(&Condition::State(State::Muted)) => Self::Muted,
            _ => Self::Articles,
        }
    }
}

impl Plan {
    pub fn of(cache: &Cache, query: &Query) -> Result<Self, CacheError> {
        let conditions = match Condition::of(cache, query)? {
            Condition::All(conditions) => conditions.into_iter().flat_map(conjuncts).collect(),
            ask => vec![ask],
        };
        let words = expression(&conditions);
        let counts = cache.counts()?;
        let source = RowSource::of(counts, &conditions, words.is_some());
        let hides_muted = counts.muted > 0 && !conditions.iter().any(Condition::distinguishes_muted);
        let mut plan = Self {
            words,
            source,
            conditions: Vec::new(),
            values: Vec::new(),
            keys: i64::MIN..i64::MAX,
            checks: Vec::new(),
            looks_at: match conditions.iter().filter_map(Condition::patterns).max() {
                None => usize::MAX,
                Some(false) => HEADLINES_MATCHED,
                Some(true) => TEXTS_MATCHED,
            },
            searches_piecewise: false,
        };
        for ask in conditions {
            plan.add_condition(ask);
        }
        if hides_muted {
            plan.conditions.push(NOT_MUTED.to_owned());
        }
        Ok(plan)
    }

    /// Adds one of the conditions.
    fn add_condition(&mut self, condition: Condition) {
        if let Condition::Keys(keys) = &condition {
            self.keys = self.keys.start.max(keys.start)..self.keys.end.min(keys.end);
            return;
        }
        let by_words = self.source == RowSource::FullText;
        let is_settled = by_words && is_settled(&condition, self.words.is_some());
        // A condition that only the text can decide is checked there as a whole.
        let is_checked = by_words && condition.needs_text() && superset(&condition).is_some();
        if !is_settled && !is_checked {
            let condition = self.condition(&condition, true);
            self.conditions.push(condition);
        }
        if condition.needs_text() {
            self.checks.push(condition);
        }
    }

    /// The plan restricted by a further expression.
    pub fn restricted_by(&self, expression: String) -> Self {
        let mut plan = self.clone();
        if let (RowSource::FullText, Some(words)) = (self.source, &self.words) {
            plan.words = Some(format!("({words}) AND {expression}"));
        } else {
            let condition = plan.found(expression);
            plan.conditions.push(condition);
        }
        plan
    }

    /// The plan without the checks of the text.
    pub fn unchecked(&self) -> Self {
        Self { checks: Vec::new(), ..self.clone() }
    }

    /// The column by which rows are sorted.
    pub const fn key(&self) -> &'static str {
        match self.source {
            RowSource::FullText => "full_text.rowid",
            RowSource::Bookmarks
            | RowSource::Read
            | RowSource::Unread
            | RowSource::Muted
            | RowSource::Articles => "article.key",
        }
    }

    /// The SQL for columns of the rows with keys from ?1 to before ?2, at most ?3.
    pub fn page(&self, columns: &str, descending: bool) -> String {
        let key = self.key();
        let way = if descending { "DESC" } else { "ASC" };
        format!("{} AND {key} >= ?1 AND {key} < ?2 ORDER BY {key} {way} LIMIT ?3", self.all(columns))
    }

    /// The SQL for the number of these rows.
    pub fn count(&self) -> String {
        let key = self.key();
        format!("{} AND {key} >= ?1 AND {key} < ?2 AND ?3 IS NULL", self.all("count(*)"))
    }

    fn all(&self, columns: &str) -> String {
        let conditions: String = self.conditions.iter().flat_map(|condition| [" AND ", condition]).collect();
        let words = self.words_value();
        match self.source {
            RowSource::FullText if self.conditions.is_empty() && !columns.contains("article.") => {
                format!("SELECT {columns} FROM full_text WHERE full_text MATCH ?{words}")
            }
            RowSource::FullText => format!(
                "SELECT {columns} FROM full_text CROSS JOIN article ON article.key = full_text.rowid {ROW_JOINS}
                 WHERE full_text MATCH ?{words}{conditions}"
            ),
            RowSource::Bookmarks => {
                Self::rows(columns, "INDEXED BY article_bookmarked", "article.bookmarked = 1", &conditions)
            }
            RowSource::Read => Self::rows(columns, "INDEXED BY article_read", "article.read = 1", &conditions),
            RowSource::Unread => {
                Self::rows(columns, "INDEXED BY article_unread", "article.read = 0", &conditions)
            }
            RowSource::Muted => Self::rows(columns, "INDEXED BY article_muted", "article.read = 2", &conditions),
            RowSource::Articles => Self::rows(columns, "NOT INDEXED", "TRUE", &conditions),
        }
    }

    fn rows(columns: &str, index: &str, condition: &str, conditions: &str) -> String {
        format!("SELECT {columns} FROM article {index} {ROW_JOINS} WHERE {condition}{conditions}")
    }

    /// All parameters of a statement.
    pub fn values(&self, keys: &Range<i64>, limit: Option<i64>) -> Vec<Value> {
        let keys = keys.start.max(self.keys.start)..keys.end.min(self.keys.end);
        let fixed = [Value::from(keys.start), Value::from(keys.end), Value::from(limit)];
        let words = self.words.clone().filter(|_| self.source == RowSource::FullText).map(Value::from);
        fixed.into_iter().chain(self.values.iter().cloned()).chain(words).collect()
    }

    /// The position of the FTS5 expression among the parameters.
    fn words_value(&self) -> usize {
        FIXED + self.values.len() + 1
    }

    fn value(&mut self, value: String) -> String {
        self.values.push(Value::from(value));
        format!("?{}", FIXED + self.values.len())
    }

    /// A condition on a row, in SQL. Where only the text can decide, it is assumed to hold where `most` is
    /// set, else to fail.
    fn condition(&mut self, condition: &Condition, most: bool) -> String {
        match condition {
            Condition::All(conditions) => self.joined(conditions, most, " AND ", "TRUE"),
            Condition::Any(conditions) => self.joined(conditions, most, " OR ", "FALSE"),
            Condition::Not(condition) => format!("NOT {}", self.condition(condition, !most)),
            Condition::Sequence(_) | Condition::Pattern(..) if !most => "FALSE".to_owned(),
            Condition::Pattern(..) => "TRUE".to_owned(),
            Condition::Fact(fact) => format!("({})", fact.condition()),
            Condition::Word(_) | Condition::Sequence(_) => {
                self.found(superset(condition).unwrap_or_default())
            }
            Condition::State(State::Unread) => "article.read = 0".to_owned(),
            Condition::State(State::Read) => "article.read = 1".to_owned(),
            Condition::State(State::Bookmarked) => "article.bookmarked = 1".to_owned(),
            Condition::State(State::Muted) => "article.read = 2".to_owned(),
            Condition::State(State::New) => "FALSE".to_owned(), // it was worked out to a fact
            Condition::HasNote => {
                format!("{BOOKMARKED_AND} AND about = 3 AND value <> ''))")
            }
            Condition::HasHighlight => {
                "EXISTS (SELECT 1 FROM statement WHERE statement.article = article.number \
                 AND statement.name = 0 AND about = 6 AND value IS NOT NULL)"
                    .to_owned()
            }
            Condition::Tagged(tag) => {
                let tag = self.value(tag.clone());
                format!(
                    "{BOOKMARKED_AND} AND about = 2 AND topic = {tag} COLLATE NOCASE AND value IS NOT NULL))"
                )
            }
            Condition::Keys(keys) => {
                format!("(article.key >= {} AND article.key < {})", keys.start, keys.end)
            }
        }
    }

    /// The condition that the index finds the row by an expression.
    fn found(&mut self, expression: String) -> String {
        let words = self.value(expression);
        let found = format!("SELECT rowid FROM full_text WHERE full_text MATCH {words}");
        if matches!(self.source, RowSource::Bookmarks | RowSource::Read) {
            return format!("EXISTS ({found} AND rowid = article.key)");
        }
        self.searches_piecewise = true;
        format!("article.key IN ({found} AND rowid >= ?1 AND rowid < ?2)")
    }

    fn joined(&mut self, conditions: &[Condition], most: bool, between: &str, none: &str) -> String {
        let conditions: Vec<String> =
            conditions.iter().map(|condition| self.condition(condition, most)).collect();
        if conditions.is_empty() { none.to_owned() } else { format!("({})", conditions.join(between)) }
    }
}

fn conjuncts(condition: Condition) -> Vec<Condition> {
    match condition {
        Condition::All(conditions) => conditions.into_iter().flat_map(conjuncts).collect(),
        ask => vec![ask],
    }
}

const fn of_read(condition: &Condition) -> bool {
    matches!(condition, Condition::State(State::Read) | Condition::Fact(Fact::Read(_)))
}

const fn of_bookmarks(condition: &Condition) -> bool {
    matches!(condition, Condition::State(State::Bookmarked) | Condition::HasNote | Condition::Tagged(_))
}
