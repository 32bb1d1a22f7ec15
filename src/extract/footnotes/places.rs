//! Finds the note of a reference.

use std::collections::HashMap;

use dom_query::{Document, NodeRef};

use super::marks;
use crate::extract::{dom, lexicon, words};

/// Attributes with the id of a note.
const NAMES: &[&str] = &["data-definition", "aria-describedby", "href"];

/// Levels of elements around a mark that may show that it refers to a note.
const AROUND: usize = 2;

/// The elements of a page that may be notes, by id, by number, and by the links that lead back.
#[derive(Default)]
pub struct Places<'page> {
    named: HashMap<String, NodeRef<'page>>,
    /// The items of lists of notes by their numbers.
    numbered: HashMap<String, NodeRef<'page>>,
    /// Links by the id that they lead to.
    leading: HashMap<String, NodeRef<'page>>,
}

impl<'page> Places<'page> {
    /// Collects the places of a page.
    pub fn of(document: &'page Document) -> Self {
        let mut places = Self::default();
        for node in document.root().descendants_it().filter(NodeRef::is_element) {
            if let Some(name) = node.attr("id").or_else(|| node.attr("name")) {
                places.named.entry(name.to_string()).or_insert(node);
            }
            if let Some(address) = node.attr("href")
                && let Some((_, place)) = address.rsplit_once('#')
            {
                places.leading.entry(place.to_owned()).or_insert(node);
            }
            if node.has_name("ol") && holds_notes(&node) {
                places.number(&node);
            }
        }
        places
    }

    fn number(&mut self, list: &NodeRef<'page>) {
        let first = dom::attribute(list, "start").and_then(|start| start.parse().ok()).unwrap_or(1_usize);
        let items = list.element_children().into_iter().filter(|item| item.has_name("li"));
        for (at, item) in items.enumerate() {
            self.numbered.entry((first + at).to_string()).or_insert(item);
        }
    }

    /// The note of a reference; `None` where there is none.
    pub fn of_note(&self, reference: &NodeRef<'page>, mark: &str) -> Option<NodeRef<'page>> {
        let hidden = reference.descendants_it().find(|below| below.is_element() && dom::is_hidden(below));
        if let Some(hidden) = hidden.filter(|_| reference.has_name("span")) {
            return Some(hidden);
        }
        let inner = || reference.descendants_it().find(|below| below.has_name("a"));
        let link = if reference.has_name("sup") { inner().unwrap_or(*reference) } else { *reference };
        let name = NAMES.iter().find_map(|name| dom::attribute(&link, name));
        let name = name.filter(|name| name.len() > 1 && !name.starts_with("javascript:"));
        match name {
            Some(name) => self.named(&link, &name),
            None if reference.has_name("sup") => self.unnamed(mark),
            None => None,
        }
    }

    fn named(&self, link: &NodeRef<'page>, name: &str) -> Option<NodeRef<'page>> {
        let name = name.strip_prefix('#').unwrap_or(name);
        // Word processors name a note by the link that leads back from it.
        let target = self.named.get(name).or_else(|| self.leading.get(&name.replacen("ftn", "ftnref", 1)))?;
        let is_note = has_note_name(name)
            || dom::within(link, |around| around.has_name("sup") || around.has_attr("data-definition"))
            || link.descendants_it().any(|below| below.has_name("sup"))
            || around(target).any(|around| has_note_name(&dom::label(&around)));
        is_note.then(|| block_of(target)).flatten().filter(|note| !is_above(note, link))
    }

    /// The note of a number, where no id leads to it.
    fn unnamed(&self, mark: &str) -> Option<NodeRef<'page>> {
        let of_name = ["footnote-", "footnote", "fn-", "fn", "note-"]
            .iter()
            .find_map(|start| self.named.get(&format!("{start}{mark}")));
        of_name.and_then(block_of).or_else(|| self.numbered.get(mark).copied())
    }
}

/// The block around a named place, or the block after it where it holds only the mark; `None` where it is a
/// reference itself or a part of the page.
fn block_of<'page>(target: &NodeRef<'page>) -> Option<NodeRef<'page>> {
    let is_block = |node: &NodeRef<'_>| dom::is_block(&dom::name(node)) || dom::is_hidden(node);
    let block = std::iter::once(*target).chain(target.ancestors_it(Some(4))).find(is_block)?;
    let block = if is_blank(&block) { block.next_element_sibling()? } else { block };
    let is_large = |node: &NodeRef<'_>| {
        matches!(&*dom::name(node), "article" | "body" | "h1" | "html" | "main" | "ol" | "section" | "ul")
    };
    let is_shared =
        block.descendants_it().filter(|below| below.has_name("a") && below.has_attr("name")).nth(1);
    (!is_large(&block) && is_shared.is_none() && !is_blank(&block)).then_some(block)
}

fn is_blank(block: &NodeRef<'_>) -> bool {
    marks::mark(block).is_some() || dom::words(block).is_empty()
}

fn is_above(note: &NodeRef<'_>, link: &NodeRef<'_>) -> bool {
    dom::within(link, |around| around.id == note.id)
}

/// Whether a list holds notes: it is beside the text, in an element named so, or under a heading of notes.
fn holds_notes(list: &NodeRef<'_>) -> bool {
    let heading = || list.prev_element_sibling().filter(|before| before.qual_name_ref().is_some());
    list.parent().is_some_and(|parent| parent.has_name("aside"))
        || around(list).any(|around| has_note_name(&dom::label(&around)))
        || heading().is_some_and(|heading| {
            let said = dom::words(&heading);
            words::count(&said) <= 3 && lexicon::is_notes_heading(&said)
        })
}

fn around<'page>(node: &NodeRef<'page>) -> impl Iterator<Item = NodeRef<'page>> {
    std::iter::once(*node).chain(node.ancestors_it(Some(AROUND)))
}

/// Whether a name is that of a note: "fn:1", "_ftn2", "easy-footnote-bottom-3", "cite_note-4", "FOOT5".
fn has_note_name(name: &str) -> bool {
    let name = name.to_lowercase();
    let is_part = |part: &str| {
        let letters = part.trim_end_matches(|letter: char| letter.is_ascii_digit());
        matches!(
            letters,
            "fn" | "ftn"
                | "ftnt"
                | "fna"
                | "foot"
                | "note"
                | "notes"
                | "endnote"
                | "endnotes"
                | "edn"
                | "cite"
                | "r"
        ) || letters.contains("footnote") && !letters.contains("footnoteref")
    };
    name.split(|letter: char| !letter.is_alphanumeric()).any(is_part)
}
