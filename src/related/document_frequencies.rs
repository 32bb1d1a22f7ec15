//! Document frequencies: the number of articles that contain each term, which distinguishes rare words from
//! common ones.
//!
//! A new cache starts from figures counted on English news; its own articles soon outweigh them. Frequencies
//! may be old and approximate without loss, so large caches count samples and forget rare terms.

use std::sync::LazyLock;

use snowball_stemmers_rs::Algorithm;

use super::term::{ByTerm, Stemming, Term, shared};
use super::term_counts::{TermCounts, log_frequency};

/// Stems, each with its number of articles in a thousand.
const ENGLISH: &str = include_str!("../../assets/document-frequencies.txt");

/// The weight of the English figures, in thousands of articles. Fewer would make the words of the first
/// stories in a cache look common.
const ENGLISH_THOUSANDS: u32 = 4;

/// The most terms stored; rarer ones are all equally rare.
const MOST_STORED_TERMS: usize = 1 << 15;

/// The articles counted one by one; beyond that one in two, and one in four from twice as many on.
const COUNTED_SINGLY: u32 = 1 << 12;

/// Consecutive articles that are counted or skipped together, so that a large cache seldom writes its
/// frequencies.
const COUNTING_BLOCK: u32 = 64;

/// The number of ranges into which terms are divided by their first bits. A range is searched in a few steps.
const RANGES: usize = 1 << 12;
/// The bits of a term after those that select its range.
const OTHER_BITS: u32 = 20;

/// The articles of a language from which on its common words are known well enough to measure it.
const ARTICLES_OF_KNOWN_LANGUAGE: f64 = 64.0;

/// The mean cosine of the halves of a text in English.
const ENGLISH_HALVES_COSINE: f64 = 0.27;

/// The mean cosine of the halves of a text in other languages, measured on thousands of texts of each, and
/// its weight in a cache, in texts: a language with compounds, with many endings or without spaces has fewer
/// words in common with itself.
const EXPECTED_HALVES_COSINES: [(Stemming, f64); 3] = [
    (Stemming::Unspaced, 0.125),
    (Stemming::Stemmed(Algorithm::Polish), 0.15),
    (Stemming::Stemmed(Algorithm::German), 0.18),
];
/// The expected mean cosine for all other languages.
const EXPECTED_OF_OTHERS: f64 = 0.24;
/// The weight of the expected value, in texts.
const EXPECTED_TEXTS: f64 = 30.0;

/// The count that stands for a cosine of one.
const SCALE: f64 = 1_000.0;

/// The most by which similarities are raised.
const MOST_RAISED: f64 = 2.2;

/// Bytes of a term and its count.
const ENTRY: usize = 8;

/// The document frequencies of a cache.
#[derive(Clone, Debug)]
pub struct DocumentFrequencies {
    /// The counts, sorted by term.
    counts: Vec<(Term, u32)>,
    /// The beginning of each range of `counts`, and the end of the last one.
    range_starts: Vec<usize>,
    added: ByTerm<u32>,
    articles: u32,
}

/// The terms of English news, sorted, each with its number of articles in a thousand.
static OF_ENGLISH_NEWS: LazyLock<Vec<(Term, u32)>> = LazyLock::new(|| {
    let line = |line: &str| {
        let (stem, count) = line.split_once('\t')?;
        Some((Term::of(stem, false), count.parse().ok()?))
    };
    let mut counts: Vec<(Term, u32)> = ENGLISH.lines().filter_map(line).collect();
    counts.sort_unstable();
    counts
});

/// The number of English articles in a thousand that contain a term.
pub(super) fn english_share(term: Term) -> u32 {
    let found = OF_ENGLISH_NEWS.binary_search_by_key(&term, |(known, _)| *known);
    found.ok().and_then(|at| OF_ENGLISH_NEWS.get(at)).map_or(0, |(_, count)| *count)
}

impl Default for DocumentFrequencies {
    /// The frequencies of English news.
    fn default() -> Self {
        let total = (Term::total_of(Stemming::Stemmed(Algorithm::English)), 1_000 * ENGLISH_THOUSANDS);
        let times = |(term, count): &(Term, u32)| (*term, count * ENGLISH_THOUSANDS);
        let mut counts: Vec<(Term, u32)> = OF_ENGLISH_NEWS.iter().map(times).chain([total]).collect();
        counts.sort_unstable();
        Self::counted(counts, 0)
    }
}

impl DocumentFrequencies {
    /// The frequencies of sorted counts.
    fn counted(counts: Vec<(Term, u32)>, articles: u32) -> Self {
        let stretches = range_starts(&counts);
        Self { counts, range_starts: stretches, added: ByTerm::default(), articles }
    }

