//! How many articles a term stands in: what tells a telling word from a common one.
//!
//! A young cache starts from figures counted on English news; its own articles soon outweigh them.
//! Frequencies may be old and rough without any loss, so large caches count samples and forget
//! rare terms.

use std::sync::LazyLock;

use snowball_stemmers_rs::Algorithm;

use super::term::{ByTerm, Stemming, Term, shared};
use super::term_counts::{TermCounts, log_frequency};

/// Stems and in how many of a thousand articles they stand.
const ENGLISH: &str = include_str!("../../assets/document-frequencies.txt");

/// How many thousand articles the English figures stand for. Fewer would make the words of the first
/// stories in a cache look common.
const ENGLISH_THOUSANDS: u32 = 4;

/// Terms that are remembered; rarer ones are all equally rare.
const KEPT: usize = 1 << 15;

/// Articles counted one by one; beyond that one in two, and one in four from twice as many on.
const COUNTED_SINGLY: u32 = 1 << 12;

/// Neighbouring articles that are counted or passed over together, so that a large cache writes its
/// frequencies seldom.
const TOGETHER: u32 = 64;

/// How many stretches of terms are told apart by their first bits, and the bits after those. A stretch is
/// looked through in a few steps.
const STRETCHES: usize = 1 << 12;
/// See [`STRETCHES`].
const OTHER_BITS: u32 = 20;

/// Articles of a language from which on its common words are known well enough to measure it.
const KNOWN: f64 = 64.0;

/// How near the halves of a text are to each other in English.
const OF_ENGLISH: f64 = 0.27;

/// The same as it was measured for other languages on thousands of texts of each, and for how many texts that stands
/// in a cache: a language with compounds, with many endings or without spaces has fewer words in common with itself.
const EXPECTED: [(Stemming, f64); 3] = [
    (Stemming::Unspaced, 0.125),
    (Stemming::Stemmed(Algorithm::Polish), 0.15),
    (Stemming::Stemmed(Algorithm::German), 0.18),
];
/// See [`EXPECTED`].
const EXPECTED_OF_OTHERS: f64 = 0.24;
/// See [`EXPECTED`].
const EXPECTED_TEXTS: f64 = 30.0;

/// What a nearness of one counts.
const SCALE: f64 = 1_000.0;

/// Similarities are raised no more than so.
const MOST_RAISED: f64 = 2.2;

/// Bytes of a term and its count.
const ENTRY: usize = 8;

/// The document frequencies of a cache.
#[derive(Clone, Debug)]
pub struct DocumentFrequencies {
    /// Sorted by term.
    counts: Vec<(Term, u32)>,
    /// Where each stretch of `counts` begins, and where the last one ends.
    stretches: Vec<usize>,
    added: ByTerm<u32>,
    articles: u32,
}

/// The terms of English news, sorted, with in how many of a thousand articles each stands.
static OF_ENGLISH_NEWS: LazyLock<Vec<(Term, u32)>> = LazyLock::new(|| {
    let line = |line: &str| {
        let (stem, count) = line.split_once('\t')?;
        Some((Term::of(stem, false), count.parse().ok()?))
    };
    let mut counts: Vec<(Term, u32)> = ENGLISH.lines().filter_map(line).collect();
    counts.sort_unstable();
    counts
});

/// In how many of a thousand English articles a term stands.
pub(super) fn english_share(term: Term) -> u32 {
    let found = OF_ENGLISH_NEWS.binary_search_by_key(&term, |(known, _)| *known);
    found.ok().and_then(|at| OF_ENGLISH_NEWS.get(at)).map_or(0, |(_, count)| *count)
}

impl Default for DocumentFrequencies {
    /// The figures of English news.
    fn default() -> Self {
        let total = (Term::total_of(Stemming::Stemmed(Algorithm::English)), 1_000 * ENGLISH_THOUSANDS);
        let times = |(term, count): &(Term, u32)| (*term, count * ENGLISH_THOUSANDS);
        let mut counts: Vec<(Term, u32)> = OF_ENGLISH_NEWS.iter().map(times).chain([total]).collect();
        counts.sort_unstable();
        Self::counted(counts, 0)
    }
}

impl DocumentFrequencies {
    /// Of counts that are sorted.
    fn counted(counts: Vec<(Term, u32)>, articles: u32) -> Self {
        let stretches = stretches(&counts);
        Self { counts, stretches, added: ByTerm::default(), articles }
    }

