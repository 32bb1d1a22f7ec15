//! The feeds that a page says it has: by its links for machines, or by a link of its text.

use std::collections::HashSet;

use dom_query::{Document, NodeRef};

use super::dom::attribute;
use crate::domain::{Prose, Subscription, WebUrl};

/// Types of feeds.
const TYPES: &[&str] =
    &["application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml"];

/// Types under which feeds are offered too, and much else.
const LOOSE_TYPES: &[&str] = &[
    "text/xml",
    "application/xml",
    "application/json",
    "text/rss+xml",
    "text/rss",
    "application/rss",
    "text/atom",
];

/// Words by which a link says that it leads to a feed.
const WORDS: &[&str] = &["rss", "atom", "feed", "feeds", "rss2", "jsonfeed"];

/// Links of the text that are looked at.
const MOST_ANCHORS: usize = 5_000;

/// Longer words of a link tell of something else.
const LONGEST_LABEL: usize = 40;

/// A feed that a page offers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfferedFeed {
    /// Where it is, and what it is called.
    pub feed: Subscription,
    /// Whether the page says so by its type, or a look at the document has to tell.
    pub is_certain: bool,
}

/// The feeds of a page, those that are certain first, each once. The page itself is none of them.
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

/// The feeds that the `Link` headers of an answer name (RFC 8288).
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
    OfferedFeed { feed: Subscription { title: Prose::non_empty(title), ..Subscription::to(url) }, is_certain }
}

/// Whether a link for machines is that of a feed for sure, or perhaps; none where it is none.
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

/// A link of the text that says it leads to a feed, by its words, its picture or its address.
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

/// Whether an address is called as feeds are.
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
