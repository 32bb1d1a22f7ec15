//! JSON-LD of schema.org: what a page tells machines about its article.

use serde_json::{Map, Value};

use super::facts::Facts;

/// Types that are articles; `NewsArticle`, `BlogPosting` and their kin end in one of these.
const ARTICLES: &[&str] = &["Article", "Posting", "Review", "Report", "Recipe", "WebPage"];

/// Objects within objects that are looked into.
const DEEPEST: u8 = 6;

/// Adds the facts of one script element.
pub fn read(text: &str, facts: &mut Facts) {
    let text = text.trim().trim_start_matches("<!--").trim_end_matches("-->").trim();
    let text = text
        .trim_start_matches("//<![CDATA[")
        .trim_start_matches("<![CDATA[")
        .trim_end_matches("]]>")
        .trim_end_matches("//");
    // Line breaks within strings are common and harmless.
    let parsed = serde_json::from_str(text)
        .or_else(|_odd| serde_json::from_str(&text.replace(['\n', '\r', '\t'], " ")));
    if let Ok(value) = parsed {
        walk(&value, DEEPEST, facts);
    }
}

fn walk(value: &Value, depth: u8, facts: &mut Facts) {
    let Some(depth) = depth.checked_sub(1) else { return };
    match value {
        Value::Array(items) => items.iter().for_each(|item| walk(item, depth, facts)),
        Value::Object(pairs) if is_article(pairs) => article(pairs, facts),
        Value::Object(pairs) => {
            for name in ["@graph", "mainEntity", "mainEntityOfPage", "itemListElement"] {
                pairs.get(name).iter().for_each(|inner| walk(inner, depth, facts));
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

fn article(pairs: &Map<String, Value>, facts: &mut Facts) {
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
    for name in ["author", "publisher"] {
        add(pairs, name, facts);
    }
    if !pairs.contains_key("author") {
        pairs
            .get("creator")
            .map(texts)
            .unwrap_or_default()
            .iter()
            .for_each(|name| facts.add("ld:author", name));
    }
    pairs.get("image").map(addresses).unwrap_or_default().iter().for_each(|url| facts.add("ld:image", url));
}

fn add(pairs: &Map<String, Value>, name: &str, facts: &mut Facts) {
    for words in pairs.get(name).map(texts).unwrap_or_default() {
        facts.add(&format!("ld:{name}"), &decoded(&words));
    }
}

/// Some pages escape their JSON as if it were markup.
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
