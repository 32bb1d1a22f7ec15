//! The full-text index: under which words an article is found.
//!
//! Its rows have the key of the article, so that hits come sorted by publication. It keeps no text, no
//! positions and no columns: a word of a field stands there twice, plain and with the [`Field`] as a
//! mark before it. So every question, also for links, is one list of words.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::Connection;

use super::CacheError;
use super::identity::Identity;
use crate::domain::{Article, Prose, RelatedLink, Text};

/// What a marked word tells of an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
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
    /// The name of its headline for links without an address.
    Bears,
    /// The name of an article that one of its links leads to.
    LinksTo,
}

impl Field {
    /// A letter of the private use area: the tokenizer takes it as part of the word.
    const fn mark(self) -> char {
        match self {
            Self::Headline => '\u{e000}',
            Self::Byline => '\u{e001}',
            Self::Section => '\u{e002}',
            Self::Publication => '\u{e003}',
            Self::Topic => '\u{e004}',
            Self::Bears => '\u{e005}',
            Self::LinksTo => '\u{e006}',
        }
    }

    /// The word of a name in this field; in a question too.
    pub(super) fn name(self, identity: Identity) -> String {
        format!("{}{}", self.mark(), identity.word())
    }
}

/// Rows of the index to be written at the end of a group: FTS5 closes a segment whenever a row comes
/// out of order, so they are written in the order of their keys.
#[derive(Debug, Default)]
pub(super) struct Pending {
    removed: BTreeSet<i64>,
    added: BTreeMap<i64, String>,
}

impl Pending {
    pub(super) fn add(&mut self, key: i64, article: &Article) {
        self.added.insert(key, indexed(article));
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
        Ok(())
    }
}

/// All words an article is found by.
fn indexed(article: &Article) -> String {
    let plain = article.body.to_plain();
    let mut words = String::with_capacity(plain.len() * 5 / 4 + 512);
    for text in article.standfirst.iter().map(Prose::as_str).chain([plain.as_str()]) {
        push_words(&mut words, text, None);
    }
    if let Some(image) = &article.lead_image {
        for text in image.alt.iter().chain(&image.credit) {
            push_words(&mut words, text.as_str(), None);
        }
        push_words(&mut words, &image.caption.as_ref().map(Text::to_plain).unwrap_or_default(), None);
    }
    for (field, text) in fields(article) {
        push_words(&mut words, text, None);
        push_words(&mut words, text, Some(field));
    }
    for name in names(article) {
        words.push(' ');
        words.push_str(&name);
    }
    words
}

fn fields(article: &Article) -> impl Iterator<Item = (Field, &str)> {
    let byline = article.byline.iter().map(|author| (Field::Byline, &author.name));
    let section = article.section.iter().map(|name| (Field::Section, name));
    let publication = article.publication.iter().map(|name| (Field::Publication, name));
    let topics = article.topics.iter().map(|topic| (Field::Topic, topic));
    let headline = [(Field::Headline, &article.headline)].into_iter();
    let all = headline.chain(byline).chain(section).chain(publication).chain(topics);
    all.map(|(field, text)| (field, text.as_str()))
}

/// The name of the headline, and of every article that is linked to.
fn names(article: &Article) -> BTreeSet<String> {
    let links = article.related.iter().flat_map(|group| &group.links).filter(|link| !link.is_self);
    let mut targets: Vec<Identity> = links.filter_map(target).collect();
    article.body.each_link(&mut |_words, url| targets.push(Identity::of_url(url)));
    let bears = Identity::of_headline(&article.headline).map(|headline| Field::Bears.name(headline));
    targets.into_iter().map(|target| Field::LinksTo.name(target)).chain(bears).collect()
}

/// By what a link names its article: the address, else the headline.
fn target(link: &RelatedLink) -> Option<Identity> {
    link.url.as_ref().map(Identity::of_url).or_else(|| Identity::of_headline(&link.headline))
}

/// Adds the words of a text, each with the mark of its field where there is one, and a space around
/// each character of scripts that have none between words: the tokenizer then takes each as a word.
pub(super) fn push_words(words: &mut String, text: &str, field: Option<Field>) {
    words.push('\n');
    // Kana and everything beyond begins in UTF-8 with these bytes or higher ones.
    if field.is_none() && text.bytes().all(|byte| byte < 0xe3) {
        return words.push_str(text);
    }
    let mut within = false;
    for character in text.chars().filter(|character| !is_mark(*character)) {
        let is_word = is_word(character);
        let alone = is_word && is_unspaced(character);
        words.extend(alone.then_some(' '));
        if is_word && (alone || !within) {
            words.extend(field.map(Field::mark));
        }
        words.push(character);
        words.extend(alone.then_some(' '));
        within = is_word && !alone;
    }
}

/// What goes on in a word for the tokenizer: letters, digits, and the accents on them.
fn is_word(character: char) -> bool {
    character.is_alphanumeric() || matches!(character, '\u{300}'..='\u{36f}')
}

/// Outside text has no say in what is a mark.
fn is_mark(character: char) -> bool {
    matches!(character, '\u{e000}'..='\u{e00f}')
}

/// Han and kana.
fn is_unspaced(character: char) -> bool {
    matches!(character,
        '\u{3005}'..='\u{3007}' | '\u{3041}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}'
        | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{ff66}'..='\u{ff9f}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cache::Cache;
    use crate::cache::samples::{article, stored};
    use crate::domain::{ArticleId, Author};

    /// The articles under which all these words stand, those of a field where it is given.
    fn found(cache: &Cache, text: &str, field: Option<Field>) -> Vec<ArticleId> {
        let mut words = String::new();
        push_words(&mut words, text, field);
        let quoted: Vec<String> = words.split_whitespace().map(|word| format!("\"{word}\"")).collect();
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

        for words in ["cafe", "closed", "CAFÉ river", "łodz", "gazette night"] {
            assert_eq!(found(&cache, words, None), [id], "{words}");
        }
        assert_eq!(found(&cache, "lake", None), []);
    }

    #[test]
    fn a_word_is_found_in_its_field_alone() {
        let mut cache = Cache::in_memory().unwrap();
        let by_ana = Article { byline: vec![Author::named("Ana River")], ..article("Flood—again") };
        let id = stored(&mut cache, &by_ana);

        assert_eq!(found(&cache, "river", Some(Field::Byline)), [id]);
        assert_eq!(found(&cache, "again", Some(Field::Headline)), [id]);
        assert_eq!(found(&cache, "river", Some(Field::Headline)), []);
        assert_eq!(found(&cache, "gazette", Some(Field::Publication)), [id]);
    }

    #[test]
    fn words_of_scripts_without_spaces_are_found() {
        let mut cache = Cache::in_memory().unwrap();
        let id = stored(&mut cache, &article("東京で地震・テスト"));

        assert_eq!(found(&cache, "地震", None), [id]);
        assert_eq!(found(&cache, "テスト", Some(Field::Headline)), [id]);
        assert_eq!(found(&cache, "火事", None), []);
    }

    #[test]
    fn outside_text_cannot_pretend_to_be_in_a_field() {
        let mut cache = Cache::in_memory().unwrap();
        let sly = Article { standfirst: Some("\u{e000}minister".into()), ..article("Rain") };
        let id = stored(&mut cache, &sly);

        assert_eq!(found(&cache, "minister", Some(Field::Headline)), []);
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
