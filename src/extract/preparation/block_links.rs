//! A link around whole paragraphs, as cards have it: the words of each paragraph are the link.

use dom_query::NodeRef;

use crate::extract::dom;

/// Puts the link of an anchor around the words of every block within it.
pub fn spread(anchor: &NodeRef<'_>) {
    let Some(address) = dom::attribute(anchor, "href") else { return };
    let is_block = |node: &NodeRef<'_>| node.is_element() && dom::is_block(&dom::name(node));
    let holds_words = |node: &NodeRef<'_>| {
        is_block(node) && !node.descendants_it().any(|below| is_block(&below)) && !dom::words(node).is_empty()
    };
    let blocks: Vec<NodeRef<'_>> = anchor.descendants_it().filter(holds_words).collect();
    if blocks.is_empty() {
        return;
    }
    for block in blocks {
        let link = block.tree.new_element("a");
        link.set_attr("href", &address);
        for child in block.children() {
            link.append_child(&child);
        }
        block.append_child(&link);
    }
    anchor.rename("div");
}

#[cfg(test)]
mod tests {
    use crate::extract::extract_fragment;

    #[test]
    fn every_paragraph_of_a_card_leads_where_the_card_does() {
        let html = "<a href='https://a.example/x'><h3>Rain</h3><p>It <em>fell</em>.</p></a><p><a href='https://a.example/y'>On</a></p>";

        let told = serde_json::to_string(&extract_fragment(html, None).0).unwrap();

        assert_eq!(told.matches("https://a.example/x").count(), 2, "{told}");
        assert!(told.contains("\"type\":\"heading\"") && told.contains("https://a.example/y"), "{told}");
    }
}
