//! Collects the facts that a page states about itself, in one walk.

use dom_query::{Document, NodeRef};

use crate::domain::WebUrl;
use crate::extract::dom;

use super::facts::Facts;
use super::{json_ld, visible};

/// Most facts; a page with more repeats itself.
const MOST: usize = 2_000;

/// The facts of a page, in its order.
pub fn facts_of(document: &Document) -> Facts {
    let mut facts = Facts::default();
    for node in document.root().descendants_it() {
        if facts.len() >= MOST {
            break;
        }
        if node.is_comment() {
            comment(&node, &mut facts);
        } else if node.is_element() {
            element(&node, &mut facts);
        }
    }
    facts
}

fn element(node: &NodeRef<'_>, facts: &mut Facts) {
    match &*dom::name(node) {
        "meta" => meta(node, facts),
        "link" => link(node, facts),
        "html" => facts.add(
            "html:lang",
            &dom::attribute(node, "lang").or_else(|| dom::attribute(node, "xml:lang")).unwrap_or_default(),
        ),
        "title" if !dom::within(node, |above| above.has_name("svg")) => {
            facts.add("title", &node.text());
        }
        "script" if is_json_ld(node) => json_ld::read(&node.text(), facts),
        name => {
            heading(node, name, facts);
            if name == "a" {
                home(node, facts);
            }
            visible::read(node, name, facts);
        }
    }
}

/// Adds a heading of the first two levels. One in a list or a breadcrumb trail names the page there.
fn heading(node: &NodeRef<'_>, name: &str, facts: &mut Facts) {
    let is_trail = |around: &NodeRef<'_>| {
        matches!(&*dom::name(around), "nav" | "li") || dom::label(around).contains("crumb")
    };
    let source = match name {
        "h1" if dom::within(node, is_trail) => "h1:crumb",
        "h2" if dom::within(node, |around| matches!(&*dom::name(around), "a" | "li" | "aside")) => return,
        "h1" | "h2" => name,
        _ => return,
    };
    // The sign is a link to the heading itself.
    facts.add(source, dom::words(node).trim_end_matches(['¶', ' ']));
}

/// Addresses of the home page.
const HOME: &[&str] = &["/", "./", "index.html", "/index.html"];

/// Adds the name of the site in a link to its home page: its words, or those of its logo.
fn home(node: &NodeRef<'_>, facts: &mut Facts) {
    let Some(address) = dom::attribute(node, "href") else { return };
    let is_root = || WebUrl::parse(&address).is_ok_and(|url| url.path() == "/");
    if HOME.contains(&address.as_str()) || address.ends_with('/') && is_root() {
        let logo =
            || node.descendants_it().find(dom::is_image).and_then(|image| dom::attribute(&image, "alt"));
        let words = Some(dom::words(node)).filter(|words| !words.is_empty()).or_else(logo);
        facts.add("home", words.as_deref().unwrap_or_default());
    }
}

fn meta(node: &NodeRef<'_>, facts: &mut Facts) {
    let Some(content) = dom::attribute(node, "content") else { return };
    // Some frameworks leave the data of the head in an element of this name.
    if dom::attribute(node, "name").is_some_and(|name| name == "script:ld+json") {
        return json_ld::read(&content, facts);
    }
    let decoded = dom::decoded(content);
    for attribute in ["property", "name", "http-equiv", "itemprop"] {
        let Some(name) = dom::attribute(node, attribute) else { continue };
        for name in name.to_lowercase().split_whitespace() {
            let is_graph = ["og:", "article:", "twitter:"].iter().any(|start| name.starts_with(start));
            let source = match attribute {
                _ if is_graph => name.to_owned(),
                "itemprop" => format!("item:{}", dom::attribute(node, attribute).unwrap_or_default()),
                _ => format!("meta:{name}"),
            };
            facts.add(&source, &decoded);
        }
    }
}

fn link(node: &NodeRef<'_>, facts: &mut Facts) {
    let (Some(rel), Some(href)) = (dom::attribute(node, "rel"), dom::attribute(node, "href")) else {
        return;
    };
    for rel in rel.to_lowercase().split_whitespace().filter(|rel| matches!(*rel, "canonical" | "image_src")) {
        facts.add(&format!("rel:{rel}"), &href);
    }
}

/// Adds the address in a comment, where browsers, `SingleFile`, `monolith` and web clippers write it.
fn comment(node: &NodeRef<'_>, facts: &mut Facts) {
    let html = node.html();
    let text = html.trim_start_matches("<!--");
    if let Some((_, after)) = text.split_once("saved from url=(") {
        let address = after.split_once(')').map_or("", |(_, address)| address);
        let address = address.split("-->").next().unwrap_or_default();
        facts.add("saved:url", address.split_whitespace().next().unwrap_or_default());
    } else if text.contains("SingleFile")
        && let Some((_, after)) = text.split_once("url: ")
    {
        facts.add("saved:url", after.split_whitespace().next().unwrap_or_default());
    } else if text.contains(" using monolith ")
        && let Some((_, after)) = text.split_once("Saved from ")
    {
        facts.add("saved:url", after.split_whitespace().next().unwrap_or_default());
    } else if let Some(clipped) = text.trim_start().strip_prefix('{')
        && let Some((_, after)) = clipped.split_once("\"url\":")
    {
        facts.add("saved:url", after.split('"').nth(1).unwrap_or_default());
    }
}

/// Whether an element holds data of schema.org.
pub fn is_json_ld(node: &NodeRef<'_>) -> bool {
    dom::attribute(node, "type").is_some_and(|kind| kind.to_lowercase().starts_with("application/ld+json"))
}
