//! Reads an entry of an XML feed as an article.

use crate::domain::{Article, Body, Language, Moment, Prose, WebUrl};
use crate::extract;
use crate::extract::dates;
use crate::import::document::ImportedArticle;
use crate::import::fullest::{self, EntryText};

use super::context::Context;
use super::element::Element;
use super::head::{self, Head};
use super::{content, form, links, media, people};

/// The names of elements with the whole text, the surest first.
const TEXT: &[&str] = &[
    "content:encoded",
    "content",
    "xhtml:body",
    "body",
    "fulltext",
    "full-text",
    "yandex:full-text",
    "turbo:content",
    "encoded",
    "source:markdown",
];

/// The names of elements that may hold a summary or the whole text.
const DESCRIPTION: &[&str] = &[
    "description",
    "summary",
    "itunes:summary",
    "dc:description",
    "dcterms:abstract",
    "googleplay:description",
    "itunes:subtitle",
];

/// The names of elements with the date of publication, the surest first.
const PUBLISHED: &[&str] = &[
    "pubdate",
    "published",
    "issued",
    "dc:date",
    "dcterms:issued",
    "created",
    "dcterms:created",
    "prism:publicationdate",
    "prism:coverdate",
    "date",
];

/// A language with the order of day and month that the dates of the entries show.
pub fn date_order(entries: &[(&Element, Context)]) -> Option<Language> {
    let dates = |(entry, _): &(&Element, Context)| entry.first(PUBLISHED).map(Element::text);
    let dates: Vec<String> = entries.iter().filter_map(dates).collect();
    dates::order_shown(dates.iter().map(String::as_str))
}

/// Reads an entry.
pub fn read(entry: &Element, context: &Context, head: &Head) -> ImportedArticle {
    let url = url(entry, context);
    let comments = media::comments(entry, context);
    let mut article = Article {
        guid: guid(entry),
        headline: headline(entry).unwrap_or_default(),
        byline: Some(people::of(entry))
            .filter(|found| !found.is_empty())
            .unwrap_or_else(|| inherited(entry, head)),
        publication: source_title(entry).or_else(|| head.title.clone()),
        topics: topics(entry),
        published: moment(entry, context, head, PUBLISHED),
        updated: moment(entry, context, head, &["updated", "modified", "dcterms:modified", "lastbuilddate"]),
        language: language(entry).or_else(|| context.language.clone()),
        lead_image: media::lead_image(entry, context, has_text(entry)),
        media: media::of(entry, context, url.as_ref()),
        related: links::of(entry, context, url.as_ref(), comments.as_ref()),
        comments,
        url,
        ..Article::default()
    };
    let notes = fill(&mut article, entry, context);
    form::settle(&mut article);
    article.body.0.extend(media::recordings(&article.media, article.url.as_ref()));
    article.body.0.extend(media::elsewhere(entry));
    article.url = article.url.map(|url| url.canonical());
    ImportedArticle { article, notes, ..ImportedArticle::default() }
}

fn language(entry: &Element) -> Option<Language> {
    Language::parse(&entry.first(&["dc:language", "language"])?.text())
}

fn headline(entry: &Element) -> Option<Prose> {
    let title = entry.first(&["title", "media:title", "dc:title", "itunes:title"])?;
    content::words(title, is_atom(entry))
}

/// Whether the entry is one of Atom (`entry`), not of RSS (`item`).
fn is_atom(entry: &Element) -> bool {
    entry.name == "entry"
}

/// Whether the entry has a text besides the descriptions of its media.
fn has_text(entry: &Element) -> bool {
    entry.first(TEXT).or_else(|| entry.first(DESCRIPTION)).is_some()
}

