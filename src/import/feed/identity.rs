//! The identity of the entries of one document: GUIDs and addresses that belong to one entry.

use std::collections::{HashMap, HashSet};

use crate::domain::{Article, IdentityHints, Moment, Prose, WebUrl};
use crate::extract::dates;
use crate::import::document::ImportedArticle;

/// Placeholders that programs write in the place of a GUID.
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

/// Decides the identity of each entry. A GUID is dropped where the document repeats it, or where it names the
/// site or nothing; an address that several entries have, or that is the site's, identifies none of them. A
/// repeated entry with the same words is dropped. An entry without a date takes the one in its address.
pub fn settle(entries: &mut Vec<Result<ImportedArticle, String>>, site: Option<&WebUrl>) {
    drop_repetitions(entries);
    name_by_recording(entries);
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
        if article.updated.is_none() && !shares_address {
            article.published = article.published.or_else(|| dates::of_address(article.url.as_ref()?));
        }
        found.identity_hints = IdentityHints { is_entry: true, shares_address };
    }
}

fn articles(entries: &[Result<ImportedArticle, String>]) -> impl Iterator<Item = &Article> {
    entries.iter().flatten().map(|found| &found.article)
}

fn drop_repetitions(entries: &mut Vec<Result<ImportedArticle, String>>) {
    type Facts = (Option<Prose>, Option<WebUrl>, Prose, Option<Moment>, Option<WebUrl>);
    let mut told: HashSet<Facts> = HashSet::new();
    entries.retain(|entry| {
        let Ok(ImportedArticle { article, .. }) = entry else { return true };
        let says_nothing = article.headline.is_empty() && article.guid.is_none();
        let recording = article.media.first().map(|file| file.url.clone());
        let facts = (
            article.guid.clone(),
            article.url.clone(),
            article.headline.clone(),
            article.published,
            recording,
        );
        says_nothing || told.insert(facts)
    });
}

/// Gives entries without GUID and address that share headline and day the address of their recording as a GUID.
fn name_by_recording(entries: &mut [Result<ImportedArticle, String>]) {
    let is_bare = |article: &Article| article.guid.is_none() && article.url.is_none();
    let bare = |article: &Article| (article.headline.clone(), article.published.map(Moment::day));
    let mut times = HashMap::new();
    for article in articles(entries).filter(|article| is_bare(article)) {
        *times.entry(bare(article)).or_insert(0_usize) += 1;
    }
    for found in entries.iter_mut().flatten() {
        let article = &mut found.article;
        if is_bare(article) && times.get(&bare(article)).is_some_and(|times| *times > 1) {
            article.guid = article.media.first().and_then(|file| Prose::non_empty(file.url.as_str()));
        }
    }
}

fn names_an_entry(guid: &Prose, site: Option<&WebUrl>) -> bool {
    let guid = guid.as_str().trim();
    if !guid.contains(char::is_alphanumeric) || NO_GUIDS.contains(&guid.to_lowercase().as_str()) {
        return false;
    }
    WebUrl::parse(guid).map_or(true, |url| !is_site(&url, site))
}

/// Whether an address is that of the whole site: its root, or the site URL of the feed.
fn is_site(url: &WebUrl, site: Option<&WebUrl>) -> bool {
    url.is_root()
        || site.is_some_and(|site| {
            site.comparison_key() == url.comparison_key() && url.fragment() == site.fragment()
        })
}

#[cfg(test)]
mod tests {
    use crate::import::document::ImportedArticle;
    use crate::import::feed::xml;

    /// The entries of a feed with these items: GUID, address, headline; an empty text for a missing one.
    fn entries(items: &[(&str, &str, &str)]) -> Vec<ImportedArticle> {
        let item = |(guid, address, headline): &(&str, &str, &str)| {
            format!(
                "<item><title>{headline}</title><link>{address}</link><guid isPermaLink='false'>{guid}</guid></item>"
            )
        };
        let items: String = items.iter().map(item).collect();
        let feed = format!("<rss><channel><link>https://paper.example/news/</link>{items}</channel></rss>");
        xml(&feed, None).entries.into_iter().map(Result::unwrap).collect()
    }

