//! Export of articles: as JSON Lines without loss, with the person's marks, as Markdown, as pages of HTML, or
//! bound as a book.

use std::io::{self, Write};

use super::{Library, LibraryError};
use crate::domain::{ArticleId, Selection, StoredArticle, View, WebUrl};

mod book;
mod bundle;
mod files;
mod markdown;
mod markup;
mod notes;
mod page;

pub use bundle::Binding;
pub use markdown::write_article as write_markdown;

/// The most addresses opened or copied at a time.
const MOST_ADDRESSES: usize = 1_000;

/// A format for the export of articles.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExportFormat {
    /// JSON Lines with everything, which can be imported.
    Json,
    /// Markdown with front matter.
    Markdown,
    /// A page of HTML without other files.
    Html,
}

impl Library {
    /// Writes every article of a list, newest first; returns how many.
    pub fn export(
        &self,
        view: &View,
        format: ExportFormat,
        out: &mut dyn Write,
    ) -> Result<usize, LibraryError> {
        let mut count = 0;
        for row in self.rows(view, usize::MAX) {
            count += usize::from(self.export_article(row?.id, format, out)?);
        }
        Ok(count)
    }

    /// Writes some articles, or all of a list but some; returns how many.
    pub fn export_selection(
        &self,
        selection: &Selection,
        format: ExportFormat,
        out: &mut dyn Write,
    ) -> Result<usize, LibraryError> {
        let mut count = 0;
        for id in self.cache.selected_articles(selection)? {
            count += usize::from(self.export_article(id, format, out)?);
        }
        Ok(count)
    }

    /// The addresses of some articles, or of all of a list but some, up to the limit.
    pub fn addresses(&self, selection: &Selection) -> Result<Vec<WebUrl>, LibraryError> {
        let mut addresses = Vec::new();
        for id in self.cache.selected_articles(selection)?.into_iter().take(MOST_ADDRESSES) {
            let article = self.cache.article_without_links(id)?;
            addresses.extend(article.and_then(|article| article.url));
        }
        Ok(addresses)
    }

    /// Writes one article; returns whether the cache has it.
    pub fn export_article(
        &self,
        id: ArticleId,
        format: ExportFormat,
        out: &mut dyn Write,
    ) -> Result<bool, LibraryError> {
        let Some(article) = self.article(id)? else { return Ok(false) };
        match format {
            ExportFormat::Json => {
                let article = self.with_pictures(article)?;
                write_json(&StoredArticle::of(id, article, self.cache.marks(id)?), out)?;
            }
            ExportFormat::Markdown => write_markdown(&article, out)?,
            ExportFormat::Html => {
                page::alone(id, &self.with_pictures(article)?, &self.cache.marks(id)?, out)?;
            }
        }
        Ok(true)
    }
}

fn write_json(article: &StoredArticle, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer(&mut *out, article)?;
    out.write_all(b"\n")
}
