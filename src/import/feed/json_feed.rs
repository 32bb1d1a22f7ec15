//! JSON Feed 1.0 and 1.1, and near variants: every item becomes an article.

use serde_json::{Map, Value};

use crate::domain::{Article, Author, Enclosure, Figure, Language, Moment, Prose, WebUrl, parse_tags};
use crate::extract::dates;
use crate::import::document::{ImportError, ImportedArticle};
use crate::import::fullest::{self, EntryText};
use crate::import::json_repair;
use crate::import::markup::{self, plain};
use crate::import::text_lines;

use super::people::without_address;
use super::{Feed, guarded_entry, identity, links, media};

type Object = Map<String, Value>;

/// Whether an object is a feed, by its start: by its version, or by a name that only feeds have.
pub fn is_json_feed(start: &str) -> bool {
    let has = |name: &str| start.contains(name);
    has("//jsonfeed.org/version")
        || has("\"items\"")
            && (has("\"home_page_url\"") || has("\"feed_url\"") || has("\"version\"") && has("\"content_"))
}

/// Reads a feed; one that breaks off gives its complete items.
pub fn read(text: &str) -> Result<Feed, ImportError> {
    // JSON forbids control characters in strings; elsewhere they are white space.
    let text = text.replace(|character: char| character.is_ascii_control(), " ");
    let mended = || serde_json::from_str(&json_repair::mended(&text)?).ok();
    let (value, cut) = match serde_json::from_str(&text).or_else(|reason| mended().ok_or(reason)) {
        Ok(value) => (value, None),
        Err(reason) => {
            let salvaged =
                salvaged(&text).ok_or_else(|| ImportError::NoArticle(format!("not JSON: {reason}")))?;
            (salvaged, Some("the feed is cut off in the middle".to_owned()))
        }
    };
    let Value::Object(feed) = value else {
        return Err(ImportError::NoArticle("not a JSON object".to_owned()));
    };
    let items = feed.get("items").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let entries = items.iter().map(|item| match item {
        Value::Object(item) => guarded_entry(|| article(item, &feed)),
        _ => Err("not a JSON object".to_owned()),
    });
    let mut entries = entries.collect();
    let title = words(&feed, &["title"]).as_deref().and_then(Prose::non_empty);
    let site = words(&feed, &["home_page_url"]).and_then(|url| WebUrl::parse(&url).ok());
    let next = words(&feed, &["next_url"]).and_then(|url| WebUrl::parse(&url).ok());
    identity::settle(&mut entries, site.as_ref());
    Ok(Feed { title, site, entries, next, moved: None, ttl: None, cut })
}

/// The feed up to its last complete item.
fn salvaged(text: &str) -> Option<Value> {
    let (mut depth, mut in_string, mut escaped, mut last) = (0_usize, false, false, None);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_string => escaped = true,
            b'"' => in_string = !in_string,
            _ if in_string => {}
            b'{' | b'[' => depth += 1,
            b'}' | b']' => {
                depth = depth.saturating_sub(1);
                // Feed, items: an item ends at depth two.
                if byte == b'}' && depth == 2 {
                    last = Some(at);
                }
            }
            _ => {}
        }
    }
    serde_json::from_str(&format!("{}]}}", text.get(..=last?)?)).ok()
}

fn article(item: &Object, feed: &Object) -> ImportedArticle {
    let site = words(feed, &["home_page_url", "feed_url"]).and_then(|url| WebUrl::parse(&url).ok());
    let resolve = |address: String| match &site {
        Some(site) => site.join(&address).ok(),
        None => WebUrl::parse(&address).ok(),
    };
    let url = words(item, &["url", "external_url"]).and_then(resolve);
    let language = words(item, &["language"]).or_else(|| words(feed, &["language"]));
    let language = language.and_then(|tag| Language::parse(&tag));
    let address = url.clone().or_else(|| site.clone());
    let is_image =
        |file: &&Enclosure| file.kind.as_ref().is_some_and(|kind| kind.as_str().starts_with("image"));
    let media = media_of(item, &resolve);
    let lead_image = words(item, &["image", "banner_image"]).and_then(resolve);
    let lead_image = lead_image.or_else(|| media.iter().find(is_image).map(|file| file.url.clone()));
    let media: Vec<Enclosure> =
        media.into_iter().filter(|file| Some(&file.url) != lead_image.as_ref()).collect();
    let external = words(item, &["external_url"]).and_then(resolve).map(|url| (url, None));
    let related = links::group(external.into_iter(), url.as_ref());
    let date = |names: &[&str]| moment(item, names, language.as_ref());
    let mut article = Article {
        guid: words(item, &["id"]).as_deref().and_then(Prose::non_empty),
        headline: words(item, &["title"]).and_then(|title| markup::words_of_line(&title)).unwrap_or_default(),
        byline: Some(authors(item)).filter(|own| !own.is_empty()).unwrap_or_else(|| authors(feed)),
        publication: words(feed, &["title"]).as_deref().and_then(Prose::non_empty),
        topics: topics(item),
        published: date(&["date_published"]),
        updated: date(&["date_modified"]),
        lead_image: lead_image.map(|url| Figure { url: Some(url), ..Figure::default() }),
        related: related.into_iter().collect(),
        url: url.map(|url| url.canonical()),
        language,
        media,
        ..Article::default()
    };
    let notes = fullest::settle(texts(item, address.as_ref()), &mut article);
    article.body.0.extend(media::recordings(&article.media, article.url.as_ref()));
    ImportedArticle { article, notes, ..ImportedArticle::default() }
}

