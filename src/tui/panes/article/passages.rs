//! The highlights of the open article in its text, and the passage being chosen.

use super::ArticlePane;
use crate::domain::{Highlight, Verbatim};
use crate::typeset::{Match, Part, Source};

impl ArticlePane {
    /// Finds the highlights in the page.
    pub(super) fn find_passages(&mut self) {
        let all = self.opened.highlights.iter();
        self.passages = all.flat_map(|highlight| self.page.passage(highlight)).collect();
    }

    /// The matches of the highlights in the text.
    pub fn passages(&self) -> &[Match] {
        &self.passages
    }

    /// The passage being chosen.
    pub const fn chosen(&self) -> Option<Source> {
        self.chosen
    }

    /// Shows a passage as chosen, and scrolls it into view.
    pub fn choose(&mut self, passage: Option<Source>) {
        self.chosen = passage;
        if let Some(Source { part: Part::Block(block), start, .. }) = passage {
            self.bring_into_sight(self.page.line_of(block, start));
        }
    }

    /// Scrolls to a highlight, where the text still has it.
    pub fn show_passage(&mut self, highlight: &Highlight) {
        if let Some(found) = self.page.passage(highlight).first().copied() {
            self.bring_into_sight(found.line);
        }
    }

    /// Sets or removes the highlight of a passage.
    pub fn set_highlight(&mut self, words: &Verbatim, highlight: Option<Highlight>) {
        self.opened.highlights.retain(|known| known.words != *words);
        self.opened.highlights.extend(highlight);
        self.set_again();
        self.return_to_anchor();
    }
}
