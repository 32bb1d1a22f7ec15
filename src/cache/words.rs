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
    let (mut rest, mut at) = (text, 0);
    while !rest.is_empty() {
        // Most words are of ASCII alone, and need not be looked at letter by letter.
        let plain = rest.bytes().take_while(u8::is_ascii_alphanumeric).count();
        if rest.as_bytes().get(plain).is_none_or(u8::is_ascii) {
            if let Some(letters) = rest.get(..plain.min(MOST_LETTERS)).filter(|letters| !letters.is_empty()) {
                word.push_str(letters);
                word.make_ascii_lowercase();
                visit(&word, at..at + plain);
                word.clear();
            }
            let is_gap = |byte: &u8| byte.is_ascii() && !byte.is_ascii_alphanumeric();
            let gap = rest.bytes().skip(plain).take_while(is_gap).count();
            rest = rest.get(plain + gap..).unwrap_or_default();
            at += plain + gap;
        } else {
            let end = rest.find(|character| matches!(Part::of(character), Part::Gap));
            let (run, others) = rest.split_at(end.unwrap_or(rest.len()));
            at = each_of_run(run, at, &mut word, &mut visit);
            rest = others;
            let mut gap = rest.chars();
            at += usize::from(gap.next().is_some());
            rest = gap.as_str();
        }
    }
}

/// The words of a run without gaps, whose first character is the one at `start` in the text. Returns where it
/// ends.
fn each_of_run(
    run: &str,
    first: usize,
    word: &mut String,
    visit: &mut impl FnMut(&str, Range<usize>),
) -> usize {
    let (mut start, mut end) = (first, first);
    let mut next = first;
    for (at, character) in (first..).zip(run.chars()) {
        next = at + 1;
        let part = Part::of(character);
        if !word.is_empty() && matches!(part, Part::Alone) {
            visit(word, start..end);
            word.clear();
        }
        if word.is_empty() {
            if matches!(part, Part::Accent) {
                continue;
            }
            start = at;
        }
        end = next;
        if end - start <= MOST_LETTERS {
            fold(character, |letter| word.push(letter));
        }
        if matches!(part, Part::Alone) && !word.is_empty() {
            visit(word, start..end);
            word.clear();
        }
    }
    if !word.is_empty() {
        visit(word, start..end);
        word.clear();
    }
    next
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
    fn a_word_of_ascii_is_told_like_any_other() {
        let words = found("Rain, ’RAINS’ naïve rain\u{301}s a1\u{2003}B.");

        let expected = [
            ("rain", 0..4),
            ("rains", 7..12),
            ("naive", 14..19),
            ("rains", 20..26),
            ("a1", 27..29),
            ("b", 30..31),
        ];
        assert_eq!(words, expected.map(|(word, at)| (word.to_owned(), at)));
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
