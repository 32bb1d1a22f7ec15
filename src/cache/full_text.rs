//! The full-text index, from words to articles.
//!
//! The rows of the index have the keys of the articles, so that hits come sorted by publication date. It
//! stores no text, no positions and no columns: a word of a field is indexed twice, plain and with the
//! field as a prefix. So every query, also for links, is one list of words. The words are found and
//! folded here and not by FTS5, which only splits at spaces: so index, query and text agree on every letter.

mod terms;
mod word_map;

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, OptionalExtension as _};

use super::CacheError;
use super::identity::Identity;
use crate::domain::Article;
use terms::plain_words;
pub(super) use terms::{Terms, each_text, language_word};

/// The share of articles, one in so many, in the sample from which word frequencies are estimated.
pub(super) const SAMPLED: i64 = 64;

/// A field of an article, as the prefix of a word in the index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum IndexField {
    /// A word of its headline.
    Headline,
    /// A word of a name of its byline.
    Byline,
    /// A word of its section.
    Section,
    /// A word of its publication.
    Publication,
    /// A word of a topic.
    Topic,
    /// The name of the article's headline, for links without an address.
    OwnName,
    /// The name of an article that one of the links leads to.
    LinksTo,
    Language,
    /// A word that occurs often in the article.
    Frequent,
}

impl IndexField {
    /// The fields that hold words of the article.
    const OF_WORDS: [Self; 6] =
        [Self::Headline, Self::Byline, Self::Section, Self::Publication, Self::Topic, Self::Frequent];

    const fn bit(self) -> u16 {
        match self {
            Self::Headline => 1,
            Self::Byline => 1 << 1,
            Self::Section => 1 << 2,
            Self::Publication => 1 << 3,
            Self::Topic => 1 << 4,
            Self::OwnName => 1 << 5,
            Self::LinksTo => 1 << 6,
            Self::Language => 1 << 7,
            Self::Frequent => 1 << 8,
        }
    }

    /// The prefix of the field: a character of the private use area, which no word of a text contains.
    const fn prefix(self) -> char {
        match self {
            Self::Headline => '\u{e000}',
            Self::Byline => '\u{e001}',
            Self::Section => '\u{e002}',
            Self::Publication => '\u{e003}',
            Self::Topic => '\u{e004}',
            Self::OwnName => '\u{e005}',
            Self::LinksTo => '\u{e006}',
            Self::Language => '\u{e007}',
            Self::Frequent => '\u{e008}',
        }
    }

    /// The word of a name in this field, in the index and in queries.
    pub(super) fn name(self, identity: Identity) -> String {
        self.prefixed(&identity.index_word())
    }

    /// A word with the prefix of this field, in the index and in queries.
    pub(super) fn prefixed(self, word: &str) -> String {
        format!("{}{word}", self.prefix())
    }
}

/// Whether a character is the prefix of a field.
const fn is_field_prefix(letter: char) -> bool {
    matches!(letter, '\u{e000}'..='\u{e008}')
}

/// The bytes of FTS5's in-memory hash table before it is written, where groups are stored: every word of a
/// group is then written once.
const HASH_TABLE_BYTES: i64 = 1 << 24;

/// Gives the connection room for the words of whole groups, from now on.
pub(super) fn tune_for_bulk_write(connection: &Connection) -> Result<(), CacheError> {
    let known = connection
        .query_row("SELECT v FROM full_text_config WHERE k = 'hashsize'", [], |row| row.get(0))
        .optional()?;
    if known != Some(HASH_TABLE_BYTES) {
        connection
            .execute("INSERT INTO full_text (full_text, rank) VALUES ('hashsize', ?1)", [HASH_TABLE_BYTES])?;
    }
    Ok(())
}

/// Removes all rows and the sample.
pub(super) fn clear(connection: &Connection) -> Result<(), CacheError> {
    Ok(connection
        .execute_batch("INSERT INTO full_text (full_text) VALUES ('delete-all'); DELETE FROM common_word;")?)
}

/// Rows of the index to be written at the end of a group: FTS5 closes a segment whenever a row comes
/// out of order, so they are written in the order of their keys.
#[derive(Debug, Default)]
pub(super) struct PendingIndexRows<'group> {
    removed: BTreeSet<i64>,
    added: BTreeMap<i64, &'group str>,
    sampled: BTreeMap<&'group str, i64>,
}

impl<'group> PendingIndexRows<'group> {
    pub(super) fn add(&mut self, key: i64, terms: &'group str) {
        if is_sampled(key) {
            plain_words(terms).for_each(|word| *self.sampled.entry(word).or_default() += 1);
        }
        self.added.insert(key, terms);
    }

    pub(super) fn remove(&mut self, key: i64) {
        if self.added.remove(&key).is_none() {
            self.removed.insert(key);
        }
    }

