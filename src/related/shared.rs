//! What two articles have in common, as a person would name it: whole names first, phrases before words, spelt as
//! the candidate spells them, never stems.

mod spelt;

use std::collections::BTreeMap;

pub use self::spelt::Spelt;
use self::spelt::{Piece, Spelling};
use super::document_frequencies::{DocumentFrequencies, english_share};
use super::term::{ByTerm, Stemming, Term, shared};
use super::term_counts::log_frequency;
use crate::text::is_hiragana;

/// Terms that are looked for in the text.
const TERMS: usize = 20;

/// Words of a name, and pairs of characters, that are named together.
const NAME: usize = 5;
/// See [`NAME`].
const PAIRS: usize = 7;

/// Words of a phrase.
const PHRASE: usize = 2;

/// How much names and phrases are preferred to words.
const PREFERRED_NAME: f64 = 1.5;
/// See [`PREFERRED_NAME`].
const PREFERRED_PHRASE: f64 = 1.2;

/// Terms in more articles than one in ten explain nothing; in a young cache, those that are common for it.
const TELLING: (f64, f64) = (2.3, 0.3);

/// Of a thousand English articles, those in which a word stands that tells nothing, and those in which one stands that
/// tells nothing alone.
const COMMON: u32 = 80;
/// See [`COMMON`].
const COMMON_ALONE: u32 = 40;

/// Beside names and phrases, a word is named that weighs at least so much of the best of them.
const WORTH_NAMING: f64 = 0.3;

/// Letters up to which a small word is none that a person would name.
const SHORT: usize = 3;

/// Letters by which two forms of a word are recognised.
const SAME: usize = 5;

/// The names and words that most make two articles near, at most `count`, the most telling first.
pub fn shared_words(
    article: &Spelt,
    candidate: &Spelt,
    frequencies: &DocumentFrequencies,
    count: usize,
) -> Vec<String> {
    let mut in_common = InCommon::of(article, candidate, frequencies);
    for piece in &candidate.pieces {
        in_common.gather(piece);
    }
    in_common.best(count)
}

/// What two articles share, and how it is spelt.
struct InCommon<'both> {
    article: &'both Spelt,
    candidate: &'both Spelt,
    /// The best shared terms with what they contribute.
    weights: ByTerm<f64>,
    phrases: BTreeMap<Vec<Term>, Phrase>,
}

/// The ways a phrase is spelt, and how often.
struct Phrase {
    preferred: f64,
    spellings: BTreeMap<String, usize>,
}

impl<'both> InCommon<'both> {
    fn of(article: &'both Spelt, candidate: &'both Spelt, frequencies: &DocumentFrequencies) -> Self {
        let articles = frequencies.articles_in(article.stemming);
        let telling = TELLING.0.min(TELLING.1 * (1.0 + 2.0 * articles).ln());
        let both = shared(&article.counts, &candidate.counts);
        let mut weights: Vec<(Term, f64, f64)> = both
            .filter(|(term, ..)| !is_common(article.stemming, *term, COMMON))
            .map(|(term, one, other)| {
                let rarity = frequencies.rarity(term, articles) * term.worth();
                (term, log_frequency(one) * log_frequency(other) * rarity * rarity, rarity)
            })
            .collect();
        // Where everything is common here, the least common still says more than nothing.
        if weights.iter().any(|(.., rarity)| *rarity > telling) {
            weights.retain(|(.., rarity)| *rarity > telling);
        }
        weights.sort_by(|(_, one, _), (_, other, _)| other.total_cmp(one));
        weights.truncate(TERMS);
        let weights = weights.into_iter().map(|(term, weight, _)| (term, weight)).collect();
        Self { article, candidate, weights, phrases: BTreeMap::new() }
    }

