//! The names and numbers of an article in forms that all languages share, by which one event is recognised in
//! reports of several languages: "Порошенко", "Poroschenko" and "Poroshenko" are one name.

use super::article_terms::{COMPARED_BYTES, TermReader, each_word, text_of};
use super::document_frequencies::DocumentFrequencies;
use super::shared::{have_a_word_in_common, is_nameless};
use super::term::{Stemming, Term, code_of};
use super::term_counts::log_frequency;
use crate::domain::Article;
use crate::text::{Word, in_latin_letters};

/// The share of common names from which articles in different languages are about one event. Of reports of
/// unrelated events in 20 languages none have so much in common; of those of the same persons on one day few.
pub const SAME_EVENT_SHARE: f64 = 0.38;

/// The weight of the names that an article has at least: a few names are no event.
const FEWEST: f64 = 4.0;

/// The letters of a form that count, the letters from which two forms are compared by their beginning, and the
/// letters that endings may have then.
const LETTERS: usize = 6;
/// See [`LETTERS`].
const BEGINNING_OF_FORM: usize = 4;
/// See [`LETTERS`].
const ENDING: usize = 2;

/// The weight of an occurrence in the headline, in occurrences in the text.
const HEADLINE: f64 = 1.5;

/// The fewest letters of a capitalised word that is a name, unless all are capitals.
const SHORT: usize = 3;

/// The names that are looked up.
const LOOKED_UP: usize = 12;

/// Sounds that languages write in several ways, each with the way in which forms write it.
const SOUNDS: [(&str, &str); 15] = [
    ("sch", "sh"),
    ("sj", "sh"),
    ("ou", "u"),
    ("ph", "f"),
    ("th", "t"),
    ("qu", "k"),
    ("c", "k"),
    ("q", "k"),
    ("kh", "h"),
    ("w", "v"),
    ("y", "i"),
    ("j", "i"),
    ("zh", "s"),
    ("z", "s"),
    ("x", "ks"),
];

/// The names and numbers at the beginning of an article.
#[derive(Clone, Debug)]
pub struct Names {
    stemming: Stemming,
    /// The headline and the text.
    text: String,
    /// The names, by the order of their first places.
    all: Vec<Name>,
    places: Vec<NameOccurrence>,
}

#[derive(Clone, Debug)]
struct Name {
    /// The term in the language of the article.
    own: Term,
    /// The term of English articles with the name.
    english: Term,
    /// The form that all languages share.
    form: String,
    is_number: bool,
    /// Occurrences, those in the headline counted as more.
    often: f64,
}

/// An occurrence of a name: its range in the text, and the position of the name.
#[derive(Clone, Copy, Debug)]
struct NameOccurrence {
    start: usize,
    end: usize,
    name: usize,
}

impl TermReader {
    /// Reads the names of an article.
    pub fn names(&mut self, article: &Article) -> Names {
        let body = text_of(article, COMPARED_BYTES);
        let stemming = Stemming::of(article, &body);
        self.names_in(stemming, article.headline.as_str(), &body)
    }

    pub(super) fn names_in(&mut self, stemming: Stemming, headline: &str, body: &str) -> Names {
        let text = format!("{headline}\n{body}");
        let mut found = Vec::new();
        let mut words = Vec::new();
        each_word(&text, &mut |word| words.push(word));
        let terms = self.vocabulary(stemming).terms(&words);
        mark(&text, &words, &mut found);
        let known: Vec<Term> = found
            .iter()
            .zip(&terms)
            .filter(|(mark, _)| matches!(mark, WordShape::Name | WordShape::Number))
            .map(|(_, term)| *term)
            .collect();
        let mut names = Names { stemming, text: String::new(), all: Vec::new(), places: Vec::new() };
        for ((word, mark), term) in words.iter().zip(&found).zip(terms) {
            let is_one = match mark {
                WordShape::Name | WordShape::Number => true,
                WordShape::Capital => known.contains(&term),
                WordShape::None => false,
            };
            if is_one {
                let weight = if word.start < headline.len() { HEADLINE } else { 1.0 };
                names.note(*word, term, *mark == WordShape::Number, weight);
            }
        }
        for name in &mut names.all {
            let latin = in_latin_letters(&name.form);
            let word = Word { text: &latin, start: 0, is_unspaced: false };
            name.english =
                self.vocabulary(Stemming::ENGLISH).terms(&[word]).first().copied().unwrap_or(name.own);
            name.form = form(&latin);
        }
        names.text = text;
        names
    }
}

