//! The similarity of candidates to an article, by their whole texts, pairs of neighbouring words, one
//! another, and time.

use std::cell::RefCell;

use super::article_terms::ArticleTerms;
use super::document_frequencies::DocumentFrequencies;
use super::term::{ByTerm, Term};
use super::term_counts::{TermCounts, log_frequency, pairs};
use crate::domain::Moment;

/// The weight of a pair of neighbouring terms relative to a single term.
const PAIR: f64 = 0.8;

/// The power of rarity in a headline alone, where common words too are needed to part stories, and in a
/// text; each after the number of different terms that makes it one.
const RARITY: [(f64, f64); 2] = [(15.0, 0.5), (40.0, 1.0)];

/// The number of nearest candidates that raise others similar to them.
const NEIGHBOURS: usize = 4;
/// The weight of the similarity to these candidates.
const NEIGHBOUR_WEIGHT: f64 = 0.3;

/// The decay of similarity over a distance in time: its lower bound, and its half-life in days.
const TIME_DECAY: (f64, f64) = (0.7, 7.0);
/// The same for bare headlines, which have fewer words to compare, so that time counts more.
const TIME_DECAY_OF_HEADLINES: (f64, f64) = (0.5, 3.0);

/// Words and pairs of words with their weights, sorted.
struct Vector {
    weights: Vec<(u64, f64)>,
    length: f64,
}

/// The similarity of each candidate to an article, from 0 to 1.
pub fn similarity(
    article: &ArticleTerms,
    candidates: &[ArticleTerms],
    frequencies: &DocumentFrequencies,
) -> Vec<f64> {
    let all = [article].into_iter().chain(candidates);
    let all: Vec<_> = all.map(|reading| (TermCounts::of(reading), pairs(reading))).collect();
    let Some((own, _)) = all.first() else {
        return Vec::new();
    };
    let measure = TermWeights::of(own, frequencies);
    let mut shared = RepeatedKeys::default();
    all.iter().flat_map(|(_, pairs)| pairs).for_each(|(pair, _)| shared.note(key(*pair)));
    let vectors: Vec<Vector> =
        all.iter().map(|(terms, pairs)| measure.vector(terms, pairs, &shared)).collect();
    let Some((own, vectors)) = vectors.split_first() else {
        return Vec::new();
    };
    let times: Vec<f64> = candidates.iter().map(|candidate| time_factor(article, candidate)).collect();
    let direct: Vec<f64> =
        vectors.iter().zip(&times).map(|(vector, time)| own.cosine(vector) * time).collect();
    let witnesses = nearest(&direct);
    let heard = |at: usize| similarity_to_neighbours(at, &witnesses, &direct, vectors);
    let own_raise = frequencies.language_factor(article.stemming);
    let raise = |at: usize| {
        candidates
            .get(at)
            .map_or(1.0, |other| (own_raise * frequencies.language_factor(other.stemming)).sqrt())
    };
    direct
        .iter()
        .zip(&times)
        .enumerate()
        .map(|(at, (near, time))| {
            heard(at).map_or(*near, |word| near * (1.0 - NEIGHBOUR_WEIGHT) + word * time * NEIGHBOUR_WEIGHT)
        })
        .enumerate()
        .map(|(at, near)| (near * raise(at)).min(1.0))
        .collect()
}

/// The positions of the nearest few.
fn nearest(direct: &[f64]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..direct.len()).collect();
    order.sort_by(|one, other| direct[*other].total_cmp(&direct[*one]));
    order.truncate(NEIGHBOURS);
    order
}

/// The similarity of a candidate to the nearest others, each weighted by its own similarity.
fn similarity_to_neighbours(
    at: usize,
    neighbours: &[usize],
    direct: &[f64],
    vectors: &[Vector],
) -> Option<f64> {
    let others = || neighbours.iter().filter(|witness| **witness != at);
    let total: f64 = others().map(|witness| direct[*witness]).sum();
    let sum: f64 = others().map(|witness| direct[*witness] * vectors[*witness].cosine(&vectors[at])).sum();
    (total > 0.0).then(|| sum / total)
}

/// The factor of similarity of two articles by their distance in time.
fn time_factor(one: &ArticleTerms, other: &ArticleTerms) -> f64 {
    let Some((from, to)) = one.published.zip(other.published) else {
        return 1.0;
    };
    let (least, half) = if one.is_bare() || other.is_bare() { TIME_DECAY_OF_HEADLINES } else { TIME_DECAY };
    least + (1.0 - least) * (-days_apart(from, to) / half).exp2()
}

fn days_apart(from: Moment, to: Moment) -> f64 {
    if let (Moment::Instant(from, _), Moment::Instant(to, _)) = (from, to) {
        return from.duration_until(to).as_secs_f64().abs() / 86_400.0;
    }
    f64::from((to.day() - from.day()).get_days()).abs()
}

