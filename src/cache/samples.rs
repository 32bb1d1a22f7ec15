//! Articles for the tests of this room.

use jiff::Timestamp;

use super::Cache;
use crate::domain::{Article, ArticleId, Block, Body, Text, WebUrl};

/// An article of the Gazette with an address made from its headline.
pub(super) fn article(headline: &str) -> Article {
    let address = headline.to_lowercase().replace(' ', "-");
    Article {
        headline: headline.into(),
        url: Some(url(&format!("https://gazette.example/{address}"))),
        publication: Some("The Gazette".into()),
        body: Body(vec![Block::Paragraph { text: Text::plain("The river rose in the night.") }]),
        ..Article::default()
    }
}

pub(super) fn url(address: &str) -> WebUrl {
    WebUrl::parse(address).unwrap()
}

/// The moment in which the tests take place.
pub(super) fn now() -> Timestamp {
    Timestamp::from_second(1_600_000_000).unwrap()
}

/// Stores one article.
pub(super) fn stored(cache: &mut Cache, article: &Article) -> ArticleId {
    cache.store(std::slice::from_ref(article), now()).unwrap()[0].id
}
