//! Marking many articles at once: which they are, and how each is marked.

use std::collections::HashSet;

use super::{ArticleId, Prose, Verbatim, View};

/// The articles that are marked or exported together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Selection {
    /// These articles.
    These(Vec<ArticleId>),
    /// All articles of a list but these.
    AllBut(View, HashSet<ArticleId>),
}

/// How each article is marked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mark {
    /// The article is marked read, or unread.
    Read(bool),
    /// The article is deleted.
    Delete,
    /// The article is bookmarked, where it is not yet.
    Bookmark,
    /// The article's bookmark is removed.
    Unbookmark,
    /// The article is bookmarked under tags; the bookmark's note and other tags stay.
    Tag(Vec<Prose>),
    /// Tags are removed from its bookmark.
    Untag(Vec<Prose>),
    /// The article is bookmarked with a note, which replaces the one it had.
    Note(Verbatim),
}
