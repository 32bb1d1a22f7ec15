//! The wishes to the screen, of a key, a command, an overlay or the mouse alike.

use std::path::PathBuf;

use super::ask::CompletionSource;
use super::effect::{FeedChange, Saving};
use crate::config::action::Action;
use crate::domain::{ArticleId, FeedId, Highlight, Mark, Order, Prose, Query, RuleAction, View, WebUrl};
use crate::typeset::Source;

/// Something to be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wish {
    /// Perform an action.
    Act(Action),
    /// Do what was typed as a command, in these words, which are remembered.
    Typed(String, Box<Self>),
    /// Open the command line with a command begun.
    Type(String),
    /// Find what completes the command line.
    Complete(CompletionSource),
    /// Turn to a list.
    TurnTo(View),
    /// Turn to the list of this name.
    TurnToNamed(String),
    /// List what answers to a search while it is typed.
    ListMatching(Query),
    /// Turn to what answers to a search, or back where it is empty.
    Search(Query),
    /// Show of the list only what answers to a search as well.
    Filter(Query),
    /// Ask this no longer of the list.
    Unfilter(Query),
    /// Sort the list.
    Sort(Order),
    /// Save the search whose answers are listed, under a name.
    SaveSearch(Prose),
    /// Give the saved search that is listed another name.
    RenameSearch(Prose),
    /// Change the saved searches.
    ChangeSearches(Saving),
    /// Make a rule that does this of the search whose answers are listed.
    MakeRule(Vec<RuleAction>),
    /// Tag the ticked articles, or the one the focus is on.
    Tag(Vec<Prose>),
    /// Take tags off them.
    Untag(Vec<Prose>),
    /// Write the note of their bookmarks.
    Note(String),
    /// Show which passage of the article would be highlighted, or none any more.
    ShowPassage(Option<Source>),
    /// Highlight a passage of the article.
    Highlight(Highlight),
    /// Take the highlights away that a passage of the article touches.
    Unhighlight(Source),
    /// Open an article at a passage.
    OpenPassage(ArticleId, Box<Highlight>),
    /// Mark every article that a search finds.
    MarkFound(Query, Mark),
    /// Open the pages of all articles that a search finds.
    OpenFound(Query),
    /// Bookmark an article with this note and these tags.
    Bookmark(ArticleId, String, Vec<Prose>),
    /// Let the person write this note in their editor.
    EditNote(String),
    /// Go so many steps through what was changed, forward or back.
    GoThroughHistory(isize),
    /// Follow the story under a name.
    FollowAs(Prose),
    /// Open the article that an id, an address or a GUID names.
    OpenNamed(String),
    /// Open a report of a story, for this reason.
    OpenReport(ArticleId, Prose),
    /// Follow a link of the text.
    FollowLink(WebUrl),
    /// Open a page outside.
    Browse(WebUrl),
    /// Open pages outside.
    BrowseAll(Vec<WebUrl>),
    /// Play a file that was downloaded.
    PlayFile(PathBuf),
    /// Go to a block of the article.
    GoToBlock(usize),
    /// Mark words in the article while they are typed.
    MarkMatches(String),
    /// Find words in the article.
    Find(String),
    /// Copy a block of the article with its source.
    Quote(usize),
    /// Copy a text.
    Copy(String),
    /// Give the article to a program of the configuration.
    Pipe(String),
    /// Find the feeds that an address means, to subscribe to one.
    FindFeeds(String),
    /// Change the feeds.
    ChangeFeed(FeedChange),
    /// Fetch some feeds.
    Fetch(Vec<FeedId>),
    /// Write articles to a file.
    Export(String),
    /// Write the bookmarks to a file.
    ExportBookmarks(String),
    /// Import a file or folder.
    Import(String),
    /// Show a theme to see how it looks.
    PreviewTheme(String),
    /// Use a theme from now on.
    SetTheme(String),
    /// Change a setting until the reader is left.
    Set(String, String),
}