    /// Gathers the names, phrases and words of a piece of the candidate's text.
    fn gather(&mut self, piece: &Piece) {
        let kinds: Vec<Kind> = (0..piece.words.len()).map(|at| self.kind(piece, at)).collect();
        let mut from = 0;
        while let Some(kind) = kinds.get(from).copied() {
            if matches!(kind, Kind::Link | Kind::Other) {
                from += 1;
                continue;
            }
            let goes_on = |at: usize| self.goes_on(piece, &kinds, at);
            let end = (from + 1..kinds.len()).find(|at| !goes_on(*at)).unwrap_or(kinds.len());
            let run = piece.words.get(from..end).unwrap_or_default();
            match kind {
                Kind::Pair => self.add_run(piece, run, PAIRS, 1.0),
                _ if kinds.get(from..end).unwrap_or_default().contains(&Kind::Name) => {
                    self.add_run(piece, run, NAME, PREFERRED_NAME);
                }
                _ => self.add_words(piece, run),
            }
            from = end;
        }
    }

    fn kind(&self, piece: &Piece, at: usize) -> Kind {
        let Some(word) = piece.words.get(at).copied() else { return Kind::Other };
        let is_shared = self.article.has(word.term);
        if word.is_unspaced {
            let is_grammar = piece.spelt(&[word]).chars().any(is_hiragana);
            return if is_shared && !is_grammar { Kind::Pair } else { Kind::Other };
        }
        if piece.is_linking(word) {
            return Kind::Link;
        }
        if !is_shared || piece.is_nameless(word) {
            return Kind::Other;
        }
        let is_bare = self.article.is_bare && self.candidate.is_bare;
        let seen_as_name = self.article.seen_as_name(word.term) || self.candidate.seen_as_name(word.term);
        let is_alone = is_bare && !is_common(self.article.stemming, word.term, COMMON_ALONE);
        let is_name = !self.seen_small(word) && (seen_as_name || is_alone) || piece.is_within_a_name(at);
        if word.is_capitalised && is_name {
            Kind::Name
        } else if is_common(self.article.stemming, word.term, COMMON) || word.term.worth() < 1.0 {
            Kind::Other
        } else {
            Kind::Word
        }
    }

    fn seen_small(&self, word: Spelling) -> bool {
        self.article.seen_small(word.term) || self.candidate.seen_small(word.term)
    }

    /// Whether a word continues what stands before it, and does so in the other text as well. Within a text, names
    /// that both tell need not stand side by side in both.
    fn goes_on(&self, piece: &Piece, kinds: &[Kind], at: usize) -> bool {
        let Some(before) = at.checked_sub(1) else { return false };
        let words = piece.words.get(before).zip(piece.words.get(at));
        let (Some((before, word)), Some([kind, next])) = (words, kinds.get(before..=at)) else {
            return false;
        };
        if !word.is_joined || word.is_owned && !piece.always_owns(before.term, word.term) {
            return false;
        }
        let is_capital = |kind: Kind, word: &Spelling| {
            kind == Kind::Name || kind == Kind::Word && word.is_capitalised && !self.seen_small(*word)
        };
        let is_one = match (*kind, *next) {
            (Kind::Name, Kind::Name) if piece.is_text && !word.is_owned => return true,
            (Kind::Name | Kind::Link, Kind::Link) => kinds.get(at + 1) == Some(&Kind::Name),
            (Kind::Link, Kind::Name) => true,
            (kind @ (Kind::Name | Kind::Word), next @ (Kind::Name | Kind::Word)) => {
                kind == next || is_capital(kind, before) && is_capital(next, word)
            }
            (kind, next) => kind == next,
        };
        is_one && self.article.has_pair(before.term, word.term)
    }

    /// Adds words in small letters, and pairs of them of which each tells something.
    fn add_words(&mut self, piece: &Piece, run: &[Spelling]) {
        let is_telling = |word: &Spelling| self.weights.contains_key(&word.term) && !piece.is_number(*word);
        let telling: Vec<bool> = run.iter().map(is_telling).collect();
        for (words, telling) in run.windows(PHRASE).zip(telling.windows(PHRASE)) {
            if telling.iter().all(|telling| *telling) {
                self.add(piece, words, PREFERRED_PHRASE);
            }
        }
        for word in run {
            let spelt = piece.spelt(std::slice::from_ref(word));
            if is_common(self.article.stemming, word.term, COMMON_ALONE) {
                continue;
            }
            if word.is_capitalised || spelt.chars().nth(SHORT).is_some() || !spelt.is_ascii() {
                self.add(piece, std::slice::from_ref(word), 1.0);
            }
        }
    }