impl Names {
    /// Notes an occurrence. Until all are known, the form of a name is its shortest spelling, which is that
    /// without an ending.
    fn note(&mut self, word: Word<'_>, own: Term, is_number: bool, often: f64) {
        let known = self.all.iter_mut().enumerate().find(|(_, name)| name.own == own);
        let name = if let Some((at, name)) = known {
            name.often += often;
            if word.text.len() < name.form.len() {
                word.text.clone_into(&mut name.form);
            }
            at
        } else {
            let form = word.text.to_owned();
            self.all.push(Name { own, english: own, form, is_number, often });
            self.all.len() - 1
        };
        self.places.push(NameOccurrence { start: word.start, end: word.end(), name });
    }

    /// How the article is read.
    pub const fn stemming(&self) -> Stemming {
        self.stemming
    }

    /// The language of the article, by its code of two letters, where that is known.
    pub fn code(&self, article: &Article) -> Option<&'static str> {
        let declared = || code_of(article.language.as_ref()?.primary());
        self.stemming.code().or_else(declared)
    }

    /// The names with the terms that English articles have of them.
    pub(super) fn in_english(&self) -> impl Iterator<Item = (Term, Term)> {
        self.all.iter().filter(|name| !name.is_number).map(|name| (name.own, name.english))
    }

    /// The terms by which articles in other languages are found, with their weights, the heaviest first.
    pub fn query(&self, frequencies: &DocumentFrequencies) -> Vec<(Term, f64)> {
        let weights = self.weights(frequencies);
        let mut query: Vec<(Term, f64)> =
            self.all.iter().zip(weights).map(|(name, weight)| (name.english, weight)).collect();
        query.sort_by(|(one, weight), (other, of_other)| of_other.total_cmp(weight).then(one.cmp(other)));
        query.truncate(LOOKED_UP);
        query
    }

    /// The weights of the names: that of one that is as rare as can be is one.
    fn weights(&self, frequencies: &DocumentFrequencies) -> Vec<f64> {
        let articles = frequencies.articles_in(self.stemming);
        let rarest = (1.0 + 2.0 * articles).ln();
        let weight =
            |name: &Name| log_frequency(name.often) * frequencies.rarity(name.own, articles) / rarest;
        self.all.iter().map(weight).collect()
    }

    /// The share of names that two articles in different languages have in common, from 0 to 1, and the names
    /// as the other writes them, the most telling first. The article with fewer names is the measure: German
    /// writes every noun as a name.
    pub fn in_common(&self, other: &Self, frequencies: &DocumentFrequencies) -> (f64, Vec<String>) {
        let (own, of_other) = (self.weights(frequencies), other.weights(frequencies));
        let mut common = vec![0.0; other.all.len()];
        for (name, weight) in self.all.iter().zip(&own) {
            let same = |(_, (found, _)): &(usize, (&Name, &f64))| are_same_name(name, found);
            let found = other.all.iter().zip(&of_other).enumerate().filter(same);
            let best = found.max_by(|(_, (_, one)), (_, (_, other))| one.total_cmp(other));
            if let Some((at, (_, other_weight))) = best {
                common[at] = f64::max(common[at], weight.min(*other_weight));
            }
        }
        let sum = |weights: &[f64]| weights.iter().sum::<f64>();
        let share = sum(&common) / sum(&own).min(sum(&of_other)).max(FEWEST);
        (share.min(1.0), other.spelt(&common))
    }

    /// The names with a weight, as they are written: neighbours as one, the heaviest first.
    fn spelt(&self, weights: &[f64]) -> Vec<String> {
        let is_common = |place: &&NameOccurrence| weights.get(place.name).is_some_and(|weight| *weight > 0.0);
        let places: Vec<NameOccurrence> = self.places.iter().filter(is_common).copied().collect();
        let goes_on = |one: &NameOccurrence, next: &NameOccurrence| {
            let is_number =
                |place: &NameOccurrence| self.all.get(place.name).is_some_and(|name| name.is_number);
            matches!(self.text.get(one.end..next.start), Some(" " | "-"))
                && !is_number(one)
                && !is_number(next)
        };
        let mut spelt: Vec<(bool, f64, &str)> = Vec::new();
        for run in places.chunk_by(goes_on) {
            let Some((first, last)) = run.first().zip(run.last()) else { continue };
            let weight = run.iter().filter_map(|place| weights.get(place.name)).sum();
            let is_number = self.all.get(first.name).is_some_and(|name| name.is_number);
            spelt.push((is_number, weight, self.text.get(first.start..last.end).unwrap_or_default()));
        }
        spelt.sort_by(|one, other| one.0.cmp(&other.0).then(other.1.total_cmp(&one.1)));
        let mut named: Vec<String> = Vec::new();
        for (_, _, text) in spelt {
            if !named.iter().any(|known| known == text || have_a_word_in_common(known, text)) {
                named.push(text.to_owned());
            }
        }
        named
    }
}

