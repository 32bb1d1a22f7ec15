//! Finds the stored article of which a new one is another edition.
//!
//! The worst error is to replace an article by another one. A name that two articles may share therefore counts only
//! where the stored article does not contradict it.

use std::collections::HashSet;

use jiff::SignedDuration;
use rusqlite::{Connection, OptionalExtension as _, params};

use super::CacheError;
use super::document::{self, Unpacker};
use super::identity::{Identity, Names, article_with_name};
use super::order::sort_moment;
use crate::domain::{Article, ArticleId, FeedId, IdentityHints, normalised_headline};

/// The most time between two editions under different GUIDs: a daily report is not one article.
const MOST_TIME_BETWEEN_EDITIONS: SignedDuration = SignedDuration::from_hours(20);

/// The feed an article is fetched from.
#[derive(Clone, Copy, Debug)]
pub(super) struct SourceFeed<'document> {
    pub feed: FeedId,
    /// The GUIDs of all its entries.
    pub guids: &'document HashSet<&'document str>,
}

/// The stored article that a new one replaces.
#[derive(Clone, Copy, Debug)]
pub(super) enum Edition<'document> {
    /// The article found by the new one's names, for an entry within its feed.
    ByNames(Option<SourceFeed<'document>>),
    /// A certain article, whatever its names.
    Stored(ArticleId),
    /// None: the article is new whatever its names.
    None,
}

/// A search for the stored edition of an article.
pub(super) struct EditionLookup<'look> {
    pub connection: &'look Connection,
    pub unpacker: &'look mut Unpacker,
    pub article: &'look Article,
    pub names: &'look Names,
    pub identity_hints: IdentityHints,
    pub feed: Option<SourceFeed<'look>>,
}

impl EditionLookup<'_> {
    /// Finds the stored edition.
    pub fn find(&mut self) -> Result<Option<ArticleId>, CacheError> {
        match (self.identity_hints.is_entry, self.article.guid.is_some()) {
            (true, true) => self.of_entry(),
            (_, false) if self.identity_hints.shares_address => self.by_headline_and_day(),
            _ => self.outside_feed(),
        }
    }

    /// Finds an entry by its GUID, else by an address whose article does not belong to another entry.
    fn of_entry(&mut self) -> Result<Option<ArticleId>, CacheError> {
        if let Some(id) = self.by_entry()? {
            return Ok(Some(id));
        }
        match self.by_guid()? {
            None if self.identity_hints.shares_address => Ok(None),
            None => self.by_address(),
            known => Ok(known),
        }
    }

    /// Finds an article from outside a feed, where the address decides.
    fn outside_feed(&mut self) -> Result<Option<ArticleId>, CacheError> {
        if let Some(id) = self.by_address()? {
            return Ok(Some(id));
        }
        if let Some(id) = self.by_guid()? {
            return Ok(Some(id));
        }
        self.by_identity(self.names.shared_address.or(self.names.headline_and_day))
    }

    fn by_identity(&self, name: Option<Identity>) -> Result<Option<ArticleId>, CacheError> {
        name.map_or(Ok(None), |name| article_with_name(self.connection, name))
    }

    /// Finds an article without a GUID whose address is shared, by headline and date.
    fn by_headline_and_day(&mut self) -> Result<Option<ArticleId>, CacheError> {
        if let Some(id) = self.by_identity(self.names.shared_address.or(self.names.headline_and_day))? {
            return Ok(Some(id));
        }
        let Some(id) = self.at_address()? else { return Ok(None) };
        let is_it = self.stored(id)?.is_some_and(|stored| {
            stored.guid.is_none()
                && stored.published == self.article.published
                && is_same_headline(&stored, self.article)
        });
        Ok(is_it.then_some(id))
    }

    fn by_entry(&self) -> Result<Option<ArticleId>, CacheError> {
        let (Some(SourceFeed { feed, .. }), Some(guid)) = (self.feed, &self.article.guid) else {
            return Ok(None);
        };
        article_with_name(self.connection, Identity::of_entry(feed, guid.as_str()))
    }

    fn by_guid(&mut self) -> Result<Option<ArticleId>, CacheError> {
        for name in [self.names.guid, self.names.hosted_guid] {
            if let Some(id) = self.by_identity(name)?
                && let Some(stored) = self.stored(id)?
                && self.is_same_source(&stored)
            {
                return Ok(Some(id));
            }
        }
        Ok(None)
    }

    /// Whether a stored article with the same GUID is the same article: on the same host, and, where the
    /// addresses differ and no feed vouches for the GUID, with a similar headline.
    fn is_same_source(&self, stored: &Article) -> bool {
        if stored.guid != self.article.guid {
            return false;
        }
        let is_alike = || is_similar(stored, self.article);
        match (&stored.url, &self.article.url) {
            (Some(one), Some(other)) => {
                one.host_without_www() == other.host_without_www()
                    && (self.identity_hints.is_entry
                        || one.comparison_key() == other.comparison_key()
                        || is_alike())
            }
            (None, None) if self.article.publication.is_none() => is_alike(),
            _ => true,
        }
    }

    fn by_address(&mut self) -> Result<Option<ArticleId>, CacheError> {
        let Some(id) = self.at_address()? else { return Ok(None) };
        // Most articles have both names.
        if self.article.guid.is_none() || self.by_identity(self.names.guid)? == Some(id) {
            return Ok(Some(id));
        }
        let joins =
            self.stored(id)?.is_none_or(|stored| stored.guid.is_none() || stored.guid == self.article.guid)
                || self.replaces(id)?;
        Ok(joins.then_some(id))
    }

    /// The article at the address. An article stored when fragments were cut matches only with the same
    /// headline.
    fn at_address(&mut self) -> Result<Option<ArticleId>, CacheError> {
        let found = self.by_identity(self.names.address)?;
        if found.is_some() {
            return Ok(found);
        }
        let Some(id) = self.by_identity(self.names.page)? else { return Ok(None) };
        let is_it = self.stored(id)?.is_some_and(|stored| is_same_headline(&stored, self.article));
        Ok(is_it.then_some(id))
    }

    /// Whether an article replaces one that has the same address under another GUID.
    fn replaces(&mut self, id: ArticleId) -> Result<bool, CacheError> {
        let Some(stored) = self.stored(id)? else { return Ok(true) };
        let is_told = |feed: SourceFeed<'_>| {
            stored.guid.as_ref().is_some_and(|guid| feed.guids.contains(guid.as_str()))
        };
        if self.feed.is_some_and(is_told) {
            return Ok(false);
        }
        let is_of_another_source = match self.feed {
            Some(SourceFeed { feed, .. }) => !is_entry_of(self.connection, feed, id)?,
            None => stored.publication != self.article.publication,
        };
        Ok(is_of_another_source
            || are_of_one_time(&stored, self.article) && is_similar(&stored, self.article))
    }

    fn stored(&mut self, id: ArticleId) -> Result<Option<Article>, CacheError> {
        match document::json(self.connection, self.unpacker, id) {
            Ok(json) => Ok(json.and_then(|json| document::parse(id, &json).ok())),
            // A damaged text decides nothing.
            Err(CacheError::DamagedArticle { .. }) => Ok(None),
            Err(error) => Err(error),
        }
    }
}

