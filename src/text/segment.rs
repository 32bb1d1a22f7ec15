//! Segments text into words: one implementation for the index, its queries, the text of the results, and the
//! terms of related articles.

use std::ops::Range;

use super::fold::fold_letters;
use super::script::{is_accent, is_hangul, is_joiner, is_unspaced, is_virama};

/// The version of segmentation, raised whenever a text has other words than before: caches then rebuild the
/// words they store.
pub const WORD_VERSION: u32 = 1;

/// The letters of a folded word that count; the rest of a longer word is ignored.
const MOST_LETTERS: usize = 64;

/// The rules by which a text is segmented.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Segmentation {
    /// For searching: an apostrophe separates words, and each character of a script without spaces is one.
    Characters,
    /// For relating: a word excludes what an apostrophe attaches to it, and scripts without spaces, and
    /// Korean for its particles, become overlapping pairs of characters.
    Pairs,
}

impl Segmentation {
    const fn is_word_byte(self, byte: u8) -> bool {
        matches!(self, Self::Pairs) && byte == b'\''
    }

    fn is_unspaced(self, character: char) -> bool {
        is_unspaced(character) || matches!(self, Self::Pairs) && is_hangul(character)
    }
}

/// A word at its place in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word<'text> {
    /// The word as it is written.
    pub text: &'text str,
    /// The position of its first byte.
    pub start: usize,
    /// Whether the word is of a script without spaces: a character, or a pair of them.
    pub is_unspaced: bool,
}

impl Word<'_> {
    /// The position of the byte after the word.
    pub const fn end(&self) -> usize {
        self.start + self.text.len()
    }
}

/// Calls `visit` with every word of a text, in order. A word is a run of letters and digits.
pub fn each_word<'text>(text: &'text str, segmentation: Segmentation, visit: &mut impl FnMut(Word<'text>)) {
    let mut start = 0;
    while let Some(rest) = text.as_bytes().get(start..).filter(|rest| !rest.is_empty()) {
        // Most words are ASCII, and need no check letter by letter.
        let plain = rest.iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
        start = match rest.get(plain) {
            Some(after) if !after.is_ascii() || segmentation.is_word_byte(*after) => {
                visit_run(text, start, segmentation, visit)
            }
            _ => {
                if plain > 0 {
                    visit_word(text, start, start + plain, false, visit);
                }
                start + plain + 1
            }
        };
    }
}

/// Visits the words from a byte on up to the next gap, or skips the gap. Returns where to continue.
fn visit_run<'text>(
    text: &'text str,
    start: usize,
    segmentation: Segmentation,
    visit: &mut impl FnMut(Word<'text>),
) -> usize {
    let run = text.get(start..).unwrap_or_default();
    let Some(first) = run.chars().next() else { return text.len() };
    if segmentation.is_unspaced(first) {
        let others = run.find(|character| !segmentation.is_unspaced(character));
        let end = start + others.unwrap_or(run.len());
        match segmentation {
            Segmentation::Characters => each_character(text, start, end, visit),
            Segmentation::Pairs => each_pair(text, start, end, visit),
        }
        end
    } else if first.is_alphanumeric() {
        let (end, next) = end_of_word(run, segmentation);
        let (start, end, next) = (start, start + end, start + next);
        let (start, end) = match segmentation {
            Segmentation::Characters => (start, end),
            Segmentation::Pairs => without_elision(text, start, end),
        };
        visit_word(text, start, end, false, visit);
        next
    } else {
        start + first.len_utf8()
    }
}

fn each_character<'text>(text: &'text str, start: usize, end: usize, visit: &mut impl FnMut(Word<'text>)) {
    for (at, character) in text.get(start..end).unwrap_or_default().char_indices() {
        visit_word(text, start + at, start + at + character.len_utf8(), true, visit);
    }
}

/// Visits the overlapping pairs of neighbours; a character without neighbours is its own pair.
fn each_pair<'text>(text: &'text str, start: usize, end: usize, visit: &mut impl FnMut(Word<'text>)) {
    let run = text.get(start..end).unwrap_or_default();
    let ends = run.char_indices().map(|(at, character)| start + at + character.len_utf8());
    let starts = run.char_indices().map(|(at, _)| start + at);
    let is_single = run.chars().nth(1).is_none();
    for (from, to) in starts.zip(ends.skip(usize::from(!is_single))) {
        visit_word(text, from, to, true, visit);
    }
}

/// The end of the word at the beginning of a run, and where the text continues after it.
fn end_of_word(run: &str, segmentation: Segmentation) -> (usize, usize) {
    let (mut end, mut before) = (0, ' ');
    for (at, character) in run.char_indices() {
        if is_apostrophe(character) && segmentation == Segmentation::Pairs {
            before = character;
            continue;
        }
        let goes_on = character.is_alphanumeric() && !segmentation.is_unspaced(character)
            || is_accent(character)
            || is_virama(character)
            || is_joiner(character) && is_virama(before);
        if !goes_on {
            return (end, at);
        }
        end = at + character.len_utf8();
        before = character;
    }
    (end, run.len())
}

fn visit_word<'text>(
    text: &'text str,
    start: usize,
    end: usize,
    is_unspaced: bool,
    visit: &mut impl FnMut(Word<'text>),
) {
    if let Some(text) = text.get(start..end) {
        visit(Word { text, start, is_unspaced });
    }
}

