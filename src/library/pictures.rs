//! The pictures of articles: read when they are drawn, and added when an article is exported.

use super::{Library, LibraryError};
use crate::domain::{Article, Picture};
use crate::import::{self, ImportError};
use crate::picture::{self, Pixels};

/// A picture scaled to so many pixels. A panic of its decoder costs the picture alone.
pub fn scaled(bytes: &[u8], width: u32, height: u32) -> Result<Pixels, ImportError> {
    import::caught(|| {
        picture::scaled(bytes, width, height).map_err(|error| ImportError::NoArticle(error.to_string()))
    })
}

impl Library {
    /// The article with the bytes of its pictures; a missing picture leaves only its caption.
    pub(super) fn with_pictures(&self, mut article: Article) -> Result<Article, LibraryError> {
        let mut failure = None;
        article.each_figure_mut(&mut |figure| {
            let Some(name) = figure.picture.take().map(|picture| picture.name()) else { return };
            match self.cache.picture(name) {
                Ok(bytes) => figure.picture = bytes.map(|bytes| Picture::of(bytes, name.width, name.height)),
                Err(error) => failure = failure.take().or(Some(error)),
            }
        });
        failure.map_or(Ok(article), |error| Err(error.into()))
    }
}
