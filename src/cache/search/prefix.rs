//! The word being typed: it stands for the most frequent words with this prefix.
//!
//! An index of prefixes would make the full-text index three times as large, and without one FTS5 reads every
//! article of every word with the prefix before it returns the first. So a frequent prefix becomes a few
//! words, which stop early like any others; a rare one stays a prefix.

use super::condition::{Condition, Word};
use crate::cache::full_text::{IndexField, SAMPLED};
use crate::cache::{Cache, CacheError};
use crate::domain::Query;
use crate::text::folded_words;

/// A prefix with fewer articles than this stays one: FTS5 reads them all in two milliseconds.
const FEW_ARTICLES: i64 = 2_000;

/// The most words for a prefix: each costs a look-up in every segment of the index, a third of a millisecond
/// in a large one, and a keystroke should be answered within two.
const MOST_WORDS: usize = 4;

/// The probability of missing an article below which no further word is added.
const MOST_MISSED: f64 = 0.1;

/// The most frequent words, in which those with a one-letter prefix are sought: the sample has so many of
/// them that scanning it would take longer than the search.
const COMMONEST: usize = 2_000;

/// The words of the sample with a prefix.
#[derive(Debug, Default)]
struct Completions {
    /// The words, most frequent first, and the number of articles in the sample with each.
    words: Vec<(String, i64)>,
    /// The sum of these numbers over all words.
    sampled: i64,
}

pub(super) fn prefix_condition(
    cache: &Cache,
    field: Option<IndexField>,
    beginning: &str,
) -> Result<Condition, CacheError> {
    let word = |text: String, is_prefix| Condition::Word(Word { field, text, is_prefix });
    let Completions { words: common, sampled } = Completions::enough(cache, beginning)?;
    if sampled * SAMPLED < FEW_ARTICLES {
        return Ok(word(beginning.to_owned(), true));
    }
    let all = f64::from(cache.counts()?.articles.max(1));
    let mut missed = 1.0;
    let mut words = Vec::new();
    for (text, sampled) in common {
        words.push(word(text, false));
        let found = f64::from(u32::try_from(sampled * SAMPLED).unwrap_or(u32::MAX));
        missed *= 1.0 - (found / all).min(1.0);
        if missed < MOST_MISSED {
            break;
        }
    }
    Ok(Condition::Any(words))
}

impl Completions {
    /// All words with the prefix; of a single letter, only the most frequent.
    fn enough(cache: &Cache, beginning: &str) -> Result<Self, CacheError> {
        if beginning.chars().nth(1).is_none() {
            let among =
                format!("(SELECT word, articles FROM common_word ORDER BY articles DESC LIMIT {COMMONEST})");
            let commonest = Self::among(cache, &among, MOST_WORDS, beginning)?;
            if commonest.words.len() == MOST_WORDS && commonest.sampled * SAMPLED >= FEW_ARTICLES {
                return Ok(commonest);
            }
        }
        Self::of(cache, beginning)
    }

    fn of(cache: &Cache, beginning: &str) -> Result<Self, CacheError> {
        Self::among(cache, "common_word", usize::MAX, beginning)
    }

    /// The first words of a table with the prefix.
    fn among(cache: &Cache, table: &str, most: usize, beginning: &str) -> Result<Self, CacheError> {
        let limit = i64::try_from(most).unwrap_or(i64::MAX);
        let mut statement = cache.connection.prepare_cached(&format!(
            "SELECT word, articles FROM {table} WHERE word >= ?1 AND word < ?2 LIMIT ?3"
        ))?;
        let mut rows = statement.query((beginning, format!("{beginning}\u{10ffff}"), limit))?;
        let mut common = Self::default();
        while let Some(row) = rows.next()? {
            let sampled = row.get(1)?;
            common.sampled += sampled;
            if common.words.len() < MOST_WORDS || common.words.last().is_some_and(|last| last.1 < sampled) {
                let place = common.words.partition_point(|(_, more)| *more >= sampled);
                common.words.insert(place, (row.get(0)?, sampled));
                common.words.truncate(MOST_WORDS);
            }
        }
        Ok(common)
    }
}

impl Cache {
    /// Whether the word being typed stands for only some of its completions.
    pub(super) fn is_abridged(&self, query: &Query) -> Result<bool, CacheError> {
        let Some(word) = query.word_being_typed() else { return Ok(false) };
        let words = folded_words(word);
        let [alone] = words.as_slice() else { return Ok(false) };
        Ok(Completions::enough(self, alone)?.sampled * SAMPLED >= FEW_ARTICLES)
    }

    /// The estimated number of articles with a word, from the sample.
    pub(super) fn articles_with(&self, word: &Word) -> Result<i64, CacheError> {
        let sampled: i64 = if word.is_prefix {
            Completions::of(self, &word.text)?.sampled
        } else {
            let mut statement =
                self.connection.prepare_cached("SELECT sum(articles) FROM common_word WHERE word = ?1")?;
            statement.query_one([&word.text], |row| Ok(row.get::<_, Option<i64>>(0)?.unwrap_or_default()))?
        };
        Ok(sampled * SAMPLED + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(common: Completions) -> Vec<String> {
        common.words.into_iter().map(|(word, _)| word).collect()
    }

    #[test]
    fn a_letter_stands_for_its_commonest_words() {
        let cache = Cache::in_memory().unwrap();
        let mut add = cache.connection.prepare("INSERT INTO common_word VALUES (?1, ?2)").unwrap();
        for number in 0..30 {
            add.execute((format!("r{number}"), 100 + number)).unwrap();
            add.execute((format!("s{number}"), 900 - number)).unwrap();
        }
        add.execute(("quay", 1_000)).unwrap();

        for letter in ["r", "s"] {
            let enough = Completions::enough(&cache, letter).unwrap();
            assert_eq!(words(enough), words(Completions::of(&cache, letter).unwrap()));
        }
        assert_eq!(words(Completions::enough(&cache, "r").unwrap())[..2], ["r29", "r28"]);
        assert_eq!(words(Completions::enough(&cache, "q").unwrap()), ["quay"]);
    }
}
