//! A map from the words of a text to a value each. All letters are stored in one string, since an article has
//! hundreds of words and an allocation for each would cost more than the look-ups.

use std::hash::BuildHasher as _;
use std::ops::Range;

use hashbrown::hash_table::Entry;
use hashbrown::{DefaultHashBuilder, HashTable};

/// Words, each with a value.
#[derive(Debug)]
pub(super) struct Lexicon<Known> {
    letters: String,
    words: HashTable<Word<Known>>,
    /// The hasher, seeded differently in each process: the writer of a text cannot choose words that collide.
    hasher: DefaultHashBuilder,
}

#[derive(Clone, Copy, Debug)]
struct Word<Known> {
    start: u32,
    end: u32,
    known: Known,
}

impl<Known> Word<Known> {
    /// The position of the word among the letters.
    fn range(&self) -> Range<usize> {
        let at = |end| usize::try_from(end).unwrap_or(usize::MAX);
        at(self.start)..at(self.end)
    }
}

impl<Known: Default> Lexicon<Known> {
    /// A lexicon with room for so many words.
    pub fn with_capacity(words: usize) -> Self {
        Self {
            letters: String::with_capacity(8 * words),
            words: HashTable::with_capacity(words),
            hasher: DefaultHashBuilder::default(),
        }
    }

    /// The value of a word, to be changed; the default for a new word.
    pub fn of(&mut self, word: &str) -> &mut Known {
        let Self { letters, words, hasher } = self;
        let is_it = |other: &Word<Known>| letters.get(other.range()) == Some(word);
        let hash = |other: &Word<Known>| hasher.hash_one(letters.get(other.range()).unwrap_or(""));
        match words.entry(hasher.hash_one(word), is_it, hash) {
            Entry::Occupied(found) => &mut found.into_mut().known,
            Entry::Vacant(unknown) => {
                let start = end(letters);
                letters.push_str(word);
                let word = Word { start, end: end(letters), known: Known::default() };
                &mut unknown.insert(word).into_mut().known
            }
        }
    }

    /// The value of a word; `None` where it is not in the text.
    pub fn get(&self, word: &str) -> Option<&Known> {
        let is_it = |other: &Word<Known>| self.letters(other) == word;
        self.words.find(self.hasher.hash_one(word), is_it).map(|found| &found.known)
    }

    /// All words, in no order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Known)> {
        self.words.iter().map(|word| (self.letters(word), &word.known))
    }

    /// The values of all words, to be changed.
    pub fn known_mut(&mut self) -> impl Iterator<Item = &mut Known> {
        self.words.iter_mut().map(|word| &mut word.known)
    }

    /// The number of words.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    fn letters(&self, word: &Word<Known>) -> &str {
        self.letters.get(word.range()).unwrap_or_default()
    }
}

/// The position of the next letter. No text is longer than a `u32` counts.
fn end(letters: &str) -> u32 {
    u32::try_from(letters.len()).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_known_from_then_on_and_others_are_not() {
        let mut lexicon: Lexicon<usize> = Lexicon::with_capacity(1);

        for word in ["rain", "snow", "rain", "", "rains", "rain"] {
            *lexicon.of(word) += 1;
        }

        let known = ["rain", "snow", "rains", "", "hail"].map(|word| lexicon.get(word).copied());
        assert_eq!(known, [Some(3), Some(1), Some(1), Some(1), None]);
        let mut words: Vec<&str> = lexicon.iter().map(|(word, _)| word).collect();
        words.sort_unstable();
        assert_eq!(words, ["", "rain", "rains", "snow"]);
    }
}
