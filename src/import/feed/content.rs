//! The content of an element of a feed: words, escaped markup, inline markup, or base64.

use data_encoding::BASE64;

use crate::domain::Prose;
use crate::extract::references;
use crate::import::markup::{
    is_closed_markup, is_markup, with_stray_signs, without_section, words_alone, words_of_line,
    words_of_markup,
};
use crate::import::{markdown, text_lines};

use super::element::Element;

/// Elements that are plain text whatever they hold, and whose line breaks count.
const PLAIN: &[&str] = &["itunes:summary", "itunes:subtitle", "media:description", "googleplay:description"];

/// The content as markup. RSS does not declare its type; Atom does, and is not always right.
pub fn markup(element: &Element) -> String {
    let declared = element.attribute("type").unwrap_or_default().to_ascii_lowercase();
    if element.attribute("mode") == Some("base64") || is_packed(&declared) {
        return from_base64(&element.text());
    }
    if element.name == "source:markdown" {
        return markdown::markup(&element.text());
    }
    if element.has_elements() {
        let inner = element.inner_markup();
        // Escaped markup beside inline markup: both are meant.
        return if declared.contains("xhtml") { inner } else { unescaped_once(&inner) };
    }
    let text = without_section(&element.text());
    let is_text = matches!(declared.as_str(), "text" | "text/plain" | "plain");
    if is_text && !begins_and_ends_as_markup(&text) {
        return text_lines::markup(&text);
    }
    // In Atom a content without a type is text, but some hold markup.
    let is_untyped = declared.is_empty() && matches!(element.name.as_str(), "content" | "summary");
    if if is_untyped { is_closed_markup(&text) } else { is_markup(&text) } {
        return text;
    }
    if let Some(markup) = escaped_twice(&text) {
        return markup;
    }
    if is_untyped {
        return text_lines::markup(references::encoded_once(&text).as_deref().unwrap_or(&text));
    }
    if PLAIN.contains(&element.name.as_str()) {
        return text_lines::markup(&text);
    }
    if text.contains('&') { with_stray_signs(&text) } else { text_lines::paragraphs(&text) }
}

/// The content as one line of words. In Atom a title without a type is text.
pub fn words(element: &Element, is_atom: bool) -> Option<Prose> {
    let declared = element.attribute("type").unwrap_or_default().to_ascii_lowercase();
    if element.has_elements() || element.attribute("mode") == Some("base64") || is_packed(&declared) {
        return words_of_markup(&markup(element));
    }
    let text = without_section(&element.text());
    match declared.as_str() {
        "text" | "text/plain" | "plain" => words_alone(&text),
        "" if is_atom => words_of_markup(&with_stray_signs(&text)),
        _ => words_of_line(&text),
    }
}

/// Whether a text is markup from its first letter to its last, whatever its declared type.
fn begins_and_ends_as_markup(text: &str) -> bool {
    let text = text.trim();
    text.starts_with('<') && text.ends_with('>') && is_closed_markup(text)
}

/// The markup of a text that was escaped once too often, where it then consists of elements.
fn escaped_twice(text: &str) -> Option<String> {
    let text = text.trim();
    let is_escaped = text.starts_with("&lt;") && text.ends_with("&gt;");
    let markup =
        || unescaped_once(&text.replace("&#34;", "\"").replace("&quot;", "\"").replace("&#39;", "'"));
    is_escaped.then(markup).filter(|markup| begins_and_ends_as_markup(markup))
}

/// Whether a type is neither text nor markup; Atom requires such content in base64.
fn is_packed(kind: &str) -> bool {
    kind.contains('/') && !kind.starts_with("text/") && !["xml", "html"].iter().any(|end| kind.ends_with(end))
}

/// Decodes base64; a text that is not base64 stays as it is.
fn from_base64(text: &str) -> String {
    let packed: String = text.split_whitespace().collect();
    let plain = BASE64.decode(packed.as_bytes()).ok().and_then(|bytes| String::from_utf8(bytes).ok());
    plain.filter(|plain| !plain.contains('\0')).unwrap_or_else(|| text_lines::paragraphs(text))
}

fn unescaped_once(inner: &str) -> String {
    inner.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}
