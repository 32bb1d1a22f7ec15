//! Articles made for tests: short, plain, each with what a sentence of the manual needs.

use newsprint::domain::{
    Article, Author, Block, Body, GroupScope, LinkGroup, Prose, RelatedLink, Text, WebUrl,
};

/// An article of two paragraphs.
pub fn article(headline: &str, published: &str) -> Article {
    Article {
        url: Some(url(headline)),
        headline: headline.into(),
        byline: vec![Author::named("Ana Lens")],
        publication: Some("Gazette".into()),
        section: Some("World".into()),
        published: published.parse().ok(),
        body: body(&[&format!("{headline}, it was said."), "Nobody knew more at first."]),
        ..Article::default()
    }
}

/// A body of paragraphs.
pub fn body(paragraphs: &[&str]) -> Body {
    Body(paragraphs.iter().map(|words| Block::Paragraph { text: Text::plain(words) }).collect())
}

/// A body of many numbered paragraphs, longer than any screen.
pub fn long_body() -> Body {
    let paragraph =
        |number: usize| format!("Paragraph {number} tells a little more of what was seen by the river.");
    let paragraphs: Vec<String> = (1..=80).map(paragraph).collect();
    body(&paragraphs.iter().map(String::as_str).collect::<Vec<_>>())
}

/// The address an article of this headline has.
pub fn url(headline: &str) -> WebUrl {
    let slug: String = headline.to_lowercase().replace(|c: char| !c.is_ascii_alphanumeric(), "-");
    WebUrl::parse(&format!("https://gazette.example/{slug}")).expect("a slug is a path")
}

/// A link to the article of a headline.
pub fn link(headline: &str) -> RelatedLink {
    RelatedLink { headline: headline.into(), url: Some(url(headline)), caption: None, is_self: false }
}

/// A group of links.
pub fn group(heading: &str, links: Vec<RelatedLink>) -> LinkGroup {
    LinkGroup { heading: Prose::trimmed(heading), sponsored: false, scope: GroupScope::Story, links }
}

/// Three stories of a day, newest first in the list: a bridge, a flood, a market. The bridge links to
/// the flood and to a page that is not there; the flood links to the market.
pub fn three() -> Vec<Article> {
    let mut bridge = article("Bridge reopens", "2026-05-07T12:00:00Z");
    bridge.related = vec![group("More in World", vec![link("Flood warning"), link("Toll is mooted")])];
    let mut flood = article("Flood warning", "2026-05-07T10:00:00Z");
    flood.related = vec![group("Read next", vec![link("Market opens")])];
    flood.body = long_body();
    vec![bridge, flood, article("Market opens", "2026-05-06")]
}
