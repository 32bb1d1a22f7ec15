//! What a feed says of itself: its title, its site, its language and who writes it.

use crate::domain::{Author, Language, Prose, WebUrl};

use super::content;
use super::context::Context;
use super::element::Element;
use super::people;

/// The longest interval that a feed is granted, in minutes.
const LONGEST_TTL: u32 = 24 * 60;

/// What holds for every entry that does not say otherwise.
#[derive(Debug, Default)]
pub struct Head {
    /// Its title: the publication.
    pub title: Option<Prose>,
    /// Where people read it; relative addresses begin here.
    pub site: Option<WebUrl>,
    /// The language it declares.
    pub language: Option<Language>,
    /// Who writes the entries without an author.
    pub authors: Vec<Author>,
    /// Where its next page is, where it has pages (RFC 5005).
    pub next: Option<WebUrl>,
    /// Where it says that it lives for good now.
    pub moved: Option<WebUrl>,
    /// How often it asks to be fetched, in minutes.
    pub ttl: Option<u32>,
}

/// Reads the head of a feed; `address` is where it was found, where that is known.
pub fn of(root: &Element, address: Option<&WebUrl>) -> Head {
    let nothing = Element::default();
    let feed = root.elements().find(|outer| outer.has_elements()).unwrap_or(&nothing);
    let channel = feed.all("channel").next().unwrap_or(feed);
    let found = Context { site: address.cloned(), ..Context::default() };
    let context = found.within(feed).within(channel);
    let language = channel.first(&["language", "dc:language"]).map(Element::text);
    Head {
        title: channel
            .first(&["title", "dc:title"])
            .and_then(|title| content::words(title, channel.name == "feed")),
        site: site(channel, &context),
        language: language.and_then(|tag| Language::parse(&tag)).or(context.language),
        authors: people::of_atom(channel),
        next: related(channel, "next", &found.within(feed).within(channel)),
        moved: channel.first(&["itunes:new-feed-url"]).and_then(|url| WebUrl::parse_feed(&url.text()).ok()),
        ttl: ttl(channel),
    }
}

/// How often a feed asks to be fetched, in minutes: `ttl`, or so many times in a period. None is longer than a day.
fn ttl(channel: &Element) -> Option<u32> {
    let number = |name: &str| channel.first(&[name])?.text().trim().parse::<u32>().ok();
    let period = || {
        let minutes = match channel.first(&["sy:updateperiod"])?.text().trim() {
            "hourly" => 60,
            "daily" | "weekly" | "monthly" | "yearly" => LONGEST_TTL,
            _ => return None,
        };
        Some(minutes / number("sy:updatefrequency").unwrap_or(1).max(1))
    };
    number("ttl").or_else(period).map(|minutes| minutes.min(LONGEST_TTL)).filter(|minutes| *minutes > 0)
}

/// Where the feed links to by a relation of its own, relative to where it was found.
fn related(channel: &Element, relation: &str, context: &Context) -> Option<WebUrl> {
    let is_it = |link: &&Element| {
        link.attribute("rel").is_some_and(|rel| rel.split_whitespace().any(|word| word == relation))
    };
    context.resolve(channel.all("link").find(is_it)?.attribute("href")?)
}

fn site(channel: &Element, context: &Context) -> Option<WebUrl> {
    let link = link(channel).and_then(|link| context.resolve(&link));
    let own = || channel.all("link").find(|link| link.attribute("rel") == Some("self"));
    link.or_else(|| context.resolve(own()?.attribute("href")?))
        .or_else(|| context.declared_base.clone())
        .or_else(|| context.site.clone())
}

/// The address an element links to, as written: what RSS has as text and Atom as an attribute.
pub fn link(element: &Element) -> Option<String> {
    let is_page = |link: &&Element| matches!(link.attribute("rel"), None | Some("alternate"));
    let is_html = |link: &&Element| link.attribute("type").is_none_or(|kind| kind.contains("html"));
    // The address of a link that the feed breaks off in leads elsewhere.
    let whole = element.all("link").filter(|link| !link.is_cut);
    let text = whole.map(|link| link.text().trim().to_owned()).find(|text| !text.is_empty());
    let href = |link: &Element| link.attribute("href").map(str::to_owned);
    text.or_else(|| element.all("link").filter(is_page).filter(is_html).find_map(href))
        .or_else(|| element.all("link").filter(is_page).find_map(href))
        .or_else(|| element.all("link").find(|link| link.attribute("rel") == Some("via")).and_then(href))
}

/// The entries of a feed in order, wherever it keeps them, each with its context.
pub fn entries<'tree>(root: &'tree Element, head: &Head) -> Vec<(&'tree Element, Context)> {
    let context = Context { declared_base: None, site: head.site.clone(), language: head.language.clone() };
    let mut found = Vec::new();
    collect(root, &context, &mut found);
    found
}

fn collect<'tree>(element: &'tree Element, context: &Context, found: &mut Vec<(&'tree Element, Context)>) {
    for child in element.elements() {
        let context = context.within(child);
        if matches!(child.name.as_str(), "item" | "entry") {
            found.push((child, context));
        } else {
            collect(child, &context, found);
        }
    }
}
