//! The signature of an article: its most telling terms, in a few bytes each.

use std::sync::LazyLock;

use super::document_frequencies::DocumentFrequencies;
use super::term::Term;
use super::term_counts::{TermCounts, log_frequency};

/// The most terms of a signature. More find nothing that these do not.
pub const MOST_TERMS: usize = 32;

/// The most terms of a signature that are looked up.
pub const MOST_QUERY_TERMS: usize = 25;

/// The power of rarity in the weights of the chosen terms. Both articles bring their weights, so each brings
/// half.
const RARITY_POWER: f64 = 0.55;

/// The weight that is stored as 255; a heavier term has hardly any beside it.
const HEAVIEST: f64 = 0.75;

/// The square up to which a signature has length one, but for rounding.
const ROUNDED: f64 = 1.05;

/// The most names of an article that is not English kept as English articles have them.
const NAMES: usize = 6;

/// Bytes of a term and its weight.
const ENTRY: usize = 5;

/// A weight that contributes nothing; its term stands in no headline.
const LEAST: u8 = 2;

/// The fewest terms that can identify an event, unlike "Item 2" or "Title".
const FEWEST: usize = 3;

/// The words of the placeholder text in unwritten boxes.
static FILLER: LazyLock<Vec<Term>> = LazyLock::new(|| {
    let words =
        "lorem ipsum dolor amet consectetur eiusmod tempor incididunt magna ullamco aliquip consequat";
    words.split(' ').map(|word| Term::of(word, false)).collect()
});
/// The number of words of the placeholder text from which a signature is that of such a text.
const FILLED: usize = 4;

/// The most telling terms of an article with their weights, the most telling first; then marks, of a table and
/// of the language, and the names by which articles in other languages find it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Signature(pub Vec<(Term, u8)>);

/// The highest score of two signatures: each weight is at most 255, and the squares of all add up to one.
pub const HIGHEST_SCORE: f64 = (255.0 / HEAVIEST) * (255.0 / HEAVIEST);

impl Signature {
    /// Chooses the terms of an article.
    pub fn of(term_counts: &TermCounts, frequencies: &DocumentFrequencies) -> Self {
        let articles = frequencies.articles_in(term_counts.stemming);
        let told = term_counts.terms.iter().map(|(term, frequency)| {
            let (often, rarity) =
                (log_frequency(*frequency) * term.weight(), frequencies.rarity(*term, articles));
            (often * choice(rarity), *term, often, rarity)
        });
        let mut terms: Vec<_> = told.collect();
        let better = |one: &(f64, Term, f64, f64), other: &(f64, Term, f64, f64)| {
            other.0.total_cmp(&one.0).then(one.1.cmp(&other.1))
        };
        if terms.len() > MOST_TERMS {
            terms.select_nth_unstable_by(MOST_TERMS, better);
            terms.truncate(MOST_TERMS);
        }
        terms.sort_unstable_by(better);
        let weighed =
            terms.into_iter().map(|(_, term, often, rarity)| (term, often * rarity.powf(RARITY_POWER)));
        let terms: Vec<(Term, f64)> = weighed.collect();
        let length = terms.iter().map(|(_, weight)| weight * weight).sum::<f64>().sqrt();
        let raise = frequencies.language_factor(term_counts.stemming).sqrt();
        let stands_in_headline = |term: &Term| term_counts.headline.binary_search(term).is_ok();
        let kept = |(term, weight)| {
            (term, marked(byte(weight * raise / length / HEAVIEST), stands_in_headline(&term)))
        };
        let figures = term_counts.is_table.then_some(Term::FIGURES);
        let names = names(&term_counts.names, &terms);
        let marks = figures.into_iter().chain(Term::mark_of(term_counts.stemming)).chain(names);
        Self(terms.into_iter().map(kept).chain(marks.map(|mark| (mark, LEAST))).collect())
    }

    /// The telling terms, without marks and what stands behind them.
    pub fn terms(&self) -> &[(Term, u8)] {
        let marks = self.0.iter().position(|(term, _)| term.is_mark());
        marks.and_then(|marks| self.0.get(..marks)).unwrap_or(&self.0)
    }

