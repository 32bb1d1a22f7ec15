//! What identifies the entries of one document: GUIDs and addresses that are an entry's own.

use std::collections::{HashMap, HashSet};

use crate::domain::{Article, Moment, Prose, Standing, WebUrl};
use crate::import::document::Found;

/// Words that programs write for a GUID they do not have.
const NO_GUIDS: &[&str] = &[
    "n/a",
    "na",
    "none",
    "null",
    "nil",
    "undefined",
    "unknown",
    "nan",
    "false",
    "true",
    "guid",
    "id",
    "same",
    "no guid",
];

/// Settles what identifies each entry. A GUID that the document repeats, or that names its site or nothing, is
/// none; an address that several entries have, or that is the site's, belongs to none of them. An entry that
/// stands there twice in the same words is told once.
pub fn settle(entries: &mut Vec<Result<Found, String>>, site: Option<&WebUrl>) {
    drop_repetitions(entries);
    let mut guids: HashMap<Prose, usize> = HashMap::new();
    let mut addresses: HashMap<String, usize> = HashMap::new();
    for article in articles(entries) {
        article.guid.iter().for_each(|guid| *guids.entry(guid.clone()).or_default() += 1);
        article.url.iter().for_each(|url| *addresses.entry(url.as_str().to_owned()).or_default() += 1);
    }
    for found in entries.iter_mut().flatten() {
        let article = &mut found.article;
        let is_own = |guid: &Prose| guids.get(guid) == Some(&1) && names_an_entry(guid, site);
        article.guid = article.guid.take().filter(is_own);
        let is_shared =
            |url: &WebUrl| addresses.get(url.as_str()).is_some_and(|count| *count > 1) || is_site(url, site);
        let shares_address = article.url.as_ref().is_some_and(is_shared);
        found.standing = Standing { is_entry: true, shares_address };
    }
}

fn articles(entries: &[Result<Found, String>]) -> impl Iterator<Item = &Article> {
    entries.iter().flatten().map(|found| &found.article)
}

fn drop_repetitions(entries: &mut Vec<Result<Found, String>>) {
    type Facts = (Option<Prose>, Option<WebUrl>, Prose, Option<Moment>);
    let mut told: HashSet<Facts> = HashSet::new();
    entries.retain(|entry| {
        let Ok(Found { article, .. }) = entry else { return true };
        let says_nothing = article.headline.is_empty() && article.guid.is_none();
        let facts = (article.guid.clone(), article.url.clone(), article.headline.clone(), article.published);
        says_nothing || told.insert(facts)
    });
}

fn names_an_entry(guid: &Prose, site: Option<&WebUrl>) -> bool {
    let guid = guid.as_str().trim();
    if !guid.contains(char::is_alphanumeric) || NO_GUIDS.contains(&guid.to_lowercase().as_str()) {
        return false;
    }
    WebUrl::parse(guid).map_or(true, |url| !is_site(&url, site))
}

/// Whether an address is that of the whole site: its root, or what the feed calls its site.
fn is_site(url: &WebUrl, site: Option<&WebUrl>) -> bool {
    url.is_root() || site.is_some_and(|site| site.key() == url.key() && url.fragment() == site.fragment())
}
