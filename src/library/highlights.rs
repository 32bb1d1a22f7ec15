//! The passages that a person highlighted, with the articles they stand in.

use super::{Library, LibraryError};
use crate::domain::{Article, ArticleId, Highlight};

/// A highlight and the article it was made in.
#[derive(Clone, Debug)]
pub struct Highlighted {
    /// The number of the article.
    pub id: ArticleId,
    /// The article.
    pub article: Article,
    /// The passage.
    pub highlight: Highlight,
    /// When the highlight was made.
    pub made: jiff::Timestamp,
}

impl Library {
    /// Every highlight, the last made first.
    pub fn highlights(&self) -> Result<Vec<Highlighted>, LibraryError> {
        let mut all: Vec<Highlighted> = Vec::new();
        for (id, highlight, made) in self.cache.highlights()? {
            let known = all.iter().rev().find(|other| other.id == id).map(|other| other.article.clone());
            let article = match known {
                Some(article) => Some(article),
                None => self.article(id)?,
            };
            all.extend(article.map(|article| Highlighted { id, article, highlight, made }));
        }
        Ok(all)
    }
}
