//! The word that is being typed: it stands for the commonest words that begin so.
//!
//! An index of beginnings would make the full-text index three times as large, and without one FTS5
//! reads every article of every word that begins so before it gives the first. So a common beginning
//! becomes a few words, which stop early like any others; of a rare one all words are taken.

use super::ask::{Ask, Word};
use crate::cache::full_text::{Field, SAMPLED};
use crate::cache::{Cache, CacheError};

/// Where the words that begin so stand in fewer articles, FTS5 reads them all in a millisecond.
const FEW_ARTICLES: i64 = 8_000;

/// Each word costs a look-up in the index.
const MOST_WORDS: usize = 16;

/// The chance to miss an article at which more words are not worth their time.
const MISSED: f64 = 0.002;

/// How many words are looked at.
const LOOKED_AT: i64 = 400;

/// What a beginning asks.
pub(super) fn ask(cache: &Cache, field: Option<Field>, beginning: &str) -> Result<Ask, CacheError> {
    let common = common_words(cache, beginning)?;
    let word = |text: &str, is_prefix| Ask::Word(Word { field, text: text.to_owned(), is_prefix });
    let articles: i64 = common.iter().map(|(_, sampled)| sampled * SAMPLED).sum();
    if articles < FEW_ARTICLES {
        return Ok(word(beginning, true));
    }
    let all = f64::from(cache.counts()?.articles.max(1));
    let mut missed = 1.0;
    let mut words = Vec::new();
    for (text, sampled) in common.into_iter().take(MOST_WORDS) {
        words.push(word(&text, false));
        let found = f64::from(u32::try_from(sampled * SAMPLED).unwrap_or(u32::MAX));
        missed *= 1.0 - (found / all).min(1.0);
        if missed < MISSED {
            break;
        }
    }
    Ok(Ask::Any(words))
}

/// The words of the sample that begin so, the commonest first, and in how many of its articles each
/// stands.
fn common_words(cache: &Cache, beginning: &str) -> Result<Vec<(String, i64)>, CacheError> {
    let mut statement = cache.connection.prepare_cached(
        "SELECT word, articles FROM common_word WHERE word >= ?1 AND word < ?2 ORDER BY articles DESC LIMIT ?3",
    )?;
    let after = format!("{beginning}\u{10ffff}");
    let rows = statement.query_map((beginning, after, LOOKED_AT), |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

impl Cache {
    /// In how many articles a word stands, nearly: known from a sample.
    pub(super) fn articles_with(&self, word: &Word) -> Result<i64, CacheError> {
        let sampled: i64 = if word.is_prefix {
            common_words(self, &word.text)?.iter().map(|(_, sampled)| sampled).sum()
        } else {
            let mut statement =
                self.connection.prepare_cached("SELECT sum(articles) FROM common_word WHERE word = ?1")?;
            statement.query_one([&word.text], |row| Ok(row.get::<_, Option<i64>>(0)?.unwrap_or_default()))?
        };
        Ok(sampled * SAMPLED + 1)
    }
}
