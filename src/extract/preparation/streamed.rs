//! Streamed pages: a server sends a placeholder (`<template id="B:0">`) first and its content later, hidden
//! (`<div hidden id="S:0">`); a script of the page puts it in place.

use dom_query::NodeRef;

use crate::extract::dom;

/// Whether an element is such a placeholder or its content.
pub fn is_part(node: &NodeRef<'_>) -> bool {
    node.attr("id").is_some_and(|id| number(&id, "B:").or_else(|| number(&id, "S:")).is_some())
}

/// Replaces every placeholder by its content.
pub fn put_back(parts: &[NodeRef<'_>]) {
    let id = |node: &NodeRef<'_>| dom::attribute(node, "id").unwrap_or_default();
    for piece in parts {
        let name = id(piece);
        let Some(wanted) = number(&name, "S:") else { continue };
        let place = parts.iter().find(|place| number(&id(place), "B:") == Some(wanted));
        if let Some(place) = place {
            piece.remove_attr("hidden");
            piece.remove_attr("id");
            drop_fallback(place);
            place.replace_with(piece);
        }
    }
}

/// Removes the fallback before the end mark `/$`, which the page showed until the content came.
fn drop_fallback(place: &NodeRef<'_>) {
    let mut shown = Vec::new();
    let mut next = place.next_sibling();
    while let Some(node) = next {
        if node.is_comment() && node.html().contains("/$") {
            return shown.iter().for_each(NodeRef::remove_from_parent);
        }
        next = node.next_sibling();
        shown.push(node);
    }
}

fn number<'id>(id: &'id str, start: &str) -> Option<&'id str> {
    id.strip_prefix(start)
        .filter(|rest| !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

#[cfg(test)]
mod tests {
    use crate::extract::dom;
    use dom_query::Document;

    #[test]
    fn a_piece_that_came_later_stands_in_its_place() {
        let page = "<p>one</p><!--$?--><template id='B:0'></template><p>loading</p><!--/$--><p>three</p><div hidden id='S:0'><p>two</p></div>";
        let document = Document::fragment(page);

        super::super::of(&document, crate::extract::embeds::MarkupSource::Text);

        assert_eq!(dom::words(&document.root()), "one two three");
    }
}