/// Sets body and standfirst; returns sentences about what was cut.
fn fill(article: &mut Article, entry: &Element, context: &Context) -> Vec<String> {
    let mut texts: Vec<EntryText> = Vec::new();
    let described = || media::described(entry).find_map(|one| one.first(&["media:description"]));
    let whole = TEXT.iter().flat_map(|name| entry.all(name)).map(|text| (text, false));
    let summaries = DESCRIPTION.iter().flat_map(|name| entry.all(name)).map(|text| (text, true));
    let held = whole.chain(summaries).filter(|(text, _)| text.attribute("src").is_none());
    for (element, is_summary) in held {
        texts.extend(EntryText::of(element, is_summary, article, context));
    }
    if texts.is_empty() {
        texts.extend(described().and_then(|element| EntryText::of(element, true, article, context)));
    }
    fullest::settle(texts, article)
}

impl EntryText {
    fn of(element: &Element, is_summary: bool, article: &Article, context: &Context) -> Option<Self> {
        let (body, notes) = blocks(element, article, context);
        let says_summary = element.name == "summary";
        (!body.blocks().is_empty()).then_some(Self { body, notes, is_summary, says_summary })
    }
}

fn blocks(element: &Element, article: &Article, context: &Context) -> (Body, Vec<String>) {
    let inner = context.within(element);
    let base = inner.declared_base.as_ref().or(article.url.as_ref()).or(inner.site.as_ref());
    extract::extract_fragment(&content::markup(element), base)
}

/// The address of the entry: a link, or a GUID unless that is declared to be no permalink.
fn url(entry: &Element, context: &Context) -> Option<WebUrl> {
    let is_own = |link: &&Element| link.attribute("xml:base").is_some();
    let context = entry.all("link").find(is_own).map_or_else(|| context.clone(), |link| context.within(link));
    // A feed proxy links to itself, and gives the original address separately.
    let original = entry.first(&["feedburner:origlink"]).and_then(|link| WebUrl::parse(&link.text()).ok());
    let link = || head::link(entry).and_then(|address| context.resolve(&address));
    original
        .or_else(link)
        .or_else(|| {
            entry
                .all("guid")
                .filter(|guid| is_permalink(guid))
                .find_map(|guid| permalink(&guid.text(), &context))
        })
        .or_else(|| WebUrl::parse(entry.attribute("rdf:about")?).ok())
        .or_else(|| context.resolve(entry.all("content").find_map(|content| content.attribute("src"))?))
        .or_else(|| WebUrl::parse(&entry.first(&["id"])?.text()).ok())
}

/// The address of a GUID; only one from the root of the site may be relative.
fn permalink(guid: &str, context: &Context) -> Option<WebUrl> {
    let guid = guid.trim();
    if guid.starts_with('/') { context.resolve(guid) } else { WebUrl::parse(guid).ok() }
}

fn is_permalink(guid: &Element) -> bool {
    !guid.attribute("ispermalink").is_some_and(|value| value.eq_ignore_ascii_case("false"))
}

fn guid(entry: &Element) -> Option<Prose> {
    let written =
        entry.first(&["guid", "id", "dc:identifier"]).filter(|guid| !guid.is_cut).map(Element::text);
    Prose::non_empty(&written?).or_else(|| Prose::non_empty(entry.attribute("rdf:about")?))
}

/// The title of the feed that the entry was taken from.
fn source_title(entry: &Element) -> Option<Prose> {
    let source = entry.all("source").next()?;
    source.first(&["title"]).and_then(|title| content::words(title, is_atom(entry)))
}

fn inherited(entry: &Element, head: &Head) -> Vec<crate::domain::Author> {
    let source = entry.all("source").next().map(people::of_atom).unwrap_or_default();
    if source.is_empty() { head.authors.clone() } else { source }
}

fn topics(entry: &Element) -> Vec<Prose> {
    let mut topics: Vec<Prose> = Vec::new();
    for category in entry.all("category").chain(entry.all("dc:subject")) {
        let label = category.attribute("label").or_else(|| category.attribute("term"));
        let topic = label.and_then(Prose::non_empty).or_else(|| content::words(category, false));
        topics.extend(topic.filter(|topic| !topics.contains(topic)));
    }
    topics
}

fn moment(entry: &Element, context: &Context, head: &Head, names: &[&str]) -> Option<Moment> {
    let language = head.date_order.as_ref().or(context.language.as_ref());
    names.iter().flat_map(|name| entry.all(name)).find_map(|date| dates::field(&date.text(), language))
}
