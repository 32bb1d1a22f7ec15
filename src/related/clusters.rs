//! Clusters articles into stories: an article joins the story whose articles, taken together, are near
//! enough. Comparing it with single articles instead would chain look-alikes together.
//!
//! Nearness to a story is the mean of two: the cosine with the sum of its signatures, and the mean of the
//! cosines with each. The first alone lets reports of one kind (results, dividends) grow into one story, the
//! second alone tears long stories apart. The sum is not stored: the products with the articles add up to it.
//!
//! Articles near to another besides its story may be of that story too: a single report joins it once it has
//! grown, and an article near to both of two stories may show that they are one.

use std::collections::HashSet;

use super::boilerplate::{RepeatedTerms, SourceQuery};
use super::series::Issue;
use super::signature::{HIGHEST_SCORE, Signature};
use super::term::ByTerm;
use crate::domain::Moment;

/// The least nearness of an article to its story. Measured on collections of several kinds, anything from
/// 0.22 to 0.3 does nearly as well.
const LEAST_STORY_SIMILARITY: f64 = 0.26;

/// The least similarity of two stories that are merged: more than of an article to its story, since a wrong merge
/// affects many articles.
const LEAST_MERGE_SIMILARITY: f64 = 0.38;
/// The least similarity of two merged stories of bare headlines, which can share fewer words.
const LEAST_MERGE_SIMILARITY_OF_HEADLINES: f64 = 0.21;

/// The most terms in the signature of a bare headline.
const MOST_TERMS_OF_BARE_HEADLINE: usize = 20;

/// The most stories compared with that of an article for being one.
const MOST_MERGE_CANDIDATES: usize = 8;

/// The articles that represent a story in a comparison with another.
const ARTICLES_COMPARED: usize = 32;

/// The cosine of articles of one source from which their common terms are examined.
const LEAST_COSINE_WITHIN_SOURCE: f64 = 0.06;

/// The factor of similarity of an article without a date where others have one.
const UNDATED_FACTOR: f64 = 0.85;

/// The cosine from which an article is examined as a copy of another.
const LEAST_COSINE_OF_COPY: f64 = 0.5;

/// A term in more than one of so many articles belongs to a kind of news, not to an event.
const COMMON: usize = 16;

/// The number of articles up to which no term is too common.
const FEW: usize = 256;

/// The decay of similarity over a gap without articles: its lower bound, and its half-life in days. A story
/// goes on from day to day; a report weeks later is another story, and this one its background.
const TIME_DECAY: (f64, f64) = (0.5, 3.0);

/// The signature of an article, with its time and source.
#[derive(Clone, Copy, Debug)]
pub struct DatedSignature<'article> {
    /// The signature.
    pub signature: &'article Signature,
    /// When the article was published.
    pub moment: Option<Moment>,
    /// A number equal in articles of one source.
    pub source: Option<u32>,
    /// The issue that its headline names.
    pub issue: Issue,
}

impl DatedSignature<'_> {
    fn of_source(&self) -> SourceQuery {
        SourceQuery::of(self.source, self.issue, self.signature)
    }
}

/// Articles and their stories, by position: the first is 0.
#[derive(Debug, Default)]
pub struct Clusters {
    /// The postings of each term: articles with its weight, `article << 8 | weight`.
    postings: ByTerm<Vec<u32>>,
    /// The story of each article.
    story_of: Vec<usize>,
    /// The query terms of each article.
    queries: Vec<SourceQuery>,
    repeated: RepeatedTerms,
    /// Whether most articles have a date, so that one without may be of any time.
    are_dated: bool,
    stories: Vec<Story>,
    /// The products with each article; all are zero between queries.
    sums: Vec<u32>,
    /// The sums of the products with each story.
    story_sums: Vec<f64>,
}

/// A story: its articles, the length of their sum, and its time.
#[derive(Clone, Debug, Default)]
struct Story {
    /// The articles, by their positions.
    members: Vec<usize>,
    /// The number of articles.
    articles: f64,
    /// Whether all articles are bare headlines.
    is_bare: bool,
    /// The squared length of the sum of the signatures.
    square: f64,
    /// The Unix seconds of the first and last article with a date.
    span: Option<(i64, i64)>,
}

/// The placement of an article.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Placement {
    /// The story, where there is one.
    pub story: Option<usize>,
    /// Other stories near to the article, the nearest first.
    pub others: Vec<usize>,
    /// Articles that may have the same text, the most similar first.
    pub possible_copies: Vec<usize>,
    /// The sum of the products with the articles of the story.
    sum: f64,
}

impl Clusters {
    /// Clusters for articles most of which have a date, or not.
    pub fn new(are_dated: bool) -> Self {
        Self { are_dated, ..Self::default() }
    }

