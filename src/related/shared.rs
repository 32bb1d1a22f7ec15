//! The words that two articles share, as a person would name them: whole names first, phrases before words,
//! in the spelling of the candidate, never stems.

mod nameless;
mod phrase;
mod piece;
mod spelt;

use std::collections::BTreeMap;
use std::ops::Range;

pub(super) use self::nameless::is_nameless;
use self::nameless::{is_of_a_country, is_office, is_verb_of_headlines};
pub(super) use self::phrase::have_a_word_in_common;
use self::phrase::{Phrase, names_something};
use self::piece::{Piece, Spelling};
pub use self::spelt::SpelledArticle;
use super::document_frequencies::{DocumentFrequencies, english_share};
use super::term::{ByTerm, Stemming, Term, shared};
use super::term_counts::log_frequency;
use crate::text::is_hiragana;

/// The most shared terms sought in the text.
const TERMS: usize = 20;

/// The most words of a name that is shown as one.
const NAME: usize = 7;
/// The most pairs of characters that are shown as one.
const PAIRS: usize = 7;

/// The words of a phrase; a longer run is named in parts.
const PHRASE: usize = 3;

/// A shorter form of a name that occurs so many times as often as the longer one is the name.
const USUAL: usize = 2;

/// The occurrences of a name in both texts together from which its ending is known.
const KNOWN: usize = 3;

/// The factor by which names are preferred to words.
const PREFERRED_NAME: f64 = 1.5;
/// The factor by which phrases are preferred to words.
const PREFERRED_PHRASE: f64 = 1.2;
/// The factor for the part of a name that goes on in one text alone.
const PART: f64 = 0.25;

/// The least rarity of a term that explains anything: one in at most ten articles; in a young cache, a share
/// of the greatest possible rarity.
const TELLING: (f64, f64) = (2.3, 0.3);

/// The frequency, in a thousand English articles, from which a word explains nothing.
const COMMON: u32 = 80;
/// The frequency, in a thousand English articles, from which a word explains nothing by itself.
const COMMON_ALONE: u32 = 40;
/// The number of English articles in a thousand from which a word is no part of a name either.
const GRAMMAR: u32 = 400;

/// The least weight of a word named beside names and phrases, relative to the best of them.
const WORTH_NAMING: f64 = 0.3;

/// The most letters of an uncapitalised word that is not named.
const SHORT: usize = 3;

/// The names and words that most make two articles near, at most `count`, the most telling first.
pub fn shared_words(
    article: &SpelledArticle,
    candidate: &SpelledArticle,
    frequencies: &DocumentFrequencies,
    count: usize,
) -> Vec<String> {
    let mut in_common = SharedWords::of(article, candidate, frequencies);
    for piece in &candidate.pieces {
        in_common.gather(piece);
    }
    in_common.best(count)
}

/// The words that two articles share, and their spellings.
struct SharedWords<'both> {
    article: &'both SpelledArticle,
    candidate: &'both SpelledArticle,
    /// The best shared terms with their contributions.
    weights: ByTerm<f64>,
    phrases: BTreeMap<Vec<Term>, Phrase>,
}

impl<'both> SharedWords<'both> {
    fn of(
        article: &'both SpelledArticle,
        candidate: &'both SpelledArticle,
        frequencies: &DocumentFrequencies,
    ) -> Self {
        let articles = frequencies.articles_in(article.stemming);
        let telling = TELLING.0.min(TELLING.1 * (1.0 + 2.0 * articles).ln());
        let both = shared(&article.counts, &candidate.counts);
        let mut weights: Vec<(Term, f64, f64)> = both
            .filter(|(term, ..)| {
                !is_common(article.stemming, *term, COMMON) || is_always_a_name(article, candidate, *term)
            })
            .map(|(term, one, other)| {
                let rarity = frequencies.rarity(term, articles) * term.weight();
                (term, log_frequency(one) * log_frequency(other) * rarity * rarity, rarity)
            })
            .collect();
        // Where all terms are common, the least common one is named.
        if weights.iter().any(|(.., rarity)| *rarity > telling) {
            weights.retain(|(.., rarity)| *rarity > telling);
        }
        weights.sort_by(|(_, one, _), (_, other, _)| other.total_cmp(one));
        weights.truncate(TERMS);
        let weights = weights.into_iter().map(|(term, weight, _)| (term, weight)).collect();
        Self { article, candidate, weights, phrases: BTreeMap::new() }
    }

