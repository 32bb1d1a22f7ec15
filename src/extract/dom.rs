//! Small questions to a node of the page.

use dom_query::NodeRef;

/// Elements that begin a new line.
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "center",
    "dd",
    "details",
    "dialog",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "hr",
    "html",
    "li",
    "main",
    "menu",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "ul",
];

/// Elements that hold no text for a reader.
const SILENT: &[&str] = &[
    "script", "style", "noscript", "template", "head", "title", "meta", "link", "iframe", "object", "embed",
    "svg", "math", "canvas", "audio", "video", "button", "select", "input", "textarea", "map", "datalist",
    "dialog",
];

/// The name of an element in lower case; empty for anything else.
pub fn name(node: &NodeRef<'_>) -> String {
    node.qual_name_ref().map(|name| name.local.to_string()).unwrap_or_default()
}

/// Whether a node is an image.
pub fn is_image(node: &NodeRef<'_>) -> bool {
    node.qual_name_ref().is_some_and(|name| &*name.local == "img")
}

/// Whether an element of this name begins a new line.
pub fn is_block(name: &str) -> bool {
    BLOCKS.contains(&name)
}

/// Whether an element of this name holds no text for a reader.
pub fn is_silent(name: &str) -> bool {
    SILENT.contains(&name)
}

/// The value of an attribute, without white space at its ends; `None` where it is blank.
pub fn attribute(node: &NodeRef<'_>, name: &str) -> Option<String> {
    let value = node.attr(name)?;
    let value = value.trim();
    (!value.is_empty()).then(|| value.to_owned())
}

/// Class and id, in lower case: what the page's makers call an element.
pub fn label(node: &NodeRef<'_>) -> String {
    let class = node.attr("class").unwrap_or_default();
    let id = node.attr("id").unwrap_or_default();
    format!("{class} {id}").to_lowercase()
}

/// The words a reader sees, one space between any two.
pub fn words(node: &NodeRef<'_>) -> String {
    let mut text = String::new();
    collect(node, &mut text);
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn collect(node: &NodeRef<'_>, text: &mut String) {
    if node.is_text() {
        text.push_str(&node.text());
        return;
    }
    let name = name(node);
    if is_silent(&name) {
        return;
    }
    let parts = is_block(&name) || name == "br";
    if parts {
        text.push(' ');
    }
    for child in node.children_it(false) {
        collect(&child, text);
    }
    if parts {
        text.push(' ');
    }
}

/// Whether the node or one above it, below `top`, answers the question.
pub fn within(node: &NodeRef<'_>, mut question: impl FnMut(&NodeRef<'_>) -> bool) -> bool {
    question(node) || node.ancestors_it(None).any(|above| question(&above))
}
