//! Every fact a page states about itself, under the name of its source: `og:title`, `ld:author`.

use dom_query::{Document, NodeRef};

use crate::domain::Prose;
use crate::extract::dom;

use super::{json_ld, visible};

/// Facts in the order of the page, several under one source where the page repeats it.
#[derive(Debug, Default)]
pub struct Facts {
    facts: Vec<(String, String)>,
}

/// Facts kept; a page with more repeats itself.
const MOST: usize = 2_000;

impl Facts {
    /// Collects the facts in one walk over the page.
    pub fn of(document: &Document) -> Self {
        let mut facts = Self::default();
        for node in document.root().descendants_it() {
            if facts.facts.len() >= MOST {
                break;
            }
            if node.is_comment() {
                facts.comment(&node);
            } else if node.is_element() {
                facts.element(&node);
            }
        }
        facts
    }

    /// The first words any of the sources has, in the order of the sources.
    pub fn first(&self, sources: &[&str]) -> Option<Prose> {
        self.of_sources(sources).find_map(Prose::non_empty)
    }

    /// The words of all the sources, in the order of the sources.
    pub fn all(&self, sources: &[&str]) -> Vec<String> {
        self.of_sources(sources).map(str::to_owned).collect()
    }

    fn of_sources<'a>(&'a self, sources: &'a [&str]) -> impl Iterator<Item = &'a str> {
        sources.iter().flat_map(|source| {
            self.facts.iter().filter(move |(name, _)| name == source).map(|(_, words)| words.as_str())
        })
    }

    /// The first words of a source below a heading of the first level, else the first there are: what
    /// stands beside the headline is this article's, what stands elsewhere may be another's.
    pub fn first_below(&self, headline: &str, source: &str) -> Option<&str> {
        let of_source = |from: usize| {
            let rest = self.facts.iter().skip(from);
            rest.filter(|(name, _)| name == source).map(|(_, words)| words.as_str()).next()
        };
        let heading = self.facts.iter().position(|(name, words)| name == "h1" && words == headline);
        heading.and_then(of_source).or_else(|| of_source(0))
    }

    /// Adds a fact.
    pub fn add(&mut self, source: &str, words: &str) {
        if !words.trim().is_empty() {
            self.facts.push((source.to_owned(), words.trim().to_owned()));
        }
    }

    fn element(&mut self, node: &NodeRef<'_>) {
        match &*dom::name(node) {
            "meta" => self.meta(node),
            "link" => self.link(node),
            "html" => self.add(
                "html:lang",
                &dom::attribute(node, "lang")
                    .or_else(|| dom::attribute(node, "xml:lang"))
                    .unwrap_or_default(),
            ),
            "title" if !dom::within(node, |above| above.has_name("svg")) => {
                self.add("title", &node.text());
            }
            "script" if is_json_ld(node) => json_ld::read(&node.text(), self),
            // The mark is a link to the heading itself.
            "h1" => self.add("h1", dom::words(node).trim_end_matches(['¶', ' '])),
            name => visible::read(node, name, self),
        }
    }

    fn meta(&mut self, node: &NodeRef<'_>) {
        let Some(content) = dom::attribute(node, "content") else { return };
        let decoded = if content.contains("&#") || content.contains("&amp;") || content.contains("&quot;") {
            Document::fragment(content.as_str()).text().to_string()
        } else {
            content
        };
        for attribute in ["property", "name", "http-equiv", "itemprop"] {
            let Some(name) = dom::attribute(node, attribute) else { continue };
            for name in name.to_lowercase().split_whitespace() {
                let is_graph = ["og:", "article:", "twitter:"].iter().any(|start| name.starts_with(start));
                let source = match attribute {
                    _ if is_graph => name.to_owned(),
                    "itemprop" => format!("item:{}", dom::attribute(node, attribute).unwrap_or_default()),
                    _ => format!("meta:{name}"),
                };
                self.add(&source, &decoded);
            }
        }
    }

    fn link(&mut self, node: &NodeRef<'_>) {
        let (Some(rel), Some(href)) = (dom::attribute(node, "rel"), dom::attribute(node, "href")) else {
            return;
        };
        for rel in
            rel.to_lowercase().split_whitespace().filter(|rel| matches!(*rel, "canonical" | "image_src"))
        {
            self.add(&format!("rel:{rel}"), &href);
        }
    }

    /// Browsers and `SingleFile` say in a comment where a page was saved from.
    fn comment(&mut self, node: &NodeRef<'_>) {
        let html = node.html();
        let text = html.trim_start_matches("<!--");
        if let Some((_, after)) = text.split_once("saved from url=(") {
            let address = after.split_once(')').map_or("", |(_, address)| address);
            let address = address.split("-->").next().unwrap_or_default();
            self.add("saved:url", address.split_whitespace().next().unwrap_or_default());
        } else if text.contains("SingleFile")
            && let Some((_, after)) = text.split_once("url: ")
        {
            self.add("saved:url", after.split_whitespace().next().unwrap_or_default());
        }
    }
}

fn is_json_ld(node: &NodeRef<'_>) -> bool {
    dom::attribute(node, "type").is_some_and(|kind| kind.to_lowercase().starts_with("application/ld+json"))
}