/// The weights of terms for an article.
struct TermWeights<'frequencies> {
    frequencies: &'frequencies DocumentFrequencies,
    articles: f64,
    /// The power of rarity; `None` for one.
    power: Option<f64>,
    /// The rarities looked up so far.
    known: RefCell<ByTerm<f64>>,
}

impl<'frequencies> TermWeights<'frequencies> {
    fn of(article: &TermCounts, frequencies: &'frequencies DocumentFrequencies) -> Self {
        let length = u32::try_from(article.terms.len()).map_or(f64::MAX, f64::from);
        let [(short, low), (long, high)] = RARITY;
        let power =
            (length < long).then(|| low + (high - low) * ((length - short) / (long - short)).clamp(0.0, 1.0));
        Self {
            frequencies,
            articles: frequencies.articles_in(article.stemming),
            power,
            known: RefCell::default(),
        }
    }

    /// The weight of a term. That of a pair is the mean of both.
    fn weight(&self, term: Term) -> f64 {
        let look_up = || {
            let rarity = self.frequencies.rarity(term, self.articles);
            self.power.map_or(rarity, |power| rarity.powf(power)) * term.weight()
        };
        *self.known.borrow_mut().entry(term).or_insert_with(look_up)
    }

    fn vector(
        &self,
        term_counts: &TermCounts,
        pairs: &[((Term, Term), f64)],
        shared: &RepeatedKeys,
    ) -> Vector {
        let terms = term_counts
            .terms
            .iter()
            .map(|(term, frequency)| (u64::from(term.0), log_frequency(*frequency) * self.weight(*term)));
        let pairs = pairs.iter().filter(|(pair, _)| shared.has(key(*pair))).map(|(pair, frequency)| {
            let weight = f64::midpoint(self.weight(pair.0), self.weight(pair.1));
            (key(*pair), PAIR * log_frequency(*frequency) * weight)
        });
        let mut weights: Vec<(u64, f64)> = terms.chain(pairs).collect();
        weights.sort_unstable_by_key(|(key, _)| *key);
        let length = weights.iter().map(|(_, weight)| weight * weight).sum::<f64>().sqrt();
        Vector { weights, length }
    }
}

impl Vector {
    fn cosine(&self, other: &Self) -> f64 {
        let mut sum = 0.0;
        let mut others = other.weights.iter().peekable();
        for (key, weight) in &self.weights {
            while others.next_if(|(other, _)| other < key).is_some() {}
            if let Some((_, other)) = others.next_if(|(other, _)| other == key) {
                sum += weight * other;
            }
        }
        let length = self.length * other.length;
        if length > 0.0 { sum / length } else { 0.0 }
    }
}

fn key((first, second): (Term, Term)) -> u64 {
    u64::from(first.0) << 32 | u64::from(second.0)
}

/// The keys noted more than once, by some of their bits: a pair that only one text contains adds nothing
/// to a comparison.
struct RepeatedKeys {
    once: Vec<bool>,
    twice: Vec<bool>,
}

impl Default for RepeatedKeys {
    fn default() -> Self {
        Self { once: vec![false; 1 << 17], twice: vec![false; 1 << 17] }
    }
}

impl RepeatedKeys {
    fn slot(key: u64) -> usize {
        usize::try_from(key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 47).unwrap_or_default()
    }

    fn note(&mut self, key: u64) {
        let slot = Self::slot(key);
        self.twice[slot] |= self.once[slot];
        self.once[slot] = true;
    }

    fn has(&self, key: u64) -> bool {
        self.twice[Self::slot(key)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Article;
    use crate::related::TermReader;

    fn reading(headline: &str, published: &str) -> ArticleTerms {
        TermReader::default().read(&Article {
            headline: headline.into(),
            published: published.parse().ok(),
            ..Article::default()
        })
    }

    fn near(one: &str, others: &[ArticleTerms]) -> Vec<f64> {
        similarity(&reading(one, "2026-05-07"), others, &DocumentFrequencies::default())
    }

    #[test]
    fn the_same_text_is_as_near_as_can_be_and_another_is_far() {
        let near = near("Ferry late", &[reading("Ferry late", "2026-05-07"), reading("Tortoise found", "")]);

        assert!((near[0] - 1.0).abs() < 1e-9 && near[1].abs() < 1e-9, "{near:?}");
    }

    #[test]
    fn words_side_by_side_are_nearer_than_apart() {
        let others = [reading("Lowen ferry halted", ""), reading("Ferry halted, says Lowen", "")];

        let near = near("Lowen ferry sails", &others);

        assert!(near[0] > near[1], "{near:?}");
    }

    #[test]
    fn time_makes_less_near_and_never_far() {
        let others = ["2026-05-07", "2026-05-10", "2016-05-07"].map(|day| reading("Ferry late", day));

        let near = near("Ferry late", &others);

        assert!(near[0] > near[1] && near[1] > near[2] && near[2] > 0.4, "{near:?}");
    }

    #[test]
    fn no_candidates_are_near() {
        assert!(near("Ferry late", &[]).is_empty());
    }
}
