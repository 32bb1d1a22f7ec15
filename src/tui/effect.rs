//! The effects of an update: values, performed by the worker or by the terminal.

use std::path::PathBuf;

use super::ask::Ask;
use crate::config::Notify;
use crate::domain::{
    ArrivalRule, ArticleId, Change, Feed, FeedId, Mark, Prose, Query, SavedSearch, Selection, Subscription,
    WebUrl,
};
use crate::library::{FeedSelection, SessionState};

/// The name of a question, which its answer bears too.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Ticket(pub u64);

/// An effect, performed outside of the model.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// A question to the worker, answered under the ticket.
    Ask(Ticket, Ask),
    /// A task of the worker, which may report its outcome in a message.
    Task(Task),
    /// A task of the terminal.
    Terminal(TerminalTask),
}

/// A task of the worker.
#[derive(Clone, Debug, PartialEq)]
pub enum Task {
    /// Save the marks of reading and the session.
    SaveSession(Box<SessionState>),
    /// Apply a change of the person's marks; an undone or redone change has its description.
    Apply(Intent, Change, Option<Prose>),
    /// Undo the last change that was made on the command line.
    UndoCommand,
    /// Apply to many articles the first of some marks that changes any of them.
    Mark(Selection, Vec<Mark>),
    /// Make a rule, and apply it to the articles of the cache.
    MakeRule(ArrivalRule),
    /// Change the story of an article.
    Story(ArticleId, StoryChange),
    /// Change the saved searches.
    SavedSearch(SearchChange),
    /// Change the feeds.
    Feed(FeedChange),
    /// Export articles or bookmarks to a file.
    Export(Export),
    /// Import a file or folder.
    Import(String),
    /// Fetch feeds.
    Fetch(FeedSelection),
    /// Stop the fetch.
    StopFetching,
    /// Check whether the collection changed.
    CheckForChanges(Trigger),
    /// Open a page outside.
    Browse(WebUrl),
    /// Give an article to the program of a name, and show its output.
    Run(String, Box<ProgramInput>),
    /// Play a recording.
    Play(WebUrl),
    /// Play a downloaded file.
    PlayFile(PathBuf),
    /// Download the recording of an article.
    Download(ArticleId),
    /// Give a text to the program that takes copied text.
    Copy(String),
}

/// An article in the form that programs get.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ProgramInput {
    /// The whole article as Markdown.
    pub text: String,
    /// The address of the article.
    pub url: String,
    /// The headline.
    pub title: String,
    /// The authors.
    pub author: String,
    /// The publication.
    pub feed: String,
}

/// A task of the terminal, or of a program that gets the terminal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TerminalTask {
    /// Take the mouse, or leave it to the terminal.
    Mouse(bool),
    /// Notify the person, who may be looking elsewhere.
    Notify(Notify, Prose),
    /// Put a text on the clipboard.
    Copy(String),
    /// Let the person write a note in their editor.
    EditNote(String),
    /// Give an article to the program of a name, which has the screen.
    Pipe(String, Box<ProgramInput>),
    /// Stop as a shell's job control expects; continue later.
    Suspend,
    /// Redraw the whole screen.
    Redraw,
}

impl Effect {
    /// Whether the effect is better performed after the frame is drawn.
    pub const fn waits_for_frame(&self) -> bool {
        match self {
            Self::Ask(_, ask) => ask.waits_for_frame(),
            Self::Task(task) => matches!(task, Task::SaveSession(_)),
            Self::Terminal(_) => false,
        }
    }

    /// Whether the effect makes an older one pointless that was not performed yet.
    pub fn supersedes(&self, older: &Self) -> bool {
        match (self, older) {
            (Self::Ask(_, Ask::Article(..)), Self::Ask(_, Ask::FurtherLinks(_))) => true,
            (Self::Ask(_, newer), Self::Ask(_, older)) => newer.supersedes(older),
            (Self::Task(newer), Self::Task(older)) => newer.supersedes(older),
            (Self::Ask(..) | Self::Task(_) | Self::Terminal(_), _) => false,
        }
    }

    /// Whether the effect is performed even after the screen is gone: a change is never dropped.
    pub const fn outlives_screen(&self) -> bool {
        match self {
            Self::Task(task) => task.changes_something(),
            Self::Ask(..) | Self::Terminal(_) => false,
        }
    }
}

impl Task {
    fn supersedes(&self, older: &Self) -> bool {
        match self {
            Self::CheckForChanges(_) => matches!(older, Self::CheckForChanges(Trigger::FileTouched)),
            Self::SaveSession(newer) => {
                let article = |state: &SessionState| state.place.as_ref().map(|(id, ..)| *id);
                let is_of_same =
                    |older: &SessionState| older.read.is_empty() && article(older) == article(newer);
                matches!(older, Self::SaveSession(older) if is_of_same(older))
            }
            _ => false,
        }
    }

    const fn changes_something(&self) -> bool {
        match self {
            Self::SaveSession(_)
            | Self::Apply(..)
            | Self::UndoCommand
            | Self::Mark(..)
            | Self::MakeRule(_)
            | Self::Story(..)
            | Self::SavedSearch(_)
            | Self::Feed(_)
            | Self::Export(_) => true,
            Self::Import(_)
            | Self::Fetch(_)
            | Self::StopFetching
            | Self::CheckForChanges(_)
            | Self::Browse(_)
            | Self::Run(..)
            | Self::Play(_)
            | Self::PlayFile(_)
            | Self::Download(_)
            | Self::Copy(_) => false,
        }
    }
}

/// A change of the saved searches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SearchChange {
    /// Save a search.
    Save(SavedSearch),
    /// Give the saved search of a query another name.
    Rename(Query, Prose),
    /// Delete the saved search of a name.
    Delete(String),
}

/// A change of the feeds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FeedChange {
    /// Subscribe to a feed.
    Subscribe(Box<Subscription>),
    /// Unsubscribe from a feed.
    Unsubscribe(FeedId),
    /// Change the name, the folder, the tags or the treatment of a feed.
    Update(Box<Feed>),
}

/// A change to the articles of a story, or to how it is followed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StoryChange {
    /// Follow the story, or stop following it.
    Follow,
    /// Follow the story under a name.
    FollowAs(Prose),
    /// Pause the story, or resume it.
    Pause,
    /// Remove the article from the story.
    TakeOut,
    /// Split off the story that was merged into it last.
    Separate,
}

/// The reason of a change, which decides where its inverse is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Intent {
    /// A new change; its inverse can be undone.
    Do,
    /// An undo; its inverse can be redone.
    Undo,
    /// A redo of an undone change.
    Redo,
}

/// The reason to check whether the collection changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trigger {
    /// A write by the reader itself, on another thread.
    OwnWrite,
    /// A change of the file, perhaps by the reader itself.
    FileTouched,
}

/// An export to a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Export {
    /// The content of the export.
    pub what: ExportContent,
    /// The path; its extension decides the format.
    pub path: String,
}

/// The content of an export.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExportContent {
    /// Articles.
    Articles(Selection),
    /// All bookmarks, with their notes and tags.
    Bookmarks,
}
