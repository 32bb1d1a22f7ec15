//! The metadata of an article: from JSON-LD, from meta elements, and from the visible page.
//!
//! Each fact has a list of sources of its own, the surest first. A fact without a source stays unknown.

mod authors;
mod collection;
mod days;
mod embedded;
mod facts;
mod headline;
mod json_ld;
mod lead_image;
mod opening;
mod publication;
mod site;
mod standfirst;
mod subjects;
mod visible;

use dom_query::Document;

use crate::domain::{Article, Block, Body, Enclosure, Language, Text, WebUrl};

use super::prose::Lines;
use super::{language, words};
use collection::facts_of;
use facts::Facts;
use site::Site;

/// The metadata that a page has about its article, apart from its text and its links.
pub fn of(document: &Document, lines: &Lines, address: Option<&WebUrl>) -> Article {
    let facts = facts_of(document);
    let declared = base(document, address);
    let url = url(&facts, address, declared.as_ref());
    let language = declared_language(&facts);
    let site = Site::of(url.as_ref());
    let publication = publication::of(&facts, &site);
    let site = site.called(publication.as_ref());
    let headline = headline::of(&facts, &site).unwrap_or_default();
    let opening = opening::of(lines, headline.as_str());
    let published = days::published(&facts, document, &opening, language.as_ref(), url.as_ref())
        .or_else(|| embedded::day(document, headline.as_str(), language.as_ref()))
        .or_else(|| days::changed(&facts, language.as_ref()));
    Article {
        byline: authors::of(&facts, headline.as_str(), &site, &opening),
        standfirst: standfirst::of(&facts, &site, headline.as_str()),
        section: subjects::section(&facts, &site, headline.as_str()),
        lead_image: lead_image::of(&facts, document, &site, headline.as_str(), url.as_ref()),
        headline,
        topics: subjects::topics(&facts, &site),
        published,
        updated: days::updated(&facts, language.as_ref(), published),
        media: media(&facts, url.as_ref()),
        language,
        publication,
        url,
        ..Article::default()
    }
}

/// The text in the page's data, for a page that shows none without its scripts.
pub fn json_ld_text(document: &Document) -> Option<Body> {
    let root = document.root();
    let mut scripts = root.descendants_it().filter(collection::is_json_ld);
    let text = scripts.find_map(|script| json_ld::json_ld_text(&script.text()))?;
    let paragraphs = text.split('\n').map(str::trim).filter(|line| !line.is_empty());
    Some(Body(paragraphs.map(|line| Block::Paragraph { text: Text::plain(line) }).collect()))
}

/// The base of relative addresses on the page.
pub fn base(document: &Document, url: Option<&WebUrl>) -> Option<WebUrl> {
    let declared = document.base_uri().and_then(|declared| match url {
        Some(url) => url.join(&declared).ok(),
        None => WebUrl::parse(&declared).ok(),
    });
    declared.or_else(|| url.cloned())
}

/// Adds metadata derived from the text: language, and a headline where the page has none; drops a standfirst
/// that repeats what is beside it. A declared language that the text contradicts is dropped.
pub fn complete_from_body(article: &mut Article) {
    article.language = language::settled(article.language.take(), &article.body);
    if article.headline.is_empty() {
        article.headline = words::first_words(&article.body).unwrap_or_default();
    }
    standfirst::keep_if_new(article);
}

fn declared_language(facts: &Facts) -> Option<Language> {
    let sources = [
        "html:lang",
        "meta:content-language",
        "ld:inLanguage",
        "meta:language",
        "og:locale",
        "meta:dc.language",
    ];
    // Some pages declare an encoding in the place of the language.
    let read = |tag: &String| Language::parse(tag.split(',').next()?).filter(|tag| tag.primary() != "utf");
    facts.all(&sources).iter().find_map(read)
}

/// The canonical URL, where it is absolute; a page saved under another site's address declares its own in it.
fn url(facts: &Facts, address: Option<&WebUrl>, base: Option<&WebUrl>) -> Option<WebUrl> {
    let declared = facts.all(&["rel:canonical", "og:url", "ld:url", "saved:url"]);
    let read = |text: &String| match base {
        Some(base) => base.join(text).ok(),
        None => WebUrl::parse(text).ok(),
    };
    let found = declared.iter().find_map(read).or_else(|| address.cloned());
    found.map(|url| url.canonical())
}

/// The recordings in the page's metadata for sharing; a player on the page is none.
fn media(facts: &Facts, base: Option<&WebUrl>) -> Vec<Enclosure> {
    let mut media: Vec<Enclosure> = Vec::new();
    for kind in ["audio", "video"] {
        let names = ["", ":secure_url", ":url"].map(|part| format!("og:{kind}{part}"));
        let names = names.iter().map(String::as_str).collect::<Vec<_>>();
        let declared = facts.first(&[&format!("og:{kind}:type")]);
        let addresses = facts.all(&names).into_iter();
        let found = addresses.filter_map(|address| super::dom::resolve(&address, base));
        let found = found.map(|url| Enclosure { kind: declared.clone(), ..Enclosure::at(url) });
        let found = found.filter(|file| file.is_audio() || file.is_video()).take(1);
        media.extend(found);
    }
    media
}