/// The attachments of an item.
fn media_of(item: &Object, resolve: &impl Fn(String) -> Option<WebUrl>) -> Vec<Enclosure> {
    let attachments = item.get("attachments").and_then(Value::as_array).into_iter().flatten();
    let mut media: Vec<Enclosure> = Vec::new();
    for file in attachments.filter_map(Value::as_object) {
        let Some(url) = words(file, &["url"]).and_then(resolve) else { continue };
        let number =
            |name: &str| words(file, &[name])?.split('.').next()?.parse().ok().filter(|number| *number > 0);
        let file = Enclosure {
            kind: words(file, &["mime_type"]).as_deref().and_then(Prose::non_empty),
            bytes: number("size_in_bytes"),
            seconds: number("duration_in_seconds"),
            title: words(file, &["title"]).as_deref().and_then(Prose::non_empty),
            ..Enclosure::at(url)
        };
        if !media.iter().any(|known| known.url == file.url) {
            media.push(file);
        }
    }
    media
}

/// The texts of an item, the surest first.
fn texts(item: &Object, base: Option<&WebUrl>) -> Vec<EntryText> {
    let markup = [
        (words(item, &["content_html"]).map(|html| markup::without_section(&html)), false),
        (words(item, &["content_text"]).map(|text| text_lines::markup(&text)), false),
        (words(item, &["summary"]).map(|text| as_markup(&text)), true),
    ];
    let told = markup.into_iter().filter_map(|(markup, is_summary)| {
        let (body, notes) = crate::extract::extract_fragment(&markup?, base);
        (!body.blocks().is_empty()).then_some(EntryText { body, notes, is_summary, says_summary: is_summary })
    });
    told.collect()
}

fn as_markup(text: &str) -> String {
    if markup::is_markup(text) { text.to_owned() } else { text_lines::markup(text) }
}

/// The string or number under the first of the names that has any.
fn words(object: &Object, names: &[&str]) -> Option<String> {
    names.iter().find_map(|name| match object.get(*name)? {
        Value::String(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    })
}

fn moment(item: &Object, names: &[&str], language: Option<&Language>) -> Option<Moment> {
    dates::field(&words(item, names)?, language)
}

/// Version 1.0 has one author, version 1.1 a list.
fn authors(object: &Object) -> Vec<Author> {
    let list = object.get("authors").or_else(|| object.get("author"));
    let names = match list {
        Some(Value::Array(people)) => people.iter().filter_map(name).collect(),
        Some(one) => name(one).into_iter().collect::<Vec<_>>(),
        None => Vec::new(),
    };
    names
        .iter()
        .filter_map(|name| Prose::non_empty(&plain(name)))
        .map(|name| Author { name, bio: None })
        .collect()
}

fn name(person: &Value) -> Option<String> {
    match person {
        Value::Object(person) => words(person, &["name"]),
        Value::String(name) => Some(without_address(name)),
        _ => None,
    }
}

fn topics(item: &Object) -> Vec<Prose> {
    match item.get("tags") {
        Some(Value::Array(tags)) => {
            tags.iter().filter_map(Value::as_str).filter_map(Prose::non_empty).collect()
        }
        Some(Value::String(tags)) => parse_tags(tags).into_iter().collect(),
        _ => Vec::new(),
    }
}
