//! What a page needs before it is read: parts that a script would have put in their place, pictures that wait
//! to be loaded, formulas, what is embedded and what styles say of lines marked where they stand, notices that ask
//! for consent and the next articles taken out.

mod listings;
mod next_articles;
mod streamed;
mod styles;

use dom_query::{Document, NodeRef};

use super::embeds::Source;
use super::prose::asks_for_consent;
use super::{dom, embeds, math};

/// Prepares a page or a text.
pub fn of(document: &Document, source: Source) {
    let mut found = Found::default();
    for node in document.root().descendants_it() {
        if node.is_element() {
            found.add(node);
        }
    }
    found.styled.iter().for_each(styles::note);
    found.listings.iter().for_each(|listing| listing.rename("pre"));
    found.pictures.iter().for_each(|picture| picture.rename("img"));
    streamed::put_back(&found.streamed);
    next_articles::remove(document, &found.headings);
    math::mark(&found.formulas);
    embeds::mark(&found.embedded, source);
    for notice in &found.notices {
        notice.remove_from_parent();
    }
}

/// The nodes that need something.
#[derive(Default)]
struct Found<'page> {
    styled: Vec<NodeRef<'page>>,
    /// Code that is not told as such.
    listings: Vec<NodeRef<'page>>,
    /// Pictures under a name of a component library.
    pictures: Vec<NodeRef<'page>>,
    formulas: Vec<NodeRef<'page>>,
    embedded: Vec<NodeRef<'page>>,
    streamed: Vec<NodeRef<'page>>,
    notices: Vec<NodeRef<'page>>,
    headings: Vec<NodeRef<'page>>,
}

impl<'page> Found<'page> {
    fn add(&mut self, node: NodeRef<'page>) {
        let name = dom::name(&node);
        if node.has_attr("style") {
            self.styled.push(node);
        }
        if listings::is_candidate(&node, &name) {
            self.listings.push(node);
        }
        if matches!(&*name, "amp-img" | "amp-anim") {
            self.pictures.push(node);
        }
        if math::is_candidate(&node, &name) {
            self.formulas.push(node);
        } else if embeds::is_candidate(&node, &name) {
            self.embedded.push(node);
        } else if matches!(&*name, "div" | "template") && streamed::is_part(&node) {
            self.streamed.push(node);
        } else if &*name == "h1" {
            self.headings.push(node);
        } else if matches!(&*name, "div" | "section" | "aside" | "form") && asks_for_consent(&node) {
            self.notices.push(node);
        }
    }
}
