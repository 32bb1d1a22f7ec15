//! Everything the screen can ask for: values, performed elsewhere and answered under a ticket.

use crate::domain::{
    Among, ArticleId, Change, Deed, Feed, FeedId, Listed, Order, Prose, Query, SavedSearch, Subscription,
    View, WebUrl,
};
use crate::library::{Kept, ListRequest, UnreadRequest, Which};
use crate::tui::image_cache::ImageRequest;

/// The name of a request; an answer bears the same.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Ticket(pub u64);

/// A wish of the screen.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Read rows of a list.
    List(Ticket, ListRequest),
    /// Read an article and what belongs to it.
    Open(Ticket, Wanted),
    /// Keep what was read and where the person stands.
    Keep(Box<Kept>),
    /// Find the links of an article that have to be looked for.
    Relate(Ticket, ArticleId),
    /// Read the other articles that share a row of a list.
    Unfold(Ticket, View, Order, Box<Listed>),
    /// Read the whole story of an article.
    TellStory(Ticket, ArticleId),
    /// Do something with the story of an article.
    Story(Ticket, ArticleId, StoryDeed),
    /// Read which stories are followed.
    ListFollowed(Ticket),
    /// Apply a change of the person's marks.
    Apply(Ticket, Intent, Change),
    /// Read which lists one can turn to.
    ListViews(Ticket),
    /// Read the address of an article.
    FindAddress(Ticket, ArticleId),
    /// Read the bookmark of an article.
    FindBookmark(Ticket, ArticleId),
    /// Find the nearest unread article of a list from a cursor on.
    FindUnread(Ticket, UnreadRequest),
    /// Do the first of some deeds that changes anything to many articles.
    Sweep(Ticket, Among, Vec<Deed>),
    /// Take the mouse, or leave it to the terminal.
    Mouse(bool),
    /// Find out what completes a command.
    FindOut(Ticket, CompletionSource),
    /// Find the list of a name.
    FindView(Ticket, String),
    /// Change the saved searches.
    Save(Ticket, Saving),
    /// Write something to a file.
    Export(Ticket, Export),
    /// Import a file or folder.
    Import(String),
    /// Look whether the collection changed; it surely did, or perhaps.
    LookAround(Ticket, Surely),
    /// Fetch feeds.
    Fetch(Which),
    /// Stop fetching them.
    StopFetching,
    /// Fetch a page into the collection.
    FetchPage(Ticket, WebUrl),
    /// Do something with a feed, and read how all feeds fare.
    Tend(Ticket, FeedWish),
    /// Open a page outside.
    Browse(WebUrl),
    /// Draw a picture of the open article.
    Draw(Ticket, ImageRequest),
    /// Put a text on the clipboard.
    Copy(String),
    /// Let the person write a note in their editor.
    EditNote(String),
    /// Give a text to one of the programs for that.
    Pipe {
        /// Its name.
        program: String,
        /// The text.
        text: String,
    },
    /// Stop, as a shell's job control expects; continue later.
    Suspend,
    /// Draw the whole screen anew.
    Redraw,
}

/// What is done to the saved searches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Saving {
    /// Keep one.
    Keep(SavedSearch),
    /// Call the one that asks this otherwise.
    Rename(Query, Prose),
    /// Forget the one that is called so.
    Forget(String),
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

/// What is wished of feeds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FeedWish {
    /// To see them.
    List,
    /// To know which feeds an address means.
    Find(String),
    /// To follow one.
    Follow(Box<Subscription>),
    /// To leave one.
    Leave(FeedId),
    /// To have one called and treated so.
    Change(Box<Feed>),
}

/// Which article is wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// The one with this number.
    Article(ArticleId),
    /// The one at this address, if the cache has it.
    Page(WebUrl),
    /// The one that an id, an address or a GUID names.
    Named(String),
}

/// What is done with the story of an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StoryDeed {
    /// Follow it, or follow it no longer.
    Follow,
    /// Follow it under a name.
    FollowAs(Prose),
    /// Let it rest, or go on with it.
    Rest,
    /// Take the article out of it.
    TakeOut,
}

/// Why a change is made: it decides what its inverse is kept for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Intent {
    /// A wish; its inverse can be undone.
    Do,
    /// The undoing of one; its inverse can be done again.
    Undo,
    /// The doing again of one that was undone.
    Redo,
}

/// Whether the collection changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Surely {
    /// It did.
    Yes,
    /// Something touched its file; the reader itself, perhaps.
    Perhaps,
}

/// What is written to a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Export {
    /// What.
    pub what: Exported,
    /// Where; the end of the name says in which form.
    pub path: String,
}

/// What can be written to a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Exported {
    /// Articles.
    Articles(Among),
    /// All bookmarks, with their notes and tags.
    Bookmarks,
}
