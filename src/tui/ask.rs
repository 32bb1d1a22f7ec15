//! The questions to the worker, each answered under a ticket.

use std::mem::discriminant;

use super::image_cache::ImageRequest;
use crate::domain::{
    ArticleId, Direction, FeedOrder, Highlight, ListRow, NameField, Order, Pane, Prose, Query, Selection,
    View, WebUrl,
};
use crate::library::{ListRequest, UnreadRequest};

/// A question to the worker, with the purpose of its answer.
#[derive(Clone, Debug, PartialEq)]
pub enum Ask {
    /// A page of the list.
    Rows(ListRequest),
    /// An article with its links and marks.
    Article(ArticleWanted, Navigation),
    /// The page at an address, fetched into the collection, then opened unless another article was asked for
    /// since.
    Page(WebUrl, Option<Navigation>),
    /// The pictures of an article, fetched and stored with it.
    Pictures(ArticleId),
    /// The links of an article that take a search to find.
    FurtherLinks(ArticleId),
    /// The other articles that share a row of a list.
    Unfolded(View, Order, Box<ListRow>),
    /// The whole story of an article.
    Story(ArticleId),
    /// The stories that are followed.
    Followed,
    /// The highlights of all articles, to be listed.
    Highlights,
    /// The lists that can be opened.
    Views(ViewsFor),
    /// The list of a name.
    View(String),
    /// The nearest unread article of a list.
    Unread(UnreadRequest),
    /// An unread article of a list, at random.
    RandomUnread(View),
    /// The feeds in an order, to open the next or the previous one with unread articles.
    UnreadFeed(FeedOrder, Direction),
    /// The addresses of articles.
    Addresses(Selection, AddressFor),
    /// The bookmark of an article with this headline, to be edited.
    Bookmark(ArticleId, Prose),
    /// The words that complete a command.
    Completions(CompletionSource),
    /// The lists that can be opened and the feeds, for the pane of the sources.
    Sources(FeedOrder),
    /// The feeds at an address.
    FeedsAt(String),
    /// The files that were downloaded.
    Downloads,
    /// The number of articles that a search finds.
    SearchTotal(Query),
    /// A rendered image of the open article.
    Image(ImageRequest),
}

/// The article that a question asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ArticleWanted {
    /// The article of an id.
    Article(ArticleId),
    /// The article at an address, if the cache has it.
    Page(WebUrl),
    /// The article that an id, an address or a GUID names.
    Named(String),
}

/// The way by which the person came to an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Navigation {
    /// Opened from the list: the focus goes to the article.
    Opened,
    /// Shown beside the list as its selected row: the focus stays in the list.
    Previewed,
    /// Reached as the next or previous article: the focus stays where it can.
    Stepped,
    /// Reached over a link, for this reason.
    Followed(Prose),
    /// Opened from the list of highlights, at this passage.
    ToPassage(Box<Highlight>),
    /// Reached along the trail: so many steps forward, or back.
    AlongTrail(isize),
    /// Restored from the last session, with the focus on this pane.
    Resumed(Pane),
}

/// The purpose of a question for the lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ViewsFor {
    /// To open one of the lists.
    Opening,
    /// To narrow the list to the articles of one.
    Filtering,
}

/// The purpose of a question for addresses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AddressFor {
    /// To copy the addresses.
    Clipboard,
    /// To open the pages outside.
    Browser,
}

/// The source of the words that complete a command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CompletionSource {
    /// The names of lists.
    Views,
    /// The names of publications.
    Publications,
    /// The names of sections.
    Sections,
    /// The names of feeds.
    Feeds,
    /// The tags of feeds.
    Folders,
    /// The names of saved searches.
    SavedSearches,
    /// The tags.
    Tags,
    /// The languages of the articles.
    Languages,
    /// The words of a field of names.
    Names(NameField),
    /// The files whose paths begin with this text.
    Paths(String),
}

impl Ask {
    /// Whether the answer to an older question of this kind is no longer wanted. Questions for images and
    /// pages do not supersede each other.
    pub fn supersedes(&self, older: &Self) -> bool {
        let comes_beside = matches!(self, Self::Image(_) | Self::Page(..) | Self::Pictures(_));
        !comes_beside && discriminant(self) == discriminant(older)
    }

    /// The way to the article that the answer opens, where it opens one.
    pub const fn navigation(&self) -> Option<&Navigation> {
        match self {
            Self::Article(_, navigation) | Self::Page(_, Some(navigation)) => Some(navigation),
            _ => None,
        }
    }

    /// Whether the answer opens an overlay, which takes keys.
    pub const fn opens_overlay(&self) -> bool {
        match self {
            Self::Views(_) | Self::Highlights | Self::Story(_) | Self::Bookmark(..) | Self::Downloads => true,
            Self::Rows(_)
            | Self::Article(..)
            | Self::Page(..)
            | Self::Pictures(_)
            | Self::FurtherLinks(_)
            | Self::Unfolded(..)
            | Self::Followed
            | Self::View(_)
            | Self::Unread(_)
            | Self::RandomUnread(_)
            | Self::UnreadFeed(..)
            | Self::Addresses(..)
            | Self::Completions(_)
            | Self::Sources(_)
            | Self::FeedsAt(_)
            | Self::SearchTotal(_)
            | Self::Image(_) => false,
        }
    }

    /// Whether the question is sent after the frame is drawn: the frame needs nothing of the answer, and the
    /// worker would compete with the drawing for the processor.
    pub const fn waits_for_frame(&self) -> bool {
        matches!(self, Self::FurtherLinks(_) | Self::Sources(_) | Self::SearchTotal(_))
    }
}
