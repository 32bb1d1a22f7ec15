//! JSON-LD of schema.org: the page's data about its article.

use serde_json::{Map, Value};

use super::facts::Facts;

/// Types of articles; `NewsArticle`, `BlogPosting` and similar ones end in one of these.
const ARTICLES: &[&str] = &["Article", "Posting", "Review", "Report", "Recipe", "WebPage"];

/// The deepest nesting of objects that is read.
const DEEPEST: u8 = 6;

/// Adds the facts of a script element.
pub fn read(text: &str, facts: &mut Facts) {
    if let Some(value) = parsed(text) {
        walk(&value, &value, DEEPEST, facts);
    }
}

fn parsed(text: &str) -> Option<Value> {
    let text = text.trim().trim_start_matches("<!--").trim_end_matches("-->").trim();
    let text = text
        .trim_start_matches("//<![CDATA[")
        .trim_start_matches("<![CDATA[")
        .trim_end_matches("]]>")
        .trim_end_matches("//")
        .trim();
    // Line breaks within strings are common and harmless.
    let parsed: Result<Value, _> = serde_json::from_str(text)
        .or_else(|_odd| serde_json::from_str(&text.replace(['\n', '\r', '\t'], " ")))
        .or_else(|_odd| serde_json::from_str(&without_stray_commas(text)));
    parsed.ok()
}

/// The text of an article in a script element, where it has one.
pub fn json_ld_text(text: &str) -> Option<String> {
    text_in(&parsed(text)?, DEEPEST)
}

fn text_in(value: &Value, depth: u8) -> Option<String> {
    let depth = depth.checked_sub(1)?;
    match value {
        Value::Array(items) => items.iter().find_map(|item| text_in(item, depth)),
        Value::Object(pairs) => match pairs.get("articleBody") {
            Some(Value::String(text)) => Some(decoded(text)),
            _ => pairs.values().find_map(|inner| text_in(inner, depth)),
        },
        _ => None,
    }
}

/// The data without commas at the ends of lists, as templates write them.
fn without_stray_commas(text: &str) -> String {
    let mut mended = String::with_capacity(text.len());
    let (mut is_within, mut is_escaped) = (false, false);
    for letter in text.chars() {
        if matches!(letter, '}' | ']') && !is_within {
            let end = mended.trim_end().strip_suffix(',').map(str::len);
            mended.truncate(end.unwrap_or(mended.len()));
        }
        if letter == '"' && !is_escaped {
            is_within = !is_within;
        }
        is_escaped = letter == '\\' && is_within && !is_escaped;
        mended.push(if letter.is_control() { ' ' } else { letter });
    }
    mended
}

fn walk(value: &Value, all: &Value, depth: u8, facts: &mut Facts) {
    let Some(depth) = depth.checked_sub(1) else { return };
    match value {
        Value::Array(items) => items.iter().for_each(|item| walk(item, all, depth, facts)),
        Value::Object(pairs) if is_article(pairs) => article(pairs, all, facts),
        Value::Object(pairs) => {
            for name in ["@graph", "mainEntity", "mainEntityOfPage", "itemListElement"] {
                pairs.get(name).iter().for_each(|inner| walk(inner, all, depth, facts));
            }
        }
        _ => {}
    }
}

fn is_article(pairs: &Map<String, Value>) -> bool {
    let kinds = pairs.get("@type").map(texts).unwrap_or_default();
    let is_page = kinds.iter().any(|kind| kind.ends_with("WebPage"));
    kinds.iter().any(|kind| ARTICLES.iter().any(|known| kind.ends_with(known)))
        && (!is_page || pairs.contains_key("headline"))
}

fn article(pairs: &Map<String, Value>, all: &Value, facts: &mut Facts) {
    let simple = [
        "headline",
        "description",
        "datePublished",
        "dateModified",
        "dateCreated",
        "articleSection",
        "keywords",
        "inLanguage",
        "url",
    ];
    for name in simple {
        add(pairs, name, facts);
    }
    if !pairs.contains_key("headline") {
        pairs
            .get("name")
            .map(texts)
            .unwrap_or_default()
            .iter()
            .for_each(|name| facts.add("ld:headline", name));
    }
    add(pairs, "publisher", facts);
    let authors = pairs.get("author").or_else(|| pairs.get("creator"));
    if let Some(authors) = authors {
        people(authors, all, facts);
    }
    pairs.get("image").map(addresses).unwrap_or_default().iter().for_each(|url| facts.add("ld:image", url));
}

