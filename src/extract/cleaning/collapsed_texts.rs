//! Texts that a page has twice, truncated and whole, with a toggle ("more", "less") between them.

use dom_query::NodeRef;

use crate::extract::{dom, words};

/// Most words and most characters of a switch.
const LONGEST_SWITCH: usize = 3;
const WIDEST_SWITCH: usize = 30;

/// Words below which two texts may begin alike by chance.
const FEWEST: usize = 5;

/// Most characters of a folded text, and most switches of a page.
const LONGEST: usize = 8_000;
const MOST: usize = 500;

/// Keeps the whole text of every such pair, without its switch.
pub fn unfold(root: &NodeRef<'_>) {
    let switches: Vec<NodeRef<'_>> = root.descendants_it().filter(is_switch).take(MOST).collect();
    for switch in switches {
        let Some(folded) = switch.parent() else { continue };
        for other in [folded.prev_element_sibling(), folded.next_element_sibling()].into_iter().flatten() {
            if leave_whole(&folded, &other) {
                break;
            }
        }
    }
}

/// Keeps the whole one of two elements, where the other is its cut form; returns whether they were such a
/// pair.
fn leave_whole(one: &NodeRef<'_>, other: &NodeRef<'_>) -> bool {
    let (Some(first), Some(second)) = (text(one), text(other)) else { return false };
    let mut pair = [(first, one), (second, other)];
    pair.sort_by_key(|(text, _)| text.len());
    let [(short, cut), (long, whole)] = pair;
    if words::count(&short) < FEWEST || !long.starts_with(&short) {
        return false;
    }
    cut.remove_from_parent();
    if let Some(switch) = last_switch(whole) {
        switch.remove_from_parent();
    }
    true
}

/// The text of an element, without its switch and the dots before it; `None` where it is too long.
fn text(element: &NodeRef<'_>) -> Option<String> {
    if dom::is_longer(element, LONGEST) {
        return None;
    }
    let all = dom::words(element);
    let switch = last_switch(element).map(|switch| dom::words(&switch)).unwrap_or_default();
    let text = all.strip_suffix(&switch).unwrap_or(&all);
    Some(text.trim_end_matches(['.', '…', ' ']).to_owned())
}

fn last_switch<'page>(element: &NodeRef<'page>) -> Option<NodeRef<'page>> {
    element.element_children().pop().filter(is_switch)
}

/// Whether an element is a switch: a button or link that leads to no page.
fn is_switch(node: &NodeRef<'_>) -> bool {
    let leads_nowhere = match &*dom::name(node) {
        "button" => true,
        "a" => !dom::attribute(node, "href").is_some_and(|address| {
            !address.starts_with('#') && !address.to_ascii_lowercase().starts_with("javascript:")
        }),
        _ => false,
    };
    leads_nowhere
        && !dom::is_longer(node, WIDEST_SWITCH)
        && (1..=LONGEST_SWITCH).contains(&words::count(&label(node)))
}

/// The words on a switch; those of a button are no text of the page.
fn label(node: &NodeRef<'_>) -> String {
    node.text().to_string()
}

#[cfg(test)]
mod tests {
    use dom_query::Document;

    use super::*;

    fn left(page: &str) -> String {
        let document = Document::fragment(page);
        unfold(&document.root());
        dom::words(&document.root())
    }

    #[test]
    fn of_a_text_and_its_beginning_the_text_is_left() {
        let whole = "The bridge over the river in May, before it was closed.";
        for page in [
            format!(
                "<div>{whole}<a class=x> less</a></div><div>The bridge over the river in May<a> ... more</a></div>"
            ),
            format!("<div>The bridge over the river…<a href='#'>Read more</a></div><div>{whole}</div>"),
            format!(
                "<p>The bridge over the river in <button>More</button></p><p>{whole} <a href='javascript:x()'>Less</a></p>"
            ),
        ] {
            assert_eq!(left(&page), whole, "{page}");
        }
    }

    #[test]
    fn similar_texts_without_a_toggle_stay() {
        for page in [
            "<p>Rain fell.<a>more</a></p><p>Rain fell. It rained on.</p>",
            "<p>Nobody on the river knew more<a href='/all'>more</a></p><p>Nobody on the river knew more then.</p>",
            "<p>Nobody on the river knew it.<a>more</a></p><p>Everybody on the river knew it.</p>",
        ] {
            let document = Document::fragment(page);
            assert_eq!(left(page), dom::words(&document.root()), "{page}");
        }
    }
}
