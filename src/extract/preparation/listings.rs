//! Code in lines that is told by its style or its attributes, and not by its element.

use dom_query::NodeRef;

use crate::extract::dom;

/// Whether an element is code in lines: a box that names its language, or `code` whose style keeps its line breaks.
pub fn is_candidate(node: &NodeRef<'_>, name: &str) -> bool {
    let is_told = match name {
        "div" => node.has_attr("data-lang") || node.has_attr("data-language"),
        "code" => node.attr("style").is_some_and(|style| style.replace(' ', "").contains("white-space:pre")),
        _ => false,
    };
    is_told && has_lines(node) && !dom::within(node, |around| around.has_name("pre"))
}

/// Whether its text stands in lines, and in no blocks.
fn has_lines(node: &NodeRef<'_>) -> bool {
    let is_block = |below: NodeRef<'_>| below.is_element() && dom::is_block(&dom::name(&below));
    node.text().trim().contains('\n') && !node.descendants_it().any(is_block)
}

#[cfg(test)]
mod tests {
    use crate::domain::Block;
    use crate::extract::fragment;

    fn code(html: &str) -> Vec<String> {
        let body = fragment(html, None).0;
        let code = body.blocks().iter().filter(|block| matches!(block, Block::Code { .. }));
        code.map(Block::to_plain).collect()
    }

    #[test]
    fn code_is_known_by_its_language_and_by_its_style() {
        assert_eq!(code("<div data-lang=http>GET /rain\n\n  {}</div>"), ["GET /rain\n\n  {}"]);
        assert_eq!(code("<div><code style='white-space: pre'>a\n  b</code></div>"), ["a\n  b"]);
        assert_eq!(code("<div data-lang=de><p>Regen\nfiel</p></div>"), Vec::<String>::new());
        assert_eq!(code("<p>Say <code style='white-space: pre'>a b</code>.</p>"), Vec::<String>::new());
    }

    #[test]
    fn the_name_of_the_language_above_code_is_no_line_of_it() {
        let label = "<pre><code class=language-bash><div>bash</div><div>  \necho rain</div></code></pre>";

        assert_eq!(code(label), ["echo rain"]);
        assert_eq!(code("<pre><code class=language-bash>ls\necho rain</code></pre>"), ["ls\necho rain"]);
    }
}