    /// Whether its article is a table more than a text.
    pub fn is_table(&self) -> bool {
        self.0.iter().any(|(term, _)| *term == Term::FIGURES)
    }

    /// The mark of its language; none for English.
    pub fn language(&self) -> Option<Term> {
        let mark = self.0.iter().rfind(|(term, _)| term.is_mark() && *term != Term::FIGURES);
        mark.map(|(term, _)| *term)
    }

    /// The square of the length: one, or more where the language is raised.
    pub(super) fn square(&self) -> f64 {
        let squares = self.terms().iter().map(|(_, weight)| f64::from(*weight) * f64::from(*weight));
        let square = squares.sum::<f64>() / HIGHEST_SCORE;
        if square > ROUNDED { square } else { 1.0 }
    }

    /// Whether the signature has enough terms to identify an event.
    pub fn can_identify_event(&self) -> bool {
        let is_filler = |(term, _): &&(Term, u8)| FILLER.contains(term);
        let terms = self.terms();
        terms.len() >= FEWEST && terms.iter().filter(is_filler).count() < FILLED
    }

    /// The terms by which candidates are looked up.
    pub fn query(&self) -> &[(Term, u8)] {
        let terms = self.terms();
        terms.get(..MOST_QUERY_TERMS).unwrap_or(terms)
    }

    /// The serialised signature.
    pub fn to_bytes(&self) -> Vec<u8> {
        self.0
            .iter()
            .flat_map(|(term, weight)| {
                let [a, b, c, d] = term.0.to_le_bytes();
                [a, b, c, d, *weight]
            })
            .collect()
    }

    /// Reads a serialised signature.
    pub fn from_bytes(bytes: &[u8]) -> Self {
        let entries: &[[u8; ENTRY]] = bytes.as_chunks().0;
        Self(
            entries
                .iter()
                .map(|[a, b, c, d, weight]| (Term(u32::from_le_bytes([*a, *b, *c, *d])), *weight))
                .collect(),
        )
    }
}

/// The names among the terms of a signature as English articles have them, where those are other terms.
fn names(all: &[(Term, Term)], terms: &[(Term, f64)]) -> Vec<Term> {
    let in_english = |term: Term| all.iter().find(|(own, _)| *own == term).map(|(_, english)| *english);
    let is_new = |name: &Term| terms.iter().all(|(term, _)| term != name);
    terms.iter().filter_map(|(term, _)| in_english(*term)).filter(is_new).take(NAMES).collect()
}

/// A weight whose last bit is set where its term is in the headline.
const fn marked(weight: u8, is_of_headline: bool) -> u8 {
    if is_of_headline { weight | 1 } else { weight & !1 }
}

/// Whether the term of a weight stands in the headline.
pub(super) const fn is_of_headline(weight: u8) -> bool {
    weight & 1 == 1
}

/// The influence of rarity on which terms are chosen: its power of 3/4, for every term of an article.
fn choice(rarity: f64) -> f64 {
    (rarity * rarity.sqrt()).sqrt()
}

/// A share of one as a byte.
#[expect(
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a float becomes an integer no other way, and `as` keeps it within bounds"
)]
fn byte(share: f64) -> u8 {
    (share * 255.0).round() as u8
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Article;
    use crate::related::TermReader;

    #[test]
    fn a_signature_holds_the_telling_words_and_is_read_back() {
        let mut term_reader = TermReader::default();
        let common = "the of and to in that for it was on is by with as at from he said has be ".repeat(3);
        let article = Article {
            headline: "The ferry is back on the river".into(),
            standfirst: Some(format!("{common} quay").as_str().into()),
            ..Article::default()
        };

        let signature = Signature::of(&term_reader.count_terms(&article), &DocumentFrequencies::default());

        let best: Vec<Term> = signature.0.iter().take(3).map(|(term, _)| *term).collect();
        assert!(best.contains(&Term::of("ferri", false)));
        assert!(!best.contains(&Term::of("the", false)));
        assert!(signature.0.len() <= MOST_TERMS);
        assert_eq!(Signature::from_bytes(&signature.to_bytes()), signature);
    }
}
