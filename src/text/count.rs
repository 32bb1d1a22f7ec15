//! The length of a text in words.

use super::script::is_unspaced;

/// Characters of scripts without spaces that count as one word.
const CHARACTERS_PER_WORD: usize = 2;

/// The words of scripts with spaces, and the characters of those without.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WordCount {
    words: usize,
    unspaced: usize,
}

impl WordCount {
    pub fn of(text: &str) -> Self {
        let mut count = Self::default();
        count.add(text);
        count
    }

    /// Counts a further text.
    pub fn add(&mut self, text: &str) {
        let mut is_counted = false;
        for character in text.chars() {
            // Most letters are ASCII, and need no table.
            if character.is_ascii() {
                match character {
                    ' ' | '\t'..='\r' => is_counted = false,
                    _ if !is_counted && character.is_ascii_alphanumeric() => {
                        self.words += 1;
                        is_counted = true;
                    }
                    _ => {}
                }
            } else if character.is_whitespace() {
                is_counted = false;
            } else if is_unspaced(character) {
                self.unspaced += 1;
            } else if !is_counted && character.is_alphanumeric() {
                self.words += 1;
                is_counted = true;
            }
        }
    }

    /// Whole words, of which reading times are made.
    pub const fn rounded_down(self) -> usize {
        self.words + self.unspaced / CHARACTERS_PER_WORD
    }

    /// Words begun: a line with a letter has at least one.
    pub const fn rounded_up(self) -> usize {
        self.words + self.unspaced.div_ceil(CHARACTERS_PER_WORD)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_counted_in_any_script() {
        let count = |text| (WordCount::of(text).rounded_down(), WordCount::of(text).rounded_up());

        assert_eq!(count("Rain fell — twice"), (3, 3));
        assert_eq!(count("東京大地震 2020"), (3, 4));
        assert_eq!(count("ໄທ ๑"), (2, 2));
    }
}
