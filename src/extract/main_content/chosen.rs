//! The text of a page from chosen lines: other lines are removed, pictures among the chosen ones stay.

use std::collections::HashSet;

use dom_query::{Document, NodeId, NodeRef};

use crate::domain::{Block, WebUrl};
use crate::extract::prose::Lines;
use crate::extract::{blocks, dom};

/// The blocks of the chosen lines of a page.
pub fn blocks(document: &Document, lines: &Lines, chosen: &[usize], base: Option<&WebUrl>) -> Vec<Block> {
    let Some(body) = document.body() else { return Vec::new() };
    let mut told: HashSet<NodeId> = HashSet::new();
    for line in chosen.iter().filter_map(|at| lines.lines.get(*at)) {
        told.extend(lines.around(line.place).filter_map(|place| Some(lines.boxes.get(place)?.node)));
    }
    let mut trimmer = Trimmer {
        chosen_nodes: &told,
        innermost: innermost(lines, chosen),
        has_begun: false,
        pictures: Vec::new(),
    };
    trimmer.trim(&body);
    // Pictures after the last line belong to later content.
    trimmer.pictures.iter().for_each(NodeRef::remove_from_parent);
    blocks::of(&body, base)
}

/// The innermost boxes with chosen lines.
fn innermost(lines: &Lines, chosen: &[usize]) -> HashSet<NodeId> {
    let places = chosen.iter().filter_map(|at| Some(lines.boxes.get(lines.lines.get(*at)?.place)?.node));
    places.collect()
}

struct Trimmer<'told, 'page> {
    chosen_nodes: &'told HashSet<NodeId>,
    innermost: HashSet<NodeId>,
    /// Whether a chosen line was passed.
    has_begun: bool,
    /// The pictures since the last chosen line.
    pictures: Vec<NodeRef<'page>>,
}

impl<'page> Trimmer<'_, 'page> {
    fn trim(&mut self, node: &NodeRef<'page>) {
        for child in node.children() {
            let name = dom::name(&child);
            let is_block = child.is_element() && dom::is_block(&name);
            if self.chosen_nodes.contains(&child.id) {
                self.trim(&child);
                if self.innermost.contains(&child.id) {
                    self.has_begun = true;
                    self.pictures.clear();
                }
            } else if is_picture(&child, &name) {
                if self.has_begun { self.pictures.push(child) } else { child.remove_from_parent() }
            } else if is_block {
                self.pass(&child);
            }
        }
    }

    /// Walks a block; one without a chosen line keeps only its pictures.
    fn pass(&mut self, node: &NodeRef<'page>) {
        let has_words = !dom::words(node).is_empty();
        let picture = node.descendants_it().find(|below| is_picture(below, &dom::name(below)));
        if self.has_begun && !has_words && picture.is_some() {
            self.pictures.push(*node);
        } else {
            node.remove_from_parent();
        }
    }
}

fn is_picture(node: &NodeRef<'_>, name: &str) -> bool {
    matches!(name, "figure" | "img" | "picture") || node.has_attr("data-embedded")
}
