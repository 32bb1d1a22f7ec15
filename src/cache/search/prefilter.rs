//! Finds which of many searches match an arriving article: by its words and by regular expressions, each in one
//! pass however many searches there are, and by the article itself where these leave a search open.

use std::cell::OnceCell;
use std::collections::{BTreeSet, HashMap};

use super::condition::{Condition, Word};
use super::evidence::TextCheck;
use super::reading::KnownFeeds;
use crate::cache::full_text::each_text;
use crate::cache::{Cache, CacheError};
use crate::domain::{Article, ArticleId, Pattern, PatternSet, Query, View};

/// A set of prepared searches.
#[derive(Debug)]
pub(in crate::cache) struct Prefilter {
    questions: Vec<WordCondition>,
    /// The words sought, each with its number.
    words: HashMap<String, usize>,
    /// The prefixes sought, each with its number.
    beginnings: HashMap<String, usize>,
    /// The lengths of the prefixes in bytes.
    lengths: BTreeSet<usize>,
    /// The regular expressions sought in the headline, and those sought in all texts.
    of_headline: PatternSet,
    of_texts: PatternSet,
}

/// An article that arrived, with its terms.
#[derive(Clone, Copy, Debug)]
pub(in crate::cache) struct Arrived<'article> {
    pub id: ArticleId,
    pub article: &'article Article,
    pub terms: &'article str,
}

/// The searches of a prefilter as of a moment, each resolved where an article leaves it open.
pub(in crate::cache) struct Searches<'cache> {
    cache: &'cache Cache,
    queries: Vec<Query>,
    conditions: Vec<OnceCell<Condition>>,
    feeds: KnownFeeds,
}

impl<'cache> Searches<'cache> {
    pub fn new(cache: &'cache Cache, queries: Vec<Query>) -> Self {
        let conditions = queries.iter().map(|_query| OnceCell::new()).collect();
        Self { cache, queries, conditions, feeds: KnownFeeds::default() }
    }

    fn condition(&self, number: usize) -> Result<Option<&Condition>, CacheError> {
        let (Some(query), Some(known)) = (self.queries.get(number), self.conditions.get(number)) else {
            return Ok(None);
        };
        if known.get().is_none() {
            drop(known.set(Condition::among(self.cache, query, &self.feeds)?));
        }
        Ok(known.get())
    }
}

/// What an article contains of what a prefilter seeks.
struct Contained {
    words: Vec<bool>,
    headline: Vec<bool>,
    texts: Vec<bool>,
}

/// The condition of a search on words and regular expressions.
#[derive(Debug)]
enum WordCondition {
    All(Vec<Self>),
    Any(Vec<Self>),
    Not(Box<Self>),
    /// The article contains the word of this number.
    Has(usize),
    /// The article contains all these words, perhaps in the order asked for.
    HasAll(Vec<usize>),
    /// The regular expression of this number matches the headline.
    HeadlineMatches(usize),
    /// The regular expression of this number matches a text.
    TextMatches(usize),
    /// Words do not decide.
    Undecided,
}

