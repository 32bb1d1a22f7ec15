//! Parses a feed to a tree of elements, however broken: unmatched end tags are skipped, and elements left
//! open are closed with their parent.

use std::collections::HashMap;

use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::events::{BytesRef, BytesStart, Event};

use super::element::{Element, Node, VOID};
use super::entities::Entities;

/// The deepest nesting of elements; deeper elements are dropped, their text kept.
const DEEPEST: usize = 100;

/// Most elements of a feed; the rest is cut. A feed of 10,000 entries has about 200,000.
const MOST: usize = 400_000;

/// Most attributes of an element; the others are left out.
const ATTRIBUTES: usize = 64;

/// Most syntax errors, after which the parser gives up.
const FAULTS: usize = 50;

/// Dropped elements among which an end tag is looked for.
const NEAR: usize = 200;

/// A parsed feed.
pub struct Tree {
    /// The root, which holds the outermost elements.
    pub root: Element,
    /// A sentence with the reason why the feed breaks off, where it does.
    pub cut: Option<String>,
}

/// Parses a feed. Never fails: unreadable parts are skipped.
pub fn of(xml: &str) -> Tree {
    let mut growing = Growing { open: vec![Element::default()], ..Growing::default() };
    let mut rest = xml;
    let mut faults = 0;
    while let Some(fault) = grow(&mut growing, rest) {
        faults += 1;
        let next = rest.get(fault..).and_then(|after| Some(fault + after.find('<')?));
        match next.and_then(|next| rest.get(next..)) {
            Some(after) if faults < FAULTS && !growing.is_full() => rest = after,
            _ => break,
        }
    }
    growing.finish()
}

/// Parses to the end, or to a syntax error, whose place it returns.
fn grow(growing: &mut Growing, xml: &str) -> Option<usize> {
    let mut reader = Reader::from_str(xml);
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.allow_dangling_amp = true;
    loop {
        let before = reader.buffer_position();
        match reader.read_event() {
            Ok(Event::Start(tag)) => growing.open(&tag),
            Ok(Event::Empty(tag)) => {
                growing.open(&tag);
                growing.close(tag.name().as_ref());
            }
            Ok(Event::End(tag)) => growing.close(tag.name().as_ref()),
            Ok(Event::Text(text)) => growing.text(&text.xml10_content()),
            Ok(Event::CData(text)) => growing.text(&text.xml10_content()),
            Ok(Event::GeneralRef(entity)) => {
                let words = resolved(&entity, &mut growing.entities);
                growing.text(&words);
            }
            Ok(Event::DocType(kind)) => growing.entities.learn(&kind.xml10_content()),
            Ok(Event::Comment(_) | Event::Decl(_) | Event::PI(_)) => {}
            Ok(Event::Eof) => return None,
            // At least one character further, so that the parser does not stop at the same place again.
            Err(_) => return Some(usize::try_from(before).unwrap_or(xml.len()) + 1),
        }
        if growing.is_full() {
            return None;
        }
    }
}

/// The replacement text of an entity; an unknown one stays as written.
fn resolved(entity: &BytesRef<'_>, known: &mut Entities) -> String {
    match entity.resolve_char_ref() {
        Ok(Some(character)) if !character.is_control() || character.is_whitespace() => character.to_string(),
        Ok(Some(_)) => String::new(),
        Ok(None) | Err(_) => known.in_text(&entity.xml10_content()),
    }
}

#[derive(Default)]
struct Growing {
    /// The open elements, the root first, the innermost last.
    open: Vec<Element>,
    /// Names of open elements that were dropped for their depth.
    flattened: Vec<String>,
    /// The known prefix for each prefix that the feed declares.
    prefixes: HashMap<String, &'static str>,
    /// The declared entities.
    entities: Entities,
    count: usize,
}

impl Growing {
    const fn is_full(&self) -> bool {
        self.count >= MOST
    }

    fn open(&mut self, tag: &BytesStart<'_>) {
        self.count += 1;
        let attributes = attributes(tag, &self.entities);
        for (name, value) in &attributes {
            if let Some(prefix) = name.strip_prefix("xmlns:")
                && let Some(known) = known_prefix(value)
            {
                self.prefixes.insert(prefix.to_owned(), known);
            }
        }
        let name = self.canonical(tag.name().as_ref());
        // An entry within an entry begins where the end of the first is missing.
        if matches!(name.as_str(), "item" | "entry") && self.open.iter().any(|open| open.name == name) {
            self.close(&name);
        }
        if VOID.contains(&name.as_str()) {
            self.push(Node::Element(Element { name, attributes, ..Element::default() }));
        } else if self.open.len() > DEEPEST {
            self.flattened.push(name);
        } else {
            self.open.push(Element { name, attributes, ..Element::default() });
        }
    }

    fn canonical(&self, name: &str) -> String {
        let name = name.to_ascii_lowercase();
        match name.split_once(':') {
            None => name,
            Some((prefix, local)) => match self.prefixes.get(prefix) {
                Some(&"") => local.to_owned(),
                Some(known) => format!("{known}:{local}"),
                None => name,
            },
        }
    }

