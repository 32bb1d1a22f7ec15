//! Finding the feed that a person means by an address: the feed itself, those that a page offers, or
//! one in a usual place.

use thiserror::Error;

use crate::domain::{Subscription, Validators, WebUrl};
use crate::fetch::{Answer, Content, FetchError, Network, Request, Stop, Wants};
use crate::import::{self, Fetched};

/// Where sites keep their feeds that do not say so.
const USUAL_PLACES: &[&str] =
    &["/feed", "/rss", "/feed.xml", "/rss.xml", "/atom.xml", "/index.xml", "/feed.json"];

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
    /// There is nothing to subscribe to.
    #[error("{0} is no feed and offers none")]
    NoFeed(WebUrl),
}

/// The feeds an address means, the likeliest first; at least one.
pub fn discover(network: &Network, url: &WebUrl, stop: &Stop) -> Result<Vec<Subscription>, DiscoveryError> {
    let answer =
        get(network, url, stop).map_err(|source| DiscoveryError::Fetch { url: url.to_request(), source })?;
    if let Some(feed) = as_feed(&answer, url) {
        return Ok(vec![feed]);
    }
    let offered = document(&answer).map(import::feeds_offered).unwrap_or_default();
    if !offered.is_empty() {
        return Ok(offered);
    }
    let usual = USUAL_PLACES.iter().filter_map(|place| answer.url.join(place).ok());
    let found = usual
        .into_iter()
        .take_while(|_| !stop.is_asked())
        .find_map(|place| as_feed(&get(network, &place, stop).ok()?, &place));
    found.map(|feed| vec![feed]).ok_or_else(|| DiscoveryError::NoFeed(url.to_request()))
}

fn get(network: &Network, url: &WebUrl, stop: &Stop) -> Result<Answer, FetchError> {
    let request = Request { url: url.clone(), validators: Validators::default(), wants: Wants::Feed };
    network.get(&request, stop)
}

fn as_feed(answer: &Answer, asked: &WebUrl) -> Option<Subscription> {
    let feed = import::feed_document(document(answer)?).ok()?;
    let place = answer.moved.as_ref().unwrap_or(asked).to_request();
    Some(Subscription { title: feed.title, site: feed.site, ..Subscription::to(place) })
}

fn document(answer: &Answer) -> Option<Fetched<'_>> {
    match &answer.content {
        Content::Document { bytes, charset, .. } => {
            Some(Fetched { bytes, charset: charset.as_deref(), address: &answer.url })
        }
        Content::Unchanged => None,
    }
}
