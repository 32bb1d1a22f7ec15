//! The fields of an article under the names newsprint and others give them.

use crate::domain::{Article, ArticleId, Author, Language, LeadImage, Moment, Prose, WebUrl};
use crate::extract::{self, byline, dates, words};
use crate::import::Found;

use super::loose::{Loose, Pair, take};
use super::{body, links, marks, pictures};

/// Names of the headline.
const HEADLINE: &[&str] = &["headline", "title", "name"];

/// Names that hold the text of an article.
pub const TEXT: &[&str] = &[
    "body",
    "body_html",
    "body_markdown",
    "content_html",
    "content_markdown",
    "content_text",
    "content",
    "html",
    "markdown",
    "text",
    "article_text",
    "articleBody",
    "full_text",
    "fullText",
    "paragraphs",
];

/// Whether a pair of this name makes an object an article.
pub fn is_text_name(name: &str) -> bool {
    TEXT.contains(&name)
}

/// Reads an article out of an object.
pub fn article(value: Loose<'_>) -> Result<Found, String> {
    let Loose::Map(mut pairs) = value else { return Err("not a JSON object".to_owned()) };
    let is_ours = pairs.iter().any(|(name, _)| name == "headline");
    let pairs = pairs.as_mut_slice();
    let marks = marks::take_marks(pairs, is_ours);
    let kept = pictures::take_out(pairs);
    let headline = prose(pairs, HEADLINE);
    let url = url(pairs, &["url", "canonical_url", "permalink", "link", "href", "external_url"]);
    let read = body::read(pairs, url.as_ref());
    let named = headline.or_else(|| words::first_words(&read.body));
    let address = url.as_ref().filter(|_| !marks.is_empty()).and_then(|url| Prose::non_empty(url.as_str()));
    let Some(headline) = named.or(address) else {
        return Err("neither headline nor text".to_owned());
    };
    let language =
        words_of(pairs, &["language", "lang", "locale", "inLanguage"]).and_then(|tag| Language::parse(&tag));
    let mut article = Article {
        guid: guid(pairs, is_ours),
        standfirst: standfirst(pairs),
        byline: byline(pairs),
        publication: prose(
            pairs,
            &[
                "publication",
                "site",
                "site_name",
                "siteName",
                "publisher",
                "source",
                "paper",
                "newspaper",
                "feed_title",
                "feed",
                "domain_name",
            ],
        ),
        section: prose(pairs, &["section", "articleSection", "category", "desk"]),
        topics: topics(pairs),
        published: moment(
            pairs,
            &[
                "published",
                "published_at",
                "publishedAt",
                "date_published",
                "datePublished",
                "publication_date",
                "pubDate",
                "pubdate",
                "pub_date",
                "published_date",
                "publish_date",
                "date",
                "created_at",
                "created",
                "timestamp",
            ],
            language.as_ref(),
        ),
        updated: moment(
            pairs,
            &[
                "updated",
                "updated_at",
                "updatedAt",
                "date_modified",
                "dateModified",
                "modified",
                "modified_at",
                "last_modified",
                "lastmod",
            ],
            language.as_ref(),
        ),
        lead_image: lead_image(pairs, url.as_ref()),
        related: links::groups(pairs, url.as_ref()),
        language,
        body: read.body,
        headline,
        url: url.map(|url| url.canonical()),
    };
    links::mark_self(&mut article);
    let left_out = extract::album::give(&mut article, &kept);
    Ok(Found { article, marks, notes: [read.notes, left_out].concat() })
}

/// The words under the first of the names that has any; markup in them is removed.
fn prose(pairs: &mut [Pair<'_>], names: &[&str]) -> Option<Prose> {
    names.iter().find_map(|name| Prose::non_empty(&words_of(pairs, &[name])?))
}

fn words_of<'json>(pairs: &mut [Pair<'json>], names: &[&str]) -> Option<std::borrow::Cow<'json, str>> {
    take(pairs, names)?.into_words()
}

fn url(pairs: &mut [Pair<'_>], names: &[&str]) -> Option<WebUrl> {
    names.iter().find_map(|name| WebUrl::parse(&words_of(pairs, &[name])?).ok())
}

/// An `id` is the source's identity where nothing else claims to be; the number a cache gave an
/// article that newsprint wrote out is not.
fn guid(pairs: &mut [Pair<'_>], is_ours: bool) -> Option<Prose> {
    if pairs.iter().any(|(name, value)| name == "guid" && *value != Loose::Null) {
        return prose(pairs, &["guid"]);
    }
    let id = prose(pairs, &["id", "_id", "uuid"])?;
    Some(id).filter(|id| !is_ours || id.as_str().parse::<ArticleId>().is_err())
}

/// Descriptions of feeds are often markup.
fn standfirst(pairs: &mut [Pair<'_>]) -> Option<Prose> {
    let text =
        words_of(pairs, &["standfirst", "summary", "subtitle", "dek", "excerpt", "description", "abstract"])?;
    if body::is_markup(&text) {
        Prose::non_empty(&crate::extract::plain_words(&text))
    } else {
        Prose::non_empty(&text)
    }
}

fn byline(pairs: &mut [Pair<'_>]) -> Vec<Author> {
    match take(pairs, &["byline", "authors", "author", "by", "creator", "dc:creator", "published_by"]) {
        None => Vec::new(),
        Some(Loose::Text(text)) => byline::authors(&text),
        Some(value) => value.into_list().into_iter().filter_map(author).collect(),
    }
}

fn author(value: Loose<'_>) -> Option<Author> {
    let bio = |pairs: &mut [Pair<'_>]| prose(pairs, &["bio", "biography", "description", "about"]);
    match value {
        Loose::Map(mut pairs) => {
            let bio = bio(&mut pairs);
            Some(Author { name: prose(&mut pairs, &["name", "full_name", "display_name", "title"])?, bio })
        }
        other => Some(Author { name: Prose::non_empty(&other.into_words()?)?, bio: None }),
    }
}

fn topics(pairs: &mut [Pair<'_>]) -> Vec<Prose> {
    match take(pairs, &["topics", "tags", "keywords", "categories", "labels"]) {
        None => Vec::new(),
        Some(Loose::Text(text)) => text.split([',', ';']).filter_map(Prose::non_empty).collect(),
        Some(value) => {
            value.into_list().into_iter().filter_map(|topic| Prose::non_empty(&topic.into_words()?)).collect()
        }
    }
}

pub fn moment(pairs: &mut [Pair<'_>], names: &[&str], language: Option<&Language>) -> Option<Moment> {
    names.iter().find_map(|name| match take(pairs, &[name])? {
        Loose::Number(number) => dates::from_epoch(number.as_f64()?),
        value => {
            let text = value.into_words()?;
            text.parse().ok().or_else(|| dates::moment(&text, language))
        }
    })
}

fn lead_image(pairs: &mut [Pair<'_>], base: Option<&WebUrl>) -> Option<LeadImage> {
    let image = match take(
        pairs,
        &["lead_image", "image", "image_url", "imageUrl", "top_image", "thumbnail", "banner_image"],
    )? {
        Loose::List(images) => images.into_iter().next()?,
        image => image,
    };
    let figure = match image {
        Loose::Map(pairs) => body::figure(pairs, base),
        address => LeadImage { url: body::address(&address.into_words()?, base), ..LeadImage::default() },
    };
    Some(figure).filter(|figure| *figure != LeadImage::default())
}
