//! The metadata of a feed: its title, its site, its language and its authors.

use crate::domain::{Author, Language, Prose, WebUrl};

use super::content;
use super::context::Context;
use super::element::Element;
use super::people;

/// The longest interval that a feed may ask for, in minutes.
const LONGEST_TTL: u32 = 24 * 60;

/// The metadata, which applies to every entry without its own.
#[derive(Debug, Default)]
pub struct Head {
    /// The title, used as the publication.
    pub title: Option<Prose>,
    /// The site URL, the base of relative addresses.
    pub site: Option<WebUrl>,
    /// The declared language.
    pub language: Option<Language>,
    /// A language with the order of day and month that the dates of the entries show.
    pub date_order: Option<Language>,
    /// The authors of entries without one.
    pub authors: Vec<Author>,
    /// The address of the next page, where the feed has pages (RFC 5005).
    pub next: Option<WebUrl>,
    /// The new permanent address of the feed.
    pub moved: Option<WebUrl>,
    /// The interval that the feed asks for, in minutes.
    pub ttl: Option<u32>,
}

/// Reads the metadata of a feed; `address` is the address it was fetched from.
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
        date_order: None,
        authors: people::of_atom(channel),
        next: related(channel, "next", &found.within(feed).within(channel)),
        moved: channel.first(&["itunes:new-feed-url"]).and_then(|url| WebUrl::parse_feed(&url.text()).ok()),
        ttl: ttl(channel),
    }
}

/// The interval that a feed asks for, in minutes: `ttl`, or the period and its frequency; at most a day.
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

/// The address of a link of the feed with a relation, resolved against the feed's address.
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

/// The address of a link, as written: the text of the element in RSS, an attribute in Atom.
pub fn link(element: &Element) -> Option<String> {
    let is_page = |link: &&Element| matches!(link.attribute("rel"), None | Some("alternate"));
    let is_html = |link: &&Element| link.attribute("type").is_none_or(|kind| kind.contains("html"));
    // A link that the feed breaks off in may have a truncated address.
    let whole = element.all("link").filter(|link| !link.is_cut);
    let text = whole.map(|link| link.text().trim().to_owned()).find(|text| !text.is_empty());
    let href = |link: &Element| link.attribute("href").map(str::to_owned);
    text.or_else(|| element.all("link").filter(is_page).filter(is_html).find_map(href))
        .or_else(|| element.all("link").filter(is_page).find_map(href))
        .or_else(|| element.all("link").find(|link| link.attribute("rel") == Some("via")).and_then(href))
}

/// The entries of a feed in order, wherever the format keeps them, each with its context.
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