/// Whether an article came from a feed.
fn is_entry_of(connection: &Connection, feed: FeedId, id: ArticleId) -> Result<bool, CacheError> {
    let mut statement = connection.prepare_cached(
        "SELECT 1 FROM entry WHERE feed = ?1 AND key = (SELECT key FROM article WHERE number = ?2)",
    )?;
    Ok(statement.query_row(params![feed.0, id.0], |_row| Ok(())).optional()?.is_some())
}

fn is_same_headline(one: &Article, other: &Article) -> bool {
    normalised_headline(one.headline.as_str()) == normalised_headline(other.headline.as_str())
}

/// Whether two headlines have half of their words in common.
fn is_similar(one: &Article, other: &Article) -> bool {
    let [one, other] = [one, other].map(|article| normalised_headline(article.headline.as_str()));
    let words: HashSet<&str> = one.split_whitespace().collect();
    let others: HashSet<&str> = other.split_whitespace().collect();
    one == other || words.intersection(&others).count() * 2 >= words.len().max(others.len()).max(1)
}

/// Whether two articles were published about the same time, as far as known.
fn are_of_one_time(one: &Article, other: &Article) -> bool {
    match (sort_moment(one), sort_moment(other)) {
        (Some(one), Some(other)) => {
            one == other
                || one.clock().is_some()
                    && other.clock().is_some()
                    && one.instant().duration_since(other.instant()).abs() <= MOST_TIME_BETWEEN_EDITIONS
        }
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cache::samples::{now, published, url};
    use crate::cache::{Cache, Prepared, StoreOutcome, StoreResult};

    const ALONE: IdentityHints = IdentityHints { is_entry: false, shares_address: false };
    const ENTRY: IdentityHints = IdentityHints { is_entry: true, shares_address: false };
    const SHARER: IdentityHints = IdentityHints { is_entry: true, shares_address: true };

    fn told(headline: &str, guid: Option<&str>, address: &str) -> Article {
        Article {
            guid: guid.map(Into::into),
            url: Some(url(address)),
            ..published(headline, "2024-05-07T10:00:00Z")
        }
    }

    fn prepared(article: &Article) -> Prepared {
        Prepared::of(article, &mut crate::related::TermReader::default())
    }

    /// Stores articles of one document, all with these identity hints.
    fn store(
        cache: &mut Cache,
        articles: &[Article],
        identity_hints: IdentityHints,
    ) -> Vec<(u32, StoreOutcome)> {
        let prepared: Vec<Prepared> =
            articles.iter().map(|article| prepared(article).with_identity_hints(identity_hints)).collect();
        let group = articles
            .iter()
            .zip(&prepared)
            .map(|(article, prepared)| (article, prepared, Edition::ByNames(None)));
        let stored = cache.store_editions(group.collect::<Vec<_>>().into_iter(), now()).unwrap();
        stored.iter().map(|StoreResult { id, outcome }| (id.0, *outcome)).collect()
    }

    use StoreOutcome::{Stored as New, Unchanged, Updated};

    #[test]
    fn entries_with_guids_of_their_own_are_articles_of_their_own_whatever_their_link() {
        let mut cache = Cache::in_memory().unwrap();
        let episodes = ["0", "1", "2"]
            .map(|guid| told(&format!("Episode {guid}"), Some(guid), "https://pod.example/show"));

        assert_eq!(store(&mut cache, &episodes, SHARER), [(1, New), (2, New), (3, New)]);
        assert_eq!(store(&mut cache, &episodes, SHARER), [(1, Unchanged), (2, Unchanged), (3, Unchanged)]);
        // The page that they share is none of them, and is one article however often it comes.
        let page = told("The show", None, "https://pod.example/show");
        assert_eq!(store(&mut cache, std::slice::from_ref(&page), ALONE), [(4, New)]);
        assert_eq!(store(&mut cache, &[page], ALONE), [(4, Unchanged)]);
        // Exported and imported again, they stay apart.
        assert_eq!(store(&mut cache, &episodes, ALONE), [(1, Unchanged), (2, Unchanged), (3, Unchanged)]);
        let mut other = Cache::in_memory().unwrap();
        let days = ["2024-05-07T10:00:00Z", "2024-05-14T10:00:00Z", "2024-05-21T10:00:00Z"];
        let weekly: Vec<Article> = episodes
            .iter()
            .zip(days)
            .map(|(episode, day)| Article { published: day.parse().ok(), ..episode.clone() })
            .collect();
        assert_eq!(store(&mut other, &weekly, ALONE), [(1, New), (2, New), (3, New)]);
    }

    #[test]
    fn entries_without_guid_that_share_a_link_are_distinguished_by_headline_and_date() {
        let mut cache = Cache::in_memory().unwrap();
        let shirts = ["Red", "Blue"].map(|name| told(name, None, "https://shop.example/"));

        assert_eq!(store(&mut cache, &shirts, SHARER), [(1, New), (2, New)]);
        assert_eq!(store(&mut cache, &shirts, SHARER), [(1, Unchanged), (2, Unchanged)]);
    }

    #[test]
    fn a_guid_of_one_host_is_not_that_of_another() {
        let mut cache = Cache::in_memory().unwrap();
        let of = |host: &str, headline: &str| {
            told(headline, Some("1"), &format!("https://{host}.example/{headline}"))
        };

        for identity_hints in [ENTRY, ALONE] {
            store(&mut cache, &[of("ann", "Rain")], identity_hints);
            store(&mut cache, &[of("bob", "Snow")], identity_hints);
        }

        assert_eq!(cache.counts().unwrap().articles, 2);
        assert_eq!(store(&mut cache, &[of("bob", "Snow")], ENTRY), [(2, Unchanged)]);
    }

    #[test]
    fn an_entry_whose_guid_changed_stays_the_same_article() {
        let mut cache = Cache::in_memory().unwrap();
        store(&mut cache, &[told("Rain falls", Some("a"), "https://gazette.example/rain")], ENTRY);

        let moved = told("Rain falls", Some("b"), "https://gazette.example/rain");
        assert_eq!(store(&mut cache, &[moved], ENTRY), [(1, Updated)]);
        let other_day = Article {
            published: "2024-06-07T10:00:00Z".parse().ok(),
            ..told("Rain falls", Some("c"), "https://gazette.example/rain")
        };
        assert_eq!(store(&mut cache, &[other_day], ENTRY), [(2, New)]);
    }

    #[test]
    fn an_address_counts_with_its_fragment() {
        let mut cache = Cache::in_memory().unwrap();
        let part = |part: &str| told(part, None, &format!("https://gazette.example/log#{part}"));

        assert_eq!(store(&mut cache, &[part("v1"), part("v2")], ENTRY), [(1, New), (2, New)]);
        assert_eq!(cache.find("https://gazette.example/log#v2").unwrap(), Some(ArticleId(2)));
    }

    #[test]
    fn entries_that_an_older_version_took_for_one_come_back() {
        let mut cache = Cache::in_memory().unwrap();
        let episodes =
            ["0", "1"].map(|guid| told(&format!("Episode {guid}"), Some(guid), "https://pod.example/show"));
        store(&mut cache, &episodes[1..], ALONE);
        let swallowed = Names::of(&episodes[0]).guid.unwrap();
        cache.connection.execute("INSERT INTO identity VALUES (?1, 1)", [swallowed.row()]).unwrap();

        assert_eq!(store(&mut cache, &episodes, SHARER), [(2, New), (1, Unchanged)]);
        assert_eq!(store(&mut cache, &episodes, SHARER), [(2, Unchanged), (1, Unchanged)]);
        assert_eq!(cache.check().unwrap(), [""; 0]);
    }
}
