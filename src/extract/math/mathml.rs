//! Converts `MathML` to readable characters.

use dom_query::NodeRef;

use super::scripts::{grouped, lowered, raised};
use crate::extract::dom;

/// Operators with spaces around them.
const SPACED: &str = "=≠≈≡≤≥<>≪≫→←↔⇒⇐⇔↦∈∉⊂⊆⊃⊇∪∩∧∨±∓×÷·⋅∘∼≅∝:+−-";

/// Operators that may also be a sign before a term, without a space after it.
const SIGNS: &str = "+−-±∓";

/// The deepest nesting of elements that is read; a line of text could not show more.
const DEEPEST: u8 = 60;

/// The characters of a formula.
pub fn readable(node: &NodeRef<'_>) -> String {
    let mut text = String::new();
    children(node, &mut text, DEEPEST);
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn children(node: &NodeRef<'_>, text: &mut String, depth: u8) {
    for child in node.element_children() {
        write(&child, text, depth);
    }
}

fn element_text(node: Option<&NodeRef<'_>>, depth: u8) -> String {
    let mut text = String::new();
    if let Some(node) = node {
        write(node, &mut text, depth);
    }
    text.trim().to_owned()
}

fn write(node: &NodeRef<'_>, text: &mut String, depth: u8) {
    let Some(depth) = depth.checked_sub(1) else { return };
    let parts = node.element_children();
    let part = |at: usize| element_text(parts.get(at), depth);
    let written = match &*dom::name(node) {
        "mi" | "mn" | "ms" => node.text().trim().to_owned(),
        "mtext" => node.text().to_string(),
        "mo" => return operator(node.text().trim(), text),
        "mspace" => " ".to_owned(),
        "mphantom" | "annotation" | "annotation-xml" | "none" | "mprescripts" => return,
        "semantics" => part(0),
        "mfrac" => format!("{}/{}", grouped(&part(0)), grouped(&part(1))),
        "msqrt" => {
            let mut inner = String::new();
            children(node, &mut inner, depth);
            format!("√{}", grouped(&inner))
        }
        "mroot" => format!("{}√{}", raised(&part(1)), grouped(&part(0))),
        "msup" => format!("{}{}", part(0), raised(&part(1))),
        "msub" => format!("{}{}", part(0), lowered(&part(1))),
        "msubsup" | "munderover" => format!("{}{}{} ", part(0), lowered(&part(1)), raised(&part(2))),
        "munder" => format!("{}{} ", part(0), lowered(&part(1))),
        "mover" => over(&part(0), &part(1)),
        "mtable" => joined(&parts, "; ", depth),
        "mtr" | "mlabeledtr" => joined(&parts, " ", depth),
        "mfenced" => {
            let open = dom::attribute(node, "open").unwrap_or_else(|| "(".to_owned());
            let close = dom::attribute(node, "close").unwrap_or_else(|| ")".to_owned());
            format!("{open}{}{close}", joined(&parts, ", ", depth))
        }
        _ if parts.is_empty() => node.text().trim().to_owned(),
        _ => return children(node, text, depth),
    };
    text.push_str(&written);
}

fn joined(parts: &[NodeRef<'_>], between: &str, depth: u8) -> String {
    let parts = parts.iter().map(|part| element_text(Some(part), depth)).filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join(between)
}

/// Appends an operator: with spaces between two terms, without after a sign.
fn operator(sign: &str, text: &mut String) {
    let mut letters = sign.chars();
    let (first, is_one) = (letters.next(), letters.next().is_none());
    let Some(first) = first else { return };
    // Invisible times, application and separator.
    if ('\u{2061}'..='\u{2064}').contains(&first) {
        return;
    }
    let last = text.trim_end().chars().next_back();
    let is_before =
        last.is_none_or(|last| matches!(last, '(' | '[' | '{' | ',' | '|') || SPACED.contains(last));
    if is_one && SPACED.contains(first) && !(is_before && SIGNS.contains(first)) {
        text.push(' ');
        text.push(first);
        text.push(' ');
    } else {
        text.push_str(sign);
        if matches!(first, ',' | ';') {
            text.push(' ');
        }
    }
}

/// A base with a mark above it: a combining accent over one letter, else raised text.
fn over(base: &str, above: &str) -> String {
    let accent = match above.trim() {
        "^" | "ˆ" | "\u{302}" => '\u{302}',
        "¯" | "‾" | "―" | "_" | "\u{304}" => '\u{304}',
        "~" | "˜" | "\u{303}" => '\u{303}',
        "→" | "\u{20d7}" => '\u{20d7}',
        "˙" | "." => '\u{307}',
        "¨" => '\u{308}',
        _ => return format!("{base}{} ", raised(above)),
    };
    let is_letter = base.chars().count() == 1;
    base.chars().chain(is_letter.then_some(accent)).collect()
}