/// Adds the authors; organisations without any person beside them are kept apart. A reference is resolved to
/// its description elsewhere in the data.
fn people(authors: &Value, all: &Value, facts: &mut Facts) {
    let mut found = Vec::new();
    collect_people(authors, all, &mut found);
    let is_person = found.iter().any(|(_, is_person)| *is_person);
    let source = if is_person { "ld:author" } else { "ld:organisation" };
    for (name, _) in &found {
        facts.add(source, &decoded(name));
    }
}

/// Collects names, each with whether it is a person's, as far as the data tell.
fn collect_people(authors: &Value, all: &Value, found: &mut Vec<(String, bool)>) {
    match authors {
        Value::Array(authors) => authors.iter().for_each(|author| collect_people(author, all, found)),
        Value::Object(pairs) => {
            let described = (!is_named(pairs)).then(|| referred(pairs.get("@id")?, all, DEEPEST)).flatten();
            let pairs = described.unwrap_or(pairs);
            let kinds = pairs.get("@type").map(texts).unwrap_or_default();
            let is_person = kinds.is_empty() || kinds.iter().any(|kind| kind.ends_with("Person"));
            found.extend(names(pairs).into_iter().map(|name| (name, is_person)));
        }
        author => found.extend(texts(author).into_iter().map(|name| (name, true))),
    }
}

fn is_named(pairs: &Map<String, Value>) -> bool {
    pairs.contains_key("name") || pairs.contains_key("familyName")
}

/// The names of an author, whole or from their parts.
fn names(pairs: &Map<String, Value>) -> Vec<String> {
    let part = |name: &str| pairs.get(name).map(texts).unwrap_or_default().concat();
    match pairs.get("name").map(texts).unwrap_or_default() {
        whole if !whole.is_empty() => whole,
        _ => vec![format!("{} {}", part("givenName"), part("familyName"))],
    }
}

/// The object that an identifier refers to, and that has a name.
fn referred<'data>(id: &Value, all: &'data Value, depth: u8) -> Option<&'data Map<String, Value>> {
    let depth = depth.checked_sub(1)?;
    match all {
        Value::Array(items) => items.iter().find_map(|item| referred(id, item, depth)),
        Value::Object(pairs) if pairs.get("@id") == Some(id) && is_named(pairs) => Some(pairs),
        Value::Object(pairs) => pairs.values().find_map(|inner| referred(id, inner, depth)),
        _ => None,
    }
}

fn add(pairs: &Map<String, Value>, name: &str, facts: &mut Facts) {
    for words in pairs.get(name).map(texts).unwrap_or_default() {
        facts.add(&format!("ld:{name}"), &decoded(&words));
    }
}

/// Words with their markup escapes decoded, as some pages write in JSON.
fn decoded(words: &str) -> String {
    if words.contains('&') && words.contains(';') || words.contains("</") {
        dom_query::Document::fragment(words).text().to_string()
    } else {
        words.to_owned()
    }
}

fn texts(value: &Value) -> Vec<String> {
    match value {
        Value::String(text) => vec![text.clone()],
        Value::Array(items) => items.iter().flat_map(texts).collect(),
        Value::Object(pairs) => pairs.get("name").map(texts).unwrap_or_default(),
        Value::Null | Value::Bool(_) | Value::Number(_) => Vec::new(),
    }
}

fn addresses(value: &Value) -> Vec<String> {
    match value {
        Value::String(text) => vec![text.clone()],
        Value::Array(items) => items.iter().flat_map(addresses).collect(),
        Value::Object(pairs) => pairs.get("url").map(texts).unwrap_or_default(),
        Value::Null | Value::Bool(_) | Value::Number(_) => Vec::new(),
    }
}
