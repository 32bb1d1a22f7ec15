//! The sample edition: a small fictional paper, compiled in, that also teaches the reader.

use jiff::Timestamp;

use super::{Library, LibraryError};
use crate::domain::Article;

/// The publications of the edition, each a JSON array of articles.
const EDITION: [&str; 4] = [
    include_str!("../../assets/sample/the-terminal-reader.json"),
    include_str!("../../assets/sample/harbour-gazette.json"),
    include_str!("../../assets/sample/catenary-weekly.json"),
    include_str!("../../assets/sample/halyard-wire.json"),
];

/// The articles of the sample edition.
///
/// # Errors
/// Never for an edition that the tests have read.
pub fn articles() -> Result<Vec<Article>, LibraryError> {
    let mut edition = Vec::new();
    for text in EDITION {
        let articles: Vec<Article> = serde_json::from_str(text)
            .map_err(|source| LibraryError::Malformed { what: "the sample edition".to_owned(), source })?;
        edition.extend(articles);
    }
    Ok(edition)
}

impl Library {
    /// A collection in memory that holds the sample edition.
    ///
    /// # Errors
    /// Where there is not enough memory.
    pub fn sample_edition(now: Timestamp) -> Result<Self, LibraryError> {
        let mut library = Self::in_memory()?;
        library.cache.store(&articles()?, now)?;
        Ok(library)
    }
}