    /// Counts the terms of an article, or passes it over in a large cache. Says whether it counted.
    pub fn count(&mut self, number: u32, term_counts: &TermCounts) -> bool {
        let weight = (self.articles / COUNTED_SINGLY + 1).next_power_of_two();
        if !(number / TOGETHER).is_multiple_of(weight) {
            return false;
        }
        self.articles = self.articles.saturating_add(weight);
        let total = Term::total_of(term_counts.stemming);
        self.measure(term_counts, weight);
        for term in term_counts.terms.iter().map(|(term, _)| *term).chain([total]) {
            let count = self.added.entry(term).or_default();
            *count = count.saturating_add(weight);
        }
        true
    }

    /// Notes how near the halves of a text are to each other.
    fn measure(&mut self, term_counts: &TermCounts, weight: u32) {
        let Some([first, second]) = term_counts.halves.as_deref() else { return };
        let articles = self.articles_in(term_counts.stemming);
        if articles < KNOWN {
            return;
        }
        let weights = |terms: &[(Term, f64)]| -> Vec<(Term, f64)> {
            let weight = |term: Term| self.rarity(term, articles) * term.worth();
            terms.iter().map(|(term, frequency)| (*term, log_frequency(*frequency) * weight(*term))).collect()
        };
        let nearness = whole(SCALE * cosine(&weights(first), &weights(second)));
        let [sum, texts] = Term::scale_of(term_counts.stemming);
        for (term, added) in [(sum, nearness.saturating_mul(weight)), (texts, weight)] {
            let count = self.added.entry(term).or_default();
            *count = count.saturating_add(added);
        }
    }

    /// The factor by which similarities of a language are raised to those of English. The halves of a text
    /// tell one story, so how near they are on average measures the language: inflection, its words, and
    /// how well they are known here.
    pub(super) fn raise(&self, stemming: Stemming) -> f64 {
        if stemming.is_english() {
            return 1.0;
        }
        let [sum, texts] = Term::scale_of(stemming).map(|term| f64::from(self.articles_with(term)));
        let scale = (expected(stemming) * EXPECTED_TEXTS + sum / SCALE) / (EXPECTED_TEXTS + texts);
        (OF_ENGLISH / scale).clamp(1.0, MOST_RAISED)
    }

    /// How much a term tells in an article of a language: the logarithm of the share of articles that
    /// do without it.
    pub fn rarity(&self, term: Term, articles: f64) -> f64 {
        (1.0 + articles / (f64::from(self.articles_with(term)) + 0.5)).ln()
    }

    /// How many articles were counted in a language.
    pub fn articles_in(&self, stemming: Stemming) -> f64 {
        f64::from(self.articles_with(Term::total_of(stemming)).max(8))
    }

    fn articles_with(&self, term: Term) -> u32 {
        let stretch = self.stretch(term);
        let kept = stretch.binary_search_by_key(&term, |(kept, _)| *kept);
        let kept = kept.ok().and_then(|at| stretch.get(at)).map_or(0, |(_, count)| *count);
        kept.saturating_add(self.added.get(&term).copied().unwrap_or_default())
    }

    /// Those of the counts among which a term stands.
    fn stretch(&self, term: Term) -> &[(Term, u32)] {
        let at = stretch_of(term);
        let ends = self.stretches.get(at).zip(self.stretches.get(at + 1));
        ends.and_then(|(start, end)| self.counts.get(*start..*end)).unwrap_or_default()
    }

    /// Writes the counts down, without the rarest where they are many.
    pub fn to_bytes(&mut self) -> Vec<u8> {
        self.settle();
        let entries = self.counts.iter().flat_map(|(term, count)| [term.0, *count]);
        [self.articles].into_iter().chain(entries).flat_map(u32::to_le_bytes).collect()
    }

    /// Reads what was written down.
    pub fn from_bytes(bytes: &[u8]) -> Self {
        let (articles, entries) = bytes.split_first_chunk().unwrap_or((&[0; 4], &[]));
        let entry = |entry: &[u8; ENTRY]| {
            let [a, b, c, d, count @ ..] = *entry;
            (Term(u32::from_le_bytes([a, b, c, d])), u32::from_le_bytes(count))
        };
        let counts = entries.as_chunks().0.iter().map(entry).collect();
        Self::counted(counts, u32::from_le_bytes(*articles))
    }

    /// Joins what was added with what was kept.
    fn settle(&mut self) {
        for (term, count) in &mut self.counts {
            *count = count.saturating_add(self.added.remove(term).unwrap_or_default());
        }
        self.counts.extend(self.added.drain());
        if self.counts.len() > KEPT {
            self.counts.select_nth_unstable_by_key(KEPT, |(_, count)| std::cmp::Reverse(*count));
            self.counts.truncate(KEPT);
        }
        self.counts.sort_unstable();
        self.stretches = stretches(&self.counts);
    }
}