    /// Collects the names, phrases and words of a piece of the candidate's text.
    fn gather(&mut self, piece: &Piece) {
        let kinds: Vec<WordKind> = (0..piece.words.len()).map(|at| self.kind(piece, at)).collect();
        let mut from = 0;
        while let Some(kind) = kinds.get(from).copied() {
            if matches!(kind, WordKind::Link | WordKind::Other) {
                from += 1;
                continue;
            }
            let goes_on = |at: usize| self.continues_phrase(piece, &kinds, at);
            let end = (from + 1..kinds.len()).find(|at| !goes_on(*at)).unwrap_or(kinds.len());
            let is_name = kinds.get(from..end).unwrap_or_default().contains(&WordKind::Name);
            let run = if is_name { self.whole_name(piece, from, end) } else { from..end };
            let is_part =
                run.len() == 1 && (piece.goes_on_as_name(run.end) || piece.follows_a_name(run.start));
            let run = piece.words.get(run).unwrap_or_default();
            match kind {
                WordKind::Pair => self.add_run(piece, run, PAIRS, 1.0),
                _ if is_name && (is_part || self.is_of_a_country(piece, run)) => {
                    self.add_run(piece, run, NAME, PART);
                }
                _ if is_name => self.add_run(piece, run, NAME, PREFERRED_NAME),
                _ => self.add_words(piece, run),
            }
            from = end;
        }
    }

    fn kind(&self, piece: &Piece, at: usize) -> WordKind {
        let Some(word) = piece.words.get(at).copied() else { return WordKind::Other };
        let is_shared = self.article.has(word.term);
        if word.is_unspaced {
            let is_grammar = piece.spelt(&[word]).chars().any(is_hiragana);
            return if is_shared && !is_grammar { WordKind::Pair } else { WordKind::Other };
        }
        if piece.is_linking(word) {
            return WordKind::Link;
        }
        let is_shouted = word.is_shouted && !self.candidate.is_bare;
        let is_grammar = is_common(self.article.stemming, word.term, GRAMMAR);
        if !is_shared || is_shouted || is_grammar || piece.is_nameless(word) || piece.is_date(at) {
            return WordKind::Other;
        }
        let is_verb = word.is_titled && is_verb_of_headlines(piece.spelt(&[word]));
        let is_bare = self.article.is_bare && self.candidate.is_bare;
        let seen_as_name = self.article.seen_as_name(word.term) || self.candidate.seen_as_name(word.term);
        let is_alone = is_bare && !is_common(self.article.stemming, word.term, COMMON_ALONE);
        let is_name =
            !is_verb && !self.seen_small(word) && (seen_as_name || is_alone) || piece.is_within_a_name(at);
        let is_no_noun = self.article.stemming.has_capital_nouns() && !(word.is_capitalised && seen_as_name);
        let names_nothing = is_no_noun || is_common(self.article.stemming, word.term, COMMON);
        if word.is_capitalised && is_name || piece.ends_a_name(at) {
            WordKind::Name
        } else if names_nothing || word.term.weight() < 1.0 {
            WordKind::Other
        } else {
            WordKind::Word
        }
    }

    /// Whether an English name is a single adjective of nationality.
    fn is_of_a_country(&self, piece: &Piece, run: &[Spelling]) -> bool {
        run.len() == 1 && self.article.stemming.is_english() && is_of_a_country(piece.spelt(run))
    }

    fn seen_small(&self, word: Spelling) -> bool {
        self.article.seen_small(word.term) || self.candidate.seen_small(word.term)
    }

