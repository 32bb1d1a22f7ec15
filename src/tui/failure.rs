//! The reasons of failures as values, put into the person's language where they are shown.

use std::error::Error;
use std::io;

use crate::domain::{Chain, Prose, WebUrl};
use crate::library::LibraryError;
use crate::words::Words;

/// The reason why a question has no answer, or a task was not done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// An error with its causes, in its own words.
    Error(String),
    /// The article is no longer in the cache.
    ArticleGone,
    /// No article has this id, address or GUID.
    UnknownArticle(String),
    /// The network cannot be used.
    NoNetwork,
    /// A page cannot be fetched, for this reason.
    NotFetched(WebUrl, String),
    /// The recording of an article with this headline was not downloaded, for this reason.
    NotDownloaded(Prose, String),
    /// The settings rule out the pictures of the article.
    PicturesNever,
    /// The address has a name and a password in it.
    CredentialsInAddress,
    /// A text cannot be read as an address, for this reason.
    NotAnAddress(String, String),
    /// The search in the list is not a saved one.
    SearchNotSaved,
    /// No saved search has this name.
    UnknownSearch(Prose),
    /// The file to write exists already.
    FileExists(Prose),
    /// The backup cannot be written, for this reason.
    NoBackup(String),
}

impl Failure {
    /// The failure for an error.
    pub fn of(error: &dyn Error) -> Self {
        Self::Error(Chain(error).to_string())
    }

    /// The sentence for the foot of the screen.
    pub fn sentence(&self, words: Words) -> String {
        match self {
            Self::Error(reason) => reason.clone(),
            Self::ArticleGone => words.article_gone().to_owned(),
            Self::UnknownArticle(reference) => words.no_such_article(reference),
            Self::NoNetwork => words.no_network().to_owned(),
            Self::NotFetched(url, reason) => words.cannot_fetch(url.to_request(), reason),
            Self::NotDownloaded(headline, reason) => words.not_downloaded(headline, reason),
            Self::PicturesNever => words.pictures_never().to_owned(),
            Self::CredentialsInAddress => words.no_credentials().to_owned(),
            Self::NotAnAddress(typed, reason) => format!("“{typed}”: {reason}"),
            Self::SearchNotSaved => words.search_not_saved().to_owned(),
            Self::UnknownSearch(name) => words.no_such_search(name),
            Self::FileExists(path) => words.there_already(path),
            Self::NoBackup(reason) => words.cannot_back_up(reason),
        }
    }
}

impl From<LibraryError> for Failure {
    fn from(error: LibraryError) -> Self {
        Self::of(&error)
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        LibraryError::from(error).into()
    }
}
