//! Discovery of the feed meant by an address: the feed itself, the feeds that a page offers, or a feed in a
//! usual place; of a page without any, its lists of links.

use thiserror::Error;

use super::pages::document;
use crate::domain::{Subscription, WebUrl};
use crate::fetch::{FetchError, FetchResponse, Network, PreferredKind, StopSignal};
use crate::import;

/// The paths of feeds at sites that do not name them.
const USUAL_FEED_PATHS: &[&str] = &[
    "/feed",
    "/rss",
    "/feed.xml",
    "/rss.xml",
    "/atom.xml",
    "/index.xml",
    "/feed.json",
    "/atom",
    "/index.rdf",
];

/// The names of feeds of readers' comments.
const COMMENTS: &[&str] = &["comments", "comment", "kommentare", "commentaires", "comentarios", "commenti"];

/// Why no feed was found.
#[derive(Debug, Error)]
pub enum DiscoveryError {
    /// The address cannot be fetched.
    #[error("cannot fetch {url}")]
    Fetch {
        /// The address.
        url: WebUrl,
        /// Why.
        source: FetchError,
    },
    /// The address leads to no feed and no list of links.
    #[error("{0} is not a feed and links to none")]
    NoFeed(WebUrl),
}

/// The most links fetched to see whether they are feeds.
const MOST_PROBES: usize = 8;

/// The feeds an address means, those of stories before those of comments; at least one. A feed that was
/// fetched here is not fetched again by the next fetch.
pub fn discover(
    network: &Network,
    url: &WebUrl,
    stop: &StopSignal,
) -> Result<Vec<Subscription>, DiscoveryError> {
    let answer = network
        .get(url, PreferredKind::Feed, stop)
        .map_err(|source| DiscoveryError::Fetch { url: url.to_request(), source })?;
    if let Some(feed) = as_feed(&answer, url) {
        reuse_for_next_request(network, answer, &feed);
        return Ok(vec![feed]);
    }
    let offered = import::feeds_offered(document(&answer), &answer.links);
    let (certain, possible): (Vec<_>, Vec<_>) = offered.into_iter().partition(|offered| offered.is_certain);
    let mut found: Vec<Subscription> = certain.into_iter().map(|offered| offered.feed).collect();
    if without_comment_feeds(&found).is_empty() {
        let places = possible.into_iter().map(|offered| offered.feed).take(MOST_PROBES);
        found.extend(places.filter_map(|place| probe(network, &place, stop)));
    }
    if without_comment_feeds(&found).is_empty() {
        let usual = USUAL_FEED_PATHS.iter().filter_map(|place| answer.url.join(place).ok());
        found.extend(usual.map(Subscription::of_url).find_map(|place| probe(network, &place, stop)));
    }
    found.sort_by_key(is_of_comments);
    if found.is_empty() {
        found.extend(as_page(&answer));
    }
    if found.is_empty() { Err(DiscoveryError::NoFeed(url.to_request())) } else { Ok(found) }
}

/// A page without a feed, to be watched, where it has lists of links.
fn as_page(answer: &FetchResponse) -> Option<Subscription> {
    let page = import::linking_page(document(answer)).ok()?;
    Some(Subscription { title: page.title, is_page: true, ..Subscription::of_url(answer.url.to_request()) })
}

/// The feeds found at an address without those of readers' comments.
pub fn without_comment_feeds(found: &[Subscription]) -> Vec<&Subscription> {
    found.iter().filter(|feed| !is_of_comments(feed)).collect()
}

fn is_of_comments(feed: &Subscription) -> bool {
    let title = feed.title.as_ref().map(ToString::to_string).unwrap_or_default().to_lowercase();
    let path = feed.feed.as_str().to_ascii_lowercase();
    COMMENTS.iter().any(|word| title.contains(word))
        || path
            .split(['/', '?', '&', '=', '.'])
            .any(|part| COMMENTS.contains(&part) || part == "comments-rss2")
}

/// The feed at an address that may have one, fetched to see.
fn probe(network: &Network, place: &Subscription, stop: &StopSignal) -> Option<Subscription> {
    if stop.is_raised() {
        return None;
    }
    let answer = network.get(&place.feed, PreferredKind::Feed, stop).ok()?;
    let feed = as_feed(&answer, &place.feed)?;
    reuse_for_next_request(network, answer, &feed);
    Some(feed)
}

fn reuse_for_next_request(network: &Network, answer: FetchResponse, feed: &Subscription) {
    // The feed is subscribed to at its present address, so it has not moved.
    network.reuse_for_next_request(feed.feed.clone(), FetchResponse { moved: None, ..answer });
}

fn as_feed(answer: &FetchResponse, asked: &WebUrl) -> Option<Subscription> {
    let feed = import::feed_document(document(answer)).ok()?;
    let place = answer.moved.as_ref().unwrap_or(asked).to_request();
    Some(Subscription { title: feed.title, site: feed.site, ..Subscription::of_url(place) })
}
