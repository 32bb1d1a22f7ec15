//! Articles that are copies of one text.

use rusqlite::{Connection, params};

use super::Surroundings;
use crate::cache::{CacheError, document};
use crate::domain::{Article, ArticleId};
use crate::related::{ArticleTerms, COPY, containment};

/// The most articles compared as the original of a copy.
const COPIES: usize = 3;

impl Surroundings {
    /// Gives an article the text number of the first article in its story that it is a copy of.
    pub(super) fn mark_copy(
        &mut self,
        connection: &Connection,
        id: ArticleId,
        story: usize,
        possible_copies: &[usize],
    ) -> Result<(), CacheError> {
        let of_story = |article: &&usize| self.clusters.story_of(**article) == Some(story);
        let like: Vec<usize> = possible_copies.iter().filter(of_story).take(COPIES).copied().collect();
        if like.is_empty() {
            return Ok(());
        }
        let Some(own) = self.read(connection, id)? else { return Ok(()) };
        for article in like {
            let other = self.articles[article];
            let Some(read) = self.read(connection, other)? else { continue };
            if containment(&own, &read).is_some_and(|share| share >= COPY) {
                return same_text(connection, id, other);
            }
        }
        Ok(())
    }

    /// The terms of an article; `None` where it cannot be read, so that it is no copy.
    fn read(&mut self, connection: &Connection, id: ArticleId) -> Result<Option<ArticleTerms>, CacheError> {
        let json = document::json(connection, &mut self.unpacker, id)?;
        let article: Option<Article> = json.and_then(|json| document::parse(id, &json).ok());
        Ok(article.map(|article| self.term_reader.read(&article)))
    }
}

fn same_text(connection: &Connection, id: ArticleId, other: ArticleId) -> Result<(), CacheError> {
    connection
        .prepare_cached("UPDATE article SET text = number WHERE number = ?1 AND text IS NULL")?
        .execute([other.0])?;
    connection
        .prepare_cached(
            "UPDATE article SET text = (SELECT text FROM article WHERE number = ?2) WHERE number = ?1",
        )?
        .execute(params![id.0, other.0])?;
    Ok(())
}
