//! The messages: all events of the screen.

use jiff::Timestamp;
use ratatui::crossterm::event::{KeyEvent, MouseEvent};
use ratatui::layout::Size;

use super::ask::{AddressFor, Navigation, ViewsFor};
use super::effect::{Intent, Ticket};
use super::failure::Failure;
use super::image_cache::{ImageRequest, RenderedImage};
use crate::domain::{
    Account, ArticleId, Bookmark, Calendar, Change, Cursor, Direction, FeedId, FollowedStory, ListRow, Prose,
    RelatedGroup, Subscription, View, WebUrl,
};
use crate::library::{
    Anchor, Counts, DownloadProgress, DownloadedFile, FetchSummary, FetchedPictures, Highlighted,
    ImportSummary, ListPage, OpenedArticle, SearchTotal, Timeline, ViewEntry,
};

/// An event.
#[derive(Clone, Debug)]
pub enum Message {
    /// The time, sent before the other messages of a moment.
    TimeOfDay(TimeOfDay),
    /// A key was pressed.
    Key(KeyEvent),
    /// A mouse event.
    Mouse(MouseEvent),
    /// The terminal replied to a query.
    Replied(String),
    /// Text was pasted; it never runs as keys.
    Pasted(String),
    /// The terminal has another size.
    Resized(Size),
    /// Another process asked the program to stop for a while (SIGTSTP).
    Suspend,
    /// The program was stopped and goes on.
    Resumed,
    /// No key was pressed for a moment: the selection has settled.
    SelectionSettled,
    /// Nothing happened for a while: unsaved state is saved.
    Idle,
    /// Feeds are due by the interval of the settings.
    FetchDue,
    /// Another process asked the program to end, or the terminal is gone.
    Leave,
    /// The number of articles that an import has stored so far.
    Importing(usize),
    /// An import is complete.
    Imported(ImportSummary),
    /// The progress of a rebuild of the search index, in percent.
    Reindexing(u32),
    /// The search index is complete again, with the counts of the collection.
    Reindexed(Counts),
    /// The progress of a fetch.
    Fetching {
        /// Feeds and pages fetched.
        done: usize,
        /// Feeds and pages to fetch, as far as known.
        all: usize,
    },
    /// A fetch is complete, or failed.
    Fetched(Result<FetchSummary, Failure>),
    /// A note was written in the editor.
    Edited(String),
    /// A line for the log.
    Logged(Prose),
    /// The answer to a question, or the reason of a failure.
    Answered(Ticket, Result<Answer, Failure>),
    /// A change was applied.
    Applied(Applied),
    /// The feeds were changed, with the id of a new subscription.
    FeedsChanged(Option<FeedId>),
    /// A program was given an article, with its name and its output.
    ProgramEnded(String, Result<String, Failure>),
    /// The recording of an article is downloaded, into this file and folder.
    Downloaded(ArticleId, Prose, Prose),
    /// The progress of a download, in bytes.
    Downloading(DownloadProgress),
    /// A task is done, with the message to show.
    Reported(String),
    /// The collection changed, with its new counts.
    CollectionChanged(Counts),
    /// The cache is no longer empty, and replaces the sample edition.
    CacheReplacedSample(Counts),
    /// A task failed.
    Failed(Failure),
}

/// The time with the person's calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TimeOfDay {
    /// The instant.
    pub now: Timestamp,
    /// The person's date and time zone, and the locale of days and numbers.
    pub calendar: Calendar,
}

/// A change that was applied.
#[derive(Clone, Debug)]
pub struct Applied {
    /// The reason of the change.
    pub intent: Intent,
    /// The change.
    pub change: Change,
    /// The change that undoes it.
    pub inverse: Change,
    /// The description of an undone or redone change.
    pub description: Option<Prose>,
    /// The counts after the change.
    pub counts: Counts,
}

/// The answer to a question.
#[derive(Clone, Debug)]
pub enum Answer {
    /// Rows of a list, at the anchor of the request.
    Rows(Anchor, ListPage),
    /// An article.
    Article(Box<OpenedArticle>, Navigation),
    /// Links that took a search to find: the same story, its background, links to the article.
    FurtherLinks(Vec<RelatedGroup>),
    /// The number of articles that the current search finds.
    SearchTotal(SearchTotal),
    /// The other articles that share the row of an article.
    Unfolded(ArticleId, Vec<ListRow>),
    /// The whole story of an article.
    Story(ArticleId, Box<Timeline>),
    /// The stories that are followed.
    Followed(Vec<FollowedStory>),
    /// The highlights of all articles.
    Highlights(Vec<Highlighted>),
    /// The page is not in the cache.
    NotCached(WebUrl),
    /// The page was fetched; its article is in the cache.
    Page(ArticleId),
    /// The pictures of an article that were fetched.
    Pictures(ArticleId, FetchedPictures),
    /// The lists that can be opened and the feeds, and the accounts.
    Sources(Vec<ViewEntry>, Vec<Account>),
    /// The feeds at an address.
    FeedsFound(Vec<Subscription>),
    /// The nearest unread article.
    Unread(Option<(ArticleId, Cursor)>),
    /// An unread article at random.
    RandomUnread(Option<ArticleId>),
    /// The lists with their counts, and which way to go from the list that is open.
    UnreadFeed(Vec<ViewEntry>, Direction),
    /// The lists that can be opened.
    Views(ViewsFor, Vec<ViewEntry>),
    /// The addresses of the articles that have one.
    Addresses(AddressFor, Vec<WebUrl>),
    /// The bookmark of an article with its headline.
    Bookmark(ArticleId, Prose, Option<Bookmark>),
    /// The words that complete a command, each with a description.
    Completions(Vec<(String, String)>),
    /// The files that were downloaded.
    Downloads(Vec<DownloadedFile>),
    /// The list of a name, where there is one.
    View(Option<View>),
    /// A rendered image; `None` where it cannot be rendered.
    Image(ImageRequest, Option<RenderedImage>),
}
