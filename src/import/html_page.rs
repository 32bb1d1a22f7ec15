//! A saved page becomes an article.

use crate::domain::Article;
use crate::extract;

use super::{Found, ImportError, charset, guard};

/// Reads a page.
///
/// # Errors
/// Where it holds neither headline nor text, or its reader failed.
pub fn read(bytes: &[u8]) -> Result<Found, ImportError> {
    guard::guarded(|| {
        let page = extract::page(&charset::decode(bytes), None);
        if is_empty(&page.article) {
            return Err(ImportError::NoArticle("neither headline nor text".to_owned()));
        }
        Ok(Found { article: page.article, notes: page.notes })
    })
}

fn is_empty(article: &Article) -> bool {
    article.headline.is_empty() && article.body.blocks().is_empty()
}
