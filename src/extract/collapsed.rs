//! Text with single spaces, collected piece by piece: any white space between two words is one space, at the
//! ends none.

/// The words so far.
#[derive(Debug, Default)]
pub struct Collapsed {
    words: String,
    /// Whether white space follows the last word.
    is_parted: bool,
}

impl Collapsed {
    /// Appends a text, which continues the last word where no white space is between them.
    pub fn push(&mut self, text: &str) {
        let mut start = None;
        for (at, character) in text.char_indices() {
            if !character.is_whitespace() {
                start = start.or(Some(at));
                continue;
            }
            if let Some(start) = start.take() {
                self.push_word(text.get(start..at).unwrap_or_default());
            }
            self.is_parted = true;
        }
        if let Some(start) = start {
            self.push_word(text.get(start..).unwrap_or_default());
        }
    }

    /// Parts the last word from the next.
    pub const fn part(&mut self) {
        self.is_parted = true;
    }

    /// The bytes of the words so far.
    pub const fn len(&self) -> usize {
        self.words.len()
    }

    /// The words, after which the next text begins anew.
    pub fn take(&mut self) -> String {
        std::mem::take(self).words
    }

    fn push_word(&mut self, word: &str) {
        if self.is_parted && !self.words.is_empty() {
            self.words.push(' ');
        }
        self.is_parted = false;
        self.words.push_str(word);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_is_one_space_between_words_and_none_at_the_ends() {
        let mut text = Collapsed::default();
        for piece in [" \n", "Rain", "", "fall ", "\u{a0} in", "\tMay.", "\n"] {
            text.push(piece);
        }
        assert_eq!(text.take(), "Rainfall in May.");

        text.part();
        text.push("It");
        text.part();
        text.push("rose");
        assert_eq!(text.take(), "It rose");
    }
}