    fn guids(found: &[ImportedArticle]) -> Vec<Option<&str>> {
        found.iter().map(|found| found.article.guid.as_ref().map(crate::domain::Prose::as_str)).collect()
    }

    #[test]
    fn entries_that_share_their_link_keep_their_guids_and_none_has_the_address() {
        let found =
            entries(&[("a", "https://paper.example/1", "One"), ("b", "https://paper.example/1", "Two")]);

        assert_eq!(guids(&found), [Some("a"), Some("b")]);
        assert!(
            found.iter().all(|found| found.identity_hints.is_entry && found.identity_hints.shares_address)
        );
    }

    #[test]
    fn episodes_of_one_name_without_guids_are_told_apart_by_their_recordings() {
        let episode = |number: usize| {
            format!(
                "<item><title>Show</title><enclosure url='https://pod.example/{number}.mp3' type='audio/mpeg'/></item>"
            )
        };
        let feed = format!("<rss><channel>{}{}{}</channel></rss>", episode(1), episode(2), episode(2));
        let found: Vec<_> = xml(&feed, None).entries.into_iter().map(Result::unwrap).collect();

        assert_eq!(guids(&found), [Some("https://pod.example/1.mp3"), Some("https://pod.example/2.mp3")]);
    }

    #[test]
    fn an_entry_without_a_date_has_the_day_of_its_address() {
        let found = entries(&[
            ("a", "https://paper.example/2026/05/07/one", "One"),
            ("b", "https://paper.example/2026-05-08-two", "Two"),
            ("c", "https://paper.example/20260508", "Three"),
        ]);

        let days = found.iter().map(|found| found.article.published.map(|moment| moment.to_string()));
        assert_eq!(
            days.collect::<Vec<_>>(),
            [Some("2026-05-07".to_owned()), Some("2026-05-08".to_owned()), None]
        );
    }

    #[test]
    fn links_that_differ_by_their_fragment_are_addresses_of_their_own() {
        let found = entries(&[
            ("", "https://paper.example/log#v1", "One"),
            ("", "https://paper.example/log#v2", "Two"),
        ]);

        assert!(found.iter().all(|found| !found.identity_hints.shares_address));
    }

    #[test]
    fn a_guid_that_the_feed_repeats_is_none() {
        let found = entries(&[
            ("x", "https://paper.example/1", "One"),
            ("x", "https://paper.example/2", "Two"),
            ("y", "https://paper.example/3", "Three"),
        ]);

        assert_eq!(guids(&found), [None, None, Some("y")]);
    }

    #[test]
    fn a_guid_that_names_the_site_or_nothing_is_none() {
        let found = entries(&[
            ("N/A", "https://paper.example/1", "One"),
            ("https://paper.example/news/", "https://paper.example/2", "Two"),
            ("https://paper.example", "https://paper.example/3", "Three"),
            ("-", "https://paper.example/4", "Four"),
            ("0", "https://paper.example/5", "Five"),
        ]);

        assert_eq!(guids(&found), [None, None, None, None, Some("0")]);
    }

    #[test]
    fn an_entry_that_leads_to_the_site_does_not_own_its_address() {
        let found =
            entries(&[("a", "https://paper.example/news/", "One"), ("b", "https://paper.example/2", "Two")]);

        assert_eq!(
            found.iter().map(|found| found.identity_hints.shares_address).collect::<Vec<_>>(),
            [true, false]
        );
    }

    #[test]
    fn a_repeated_entry_with_the_same_words_is_dropped() {
        let found =
            entries(&[("a", "https://paper.example/1", "One"), ("a", "https://paper.example/1", "One")]);

        assert_eq!(guids(&found), [Some("a")]);
    }
}
