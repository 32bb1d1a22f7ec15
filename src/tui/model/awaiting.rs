//! What was asked for beside rows and articles. Of each kind the last wish alone is waited for: the
//! answer to an earlier one finds nobody.

use std::mem::{Discriminant, discriminant};

use super::AddressFor;
use crate::domain::{ArticleId, Prose};
use crate::tui::effect::Ticket;

/// Something asked for, and what its answer is wanted for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Awaited {
    /// The publications and sections there are, to turn to one.
    Shelves,
    /// The same, to keep of the list what stands on one.
    Filters,
    /// The stories like the open one.
    Similar,
    /// Which stories are followed.
    Followed,
    /// The whole story, or the other articles of a row.
    Story,
    /// The unread story.
    Unread,
    /// What completes a command.
    Known,
    /// The list whose name was typed.
    View,
    /// The feeds.
    Feeds,
    /// An address.
    Address(AddressFor),
    /// The bookmark of the article with this headline, to be edited.
    Bookmark(ArticleId, Prose),
}

/// What is waited for.
#[derive(Clone, Debug, Default)]
pub struct Awaiting(Vec<(Ticket, Awaited)>);

impl Awaiting {
    /// Waits for something, and for nothing of its kind that was asked for before.
    pub fn expect(&mut self, ticket: Ticket, awaited: Awaited) {
        self.forget(discriminant(&awaited));
        self.0.push((ticket, awaited));
    }

    /// What the answer that bears this ticket is wanted for; it is waited for no longer.
    pub fn take(&mut self, ticket: Ticket) -> Option<Awaited> {
        let at = self.0.iter().position(|(awaited, _)| *awaited == ticket)?;
        Some(self.0.swap_remove(at).1)
    }

    /// Whether just this is waited for.
    #[must_use]
    pub fn has(&self, awaited: &Awaited) -> bool {
        self.0.iter().any(|(_, known)| known == awaited)
    }

    fn forget(&mut self, kind: Discriminant<Awaited>) {
        self.0.retain(|(_, known)| discriminant(known) != kind);
    }
}
