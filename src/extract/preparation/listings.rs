//! Code listings that are marked by style or attributes, not by their element.

use dom_query::NodeRef;

use crate::extract::dom;
use crate::extract::embeds::MarkupSource;

/// Whether an element is a listing: a box that names its language, or `code` whose style keeps its line
/// breaks.
pub fn is_candidate(node: &NodeRef<'_>, name: &str) -> bool {
    let is_told = match name {
        "div" => node.has_attr("data-lang") || node.has_attr("data-language"),
        "code" => node.attr("style").is_some_and(|style| style.replace(' ', "").contains("white-space:pre")),
        _ => false,
    };
    is_told && has_lines(node) && !dom::within(node, |around| around.has_name("pre"))
}

/// Whether a field holds a text to be read: one in the text of an author, or a read-only one of a page.
pub fn is_text(field: &NodeRef<'_>, source: MarkupSource) -> bool {
    (source == MarkupSource::Text || field.has_attr("readonly")) && !field.text().trim().is_empty()
}

/// Hides the line breaks of code from extractors, which take two in a row for the end of a paragraph.
pub fn keep_breaks(code: &NodeRef<'_>) {
    let breaks: Vec<NodeRef<'_>> = code.descendants_it().filter(|below| below.has_name("br")).collect();
    for line_break in breaks {
        line_break.rename("span");
        line_break.set_attr(dom::IS_BREAK, "");
    }
}

/// Whether a box holds only code, as a session of commands and their output, which is one listing.
pub fn is_session(node: &NodeRef<'_>) -> bool {
    let parts = node.element_children();
    let is_command = |part: &&NodeRef<'_>| {
        part.has_name("code") && dom::label(part).split_whitespace().any(|name| name == "block")
    };
    let is_code = |part: &NodeRef<'_>| part.has_name("pre") || is_command(&part);
    parts.len() > 1
        && parts.iter().all(is_code)
        && parts.iter().any(|part| is_command(&part))
        && node.children().iter().all(|part| part.is_element() || part.text().trim().is_empty())
}

/// Joins the parts of a session, each on a line of its own.
pub fn join(session: &NodeRef<'_>) {
    for part in session.children() {
        if !part.is_element() {
            part.remove_from_parent();
            continue;
        }
        // Not a block, since extractors would drop a short one.
        part.rename("span");
        part.set_attr(dom::IS_LINE, "");
        if part.text().trim().is_empty() {
            part.children().iter().for_each(NodeRef::remove_from_parent);
        }
    }
    session.rename("pre");
}

/// Whether the text of an element has lines, and no blocks.
fn has_lines(node: &NodeRef<'_>) -> bool {
    let is_block = |below: NodeRef<'_>| below.is_element() && dom::is_block(&dom::name(&below));
    node.text().trim().contains('\n') && !node.descendants_it().any(is_block)
}

#[cfg(test)]
mod tests {
    use crate::domain::Block;
    use crate::extract::extract_fragment;

    fn code(html: &str) -> Vec<String> {
        let body = extract_fragment(html, None).0;
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
    fn a_command_and_its_answer_are_one_listing() {
        let command = |text: &str| format!("<code class='hl block'>{text}</code>");
        let session = format!(
            "<div>{} <pre>1 : Nat</pre> {} {}</div>",
            command("<a href='#'><span class=hover-info>Nat</span>check</a> 1"),
            command("\n"),
            command("check 2")
        );

        assert_eq!(code(&session), ["check 1\n1 : Nat\n\ncheck 2"]);
        assert_eq!(code("<div><pre>a</pre><pre>b</pre></div>"), ["a", "b"]);
    }

    #[test]
    fn two_breaks_in_code_are_a_blank_line() {
        assert_eq!(code("<pre><code>a<br><br>b<br>c</code></pre>"), ["a\n\nb\nc"]);
    }

    #[test]
    fn the_name_of_the_language_above_code_is_no_line_of_it() {
        let label = "<pre><code class=language-bash><div>bash</div><div>  \necho rain</div></code></pre>";

        assert_eq!(code(label), ["echo rain"]);
        assert_eq!(code("<pre><code class=language-bash>ls\necho rain</code></pre>"), ["ls\necho rain"]);
    }
}
