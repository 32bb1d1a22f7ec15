//! The spellings of a phrase that two articles share, and the choice among them.

use std::collections::BTreeMap;

/// The letters by which two forms of a word are recognised.
const SAME: usize = 5;

/// The spellings of a phrase, each with its number of occurrences.
pub(super) struct Phrase {
    /// The factor by which the phrase is preferred to a word.
    pub preference: f64,
    spellings: BTreeMap<String, usize>,
}

impl Phrase {
    pub const fn new(preference: f64) -> Self {
        Self { preference, spellings: BTreeMap::new() }
    }

    /// Counts an occurrence in this spelling.
    pub fn note(&mut self, spelt: &str, preference: f64) {
        *self.spellings.entry(spelt.to_owned()).or_default() += 1;
        self.preference = self.preference.max(preference);
    }

    /// The number of occurrences.
    pub fn occurrences(&self) -> usize {
        self.spellings.values().sum()
    }

    /// The usual spelling, in small letters where there is one.
    pub fn spelling(&self) -> &str {
        let is_quiet = |spelling: &str| spelling.chars().any(char::is_lowercase);
        let best = self.spellings.iter().max_by_key(|(spelling, often)| (is_quiet(spelling), **often));
        best.map(|(spelling, _)| spelling.as_str()).unwrap_or_default()
    }
}

/// Whether a word of one phrase is in another, in any form.
pub(in crate::related) fn have_a_word_in_common(one: &str, other: &str) -> bool {
    let words = |phrase: &str| -> Vec<String> {
        let words = phrase.split(|letter: char| !letter.is_alphanumeric());
        let tells = |word: &&str| word.chars().nth(2).is_some() || word.starts_with(char::is_uppercase);
        words.filter(tells).map(str::to_lowercase).collect()
    };
    let beginning = |word: &str| word.chars().take(SAME).collect::<String>();
    let is_plural = |one: &str, many: &str| many.strip_suffix('s') == Some(one);
    let are_one = |one: &str, other: &str| {
        beginning(one) == beginning(other) || is_plural(one, other) || is_plural(other, one)
    };
    let (one, other) = (words(one), words(other));
    one.iter().any(|word| other.iter().any(|also| are_one(word, also)))
}

/// Whether a text identifies anything: numbers, single letters and two characters of a syllabary occur in
/// many stories.
pub(super) fn names_something(text: &str) -> bool {
    let letters = || text.chars().filter(|letter| letter.is_alphabetic());
    let is_syllabic = |letter: char| matches!(letter, '\u{3040}'..='\u{30ff}');
    let long = letters().filter(|letter| letter.len_utf8() > 2 && !is_syllabic(*letter)).count();
    letters().count() > if letters().all(is_syllabic) { 2 } else { 1 } || long > 0
}
