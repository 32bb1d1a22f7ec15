//! Properties of a line's words: their number, and whether they are a sentence or a title.
//!
//! Knows no markup and no language; phrases are in the lexicon.

use crate::domain::{Body, Prose};
use crate::text::WordCount;

/// Most words of a headline made from the text itself.
const HEADLINE_WORDS: usize = 12;

/// Short words without a capital in a name or title: "Department for Digital, Culture and Sport".
const SMALL_WORDS: &[&str] = &[
    "a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with", "de", "del",
    "der", "des", "di", "du", "e", "el", "et", "la", "le", "les", "och", "og", "und", "van", "von", "y", "&",
    "–", "-", "|",
];

/// The number of words in a line; a character of a script without spaces counts as half a word.
pub fn count(line: &str) -> usize {
    WordCount::of(line).rounded_up()
}

/// Whether a line ends like a sentence, apart from closing quotes and brackets.
pub fn ends_sentence(line: &str) -> bool {
    let end = line.trim_end().trim_end_matches(['"', '”', '’', '\'', '»', ')', ']', '」', '』', '“']);
    end.ends_with(['.', '!', '?', '…', '。', '！', '？', '．', '।', '؟', ':', ';'])
}

/// Whether every word but the small ones is capitalised, as in a name or a title. False where the script has
/// no capitals.
pub fn is_capitalised(line: &str) -> bool {
    let mut capitals = 0;
    for word in line.split_whitespace() {
        let Some(first) = word.chars().find(|character| character.is_alphanumeric()) else { continue };
        if first.is_uppercase() {
            capitals += 1;
        } else if first.is_lowercase() && !SMALL_WORDS.contains(&word) {
            return false;
        }
    }
    capitals > 0
}

/// Whether a line looks like the name of one person: two to four capitalised words, letters only.
pub fn is_name(line: &str) -> bool {
    let words: Vec<&str> = line.split_whitespace().collect();
    let is_part = |word: &&str| {
        let mut letters = word.chars();
        let capital = letters.next().is_some_and(char::is_uppercase);
        let rest = letters.all(|letter| letter.is_alphabetic() || matches!(letter, '.' | '-' | '\'' | '’'));
        (capital && rest)
            || matches!(
                *word,
                "de" | "da" | "del" | "der" | "den" | "di" | "la" | "le" | "van" | "von" | "bin" | "al"
            )
    };
    (2..=4).contains(&words.len()) && words.iter().all(is_part) && words.iter().any(|word| word.len() > 2)
}

/// The first words of a text, in place of a missing headline.
pub fn first_words(body: &Body) -> Option<Prose> {
    let texts = body.blocks().iter().map(crate::domain::Block::to_plain);
    let text = texts.into_iter().find(|text| !text.trim().is_empty())?;
    let words: Vec<&str> = text.split_whitespace().collect();
    let cut: String = words.iter().take(HEADLINE_WORDS).copied().collect::<Vec<_>>().join(" ");
    let cut: String = cut.chars().take(120).collect();
    let is_whole = cut.chars().count() == text.trim().chars().count();
    Prose::non_empty(&if is_whole { cut } else { format!("{cut}…") })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_counted_in_any_script() {
        assert_eq!(count("Rain fell — twice"), 3);
        assert_eq!(count("東京大地震"), 3);
    }

    #[test]
    fn a_name_is_not_a_sentence() {
        assert!(is_name("Dana van der Berg"));
        assert!(is_name("J. O'Neill"));
        assert!(!is_name("Rain Falls Again Over Town"));
        assert!(!is_name("Stuck in the middle"));
    }

    #[test]
    fn small_words_do_not_end_a_title() {
        assert!(is_capitalised("Department for Weather and Tides"));
        assert!(!is_capitalised("Department of Weather to close"));
    }

    #[test]
    fn closing_marks_do_not_hide_the_end_of_a_sentence() {
        assert!(ends_sentence("“It rose.”"));
        assert!(ends_sentence("雨が降った。"));
        assert!(!ends_sentence("Stuck in the middle"));
    }
}
