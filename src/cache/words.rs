//! Where words begin and end, and how they are compared: one answer for the index, for questions to it
//! and for the text an answer is shown in.

use std::ops::Range;

use crate::domain::fold;

/// Letters of a word that count; what is longer is no word a person searches for.
const MOST_LETTERS: usize = 64;

/// Calls `visit` with every word of a text, folded, and its characters in the text. A word is a run of
/// letters and digits; where a script has no spaces between words, each character is one.
pub(super) fn each_word(text: &str, mut visit: impl FnMut(&str, Range<usize>)) {
    let mut word = String::with_capacity(MOST_LETTERS);
    let (mut start, mut end) = (0, 0);
    for (at, character) in text.chars().enumerate() {
        let part = Part::of(character);
        if !word.is_empty() && matches!(part, Part::Gap | Part::Alone) {
            visit(&word, start..end);
            word.clear();
        }
        match part {
            Part::Gap => continue,
            Part::Accent if word.is_empty() => continue,
            Part::Letter | Part::Accent | Part::Alone => {}
        }
        if word.is_empty() {
            start = at;
        }
        end = at + 1;
        if end - start <= MOST_LETTERS {
            fold(character, |letter| word.push(letter));
        }
        if matches!(part, Part::Alone) && !word.is_empty() {
            visit(&word, start..end);
            word.clear();
        }
    }
    if !word.is_empty() {
        visit(&word, start..end);
    }
}

/// What a character is to words.
#[derive(Clone, Copy)]
enum Part {
    Letter,
    /// An accent written after its letter.
    Accent,
    /// A word of its own.
    Alone,
    Gap,
}

impl Part {
    #[inline]
    fn of(character: char) -> Self {
        if character.is_ascii() {
            return if character.is_ascii_alphanumeric() { Self::Letter } else { Self::Gap };
        }
        match character {
            '\u{300}'..='\u{36f}' => Self::Accent,
            _ if is_unspaced(character) => Self::Alone,
            _ if character.is_alphanumeric() => Self::Letter,
            _ => Self::Gap,
        }
    }
}

/// The words of a text, folded, in order.
pub(super) fn words_of(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    each_word(text, |word, _| words.push(word.to_owned()));
    words
}

/// Scripts without spaces between words: Thai, Lao, Myanmar, Khmer, kana, Han.
fn is_unspaced(character: char) -> bool {
    character >= '\u{e00}'
        && matches!(character,
            '\u{e01}'..='\u{e3a}' | '\u{e40}'..='\u{e4e}' | '\u{e81}'..='\u{ece}' | '\u{1000}'..='\u{103f}'
            | '\u{1780}'..='\u{17d3}' | '\u{3005}'..='\u{3007}' | '\u{3041}'..='\u{3096}'
            | '\u{309d}'..='\u{309f}' | '\u{30a1}'..='\u{30fa}' | '\u{30fc}'..='\u{30ff}'
            | '\u{31f0}'..='\u{31ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
            | '\u{f900}'..='\u{faff}' | '\u{ff66}'..='\u{ff9f}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(String, Range<usize>)> {
        let mut words = Vec::new();
        each_word(text, |word, at| words.push((word.to_owned(), at)));
        words
    }

    #[test]
    fn words_are_folded_and_know_their_place() {
        let words = found("«Café—Łódź» it’s");

        let expected = [("cafe", 1..5), ("lodz", 6..10), ("it", 12..14), ("s", 15..16)];
        assert_eq!(words, expected.map(|(word, at)| (word.to_owned(), at)));
        assert_eq!(found("e\u{301}te\u{301}"), [("ete".to_owned(), 0..5)]);
    }

    #[test]
    fn characters_of_scripts_without_spaces_are_words() {
        assert_eq!(words_of("東京2020テスト"), ["東", "京", "2020", "テ", "ス", "ト"]);
        assert_eq!(words_of("ไทย"), ["ไ", "ท", "ย"]);
    }

    #[test]
    fn outside_text_has_no_say_in_what_is_a_mark() {
        assert_eq!(words_of("\u{e000}minister"), ["minister"]);
    }

    #[test]
    fn a_word_without_end_is_cut() {
        assert_eq!(words_of(&"a".repeat(999)), ["a".repeat(64)]);
    }
}
