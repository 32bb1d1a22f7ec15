//! The search that was probably meant where one finds nothing: words that no article contains are replaced by
//! the nearest that some do.

use super::condition::Word;
use super::reading::field_of;
use crate::cache::full_text::IndexField;
use crate::cache::{Cache, CacheError};
use crate::domain::{NameField, Prose, Query, edit_distance};
use crate::text::folded_words;

/// The most articles of a cache whose words are all compared; in a larger one only words with the same
/// beginning, and frequent ones.
const FEW_ARTICLES: u32 = 20_000;

/// Most words of a field that are listed.
const MOST_WORDS: u32 = 2_000;

/// The words of the index, each with the number of its articles.
const VOCABULARY: &str =
    "CREATE VIRTUAL TABLE IF NOT EXISTS temp.vocabulary USING fts5vocab('main', 'full_text', 'row')";

/// A word that was probably meant.
struct Nearest {
    distance: usize,
    articles: i64,
    word: String,
}

impl Cache {
    /// The search with every word that no article contains replaced by the nearest that some do; `None` where
    /// there is no such word, or none near it.
    pub fn suggestion(&self, query: &Query) -> Result<Option<Query>, CacheError> {
        let mut failed = None;
        let meant = query.with_words(&mut |field, word| {
            self.suggested_word(field, word).unwrap_or_else(|error| {
                failed = Some(error);
                None
            })
        });
        failed.map_or(Ok(meant), Err)
    }

    /// The words of a field, those of most articles first, each with the number of its articles.
    pub fn words_of_field(&self, field: NameField) -> Result<Vec<(Prose, u32)>, CacheError> {
        self.words_marked(field_of(field))
    }

    /// The languages of the articles, the commonest first, each with the number of its articles.
    pub fn languages(&self) -> Result<Vec<(Prose, u32)>, CacheError> {
        self.words_marked(IndexField::Language)
    }

    fn words_marked(&self, field: IndexField) -> Result<Vec<(Prose, u32)>, CacheError> {
        self.connection.execute_batch(VOCABULARY)?;
        let beginning = field.prefixed("");
        let mut statement = self.connection.prepare_cached(
            "SELECT substr(term, 2), doc FROM temp.vocabulary WHERE term > ?1 AND term < ?2
             ORDER BY doc DESC, term LIMIT ?3",
        )?;
        let rows = statement.query_map((&beginning, after(&beginning), MOST_WORDS), |row| {
            Ok((Prose::from_untrusted(row.get_ref(0)?.as_str()?), row.get(1)?))
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    fn suggested_word(&self, field: Option<NameField>, written: &str) -> Result<Option<Prose>, CacheError> {
        let mut words = folded_words(written);
        let (Some(text), None) = (words.pop(), words.pop()) else { return Ok(None) };
        let mark = field.map(field_of);
        let stands = Word { field: mark, text: text.clone(), is_prefix: false };
        if text.chars().nth(1).is_none() || self.has_word(&stands)? {
            return Ok(None);
        }
        Ok(self.nearest_word(mark, &text)?.and_then(|word| Prose::non_empty(&word)))
    }

    fn has_word(&self, word: &Word) -> Result<bool, CacheError> {
        let mut statement =
            self.connection.prepare_cached("SELECT 1 FROM full_text WHERE full_text MATCH ?1 LIMIT 1")?;
        Ok(statement.exists([word.expression()])?)
    }

    fn nearest_word(&self, mark: Option<IndexField>, written: &str) -> Result<Option<String>, CacheError> {
        self.connection.execute_batch(VOCABULARY)?;
        let marked = |word: &str| mark.map_or_else(|| word.to_owned(), |field| field.prefixed(word));
        let beginning = |letters: usize| marked(&written.chars().take(letters).collect::<String>());
        let is_small = self.counts()?.articles <= FEW_ARTICLES;
        let (index, sample) =
            ("SELECT term, doc FROM temp.vocabulary", "SELECT word, articles FROM common_word");
        let tries = if is_small || mark.is_some() {
            [(index, "term", beginning(1)), (index, "term", beginning(0))].to_vec()
        } else {
            [(index, "term", beginning(2)), (sample, "word", beginning(1)), (sample, "word", beginning(0))]
                .to_vec()
        };
        let mut nearest: Option<Nearest> = None;
        for (table, word, beginning) in tries {
            let mut statement =
                self.connection.prepare_cached(&format!("{table} WHERE {word} >= ?1 AND {word} < ?2"))?;
            let mut rows = statement.query((&beginning, after(&beginning)))?;
            while let Some(row) = rows.next()? {
                let known: String = row.get(0)?;
                let known = known.get(mark.map_or(0, |field| field.prefixed("").len())..).unwrap_or_default();
                let Some(distance) = edit_distance(written, known) else { continue };
                let articles: i64 = row.get(1)?;
                let is_nearer = |best: &Nearest| (distance, -articles) < (best.distance, -best.articles);
                if nearest.as_ref().is_none_or(is_nearer) {
                    nearest = Some(Nearest { distance, articles, word: known.to_owned() });
                }
            }
            if nearest.is_some() {
                break;
            }
        }
        Ok(nearest.map(|nearest| nearest.word))
    }
}

/// The upper bound of the words with a prefix. Plain words end before the prefixes of fields begin.
fn after(beginning: &str) -> String {
    if beginning.is_empty() { '\u{e000}'.to_string() } else { format!("{beginning}\u{10ffff}") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cache::samples::{article, stored};
    use crate::domain::{Article, Author};

    fn meant(search: &str) -> Option<String> {
        let mut cache = Cache::in_memory().unwrap();
        let by_ana =
            Article { byline: vec![Author::named("Ana River")], ..article("Impeachment of a bridge") };
        stored(&mut cache, &by_ana);
        stored(&mut cache, &article("Bridges and a fridge"));
        let query = Query::parse(search).unwrap();
        cache.suggestion(&query).unwrap().map(|query| query.as_str().to_owned())
    }

    #[test]
    fn a_word_without_matches_is_replaced_by_the_nearest_with_matches() {
        assert_eq!(meant("impeachmnt").as_deref(), Some("impeachment"));
        assert_eq!(meant("is:unread brdige or fridge").as_deref(), Some("is:unread bridge or fridge"));
        assert_eq!(meant("ompeachment"), Some("impeachment".to_owned()));
        assert_eq!(meant("\"a brigde\"").as_deref(), Some("\"a bridge\""));
    }

    #[test]
    fn names_of_a_field_are_looked_for_in_that_field() {
        assert_eq!(meant("author:rivr").as_deref(), Some("author:river"));
        assert_eq!(meant("author:brdige"), None);
    }

    #[test]
    fn a_search_whose_words_all_stand_somewhere_is_what_was_meant() {
        assert_eq!(meant("impeachment fridge"), None);
        assert_eq!(meant("-impeachmnt"), None);
        assert_eq!(meant("zzzzzzzz"), None);
    }
}
