//! Checks that only the text of an article can decide: whether words stand in a certain order, and whether a
//! regular expression matches.

use std::borrow::Cow;
use std::cell::OnceCell;

use super::condition::{Condition, Fact, Word};
use crate::cache::full_text::{IndexField, Terms, each_text};
use crate::cache::{Cache, CacheError};
use crate::domain::{Article, Bookmark, FeedId, ListRow, State};
use crate::text::each_folded_word;

/// An article to be checked against a condition. Its text is read where that decides.
pub(super) struct TextCheck<'row> {
    cache: &'row Cache,
    row: &'row ListRow,
    /// The article, where it is at hand.
    arrived: Option<&'row Article>,
    text: OnceCell<(Cow<'row, Article>, String)>,
    terms: OnceCell<Terms>,
    feeds: OnceCell<Vec<FeedId>>,
}

impl<'row> TextCheck<'row> {
    pub const fn of(cache: &'row Cache, row: &'row ListRow) -> Self {
        Self {
            cache,
            row,
            arrived: None,
            text: OnceCell::new(),
            terms: OnceCell::new(),
            feeds: OnceCell::new(),
        }
    }

    /// The evidence of an article that is at hand.
    pub fn of_arrived(cache: &'row Cache, row: &'row ListRow, article: &'row Article) -> Self {
        Self { arrived: Some(article), ..Self::of(cache, row) }
    }

    pub fn all_hold(&self, conditions: &[Condition]) -> Result<bool, CacheError> {
        for ask in conditions {
            if !self.holds(ask)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn any_holds(&self, conditions: &[Condition]) -> Result<bool, CacheError> {
        for ask in conditions {
            if self.holds(ask)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    pub fn holds(&self, condition: &Condition) -> Result<bool, CacheError> {
        Ok(match condition {
            Condition::All(conditions) => self.all_hold(conditions)?,
            Condition::Any(conditions) => self.any_holds(conditions)?,
            Condition::Not(condition) => !self.holds(condition)?,
            Condition::Word(word) => self.has(word)?,
            Condition::Sequence(sequence) => self.has_sequence(&sequence.words)?,
            Condition::Pattern(pattern, true) => pattern.is_match(self.row.headline.as_str()),
            Condition::Pattern(pattern, false) => {
                let (article, plain) = self.text()?;
                let mut found = false;
                each_text(article, plain, &mut |_, text| found = found || pattern.is_match(text));
                found
            }
            Condition::State(State::Unread) => !self.row.read,
            Condition::State(State::Read) => self.row.read,
            Condition::State(State::Bookmarked) => self.row.bookmarked,
            Condition::State(State::Muted) => self.row.is_muted,
            Condition::State(State::New) => false,
            Condition::HasNote => self.bookmark()?.is_some_and(|bookmark| bookmark.note.is_some()),
            Condition::HasHighlight => self.cache.has_highlight(self.row.id)?,
            Condition::Tagged(tag) => self.bookmark()?.is_some_and(|bookmark| {
                bookmark.tags.iter().any(|known| known.as_str().eq_ignore_ascii_case(tag))
            }),
            Condition::Fact(Fact::Feeds(feeds)) => self.feeds()?.iter().any(|feed| feeds.contains(feed)),
            Condition::Fact(Fact::StoredAfter(number)) => self.row.id.0 > *number,
            Condition::Fact(fact) => {
                let asked = format!("SELECT 1 FROM article WHERE key = ?1 AND {}", fact.condition());
                self.cache.connection.prepare_cached(&asked)?.exists([self.row.cursor.0])?
            }
            Condition::Keys(keys) => keys.contains(&self.row.cursor.0),
        })
    }

    fn bookmark(&self) -> Result<Option<Bookmark>, CacheError> {
        if self.row.bookmarked { self.cache.bookmark(self.row.id) } else { Ok(None) }
    }

    /// The feeds that the article came from.
    fn feeds(&self) -> Result<&[FeedId], CacheError> {
        if let Some(feeds) = self.feeds.get() {
            return Ok(feeds);
        }
        let mut statement = self.cache.connection.prepare_cached("SELECT feed FROM entry WHERE key = ?1")?;
        let feeds = statement.query_map([self.row.cursor.0], |row| row.get(0).map(FeedId))?;
        let feeds = feeds.collect::<Result<_, _>>()?;
        Ok(self.feeds.get_or_init(|| feeds))
    }

    fn text(&self) -> Result<&(Cow<'row, Article>, String), CacheError> {
        if let Some(text) = self.text.get() {
            return Ok(text);
        }
        let article = match self.arrived {
            Some(article) => Cow::Borrowed(article),
            None => Cow::Owned(self.cache.article_without_links(self.row.id)?.unwrap_or_default()),
        };
        let plain = article.body.to_plain();
        Ok(self.text.get_or_init(|| (article, plain)))
    }

    fn has(&self, word: &Word) -> Result<bool, CacheError> {
        let (article, plain) = self.text()?;
        let terms = self.terms.get_or_init(|| Terms::of(article, plain));
        Ok(if word.is_prefix {
            terms.has_prefix(word.field, &word.text)
        } else {
            terms.has(word.field, &word.text)
        })
    }

    /// Whether the words stand one after the other, in the headline where that is asked.
    fn has_sequence(&self, words: &[Word]) -> Result<bool, CacheError> {
        let (article, plain) = self.text()?;
        let in_headline = words.iter().any(|word| word.field == Some(IndexField::Headline));
        let mut found = false;
        each_text(article, plain, &mut |field, text| {
            if !found && (!in_headline || field == Some(IndexField::Headline)) {
                found = contains_sequence(text, words);
            }
        });
        Ok(found)
    }
}

/// Whether words stand in a text one after the other.
pub(super) fn contains_sequence(text: &str, words: &[Word]) -> bool {
    let mut begun: Vec<usize> = Vec::new();
    let mut found = false;
    each_folded_word(text, |word, _| {
        begun.push(0);
        begun.retain_mut(|matched| {
            let goes_on = words.get(*matched).is_some_and(|wanted| wanted.matches(word));
            *matched += 1;
            found |= goes_on && *matched == words.len();
            goes_on && *matched < words.len()
        });
    });
    found
}
