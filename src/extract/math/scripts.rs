//! Raised and lowered characters, where Unicode has them.

const RAISED: (&str, &str) =
    ("0123456789+-−=()abcdefghijklmnoprstuvwxyz′", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ′");

const LOWERED: (&str, &str) =
    ("0123456789+-−=()aehijklmnoprstuvxβγρφχ", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ");

/// A text above the line: in raised characters, else after `^`.
pub fn raised(text: &str) -> String {
    moved(text, RAISED, '^')
}

/// A text below the line: in lowered characters, else after `_`.
pub fn lowered(text: &str) -> String {
    moved(text, LOWERED, '_')
}

fn moved(text: &str, (plain, shapes): (&str, &str), mark: char) -> String {
    let text = text.trim();
    let bare: String = text.chars().filter(|letter| !letter.is_whitespace()).collect();
    let shape = |letter: char| {
        let position = plain.chars().position(|known| known == letter)?;
        shapes.chars().nth(position)
    };
    let moved: Option<String> = bare.chars().map(shape).collect();
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
            || RAISED.1.contains(letter)
            || LOWERED.1.contains(letter)
    });
    if is_term { text.to_owned() } else { format!("({text})") }
}
