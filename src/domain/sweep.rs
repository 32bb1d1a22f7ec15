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

/// The deed done to each article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Deed {
    /// The article is marked read, or unread.
    Read(bool),
    /// The article is deleted.
    Delete,
    /// The article is bookmarked, where it is not yet.
    Keep,
    /// Its bookmark is taken away.
    LetGo,
    /// The article is bookmarked under tags; the bookmark's note and other tags stay.
    Tag(Vec<Prose>),
    /// Tags are taken off its bookmark.
    Untag(Vec<Prose>),
    /// The article is bookmarked with a note, in the place of the one it had.
    Note(Verbatim),
}