    /// Counts the terms that the source of an article repeats. Articles of a group are counted before any is
    /// placed.
    pub fn count(&mut self, dated: DatedSignature<'_>) {
        if let Some(source) = dated.source {
            self.repeated.count(source, dated.signature.terms());
        }
    }

    /// Finds the placement of an article that is not in the clusters.
    pub fn find_placement(&mut self, dated: DatedSignature<'_>) -> Placement {
        let query = dated.of_source();
        let mut products = self.products(&query);
        let second = dated.moment.map(|moment| moment.instant().as_second());
        let moment = second.map(|second| (second, second));
        // A silence, and repeated terms, only lower the similarity: both are computed for the few articles
        // near without.
        let near: HashSet<usize> = self
            .by_story(&products)
            .into_iter()
            .filter(|(story, sum)| {
                let story = &self.stories[*story];
                story.similarity(*sum) * self.time_factor(story.span, moment) >= LEAST_STORY_SIMILARITY
            })
            .map(|(story, _)| story)
            .collect();
        products.retain(|(article, _)| near.contains(&self.story_of[*article]));
        self.leave_out_repeated(&query, &mut products);
        let mut near: Vec<(usize, f64, f64)> = self
            .by_story(&products)
            .into_iter()
            .map(|(story, sum)| {
                let found = &self.stories[story];
                (story, sum, found.similarity(sum) * self.time_factor(found.span, moment))
            })
            .filter(|(_, _, near)| *near >= LEAST_STORY_SIMILARITY)
            .collect();
        near.sort_by(|(story, _, near), (other, _, other_near)| {
            other_near.total_cmp(near).then(story.cmp(other))
        });
        let mut near = near.into_iter().map(|(story, sum, _)| (story, sum));
        let Some((story, sum)) = near.next() else { return Placement::default() };
        let others = near.map(|(other, _)| other).take(MOST_MERGE_CANDIDATES).collect();
        let mut like: Vec<(usize, f64)> =
            products.into_iter().filter(|(_, near)| *near >= LEAST_COSINE_OF_COPY).collect();
        like.sort_by(|(one, near), (other, other_near)| other_near.total_cmp(near).then(one.cmp(other)));
        Placement {
            story: Some(story),
            others,
            possible_copies: like.into_iter().map(|(article, _)| article).collect(),
            sum,
        }
    }

    /// Adds an article to its story, or as the first of a new one. Returns the story.
    pub fn place(&mut self, dated: DatedSignature<'_>, placement: &Placement) -> usize {
        self.push(dated, placement.story, placement.sum)
    }

    /// Adds an article to a story, or as the first of a new one. Returns the story.
    pub fn add(&mut self, dated: DatedSignature<'_>, story: Option<usize>) -> usize {
        let sum = story.map_or(0.0, |story| self.sum_with(&dated.of_source(), story));
        self.push(dated, story, sum)
    }

    /// Adds an article to a story, given the sum of the products with the articles of the story.
    fn push(&mut self, dated: DatedSignature<'_>, story: Option<usize>, sum: f64) -> usize {
        let story = story.unwrap_or_else(|| {
            self.stories.push(Story { is_bare: true, ..Story::default() });
            self.story_sums.push(0.0);
            self.stories.len() - 1
        });
        let article = self.story_of.len();
        let grown = &mut self.stories[story];
        grown.members.push(article);
        grown.articles += 1.0;
        grown.is_bare &= dated.signature.terms().len() <= MOST_TERMS_OF_BARE_HEADLINE;
        grown.square += dated.signature.square() + 2.0 * sum;
        grown.extend_span(dated.moment);
        for (term, weight) in dated.signature.terms() {
            let entry = u32::try_from(article << 8).unwrap_or_default() | u32::from(*weight);
            self.postings.entry(*term).or_default().push(entry);
        }
        self.story_of.push(story);
        self.queries.push(dated.of_source());
        self.sums.push(0);
        story
    }

    /// The story of an article.
    pub fn story_of(&self, article: usize) -> Option<usize> {
        self.story_of.get(article).copied()
    }

    /// The sum of the products of two stories, for their merge; `None` where they are too different.
    pub fn merged_sum(&mut self, one: usize, other: usize) -> Option<f64> {
        let (few, many) = if self.stories[one].members.len() < self.stories[other].members.len() {
            (one, other)
        } else {
            (other, one)
        };
        if few == many || self.stories[few].members.is_empty() {
            return None;
        }
        let members = &self.stories[few].members;
        let step = members.len().div_ceil(ARTICLES_COMPARED);
        let sample: Vec<usize> = members.iter().copied().step_by(step).collect();
        let mut sum = 0.0;
        for article in &sample {
            let query = self.queries[*article].clone();
            sum += self.sum_with(&query, many);
        }
        let sampled = u32::try_from(sample.len()).map_or(1.0, f64::from);
        let (few, many) = (&self.stories[few], &self.stories[many]);
        let sum = sum / sampled * few.articles;
        let near = (sum / (few.articles * many.articles) * sum / (few.square * many.square).sqrt()).sqrt();
        let bound = match (few.members.len(), few.is_bare && many.is_bare) {
            (1, _) => LEAST_STORY_SIMILARITY,
            (_, true) => LEAST_MERGE_SIMILARITY_OF_HEADLINES,
            (_, false) => LEAST_MERGE_SIMILARITY,
        };
        (near * self.time_factor(few.span, many.span) >= bound).then_some(sum)
    }

