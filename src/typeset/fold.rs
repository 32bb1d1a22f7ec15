//! One spelling for many: what a person types finds what a writer wrote.

use super::script::unscripted;
use crate::domain;

/// Hands out the characters that a character is compared as: lower case, without accents,
/// quotation marks and dashes as a keyboard has them, raised figures as plain ones.
pub(super) fn fold(character: char, mut take: impl FnMut(char)) {
    domain::fold(character, |letter| take(plain(letter)));
}

fn plain(letter: char) -> char {
    match letter {
        '\u{a0}' | '\u{202f}' => ' ',
        '‘' | '’' | '‚' | '‹' | '›' | '′' => '\'',
        '“' | '”' | '„' | '«' | '»' | '″' => '"',
        '‐' | '‑' | '–' | '—' | '−' => '-',
        '²' | '³' | '¹' | '\u{2b0}'..='\u{2e4}' | '\u{1d2c}'..='\u{1dbf}' | '\u{2070}'..='\u{209c}' => {
            unscripted(letter)
        }
        _ => letter,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(text: &str) -> String {
        let mut plain = String::new();
        text.chars().for_each(|character| fold(character, |folded| plain.push(folded)));
        plain
    }

    #[test]
    fn accents_case_and_marks_do_not_matter() {
        assert_eq!(folded("Łódź — “İstanbul’s” Straße"), "lodz - \"istanbul's\" strasse");
        assert_eq!(folded("Việt Nam, e\u{301}te\u{301}"), "viet nam, ete");
        assert_eq!(folded("Ёлка и чай, Αθήνα"), "елка и чаи, αθηνα");
        assert_eq!(folded("10⁻³ H₂O x² 1ˢᵗ"), "10-3 h2o x2 1st");
    }
}
