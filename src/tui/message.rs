//! Everything that can happen to the screen.

use jiff::Timestamp;
use ratatui::crossterm::event::{KeyEvent, MouseEvent};
use ratatui::layout::Size;

use super::ask::{AddressFor, Navigation, ViewsFor};
use super::effect::{Intent, Ticket};
use super::failure::Failure;
use super::image_cache::{ImageRequest, RenderedImage};
use crate::domain::{
    Account, ArticleId, Bookmark, Calendar, Change, FeedId, Followed, Listed, Prose, RelatedGroup,
    Subscription, View, WebUrl,
};
use crate::library::{
    Anchor, Counts, DownloadedFile, Downloading, FetchSummary, Highlighted, ImportSummary, ListPage, Opened,
    SearchTotal, Timeline, ViewEntry,
};

/// An event.
#[derive(Clone, Debug)]
pub enum Message {
    /// The time, which comes before every message that happened then.
    TimeOfDay(TimeOfDay),
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
    /// No key was pressed for a moment: the selection has come to rest.
    SelectionSettled,
    /// Nothing happened for a while: time to keep what is not kept yet.
    Idle,
    /// It is time to fetch feeds by themselves.
    FetchDue,
    /// Somebody outside asks the program to end, or the terminal is gone.
    Leave,
    /// An import has stored so many articles.
    Importing(usize),
    /// An import is through.
    Imported(ImportSummary),
    /// So many percent of the search index are made anew.
    Reindexing(u32),
    /// The search index is whole again, with so many articles.
    Reindexed(Counts),
    /// So many of so many feeds and pages are fetched.
    Fetching {
        /// Done.
        done: usize,
        /// Of all known by now.
        all: usize,
    },
    /// A fetch is through, or could not begin.
    Fetched(Result<FetchSummary, Failure>),
    /// A note was written in the editor.
    Edited(String),
    /// Something worth a line in the log.
    Logged(Prose),
    /// A question was answered, or cannot be.
    Answered(Ticket, Result<Answer, Failure>),
    /// A change was applied.
    Applied(Applied),
    /// The feeds were changed; the one that was subscribed to.
    FeedsChanged(Option<FeedId>),
    /// A program was given an article, and printed this.
    Printed(String, Result<String, Failure>),
    /// A recording is being downloaded: so many bytes of all.
    Downloading(Downloading),
    /// Something was done: say this.
    Said(String),
    /// The collection changed; these are its counts since.
    CollectionChanged(Counts),
    /// The cache is no longer empty, and took the place of the sample edition.
    CacheTookOver(Counts),
    /// Something could not be done.
    Failed(Failure),
}

/// The time as the screen needs it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TimeOfDay {
    /// The instant.
    pub now: Timestamp,
    /// The person's day, and how they write days and numbers.
    pub calendar: Calendar,
}

/// A change that was applied.
#[derive(Clone, Debug)]
pub struct Applied {
    /// Why it was made.
    pub intent: Intent,
    /// The change.
    pub change: Change,
    /// The change that undoes it.
    pub inverse: Change,
    /// The change that was undone or done again, in words.
    pub description: Option<Prose>,
    /// The counts since.
    pub counts: Counts,
}

/// The answer to a question.
#[derive(Clone, Debug)]
pub enum Answer {
    /// Rows of a list, where they were asked for.
    Rows(Anchor, ListPage),
    /// An article.
    Article(Box<Opened>, Navigation),
    /// Links that had to be looked for: the same story, its background, what links here.
    FurtherLinks(Vec<RelatedGroup>),
    /// How many articles the search finds whose answers are listed.
    SearchTotal(SearchTotal),
    /// The other articles that share the row of one.
    Unfolded(ArticleId, Vec<Listed>),
    /// The whole story of an article.
    Story(ArticleId, Box<Timeline>),
    /// The stories that are followed.
    Followed(Vec<Followed>),
    /// The highlights of all articles.
    Highlights(Vec<Highlighted>),
    /// The page is not in the cache.
    NotCached(WebUrl),
    /// The page was fetched; its article is in the cache.
    Page(ArticleId),
    /// The lists one can turn to and the feeds, and the accounts.
    Sources(Vec<ViewEntry>, Vec<Account>),
    /// The feeds that an address means.
    FeedsFound(Vec<Subscription>),
    /// The unread article looked for.
    Unread(Option<ArticleId>),
    /// The lists one can turn to.
    Views(ViewsFor, Vec<ViewEntry>),
    /// The addresses of the articles asked about, those that have one.
    Addresses(AddressFor, Vec<WebUrl>),
    /// The bookmark of the article asked about.
    Bookmark(ArticleId, Prose, Option<Bookmark>),
    /// The words that complete a command, each with a description.
    Completions(Vec<(String, String)>),
    /// The files that were downloaded.
    Downloads(Vec<DownloadedFile>),
    /// The list of a name, where there is one.
    View(Option<View>),
    /// A rendered image; none where it cannot be rendered.
    Image(ImageRequest, Option<RenderedImage>),
}
