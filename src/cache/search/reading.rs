//! Resolves a search: scopes, fields and dates become conditions on the articles of a cache.

use std::cell::OnceCell;

use jiff::Timestamp;
use jiff::tz::{Offset, TimeZone};

use super::condition::{Condition, Fact, Sequence, Word};
use super::evidence::contains_sequence;
use super::prefix;
use crate::cache::full_text::{IndexField, SAMPLED, language_word};
use crate::cache::order::{FIRST_DATED, first_key};
use crate::cache::{Cache, CacheError};
use crate::domain::{
    ArticleId, Clause, Feed, FeedId, Highlight, Moment, NameField, Pattern, Query, State, WordMatch,
};
use crate::text::folded_words;

/// The most articles read to find a phrase.
const FEW_ARTICLES: i64 = 2 * SAMPLED;

/// The factor by which a word is more frequent than another of its phrase and adds nothing.
const COMMONER: i64 = 50;

impl Condition {
    /// Resolves a search for the articles of this cache.
    pub fn of(cache: &Cache, query: &Query) -> Result<Self, CacheError> {
        Self::among(cache, query, &KnownFeeds::default())
    }

    /// Resolves one of several searches, which read the feeds once.
    pub fn among(cache: &Cache, query: &Query, feeds: &KnownFeeds) -> Result<Self, CacheError> {
        let now = match query.as_of() {
            Some(now) => now,
            None => cache.newest_moment()?.map_or(Timestamp::MAX, Moment::instant),
        };
        QueryResolver { cache, feeds, now, zone: query.zone(), scope: None, passages: None }
            .condition(query.clause())
    }
}

/// The feeds, with the words of their names and addresses.
#[derive(Debug, Default)]
pub(super) struct KnownFeeds(OnceCell<Vec<(Feed, Vec<String>)>>);

struct QueryResolver<'cache> {
    cache: &'cache Cache,
    feeds: &'cache KnownFeeds,
    now: Timestamp,
    zone: &'cache TimeZone,
    scope: Option<IndexField>,
    /// The highlights of all articles, where words are sought only in them.
    passages: Option<&'cache [(ArticleId, Highlight, Timestamp)]>,
}

