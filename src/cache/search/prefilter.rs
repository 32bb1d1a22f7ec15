//! Finds which of many searches may match an arriving article by its words alone, in one pass over the words,
//! however many searches there are. The cache then decides what words cannot.

use std::collections::{BTreeSet, HashMap};

use super::condition::{Condition, Word};
use crate::cache::{Cache, CacheError};
use crate::domain::Query;

/// A set of prepared searches.
#[derive(Debug)]
pub(in crate::cache) struct Prefilter {
    questions: Vec<Question>,
    /// The words sought, each with its number.
    words: HashMap<String, usize>,
    /// The prefixes sought, each with its number.
    beginnings: HashMap<String, usize>,
    /// The lengths of the prefixes in bytes.
    lengths: BTreeSet<usize>,
}

/// The condition of a search on words.
#[derive(Debug)]
enum Question {
    All(Vec<Self>),
    Any(Vec<Self>),
    Not(Box<Self>),
    /// The article contains the word of this number.
    Has(usize),
    /// The article contains all these words, perhaps in the order asked for.
    HasAll(Vec<usize>),
    /// Words do not decide.
    Else,
}

/// Whether a search matches an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::cache) enum MayMatch {
    /// The search matches.
    Surely,
    /// The cache has to decide.
    Perhaps,
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
        };
        for query in queries {
            let ask = Condition::of(cache, query)?;
            let question = prefilter.question(&ask);
            prefilter.questions.push(question);
        }
        Ok(prefilter)
    }

    fn question(&mut self, ask: &Condition) -> Question {
        match ask {
            Condition::All(asks) => Question::All(asks.iter().map(|ask| self.question(ask)).collect()),
            Condition::Any(asks) => Question::Any(asks.iter().map(|ask| self.question(ask)).collect()),
            Condition::Not(ask) => Question::Not(Box::new(self.question(ask))),
            Condition::Word(word) => Question::Has(self.number(word)),
            Condition::Sequence(sequence) => {
                Question::HasAll(sequence.words.iter().map(|word| self.number(word)).collect())
            }
            Condition::State(_)
            | Condition::HasNote
            | Condition::HasHighlight
            | Condition::Tagged(_)
            | Condition::Fact(_)
            | Condition::Pattern(..)
            | Condition::Keys(_) => Question::Else,
        }
    }

    fn number(&mut self, word: &Word) -> usize {
        let next = self.words.len() + self.beginnings.len();
        let text = word.marked();
        if word.is_prefix {
            self.lengths.insert(text.len());
            *self.beginnings.entry(text).or_insert(next)
        } else {
            *self.words.entry(text).or_insert(next)
        }
    }

    /// Calls `visit` with the number of each search that may match an article of these words, in order.
    pub fn sift(&self, terms: &str, visit: &mut dyn FnMut(usize, MayMatch)) {
        let mut found = vec![false; self.words.len() + self.beginnings.len()];
        let mut note = |number: Option<&usize>| {
            if let Some(found) = number.and_then(|number| found.get_mut(*number)) {
                *found = true;
            }
        };
        for term in terms.split_ascii_whitespace() {
            note(self.words.get(term));
            for length in &self.lengths {
                note(term.get(..*length).and_then(|beginning| self.beginnings.get(beginning)));
            }
        }
        for (number, question) in self.questions.iter().enumerate() {
            match question.holds(&found) {
                Some(true) => visit(number, MayMatch::Surely),
                Some(false) => {}
                None => visit(number, MayMatch::Perhaps),
            }
        }
    }
}

impl Question {
    /// Whether the condition holds of an article with these words; `None` where words do not decide.
    fn holds(&self, found: &[bool]) -> Option<bool> {
        let has = |number: &usize| found.get(*number).copied().unwrap_or_default();
        match self {
            Self::All(questions) => fold(questions, found, false),
            Self::Any(questions) => fold(questions, found, true),
            Self::Not(question) => question.holds(found).map(|holds| !holds),
            Self::Has(number) => Some(has(number)),
            Self::HasAll(numbers) => {
                if numbers.iter().all(has) {
                    None
                } else {
                    Some(false)
                }
            }
            Self::Else => None,
        }
    }
}

/// The value that settles the whole, else `None` where a part is undecided, else the other value.
fn fold(questions: &[Question], found: &[bool], settling: bool) -> Option<bool> {
    let mut whole = Some(!settling);
    for question in questions {
        match question.holds(found) {
            Some(holds) if holds == settling => return Some(settling),
            Some(_) => {}
            None => whole = None,
        }
    }
    whole
}
