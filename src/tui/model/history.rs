//! The history of changes, and the names of lists.

use super::Model;
use crate::domain::{Change, Prose, View};
use crate::library::CountedSearch;
use crate::words::Words;

/// Changes that can be undone, and those undone that can be done again; latest last.
#[derive(Clone, Debug, Default)]
pub struct History {
    /// The changes made.
    pub done: Vec<Changed>,
    /// Those undone.
    pub undone: Vec<Changed>,
}

impl History {
    /// Keeps a change that was made.
    pub fn keep(&mut self, changed: Changed) {
        self.undone.clear();
        self.done.push(changed);
    }
}

/// A change that was made or undone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    /// The change that takes it back or, where it was undone, does it again.
    pub change: Change,
    /// The change in words, with the headline of its article.
    pub description: Prose,
}

impl Model {
    /// "12", "1,000+"; nothing where the number of answers is not known.
    pub fn answers(&self, saved: &CountedSearch) -> String {
        let count = saved.count.map(|count| self.number(count).to_string()).unwrap_or_default();
        if saved.more { format!("{count}+") } else { count }
    }
}

/// The name of a list: its own, or the one the screen gives it.
pub fn view_name(view: &View, words: Words) -> &str {
    match view {
        View::All => words.all_articles(),
        View::FrontPage => words.front_page(),
        View::Following => words.following(),
        View::Unread => words.unread(),
        View::Bookmarks => words.bookmarks(),
        View::ContinueReading => words.continue_reading(),
        View::Publication(name) | View::Section(name) | View::Feed(_, name) | View::Tagged(name) => {
            name.as_str()
        }
        View::Matching(query) => query.as_str(),
    }
}