/// How near the halves of a text are to each other in a language, before the cache has measured it.
fn expected(stemming: Stemming) -> f64 {
    let known = EXPECTED.iter().find(|(known, _)| *known == stemming);
    match (known, stemming) {
        (Some((_, expected)), _) => *expected,
        (None, Stemming::Stemmed(_)) => EXPECTED_OF_OTHERS,
        (None, Stemming::Unstemmed | Stemming::Unspaced) => OF_ENGLISH,
    }
}

/// The cosine of weights sorted by term.
fn cosine(one: &[(Term, f64)], other: &[(Term, f64)]) -> f64 {
    let length = |weights: &[(Term, f64)]| weights.iter().map(|(_, weight)| weight * weight).sum::<f64>();
    let shared = shared(one, other).map(|(_, weight, other)| weight * other);
    shared.sum::<f64>() / (length(one) * length(other)).sqrt().max(f64::MIN_POSITIVE)
}

#[expect(
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a float becomes an integer no other way, and `as` keeps it within bounds"
)]
fn whole(number: f64) -> u32 {
    number.round() as u32
}

fn stretch_of(term: Term) -> usize {
    usize::try_from(term.0 >> OTHER_BITS).unwrap_or_default()
}

fn stretches(counts: &[(Term, u32)]) -> Vec<usize> {
    let mut starts = vec![0; STRETCHES + 1];
    for (term, _) in counts {
        starts[stretch_of(*term) + 1] += 1;
    }
    for at in 1..starts.len() {
        starts[at] += starts[at - 1];
    }
    starts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Article;
    use crate::related::TermReader;

    fn term_counts(headline: &str) -> TermCounts {
        TermReader::default().count_terms(&Article { headline: headline.into(), ..Article::default() })
    }

    fn rarity(frequencies: &DocumentFrequencies, word: &str) -> f64 {
        let term_counts = term_counts(word);
        frequencies.rarity(term_counts.terms[0].0, frequencies.articles_in(term_counts.stemming))
    }

    #[test]
    fn a_young_cache_knows_the_common_words_of_english() {
        let frequencies = DocumentFrequencies::default();

        assert!(rarity(&frequencies, "the") < rarity(&frequencies, "government"));
        assert!(rarity(&frequencies, "government") < rarity(&frequencies, "ferry"));
    }

    #[test]
    fn a_cache_learns_what_is_common_in_it() {
        let mut frequencies = DocumentFrequencies::default();
        let before = rarity(&frequencies, "ferry");

        (0..500).for_each(|number| assert!(frequencies.count(number, &term_counts("Ferry late"))));

        assert!(rarity(&frequencies, "ferry") < before / 2.0);
    }

    #[test]
    fn what_is_written_down_is_read_back() {
        let mut frequencies = DocumentFrequencies::default();
        frequencies.count(1, &term_counts("Ferry late"));

        let read = DocumentFrequencies::from_bytes(&frequencies.to_bytes());

        assert!((rarity(&read, "ferry") - rarity(&frequencies, "ferry")).abs() < f64::EPSILON);
        assert_eq!(read.articles, 1);
        assert_eq!(DocumentFrequencies::from_bytes(b"").counts, []);
    }

    #[test]
    fn a_large_cache_counts_samples_and_forgets_the_rarest() {
        let mut frequencies = DocumentFrequencies::default();

        let headline = |number: u32| format!("ferry a{number} b{number} c{number} d{number}");
        let counted =
            (0..40_000).filter(|number| frequencies.count(*number, &term_counts(&headline(*number))));

        assert!(counted.count() < 20_000);
        assert!(frequencies.articles > 30_000);
        assert_eq!(frequencies.to_bytes().len(), 4 + ENTRY * KEPT);
        assert!(rarity(&frequencies, "ferry") < 1.0);
    }

    #[test]
    fn a_language_whose_texts_hang_together_less_is_raised_and_english_is_not() {
        let mut frequencies = DocumentFrequencies::default();
        let told = |number: u32| {
            let words: Vec<String> = (0..120).map(|word| format!("w{number}x{word}")).collect();
            let body = crate::domain::Body(vec![crate::domain::Block::Paragraph {
                text: crate::domain::Text::plain(&words.join(" ")),
            }]);
            let language = crate::domain::Language::parse("de");
            TermReader::default().count_terms(&Article { language, body, ..Article::default() })
        };
        let german = told(0).stemming;
        let before = frequencies.raise(german);

        (0..300).for_each(|number| assert!(frequencies.count(number, &told(number))));

        assert!((before - 1.5).abs() < 0.001);
        assert!(frequencies.raise(german) > 1.8);
        assert!((frequencies.raise(Stemming::Stemmed(Algorithm::English)) - 1.0).abs() < f64::EPSILON);
    }
}
