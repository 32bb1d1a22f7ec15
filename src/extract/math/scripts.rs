//! Superscript and subscript characters, where Unicode has them.

use crate::text::Baseline;

/// A text above the line: in superscript characters, else after `^`.
pub fn raised(text: &str) -> String {
    moved(text, Baseline::Raised, '^')
}

/// A text below the line: in subscript characters, else after `_`.
pub fn lowered(text: &str) -> String {
    moved(text, Baseline::Lowered, '_')
}

fn moved(text: &str, baseline: Baseline, mark: char) -> String {
    let text = text.trim();
    let bare: String = text.chars().filter(|letter| !letter.is_whitespace()).collect();
    let moved: Option<String> = bare.chars().map(|letter| baseline.shifted(letter)).collect();
    match moved {
        Some(moved) => moved,
        None if text.chars().count() == 1 || text.chars().all(char::is_alphanumeric) => {
            format!("{mark}{text}")
        }
        None => format!("{mark}({text})"),
    }
}

/// A part of a fraction or a root, in brackets where it is more than one term.
pub fn grouped(text: &str) -> String {
    let text = text.trim();
    let is_term = text.chars().all(|letter| {
        letter.is_alphanumeric()
            || matches!(letter, '.' | ',' | '′' | '∞' | '√')
            || matches!(letter, '⁰'..='₟' | '²' | '³' | '¹')
    });
    if is_term { text.to_owned() } else { format!("({text})") }
}