    /// Merges another story into one, given the sum of the products of their articles.
    pub fn merge(&mut self, one: usize, other: usize, sum: f64) {
        let other = std::mem::take(&mut self.stories[other]);
        for article in &other.members {
            self.story_of[*article] = one;
        }
        let story = &mut self.stories[one];
        story.members.extend(other.members);
        story.articles += other.articles;
        story.is_bare &= other.is_bare;
        story.square += other.square + 2.0 * sum;
        story.span = match (story.span, other.span) {
            (Some((begun, ended)), Some((other_begun, other_ended))) => {
                Some((begun.min(other_begun), ended.max(other_ended)))
            }
            (one, other) => one.or(other),
        };
    }

    /// The sum of the products with the articles of a story.
    fn sum_with(&mut self, query: &SourceQuery, story: usize) -> f64 {
        let mut products = self.products(query);
        products.retain(|(article, _)| self.story_of[*article] == story);
        self.leave_out_repeated(query, &mut products);
        products.iter().map(|(_, product)| product).sum()
    }

    /// Removes the terms that a source repeats from the cosines with its articles.
    fn leave_out_repeated(&self, query: &SourceQuery, products: &mut [(usize, f64)]) {
        let Some(source) = query.source else { return };
        for (article, near) in products {
            let other = &self.queries[*article];
            if *near >= LEAST_COSINE_WITHIN_SOURCE && other.source == Some(source) {
                *near = near.min(self.repeated.cosine_without_repeated(source, query, other));
            }
        }
    }

    /// The cosine with every article that shares a term of the query, over all of its terms.
    fn products(&mut self, query: &SourceQuery) -> Vec<(usize, f64)> {
        let mut touched = Vec::new();
        let most = (self.story_of.len() / COMMON).max(FEW);
        for (term, weight) in &query.query {
            let posting = self.postings.get(term).filter(|posting| posting.len() <= most);
            for entry in posting.into_iter().flatten() {
                let article = usize::try_from(entry >> 8).unwrap_or_default();
                let sum = &mut self.sums[article];
                if *sum == 0 {
                    touched.push(article);
                }
                *sum += u32::from(*weight) * (entry & 0xff);
            }
        }
        let take = |article| (article, f64::from(std::mem::take(&mut self.sums[article])) / HIGHEST_SCORE);
        touched.into_iter().map(take).collect()
    }

    /// The sum of the products with the articles of each story.
    fn by_story(&mut self, products: &[(usize, f64)]) -> Vec<(usize, f64)> {
        let mut touched = Vec::new();
        for (article, product) in products {
            let story = self.story_of[*article];
            let sum = &mut self.story_sums[story];
            if *sum == 0.0 {
                touched.push(story);
            }
            *sum += product;
        }
        touched.into_iter().map(|story| (story, std::mem::take(&mut self.story_sums[story]))).collect()
    }

    /// The factor of similarity of two spans of time: lower after a silence, and where it is unknown whether
    /// there was one.
    fn time_factor(&self, one: Option<(i64, i64)>, other: Option<(i64, i64)>) -> f64 {
        let Some(((begun, ended), (other_begun, other_ended))) = one.zip(other) else {
            return if self.are_dated { UNDATED_FACTOR } else { 1.0 };
        };
        let seconds = (begun - other_ended).max(other_begun - ended).max(0);
        let days = std::time::Duration::from_secs(seconds.unsigned_abs()).as_secs_f64() / 86_400.0;
        let (least, half) = TIME_DECAY;
        least + (1.0 - least) * (-days / half).exp2()
    }
}

impl Story {
    /// The nearness of an article to the story, given the sum of the products with its articles.
    fn similarity(&self, sum: f64) -> f64 {
        (sum / self.articles * sum / self.square.sqrt()).sqrt()
    }

    fn extend_span(&mut self, moment: Option<Moment>) {
        let Some(second) = moment.map(|moment| moment.instant().as_second()) else { return };
        let (first, last) = self.span.unwrap_or((second, second));
        self.span = Some((first.min(second), last.max(second)));
    }
}

#[cfg(test)]
mod tests;