    fn close(&mut self, name: &str) {
        let name = self.canonical(name);
        let near = self.flattened.len().saturating_sub(NEAR);
        if let Some(at) = self.flattened.iter().skip(near).rposition(|open| *open == name) {
            self.flattened.truncate(near + at);
            return;
        }
        // The root has no name and is never closed here.
        if let Some(at) = self.open.iter().rposition(|open| open.name == name) {
            self.flattened.clear();
            while self.open.len() > at.max(1) {
                self.close_last();
            }
        }
    }

    fn close_last(&mut self) {
        if self.open.len() > 1
            && let Some(element) = self.open.pop()
        {
            self.push(Node::Element(element));
        }
    }

    fn text(&mut self, words: &str) {
        if let Some(Node::Text(text)) = self.open.last_mut().and_then(|open| open.children.last_mut()) {
            text.push_str(words);
        } else {
            self.push(Node::Text(words.to_owned()));
        }
    }

    fn push(&mut self, node: Node) {
        if let Some(open) = self.open.last_mut() {
            open.children.push(node);
        }
    }

    fn finish(mut self) -> Tree {
        let is_cut = self.open.len() > 1;
        let cut = if self.is_full() {
            Some(format!("the feed was cut after {MOST} elements"))
        } else {
            is_cut.then(|| "the feed is cut off in the middle".to_owned())
        };
        self.flattened.clear();
        while self.open.len() > 1 {
            self.open.iter_mut().skip(1).for_each(|open| open.is_cut = true);
            self.close_last();
        }
        Tree { root: self.open.pop().unwrap_or_default(), cut }
    }
}

fn attributes(tag: &BytesStart<'_>, entities: &Entities) -> Vec<(String, String)> {
    let mut attributes = tag.html_attributes();
    attributes.with_checks(false);
    let read = attributes.take(ATTRIBUTES).filter_map(Result::ok).map(|attribute| {
        let value = attribute.normalized_value_with(XmlVersion::Implicit1_0, 1, |name| entities.of(name));
        let value = value.map_or_else(|_odd| attribute.value.to_string(), std::borrow::Cow::into_owned);
        (attribute.key.as_ref().to_ascii_lowercase(), value)
    });
    read.collect()
}

/// The known prefix of a namespace; an empty one for RSS and Atom.
fn known_prefix(namespace: &str) -> Option<&'static str> {
    let namespace = namespace.trim().to_ascii_lowercase().replacen("https:", "http:", 1);
    Some(match namespace.trim_end_matches(['/', '#']) {
        "http://www.w3.org/2005/atom"
        | "http://purl.org/atom/ns"
        | "http://purl.org/rss/1.0"
        | "http://backend.userland.com/rss2"
        | "http://my.netscape.com/rdf/simple/0.9" => "",
        "http://purl.org/rss/1.0/modules/content" => "content",
        "http://purl.org/dc/elements/1.1" | "http://purl.org/dc/elements/1.0" => "dc",
        "http://purl.org/dc/terms" => "dcterms",
        "http://search.yahoo.com/mrss" => "media",
        "http://www.itunes.com/dtds/podcast-1.0.dtd" => "itunes",
        "http://www.w3.org/1999/02/22-rdf-syntax-ns" => "rdf",
        "http://www.w3.org/1999/xhtml" => "xhtml",
        "http://purl.org/rss/1.0/modules/slash" => "slash",
        "http://purl.org/rss/1.0/modules/syndication" => "sy",
        "http://purl.org/syndication/thread/1.0" => "thr",
        "http://wellformedweb.org/commentapi" => "wfw",
        "http://news.yandex.ru" => "yandex",
        "http://turbo.yandex.ru" => "turbo",
        "http://source.scripting.com" => "source",
        "http://www.google.com/schemas/play-podcasts/1.0" => "googleplay",
        "https://podcastindex.org/namespace/1.0" | "http://podcastindex.org/namespace/1.0" => "podcast",
        prism if prism.starts_with("http://prismstandard.org/namespaces/") => "prism",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_are_known_by_their_namespace_whatever_their_prefix() {
        let tree = of(
            "<a:FEED xmlns:a='http://www.w3.org/2005/Atom' xmlns:d='http://purl.org/dc/elements/1.1/'><d:creator>A</d:creator></a:FEED>",
        );

        let feed = tree.root.elements().next().unwrap();
        assert_eq!(
            (feed.name.as_str(), feed.first(&["dc:creator"]).unwrap().text()),
            ("feed", "A".to_owned())
        );
    }

    #[test]
    fn an_entity_of_a_document_type_stands_for_words_never_for_files_or_further_entities() {
        let bomb = "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'><!ENTITY y '&x;&x;'>]><a>&y; &eacute; &amp; & b</a>";

        assert_eq!(of(bomb).root.text(), "&x;&x; é & & b");
    }

    #[test]
    fn an_entry_begins_where_the_end_of_the_one_before_is_missing() {
        let tree = of("<rss><channel><item><title>A</title><item><title>B</title></item></channel></rss>");

        assert_eq!(
            tree.root.inner_markup(),
            "<rss><channel><item><title>A</title></item><item><title>B</title></item></channel></rss>"
        );
    }

    #[test]
    fn an_unclosed_element_ends_with_its_parent() {
        let tree = of("<a><b>x<br>y</c></b><d");

        assert_eq!(tree.root.inner_markup(), "<a><b>x<br>y</b></a>");
        assert!(tree.cut.is_some());
    }
}
