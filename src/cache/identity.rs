//! By what an article is known again: its canonical URL, its GUID within the publication, and, where
//! it has neither, publication, headline and day.
//!
//! Names are kept as 64-bit hashes, and an article keeps every name it ever had, so that an address it
//! was moved away from still leads to it. Two of two million names share a hash with a chance
//! of one in ten million.

use siphasher::sip::SipHasher13;

use super::order::sort_moment;
use crate::domain::{Article, Prose, WebUrl, normalised_headline};

/// A name of an article, as a hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Identity(pub u64);

impl Identity {
    pub(super) fn of_url(url: &WebUrl) -> Self {
        Self::hash(&["url", &url.key()])
    }

    pub(super) fn of_guid(publication: Option<&Prose>, guid: &str) -> Self {
        Self::hash(&["guid", publication.map_or("", Prose::as_str), guid])
    }

    /// The name a headline has in links that show no address; `None` where it has neither letters nor
    /// digits.
    pub(super) fn of_headline(headline: &Prose) -> Option<Self> {
        let words = normalised_headline(headline.as_str());
        Some(words).filter(|words| !words.is_empty()).map(|words| Self::hash(&["headline", &words]))
    }

    /// The name of an article without URL and GUID. Without a headline its text has to do.
    fn of_bare(article: &Article) -> Self {
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
        let url = article.url.as_ref().map(Self::of_url);
        let publication = article.publication.as_ref();
        let guid = article.guid.as_ref().map(|guid| Self::of_guid(publication, guid.as_str()));
        let names: Vec<Self> = url.into_iter().chain(guid).collect();
        if names.is_empty() { vec![Self::of_bare(article)] } else { names }
    }

    /// As SQLite keeps it.
    pub(super) const fn row(self) -> i64 {
        self.0.cast_signed()
    }

    /// As a word of the full-text index.
    pub(super) fn word(self, kind: char) -> String {
        let mut rest = self.0;
        let mut word = String::with_capacity(14);
        word.push(kind);
        while rest > 0 {
            let digit = u32::try_from(rest % 36).unwrap_or_default();
            word.extend(char::from_digit(digit, 36));
            rest /= 36;
        }
        word
    }

    fn hash(parts: &[&str]) -> Self {
        Self(SipHasher13::new().hash(parts.join("\0").as_bytes()))
    }
}
