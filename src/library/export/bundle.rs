//! Several articles bound together: one page of HTML, or a book.

use std::io::{self, Write};

use jiff::Timestamp;

use super::book::Book;
use super::page;
use crate::domain::{Article, ArticleId, Marks, Selection};
use crate::library::{Library, LibraryError};

/// The form in which several articles are bound together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Binding {
    /// A single page of HTML without other files.
    Page,
    /// An EPUB book.
    Book,
}

impl Library {
    /// Writes some articles, or all of a list but some, bound under a title; returns how many.
    pub fn export_bound(
        &self,
        selection: &Selection,
        binding: Binding,
        title: &str,
        now: Timestamp,
        out: &mut dyn Write,
    ) -> Result<usize, LibraryError> {
        let ids = self.cache.selected_articles(selection)?;
        match binding {
            Binding::Page => {
                let mut listed = Vec::with_capacity(ids.len());
                for id in &ids {
                    listed.extend(self.article(*id)?.map(|article| (*id, article.headline.to_string())));
                }
                page::begin(title, &listed, out)?;
                let count =
                    self.each_whole(&ids, &mut |id, article, marks| page::article(id, article, marks, out))?;
                page::end(out)?;
                Ok(count)
            }
            Binding::Book => {
                let mut book = Book::begin(title)?;
                let count = self.each_whole(&ids, &mut |id, article, marks| book.add(id, article, marks))?;
                book.end(now, out)?;
                Ok(count)
            }
        }
    }

    /// Visits articles with their pictures and marks.
    fn each_whole(
        &self,
        ids: &[ArticleId],
        each: &mut dyn FnMut(ArticleId, &Article, &Marks) -> io::Result<()>,
    ) -> Result<usize, LibraryError> {
        let mut count = 0;
        for id in ids {
            let Some(article) = self.article(*id)? else { continue };
            each(*id, &self.with_pictures(article)?, &self.cache.marks(*id)?)?;
            count += 1;
        }
        Ok(count)
    }
}