    /// Counts the terms of an article, or skips it in a large cache. Returns whether it counted.
    pub fn count(&mut self, number: u32, term_counts: &TermCounts) -> bool {
        let weight = (self.articles / COUNTED_SINGLY + 1).next_power_of_two();
        if !(number / COUNTING_BLOCK).is_multiple_of(weight) {
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

    /// Counts the cosine of the halves of a text.
    fn measure(&mut self, term_counts: &TermCounts, weight: u32) {
        let Some([first, second]) = term_counts.halves.as_deref() else { return };
        let articles = self.articles_in(term_counts.stemming);
        if articles < ARTICLES_OF_KNOWN_LANGUAGE {
            return;
        }
        let weights = |terms: &[(Term, f64)]| -> Vec<(Term, f64)> {
            let weight = |term: Term| self.rarity(term, articles) * term.weight();
            terms.iter().map(|(term, frequency)| (*term, log_frequency(*frequency) * weight(*term))).collect()
        };
        let nearness = rounded(SCALE * cosine(&weights(first), &weights(second)));
        let [sum, texts] = Term::scale_of(term_counts.stemming);
        for (term, added) in [(sum, nearness.saturating_mul(weight)), (texts, weight)] {
            let count = self.added.entry(term).or_default();
            *count = count.saturating_add(added);
        }
    }

    /// The factor by which similarities of a language are raised to those of English. The halves of a text
    /// tell one story, so their mean cosine measures the language: its inflection, its words, and how well
    /// they are known here.
    pub(super) fn language_factor(&self, stemming: Stemming) -> f64 {
        if stemming.is_english() {
            return 1.0;
        }
        let [sum, texts] = Term::scale_of(stemming).map(|term| f64::from(self.articles_with(term)));
        let scale = (expected(stemming) * EXPECTED_TEXTS + sum / SCALE) / (EXPECTED_TEXTS + texts);
        (ENGLISH_HALVES_COSINE / scale).clamp(1.0, MOST_RAISED)
    }

    /// The rarity of a term in a number of articles of its language: the logarithm of one plus their ratio to
    /// the articles with the term.
    pub fn rarity(&self, term: Term, articles: f64) -> f64 {
        (1.0 + articles / (f64::from(self.articles_with(term)) + 0.5)).ln()
    }

    /// Whether articles in other languages than this one were counted.
    pub fn has_others_than(&self, stemming: Stemming) -> bool {
        let counted = |other: Stemming| {
            let counted = self.articles_with(Term::total_of(other));
            if other.is_english() { counted.saturating_sub(1_000 * ENGLISH_THOUSANDS) } else { counted }
        };
        Stemming::all().any(|other| other != stemming && counted(other) > 0)
    }

    /// The number of articles counted in a language.
    pub fn articles_in(&self, stemming: Stemming) -> f64 {
        f64::from(self.articles_with(Term::total_of(stemming)).max(8))
    }

    fn articles_with(&self, term: Term) -> u32 {
        let stretch = self.range_of(term);
        let kept = stretch.binary_search_by_key(&term, |(kept, _)| *kept);
        let kept = kept.ok().and_then(|at| stretch.get(at)).map_or(0, |(_, count)| *count);
        kept.saturating_add(self.added.get(&term).copied().unwrap_or_default())
    }

    /// The range of counts that may hold a term.
    fn range_of(&self, term: Term) -> &[(Term, u32)] {
        let at = range_index(term);
        let ends = self.range_starts.get(at).zip(self.range_starts.get(at + 1));
        ends.and_then(|(start, end)| self.counts.get(*start..*end)).unwrap_or_default()
    }

    /// The serialised counts, without the rarest where they are many.
    pub fn to_bytes(&mut self) -> Vec<u8> {
        self.merge_added();
        let entries = self.counts.iter().flat_map(|(term, count)| [term.0, *count]);
        [self.articles].into_iter().chain(entries).flat_map(u32::to_le_bytes).collect()
    }

    /// Reads serialised counts.
    pub fn from_bytes(bytes: &[u8]) -> Self {
        let (articles, entries) = bytes.split_first_chunk().unwrap_or((&[0; 4], &[]));
        let entry = |entry: &[u8; ENTRY]| {
            let [a, b, c, d, count @ ..] = *entry;
            (Term(u32::from_le_bytes([a, b, c, d])), u32::from_le_bytes(count))
        };
        let counts = entries.as_chunks().0.iter().map(entry).collect();
        Self::counted(counts, u32::from_le_bytes(*articles))
    }

    /// Merges added counts into the stored ones.
    fn merge_added(&mut self) {
        for (term, count) in &mut self.counts {
            *count = count.saturating_add(self.added.remove(term).unwrap_or_default());
        }
        self.counts.extend(self.added.drain());
        if self.counts.len() > MOST_STORED_TERMS {
            self.counts.select_nth_unstable_by_key(MOST_STORED_TERMS, |(_, count)| std::cmp::Reverse(*count));
            self.counts.truncate(MOST_STORED_TERMS);
        }
        self.counts.sort_unstable();
        self.range_starts = range_starts(&self.counts);
    }
}

/// The mean cosine of the halves of a text in a language, before the cache has measured it.
fn expected(stemming: Stemming) -> f64 {
    let known = EXPECTED_HALVES_COSINES.iter().find(|(known, _)| *known == stemming);
    match (known, stemming) {
        (Some((_, expected)), _) => *expected,
        (None, Stemming::Stemmed(_)) => EXPECTED_OF_OTHERS,
        (None, Stemming::Unstemmed | Stemming::Unspaced) => ENGLISH_HALVES_COSINE,
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
fn rounded(number: f64) -> u32 {
    number.round() as u32
}

fn range_index(term: Term) -> usize {
    usize::try_from(term.0 >> OTHER_BITS).unwrap_or_default()
}

fn range_starts(counts: &[(Term, u32)]) -> Vec<usize> {
    let mut starts = vec![0; RANGES + 1];
    for (term, _) in counts {
        starts[range_index(*term) + 1] += 1;
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
    fn serialised_frequencies_are_read_back() {
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
        assert_eq!(frequencies.to_bytes().len(), 4 + ENTRY * MOST_STORED_TERMS);
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
        let before = frequencies.language_factor(german);

        (0..300).for_each(|number| assert!(frequencies.count(number, &told(number))));

        assert!((before - 1.5).abs() < 0.001);
        assert!(frequencies.language_factor(german) > 1.8);
        assert!(
            (frequencies.language_factor(Stemming::Stemmed(Algorithm::English)) - 1.0).abs() < f64::EPSILON
        );
    }
}
