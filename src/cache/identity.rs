//! The names by which an article is recognised: its address, its GUID within the publication and host, and,
//! without either, publication, headline and day.
//!
//! Names are stored as 64-bit hashes, and an article keeps every name it ever had, so that a former address
//! still leads to it. The chance that any two of two million names share a hash is one in ten million.

use std::fmt;
use std::str::FromStr;

use rusqlite::{Connection, OptionalExtension as _};
use siphasher::sip::SipHasher13;

use super::CacheError;
use super::order::sort_moment;
use crate::domain::{Article, ArticleId, FeedId, IdentityHints, Prose, WebUrl, normalised_headline};

/// Letters and digits of a name in the full-text index.
const LETTERS: u32 = 10;

/// The names by which an article may be recognised.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Names {
    /// The address, with the fragment.
    pub address: Option<Identity>,
    /// The page of an address with a fragment.
    pub page: Option<Identity>,
    /// The GUID within the publication.
    pub guid: Option<Identity>,
    /// The GUID within the publication on the host.
    pub hosted_guid: Option<Identity>,
    /// Address, headline and date, of an article without a GUID.
    pub shared_address: Option<Identity>,
    /// Publication, headline and day, of an article without address and GUID.
    pub headline_and_day: Option<Identity>,
}

impl Names {
    pub(super) fn of(article: &Article) -> Self {
        let (url, guid) = (article.url.as_ref(), article.guid.as_ref());
        let publication = article.publication.as_ref();
        Self {
            address: url.map(Identity::of_address),
            page: url.filter(|url| url.fragment().is_some()).map(Identity::of_url),
            guid: guid.map(|guid| Identity::of_guid(publication, guid.as_str())),
            hosted_guid: Identity::of_hosted_guid(article),
            shared_address: url.filter(|_| guid.is_none()).map(|_| Identity::of_shared_address(article)),
            headline_and_day: (url.is_none() && guid.is_none())
                .then(|| Identity::of_headline_and_day(article)),
        }
    }

    /// The names under which the article is found.
    pub(super) fn lookup_names(&self, identity_hints: IdentityHints) -> impl Iterator<Item = Identity> {
        let address = self.address.filter(|_| !identity_hints.shares_address);
        let sharer = self.shared_address.filter(|_| identity_hints.shares_address);
        [address, self.guid, sharer, self.headline_and_day].into_iter().flatten()
    }

    /// The names that no other article can have: its own address, or the names used in its place.
    pub(super) fn unique_names(&self, identity_hints: IdentityHints) -> impl Iterator<Item = Identity> {
        let has_own_address = self.address.is_some() && !identity_hints.shares_address;
        self.lookup_names(identity_hints).take(if has_own_address { 1 } else { usize::MAX })
    }
}

/// A name of an article, equal in every cache, as a hash. Written as sixteen hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Identity(pub(super) u64);

impl Identity {
    pub(super) fn of_url(url: &WebUrl) -> Self {
        Self::hash(&["url", &url.comparison_key()])
    }

    /// The name of an address with its fragment; the name of the page where it has none.
    pub(super) fn of_address(url: &WebUrl) -> Self {
        url.fragment()
            .map_or_else(|| Self::of_url(url), |part| Self::hash(&["part", &url.comparison_key(), part]))
    }

    /// The name of a GUID on one host, for articles of a publication with the same GUID on several hosts.
    fn of_hosted_guid(article: &Article) -> Option<Self> {
        let publication = article.publication.as_ref().map_or("", Prose::as_str);
        let host = article.url.as_ref().map_or("", WebUrl::host_without_www);
        article.guid.as_ref().map(|guid| Self::hash(&["hosted guid", publication, host, guid.as_str()]))
    }

    /// The name of an entry within its feed.
    pub(super) fn of_entry(feed: FeedId, guid: &str) -> Self {
        Self::hash(&["entry", &feed.0.to_string(), guid])
    }

