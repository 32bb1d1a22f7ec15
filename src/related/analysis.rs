//! The terms of an article, counted: what a signature is made of. Computed anywhere, without the cache.

use super::reading::{Analyst, Reading};
use super::term::{Term, Tongue};
use crate::domain::Article;

/// Occurrences that one in the headline stands for.
const HEADLINE: f64 = 3.0;

/// The terms of an article with their frequencies.
#[derive(Clone, Debug, Default)]
pub struct Analysis {
    pub(super) tongue: Tongue,
    /// Sorted by term.
    pub(super) terms: Vec<(Term, f64)>,
}

impl Analyst {
    /// Reads an article and counts its terms.
    pub fn analyse(&mut self, article: &Article) -> Analysis {
        Analysis::of(&self.read(article))
    }
}

impl Analysis {
    pub(super) fn of(reading: &Reading) -> Self {
        let headline = reading.headline.iter().map(|term| (*term, HEADLINE));
        let body = reading.body.iter().map(|term| (*term, 1.0));
        Self { tongue: reading.tongue, terms: summed(headline.chain(body).collect()) }
    }
}

/// Pairs of neighbouring terms with their frequencies.
pub(super) fn pairs(reading: &Reading) -> Vec<((Term, Term), f64)> {
    let of = |terms: &[Term], weight| {
        let pairs = terms.array_windows().map(move |[first, second]| ((*first, *second), weight));
        pairs.collect::<Vec<_>>()
    };
    summed([of(&reading.headline, HEADLINE), of(&reading.body, 1.0)].concat())
}

/// What a frequency weighs: the second occurrence says less than the first.
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
