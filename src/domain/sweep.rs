//! One deed done to many articles at once: which they are, and what is done.

use std::collections::HashSet;

use super::{ArticleId, Prose, Verbatim, View};

/// Which articles a deed goes over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Among {
    /// These.
    These(Vec<ArticleId>),
    /// All that a list holds, but for these.
    AllBut(View, HashSet<ArticleId>),
}

/// What is done to each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Deed {
    /// It is marked read, or unread.
    Read(bool),
    /// It is deleted.
    Delete,
    /// It is bookmarked, where it is not yet.
    Keep,
    /// Its bookmark is taken away.
    LetGo,
    /// It is bookmarked under tags; what the bookmark holds already stays.
    Tag(Vec<Prose>),
    /// Tags are taken off its bookmark.
    Untag(Vec<Prose>),
    /// It is bookmarked with a note, in the place of the one it had.
    Note(Verbatim),
}
