//! The terms of an article, counted: what a signature is made of. Computed anywhere, without the cache.

use super::article_terms::{ArticleTerms, TermReader};
use super::term::{Stemming, Term};
use crate::domain::Article;

/// Occurrences that one in the headline stands for.
const HEADLINE: f64 = 3.0;

/// The terms of an article with their frequencies.
#[derive(Clone, Debug, Default)]
pub struct TermCounts {
    pub(super) stemming: Stemming,
    /// Sorted by term.
    pub(super) terms: Vec<(Term, f64)>,
    /// Those of the headline, sorted.
    pub(super) headline: Vec<Term>,
}

impl TermReader {
    /// Reads an article and counts its terms.
    pub fn count_terms(&mut self, article: &Article) -> TermCounts {
        TermCounts::of(&self.read(article))
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
        Self { stemming: reading.stemming, terms, headline }
    }
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

/// The weight of a frequency: the second occurrence says less than the first.
pub(super) fn damped(frequency: f64) -> f64 {
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