impl QueryResolver<'_> {
    fn condition(&self, clause: &Clause) -> Result<Condition, CacheError> {
        let keys = |from: Moment| Condition::Keys(first_key(from)..i64::MAX);
        Ok(match clause {
            Clause::All(clauses) => self.all(clauses)?,
            Clause::Any(clauses) => Condition::Any(self.conditions(clauses)?),
            Clause::Not(clause) => Condition::Not(Box::new(self.condition(clause)?)),
            Clause::InHeadline => Condition::All(Vec::new()),
            Clause::Word(word, reach) => {
                let words = self.words(word.as_str(), *reach)?;
                match Pattern::of_signs(word.as_str()).filter(|_| self.passages.is_none()) {
                    Some(signs) => {
                        let signs = Condition::Pattern(signs, self.scope == Some(IndexField::Headline));
                        Condition::All(vec![words, signs])
                    }
                    None => words,
                }
            }
            Clause::Phrase(words) => self.words(words.as_str(), WordMatch::Exact)?,
            Clause::FieldWords(field, names, reach) => names_in(*field, names.as_str(), *reach),
            Clause::InLanguage(language) => {
                word(Some(IndexField::Language), &language_word(language.as_str()), false)
            }
            Clause::Pattern(pattern) if self.passages.is_some() => {
                self.highlighted(|text| pattern.is_match(text))
            }
            Clause::Pattern(pattern) => {
                Condition::Pattern(pattern.clone(), self.scope == Some(IndexField::Headline))
            }
            Clause::FromFeed(name) => Condition::Fact(Fact::Feeds(self.feeds(&has_words(name.as_str()))?)),
            Clause::InFolder(name) => {
                Condition::Fact(Fact::Feeds(self.feeds(&|feed, _| has_tag_or_folder(feed, name.as_str()))?))
            }
            Clause::HasRecording(medium) => Condition::Fact(Fact::Enclosure(*medium)),
            Clause::ReadOn(days) => {
                let moments = days.moments(self.now, self.zone);
                Condition::Fact(Fact::Read(moments.start.as_microsecond()..moments.end.as_microsecond()))
            }
            Clause::Is(State::New) => Condition::Fact(Fact::StoredAfter(self.cache.last_before_fetch()?)),
            Clause::Is(state) => Condition::State(*state),
            Clause::HasNote => Condition::HasNote,
            Clause::HasHighlight | Clause::InHighlights => Condition::HasHighlight,
            Clause::Tagged(tag) => Condition::Tagged(tag.to_string()),
            Clause::Before(day) => Condition::Keys(FIRST_DATED..first_key(day.start(self.now))),
            Clause::After(day) => keys(day.start(self.now)),
            Clause::PublishedWithin(span) => keys(Moment::Instant(span.start(self.now), Offset::UTC)),
        })
    }

    fn all(&self, clauses: &[Clause]) -> Result<Condition, CacheError> {
        let in_headline = clauses.contains(&Clause::InHeadline);
        let scope = if in_headline { Some(IndexField::Headline) } else { self.scope };
        let Self { cache, feeds, now, zone, passages, .. } = *self;
        if clauses.contains(&Clause::InHighlights) {
            let passages = cache.highlights()?;
            let passages = Some(passages.as_slice());
            return Ok(Condition::All(
                QueryResolver { cache, feeds, now, zone, scope, passages }.conditions(clauses)?,
            ));
        }
        Ok(Condition::All(QueryResolver { cache, feeds, now, zone, scope, passages }.conditions(clauses)?))
    }

    /// The articles with a highlight whose words or note match.
    fn highlighted(&self, is_meant: impl Fn(&str) -> bool) -> Condition {
        let has_it = |highlight: &Highlight| {
            is_meant(highlight.words.as_str())
                || highlight.note.as_ref().is_some_and(|note| is_meant(note.as_str()))
        };
        let found = self.passages.unwrap_or_default().iter().filter(|(_, highlight, _)| has_it(highlight));
        let mut articles: Vec<ArticleId> = found.map(|(id, ..)| *id).collect();
        articles.dedup();
        Condition::Fact(Fact::Articles(articles))
    }

    /// The feeds that match, each asked with the words of its name and address.
    fn feeds(&self, is_meant: &dyn Fn(&Feed, &[String]) -> bool) -> Result<Vec<FeedId>, CacheError> {
        let known = if let Some(known) = self.feeds.0.get() {
            known
        } else {
            let feeds = self.cache.feeds()?.into_iter().map(|feed| {
                let words = folded_words(&format!("{} {}", feed.label(), feed.url.as_str()));
                (feed, words)
            });
            let feeds = feeds.collect();
            self.feeds.0.get_or_init(|| feeds)
        };
        Ok(known.iter().filter(|(feed, words)| is_meant(feed, words)).map(|(feed, _)| feed.id).collect())
    }

    fn conditions(&self, clauses: &[Clause]) -> Result<Vec<Condition>, CacheError> {
        clauses.iter().map(|clause| self.condition(clause)).collect()
    }

    /// The condition of a word or a phrase; `covid-19` is a phrase as well.
    fn words(&self, text: &str, reach: WordMatch) -> Result<Condition, CacheError> {
        let words = folded_words(text);
        if self.passages.is_some() && !words.is_empty() {
            let last = words.len() - 1;
            let sought = words.into_iter().enumerate().map(|(place, text)| Word {
                field: None,
                text,
                is_prefix: place == last && reach != WordMatch::Exact,
            });
            let sought: Vec<Word> = sought.collect();
            return Ok(self.highlighted(|text| contains_sequence(text, &sought)));
        }
        if let ([alone], WordMatch::Typing) = (words.as_slice(), reach) {
            return prefix::prefix_condition(self.cache, self.scope, alone);
        }
        let last = words.len().saturating_sub(1);
        let in_scope = |(place, text)| {
            let is_prefix = place == last && reach != WordMatch::Exact;
            Word { field: self.scope, text, is_prefix }
        };
        let mut words: Vec<Word> = words.into_iter().enumerate().map(in_scope).collect();
        Ok(match words.len() {
            0 => Condition::All(Vec::new()),
            1 => Condition::Word(words.remove(0)),
            _ => Condition::Sequence(Sequence { indexed_words: self.words_to_look_up(&words)?, words }),
        })
    }

    /// The words of a phrase worth looking up. Of `NX-0000042` the number is enough: skipping a million
    /// articles for a word they all have costs more than reading a few in vain.
    fn words_to_look_up(&self, words: &[Word]) -> Result<Vec<Word>, CacheError> {
        let counts: Result<Vec<i64>, _> = words.iter().map(|word| self.cache.articles_with(word)).collect();
        let counts = counts?;
        let rarest = counts.iter().min().copied().unwrap_or_default();
        let tells = |count: i64| rarest > FEW_ARTICLES || count <= rarest * COMMONER;
        let telling = words.iter().zip(counts).filter(|(_, count)| tells(*count));
        Ok(telling.map(|(word, _)| word.clone()).collect())
    }
}

/// Whether the words stand in the name of a feed, or in its address.
fn has_words(name: &str) -> impl Fn(&Feed, &[String]) -> bool {
    let asked = folded_words(name);
    move |_feed, known| asked.iter().all(|word| known.contains(word))
}

/// Whether a feed has a tag of this name, or is in a folder of it, given with or without its parents.
fn has_tag_or_folder(feed: &Feed, name: &str) -> bool {
    let is_it = |other: &str| folded_words(other) == folded_words(name);
    feed.tags.iter().any(|tag| is_it(tag.as_str()))
        || feed.folders().any(|folder| is_it(folder.as_str()))
        || feed.folder.iter().any(|folder| is_it(folder.as_str()))
}

/// The field of the index in which names stand.
pub(super) const fn field_of(field: NameField) -> IndexField {
    match field {
        NameField::Author => IndexField::Byline,
        NameField::Section => IndexField::Section,
        NameField::Site => IndexField::Publication,
        NameField::Topic => IndexField::Topic,
    }
}

/// Names of a field in any order: "Ana Lens" is found as "lens ana".
fn names_in(field: NameField, names: &str, reach: WordMatch) -> Condition {
    let field = field_of(field);
    let words = folded_words(names);
    let last = words.len().saturating_sub(1);
    let asked =
        |(place, text): (usize, &String)| word(Some(field), text, place == last && reach != WordMatch::Exact);
    Condition::All(words.iter().enumerate().map(asked).collect())
}

fn word(field: Option<IndexField>, text: &str, is_prefix: bool) -> Condition {
    Condition::Word(Word { field, text: text.to_owned(), is_prefix })
}
