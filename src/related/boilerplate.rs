//! The terms that a source repeats from article to article (credits, boxes, notices, the form of its entries)
//! do not make its articles similar.

use std::collections::HashMap;
use std::hash::BuildHasherDefault;

use super::article_terms::ArticleTerms;
use super::copies::{RUN, each_run};
use super::series::Issue;
use super::signature::{HIGHEST_SCORE, MOST_TERMS, Signature, is_of_headline};
use super::term::{Term, TermHasher, shared};

/// The fewest articles of a source in which repeated terms are recognised.
const FEWEST: u32 = 8;

/// A term in one of so many articles of a source is boilerplate, and part of no event.
const REPEATED: u32 = 4;

/// At least one part in so many of the similarity of two texts comes from words of a headline.
const FROM_HEADLINES: u32 = 4;

/// The fewest words of headlines that two texts share.
const WORDS_OF_HEADLINES: usize = 2;

/// The share of a headline that stands in its revision.
const REVISED: f64 = 0.8;

/// The fewest texts of a source with a run of words that it repeats.
const TEXTS: u8 = 3;

/// The words of a paragraph: a shorter text is compared by its headline.
const PARAGRAPH: usize = 60;

/// The number of articles of each source that contain a term.
#[derive(Debug, Default)]
pub(super) struct RepeatedTerms {
    articles: HashMap<(u32, Term), u32, BuildHasherDefault<TermHasher>>,
    all: HashMap<u32, u32>,
}

/// The query terms of an article of a source, sorted.
#[derive(Clone, Debug)]
pub(super) struct SourceQuery {
    pub source: Option<u32>,
    pub issue: Issue,
    pub query: Box<[(Term, u8)]>,
    /// Whether there is less than a paragraph of text, or a table: such articles of one source have only
    /// their form in common.
    pub is_short: bool,
}

impl SourceQuery {
    pub(super) fn of(source: Option<u32>, issue: Issue, signature: &Signature) -> Self {
        let mut query: Box<[(Term, u8)]> = signature.query().into();
        query.sort_unstable();
        let is_short = signature.terms().len() < MOST_TERMS || signature.is_table();
        Self { source, issue, query, is_short }
    }

    /// Whether nothing but a headline is known.
    fn is_bare(&self) -> bool {
        self.query.iter().all(|(_, weight)| is_of_headline(*weight))
    }

    /// The square of the length of the headline.
    fn headline_square(&self) -> u32 {
        let weights = self.query.iter().filter(|(_, weight)| is_of_headline(*weight));
        weights.map(|(_, weight)| u32::from(*weight) * u32::from(*weight)).sum()
    }
}

impl RepeatedTerms {
    /// Counts an article of a source.
    pub(super) fn count(&mut self, source: u32, terms: &[(Term, u8)]) {
        *self.all.entry(source).or_default() += 1;
        for (term, _) in terms {
            *self.articles.entry((source, *term)).or_default() += 1;
        }
    }

    fn is_repeated(&self, source: u32, term: Term) -> bool {
        let all = self.all.get(&source).copied().unwrap_or_default();
        let count = || self.articles.get(&(source, term)).copied().unwrap_or_default();
        all >= FEWEST && count() * REPEATED >= all
    }

    /// The cosine of two articles of one source over the terms it does not repeat; 0 where their headlines
    /// have no part in it. Short texts are compared by their headlines: one has to be a revision of the other, unless
    /// both are nothing but headlines. Between two issues, such as "Puzzle 12" and "Puzzle 13", headlines count nothing.
    pub(super) fn cosine_without_repeated(&self, source: u32, one: &SourceQuery, other: &SourceQuery) -> f64 {
        let (mut all, mut of_headlines, mut words) = (0, 0, 0);
        let mut both = Shared::default();
        for (term, weight, other) in shared(&one.query, &other.query) {
            if self.is_repeated(source, term) {
                continue;
            }
            let product = u32::from(weight) * u32::from(other);
            all += product;
            if is_of_headline(weight) || is_of_headline(other) {
                of_headlines += product;
                words += 1;
            }
            if is_of_headline(weight) && is_of_headline(other) {
                both.add(weight, other);
            }
        }
        let are_issues = one.issue.is_beside(other.issue);
        match (one.is_short || other.is_short, are_issues) {
            (true, true) => 0.0,
            (true, false) => both.likeness(one, other),
            (false, _) => {
                let is_told = words >= WORDS_OF_HEADLINES && of_headlines * FROM_HEADLINES >= all;
                let counted = if are_issues { all - of_headlines } else { all };
                if is_told { f64::from(counted) / HIGHEST_SCORE } else { 0.0 }
            }
        }
    }
}

/// The terms that two headlines share.
#[derive(Default)]
struct Shared {
    product: u32,
    one: u32,
    other: u32,
}

impl Shared {
    fn add(&mut self, one: u8, other: u8) {
        let (one, other) = (u32::from(one), u32::from(other));
        self.product += one * other;
        self.one += one * one;
        self.other += other * other;
    }

    /// The cosine of two headlines. Where more than a headline is known of either, nearly all of one headline has to
    /// stand in the other; otherwise it is 0.
    fn likeness(&self, one: &SourceQuery, other: &SourceQuery) -> f64 {
        let (first, second) = (one.headline_square(), other.headline_square());
        let is_most = |shared: u32, all: u32| all > 0 && f64::from(shared) >= REVISED * f64::from(all);
        let is_revised = is_most(self.one, first) || is_most(self.other, second);
        let is_told = is_revised || one.is_bare() && other.is_bare();
        let length = (f64::from(first) * f64::from(second)).sqrt();
        if is_told && length > 0.0 { f64::from(self.product) / length } else { 0.0 }
    }
}

/// Removes words from articles of one source with different headlines: runs that it repeats, and from short
/// texts the words shared with the text of the first, unless they stand in a headline.
pub fn leave_out_boilerplate(article: &mut ArticleTerms, others: &mut [&mut ArticleTerms]) {
    let mut texts_with: HashMap<u64, u8> = HashMap::new();
    for text in [&*article].into_iter().chain(others.iter().map(|other| &**other)) {
        let mut runs: Vec<u64> = each_run(&text.body).collect();
        runs.sort_unstable();
        runs.dedup();
        for run in runs {
            let texts = texts_with.entry(run).or_default();
            *texts = texts.saturating_add(1);
        }
    }
    texts_with.retain(|_, texts| *texts >= TEXTS);
    for other in others.iter_mut() {
        leave_out_runs(&mut other.body, &texts_with);
    }
    leave_out_runs(&mut article.body, &texts_with);
    for other in others.iter_mut() {
        leave_out_of_short(other, article);
    }
}

fn leave_out_runs(body: &mut [Term], repeated: &HashMap<u64, u8>) {
    let found: Vec<usize> =
        each_run(body).enumerate().filter(|(_, run)| repeated.contains_key(run)).map(|(at, _)| at).collect();
    for at in found {
        body.iter_mut().skip(at).take(RUN).for_each(|term| *term = Term::NONE);
    }
}

fn leave_out_of_short(text: &mut ArticleTerms, article: &ArticleTerms) {
    if text.body.iter().filter(|term| **term != Term::NONE).count() >= PARAGRAPH {
        return;
    }
    let is_told = |term: &Term| article.headline.contains(term) || text.headline.contains(term);
    for term in &mut text.body {
        if !is_told(term) && article.body.contains(term) {
            *term = Term::NONE;
        }
    }
}
