//! The wishes to the screen, by a key, a command, an overlay or the mouse.

use std::path::PathBuf;

use super::ask::CompletionSource;
use super::effect::{FeedChange, SearchChange};
use crate::config::action::Action;
use crate::domain::{ArticleId, FeedId, Highlight, Mark, Order, Prose, Query, RuleAction, View, WebUrl};
use crate::typeset::Source;

/// A wish to the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wish {
    /// Perform an action.
    Act(Action),
    /// Perform a command, and remember the line as it was typed.
    Typed(String, Box<Self>),
    /// Open the command line with the beginning of a command.
    OpenCommandLine(String),
    /// Ask for the words that complete the command line.
    Complete(CompletionSource),
    /// Open a list.
    OpenView(View),
    /// Open the list of a name.
    OpenNamedView(String),
    /// List the matches of a search while it is typed.
    ListMatching(Query),
    /// List the matches of a search; for an empty one, go back.
    Search(Query),
    /// Narrow the list to the matches of a search.
    Filter(Query),
    /// Remove a filter from the list.
    Unfilter(Query),
    /// Sort the list.
    Sort(Order),
    /// Save the search of the list under a name.
    SaveSearch(Prose),
    /// Rename the saved search of the list.
    RenameSearch(Prose),
    /// Change the saved searches.
    ChangeSearches(SearchChange),
    /// Make a rule with these actions of the search of the list.
    MakeRule(Vec<RuleAction>),
    /// Tag the ticked articles, or the one the focus is on.
    Tag(Vec<Prose>),
    /// Remove tags from the ticked articles, or from the one the focus is on.
    Untag(Vec<Prose>),
    /// Set the note of the bookmarks of these articles.
    Note(String),
    /// Show the passage that is being chosen; `None` when the choice ends.
    ShowPassage(Option<Source>),
    /// Highlight a passage of the article.
    Highlight(Highlight),
    /// Remove the highlights that a passage of the article touches.
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
    /// Move through the history by steps, forward or back.
    GoThroughHistory(isize),
    /// Follow the story under this name.
    FollowAs(Prose),
    /// Open the article that an id, an address or a GUID names.
    OpenNamed(String),
    /// Open a report of a story, with this reason.
    OpenReport(ArticleId, Prose),
    /// Follow a link of the text.
    FollowLink(WebUrl),
    /// Open a page outside.
    Browse(WebUrl),
    /// Open pages outside.
    BrowseAll(Vec<WebUrl>),
    /// Play a downloaded file.
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
    /// Give the article to a program of the settings.
    Pipe(String),
    /// Ask for the feeds at an address, to subscribe to one.
    FindFeeds(String),
    /// Change the feeds.
    ChangeFeed(FeedChange),
    /// Fetch these feeds.
    Fetch(Vec<FeedId>),
    /// Write articles to a file.
    Export(String),
    /// Write the bookmarks to a file.
    ExportBookmarks(String),
    /// Import a file or folder.
    Import(String),
    /// Preview a theme.
    PreviewTheme(String),
    /// Choose a theme.
    SetTheme(String),
    /// Change a setting for this session.
    Set(String, String),
}