/// The class of a word by its capitals and digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum WordShape {
    /// Capitalised within a sentence.
    Name,
    /// Capitalised where every word may be: a name, if it is one elsewhere.
    Capital,
    Number,
    None,
}

/// Marks the words of a text.
fn mark(text: &str, words: &[Word<'_>], marks: &mut Vec<WordShape>) {
    let mut end = None;
    for (at, word) in words.iter().enumerate() {
        let between = end.and_then(|end| text.get(end..word.start));
        end = Some(word.end());
        marks.push(mark_of(text, *word, between, words.get(at + 1)));
    }
    let ends_line = |one: &Word<'_>, next: &Word<'_>| {
        text.get(one.end()..next.start).is_some_and(|between| between.contains('\n'))
    };
    let mut from = 0;
    for line in words.chunk_by(|one, next| !ends_line(one, next)) {
        let to = from + line.len();
        let of_line = marks.get_mut(from..to).unwrap_or_default();
        let capitals =
            of_line.iter().filter(|mark| matches!(mark, WordShape::Name | WordShape::Capital)).count();
        if capitals * 3 > line.len() * 2 {
            for mark in of_line.iter_mut().filter(|mark| **mark == WordShape::Name) {
                *mark = WordShape::Capital;
            }
        }
        from = to;
    }
}

fn mark_of(text: &str, word: Word<'_>, between: Option<&str>, next: Option<&Word<'_>>) -> WordShape {
    let mut letters = word.text.chars();
    let Some(first) = letters.next().filter(|_| !word.is_unspaced) else { return WordShape::None };
    if first.is_ascii_digit() {
        let is_number = first != '0' && word.text.len() > 1 && letters.all(|letter| letter.is_ascii_digit());
        return if is_number { WordShape::Number } else { WordShape::None };
    }
    let is_long = word.text.chars().nth(SHORT - 1).is_some();
    let is_abbreviation = word.text.chars().nth(1).is_some() && word.text.chars().all(char::is_uppercase);
    if !first.is_uppercase() || !is_long && !is_abbreviation || is_nameless(text, word.start, word.end()) {
        return WordShape::None;
    }
    let is_within = between.is_some_and(|between| {
        !between.contains(['.', '!', '?', ':', '\n', '"', '“', '«', '»', '„', '|', '•'])
    });
    // A name of two words may begin a sentence.
    let leads = next.is_some_and(|next| {
        next.text.starts_with(char::is_uppercase) && text.get(word.end()..next.start) == Some(" ")
    });
    if is_within || leads { WordShape::Name } else { WordShape::Capital }
}

/// The form of a name that languages share: one letter for each sound, no letter twice.
fn form(latin: &str) -> String {
    if latin.starts_with(|letter: char| letter.is_ascii_digit()) {
        return latin.to_owned();
    }
    let mut sounds = latin.to_owned();
    for (written, sound) in SOUNDS {
        if sounds.contains(written) {
            sounds = sounds.replace(written, sound);
        }
    }
    let mut letters: Vec<char> = sounds.chars().collect();
    letters.dedup();
    letters.into_iter().take(LETTERS).collect()
}

/// Whether two names are one: their forms are, but for an ending.
fn are_same_name(one: &Name, other: &Name) -> bool {
    if one.is_number || other.is_number {
        return one.form == other.form;
    }
    let letters = |name: &Name| name.form.chars().count();
    let same = one.form.chars().zip(other.form.chars()).take_while(|(one, other)| one == other).count();
    let (longer, shorter) = (letters(one).max(letters(other)), letters(one).min(letters(other)));
    let is_cut = shorter == LETTERS;
    longer == same
        || same >= BEGINNING_OF_FORM && !is_cut && longer - same <= ENDING && shorter - same <= ENDING / 2
}

#[cfg(test)]
mod tests;
