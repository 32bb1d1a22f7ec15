//! Reads nodes of the page: names, attributes, text.

use dom_query::{Document, LocalName, NodeData, NodeRef, local_name};

use super::collapsed::Collapsed;
use crate::domain::WebUrl;

/// The name of an element in lower case; empty for anything else.
pub fn name(node: &NodeRef<'_>) -> LocalName {
    node.qual_name_ref().map_or(local_name!(""), |name| name.local.clone())
}

pub fn is_image(node: &NodeRef<'_>) -> bool {
    node.qual_name_ref().is_some_and(|name| &*name.local == "img")
}

/// Whether an element of this name begins a new line.
pub fn is_block(name: &str) -> bool {
    matches!(
        name,
        "address"
            | "article"
            | "aside"
            | "blockquote"
            | "body"
            | "center"
            | "dd"
            | "details"
            | "dialog"
            | "div"
            | "dl"
            | "dt"
            | "fieldset"
            | "figcaption"
            | "figure"
            | "footer"
            | "form"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "header"
            | "hgroup"
            | "hr"
            | "html"
            | "li"
            | "main"
            | "menu"
            | "nav"
            | "ol"
            | "p"
            | "pre"
            | "section"
            | "summary"
            | "table"
            | "tbody"
            | "td"
            | "tfoot"
            | "th"
            | "thead"
            | "tr"
            | "ul"
    )
}

/// Whether an element of this name parts the words before it from those after it.
pub fn parts_words(name: &str) -> bool {
    is_block(name) || name == "br"
}

/// Whether an element of this name has no text for a reader.
pub fn is_silent(name: &str) -> bool {
    matches!(
        name,
        "script"
            | "style"
            | "noscript"
            | "template"
            | "head"
            | "title"
            | "meta"
            | "link"
            | "iframe"
            | "object"
            | "embed"
            | "svg"
            | "math"
            | "canvas"
            | "audio"
            | "video"
            | "button"
            | "select"
            | "input"
            | "textarea"
            | "map"
            | "datalist"
            | "dialog"
    )
}

/// The value of an attribute, without white space at its ends; `None` where it is blank.
pub fn attribute(node: &NodeRef<'_>, name: &str) -> Option<String> {
    let value = node.attr(name)?;
    let value = value.trim();
    (!value.is_empty()).then(|| value.to_owned())
}

/// Class and id of an element, in lower case.
pub fn label(node: &NodeRef<'_>) -> String {
    let (class, id) = (node.attr("class").unwrap_or_default(), node.attr("id").unwrap_or_default());
    let mut label = String::with_capacity(class.len() + 1 + id.len());
    label.push_str(&class);
    label.push(' ');
    label.push_str(&id);
    if label.is_ascii() {
        label.make_ascii_lowercase();
        return label;
    }
    label.to_lowercase()
}

/// Whether an element is hidden by its attributes or style. Class names do not count: `hidden md:block` is
/// shown.
pub fn is_hidden(node: &NodeRef<'_>) -> bool {
    node.has_attr("hidden")
        || node.attr("aria-hidden").is_some_and(|hidden| &*hidden == "true")
        || node.attr("style").is_some_and(|style| style.replace(' ', "").contains("display:none"))
}

/// The attribute for an element whose style keeps line breaks, since extractors drop styles.
pub const KEEPS_LINES: &str = "data-keeps-lines";

/// The attribute for an element whose style makes it a line of its own.
pub const IS_LINE: &str = "data-line";

/// The attribute for the picture of another article.
pub const TEASER: &str = "data-teaser";

/// An attribute that stores an author's remark about a picture, apart from its description.
pub const REMARK: &str = "data-remark";

/// An attribute that marks an element as a line break within code.
pub const IS_BREAK: &str = "data-break";

/// Whether the style of an element keeps the line breaks of its source.
pub fn keeps_lines(node: &NodeRef<'_>) -> bool {
    let kept = ["pre-wrap", "pre-line", "break-spaces"];
    node.has_attr(KEEPS_LINES)
        || node.attr("class").is_some_and(|class| {
            class.contains("whitespace-pre") && kept.iter().any(|kept| class.contains(kept))
        })
}

/// The visible words of a node, with single spaces.
pub fn words(node: &NodeRef<'_>) -> String {
    let mut words = Collapsed::default();
    collect(node, &mut words);
    words.take()
}

/// The answer of a function to the text of a text node, which is not copied; `None` for another node.
pub fn text<Answer>(node: &NodeRef<'_>, question: impl FnOnce(&str) -> Answer) -> Option<Answer> {
    let of_text = |node: &dom_query::TreeNode| match &node.data {
        NodeData::Text { contents } => Some(question(contents)),
        _ => None,
    };
    node.query(of_text).flatten()
}

/// A text whose references were escaped again, as it was meant.
pub fn decoded(text: String) -> String {
    if ["&#", "&amp;", "&quot;"].iter().any(|reference| text.contains(reference)) {
        Document::fragment(text).text().to_string()
    } else {
        text
    }
}

/// Whether the text below a node has more characters, any white space counted as one. Looks no further
/// than it needs to: asked of every element of a page, a full count would take the square of its depth.
pub fn is_longer(node: &NodeRef<'_>, most: usize) -> bool {
    let mut length = Length { characters: 0, after_space: true };
    for below in node.descendants_it() {
        length = text(&below, |text| length.with(text, most)).unwrap_or(length);
        if length.characters > most + 1 {
            return true;
        }
    }
    length.characters - usize::from(length.after_space && length.characters > 0) > most
}

/// The length of a text so far.
#[derive(Clone, Copy)]
struct Length {
    characters: usize,
    after_space: bool,
}

impl Length {
    /// The length with a further text, of which no more is read than shows that it has over `most` characters.
    fn with(mut self, text: &str, most: usize) -> Self {
        for character in text.chars() {
            let is_space = character.is_whitespace();
            if is_space && self.after_space {
                continue;
            }
            self.characters += 1;
            self.after_space = is_space;
            if self.characters > most + 1 {
                break;
            }
        }
        self
    }
}

fn collect(node: &NodeRef<'_>, words: &mut Collapsed) {
    if text(node, |text| words.push(text)).is_some() {
        return;
    }
    let name = name(node);
    if is_silent(&name) {
        return;
    }
    let parts = parts_words(&name);
    if parts {
        words.part();
    }
    for child in node.children_it(false) {
        collect(&child, words);
    }
    if parts {
        words.part();
    }
}

/// Whether the node or one of its ancestors satisfies the question.
pub fn within(node: &NodeRef<'_>, mut question: impl FnMut(&NodeRef<'_>) -> bool) -> bool {
    question(node) || node.ancestors_it(None).any(|above| question(&above))
}

/// An address on the page, resolved, where newsprint follows it.
pub fn resolve(address: &str, base: Option<&WebUrl>) -> Option<WebUrl> {
    match base {
        _ if address.starts_with('#') => None,
        Some(base) => base.join(address).ok(),
        None if address.starts_with("//") => WebUrl::parse(&format!("https:{address}")).ok(),
        None => WebUrl::parse(address).ok(),
    }
}

/// The addresses of an image, as written, the likeliest first. Lazy-loading pages keep them in other
/// attributes.
pub fn image_addresses(image: &NodeRef<'_>) -> Vec<String> {
    let given = ["src", "data-src", "data-original", "data-lazy-src"]
        .iter()
        .filter_map(|name| attribute(image, name));
    let set = attribute(image, "srcset").and_then(|set| set.split_whitespace().next().map(str::to_owned));
    given.chain(set).collect()
}
