//! Ordered and unordered lists, and lists of definitions.

use dom_query::NodeRef;

use crate::domain::{Block, Inline, Item, Text, WebUrl};
use crate::extract::dom;
use crate::extract::line::text_of;

/// A list; none where it is empty. A list of pictures alone is a gallery, whose pictures follow each other
/// without marks.
pub fn of(node: &NodeRef<'_>, base: Option<&WebUrl>) -> Vec<Block> {
    let mut items: Vec<Item> = Vec::new();
    for child in node.children() {
        // Some pages nest a list beside the item it belongs to, or put text between items.
        let is_item = matches!(&*dom::name(&child), "li" | "");
        let blocks = if is_item { super::within(&child, base) } else { of_stray(&child, base) };
        match (is_item, items.last_mut()) {
            _ if blocks.is_empty() => {}
            (false, Some(item)) => item.extend(blocks),
            _ => items.push(blocks),
        }
    }
    if items.iter().flatten().all(|block| matches!(block, Block::Figure(_))) {
        return items.into_iter().flatten().collect();
    }
    let ordered = node.has_name("ol");
    let first = node.children_it(false).find(|child| child.has_name("li"));
    let start = dom::attribute(node, "start").or_else(|| dom::attribute(&first?, "value"));
    let start = start.and_then(|start| start.parse().ok()).filter(|start| *start != 1);
    vec![Block::List { ordered, start: start.filter(|_| ordered), items }]
}

/// A list of terms in bold, each with its definition; `None` where it is empty.
pub fn of_definitions(node: &NodeRef<'_>, base: Option<&WebUrl>) -> Option<Block> {
    let mut items = Vec::new();
    define(node, base, &mut items);
    (!items.is_empty()).then_some(Block::List { ordered: false, start: None, items })
}

fn define(node: &NodeRef<'_>, base: Option<&WebUrl>, items: &mut Vec<Item>) {
    for child in node.children() {
        match &*dom::name(&child) {
            "dt" => {
                let term = Some(text_of(&child, base)).filter(|term| !term.is_blank());
                let in_bold = |term| vec![Block::Paragraph { text: Text(vec![Inline::Strong(term)]) }];
                items.extend(term.map(in_bold));
            }
            "div" => define(&child, base, items),
            _ => {
                let said = super::within(&child, base);
                match items.last_mut() {
                    Some(item) => item.extend(said),
                    None if said.is_empty() => {}
                    None => items.push(said),
                }
            }
        }
    }
}

/// The blocks of an element between items.
fn of_stray(node: &NodeRef<'_>, base: Option<&WebUrl>) -> Vec<Block> {
    let mut writer = super::Writer { base, blocks: Vec::new(), line: super::Line::default() };
    writer.node(node);
    writer.end_line();
    writer.blocks
}
