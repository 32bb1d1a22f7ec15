//! Formulas as readable characters: from `MathML`, from the markup of typesetters such as `MathJax`, and from
//! TeX.
//!
//! A formula is marked in place before the page is read, so that no later step splits the sentence around it.

mod mathml;
mod scripts;
mod symbols;
mod tex;

use dom_query::NodeRef;

use crate::domain::{Block, Inline, Prose};

use super::dom;

/// The attributes of a marked formula: its characters, and its source in TeX.
const TEXT: &str = "data-formula";
const SOURCE: &str = "data-formula-source";

/// Attributes in which typesetters keep the source.
const SOURCES: &[&str] = &["data-math", "data-tex", "data-latex", "data-formula-tex"];

/// A formula of the page.
#[derive(Debug, Default)]
struct Formula {
    tex: Option<String>,
    text: String,
    is_block: bool,
}

/// Marks every formula of a page.
pub fn mark(nodes: &[NodeRef<'_>]) {
    for node in nodes {
        let is_gone = node.parent().is_none();
        match &*dom::name(node) {
            _ if is_gone => {}
            "math" => place(&outermost(node), &of_mathml(node)),
            "script" if is_tex(node) => of_script(node),
            "mjx-container" if node.descendants_it().all(|below| !below.has_name("math")) => {
                place(node, &Formula { text: dom::words(node), is_block: is_display(node), tex: None });
            }
            _ => {
                if let Some(tex) = SOURCES.iter().find_map(|name| dom::attribute(node, name)) {
                    let is_block = is_display(node);
                    place(node, &Formula { text: tex::readable(&tex), tex: Some(tex), is_block });
                }
            }
        }
    }
}

/// Whether an element may hold a formula.
pub fn is_candidate(node: &NodeRef<'_>, name: &str) -> bool {
    matches!(name, "math" | "mjx-container")
        || name == "script" && is_tex(node)
        || matches!(name, "span" | "div") && SOURCES.iter().any(|source| node.has_attr(source))
}

/// The text with its TeX formulas, between marks such as `\( \)` and `$$`, as readable characters; `None`
/// where it has none.
pub fn in_text(text: &str) -> Option<String> {
    let is_marked = text.contains("\\(") || text.contains("\\[") || text.contains("$$");
    is_marked.then(|| tex::within(text)).flatten()
}

/// The formula of a node as a block.
pub fn block(node: &NodeRef<'_>) -> Option<Block> {
    let text = Prose::non_empty(&node.attr(TEXT)?)?;
    let tex = node.attr(SOURCE).and_then(|tex| Prose::non_empty(&tex));
    node.has_name("p").then_some(Block::Math { tex, text })
}

/// The formula of a node as inline text.
pub fn inline(node: &NodeRef<'_>) -> Option<Inline> {
    Prose::non_empty(&node.attr(TEXT)?).map(Inline::Math)
}

/// The readable characters of a formula in TeX.
pub fn readable(source: &str) -> String {
    tex::readable(source)
}

fn of_mathml(node: &NodeRef<'_>) -> Formula {
    let tex = node.descendants_it().find(|below| {
        below.has_name("annotation")
            && dom::attribute(below, "encoding").is_some_and(|encoding| encoding.contains("tex"))
    });
    let tex = tex.map(|tex| tex.text().trim().to_owned()).or_else(|| dom::attribute(node, "alttext"));
    Formula { tex, text: mathml::readable(node), is_block: is_display(node) }
}

fn is_tex(node: &NodeRef<'_>) -> bool {
    dom::attribute(node, "type").is_some_and(|kind| kind.starts_with("math/tex"))
}

/// Marks the formula of a script with its TeX source, and removes the rendered form before it.
fn of_script(script: &NodeRef<'_>) {
    let source = script.text().trim().to_owned();
    while let Some(before) = script.prev_element_sibling().filter(|before| is_set(before)) {
        before.remove_from_parent();
    }
    let is_block = dom::attribute(script, "type").is_some_and(|kind| kind.contains("display"));
    place(script, &Formula { text: tex::readable(&source), tex: Some(source), is_block });
}

fn is_set(node: &NodeRef<'_>) -> bool {
    dom::label(node).split_whitespace().any(|name| name.starts_with("mathjax"))
}

/// The outermost element of a formula, around its forms for display and for screen readers.
fn outermost<'page>(node: &NodeRef<'page>) -> NodeRef<'page> {
    let holds = |above: &NodeRef<'_>| {
        let label = dom::label(above);
        above.has_name("mjx-container")
            || ["katex", "mwe-math", "mathjax", "mjx-assistive", "math-inline", "math-block"]
                .iter()
                .any(|name| label.split_whitespace().any(|word| word.starts_with(name)))
    };
    node.ancestors_it(Some(4)).filter(holds).last().unwrap_or(*node)
}

/// Whether a formula stands on a line of its own.
fn is_display(node: &NodeRef<'_>) -> bool {
    let says = |node: &NodeRef<'_>| {
        let label = dom::label(node);
        matches!(dom::attribute(node, "display").as_deref(), Some("block" | "true"))
            || dom::attribute(node, "mode").is_some_and(|mode| mode == "display")
            || label.contains("display") && !label.contains("inline")
            || label.contains("math-block")
    };
    says(node) || node.ancestors_it(Some(3)).any(|above| says(&above))
}

fn place(node: &NodeRef<'_>, formula: &Formula) {
    let text = formula.text.trim();
    if text.is_empty() {
        return node.remove_from_parent();
    }
    let mark = node.tree.new_element(if formula.is_block { "p" } else { "span" });
    mark.set_attr(TEXT, text);
    if let Some(tex) = &formula.tex {
        mark.set_attr(SOURCE, tex);
    }
    mark.set_text(text);
    node.replace_with(&mark);
}

#[cfg(test)]
mod tests {
    use crate::extract::extract_fragment;

    fn json(html: &str) -> String {
        serde_json::to_string(&extract_fragment(html, None).0).unwrap()
    }

    #[test]
    fn a_formula_stays_in_its_sentence() {
        let page = "<p>Of <span class=katex><span class=katex-mathml><math><semantics><mrow><msup><mi>x</mi><mn>2</mn></msup></mrow>\
            <annotation encoding='application/x-tex'>x^2</annotation></semantics></math></span><span aria-hidden=true>x2</span></span> metres.</p>";

        assert_eq!(json(page), r#"[{"type":"paragraph","text":["Of ",{"math":"x²"}," metres."]}]"#);
    }

    #[test]
    fn a_formula_on_a_line_of_its_own_is_a_block() {
        let page = "<p>Thus</p><math display=block><mfrac><mn>1</mn><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow></mfrac></math>";

        assert!(json(page).ends_with(r#"{"type":"math","text":"1/(a + b)"}]"#), "{}", json(page));
    }

    #[test]
    fn the_source_stands_in_a_script_or_an_attribute() {
        let page = "<p>Of <span class=MathJax>x</span><script type='math/tex'>\\alpha_1</script> and <span data-math='\\beta^{n+1}'>b</span>.</p>";

        assert_eq!(
            json(page),
            r#"[{"type":"paragraph","text":["Of ",{"math":"α₁"}," and ",{"math":"βⁿ⁺¹"},"."]}]"#
        );
    }

    #[test]
    fn marks_of_tex_in_a_text_are_read_and_money_is_not() {
        assert!(json("<p>Of \\(\\frac{a}{b}\\) metres.</p>").contains("Of a/b metres."));
        assert!(json("<p>It cost $5 or $$, not more.</p>").contains("It cost $5 or $$, not more."));
    }
}
