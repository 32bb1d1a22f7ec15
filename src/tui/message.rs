//! Everything that can happen to the screen.

use ratatui::crossterm::event::{KeyEvent, MouseEvent};
use ratatui::layout::Size;

use super::effect::{Intent, Ticket};
use super::image_cache::RenderedImage;
use super::model::Clock;
use crate::domain::{
    ArticleId, Bookmark, Change, Feed, FeedId, Followed, Listed, Prose, RelatedGroup, Subscription, View,
    WebUrl,
};
use crate::library::{Anchor, Counts, Fetched, ListPage, Opened, Tally, Timeline, ViewEntry};

/// One thing that happened.
#[derive(Clone, Debug)]
pub enum Message {
    /// It is this late; told before what happened then.
    Clock(Clock),
    /// A key was pressed.
    Key(KeyEvent),
    /// The mouse did something.
    Mouse(MouseEvent),
    /// The terminal answered what it was asked.
    Replied(String),
    /// Text was pasted; it never runs as keys.
    Pasted(String),
    /// The terminal has another size.
    Resized(Size),
    /// Somebody outside asks the program to stop for a while.
    Suspend,
    /// The program was stopped and goes on.
    Resumed,
    /// Nothing happened for a while: time to keep what is not kept yet.
    Rested,
    /// Somebody outside asks the program to end, or the terminal is gone.
    Leave,
    /// An import has stored so many articles.
    Importing(usize),
    /// An import is through.
    Imported(Tally),
    /// So many of so many feeds and pages are fetched.
    Fetching {
        /// Done.
        done: usize,
        /// Of all known by now.
        all: usize,
    },
    /// A fetch is through, or could not begin.
    Fetched(Result<Fetched, String>),
    /// A note was written in the editor.
    Edited(String),
    /// Something worth a line in the log.
    Logged(Prose),
    /// A request was answered.
    Answered(Ticket, Answer),
    /// Something that was asked for without a ticket could not be done.
    Failed(String),
}

/// What a request yields.
#[derive(Clone, Debug)]
pub enum Answer {
    /// Rows of a list, where they were asked for.
    Rows(Anchor, ListPage),
    /// An article.
    Article(Box<Opened>),
    /// Links that had to be looked for: the same story, its background, what links here.
    FurtherLinks(Vec<RelatedGroup>),
    /// The other articles that share the row of one.
    Unfolded(ArticleId, Vec<Listed>),
    /// The whole story of an article.
    Story(ArticleId, Box<Timeline>),
    /// The stories that are followed.
    Followed(Vec<Followed>),
    /// The page is not in the cache.
    NotCached(WebUrl),
    /// The page was fetched; its article is in the cache.
    Came(ArticleId),
    /// The feeds and how they fare, and the one that is followed from now on.
    Feeds(Vec<Feed>, Option<FeedId>),
    /// The feeds that an address means.
    Offered(Vec<Subscription>),
    /// The article is no longer in the cache.
    Gone,
    /// A change was applied.
    Applied {
        /// Why it was made.
        intent: Intent,
        /// The change.
        change: Change,
        /// What undoes it.
        inverse: Change,
        /// The counts since.
        counts: Counts,
    },
    /// The unread article looked for.
    Unread(Option<ArticleId>),
    /// The lists one can turn to.
    Views(Vec<ViewEntry>),
    /// The address of the article asked about.
    Address(Option<WebUrl>),
    /// The bookmark of the article asked about.
    Bookmark(Option<Bookmark>),
    /// What completes a command: words, and what is told about each.
    Known(Vec<(String, String)>),
    /// The list of a name, where there is one.
    View(Option<View>),
    /// A picture was drawn; none where it cannot be.
    Drawn(Option<RenderedImage>),
    /// It was done: say this.
    Said(String),
    /// The collection changed; these are its counts since.
    News(Counts),
    /// The cache is no longer empty, and took the place of the sample edition.
    MovedIn(Counts),
    /// It could not be done, for this reason.
    Failed(String),
}
