//! Articles gathered into stories: an article joins the story whose articles, taken together, it is
//! near enough to. Compared with single articles instead, look-alikes would be chained together.
//!
//! Nearness to a story is the mean of two: the cosine with the sum of its signatures, and the mean of
//! the cosines with each. The first alone lets reports of one kind (results, dividends) grow into one
//! story, the second alone tears long stories apart. No sum is kept: the products with the
//! articles add up to it.
//!
//! What an article is near to besides its story may be of that story too: a report that stood alone
//! belongs to it once it has grown, and of two stories that began apart an article near to both may
//! show that they are one.

use std::collections::HashSet;

use super::furniture::{OfSource, RepeatedTerms};
use super::signature::{Signature, WEIGHED};
use super::term::ByTerm;
use crate::domain::Moment;

/// How near an article must be to a story to belong to it. Measured on collections of several kinds,
/// anything from 0.22 to 0.3 does nearly as well.
const BELONGS: f64 = 0.26;

/// How near two stories must be to each other to be one: more than an article to its story, since a wrong
/// join costs many articles. Where headlines are all there is, fewer words can be the same.
const ONE: f64 = 0.38;
/// See [`ONE`].
const ONE_OF_HEADLINES: f64 = 0.21;

/// Terms up to which a signature is that of a bare headline.
const BARE: usize = 20;

/// Stories that are looked at as one with that of an article.
const OTHERS: usize = 8;

/// Articles of a story that stand for it when it is compared with another.
const SAMPLE: usize = 32;

/// How near articles of one source must be for a look at what makes them so.
const ALIKE: f64 = 0.06;

/// The factor of similarity of an article without a date where others have one.
const OF_ANY_TIME: f64 = 0.85;

/// How near an article must be to another to be looked at as its copy.
const LIKE_A_COPY: f64 = 0.5;

/// Terms in more than one of so many gathered articles tell kinds of news, not events.
const COMMON: usize = 16;

/// Articles up to which no term is too common.
const FEW: usize = 256;

/// The least factor of similarity after a silence, and the days in which half of the rest is gone. A story
/// goes on from day to day; what follows weeks later is another, and this one its background.
const TIME: (f64, f64) = (0.5, 3.0);

/// The signature of an article, and when the article was published.
#[derive(Clone, Copy, Debug)]
pub struct DatedSignature<'article> {
    /// Its terms.
    pub signature: &'article Signature,
    /// When it was published.
    pub moment: Option<Moment>,
    /// The same in articles of one source.
    pub source: Option<u32>,
}

impl DatedSignature<'_> {
    fn of_source(&self) -> OfSource {
        OfSource::of(self.source, self.signature)
    }
}

/// Articles and their stories, by position: the first is 0.
#[derive(Debug, Default)]
pub struct Clusters {
    /// In which articles a term stands, and with what weight: `article << 8 | weight`.
    postings: ByTerm<Vec<u32>>,
    /// The story of each article.
    story_of: Vec<usize>,
    /// The terms of each article that are asked for.
    queries: Vec<OfSource>,
    repeated: RepeatedTerms,
    /// Whether most articles have a date, so that one without may be of any time.
    are_dated: bool,
    stories: Vec<Story>,
    /// Products with each article; all are zero between questions.
    sums: Vec<u32>,
    /// The same with each story.
    story_sums: Vec<f64>,
}

/// A story: its articles, the length of their sum, and its time.
#[derive(Clone, Debug, Default)]
struct Story {
    /// By their positions.
    members: Vec<usize>,
    /// How many of them that is.
    articles: f64,
    /// Whether headlines are all there is.
    is_bare: bool,
    /// The square of the length of the sum of its signatures.
    square: f64,
    /// Seconds of the first and last article with a date.
    span: Option<(i64, i64)>,
}

/// Where an article belongs.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Placement {
    /// The story, where there is one.
    pub story: Option<usize>,
    /// Other stories it is near to, the nearest first.
    pub others: Vec<usize>,
    /// Articles that may have the same text, the likest first.
    pub like: Vec<usize>,
    /// The sum of the products with the articles of the story.
    sum: f64,
}

impl Clusters {
    /// For articles most of which have a date, or not.
    pub fn new(are_dated: bool) -> Self {
        Self { are_dated, ..Self::default() }
    }

    /// Counts what the source of an article repeats. Articles of a group are counted before any is placed.
    pub fn count(&mut self, telling: DatedSignature<'_>) {
        if let Some(source) = telling.source {
            self.repeated.count(source, &telling.signature.0);
        }
    }

    /// Finds where an article belongs that is not among them.
    pub fn find(&mut self, telling: DatedSignature<'_>) -> Placement {
        let query = telling.of_source();
        let mut products = self.products(&query);
        let second = telling.moment.map(|moment| moment.instant().as_second());
        let moment = second.map(|second| (second, second));
        // Silence, and what a source repeats, only take away: both are weighed for the few that are near without.
        let near: HashSet<usize> = self
            .by_story(&products)
            .into_iter()
            .filter(|(story, sum)| {
                let story = &self.stories[*story];
                story.similarity(*sum) * self.fading(story.span, moment) >= BELONGS
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
                (story, sum, found.similarity(sum) * self.fading(found.span, moment))
            })
            .filter(|(_, _, near)| *near >= BELONGS)
            .collect();
        near.sort_by(|(story, _, near), (other, _, other_near)| {
            other_near.total_cmp(near).then(story.cmp(other))
        });
        let mut near = near.into_iter().map(|(story, sum, _)| (story, sum));
        let Some((story, sum)) = near.next() else { return Placement::default() };
        let others = near.map(|(other, _)| other).take(OTHERS).collect();
        let mut like: Vec<(usize, f64)> =
            products.into_iter().filter(|(_, near)| *near >= LIKE_A_COPY).collect();
        like.sort_by(|(one, near), (other, other_near)| other_near.total_cmp(near).then(one.cmp(other)));
        Placement {
            story: Some(story),
            others,
            like: like.into_iter().map(|(article, _)| article).collect(),
            sum,
        }
    }

