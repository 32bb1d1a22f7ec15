//! The feeds that a page offers: in its `link` elements, or by a link of its text.

use std::collections::HashSet;

use dom_query::{Document, NodeRef};

use super::dom::attribute;
use crate::domain::{Prose, Subscription, WebUrl};

/// Types of feeds.
const TYPES: &[&str] =
    &["application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml"];

/// Types that feeds have, among other documents.
const LOOSE_TYPES: &[&str] = &[
    "text/xml",
    "application/xml",
    "application/json",
    "text/rss+xml",
    "text/rss",
    "application/rss",
    "text/atom",
];

/// Words of a link to a feed.
const WORDS: &[&str] = &["rss", "atom", "feed", "feeds", "rss2", "jsonfeed"];

/// Most links of the text that are read.
const MOST_ANCHORS: usize = 5_000;

/// Most characters of the words of a link to a feed.
const LONGEST_LABEL: usize = 40;

/// A feed that a page offers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfferedFeed {
    /// The feed with its address and title.
    pub feed: Subscription,
    /// Whether the page declares its type as a feed; else the document has to be fetched to know.
    pub is_certain: bool,
}

/// The feeds of a page, the certain ones first, each once. The page itself is none of them.
pub fn of(document: &Document, base: &WebUrl, page: &WebUrl) -> Vec<OfferedFeed> {
    let mut seen = HashSet::from([page.to_request()]);
    let links = document.select("link[rel][href]");
    let mut certain = Vec::new();
    let mut possible = Vec::new();
    for link in links.nodes() {
        let Some(url) = attribute(link, "href").and_then(|href| base.join(&href).ok()) else { continue };
        let relation = attribute(link, "rel").unwrap_or_default();
        let title = attribute(link, "title").unwrap_or_default();
        let kind = attribute(link, "type").unwrap_or_default();
        match certainty(&relation, &kind, &title, &url) {
            Some(true) if seen.insert(url.to_request()) => certain.push(offered(url, &title, true)),
            Some(false) => possible.push((url, title)),
            Some(true) | None => {}
        }
    }
    let anchors = document.select("a[href]");
    possible.extend(anchors.nodes().iter().take(MOST_ANCHORS).filter_map(|anchor| anchored(anchor, base)));
    for (url, title) in possible {
        if seen.insert(url.to_request()) {
            certain.push(offered(url, &title, false));
        }
    }
    certain
}

/// The feeds in the `Link` headers of a response (RFC 8288).
pub fn of_headers(lines: &[String], base: &WebUrl) -> Vec<OfferedFeed> {
    let mut feeds: Vec<OfferedFeed> = Vec::new();
    // A comma parts two links where an address follows it.
    for link in lines.iter().flat_map(|line| line.split('<').skip(1)) {
        let Some((address, parameters)) = link.split_once('>') else { continue };
        let value = |name: &str| {
            parameters.split(';').find_map(|parameter| {
                let (known, value) = parameter.split_once('=')?;
                let value = value.trim().trim_end_matches(',').trim_matches('"');
                known.trim().eq_ignore_ascii_case(name).then(|| value.to_owned())
            })
        };
        let (relation, kind) = (value("rel").unwrap_or_default(), value("type").unwrap_or_default());
        let title = value("title").unwrap_or_default();
        let Some(url) = base.join(address).ok().filter(|url| url.to_request() != base.to_request()) else {
            continue;
        };
        if let Some(is_certain) = certainty(&relation, &kind, &title, &url)
            && feeds.iter().all(|known| known.feed.feed != url)
        {
            feeds.push(offered(url, &title, is_certain));
        }
    }
    feeds
}

fn offered(url: WebUrl, title: &str, is_certain: bool) -> OfferedFeed {
    OfferedFeed {
        feed: Subscription { title: Prose::non_empty(title), ..Subscription::of_url(url) },
        is_certain,
    }
}

/// Whether a `link` element is a feed for sure (`true`) or perhaps (`false`); `None` where it is none.
fn certainty(relation: &str, kind: &str, title: &str, url: &WebUrl) -> Option<bool> {
    let relation = relation.to_ascii_lowercase();
    let has = |word: &str| relation.split_whitespace().any(|known| known == word);
    let kind = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let is_alternate = has("alternate") || has("feed");
    let says_so = has("feed") || says_feed(title) || names_feed(url);
    match kind.as_str() {
        _ if !is_alternate => None,
        kind if TYPES.contains(&kind) => Some(true),
        "application/json" => Some(false).filter(|_| says_so || !url.path().contains("/wp-json/")),
        kind if LOOSE_TYPES.contains(&kind) => Some(false),
        "" | "text/html" if says_so => Some(false),
        _ => None,
    }
}

/// A link of the text to a feed, recognised by its words, its picture or its address.
fn anchored(anchor: &NodeRef<'_>, base: &WebUrl) -> Option<(WebUrl, String)> {
    let href = attribute(anchor, "href")?;
    let url = WebUrl::parse_feed(&href).or_else(|_| base.join(&href)).ok()?;
    let kind = attribute(anchor, "type").unwrap_or_default().to_ascii_lowercase();
    let label = anchor.text().trim().to_owned();
    let label = if label.chars().count() > LONGEST_LABEL { String::new() } else { label };
    let labels = [Some(label.clone()), attribute(anchor, "title"), attribute(anchor, "aria-label")];
    let is_scheme = href.trim().to_ascii_lowercase().starts_with("feed:");
    let says_so = labels.iter().flatten().any(|label| says_feed(label));
    (is_scheme || TYPES.contains(&kind.as_str()) || says_so || names_feed(&url)).then_some((url, label))
}

fn says_feed(words: &str) -> bool {
    let lower = words.to_lowercase();
    lower.split(|letter: char| !letter.is_alphanumeric()).any(|word| WORDS.contains(&word))
}

/// Whether an address looks like that of a feed.
fn names_feed(url: &WebUrl) -> bool {
    let path = url.path().to_ascii_lowercase();
    let last = path.trim_end_matches('/').rsplit('/').next().unwrap_or_default().to_owned();
    let is_file = |name: &str| {
        let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
        matches!(ending, "rss" | "atom" | "rdf")
            || ending == "xml" && (says_feed(stem) || stem == "index")
            || ending == "json" && says_feed(stem)
    };
    WORDS.contains(&last.as_str()) || is_file(&last)
}