    /// Whether a word continues the one before it, and does so in the other text as well. Within a text,
    /// names that both contain need not be adjacent in both.
    fn continues_phrase(&self, piece: &Piece, kinds: &[WordKind], at: usize) -> bool {
        let Some(before) = at.checked_sub(1) else { return false };
        let words = piece.words.get(before).zip(piece.words.get(at));
        let (Some((before, word)), Some([kind, next])) = (words, kinds.get(before..=at)) else {
            return false;
        };
        if !word.is_joined || word.is_owned && !piece.always_owns(before.term, word.term) {
            return false;
        }
        let is_capital = |kind: WordKind, word: &Spelling| {
            kind == WordKind::Name || kind == WordKind::Word && word.is_capitalised && !self.seen_small(*word)
        };
        let is_one = match (*kind, *next) {
            (WordKind::Name, WordKind::Name) if piece.is_text && !word.is_titled && !word.is_owned => {
                return true;
            }
            (WordKind::Name | WordKind::Link, WordKind::Link) => kinds.get(at + 1) == Some(&WordKind::Name),
            (WordKind::Link, WordKind::Name) => true,
            (kind @ (WordKind::Name | WordKind::Word), next @ (WordKind::Name | WordKind::Word)) => {
                kind == next || is_capital(kind, before) && is_capital(next, word)
            }
            (kind, next) => kind == next,
        };
        is_one && self.article.has_pair(before.term, word.term)
    }

    /// The words of a run that are a name: without small words, letters and points at its end, and without
    /// the part of a longer name that the other text lacks.
    fn whole_name(&self, piece: &Piece, from: usize, end: usize) -> Range<usize> {
        let word = |at: usize| piece.words.get(at).copied();
        let is_paired = |at: usize| {
            let words = at.checked_sub(1).and_then(word).zip(word(at));
            words.is_some_and(|(before, word)| self.article.has_pair(before.term, word.term))
        };
        let (mut from, mut end) = (from, end);
        while end > from + 1 && word(from).is_some_and(|word| piece.is_article(word)) {
            from += 1;
        }
        while piece.goes_on_as_name(from) && end > from + 1 && !is_paired(from + 1) {
            from += 1;
        }
        while piece.goes_on_as_name(end) && end > from + 1 && !is_paired(end - 1) {
            end -= 1;
        }
        let ends_no_name = |at: usize| {
            word(at).is_some_and(|word| {
                piece.is_linking(word) || piece.is_letter(word) || is_office(piece.spelt(&[word]))
            })
        };
        while end > from + 1 && ends_no_name(end - 1) {
            end -= 1;
        }
        from..end
    }

