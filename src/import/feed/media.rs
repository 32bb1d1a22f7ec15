//! What an entry declares as media: its picture, the largest first, and its recordings.

use crate::domain::{Block, Figure, Inline, Prose, Text, WebUrl};

use super::content;
use super::context::Context;
use super::element::Element;

/// The picture above the text, where the entry has one.
pub fn lead_image(entry: &Element, context: &Context) -> Option<Figure> {
    let groups: Vec<&Element> = entry.all("media:group").chain([entry]).collect();
    let contents = groups.iter().flat_map(|group| group.all("media:content").filter(|one| is_picture(one)));
    let largest = contents.max_by_key(|one| (width(one), std::cmp::Reverse(one.attributes.len())));
    let thumbnail = groups.iter().flat_map(|group| group.all("media:thumbnail")).max_by_key(|one| width(one));
    let enclosure = || entry.all("enclosure").find(|one| is_picture(one));
    let link =
        || entry.all("link").find(|link| link.attribute("rel") == Some("enclosure") && is_picture(link));
    let found = largest
        .or_else(enclosure)
        .or_else(link)
        .or(thumbnail)
        .or_else(|| entry.all("itunes:image").next())
        .or_else(|| entry.all("image").next())?;
    let address = found.attribute("url").or_else(|| found.attribute("href")).map(str::to_owned);
    let address = address.or_else(|| Some(found.first(&["url"])?.text())).filter(|text| !text.is_empty())?;
    let words =
        |name: &str| found.first(&[name]).or_else(|| groups.first()?.first(&[name])).and_then(content::words);
    Some(Figure {
        url: Some(context.resolve(&address)?),
        alt: words("media:title"),
        caption: words("media:description").map(|caption| Text::plain(caption.as_str())),
        credit: words("media:credit"),
        ..Figure::default()
    })
}

/// Links to what is heard or seen, each in a paragraph of its own: a reader opens it elsewhere.
pub fn recordings(entry: &Element, context: &Context) -> Vec<Block> {
    let is_linked = |link: &&Element| link.attribute("rel") == Some("enclosure");
    let enclosures = entry.all("enclosure").chain(entry.all("link").filter(is_linked));
    let contents = entry.all("media:group").chain([entry]).flat_map(|one| one.all("media:content"));
    let recordings = enclosures.chain(contents).filter(|one| is_recording(one));
    links_to(recordings.filter_map(|one| {
        let address = one.attribute("url").or_else(|| one.attribute("href"));
        address.and_then(|address| context.resolve(address))
    }))
}

/// A paragraph for each address, once.
pub fn links_to(addresses: impl Iterator<Item = WebUrl>) -> Vec<Block> {
    let mut urls: Vec<WebUrl> = Vec::new();
    for url in addresses {
        urls.extend((!urls.contains(&url)).then_some(url));
    }
    urls.into_iter().map(recording).collect()
}

/// The last part of the address is its name.
fn recording(url: WebUrl) -> Block {
    let path = url.as_str().split(['?', '#']).next().unwrap_or_default();
    let name = path.rsplit('/').find(|part| !part.is_empty()).unwrap_or(path);
    let text = Text(vec![Inline::Plain(Prose::trimmed(name))]);
    Block::Paragraph { text: Text(vec![Inline::Link { text, url }]) }
}

fn is_recording(element: &Element) -> bool {
    let kinds = ["type", "medium"].iter().filter_map(|name| element.attribute(name));
    kinds.into_iter().any(|kind| ["audio", "video"].iter().any(|known| kind.starts_with(known)))
}

fn is_picture(element: &Element) -> bool {
    let kind = element.attribute("type").or_else(|| element.attribute("medium"));
    kind.map_or_else(|| has_ending_of_picture(element), |kind| kind.starts_with("image"))
}

fn has_ending_of_picture(element: &Element) -> bool {
    let address = element.attribute("url").or_else(|| element.attribute("href")).unwrap_or_default();
    let path = address.split(['?', '#']).next().unwrap_or_default().to_ascii_lowercase();
    [".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif"].iter().any(|ending| path.ends_with(ending))
}

fn width(element: &Element) -> u32 {
    element.attribute("width").and_then(|width| width.parse().ok()).unwrap_or_default()
}
