//! Everything that update wants done: values, performed by the worker or by the terminal.

use std::path::PathBuf;

use super::ask::Ask;
use crate::config::Notify;
use crate::domain::{
    ArrivalRule, ArticleId, Change, Feed, FeedId, Mark, Prose, Query, SavedSearch, Selection, Subscription,
    WebUrl,
};
use crate::library::{FeedSelection, SessionState};

/// The name of a question; the answer bears the same.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Ticket(pub u64);

/// Something to be done outside of the model.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// A question to the worker, answered under the ticket.
    Ask(Ticket, Ask),
    /// A task of the worker; where there is something to tell of it, a message of its own does.
    Do(Task),
    /// Something that the terminal does.
    Terminal(TerminalTask),
}

/// Something that the worker does.
#[derive(Clone, Debug, PartialEq)]
pub enum Task {
    /// Save what was read and where the person stands.
    SaveSession(Box<SessionState>),
    /// Apply a change of the person's marks; of one that is undone or done again, what it was in words.
    Apply(Intent, Change, Option<Prose>),
    /// Apply the first of some changes that changes anything to many articles.
    Mark(Selection, Vec<Mark>),
    /// Make a rule, and apply it to what is here.
    MakeRule(ArrivalRule),
    /// Do something with the story of an article.
    Story(ArticleId, StoryChange),
    /// Change the saved searches.
    SavedSearch(Saving),
    /// Change the feeds.
    Feed(FeedChange),
    /// Write something to a file.
    Export(Export),
    /// Import a file or folder.
    Import(String),
    /// Fetch feeds.
    Fetch(FeedSelection),
    /// Stop fetching them.
    StopFetching,
    /// Look whether the collection changed.
    LookAround(Trigger),
    /// Open a page outside.
    Browse(WebUrl),
    /// Give an article to the program of this name, and take what it prints.
    Run(String, Box<HandedArticle>),
    /// Play a recording.
    Play(WebUrl),
    /// Play a file that was downloaded.
    PlayFile(PathBuf),
    /// Download the recording of an article.
    Download(ArticleId),
    /// Give a text to the program that takes what is copied.
    Copy(String),
}

/// An article as a program gets it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HandedArticle {
    /// All of it, as Markdown.
    pub text: String,
    /// Its address.
    pub url: String,
    /// Its headline.
    pub title: String,
    /// Who wrote it.
    pub author: String,
    /// The publication.
    pub feed: String,
}

/// Something that the terminal does, or a program that it is lent to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TerminalTask {
    /// Take the mouse, or leave it to the terminal.
    Mouse(bool),
    /// Tell the person of something where they do not look.
    Notify(Notify, Prose),
    /// Put a text on the clipboard.
    Copy(String),
    /// Let the person write a note in their editor.
    EditNote(String),
    /// Give an article to the program of this name, which has the screen.
    Pipe(String, Box<HandedArticle>),
    /// Stop, as a shell's job control expects; continue later.
    Suspend,
    /// Draw the whole screen anew.
    Redraw,
}

impl Effect {
    /// Whether an effect is better performed when the frame is drawn.
    pub const fn waits_for_frame(&self) -> bool {
        match self {
            Self::Ask(_, ask) => ask.waits_for_frame(),
            Self::Do(task) => matches!(task, Task::SaveSession(_)),
            Self::Terminal(_) => false,
        }
    }

    /// Whether an effect makes an earlier one pointless that is not performed yet.
    pub fn supersedes(&self, older: &Self) -> bool {
        match (self, older) {
            (Self::Ask(_, Ask::Article(..)), Self::Ask(_, Ask::FurtherLinks(_))) => true,
            (Self::Ask(_, newer), Self::Ask(_, older)) => newer.supersedes(older),
            (Self::Do(newer), Self::Do(older)) => newer.supersedes(older),
            (Self::Ask(..) | Self::Do(_) | Self::Terminal(_), _) => false,
        }
    }

    /// Whether an effect is performed even after the screen is gone: a change is never dropped.
    pub const fn outlives_screen(&self) -> bool {
        match self {
            Self::Do(task) => task.changes_something(),
            Self::Ask(..) | Self::Terminal(_) => false,
        }
    }
}

impl Task {
    fn supersedes(&self, older: &Self) -> bool {
        match self {
            Self::LookAround(_) => matches!(older, Self::LookAround(Trigger::FileTouched)),
            Self::SaveSession(newer) => {
                let article = |state: &SessionState| state.place.as_ref().map(|(id, ..)| *id);
                let is_of_same =
                    |older: &SessionState| older.read.is_empty() && article(older) == article(newer);
                matches!(older, Self::SaveSession(older) if is_of_same(older))
            }
            Self::Apply(..)
            | Self::Mark(..)
            | Self::MakeRule(_)
            | Self::Story(..)
            | Self::SavedSearch(_)
            | Self::Feed(_)
            | Self::Export(_)
            | Self::Import(_)
            | Self::Fetch(_)
            | Self::StopFetching
            | Self::Browse(_)
            | Self::Run(..)
            | Self::Play(_)
            | Self::PlayFile(_)
            | Self::Download(_)
            | Self::Copy(_) => false,
        }
    }

    const fn changes_something(&self) -> bool {
        match self {
            Self::SaveSession(_)
            | Self::Apply(..)
            | Self::Mark(..)
            | Self::MakeRule(_)
            | Self::Story(..)
            | Self::SavedSearch(_)
            | Self::Feed(_)
            | Self::Export(_) => true,
            Self::Import(_)
            | Self::Fetch(_)
            | Self::StopFetching
            | Self::LookAround(_)
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
pub enum Saving {
    /// Save one.
    Save(SavedSearch),
    /// Call the one that asks this otherwise.
    Rename(Query, Prose),
    /// Forget the one that is called so.
    Forget(String),
}

/// A change of the feeds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FeedChange {
    /// Subscribe to one.
    Subscribe(Box<Subscription>),
    /// Unsubscribe from one.
    Unsubscribe(FeedId),
    /// Have one called and treated so.
    Revise(Box<Feed>),
}

/// A change of how an article and its story belong together, or are followed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StoryChange {
    /// Follow it, or follow it no longer.
    Follow,
    /// Follow it under a name.
    FollowAs(Prose),
    /// Pause it, or go on with it.
    Pause,
    /// Take the article out of it.
    TakeOut,
    /// Part it from the story that became a part of it last.
    Part,
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

/// Why the worker looks whether the collection changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trigger {
    /// The reader itself wrote into it on another thread.
    OwnWrite,
    /// Something touched its file; the reader itself, perhaps.
    FileTouched,
}

/// An export to a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Export {
    /// The articles or the bookmarks.
    pub what: Exported,
    /// Where; the end of the name says in which form.
    pub path: String,
}

/// The content of an export.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Exported {
    /// Articles.
    Articles(Selection),
    /// All bookmarks, with their notes and tags.
    Bookmarks,
}
