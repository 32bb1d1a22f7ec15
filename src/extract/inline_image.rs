//! Inline images that stand for characters, and are read as their alternative text.

use dom_query::NodeRef;

use super::dom;

/// Most characters of an alternative text that stands for a sign: an emoji of several code points has nine.
const SIGN: usize = 12;

/// Most pixels of a side of a picture that stands for a letter.
const LETTER: u32 = 32;

/// Whether a picture stands for characters of its line: an emoji, or a formula.
pub fn is_inline(node: &NodeRef<'_>) -> bool {
    let Some(alt) = node.attr("alt") else { return false };
    let alt = alt.trim();
    let is_named = || {
        let label = dom::label(node);
        ["emoji", "smiley", "emoticon", "latex", "texhtml", "mwe-math", "math", "equation"]
            .iter()
            .any(|name| label.contains(name))
    };
    let is_small = || {
        let size = |name| dom::attribute(node, name).and_then(|size| size.parse().ok());
        let style = dom::attribute(node, "style").unwrap_or_default();
        size("height").is_some_and(|height: u32| height <= LETTER) || style.contains("1em")
    };
    let is_sign = alt.chars().count() <= SIGN && !alt.is_empty() && alt.chars().all(is_pictograph);
    let is_formula = alt.contains('\\') && alt.contains(['{', '(', '_', '^', ' ']);
    !alt.is_empty()
        && (is_sign || is_formula || is_named() && (is_small() || !alt.contains(' ') || alt.len() < 4 * SIGN))
}

/// Whether a line is nothing but emoji, which say something; arrows, stars and bullets do not.
pub fn is_emoji(line: &str) -> bool {
    let is_shown = |letter: char| matches!(letter, '\u{1f300}'..='\u{1faff}' | '\u{fe0f}');
    let mut letters = line.chars().filter(|letter| !letter.is_whitespace()).peekable();
    letters.peek().is_some() && line.chars().any(is_shown) && letters.all(is_pictograph)
}

/// Whether a character is an emoji or a part of one.
const fn is_pictograph(letter: char) -> bool {
    matches!(letter, '\u{1f000}'..='\u{1faff}' | '\u{2190}'..='\u{2bff}' | '\u{3030}' | '\u{303d}' | '\u{200d}' | '\u{20e3}' | '\u{fe0f}' | '\u{e0020}'..='\u{e007f}' | '©' | '®')
}
