//! What only the text of an article can tell: whether words stand in a certain order.

use std::cell::OnceCell;

use super::ask::{Ask, Word};
use crate::cache::full_text::{Field, Terms, each_text};
use crate::cache::{Cache, CacheError};
use crate::domain::{Article, Bookmark, Listed, State};
use crate::text::each_folded_word;

/// An article before the question whether it is meant.
pub(super) struct Evidence<'row> {
    row: &'row Listed,
    article: Article,
    plain: String,
    terms: OnceCell<Terms>,
    bookmark: Option<Bookmark>,
    has_highlight: bool,
}

impl<'row> Evidence<'row> {
    pub fn of(cache: &Cache, row: &'row Listed) -> Result<Self, CacheError> {
        let article = cache.article_without_links(row.id)?.unwrap_or_default();
        let bookmark = if row.bookmarked { cache.bookmark(row.id)? } else { None };
        let has_highlight = cache.has_highlight(row.id)?;
        let (plain, terms) = (article.body.to_plain(), OnceCell::new());
        Ok(Self { row, article, plain, terms, bookmark, has_highlight })
    }

    pub fn all_hold(&self, asks: &[Ask]) -> bool {
        asks.iter().all(|ask| self.holds(ask))
    }

    fn holds(&self, ask: &Ask) -> bool {
        match ask {
            Ask::All(asks) => asks.iter().all(|ask| self.holds(ask)),
            Ask::Any(asks) => asks.iter().any(|ask| self.holds(ask)),
            Ask::Not(ask) => !self.holds(ask),
            Ask::Word(word) => self.has(word),
            Ask::Sequence(sequence) => self.tells(&sequence.words),
            Ask::State(State::Unread) => !self.row.read,
            Ask::State(State::Read) => self.row.read,
            Ask::State(State::Bookmarked) => self.row.bookmarked,
            Ask::HasNote => self.bookmark.as_ref().is_some_and(|bookmark| bookmark.note.is_some()),
            Ask::HasHighlight => self.has_highlight,
            Ask::Tagged(tag) => self.bookmark.as_ref().is_some_and(|bookmark| {
                bookmark.tags.iter().any(|known| known.as_str().eq_ignore_ascii_case(tag))
            }),
            Ask::Keys(keys) => keys.contains(&self.row.cursor.0),
        }
    }

    fn has(&self, word: &Word) -> bool {
        let terms = self.terms.get_or_init(|| Terms::of(&self.article, &self.plain));
        if word.is_prefix {
            terms.has_beginning(word.field, &word.text)
        } else {
            terms.has(word.field, &word.text)
        }
    }

    /// Whether the words stand one after the other, in the headline where that is meant.
    fn tells(&self, words: &[Word]) -> bool {
        let in_headline = words.iter().any(|word| word.field == Some(Field::Headline));
        let mut found = false;
        each_text(&self.article, &self.plain, &mut |field, text| {
            if !found && (!in_headline || field == Some(Field::Headline)) {
                found = stand_in(text, words);
            }
        });
        found
    }
}

/// Whether words stand in a text one after the other.
fn stand_in(text: &str, words: &[Word]) -> bool {
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
