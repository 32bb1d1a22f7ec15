//! The names of lists and the numbers beside them.

use super::Model;
use crate::domain::{Order, View};
use crate::library::{CountedSearch, SearchTotal};
use crate::words::Words;

impl Model {
    /// The name of the list, with its count where that is known.
    pub fn view_title(&self) -> String {
        let name = view_name(&self.headlines.view, self.config.words).to_owned();
        match self.headlines.view {
            View::All => {
                self.with_arrived(self.config.words.view_unread(self.number(self.counts.unread), name))
            }
            View::Unread => {
                self.with_arrived(self.config.words.view_counted(name, self.number(self.counts.unread)))
            }
            View::Bookmarks => self.config.words.view_counted(name, self.number(self.counts.bookmarks)),
            View::Matching(_) => match &self.headlines.found {
                Some(found) => self.search_title(name, found),
                None => name,
            },
            View::FrontPage
            | View::Following
            | View::ContinueReading
            | View::ReadingLog
            | View::Publication(_)
            | View::Section(_)
            | View::Feed(..)
            | View::Tagged(_) => name,
        }
    }

    /// A title with the number of articles that came and were not seen yet.
    fn with_arrived(&self, title: String) -> String {
        match self.arrived {
            0 => title,
            new => format!("{title} · {}", self.config.words.arrived_new(self.number(new))),
        }
    }

    /// "▴ 4 new above", where articles came above the first visible row.
    pub fn arrived_above(&self) -> Option<String> {
        let is_sorted_so = matches!(self.headlines.view, View::All | View::Unread)
            && self.headlines.order == Order::NewestFirst;
        let is_above = self.arrived > 0 && is_sorted_so && !self.headlines.shows_start();
        is_above.then(|| self.config.words.new_above(self.number(self.arrived)))
    }

    /// Forgets the articles that came, once the top of the list has been in sight.
    pub fn note_seen(&mut self) {
        if matches!(self.headlines.view, View::All | View::Unread) && self.headlines.shows_start() {
            self.arrived = 0;
        }
    }

    /// The name of a search with the number of its answers.
    fn search_title(&self, name: String, found: &SearchTotal) -> String {
        let count = self.number(found.total);
        match (self.headlines.order, found.exact) {
            (Order::BestFirst, true) if found.total > 0 => self.config.words.view_found_best(count, name),
            (Order::BestFirst, false) => self.config.words.view_judged(count, name),
            (_, true) => self.config.words.view_found(count, name),
            (_, false) => self.config.words.view_found_more(count, name),
        }
    }

    /// "12", "1,000+"; nothing where the number of answers is not known.
    pub fn match_count(&self, saved: &CountedSearch) -> String {
        let count = saved.count.map(|count| self.number(count).to_string()).unwrap_or_default();
        if saved.more { format!("{count}+") } else { count }
    }
}

/// The name of a list: its own, or the one of the screen's language.
pub fn view_name(view: &View, words: Words) -> &str {
    match view {
        View::All => words.all_articles(),
        View::FrontPage => words.front_page(),
        View::Following => words.following(),
        View::Unread => words.unread(),
        View::Bookmarks => words.bookmarks(),
        View::ContinueReading => words.continue_reading(),
        View::ReadingLog => words.reading_log(),
        View::Publication(name) | View::Section(name) | View::Feed(_, name) | View::Tagged(name) => {
            name.as_str()
        }
        view if view.is_muted() => words.muted(),
        View::Matching(query) => query.as_str(),
    }
}
