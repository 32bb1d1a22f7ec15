//! What an element of a feed holds: words, markup in words, markup in elements, or base64.

use data_encoding::BASE64;

use crate::domain::Prose;
use crate::extract;
use crate::import::markup::is_markup;
use crate::text::escape_markup;

use super::element::Element;

/// The content as markup. RSS does not say what it is; Atom does, and is not always right.
pub fn markup(element: &Element) -> String {
    let declared = element.attribute("type").unwrap_or_default().to_ascii_lowercase();
    if element.attribute("mode") == Some("base64") || is_packed(&declared) {
        return from_base64(&element.text());
    }
    if element.has_elements() {
        let inner = element.inner_markup();
        // Markup in words beside markup in elements: both are meant.
        return if declared.contains("xhtml") { inner } else { unescaped_once(&inner) };
    }
    let text = element.text();
    if is_markup(&text) || !matches!(declared.as_str(), "text" | "text/plain") && text.contains('&') {
        text
    } else {
        paragraphs(&text)
    }
}

/// The content as one line of words.
pub fn words(element: &Element) -> Option<Prose> {
    let is_plain = !element.has_elements() && element.attribute("mode") != Some("base64");
    let text = Some(element.text()).filter(|text| is_plain && !text.contains(['<', '&']));
    if let Some(text) = text.filter(|_| !is_packed(element.attribute("type").unwrap_or_default())) {
        return Prose::non_empty(&text);
    }
    words_of_markup(&markup(element))
}

/// The words of markup; of an endless one, those of its start.
pub fn words_of_markup(markup: &str) -> Option<Prose> {
    let start = markup.get(..markup.floor_char_boundary(LONGEST_LINE)).unwrap_or(markup);
    Prose::non_empty(&extract::plain_words(start))
}

/// Bytes of markup that become one line of words, such as a headline.
const LONGEST_LINE: usize = 64 << 10;

/// Words as markup: blank lines part paragraphs.
pub fn paragraphs(text: &str) -> String {
    let text = text.trim().replace("\r\n", "\n");
    let parts = text.split("\n\n").map(str::trim).filter(|part| !part.is_empty());
    parts.flat_map(|part| ["<p>".to_owned(), escape_markup(part), "</p>".to_owned()]).collect()
}

/// Neither text nor any markup: Atom wants such content in base64.
fn is_packed(kind: &str) -> bool {
    kind.contains('/') && !kind.starts_with("text/") && !["xml", "html"].iter().any(|end| kind.ends_with(end))
}

/// What is no base64 was text all along.
fn from_base64(text: &str) -> String {
    let packed: String = text.split_whitespace().collect();
    let plain = BASE64.decode(packed.as_bytes()).ok().and_then(|bytes| String::from_utf8(bytes).ok());
    plain.filter(|plain| !plain.contains('\0')).unwrap_or_else(|| paragraphs(text))
}

fn unescaped_once(inner: &str) -> String {
    inner.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}
