//! The fields of an article, under the names that newsprint and other tools use.

use std::mem;

use crate::domain::{Article, ArticleId, Author, Body, Language, LeadImage, Prose, WebUrl};
use crate::extract::{self, byline, words};
use crate::import::document::ImportedArticle;
use crate::import::fullest::{self, EntryText};
use crate::import::markup;

use super::loose::{JsonValue, Pair, take};
use super::values::{address, moment, prose, url, words_of};
use super::{body, links, marks, media, names, pictures};

/// Reads an article from an object.
pub fn article(value: JsonValue<'_>) -> Result<ImportedArticle, String> {
    let JsonValue::Map(mut pairs) = value else { return Err("not a JSON object".to_owned()) };
    let is_ours = pairs.iter().any(|(name, _)| name == "headline");
    let pairs = pairs.as_mut_slice();
    let marks = marks::take_marks(pairs, is_ours);
    let kept = pictures::take_out(pairs);
    let headline = prose(pairs, names::HEADLINE);
    // Titles of other tools may be markup; a headline of newsprint is literal.
    let headline =
        if is_ours { headline } else { headline.map(|title| Prose::trimmed(&markup::plain(title.as_str()))) };
    let url = url(pairs, names::ADDRESS).or_else(|| source_address(pairs));
    let mut texts = body::read(pairs, url.as_ref());
    let first_words = |texts: &[EntryText]| texts.iter().find_map(|text| words::first_words(&text.body));
    let named = headline.or_else(|| first_words(&texts));
    let address = url.as_ref().filter(|_| !marks.is_empty()).and_then(|url| Prose::non_empty(url.as_str()));
    let Some(headline) = named.or(address) else {
        return Err("neither headline nor text".to_owned());
    };
    let language = words_of(pairs, names::LANGUAGE).and_then(|tag| Language::parse(&tag));
    let mut article = Article {
        guid: guid(pairs, is_ours),
        standfirst: standfirst(pairs),
        byline: byline(pairs),
        publication: prose(pairs, names::PUBLICATION),
        section: prose(pairs, names::SECTION),
        topics: topics(pairs),
        published: moment(pairs, names::PUBLISHED, language.as_ref()),
        updated: moment(pairs, names::UPDATED, language.as_ref()),
        fetched: moment(pairs, names::FETCHED, None),
        lead_image: lead_image(pairs, url.as_ref()),
        media: media::media(pairs, url.as_ref()),
        comments: media::comments(pairs, url.as_ref()),
        related: links::groups(pairs, url.as_ref()),
        language,
        body: Body::default(),
        headline,
        url: url.map(|url| url.canonical()),
    };
    let notes = if let [only] = texts.as_mut_slice() {
        article.body = mem::take(&mut only.body);
        mem::take(&mut only.notes)
    } else {
        fullest::settle(texts, &mut article)
    };
    links::mark_self(&mut article);
    let left_out = extract::album::attach_pictures(&mut article, &kept);
    Ok(ImportedArticle { article, marks, notes: [notes, left_out].concat(), ..ImportedArticle::default() })
}

/// The address in the field `source`, where web clippers write it.
fn source_address(pairs: &mut [Pair<'_>]) -> Option<WebUrl> {
    let (_, source) = pairs.iter_mut().find(|(name, _)| name == "source")?;
    let url = WebUrl::parse(source.as_text()?).ok()?;
    *source = JsonValue::Null;
    Some(url)
}

/// The GUID. An `id` counts where nothing else identifies the article, unless newsprint wrote it as the
/// number in its cache.
fn guid(pairs: &mut [Pair<'_>], is_ours: bool) -> Option<Prose> {
    if pairs.iter().any(|(name, value)| name == "guid" && *value != JsonValue::Null) {
        return prose(pairs, &["guid"]);
    }
    let id = prose(pairs, names::GUID)?;
    Some(id).filter(|id| !is_ours || id.as_str().parse::<ArticleId>().is_err())
}

/// The standfirst; descriptions of feeds are often markup.
fn standfirst(pairs: &mut [Pair<'_>]) -> Option<Prose> {
    let text = words_of(pairs, names::STANDFIRST)?;
    if markup::is_markup(&text) {
        Prose::non_empty(&crate::extract::plain_words(&text))
    } else {
        Prose::non_empty(&text)
    }
}

fn byline(pairs: &mut [Pair<'_>]) -> Vec<Author> {
    match take(pairs, names::BYLINE) {
        None => Vec::new(),
        Some(JsonValue::Text(text)) => byline::authors(&markup::plain(without_brackets(&text))),
        Some(value) => value.into_list().into_iter().filter_map(author).collect(),
    }
}

fn author(value: JsonValue<'_>) -> Option<Author> {
    let bio = |pairs: &mut [Pair<'_>]| prose(pairs, names::AUTHOR_BIOGRAPHY);
    match value {
        JsonValue::Map(mut pairs) => {
            let bio = bio(&mut pairs);
            let name = words_of(&mut pairs, names::AUTHOR_NAME)?;
            Some(Author { name: Prose::non_empty(&markup::plain(&name))?, bio })
        }
        other => {
            let name = other.into_words()?;
            Some(Author { name: Prose::non_empty(&markup::plain(without_brackets(&name)))?, bio: None })
        }
    }
}

/// A name without the brackets of a link to a note: "[[Ana Ruiz]]".
fn without_brackets(name: &str) -> &str {
    let name = name.trim();
    name.strip_prefix("[[").and_then(|name| name.strip_suffix("]]")).unwrap_or(name)
}

fn topics(pairs: &mut [Pair<'_>]) -> Vec<Prose> {
    match take(pairs, names::TOPICS) {
        None => Vec::new(),
        Some(JsonValue::Text(text)) => text.split([',', ';']).filter_map(Prose::non_empty).collect(),
        Some(value) => {
            value.into_list().into_iter().filter_map(|topic| Prose::non_empty(&topic.into_words()?)).collect()
        }
    }
}

fn lead_image(pairs: &mut [Pair<'_>], base: Option<&WebUrl>) -> Option<LeadImage> {
    let image = match take(pairs, names::LEAD_IMAGE)? {
        JsonValue::List(images) => images.into_iter().next()?,
        image => image,
    };
    let figure = match image {
        JsonValue::Map(pairs) => body::figure(pairs, base),
        written if written.as_text().is_some_and(|text| text.trim().is_empty()) => LeadImage::default(),
        written => LeadImage { url: address(&written.into_words()?, base), ..LeadImage::default() },
    };
    Some(figure).filter(|figure| *figure != LeadImage::default())
}