    /// Adds a run as a whole, or pairs of its words where it is long; and its words alone.
    fn add_run(&mut self, piece: &Piece, run: &[Spelling], most: usize, preferred: f64) {
        let is_long = run.len() > most;
        let is_pair = run.first().is_some_and(|word| word.is_unspaced);
        let parts: Vec<&[Spelling]> = match (is_long, is_pair) {
            (true, false) => run.windows(2).collect(),
            (true, true) => run.chunks(most).collect(),
            (false, _) => vec![run],
        };
        for words in parts {
            self.add(piece, words, preferred);
            if words.len() > 1 && !words.iter().any(|word| word.is_unspaced) {
                for word in words {
                    self.add(piece, std::slice::from_ref(word), preferred);
                }
            }
        }
    }

    fn add(&mut self, piece: &Piece, words: &[Spelling], preferred: f64) {
        let terms: Vec<Term> = words.iter().map(|word| word.term).collect();
        let spelt = piece.spelt(words);
        if terms.iter().any(|term| self.weights.contains_key(term)) && names_something(spelt) {
            let new = || Phrase { preferred, spellings: BTreeMap::new() };
            let phrase = self.phrases.entry(terms).or_insert_with(new);
            *phrase.spellings.entry(spelt.to_owned()).or_default() += 1;
        }
    }

    /// The best phrases that have no word in common.
    fn best(self, count: usize) -> Vec<String> {
        let weight = |terms: &[Term]| terms.iter().filter_map(|term| self.weights.get(term)).sum::<f64>();
        let ranked = self.phrases.into_iter().filter_map(|(terms, phrase)| {
            let quiet = |spelling: &str| spelling.chars().any(char::is_lowercase);
            let best = phrase.spellings.into_iter().max_by_key(|(spelling, often)| (quiet(spelling), *often));
            let is_word = phrase.preferred <= 1.0 && terms.len() == 1;
            best.map(|(spelling, _)| (weight(&terms) * phrase.preferred, terms.len(), is_word, spelling))
        });
        let mut ranked: Vec<(f64, usize, bool, String)> = ranked.collect();
        ranked.sort_by(|one, other| other.0.total_cmp(&one.0).then(other.1.cmp(&one.1)));
        let best_name = ranked.iter().find(|(.., is_word, _)| !is_word).map_or(0.0, |(weight, ..)| *weight);
        let mut best: Vec<String> = Vec::new();
        for (weight, _, is_word, spelling) in ranked {
            if is_word && weight < best_name * WORTH_NAMING {
                continue;
            }
            if best.len() < count && !best.iter().any(|named| have_a_word_in_common(named, &spelling)) {
                best.push(spelling);
            }
        }
        best
    }
}

/// What a word may be a part of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Name,
    /// A small word within a name: "Game of Thrones".
    Link,
    Word,
    /// A pair of characters of a script without spaces.
    Pair,
    Other,
}

fn is_common(stemming: Stemming, term: Term, least: u32) -> bool {
    stemming.is_english() && english_share(term) >= least
}

/// Whether a word of one phrase stands in another, in this form or another one.
fn have_a_word_in_common(one: &str, other: &str) -> bool {
    let words = |phrase: &str| -> Vec<String> {
        let words = phrase.split(|letter: char| !letter.is_alphanumeric());
        words.filter(|word| word.chars().nth(2).is_some()).map(str::to_lowercase).collect()
    };
    let beginning = |word: &str| word.chars().take(SAME).collect::<String>();
    let is_plural = |one: &str, many: &str| many.strip_suffix('s') == Some(one);
    let are_one = |one: &str, other: &str| {
        beginning(one) == beginning(other) || is_plural(one, other) || is_plural(other, one)
    };
    let (one, other) = (words(one), words(other));
    one.iter().any(|word| other.iter().any(|also| are_one(word, also)))
}

/// Numbers and single letters stand in many stories, and so do two characters of a syllabary.
fn names_something(text: &str) -> bool {
    let letters = || text.chars().filter(|letter| letter.is_alphabetic());
    let is_syllabic = |letter: char| matches!(letter, '\u{3040}'..='\u{30ff}');
    let long = letters().filter(|letter| letter.len_utf8() > 2 && !is_syllabic(*letter)).count();
    letters().count() > if letters().all(is_syllabic) { 2 } else { 1 } || long > 0
}
