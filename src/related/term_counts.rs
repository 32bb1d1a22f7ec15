//! The counted terms of an article, from which its signature is made. Computed without the cache.

use super::article_terms::{ArticleTerms, TermReader};
use super::term::{Stemming, Term};
use crate::domain::Article;

/// The weight of an occurrence in the headline, in occurrences in the text.
const HEADLINE: f64 = 3.0;

/// The share of texts, one in so many, that calibrate the scale of their language.
const CALIBRATION_SHARE: u32 = 4;

/// The fewest words of a half that is measured.
const HALF: usize = 40;
/// The most words that are read of a half.
const MOST: usize = 150;

/// The terms of an article with their frequencies.
#[derive(Clone, Debug, Default)]
pub struct TermCounts {
    pub(super) stemming: Stemming,
    /// The terms with their frequencies, sorted by term.
    pub(super) terms: Vec<(Term, f64)>,
    /// The terms of the headline, sorted.
    pub(super) headline: Vec<Term>,
    /// Whether the article is a table more than a text.
    pub(super) is_table: bool,
    /// The names in an article that is not English, each with the term that English articles have of it.
    pub(super) names: Vec<(Term, Term)>,
    /// The terms of the two halves of the text, where it calibrates its language.
    pub(super) halves: Option<Box<[TermFrequencies; 2]>>,
}

/// Terms with their frequencies, sorted by term.
pub(super) type TermFrequencies = Vec<(Term, f64)>;

impl TermReader {
    /// Reads an article and counts its terms.
    pub fn count_terms(&mut self, article: &Article) -> TermCounts {
        let reading = self.read(article);
        let mut term_counts = TermCounts::of(&reading);
        if !reading.stemming.is_english() {
            term_counts.names = self.names(article).in_english().collect();
        }
        term_counts
    }
}

impl TermCounts {
    pub(super) fn of(reading: &ArticleTerms) -> Self {
        let headline = reading.headline.iter().map(|term| (*term, HEADLINE));
        let body = reading.body.iter().map(|term| (*term, 1.0));
        let told = headline.chain(body).filter(|(term, _)| *term != Term::NONE);
        let terms = summed(told.collect());
        let mut headline = reading.headline.clone();
        headline.sort_unstable();
        let (stemming, is_of_figures) = (reading.stemming, reading.is_table);
        Self {
            stemming,
            terms,
            headline,
            is_table: is_of_figures,
            names: Vec::new(),
            halves: halves(&reading.body),
        }
    }
}

/// The terms of the two halves of one text in [`CALIBRATION_SHARE`], where it is long enough.
fn halves(body: &[Term]) -> Option<Box<[TermFrequencies; 2]>> {
    let is_measured = body.first().is_some_and(|term| (term.0 >> 1).is_multiple_of(CALIBRATION_SHARE));
    let half = body.len() / 2;
    (is_measured && half >= HALF).then(|| {
        let of = |terms: &[Term]| summed(terms.iter().take(MOST).map(|term| (*term, 1.0)).collect());
        let (first, second) = body.split_at(half);
        Box::new([of(first), of(second)])
    })
}

/// Pairs of neighbouring terms with their frequencies.
pub(super) fn pairs(reading: &ArticleTerms) -> Vec<((Term, Term), f64)> {
    let of = |terms: &[Term], weight| {
        let pairs = terms.array_windows().map(move |[first, second]| ((*first, *second), weight));
        let pairs = pairs.filter(|((first, second), _)| *first != Term::NONE && *second != Term::NONE);
        pairs.collect::<Vec<_>>()
    };
    summed([of(&reading.headline, HEADLINE), of(&reading.body, 1.0)].concat())
}

/// The weight of a frequency, logarithmic: a second occurrence counts less than the first.
pub(super) fn log_frequency(frequency: f64) -> f64 {
    if frequency > 1.0 { 1.0 + frequency.ln() } else { 1.0 }
}

fn summed<Key: Ord + Copy>(mut occurrences: Vec<(Key, f64)>) -> Vec<(Key, f64)> {
    occurrences.sort_unstable_by_key(|(key, _)| *key);
    occurrences.dedup_by(|(key, weight), (kept, sum)| {
        let same = key == kept;
        if same {
            *sum += *weight;
        }
        same
    });
    occurrences
}