    /// Adds uncapitalised words, and phrases in which each word is telling.
    fn add_words(&mut self, piece: &Piece, run: &[Spelling]) {
        let is_telling = |word: &Spelling| self.weights.contains_key(&word.term) && !piece.is_number(*word);
        let words = if run.len() == PHRASE && run.iter().all(is_telling) { PHRASE } else { 2 };
        let phrases: Vec<&[Spelling]> =
            run.windows(words).filter(|words| words.iter().all(is_telling)).collect();
        for words in phrases {
            if !self.ends_in_a_verb(piece, words) {
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

    /// Adds a run as a whole, or in parts where it is long; and its words alone.
    fn add_run(&mut self, piece: &Piece, run: &[Spelling], most: usize, preference: f64) {
        let is_long = run.len() > most;
        let is_pair = run.first().is_some_and(|word| word.is_unspaced);
        let parts: Vec<&[Spelling]> = match (is_long, is_pair) {
            (true, false) => names_of(piece, run, most),
            (true, true) => run.chunks(most).collect(),
            (false, _) => vec![run],
        };
        for words in parts {
            self.add(piece, words, preference);
            if words.len() > 1 && !words.iter().any(|word| word.is_unspaced) {
                for word in words.iter().filter(|word| piece.stands_alone(**word)) {
                    self.add(piece, std::slice::from_ref(word), preference);
                }
            }
        }
    }

    /// Whether English words are no phrase, but a subject with its verb: "youths hurled".
    fn ends_in_a_verb(&self, piece: &Piece, words: &[Spelling]) -> bool {
        self.article.stemming.is_english()
            && words.last().is_some_and(|word| piece.spelt(&[*word]).ends_with("ed"))
    }

    fn add(&mut self, piece: &Piece, words: &[Spelling], preference: f64) {
        let terms: Vec<Term> = words.iter().map(|word| word.term).collect();
        let spelt = piece.spelt_whole(words, &|one, next| self.article.has_pair(one, next));
        if terms.iter().any(|term| self.weights.contains_key(term)) && names_something(spelt) {
            self.phrases.entry(terms).or_insert_with(|| Phrase::new(preference)).note(spelt, preference);
        }
    }

    /// Removes the longer forms of names that have a shorter usual one: "Notorious Bettie Page".
    fn leave_out_unusual(&mut self) {
        let names: Vec<(Vec<Term>, usize)> =
            self.phrases.iter().map(|(terms, phrase)| (terms.clone(), phrase.occurrences())).collect();
        self.phrases.retain(|terms, phrase| {
            let most = phrase.occurrences() * USUAL;
            let is_usual = |(name, times): &(Vec<Term>, usize)| {
                name.len() > 1
                    && name.len() < terms.len()
                    && *times >= most
                    && terms.windows(name.len()).any(|part| part == name)
            };
            !names.iter().any(is_usual)
        });
    }

    /// A name with the ending that it has in every place: "McDonald’s".
    fn with_its_ending(&self, terms: &[Term], spelling: &str) -> String {
        let all = self.article.pieces.iter().chain(&self.candidate.pieces);
        let ends: Vec<bool> = terms
            .last()
            .into_iter()
            .flat_map(|last| all.clone().flat_map(|piece| piece.possessives(*last)))
            .collect();
        let has_ending = ends.len() >= KNOWN && ends.iter().all(|ends| *ends);
        if has_ending { format!("{spelling}’s") } else { spelling.to_owned() }
    }

    /// The best phrases that have no word in common.
    fn best(mut self, count: usize) -> Vec<String> {
        self.leave_out_unusual();
        let weight = |terms: &[Term]| terms.iter().filter_map(|term| self.weights.get(term)).sum::<f64>();
        let mut ranked: Vec<(f64, &Vec<Term>, &Phrase)> = self
            .phrases
            .iter()
            .map(|(terms, phrase)| (weight(terms) * phrase.preference, terms, phrase))
            .collect();
        ranked.sort_by(|one, other| other.0.total_cmp(&one.0).then(other.1.len().cmp(&one.1.len())));
        let is_word = |terms: &[Term], phrase: &Phrase| phrase.preference <= 1.0 && terms.len() == 1;
        let best_name = ranked.iter().find(|(_, terms, phrase)| !is_word(terms, phrase));
        let least = best_name.map_or(0.0, |(weight, ..)| weight * WORTH_NAMING);
        let mut best: Vec<String> = Vec::new();
        for (weight, terms, phrase) in ranked {
            if best.len() == count || is_word(terms, phrase) && weight < least {
                continue;
            }
            let spelling = phrase.spelling();
            if !best.iter().any(|named| have_a_word_in_common(named, spelling)) {
                best.push(self.with_its_ending(terms, spelling));
            }
        }
        best
    }
}

/// The kind of phrase that a word may belong to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum WordKind {
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

/// The names in a long run: as many words as one has, up to the small word that leads to the next.
fn names_of<'run>(piece: &Piece, run: &'run [Spelling], most: usize) -> Vec<&'run [Spelling]> {
    let mut names = Vec::new();
    let mut rest = run;
    while rest.len() > most {
        let link =
            rest.iter().take(most + 1).rposition(|word| piece.is_linking(*word)).filter(|link| *link > 0);
        let (name, after) = rest.split_at(link.unwrap_or(2));
        names.push(name);
        rest = if link.is_some() { after.split_first().map_or(after, |(_, after)| after) } else { after };
    }
    names.push(rest);
    names
}

/// Whether a word is capitalised within sentences, and never uncapitalised.
fn is_always_a_name(article: &SpelledArticle, candidate: &SpelledArticle, term: Term) -> bool {
    (article.seen_as_name(term) || candidate.seen_as_name(term))
        && !article.seen_small(term)
        && !candidate.seen_small(term)
}
