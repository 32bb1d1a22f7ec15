//! Everything that can be asked of the worker: read or fetched, and answered under a ticket.

use std::mem::discriminant;

use super::image_cache::ImageRequest;
use crate::domain::{ArticleId, Highlight, Listed, Order, Pane, Prose, Query, Selection, View, WebUrl};
use crate::library::{ListRequest, UnreadRequest};

/// A question, and what its answer is wanted for.
#[derive(Clone, Debug, PartialEq)]
pub enum Ask {
    /// A page of the list.
    Rows(ListRequest),
    /// An article and what belongs to it.
    Article(ArticleWanted, Navigation),
    /// The page at an address, fetched into the collection; to be opened, unless another article was asked for
    /// since.
    Page(WebUrl, Option<Navigation>),
    /// The links of an article that have to be looked for.
    FurtherLinks(ArticleId),
    /// The other articles that share a row of a list.
    Unfolded(View, Order, Box<Listed>),
    /// The whole story of an article.
    Story(ArticleId),
    /// The stories that are followed.
    Followed,
    /// The highlights of all articles, to be listed.
    Highlights,
    /// The lists one can turn to.
    Views(ViewsFor),
    /// The list of a name.
    View(String),
    /// The nearest unread article of a list.
    Unread(UnreadRequest),
    /// The addresses of articles.
    Addresses(Selection, AddressFor),
    /// The bookmark of an article with this headline, to be edited.
    Bookmark(ArticleId, Prose),
    /// The words that complete a command.
    Completions(CompletionSource),
    /// The lists one can turn to and the feeds, for the pane of the sources.
    Sources,
    /// The feeds that an address means.
    FeedsAt(String),
    /// The files that were downloaded.
    Downloads,
    /// How many articles a search finds.
    SearchTotal(Query),
    /// A picture of the open article.
    Image(ImageRequest),
}

/// Which article is wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ArticleWanted {
    /// The one with this number.
    Article(ArticleId),
    /// The one at this address, if the cache has it.
    Page(WebUrl),
    /// The one that an id, an address or a GUID names.
    Named(String),
}

/// The way on which a person comes to an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Navigation {
    /// Out of the list; the focus goes to the article.
    Opened,
    /// As the selected row of the list, to be looked at; the focus stays there.
    Previewed,
    /// As the next or previous article; the focus stays where it can.
    Stepped,
    /// Over a link, for this reason.
    Followed(Prose),
    /// From the list of highlights, to this passage.
    ToPassage(Box<Highlight>),
    /// Along the trail: some steps forward from where the open article stands, or back.
    Along(isize),
    /// As it was left when the last session ended.
    Resumed(Pane),
}

/// The purpose of a question for the lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ViewsFor {
    /// To turn to one.
    Turning,
    /// To narrow the list by what stands on one.
    Filtering,
}

/// The purpose of a question for addresses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AddressFor {
    /// To be copied.
    Clipboard,
    /// To be opened outside.
    Browser,
}

/// Where the words come from that complete a command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CompletionSource {
    /// The names of lists.
    Views,
    /// The names of saved searches.
    SavedSearches,
    /// The tags there are.
    Tags,
    /// The files whose paths begin so.
    Paths(String),
}

impl Ask {
    /// Whether the answer to an older question of this kind is wanted no longer. Pictures and pages come beside
    /// one another.
    pub fn supersedes(&self, older: &Self) -> bool {
        let comes_beside = matches!(self, Self::Image(_) | Self::Page(..));
        !comes_beside && discriminant(self) == discriminant(older)
    }

    /// How the person comes to the article that is opened with the answer, where one is.
    pub const fn navigation(&self) -> Option<&Navigation> {
        match self {
            Self::Article(_, navigation) | Self::Page(_, Some(navigation)) => Some(navigation),
            Self::Page(_, None)
            | Self::Rows(_)
            | Self::FurtherLinks(_)
            | Self::Unfolded(..)
            | Self::Story(_)
            | Self::Followed
            | Self::Highlights
            | Self::Views(_)
            | Self::View(_)
            | Self::Unread(_)
            | Self::Addresses(..)
            | Self::Bookmark(..)
            | Self::Completions(_)
            | Self::Sources
            | Self::FeedsAt(_)
            | Self::Downloads
            | Self::SearchTotal(_)
            | Self::Image(_) => None,
        }
    }

    /// Whether an overlay is opened with the answer, which takes keys.
    pub const fn opens_overlay(&self) -> bool {
        match self {
            Self::Views(_) | Self::Highlights | Self::Story(_) | Self::Bookmark(..) | Self::Downloads => true,
            Self::Rows(_)
            | Self::Article(..)
            | Self::Page(..)
            | Self::FurtherLinks(_)
            | Self::Unfolded(..)
            | Self::Followed
            | Self::View(_)
            | Self::Unread(_)
            | Self::Addresses(..)
            | Self::Completions(_)
            | Self::Sources
            | Self::FeedsAt(_)
            | Self::SearchTotal(_)
            | Self::Image(_) => false,
        }
    }

    /// Whether the question is put when the frame is drawn: nothing of the answer is in that frame, and the
    /// worker would take the processor from the one who draws.
    pub const fn waits_for_frame(&self) -> bool {
        matches!(self, Self::FurtherLinks(_) | Self::Sources | Self::SearchTotal(_))
    }
}
