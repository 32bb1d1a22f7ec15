//! The text of an article in JSON: blocks as newsprint writes them, or strings, markup and Markdown.

use serde::Deserialize as _;
use serde_json::{Map, Value};

use crate::domain::{Block, Body, Figure, Picture, Prose, Text, WebUrl};
use crate::extract;
use crate::import::fullest::EntryText;
use crate::import::{markdown, markup};

use super::loose::{JsonValue, Pair, take};
use super::names;
use super::values::{address, prose};

/// Most blocks of a text; the rest is cut. A novel has some thousand.
const BLOCKS: usize = 100_000;

/// Reads every text of an article, the surest first.
pub fn read(pairs: &mut [Pair<'_>], base: Option<&WebUrl>) -> Vec<EntryText> {
    let texts = names::TEXT.iter().filter_map(|name| Some((*name, take(pairs, &[name])?)));
    let bodies = texts.map(|(name, value)| of_value(name, value, base));
    bodies.filter(|read| !read.body.blocks().is_empty()).collect()
}

/// A picture from an object; invalid fields are left out.
pub fn figure(mut pairs: Vec<Pair<'_>>, base: Option<&WebUrl>) -> Figure {
    let url = take(&mut pairs, names::IMAGE_ADDRESS).and_then(JsonValue::into_words);
    let picture = take(&mut pairs, &["picture"]).and_then(JsonValue::into_words);
    let caption = take(&mut pairs, &["caption"]).map(|caption| inline(Value::from(caption)));
    Figure {
        url: url.and_then(|url| address(&url, base)),
        picture: picture.and_then(|name| name.parse().ok()).map(Picture::named),
        alt: prose(&mut pairs, &["alt"]),
        caption: caption.filter(|caption| !caption.is_blank()),
        credit: prose(&mut pairs, names::IMAGE_CREDIT),
    }
}

fn of_value(name: &str, value: JsonValue<'_>, base: Option<&WebUrl>) -> EntryText {
    match value {
        JsonValue::Text(text) if name.contains("markdown") => plain(markdown::body(&text, base)),
        JsonValue::Text(text) if name.contains("html") || is_markup(name, &text) => {
            let (body, notes) = extract::extract_fragment(&markup::without_section(&text), base);
            EntryText { body, notes, is_summary: false, says_summary: false }
        }
        JsonValue::Text(text) => plain(Body(paragraphs(&text))),
        JsonValue::List(items) => {
            let blocks = items.into_iter().flat_map(|item| blocks(item, base));
            plain(Body(blocks.take(BLOCKS + 1).collect()))
        }
        // The objects of Atom and WordPress: {"type": "html", "content": "…"}, {"rendered": "…"}.
        JsonValue::Map(mut pairs) => {
            match take(&mut pairs, &["html", "content", "rendered", "value", "text", "markdown"]) {
                Some(inner @ JsonValue::Text(_)) => of_value("content", inner, base),
                _ => plain(Body::default()),
            }
        }
        JsonValue::Null | JsonValue::Bool(_) | JsonValue::Number(_) => plain(Body::default()),
    }
}

/// Whether a text is markup; one that is named text has elements with an end.
fn is_markup(name: &str, text: &str) -> bool {
    if name.contains("text") { markup::is_closed_markup(text) } else { markup::is_markup(text) }
}

fn plain(Body(mut blocks): Body) -> EntryText {
    let is_cut = blocks.len() > BLOCKS;
    blocks.truncate(BLOCKS);
    let notes = is_cut.then(|| format!("the text was cut after {BLOCKS} blocks"));
    EntryText {
        body: Body(blocks),
        notes: notes.into_iter().collect(),
        is_summary: false,
        says_summary: false,
    }
}

fn blocks(item: JsonValue<'_>, base: Option<&WebUrl>) -> Vec<Block> {
    match item {
        JsonValue::Text(text) if markup::is_markup(&text) => extract::extract_fragment(&text, base).0.0,
        JsonValue::Text(text) => paragraph(&text).into_iter().collect(),
        JsonValue::Map(_) => block(mended(Value::from(item))).into_iter().collect(),
        JsonValue::List(_) | JsonValue::Null | JsonValue::Bool(_) | JsonValue::Number(_) => Vec::new(),
    }
}

/// The paragraphs of a text, parted by blank lines; without any, every line is one.
fn paragraphs(text: &str) -> Vec<Block> {
    let text = text.trim().replace("\r\n", "\n");
    let has_blank_lines = text.lines().any(|line| line.trim().is_empty());
    if !has_blank_lines {
        return text.lines().filter_map(paragraph).take(BLOCKS + 1).collect();
    }
    let mut parts = vec![String::new()];
    for line in text.lines() {
        if parts.len() > BLOCKS {
            break;
        }
        match parts.last_mut() {
            Some(part) if !line.trim().is_empty() => {
                part.push_str(line);
                part.push('\n');
            }
            _ => parts.push(String::new()),
        }
    }
    parts.iter().filter_map(|part| paragraph(part)).collect()
}

fn paragraph(text: &str) -> Option<Block> {
    Some(Text(vec![crate::domain::Inline::Plain(Prose::non_empty(text)?)]))
        .map(|text| Block::Paragraph { text })
}

/// A block in newsprint's form; of another object its words.
fn block(value: Value) -> Option<Block> {
    if let Ok(block) = Block::deserialize(&value) {
        return Some(block);
    }
    let Value::Object(mut pairs) = value else { return None };
    let kind = pairs.get("type").and_then(Value::as_str).unwrap_or_default().to_owned();
    let text =
        ["text", "content", "value", "html"].iter().find_map(|name| pairs.remove(*name)).map(inline)?;
    if text.is_blank() {
        return None;
    }
    Some(match kind.as_str() {
        "heading" | "header" | "subheading" | "h2" | "h3" => Block::Heading { level: 2, text },
        "quote" | "blockquote" | "quotation" => {
            Block::Quotation { blocks: vec![Block::Paragraph { text }], attribution: None }
        }
        _ => Block::Paragraph { text },
    })
}

fn inline(value: Value) -> Text {
    match value {
        Value::String(words) if markup::is_markup(&words) => Text::plain(&extract::plain_words(&words)),
        other => Text::deserialize(mended(other)).unwrap_or_default(),
    }
}

/// The value without nulls, and without addresses that newsprint does not follow, so that none of them costs
/// the block around it.
fn mended(value: Value) -> Value {
    match value {
        Value::Array(items) => Value::Array(items.into_iter().flat_map(mended_element).collect()),
        Value::Object(pairs) => mended_object(pairs),
        other => other,
    }
}

/// An element, or the runs of its words in place of a link without an address.
fn mended_element(element: Value) -> Vec<Value> {
    let was_object = element.is_object();
    match mended(element) {
        Value::Array(runs) if was_object => runs,
        other => vec![other],
    }
}

fn mended_object(mut pairs: Map<String, Value>) -> Value {
    let is_followed = pairs.get("url").and_then(Value::as_str).is_some_and(|url| WebUrl::parse(url).is_ok());
    if !is_followed {
        pairs.remove("url");
        if let Some(words) = pairs.remove("link") {
            // Emphasis without letters would be a mark that the writer did not set: only the words stay.
            return mended(words);
        }
    }
    let kept = pairs.into_iter().filter(|(_, value)| !value.is_null());
    Value::Object(kept.map(|(name, value)| (name, mended(value))).collect())
}