    /// The name of an article without a GUID whose address is shared.
    fn of_shared_address(article: &Article) -> Self {
        let address = article.url.as_ref().map(|url| Self::of_address(url).0.to_string()).unwrap_or_default();
        let moment = sort_moment(article).map(|moment| moment.to_string()).unwrap_or_default();
        let headline = normalised_headline(article.headline.as_str());
        let words = if headline.is_empty() { article.body.to_plain() } else { headline };
        Self::hash(&["sharer", &address, &words, &moment])
    }

    pub(super) fn of_guid(publication: Option<&Prose>, guid: &str) -> Self {
        Self::hash(&["guid", publication.map_or("", Prose::as_str), guid])
    }

    /// The name of a headline, for links that show no address; `None` where it has neither letters nor
    /// digits.
    pub(super) fn of_headline(headline: &Prose) -> Option<Self> {
        let words = normalised_headline(headline.as_str());
        Some(words).filter(|words| !words.is_empty()).map(|words| Self::hash(&["headline", &words]))
    }

    /// The name of an article without URL and GUID. Without a headline the text is used.
    fn of_headline_and_day(article: &Article) -> Self {
        let publication = article.publication.as_ref().map_or("", Prose::as_str);
        let day = sort_moment(article).map(|moment| moment.day().to_string()).unwrap_or_default();
        let headline = normalised_headline(article.headline.as_str());
        if headline.is_empty() {
            return Self::hash(&[
                "text",
                publication,
                article.headline.as_str(),
                &day,
                &article.body.to_plain(),
            ]);
        }
        Self::hash(&["bare", publication, &headline, &day])
    }

    /// The names of an article, the strongest first; at least one.
    pub(super) fn all_of(article: &Article) -> Vec<Self> {
        Names::of(article).lookup_names(IdentityHints::default()).collect()
    }

    /// The hash as SQLite stores it.
    pub(super) const fn row(self) -> i64 {
        self.0.cast_signed()
    }

    /// The hash as a word of the full-text index. Ten letters and digits confuse two of ten million names
    /// once in three hundred million queries.
    pub(super) fn index_word(self) -> String {
        let digit = |place| u32::try_from(self.0 / 36_u64.pow(place) % 36).unwrap_or_default();
        (0..LETTERS).filter_map(|place| char::from_digit(digit(place), 36)).collect()
    }

    fn hash(parts: &[&str]) -> Self {
        Self(SipHasher13::new().hash(parts.join("\0").as_bytes()))
    }
}

/// The article of a name, where it is stored.
pub(super) fn article_with_name(
    connection: &Connection,
    name: Identity,
) -> Result<Option<ArticleId>, CacheError> {
    let mut statement = connection.prepare_cached(
        "SELECT article.number FROM identity JOIN article USING (number) WHERE identity.hash = ?1",
    )?;
    Ok(statement.query_row([name.row()], |row| row.get(0).map(ArticleId)).optional()?)
}

/// The deleted article of a name.
pub(super) fn deleted_article_with_name(
    connection: &Connection,
    name: Identity,
) -> Result<Option<ArticleId>, CacheError> {
    let mut statement = connection.prepare_cached(
        "SELECT deleted.number FROM identity JOIN deleted USING (number) WHERE identity.hash = ?1",
    )?;
    Ok(statement.query_row([name.row()], |row| row.get(0).map(ArticleId)).optional()?)
}

impl fmt::Display for Identity {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:016x}", self.0)
    }
}

