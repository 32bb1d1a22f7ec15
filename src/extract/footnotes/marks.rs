//! The marks of references to notes, and of links back from them.

use dom_query::NodeRef;

use crate::extract::dom;

/// Most characters of a mark.
const LONGEST: usize = 4;

/// Signs of references, and signs of links back.
const SIGNS: &[char] = &['*', '†', '‡', '§', '¶'];
const BACK: &[char] = &['^', '↩', '↑', '↵', '⏎', '⤴', '⬆', '↲', '\u{fe0e}', '\u{fe0f}'];

/// Whether an element may be a reference to a note.
pub fn is_candidate(node: &NodeRef<'_>, name: &str) -> bool {
    match name {
        "a" => node.attr("href").is_some_and(|address| address.starts_with('#') && address.len() > 1),
        "sup" => true,
        "span" => {
            node.has_attr("data-definition")
                || node.attr("class").is_some_and(|class| class.contains("footnote"))
        }
        _ => false,
    }
}

/// The mark of a reference, without brackets: a number, a letter or a few signs.
pub fn mark(node: &NodeRef<'_>) -> Option<String> {
    // Hidden content of a mark is the note.
    let own = node.children().into_iter().find(NodeRef::is_text).map(|own| own.text().to_string());
    let own = own.filter(|own| !own.trim().is_empty() && node.has_name("span"));
    if own.is_none() && dom::is_longer(node, LONGEST + 2) {
        return None;
    }
    let text = own.unwrap_or_else(|| dom::words(node));
    let mark = text.trim().trim_matches(['[', ']', '(', ')']).trim();
    let is_mark = !mark.is_empty()
        && mark.chars().count() <= LONGEST
        && (mark.bytes().all(|byte| byte.is_ascii_digit())
            || mark.chars().all(|letter| SIGNS.contains(&letter))
            || mark.chars().count() == 1 && mark.chars().all(char::is_alphabetic));
    is_mark.then(|| mark.to_owned())
}

/// Whether a link leads back from a note to the text: it consists of an arrow.
pub fn is_back_link(node: &NodeRef<'_>, name: &str) -> bool {
    name == "a"
        && node.attr("href").is_some_and(|address| address.starts_with('#'))
        && !dom::is_longer(node, LONGEST)
        && {
            let words = dom::words(node);
            !words.is_empty() && words.chars().all(|letter| BACK.contains(&letter))
        }
}
