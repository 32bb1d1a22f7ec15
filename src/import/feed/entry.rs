//! One entry of an XML feed becomes an article.

use crate::domain::{Article, Body, Moment, Prose, WebUrl};
use crate::extract;
use crate::extract::dates;
use crate::extract::words::count;
use crate::import::document::Found;

use super::context::Context;
use super::element::Element;
use super::head::{self, Head};
use super::{content, media, people};

/// Names of the whole text, the surest first.
const TEXT: &[&str] = &["content:encoded", "content", "xhtml:body", "body", "fulltext", "encoded"];

/// Names of what may be a summary or all there is.
const DESCRIPTION: &[&str] =
    &["description", "summary", "itunes:summary", "dc:description", "dcterms:abstract"];

/// A description of as many words that does not end in dots is the text itself, as RSS 2.0 allows.
const WORDS_OF_A_TEXT: usize = 150;

/// A longer summary beside the text is no standfirst.
const LONGEST_STANDFIRST: usize = 90;

/// Reads an entry.
pub fn read(entry: &Element, context: &Context, head: &Head) -> Found {
    let url = url(entry, context);
    let mut article = Article {
        guid: guid(entry),
        headline: entry
            .first(&["title", "media:title", "dc:title"])
            .and_then(content::words)
            .unwrap_or_default(),
        byline: Some(people::of(entry))
            .filter(|found| !found.is_empty())
            .unwrap_or_else(|| inherited(entry, head)),
        publication: source_title(entry).or_else(|| head.title.clone()),
        topics: topics(entry),
        published: moment(
            entry,
            context,
            &[
                "pubdate",
                "published",
                "issued",
                "dc:date",
                "dcterms:issued",
                "created",
                "dcterms:created",
                "date",
            ],
        ),
        updated: moment(entry, context, &["updated", "modified", "dcterms:modified", "lastbuilddate"]),
        language: context.language.clone(),
        lead_image: media::lead_image(entry, context),
        url,
        ..Article::default()
    };
    let notes = fill(&mut article, entry, context);
    article.body.0.extend(media::recordings(entry, context));
    article.url = article.url.map(|url| url.canonical());
    Found { article, notes, ..Found::default() }
}

/// Sets body and standfirst, and tells what was cut.
fn fill(article: &mut Article, entry: &Element, context: &Context) -> Vec<String> {
    let text = entry.first(TEXT).filter(|text| text.attribute("src").is_none());
    let media = || entry.all("media:group").chain([entry]).find_map(|one| one.first(&["media:description"]));
    let description = entry.first(DESCRIPTION).or_else(media);
    if let Some((text, (body, notes))) = text.map(|text| (text, blocks(text, article, context)))
        && !body.blocks().is_empty()
    {
        article.body = body;
        let summary = description.filter(|summary| !std::ptr::eq(*summary, text)).and_then(content::words);
        article.standfirst = summary.filter(|summary| is_standfirst(summary, &article.body));
        return notes;
    }
    let Some(description) = description else { return Vec::new() };
    let (body, mut notes) = blocks(description, article, context);
    if !body.blocks().is_empty() && (description.name == "summary" || is_summary(&body)) {
        notes.push(SUMMARY_ONLY.to_owned());
    }
    article.body = body;
    notes
}

/// What is said of an entry whose text is not in the feed.
pub const SUMMARY_ONLY: &str = "the feed holds only a summary of this entry";

/// Whether a text of unknown kind is a summary.
pub fn is_summary(body: &Body) -> bool {
    let text = body.to_plain();
    let text = text.trim_end_matches([']', ')', '»', ' ']);
    body.word_count() < WORDS_OF_A_TEXT || text.ends_with('…') || text.ends_with("...")
}

/// Whether a summary says more than the first words of the text.
pub fn is_standfirst(summary: &Prose, body: &Body) -> bool {
    let words = |text: &str| text.split_whitespace().take(12).collect::<Vec<_>>().join(" ");
    let start = words(summary.as_str().trim_end_matches(['…', '.', ']', '[', ' ']));
    count(summary.as_str()) <= LONGEST_STANDFIRST && !words(&body.to_plain()).starts_with(&start)
}

fn blocks(element: &Element, article: &Article, context: &Context) -> (Body, Vec<String>) {
    let inner = context.within(element);
    let base = inner.declared_base.as_ref().or(article.url.as_ref()).or(inner.site.as_ref());
    extract::fragment(&content::markup(element), base)
}

/// Where the entry is read; a GUID is an address too, unless it says that it is none.
fn url(entry: &Element, context: &Context) -> Option<WebUrl> {
    let is_own = |link: &&Element| link.attribute("xml:base").is_some();
    let context = entry.all("link").find(is_own).map_or_else(|| context.clone(), |link| context.within(link));
    let link = head::link(entry).and_then(|address| context.resolve(&address));
    link.or_else(|| {
        entry.all("guid").filter(|guid| is_permalink(guid)).find_map(|guid| WebUrl::parse(&guid.text()).ok())
    })
    .or_else(|| WebUrl::parse(entry.attribute("rdf:about")?).ok())
    .or_else(|| context.resolve(entry.all("content").find_map(|content| content.attribute("src"))?))
    .or_else(|| WebUrl::parse(&entry.first(&["feedburner:origlink", "id"])?.text()).ok())
}

fn is_permalink(guid: &Element) -> bool {
    !guid.attribute("ispermalink").is_some_and(|value| value.eq_ignore_ascii_case("false"))
}

fn guid(entry: &Element) -> Option<Prose> {
    let written = entry.first(&["guid", "id", "dc:identifier"]).map(Element::text);
    Prose::non_empty(&written?).or_else(|| Prose::non_empty(entry.attribute("rdf:about")?))
}

/// An entry taken over from another feed names that feed.
fn source_title(entry: &Element) -> Option<Prose> {
    let source = entry.all("source").next()?;
    source.first(&["title"]).and_then(content::words)
}

fn inherited(entry: &Element, head: &Head) -> Vec<crate::domain::Author> {
    let source = entry.all("source").next().map(people::of_atom).unwrap_or_default();
    if source.is_empty() { head.authors.clone() } else { source }
}

fn topics(entry: &Element) -> Vec<Prose> {
    let mut topics: Vec<Prose> = Vec::new();
    for category in entry.all("category").chain(entry.all("dc:subject")) {
        let label = category.attribute("label").or_else(|| category.attribute("term"));
        let topic = label.and_then(Prose::non_empty).or_else(|| content::words(category));
        topics.extend(topic.filter(|topic| !topics.contains(topic)));
    }
    topics
}

fn moment(entry: &Element, context: &Context, names: &[&str]) -> Option<Moment> {
    names
        .iter()
        .flat_map(|name| entry.all(name))
        .find_map(|date| dates::moment(&date.text(), context.language.as_ref()))
}