impl FromStr for Identity {
    type Err = std::num::ParseIntError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        u64::from_str_radix(text, 16).map(Self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cache::samples::{article, now, published, url};
    use crate::cache::{Cache, StoreOutcome};

    fn outcome(cache: &mut Cache, article: &Article) -> (u32, StoreOutcome) {
        let stored = cache.store(std::slice::from_ref(article), now()).unwrap()[0];
        (stored.id.0, stored.outcome)
    }

    #[test]
    fn names_are_the_same_in_every_version() {
        // Files contain these hashes: the values expected here may never change.
        let url = WebUrl::parse("https://paper.example/a").unwrap();
        let hashes = [
            Identity::of_url(&url),
            Identity::of_guid(Some(&"Gazette".into()), "7"),
            Identity::of_headline(&"Rain!".into()).unwrap(),
        ];

        assert_eq!(
            hashes.map(|name| name.0),
            [10_473_362_393_212_421_598, 14_329_171_273_507_607_372, 1_796_750_979_673_330_791]
        );
        assert_eq!(Identity(0).index_word(), "0000000000");
    }

    #[test]
    fn a_guid_of_one_publication_is_not_that_of_another() {
        assert_ne!(Identity::of_guid(Some(&"A".into()), "7"), Identity::of_guid(None, "7"));
    }

    #[test]
    fn articles_without_headline_are_distinguished_by_their_text() {
        let of = |words: &str| Article {
            body: crate::domain::Body(vec![crate::domain::Block::Paragraph { text: words.into() }]),
            ..Article::default()
        };

        assert_ne!(Identity::all_of(&of("Rain.")), Identity::all_of(&of("Snow.")));
    }

    #[test]
    fn spellings_of_one_address_are_the_same_article() {
        let mut cache = Cache::in_memory().unwrap();
        let told =
            Article { url: Some(url("http://www.gazette.example/rain/?utm_source=x")), ..article("Rain") };

        assert_eq!(outcome(&mut cache, &article("Rain")), (1, StoreOutcome::Stored));
        assert_eq!(outcome(&mut cache, &told), (1, StoreOutcome::Updated));
    }

    #[test]
    fn a_guid_counts_within_its_publication() {
        let mut cache = Cache::in_memory().unwrap();
        let of = |publication: &str, headline: &str| Article {
            guid: Some("7".into()),
            url: None,
            publication: Some(publication.into()),
            ..article(headline)
        };

        assert_eq!(outcome(&mut cache, &of("Gazette", "Rain")), (1, StoreOutcome::Stored));
        assert_eq!(outcome(&mut cache, &of("Herald", "Rain")), (2, StoreOutcome::Stored));
        assert_eq!(outcome(&mut cache, &of("Gazette", "Rain stops")), (1, StoreOutcome::Updated));
    }

    #[test]
    fn without_either_publication_headline_and_day_decide() {
        let mut cache = Cache::in_memory().unwrap();
        let bare = |headline: &str, moment: &str| Article { url: None, ..published(headline, moment) };

        assert_eq!(outcome(&mut cache, &bare("Rain", "2024-05-07T10:00:00Z")), (1, StoreOutcome::Stored));
        assert_eq!(outcome(&mut cache, &bare("RAIN!", "2024-05-07T11:00:00Z")), (1, StoreOutcome::Updated));
        assert_eq!(outcome(&mut cache, &bare("Rain", "2024-05-08")), (2, StoreOutcome::Stored));
    }

    #[test]
    fn an_article_keeps_the_addresses_it_had() {
        let mut cache = Cache::in_memory().unwrap();
        let at = |address: Option<&str>| Article {
            guid: Some("7".into()),
            url: address.map(url),
            ..article("Rain")
        };

        assert_eq!(outcome(&mut cache, &at(None)), (1, StoreOutcome::Stored));
        assert_eq!(outcome(&mut cache, &at(Some("https://gazette.example/1"))), (1, StoreOutcome::Updated));
        assert_eq!(outcome(&mut cache, &at(Some("https://gazette.example/2"))), (1, StoreOutcome::Updated));

        for reference in ["https://gazette.example/1", "https://gazette.example/2", "7"] {
            assert_eq!(cache.find(reference).unwrap(), Some(ArticleId(1)), "{reference}");
        }
    }
}
