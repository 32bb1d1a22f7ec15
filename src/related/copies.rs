//! Whether a text is a copy of another, by the runs of five words that they share.

use super::article_terms::ArticleTerms;
use super::term::Term;

/// Words of a run.
pub(super) const RUN: usize = 5;

/// The fewest runs of a text that can be called a copy.
const FEWEST: usize = 12;

/// The share of common runs from which a text is a copy.
pub const COPY: f64 = 0.6;

/// The share of the shorter text that is in the longer one; `None` where there is too little text.
/// The shorter one counts, since wire texts are cut and extended.
pub fn containment(one: &ArticleTerms, other: &ArticleTerms) -> Option<f64> {
    let (one, other) = (runs(&one.body), runs(&other.body));
    let shortest = one.len().min(other.len());
    let shared = one.iter().filter(|run| other.binary_search(run).is_ok()).count();
    let real = |count: usize| u32::try_from(count).map_or(f64::MAX, f64::from);
    (shortest >= FEWEST).then(|| real(shared) / real(shortest))
}

/// The runs of a text as hashes, sorted, each once.
fn runs(terms: &[Term]) -> Vec<u64> {
    let mut runs: Vec<u64> = each_run(terms).collect();
    runs.sort_unstable();
    runs.dedup();
    runs
}

/// The runs of a text as hashes, in order.
pub(super) fn each_run(terms: &[Term]) -> impl Iterator<Item = u64> {
    terms.array_windows().map(|run: &[Term; RUN]| {
        run.iter().fold(0_u64, |hash, term| {
            (hash.rotate_left(23) ^ u64::from(term.0)).wrapping_mul(0x9e37_79b9_7f4a_7c15)
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Article;
    use crate::related::TermReader;

    fn reading(text: &str) -> ArticleTerms {
        TermReader::default().read(&Article { standfirst: Some(text.into()), ..Article::default() })
    }

    fn words(range: std::ops::Range<u32>) -> String {
        range.map(|number| format!("word{number}")).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn a_text_that_was_cut_and_topped_is_a_copy() {
        let wire = reading(&words(0..100));
        let topped = reading(&format!("a new beginning by another hand {}", words(0..60)));

        assert!(containment(&wire, &topped).is_some_and(|share| share > 0.85));
        assert_eq!(containment(&wire, &reading(&words(200..300))), Some(0.0));
    }

    #[test]
    fn a_few_words_are_too_few_to_be_a_copy() {
        assert_eq!(containment(&reading("one two three"), &reading("one two three")), None);
    }
}