    pub(super) fn write(self, connection: &Connection) -> Result<(), CacheError> {
        let mut remove = connection.prepare_cached("DELETE FROM full_text WHERE rowid = ?1")?;
        for key in self.removed {
            remove.execute([key])?;
        }
        let mut add = connection.prepare_cached("INSERT INTO full_text (rowid, text) VALUES (?1, ?2)")?;
        for (key, text) in self.added {
            add.execute((key, text))?;
        }
        let mut count = connection.prepare_cached(
            "INSERT INTO common_word (word, articles) VALUES (?1, ?2)
             ON CONFLICT (word) DO UPDATE SET articles = articles + excluded.articles",
        )?;
        for (word, articles) in self.sampled {
            count.execute((word, articles))?;
        }
        Ok(())
    }
}

/// Removes the words of an article from the sample, where it is in it.
pub(super) fn forget_sample(connection: &Connection, key: i64, article: &Article) -> Result<(), CacheError> {
    if is_sampled(key) {
        let mut statement =
            connection.prepare_cached("UPDATE common_word SET articles = articles - 1 WHERE word = ?1")?;
        for word in plain_words(&Terms::of(article, &article.body.to_plain()).to_text()) {
            statement.execute([word])?;
        }
    }
    Ok(())
}

/// Whether an article is in the sample. Keys are spread too unevenly for a plain remainder.
pub(super) const fn is_sampled(key: i64) -> bool {
    let spread = key.wrapping_mul(0x1e37_79b9_7f4a_7c15);
    (spread >> 32).rem_euclid(SAMPLED) == 0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cache::Cache;
    use crate::cache::samples::{article, stored};
    use crate::domain::{ArticleId, Author};
    use crate::text::folded_words;

    /// The articles that contain all these words, in a field where one is given.
    fn found(cache: &Cache, text: &str, field: Option<IndexField>) -> Vec<ArticleId> {
        let marked = |word: &String| field.map_or_else(|| word.clone(), |field| field.prefixed(word));
        let quoted: Vec<String> =
            folded_words(text).iter().map(|word| format!("\"{}\"", marked(word))).collect();
        let statement = "SELECT number FROM full_text JOIN article ON key = full_text.rowid
                         WHERE full_text MATCH ?1 ORDER BY key DESC";
        let mut statement = cache.connection.prepare(statement).unwrap();
        let rows = statement.query_map([quoted.join(" ")], |row| row.get(0).map(ArticleId)).unwrap();
        rows.map(Result::unwrap).collect()
    }

    #[test]
    fn an_article_is_found_by_any_word_without_accents_and_case() {
        let mut cache = Cache::in_memory().unwrap();
        let id = stored(&mut cache, &article("Café—CLOSED: it’s Łódź"));

        for words in ["cafe", "closed", "CAFÉ river", "lodz", "gazette night"] {
            assert_eq!(found(&cache, words, None), [id], "{words}");
        }
        assert_eq!(found(&cache, "lake", None), []);
    }

    #[test]
    fn a_word_is_found_in_its_field_alone() {
        let mut cache = Cache::in_memory().unwrap();
        let by_ana = Article { byline: vec![Author::named("Ana River")], ..article("Flood—again") };
        let id = stored(&mut cache, &by_ana);

        assert_eq!(found(&cache, "river", Some(IndexField::Byline)), [id]);
        assert_eq!(found(&cache, "again", Some(IndexField::Headline)), [id]);
        assert_eq!(found(&cache, "river", Some(IndexField::Headline)), []);
        assert_eq!(found(&cache, "gazette", Some(IndexField::Publication)), [id]);
    }

    #[test]
    fn words_of_scripts_without_spaces_are_found() {
        let mut cache = Cache::in_memory().unwrap();
        let id = stored(&mut cache, &article("東京で地震・テスト"));

        assert_eq!(found(&cache, "地震", None), [id]);
        assert_eq!(found(&cache, "テスト", Some(IndexField::Headline)), [id]);
        assert_eq!(found(&cache, "火事", None), []);
    }

    #[test]
    fn outside_text_cannot_pretend_to_be_in_a_field() {
        let mut cache = Cache::in_memory().unwrap();
        let sly = Article { standfirst: Some("\u{e000}minister".into()), ..article("Rain") };
        let id = stored(&mut cache, &sly);

        assert_eq!(found(&cache, "minister", Some(IndexField::Headline)), []);
        assert_eq!(found(&cache, "minister", None), [id]);
    }

    #[test]
    fn the_words_of_an_earlier_edition_are_forgotten() {
        let mut cache = Cache::in_memory().unwrap();
        let first = Article { standfirst: Some("Minister resigns.".into()), ..article("Rain") };
        let second = Article { standfirst: Some("Minister stays.".into()), ..article("Rain") };
        let id = stored(&mut cache, &first);

        stored(&mut cache, &second);

        assert_eq!(found(&cache, "resigns", None), []);
        assert_eq!(found(&cache, "stays", None), [id]);
    }
}
