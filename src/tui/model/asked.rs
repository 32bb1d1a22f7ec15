//! The questions without an answer yet: the one place that gives tickets and knows which question each names.

use crate::tui::ask::{Ask, Navigation};
use crate::tui::effect::{Effect, Ticket};
use crate::tui::image_cache::ImageRequest;

/// The questions that are open, by their tickets.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    last: Ticket,
    open: Vec<(Ticket, Ask)>,
}

impl Asked {
    /// Puts a question under a ticket that none bore before. The answers to those that it supersedes are waited
    /// for no longer.
    pub fn ask(&mut self, ask: Ask) -> Effect {
        self.last = Ticket(self.last.0 + 1);
        self.open.retain(|(_, older)| !ask.supersedes(older));
        if ask.navigation().is_some_and(|navigation| *navigation != Navigation::Previewed) {
            self.open_no_page();
        }
        self.open.push((self.last, ask.clone()));
        Effect::Ask(self.last, ask)
    }

    /// A page that is being fetched is opened no more when it comes.
    fn open_no_page(&mut self) {
        for (_, ask) in &mut self.open {
            if let Ask::Page(_, navigation) = ask {
                *navigation = None;
            }
        }
    }

    /// Takes the question out that a ticket names; none, where its answer is no longer waited for.
    pub fn take(&mut self, ticket: Ticket) -> Option<Ask> {
        let at = self.open.iter().position(|(known, _)| *known == ticket)?;
        Some(self.open.swap_remove(at).1)
    }

    /// The questions that are open.
    pub fn open(&self) -> impl Iterator<Item = &Ask> {
        self.open.iter().map(|(_, ask)| ask)
    }

    /// How the person comes to the article that is on its way.
    pub fn navigation(&self) -> Option<&Navigation> {
        self.open().find_map(Ask::navigation)
    }

    /// Whether an article is on its way that the person asked for.
    pub fn awaits_article(&self) -> bool {
        self.open().any(|ask| matches!(ask, Ask::Article(_, way) if *way != Navigation::Previewed))
    }

    /// Whether the article of the selected row is on its way.
    pub fn awaits_preview(&self) -> bool {
        self.open().any(|ask| matches!(ask, Ask::Article(_, Navigation::Previewed)))
    }

    /// Whether rows of the list are on their way.
    pub fn awaits_rows(&self) -> bool {
        self.open().any(|ask| matches!(ask, Ask::Rows(_)))
    }

    /// Whether the sources are on their way.
    pub fn awaits_sources(&self) -> bool {
        self.open().any(|ask| matches!(ask, Ask::Sources))
    }

    /// Whether an image is on its way.
    pub fn awaits_image(&self, request: &ImageRequest) -> bool {
        self.open().any(|ask| matches!(ask, Ask::Image(known) if known == request))
    }

    /// Whether something that takes keys is on its way.
    pub fn opens_overlay(&self) -> bool {
        self.open().any(Ask::opens_overlay)
    }

    /// Waits no longer for what takes keys.
    pub fn open_no_overlay(&mut self) {
        self.open.retain(|(_, ask)| !ask.opens_overlay());
    }

    /// Waits for nothing any more.
    pub fn forget_all(&mut self) {
        self.open.clear();
    }
}
