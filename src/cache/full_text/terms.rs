//! The words an article is found by, plain and marked.

use std::collections::{BTreeSet, HashMap};
use std::ops::Bound;

use super::Field;
use crate::cache::identity::Identity;
use crate::cache::words::each_word;
use crate::domain::{Article, Prose, RelatedLink, Text};

/// A word that stands so often is one the article is about: this often at least,
const OFTEN: usize = 3;
/// and once in so many words.
const ONCE_IN: usize = 150;

/// The words of an article, each once.
#[derive(Debug, Default)]
pub(in crate::cache) struct Terms {
    /// How often each plain word stands.
    plain: HashMap<String, usize>,
    /// Words with a mark before them.
    marked: BTreeSet<String>,
}

impl Terms {
    /// `plain` is the plain text of the body.
    pub fn of(article: &Article, plain: &str) -> Self {
        let mut terms = Self::default();
        each_text(article, plain, &mut |field, text| terms.push(field, text));
        if let Some(url) = &article.url {
            each_word(url.site(), |word, _| terms.marked.extend([Field::Publication.marked(word)]));
        }
        if let Some(language) = &article.language {
            let tags = [language.primary(), language.as_str()].map(language_word);
            terms.marked.extend(tags.map(|tag| Field::Language.marked(&tag)));
        }
        terms.marked.extend(names(article));
        terms.mark_frequent();
        terms
    }

    fn push(&mut self, field: Option<Field>, text: &str) {
        each_word(text, |word, _| {
            if let Some(count) = self.plain.get_mut(word) {
                *count += 1;
            } else {
                self.plain.insert(word.to_owned(), 1);
            }
            if let Some(field) = field {
                self.marked.insert(field.marked(word));
            }
        });
    }

    fn mark_frequent(&mut self) {
        let length: usize = self.plain.values().sum();
        let often = OFTEN.max(length / ONCE_IN);
        let frequent = self.plain.iter().filter(|(_, count)| **count >= often);
        self.marked.extend(frequent.map(|(word, _)| Field::Frequent.marked(word)));
    }

    /// The plain words.
    pub fn plain(&self) -> impl Iterator<Item = &str> {
        self.plain.keys().map(String::as_str)
    }

    /// Whether a word is there, plain or as marked.
    pub fn has(&self, word: &str) -> bool {
        self.plain.contains_key(word) || self.marked.contains(word)
    }

    /// Whether a word is there that begins so.
    pub fn has_beginning(&self, beginning: &str) -> bool {
        let marked = self.marked.range::<str, _>((Bound::Included(beginning), Bound::Unbounded)).next();
        marked.is_some_and(|word| word.starts_with(beginning))
            || self.plain.keys().any(|word| word.starts_with(beginning))
    }

    /// As the index takes it.
    pub fn to_text(&self) -> String {
        let mut text = String::with_capacity(self.plain.len() * 9 + self.marked.len() * 11);
        for word in self.plain.keys().chain(&self.marked) {
            text.push_str(word);
            text.push(' ');
        }
        text
    }
}

/// A language as a word: `pt-BR` is `ptbr`.
pub(in crate::cache) fn language_word(tag: &str) -> String {
    tag.replace('-', "").to_ascii_lowercase()
}

/// Calls `visit` with every text of an article that is searched, and the field it stands in.
pub(in crate::cache) fn each_text(
    article: &Article,
    plain: &str,
    visit: &mut dyn FnMut(Option<Field>, &str),
) {
    visit(Some(Field::Headline), article.headline.as_str());
    article.standfirst.iter().for_each(|text| visit(None, text.as_str()));
    visit(None, plain);
    if let Some(image) = &article.lead_image {
        image.alt.iter().chain(&image.credit).for_each(|text| visit(None, text.as_str()));
        visit(None, &image.caption.as_ref().map(Text::to_plain).unwrap_or_default());
    }
    article.byline.iter().for_each(|author| visit(Some(Field::Byline), author.name.as_str()));
    let mut each = |field, text: &Prose| visit(Some(field), text.as_str());
    article.section.iter().for_each(|name| each(Field::Section, name));
    article.publication.iter().for_each(|name| each(Field::Publication, name));
    article.topics.iter().for_each(|topic| each(Field::Topic, topic));
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
