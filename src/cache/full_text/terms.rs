//! The words under which an article is indexed, plain and with the prefix of a field.

use std::collections::BTreeSet;

use super::word_map::Lexicon;
use super::{IndexField, is_field_prefix};
use crate::cache::identity::Identity;
use crate::domain::{Article, Prose, RelatedLink, Text};
use crate::text::each_folded_word;

/// The least occurrences of a frequent word: this many,
const LEAST_OCCURRENCES: u32 = 3;
/// and one in so many words.
const WORDS_PER_OCCURRENCE: u32 = 150;

/// The most different words of a usual article.
const USUAL: usize = 512;

/// The words of an article, each once.
#[derive(Debug)]
pub(in crate::cache) struct Terms {
    words: Lexicon<Occurrences>,
    /// The terms that are no words of the text: its language, its name, and the names of the articles it
    /// links to.
    names: BTreeSet<String>,
}

/// The occurrences of a word.
#[derive(Clone, Copy, Debug, Default)]
struct Occurrences {
    /// The number of occurrences in the text that is read.
    times: u32,
    /// A bit for each field of the index that contains the word.
    fields: u16,
}

impl Terms {
    /// The terms of an article. `plain` is the plain text of the body.
    pub fn of(article: &Article, plain: &str) -> Self {
        let mut terms = Self { words: Lexicon::with_capacity(USUAL), names: names(article) };
        each_text(article, plain, &mut |field, text| terms.push(field, text));
        if let Some(url) = &article.url {
            let stands = Occurrences { times: 0, fields: IndexField::Publication.bit() };
            each_folded_word(url.host_without_www(), |word, _| terms.add(word, stands));
        }
        if let Some(language) = &article.language {
            let tags = [language.primary(), language.as_str()].map(language_word);
            terms.names.extend(tags.map(|tag| IndexField::Language.prefixed(&tag)));
        }
        terms.mark_frequent();
        terms
    }

    fn push(&mut self, field: Option<IndexField>, text: &str) {
        let fields = field.map_or(0, IndexField::bit);
        each_folded_word(text, |word, _| self.add(word, Occurrences { times: 1, fields }));
    }

    fn add(&mut self, word: &str, more: Occurrences) {
        let stands = self.words.of(word);
        stands.times += more.times;
        stands.fields |= more.fields;
    }

    fn mark_frequent(&mut self) {
        let length: u32 = self.words.iter().map(|(_, stands)| stands.times).sum();
        let often = LEAST_OCCURRENCES.max(length / WORDS_PER_OCCURRENCE);
        for stands in self.words.known_mut().filter(|stands| stands.times >= often) {
            stands.fields |= IndexField::Frequent.bit();
        }
    }

    /// Whether the article contains a word, in a field where one is given.
    pub fn has(&self, field: Option<IndexField>, word: &str) -> bool {
        let is_name = |field: IndexField| self.names.contains(&field.prefixed(word));
        self.words.get(word).is_some_and(|stands| stands.is_in(field)) || field.is_some_and(is_name)
    }

    /// Whether the article contains a word with this prefix, in a field where one is given.
    pub fn has_prefix(&self, field: Option<IndexField>, beginning: &str) -> bool {
        self.words.iter().any(|(word, stands)| word.starts_with(beginning) && stands.is_in(field))
    }

    /// The terms as text for the index.
    pub fn to_text(&self) -> String {
        let mut text = String::with_capacity(self.words.len() * 12);
        for (word, stands) in self.words.iter() {
            for field in IndexField::OF_WORDS.into_iter().filter(|field| stands.is_in(Some(*field))) {
                text.push(field.prefix());
                text.push_str(word);
                text.push(' ');
            }
            if stands.is_in(None) {
                text.push_str(word);
                text.push(' ');
            }
        }
        for name in &self.names {
            text.push_str(name);
            text.push(' ');
        }
        text
    }
}

impl Occurrences {
    const fn is_in(self, field: Option<IndexField>) -> bool {
        match field {
            None => self.times > 0,
            Some(field) => self.fields & field.bit() != 0,
        }
    }
}

/// The plain words among the terms of the index.
pub(super) fn plain_words(terms: &str) -> impl Iterator<Item = &str> {
    terms.split_ascii_whitespace().filter(|word| !word.starts_with(is_field_prefix))
}

/// A language as a word: `pt-BR` is `ptbr`.
pub(in crate::cache) fn language_word(tag: &str) -> String {
    tag.replace('-', "").to_ascii_lowercase()
}

/// Calls `visit` with every searchable text of an article, and its field.
pub(in crate::cache) fn each_text(
    article: &Article,
    plain: &str,
    visit: &mut dyn FnMut(Option<IndexField>, &str),
) {
    visit(Some(IndexField::Headline), article.headline.as_str());
    article.standfirst.iter().for_each(|text| visit(None, text.as_str()));
    visit(None, plain);
    if let Some(image) = &article.lead_image {
        image.alt.iter().chain(&image.credit).for_each(|text| visit(None, text.as_str()));
        visit(None, &image.caption.as_ref().map(Text::to_plain).unwrap_or_default());
    }
    article.byline.iter().for_each(|author| visit(Some(IndexField::Byline), author.name.as_str()));
    let mut each = |field, text: &Prose| visit(Some(field), text.as_str());
    article.section.iter().for_each(|name| each(IndexField::Section, name));
    article.publication.iter().for_each(|name| each(IndexField::Publication, name));
    article.topics.iter().for_each(|topic| each(IndexField::Topic, topic));
}

/// The names of the headline and of every linked article.
fn names(article: &Article) -> BTreeSet<String> {
    let links = article.related.iter().flat_map(|group| &group.links).filter(|link| !link.is_self);
    let mut targets: Vec<Identity> = links.filter_map(target).collect();
    article.body.each_link(&mut |_words, url| targets.push(Identity::of_url(url)));
    let bears = Identity::of_headline(&article.headline).map(|headline| IndexField::OwnName.name(headline));
    targets.into_iter().map(|target| IndexField::LinksTo.name(target)).chain(bears).collect()
}

/// The identity by which a link names its article: the address, else the headline.
fn target(link: &RelatedLink) -> Option<Identity> {
    link.url.as_ref().map(Identity::of_url).or_else(|| Identity::of_headline(&link.headline))
}
