//! The bookmarks and their tags.

use rusqlite::Row;

use super::statements::{Subject, marks, read_statement};
use super::{Cache, CacheError};
use crate::domain::{ArticleId, Bookmark, Marks, Prose};

impl Cache {
    /// The bookmark of an article.
    pub fn bookmark(&self, id: ArticleId) -> Result<Option<Bookmark>, CacheError> {
        let marks = marks(&self.connection, Subject::Article(id))?;
        Ok(marks.bookmark().filter(|_| !marks.is_deleted()))
    }

    /// All tags in alphabetical order, each with the number of its bookmarks.
    pub fn tags(&self) -> Result<Vec<(Prose, u32)>, CacheError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT topic, count(*) FROM statement INDEXED BY statement_tag
             JOIN article ON article.number = statement.article
             WHERE about = 2 AND value IS NOT NULL AND bookmarked = 1 GROUP BY topic",
        )?;
        let rows = statement
            .query_map([], |row| Ok((Prose::from_untrusted(row.get_ref(0)?.as_str()?), row.get(1)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// All bookmarks, the last added first.
    pub fn bookmarks(&self) -> Result<Vec<(ArticleId, Bookmark)>, CacheError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT article.number, about, topic, value, at
             FROM article INDEXED BY article_bookmarked CROSS JOIN statement
             ON statement.article = article.number AND statement.name = 0
             WHERE article.bookmarked = 1 AND about BETWEEN 1 AND 3",
        )?;
        let mut rows = statement.query([])?;
        let mut all: Vec<(ArticleId, Marks)> = Vec::new();
        while let Some(row) = rows.next()? {
            let id = ArticleId(row.get(0)?);
            match all.last_mut() {
                Some((last, marks)) if *last == id => read_into(marks, row)?,
                _ => {
                    let mut marks = Marks::default();
                    read_into(&mut marks, row)?;
                    all.push((id, marks));
                }
            }
        }
        let bookmarks = all.iter().filter_map(|(id, marks)| Some((*id, marks.bookmark()?)));
        let mut bookmarks: Vec<_> = bookmarks.collect();
        bookmarks.sort_by(|(id, one), (other_id, other)| (other.added, other_id).cmp(&(one.added, id)));
        Ok(bookmarks)
    }
}

fn read_into(marks: &mut Marks, row: &Row<'_>) -> Result<(), CacheError> {
    read_statement(row, 1)?.into_iter().for_each(|said| marks.add(said));
    Ok(())
}
