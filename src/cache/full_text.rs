//! The full-text index: which words of an article are found under which column, and by which words its
//! links are known.
//!
//! Its rows have the key of the article, so that hits come sorted by publication. It keeps no text and
//! no positions. `links` holds hashes instead of words: `t…` for the target of each link, `h…` for the
//! article's own headline.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, params};

use super::CacheError;
use super::identity::Identity;
use crate::domain::{Article, RelatedLink};

/// The word under which articles of a headline are found.
const HEADLINE: char = 'h';
/// The word under which articles with a link to a target are found.
const TARGET: char = 't';

/// What an article is found by.
#[derive(Debug)]
struct Indexed {
    headline: String,
    body: String,
    byline: String,
    section: String,
    publication: String,
    topics: String,
    links: String,
}

/// Rows of the index to be written at the end of a group: FTS5 closes a segment whenever a row comes
/// out of order, so they are written in the order of their keys.
#[derive(Debug, Default)]
pub(super) struct Pending {
    removed: BTreeSet<i64>,
    added: BTreeMap<i64, Indexed>,
}

impl Pending {
    pub(super) fn add(&mut self, key: i64, article: &Article, plain: &str) {
        self.added.insert(key, Indexed::of(article, plain));
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
        let mut add = connection.prepare_cached(
            "INSERT INTO full_text (rowid, headline, body, byline, section, publication, topics, links)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        )?;
        for (key, row) in self.added {
            let Indexed { headline, body, byline, section, publication, topics, links } = row;
            add.execute(params![key, headline, body, byline, section, publication, topics, links])?;
        }
        Ok(())
    }
}

impl Indexed {
    /// `plain` is the plain text of the body, which the caller has at hand.
    fn of(article: &Article, plain: &str) -> Self {
        let names = article.byline.iter().map(|author| author.name.as_str());
        let standfirst = article.standfirst.iter().map(|text| text.as_str().to_owned());
        let caption = article.lead_image.iter().flat_map(|image| {
            let words = [image.alt.as_ref(), image.credit.as_ref()];
            let words = words.into_iter().flatten().map(|prose| prose.as_str().to_owned());
            words.chain(image.caption.iter().map(crate::domain::Text::to_plain))
        });
        let around: Vec<String> = standfirst.chain(caption).collect();
        Self {
            headline: searchable(article.headline.as_str()).into_owned(),
            body: searchable(&format!("{}\n{plain}", around.join("\n"))).into_owned(),
            byline: searchable(&names.collect::<Vec<_>>().join("\n")).into_owned(),
            section: searchable(article.section.as_ref().map_or("", |name| name.as_str())).into_owned(),
            publication: searchable(article.publication.as_ref().map_or("", |name| name.as_str()))
                .into_owned(),
            topics: article
                .topics
                .iter()
                .map(|topic| searchable(topic.as_str()))
                .collect::<Vec<_>>()
                .join("\n"),
            links: link_words(article),
        }
    }
}

/// The words by which the links of an article and its own headline are found.
fn link_words(article: &Article) -> String {
    let links = article.related.iter().flat_map(|group| &group.links).filter(|link| !link.is_self);
    let mut targets: Vec<Identity> = links.filter_map(target).collect();
    article.body.each_link(&mut |_words, url| targets.push(Identity::of_url(url)));
    let own = Identity::of_headline(&article.headline).map(|headline| headline.word(HEADLINE));
    let words: BTreeSet<String> = targets.into_iter().map(|target| target.word(TARGET)).chain(own).collect();
    words.into_iter().collect::<Vec<_>>().join(" ")
}

/// By what a link names its article: the address, else the headline.
fn target(link: &RelatedLink) -> Option<Identity> {
    link.url.as_ref().map(Identity::of_url).or_else(|| Identity::of_headline(&link.headline))
}

/// The query for articles that bear a headline.
pub(super) fn bearing(headline: Identity) -> String {
    format!("links : {}", headline.word(HEADLINE))
}

/// The query for articles that link to a target.
pub(super) fn linking_to(target: Identity) -> String {
    format!("links : {}", target.word(TARGET))
}

/// Text with a space around each character of scripts that have none between words: the tokenizer then
/// takes each as a word.
pub(super) fn searchable(text: &str) -> Cow<'_, str> {
    // Everything below U+3000 is written in UTF-8 with lower first bytes.
    if !text.bytes().any(|byte| byte >= 0xe3) || !text.chars().any(is_unspaced) {
        return Cow::Borrowed(text);
    }
    let mut spaced = String::with_capacity(text.len() * 2);
    for character in text.chars() {
        if is_unspaced(character) {
            spaced.extend([' ', character, ' ']);
        } else {
            spaced.push(character);
        }
    }
    Cow::Owned(spaced)
}

/// Han and kana.
fn is_unspaced(character: char) -> bool {
    matches!(character,
        '\u{3005}'..='\u{3007}' | '\u{3041}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}'
        | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{ff66}'..='\u{ff9f}' | '\u{20000}'..='\u{3ffff}')
}