impl Prefilter {
    /// Prepares searches.
    pub fn of<'queries>(
        cache: &Cache,
        queries: impl Iterator<Item = &'queries Query>,
    ) -> Result<Self, CacheError> {
        let mut prefilter = Self {
            questions: Vec::new(),
            words: HashMap::new(),
            beginnings: HashMap::new(),
            lengths: BTreeSet::new(),
            of_headline: PatternSet::default(),
            of_texts: PatternSet::default(),
        };
        let (mut of_headline, mut of_texts) = (Vec::new(), Vec::new());
        let feeds = KnownFeeds::default();
        for query in queries {
            let condition = Condition::among(cache, query, &feeds)?;
            let question = prefilter.question(&condition, &mut of_headline, &mut of_texts);
            prefilter.questions.push(question);
        }
        prefilter.of_headline = PatternSet::of(of_headline);
        prefilter.of_texts = PatternSet::of(of_texts);
        Ok(prefilter)
    }

    fn question(
        &mut self,
        condition: &Condition,
        of_headline: &mut Vec<Pattern>,
        of_texts: &mut Vec<Pattern>,
    ) -> WordCondition {
        let mut each = |conditions: &[Condition]| {
            conditions
                .iter()
                .map(|condition| self.question(condition, of_headline, of_texts))
                .collect::<Vec<_>>()
        };
        match condition {
            Condition::All(conditions) => WordCondition::All(each(conditions)),
            Condition::Any(conditions) => WordCondition::Any(each(conditions)),
            Condition::Not(condition) => {
                WordCondition::Not(Box::new(self.question(condition, of_headline, of_texts)))
            }
            Condition::Pattern(pattern, true) => {
                of_headline.push(pattern.clone());
                WordCondition::HeadlineMatches(of_headline.len() - 1)
            }
            Condition::Pattern(pattern, false) => {
                of_texts.push(pattern.clone());
                WordCondition::TextMatches(of_texts.len() - 1)
            }
            Condition::Word(word) => WordCondition::Has(self.number(word)),
            Condition::Sequence(sequence) => {
                WordCondition::HasAll(sequence.words.iter().map(|word| self.number(word)).collect())
            }
            Condition::State(_)
            | Condition::HasNote
            | Condition::HasHighlight
            | Condition::Tagged(_)
            | Condition::Fact(_)
            | Condition::Keys(_) => WordCondition::Undecided,
        }
    }

    fn number(&mut self, word: &Word) -> usize {
        let next = self.words.len() + self.beginnings.len();
        let text = word.prefixed();
        if word.is_prefix {
            self.lengths.insert(text.len());
            *self.beginnings.entry(text).or_insert(next)
        } else {
            *self.words.entry(text).or_insert(next)
        }
    }

    /// Calls `visit` with the number of each search that matches an article, in order.
    pub fn each_match(
        &self,
        arrived: &Arrived<'_>,
        searches: &Searches<'_>,
        visit: &mut dyn FnMut(usize),
    ) -> Result<(), CacheError> {
        let contained = self.contained(arrived);
        let row = OnceCell::new();
        let mut evidence = None;
        for (number, question) in self.questions.iter().enumerate() {
            let matches = if let Some(holds) = question.holds(&contained) {
                holds
            } else {
                if row.get().is_none() {
                    drop(row.set(searches.cache.listed(&View::All, arrived.id)?));
                }
                let Some(Some(row)) = row.get() else { continue };
                let evidence = evidence
                    .get_or_insert_with(|| TextCheck::of_arrived(searches.cache, row, arrived.article));
                let Some(condition) = searches.condition(number)? else { continue };
                question.decides(condition, &contained, evidence)?
            };
            if matches {
                visit(number);
            }
        }
        Ok(())
    }

    fn contained(&self, arrived: &Arrived<'_>) -> Contained {
        let mut contained = Contained {
            words: vec![false; self.words.len() + self.beginnings.len()],
            headline: vec![false; self.of_headline.len()],
            texts: vec![false; self.of_texts.len()],
        };
        let mut note = |number: Option<&usize>| {
            if let Some(found) = number.and_then(|number| contained.words.get_mut(*number)) {
                *found = true;
            }
        };
        for term in arrived.terms.split_ascii_whitespace() {
            note(self.words.get(term));
            for length in &self.lengths {
                note(term.get(..*length).and_then(|beginning| self.beginnings.get(beginning)));
            }
        }
        self.of_headline.note_matches(arrived.article.headline.as_str(), &mut contained.headline);
        if !self.of_texts.is_empty() {
            let plain = arrived.article.body.to_plain();
            each_text(arrived.article, &plain, &mut |_field, text| {
                self.of_texts.note_matches(text, &mut contained.texts);
            });
        }
        contained
    }
}

impl WordCondition {
    /// Whether the condition holds of an article that contains this; `None` where that does not decide.
    fn holds(&self, contained: &Contained) -> Option<bool> {
        let at = |found: &[bool], number: usize| found.get(number).copied().unwrap_or_default();
        match self {
            Self::All(questions) => fold(questions, contained, false),
            Self::Any(questions) => fold(questions, contained, true),
            Self::Not(question) => question.holds(contained).map(|holds| !holds),
            Self::Has(number) => Some(at(&contained.words, *number)),
            Self::HasAll(numbers) => {
                if numbers.iter().all(|number| at(&contained.words, *number)) {
                    None
                } else {
                    Some(false)
                }
            }
            Self::HeadlineMatches(number) => Some(at(&contained.headline, *number)),
            Self::TextMatches(number) => Some(at(&contained.texts, *number)),
            Self::Undecided => None,
        }
    }

    /// Whether the condition, which has the same parts, holds of an article: the evidence is asked only where
    /// what the article contains does not decide.
    fn decides(
        &self,
        condition: &Condition,
        contained: &Contained,
        evidence: &TextCheck<'_>,
    ) -> Result<bool, CacheError> {
        if let Some(holds) = self.holds(contained) {
            return Ok(holds);
        }
        let (questions, asks, settling) = match (self, condition) {
            (Self::All(questions), Condition::All(asks)) => (questions, asks, false),
            (Self::Any(questions), Condition::Any(asks)) => (questions, asks, true),
            (Self::Not(question), Condition::Not(ask)) => {
                return Ok(!question.decides(ask, contained, evidence)?);
            }
            (_, condition) => return evidence.holds(condition),
        };
        if questions.len() != asks.len() {
            return evidence.holds(condition);
        }
        for (question, ask) in questions.iter().zip(asks) {
            if question.decides(ask, contained, evidence)? == settling {
                return Ok(settling);
            }
        }
        Ok(!settling)
    }
}

/// The value that settles the whole, else `None` where a part is undecided, else the other value.
fn fold(questions: &[WordCondition], contained: &Contained, settling: bool) -> Option<bool> {
    let mut whole = Some(!settling);
    for question in questions {
        match question.holds(contained) {
            Some(holds) if holds == settling => return Some(settling),
            Some(_) => {}
            None => whole = None,
        }
    }
    whole
}
