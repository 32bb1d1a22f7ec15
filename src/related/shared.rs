//! The words two articles share, as a person would name them: spelt as the candidate spells them,
//! names before other words, neighbours together, never stems.

use std::collections::BTreeMap;

use super::article_terms::{ArticleTerms, each_word};
use super::document_frequencies::DocumentFrequencies;
use super::term::{ByTerm, Term};
use super::term_counts::{TermCounts, damped};
use crate::domain::Article;
use crate::text::Word;

/// Terms that are looked for in the text.
const TERMS: usize = 20;

/// Words, or pairs of characters, that are named together.
const TOGETHER: usize = 3;
/// See [`TOGETHER`].
const PAIRS_TOGETHER: usize = 7;

/// How much a name is preferred.
const NAME: f64 = 1.5;

/// Terms in more articles than one in ten explain nothing; in a young cache, those that are common
/// for it.
const TELLING: (f64, f64) = (2.3, 0.3);

/// The words that most make two articles near, at most `count`, the most telling first.
pub fn shared_words(
    article: &ArticleTerms,
    candidate: (&Article, &ArticleTerms),
    frequencies: &DocumentFrequencies,
    count: usize,
) -> Vec<String> {
    let (spelt, read) = candidate;
    let weights = shared_weights(article, read, frequencies);
    let mut phrases = Phrases::default();
    for (text, terms) in [(read.text(spelt).as_str(), &read.body), (spelt.headline.as_str(), &read.headline)]
    {
        let mut terms = terms.iter();
        let mut words = Vec::new();
        each_word(text, &mut |word| {
            words.extend(terms.next().filter(|term| weights.contains_key(term)).map(|term| (word, *term)));
        });
        phrases.gather(text, &words);
    }
    phrases.best(&weights, count)
}

/// The best shared terms with what they contribute.
fn shared_weights(
    one: &ArticleTerms,
    other: &ArticleTerms,
    frequencies: &DocumentFrequencies,
) -> ByTerm<f64> {
    let articles = frequencies.articles_in(one.stemming);
    let telling = TELLING.0.min(TELLING.1 * (1.0 + 2.0 * articles).ln());
    let others: ByTerm<f64> = TermCounts::of(other).terms.into_iter().collect();
    let mut shared: Vec<(Term, f64)> = TermCounts::of(one)
        .terms
        .into_iter()
        .filter_map(|(term, frequency)| {
            let often = damped(frequency) * damped(*others.get(&term)?);
            let rarity = frequencies.rarity(term, articles) * term.worth();
            (rarity > telling).then_some((term, often * rarity * rarity))
        })
        .collect();
    shared.sort_by(|(_, one), (_, other)| other.total_cmp(one));
    shared.truncate(TERMS);
    shared.into_iter().collect()
}

/// Words and neighbouring words of a text that are shared, by their terms.
#[derive(Default)]
struct Phrases(BTreeMap<Vec<Term>, Spellings>);

/// The ways a phrase is spelt, and how often.
type Spellings = BTreeMap<String, usize>;

impl Phrases {
    fn gather(&mut self, text: &str, words: &[(Word<'_>, Term)]) {
        let stand_together =
            |(one, _): &(Word<'_>, Term), (other, _): &(Word<'_>, Term)| follows(text, *one, *other);
        for run in words.chunk_by(stand_together) {
            let most = if run.iter().any(|(word, _)| word.is_unspaced) { PAIRS_TOGETHER } else { TOGETHER };
            for chunk in run.chunks(most) {
                self.add(text, chunk);
                if chunk.len() > 1 {
                    for word in chunk {
                        self.add(text, std::slice::from_ref(word));
                    }
                }
            }
        }
    }

    fn add(&mut self, text: &str, words: &[(Word<'_>, Term)]) {
        let (Some((first, _)), Some((last, _))) = (words.first(), words.last()) else { return };
        let spelt = text.get(first.start..last.end()).unwrap_or_default();
        if names_something(spelt) {
            let spellings = self.0.entry(words.iter().map(|(_, term)| *term).collect()).or_default();
            *spellings.entry(spelt.to_owned()).or_default() += 1;
        }
    }

    /// The best phrases that have no term in common.
    fn best(self, weights: &ByTerm<f64>, count: usize) -> Vec<String> {
        let mut ranked: Vec<(f64, Vec<Term>, String)> = self
            .0
            .into_iter()
            .filter_map(|(terms, spellings)| {
                let (spelling, often) = spellings.into_iter().max_by_key(|(_, often)| *often)?;
                let is_name = is_capitalised(&spelling);
                let is_phrase = terms.len() == 1 || is_name || often > 1;
                let weight: f64 = terms.iter().filter_map(|term| weights.get(term)).sum();
                is_phrase.then_some((if is_name { weight * NAME } else { weight }, terms, spelling))
            })
            .collect();
        ranked.sort_by(|(one, ..), (other, ..)| other.total_cmp(one));
        let mut named: Vec<Term> = Vec::new();
        let mut best = Vec::new();
        for (_, terms, spelling) in ranked {
            if best.len() < count && !terms.iter().any(|term| named.contains(term)) {
                named.extend(terms);
                best.push(spelling);
            }
        }
        best
    }
}

/// Whether a word stands right beside another and both are names, or neither is.
fn follows(text: &str, one: Word<'_>, other: Word<'_>) -> bool {
    if one.is_unspaced || other.is_unspaced {
        return one.is_unspaced && other.is_unspaced && other.start < one.end();
    }
    text.get(one.end()..other.start) == Some(" ") && is_capitalised(one.text) == is_capitalised(other.text)
}

/// Numbers and single letters stand in many stories.
fn names_something(text: &str) -> bool {
    let letters = text.chars().filter(|letter| letter.is_alphabetic()).count();
    letters > 1 || text.chars().any(|letter| letter.is_alphabetic() && letter.len_utf8() > 2)
}

fn is_capitalised(text: &str) -> bool {
    text.chars().next().is_some_and(char::is_uppercase)
}
