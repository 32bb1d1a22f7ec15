//! The ticked rows of a list, which the next action applies to.
//!
//! Either single rows are ticked or all but some, so that a list of any length is ticked or inverted without
//! loading it.

use std::collections::HashSet;

use crate::domain::{ArticleId, Selection, View};
use crate::words::Words;

/// The ticked rows of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TickedRows {
    /// Whether all rows but `these` are ticked, instead of `these`.
    all: bool,
    these: HashSet<ArticleId>,
    last: Option<ArticleId>,
}

impl TickedRows {
    /// Ticks on every row of the list.
    pub fn all() -> Self {
        Self { all: true, ..Self::default() }
    }

    /// Whether a row is ticked.
    pub fn has(&self, id: ArticleId) -> bool {
        self.these.contains(&id) != self.all
    }

    /// Whether no row is ticked.
    pub fn is_empty(&self) -> bool {
        !self.all && self.these.is_empty()
    }

    /// The row that was ticked last.
    pub const fn last(&self) -> Option<ArticleId> {
        self.last
    }

    /// Ticks a row, or takes its tick away.
    pub fn toggle(&mut self, id: ArticleId) {
        self.last = Some(id);
        if !self.these.remove(&id) {
            self.these.insert(id);
        }
    }

    /// Ticks a row.
    pub fn tick(&mut self, id: ArticleId) {
        if !self.has(id) {
            self.toggle(id);
        }
    }

    /// Inverts the ticks.
    pub const fn invert(&mut self) {
        self.all = !self.all;
    }

    /// The ticked articles of a list.
    pub fn selection(&self, view: &View) -> Selection {
        if self.all {
            return Selection::AllBut(view.clone(), self.these.clone());
        }
        let mut these: Vec<ArticleId> = self.these.iter().copied().collect();
        these.sort_unstable();
        Selection::These(these)
    }

    /// The number of ticked rows: "3 selected", "all but 3 selected".
    pub fn count_text(&self, words: Words) -> String {
        match (self.all, self.these.len()) {
            (true, 0) => words.all_ticked().to_owned(),
            (true, count) => words.all_but_ticked(count),
            (false, count) => words.ticked(count),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_of_any_length_is_turned_round() {
        let mut ticks = TickedRows::default();
        ticks.toggle(ArticleId(3));
        ticks.tick(ArticleId(4));

        ticks.invert();

        assert_eq!([3, 4, 5].map(|number| ticks.has(ArticleId(number))), [false, false, true]);
        assert_eq!(ticks.count_text(Words::english()), "all but 2 selected");
        ticks.tick(ArticleId(3));
        assert_eq!(ticks.selection(&View::Unread), Selection::AllBut(View::Unread, [ArticleId(4)].into()));
    }
}
