//! The pending questions to the worker. Issues all tickets, and maps each to its question.

use crate::tui::ask::{Ask, Navigation};
use crate::tui::effect::{Effect, Ticket};
use crate::tui::image_cache::ImageRequest;

/// The unanswered questions, by their tickets.
#[derive(Clone, Debug, Default)]
pub struct PendingQuestions {
    last: Ticket,
    open: Vec<(Ticket, Ask)>,
}

impl PendingQuestions {
    /// Puts a question under a new ticket. Questions that it supersedes are dropped.
    pub fn ask(&mut self, ask: Ask) -> Effect {
        self.last = Ticket(self.last.0 + 1);
        self.open.retain(|(_, older)| !ask.supersedes(older));
        if ask.navigation().is_some_and(|navigation| *navigation != Navigation::Previewed) {
            self.cancel_page_opening();
        }
        self.open.push((self.last, ask.clone()));
        Effect::Ask(self.last, ask)
    }

    /// Cancels the opening of pages that are being fetched.
    fn cancel_page_opening(&mut self) {
        for (_, ask) in &mut self.open {
            if let Ask::Page(_, navigation) = ask {
                *navigation = None;
            }
        }
    }

    /// Removes the question of a ticket; `None` where its answer is no longer wanted.
    pub fn take(&mut self, ticket: Ticket) -> Option<Ask> {
        let at = self.open.iter().position(|(known, _)| *known == ticket)?;
        Some(self.open.swap_remove(at).1)
    }

    /// The unanswered questions.
    pub fn open(&self) -> impl Iterator<Item = &Ask> {
        self.open.iter().map(|(_, ask)| ask)
    }

    /// The way to the article that is loading.
    pub fn navigation(&self) -> Option<&Navigation> {
        self.open().find_map(Ask::navigation)
    }

    /// Whether an article is loading that the person asked for.
    pub fn awaits_article(&self) -> bool {
        self.open().any(|ask| matches!(ask, Ask::Article(_, way) if *way != Navigation::Previewed))
    }

    /// Whether the article of the selected row is loading.
    pub fn awaits_preview(&self) -> bool {
        self.open().any(|ask| matches!(ask, Ask::Article(_, Navigation::Previewed)))
    }

    /// Whether related articles of the shown one are being found.
    pub fn awaits_further_links(&self) -> bool {
        self.open().any(|ask| matches!(ask, Ask::FurtherLinks(_)))
    }

    /// Whether rows of the list are loading.
    pub fn awaits_rows(&self) -> bool {
        self.open().any(|ask| matches!(ask, Ask::Rows(_)))
    }

    /// Whether the sources are loading.
    pub fn awaits_sources(&self) -> bool {
        self.open().any(|ask| matches!(ask, Ask::Sources(_)))
    }

    /// Whether an image is being rendered.
    pub fn awaits_image(&self, request: &ImageRequest) -> bool {
        self.open().any(|ask| matches!(ask, Ask::Image(known) if known == request))
    }

    /// Whether an overlay that takes keys is loading.
    pub fn opens_overlay(&self) -> bool {
        self.open().any(Ask::opens_overlay)
    }

    /// Drops the questions whose answers open an overlay.
    pub fn drop_overlay_questions(&mut self) {
        self.open.retain(|(_, ask)| !ask.opens_overlay());
    }

    /// Drops all questions.
    pub fn clear(&mut self) {
        self.open.clear();
    }
}
