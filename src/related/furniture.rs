//! The terms that a source repeats from article to article (credits, boxes, notices, the form of its entries)
//! do not make its articles similar.

use std::collections::HashMap;
use std::hash::BuildHasherDefault;

use super::article_terms::ArticleTerms;
use super::copies::{RUN, each_run};
use super::signature::{Signature, TERMS, WEIGHED, is_of_headline};
use super::term::{Term, TermHasher, shared};

/// The fewest articles of a source in which repeated terms are recognised.
const FEWEST: u32 = 8;

/// A term in one of so many articles of a source belongs to its form, and tells no event.
const REPEATED: u32 = 4;

/// At least one part in so many of the similarity of two texts comes from words of a headline.
const FROM_HEADLINES: u32 = 4;

/// The fewest words of headlines that two texts share.
const WORDS_OF_HEADLINES: usize = 2;

/// The fewest texts of a source with a run of words that it repeats.
const TEXTS: u8 = 3;

/// The words of a paragraph: a shorter text is told by its headline.
const PARAGRAPH: usize = 60;

/// The number of articles of each source that contain a term.
#[derive(Debug, Default)]
pub(super) struct RepeatedTerms {
    articles: HashMap<(u32, Term), u32, BuildHasherDefault<TermHasher>>,
    all: HashMap<u32, u32>,
}

/// The query terms of an article of a source, sorted.
#[derive(Clone, Debug)]
pub(super) struct OfSource {
    pub source: Option<u32>,
    pub query: Box<[(Term, u8)]>,
    /// Whether there is less than a paragraph of text, or a table: such articles of one source have only
    /// their form in common.
    pub is_short: bool,
}

impl OfSource {
    pub(super) fn of(source: Option<u32>, signature: &Signature) -> Self {
        let mut query: Box<[(Term, u8)]> = signature.query().into();
        query.sort_unstable();
        Self { source, query, is_short: signature.telling().len() < TERMS || signature.is_of_figures() }
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
    /// have no part in it. Short texts are compared by their headlines.
    pub(super) fn likeness(&self, source: u32, one: &OfSource, other: &OfSource) -> f64 {
        let (mut all, mut of_headlines, mut of_both, mut words) = (0, 0, 0, 0);
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
                of_both += product;
            }
        }
        if one.is_short || other.is_short {
            let length = headline_length(one) * headline_length(other);
            return if length > 0.0 { f64::from(of_both) / length } else { 0.0 };
        }
        let is_told = words >= WORDS_OF_HEADLINES && of_headlines * FROM_HEADLINES >= all;
        if is_told { f64::from(all) / WEIGHED } else { 0.0 }
    }
}

fn headline_length(article: &OfSource) -> f64 {
    let weights = article.query.iter().map(|(_, weight)| *weight).filter(|weight| is_of_headline(*weight));
    weights.map(|weight| f64::from(weight) * f64::from(weight)).sum::<f64>().sqrt()
}

/// Removes words from articles of one source with different headlines: runs that it repeats, and from short
/// texts the words shared with the text of the first, unless they stand in a headline.
pub fn leave_out_furniture(article: &mut ArticleTerms, others: &mut [&mut ArticleTerms]) {
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
