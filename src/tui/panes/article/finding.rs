//! Searching within the open article, and going from match to match.

use super::ArticlePane;
use crate::domain::Query;
use crate::typeset::Match;
use crate::words::Words;

/// The target of a search in an article.
#[derive(Clone, Debug, Default)]
enum SearchTarget {
    /// No target.
    #[default]
    Nothing,
    /// The words of a search.
    Words(Query),
    /// Literal text.
    Letters(String),
}

/// A search in the article.
#[derive(Clone, Debug, Default)]
pub struct Find {
    needle: String,
    sought: SearchTarget,
    matches: Vec<Match>,
    current: Option<usize>,
}

impl Find {
    /// All matches.
    pub fn matches(&self) -> &[Match] {
        &self.matches
    }

    /// The current match.
    pub fn current(&self) -> Option<&Match> {
        self.current.and_then(|current| self.matches.get(current))
    }

    /// "3 of 12", while there is a search.
    pub fn position(&self, words: Words) -> Option<String> {
        let current = self.current.map_or(0, |current| current + 1);
        (!self.needle.is_empty()).then(|| words.match_of(current, self.matches.len(), &self.needle))
    }
}

impl ArticlePane {
    /// Searches the text while a needle is typed. A needle that is no valid search, or a word with signs in
    /// it, is searched for literally.
    pub fn look_for(&mut self, needle: &str) {
        let sought = match Query::parse_while_typing(needle) {
            Ok(query) if query.only_words().is_none_or(is_of_words) => SearchTarget::Words(query),
            Ok(_) | Err(_) => SearchTarget::Letters(needle.trim_matches('"').to_owned()),
        };
        self.seek(needle, sought);
    }

    /// Marks the matches of a search.
    pub fn mark(&mut self, query: &Query) {
        self.seek(query.as_str(), SearchTarget::Words(query.clone()));
    }

    /// Searches the page again, which was set anew.
    pub(super) fn search_again(&mut self) {
        let Find { needle, sought, .. } = std::mem::take(&mut self.find);
        self.seek(&needle, sought);
    }

    /// Searches the page; the first match at or after the top becomes the current one.
    fn seek(&mut self, needle: &str, sought: SearchTarget) {
        let matches = match &sought {
            SearchTarget::Nothing => Vec::new(),
            SearchTarget::Words(query) => self.page.find_words(query),
            SearchTarget::Letters(letters) => self.page.find(letters),
        };
        let current =
            matches.iter().position(|found| found.line >= self.top).or((!matches.is_empty()).then_some(0));
        self.find = Find { needle: needle.to_owned(), sought, matches, current };
    }

    /// Scrolls the current match into view.
    pub fn show_match(&mut self) {
        if let Some(line) = self.find.current().map(|found| found.line) {
            self.bring_into_sight(line);
        }
    }

    /// Goes to the next (or previous) match, wrapping round; returns whether there is one.
    pub fn step_match(&mut self, forward: bool) -> bool {
        let count = self.find.matches.len();
        let Some(current) = self.find.current.filter(|_| count > 0) else { return false };
        let next = if forward { current + 1 } else { current + count - 1 };
        self.find.current = Some(next % count);
        self.show_match();
        true
    }
}

/// Whether a needle has only words, and no signs that a search ignores.
fn is_of_words(needle: &str) -> bool {
    needle.chars().all(|letter| letter.is_alphanumeric() || letter.is_whitespace())
}
