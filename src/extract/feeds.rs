//! The feeds that a page says it has.

use dom_query::Document;

use super::dom::attribute;
use crate::domain::{Prose, Subscription, WebUrl};

/// Types of feeds. Plain JSON is left out: most of what is offered so is no feed.
const TYPES: &[&str] =
    &["application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml"];

/// The feeds of a page in its order, each once.
pub fn of(document: &Document, base: &WebUrl) -> Vec<Subscription> {
    let mut feeds: Vec<Subscription> = Vec::new();
    for link in document.select("link[rel][href]").nodes() {
        let has = |name: &str, wanted: &[&str]| {
            let value = attribute(link, name).unwrap_or_default().to_ascii_lowercase();
            value.split([' ', ';']).any(|word| wanted.contains(&word))
        };
        let url = attribute(link, "href").and_then(|href| base.join(&href).ok());
        let Some(url) = url.filter(|_| has("rel", &["alternate"]) && has("type", TYPES)) else { continue };
        if feeds.iter().all(|known| known.feed != url) {
            let title = attribute(link, "title").and_then(|title| Prose::non_empty(&title));
            feeds.push(Subscription { title, ..Subscription::to(url) });
        }
    }
    feeds
}
