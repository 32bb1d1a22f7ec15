//! What a page needs before it is read: parts that a script would have put in their place, pictures that wait
//! to be loaded, formulas and what is embedded marked where they stand, notices that ask for consent taken out.

mod streamed;

use dom_query::{Document, NodeRef};

use super::prose::asks_for_consent;
use super::{dom, embeds, math};

/// Prepares a page or a piece of one.
pub fn of(document: &Document) {
    let mut found = Found::default();
    for node in document.root().descendants_it() {
        if node.is_element() {
            found.add(node);
        }
    }
    streamed::put_back(&found.streamed);
    math::mark(&found.formulas);
    embeds::mark(&found.embedded);
    for notice in &found.notices {
        notice.remove_from_parent();
    }
}

/// The nodes that need something.
#[derive(Default)]
struct Found<'page> {
    formulas: Vec<NodeRef<'page>>,
    embedded: Vec<NodeRef<'page>>,
    streamed: Vec<NodeRef<'page>>,
    notices: Vec<NodeRef<'page>>,
}

impl<'page> Found<'page> {
    fn add(&mut self, node: NodeRef<'page>) {
        let name = dom::name(&node);
        if math::is_candidate(&node, &name) {
            self.formulas.push(node);
        } else if embeds::is_candidate(&node, &name) {
            self.embedded.push(node);
        } else if matches!(&*name, "div" | "template") && streamed::is_part(&node) {
            self.streamed.push(node);
        } else if matches!(&*name, "div" | "section" | "aside" | "form") && asks_for_consent(&node) {
            self.notices.push(node);
        }
    }
}