    /// Adds an article where it belongs, else as the first of a story. Returns its story.
    pub fn place(&mut self, telling: DatedSignature<'_>, placement: &Placement) -> usize {
        self.push(telling, placement.story, placement.sum)
    }

    /// Adds an article to a story, or as the first of its own. Returns its story.
    pub fn add(&mut self, telling: DatedSignature<'_>, story: Option<usize>) -> usize {
        let sum = story.map_or(0.0, |story| self.sum_with(&telling.of_source(), story));
        self.push(telling, story, sum)
    }

    /// The same, given the sum of the products with the articles of the story.
    fn push(&mut self, telling: DatedSignature<'_>, story: Option<usize>, sum: f64) -> usize {
        let story = story.unwrap_or_else(|| {
            self.stories.push(Story { is_bare: true, ..Story::default() });
            self.story_sums.push(0.0);
            self.stories.len() - 1
        });
        let article = self.story_of.len();
        let grown = &mut self.stories[story];
        grown.members.push(article);
        grown.articles += 1.0;
        grown.is_bare &= telling.signature.0.len() <= BARE;
        grown.square += telling.signature.square() + 2.0 * sum;
        grown.reach(telling.moment);
        for (term, weight) in &telling.signature.0 {
            let entry = u32::try_from(article << 8).unwrap_or_default() | u32::from(*weight);
            self.postings.entry(*term).or_default().push(entry);
        }
        self.story_of.push(story);
        self.queries.push(telling.of_source());
        self.sums.push(0);
        story
    }

    /// The story of an article.
    pub fn story_of(&self, article: usize) -> Option<usize> {
        self.story_of.get(article).copied()
    }

    /// Whether two stories are near enough to each other to be one; then what [`Clusters::unite`] needs.
    pub fn are_one(&mut self, one: usize, other: usize) -> Option<f64> {
        let (few, many) = if self.stories[one].members.len() < self.stories[other].members.len() {
            (one, other)
        } else {
            (other, one)
        };
        if few == many || self.stories[few].members.is_empty() {
            return None;
        }
        let members = &self.stories[few].members;
        let step = members.len().div_ceil(SAMPLE);
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
            (1, _) => BELONGS,
            (_, true) => ONE_OF_HEADLINES,
            (_, false) => ONE,
        };
        (near * self.fading(few.span, many.span) >= bound).then_some(sum)
    }

    /// Makes another story a part of one, given the sum of the products of their articles.
    pub fn unite(&mut self, one: usize, other: usize, sum: f64) {
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
    fn sum_with(&mut self, query: &OfSource, story: usize) -> f64 {
        let mut products = self.products(query);
        products.retain(|(article, _)| self.story_of[*article] == story);
        self.leave_out_repeated(query, &mut products);
        products.iter().map(|(_, product)| product).sum()
    }

    /// Takes what a source repeats out of the cosines with its articles.
    fn leave_out_repeated(&self, query: &OfSource, products: &mut [(usize, f64)]) {
        let Some(source) = query.source else { return };
        for (article, near) in products {
            let other = &self.queries[*article];
            if *near >= ALIKE && other.source == Some(source) {
                *near = near.min(self.repeated.likeness(source, query, other));
            }
        }
    }

    /// The cosine with every article that shares a term of the question, by all of their terms.
    fn products(&mut self, query: &OfSource) -> Vec<(usize, f64)> {
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
        let take = |article| (article, f64::from(std::mem::take(&mut self.sums[article])) / WEIGHED);
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

    /// The factor of similarity of what was published in two spans of time: less after a silence, and where
    /// nobody knows whether there was one.
    fn fading(&self, one: Option<(i64, i64)>, other: Option<(i64, i64)>) -> f64 {
        let Some(((begun, ended), (other_begun, other_ended))) = one.zip(other) else {
            return if self.are_dated { OF_ANY_TIME } else { 1.0 };
        };
        let seconds = (begun - other_ended).max(other_begun - ended).max(0);
        let days = std::time::Duration::from_secs(seconds.unsigned_abs()).as_secs_f64() / 86_400.0;
        let (least, half) = TIME;
        least + (1.0 - least) * (-days / half).exp2()
    }
}

impl Story {
    /// How near an article is to it, given the sum of the products with its articles.
    fn similarity(&self, sum: f64) -> f64 {
        (sum / self.articles * sum / self.square.sqrt()).sqrt()
    }

    fn reach(&mut self, moment: Option<Moment>) {
        let Some(second) = moment.map(|moment| moment.instant().as_second()) else { return };
        let (first, last) = self.span.unwrap_or((second, second));
        self.span = Some((first.min(second), last.max(second)));
    }
}

#[cfg(test)]
mod tests;