/// Removes what an apostrophe attaches to a word: the `s` of a genitive, the article of `l’eau`.
fn without_elision(text: &str, start: usize, end: usize) -> (usize, usize) {
    let word = text.get(start..end).unwrap_or_default();
    let Some((before, after)) = word.split_once(is_apostrophe) else {
        return (start, end);
    };
    if after.chars().count() <= 2 {
        (start, start + before.len())
    } else if before.chars().count() <= 2 {
        (end - after.len(), end)
    } else {
        (start, end)
    }
}

const fn is_apostrophe(character: char) -> bool {
    matches!(character, '\'' | '’')
}

/// Calls `visit` with every searchable word, folded, and the word as it stands in the text.
pub fn each_folded_word(text: &str, mut visit: impl FnMut(&str, Word<'_>)) {
    let mut folded = String::with_capacity(MOST_LETTERS);
    each_word(text, Segmentation::Characters, &mut |word| {
        folded.clear();
        if word.text.is_ascii() {
            folded.push_str(word.text.get(..MOST_LETTERS).unwrap_or(word.text));
            folded.make_ascii_lowercase();
        } else {
            let letters = word.text.chars().take(MOST_LETTERS);
            letters.for_each(|letter| fold_letters(letter, |letter| folded.push(letter)));
        }
        if !folded.is_empty() {
            visit(&folded, word);
        }
    });
}

/// Calls `visit` with every searchable word, folded, and its range of characters in the text.
pub fn each_folded_word_at(text: &str, mut visit: impl FnMut(&str, Range<usize>)) {
    let (mut bytes, mut characters) = (0, 0);
    each_folded_word(text, |folded, word| {
        characters += text.get(bytes..word.start).map_or(0, |gap| gap.chars().count());
        let start = characters;
        characters += word.text.chars().count();
        bytes = word.end();
        visit(folded, start..characters);
    });
}

/// The words of a text, folded, in order.
pub fn folded_words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    each_folded_word(text, |word, _| words.push(word.to_owned()));
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(String, &str)> {
        let mut words = Vec::new();
        each_folded_word(text, |word, at| {
            words.push((word.to_owned(), text.get(at.start..at.end()).unwrap_or_default()));
        });
        words
    }

    fn related(text: &str) -> Vec<&str> {
        let mut words = Vec::new();
        each_word(text, Segmentation::Pairs, &mut |word| words.push(word.text));
        words
    }

    #[test]
    fn words_are_folded_and_know_their_place() {
        let words = found("«Café—Łódź» it’s");

        let expected = [("cafe", "Café"), ("lodz", "Łódź"), ("it", "it"), ("s", "s")];
        assert_eq!(words, expected.map(|(word, at)| (word.to_owned(), at)));
        assert_eq!(found("e\u{301}te\u{301}"), [("ete".to_owned(), "e\u{301}te\u{301}")]);
    }

    #[test]
    fn an_ascii_word_is_segmented_like_any_other() {
        let words = folded_words("Rain, ’RAINS’ naïve rain\u{301}s a1\u{2003}B.");

        assert_eq!(words, ["rain", "rains", "naive", "rains", "a1", "b"]);
    }

    #[test]
    fn characters_of_scripts_without_spaces_are_words_of_a_search() {
        assert_eq!(folded_words("東京2020テスト"), ["東", "京", "2020", "テ", "ス", "ト"]);
        assert_eq!(folded_words("ไทย"), ["ไ", "ท", "ย"]);
        assert_eq!(folded_words("지진이 났다"), ["지진이", "났다"]);
    }

    #[test]
    fn a_virama_joins_and_a_joiner_elsewhere_parts() {
        assert_eq!(folded_words("हिन्दी भाषा"), ["हिन्दी", "भाषा"]);
        assert_eq!(folded_words("ক্\u{200d}ষ"), ["ক্ষ"]);
        assert_eq!(folded_words("می\u{200c}خواهم"), folded_words("می خواهم"));
    }

    #[test]
    fn outside_text_has_no_say_in_what_is_a_mark() {
        assert_eq!(folded_words("\u{e000}minister"), ["minister"]);
    }

    #[test]
    fn a_word_without_end_is_cut() {
        assert_eq!(folded_words(&"a".repeat(999)), ["a".repeat(64)]);
        assert_eq!(folded_words(&"ä".repeat(999)), ["a".repeat(64)]);
    }

    #[test]
    fn words_stand_between_what_is_neither_letter_nor_digit() {
        assert_eq!(related("The UK’s 5G-policy, again!"), ["The", "UK", "5G", "policy", "again"]);
        assert_eq!(related("'Tis Łódź' end'"), ["Tis", "Łódź", "end"]);
    }

    #[test]
    fn an_elision_is_left_out_where_articles_are_related() {
        assert_eq!(related("l’eau d'Aldmouth O'Neill don't"), ["eau", "Aldmouth", "Neill", "don"]);
    }

    #[test]
    fn scripts_without_spaces_come_in_pairs_where_articles_are_related() {
        assert_eq!(related("大地震 in 東京。水"), ["大地", "地震", "in", "東京", "水"]);
        assert_eq!(related("지진이 났다"), ["지진", "진이", "났다"]);
    }
}
