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
    /// The links that have to be looked for.
    FurtherLinks,
    /// Which stories are followed.
    Followed,
    /// The whole story.
    Story,
    /// The other articles of a row.
    Unfolded,
    /// The unread story.
    Unread,
    /// What completes a command.
    Known,
    /// The list whose name was typed.
    View,
    /// The feeds, to list them.
    FeedList,
    /// What became of the feeds.
    Feeds,
    /// An address.
    Address(AddressFor),
    /// The bookmark of the article with this headline, to be edited.
    Bookmark(ArticleId, Prose),
}

impl Awaited {
    /// Whether the answer opens something that takes keys.
    pub const fn opens_something(&self) -> bool {
        match self {
            Self::Shelves | Self::Filters | Self::Story | Self::FeedList | Self::Bookmark(..) => true,
            Self::FurtherLinks
            | Self::Followed
            | Self::Unfolded
            | Self::Unread
            | Self::Known
            | Self::View
            | Self::Feeds
            | Self::Address(_) => false,
        }
    }
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
    pub fn has(&self, awaited: &Awaited) -> bool {
        self.0.iter().any(|(_, known)| known == awaited)
    }

    /// Whether something that takes keys is on its way.
    pub fn opens_something(&self) -> bool {
        self.0.iter().any(|(_, awaited)| awaited.opens_something())
    }

    /// Waits no longer for what takes keys.
    pub fn open_nothing(&mut self) {
        self.0.retain(|(_, awaited)| !awaited.opens_something());
    }

    fn forget(&mut self, kind: Discriminant<Awaited>) {
        self.0.retain(|(_, known)| discriminant(known) != kind);
    }
}
