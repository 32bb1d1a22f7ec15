//! Checks the integrity of the cache; each problem is one sentence.

use rusqlite::Row;

use super::{Cache, CacheError, document, pictures};
use crate::domain::{ArticleId, Picture};

/// The most problems of one kind that are reported.
const MOST_REPORTED: usize = 20;

impl Cache {
    /// Checks everything and returns the problems; none where all is well. The whole file is read.
    pub fn check(&self) -> Result<Vec<String>, CacheError> {
        let mut problems = Vec::new();
        let looks = [
            Self::check_file,
            Self::check_counts,
            Self::check_index,
            Self::check_documents,
            Self::check_pictures,
        ];
        for look in looks {
            match look(self) {
                Ok(found) => problems.extend(found.into_iter().take(MOST_REPORTED)),
                Err(CacheError::Damaged(cause)) => problems.push(format!("the file is damaged: {cause}")),
                Err(error) => return Err(error),
            }
        }
        problems.dedup();
        Ok(problems)
    }

    /// Checks the pages of the file, the full-text index among them, and the foreign keys of every row.
    fn check_file(&self) -> Result<Vec<String>, CacheError> {
        let pages = self.sentences("PRAGMA integrity_check(20)", |row| row.get(0))?;
        let broken =
            pages.into_iter().filter(|line| line != "ok").map(|line| format!("the file is damaged: {line}"));
        let orphans = self.sentences("PRAGMA foreign_key_check", |row| {
            let table: String = row.get(0)?;
            Ok(format!("a row of {table} belongs to no article"))
        })?;
        let unknown = self.sentences(
            "SELECT DISTINCT article FROM statement WHERE article > 0
             AND article NOT IN (SELECT number FROM article UNION ALL SELECT number FROM deleted)",
            |row| {
                row.get(0)
                    .map(|number| format!("there is state for {}, which does not exist", ArticleId(number)))
            },
        )?;
        Ok(broken.chain(orphans).chain(unknown).collect())
    }

    fn check_counts(&self) -> Result<Vec<String>, CacheError> {
        let mut found = Vec::new();
        for (what, statement) in [
            ("articles", "SELECT articles = (SELECT count(*) FROM article NOT INDEXED) FROM tally"),
            (
                "unread articles",
                "SELECT unread = (SELECT count(*) FROM article NOT INDEXED WHERE read = 0) FROM tally",
            ),
            (
                "bookmarks",
                "SELECT bookmarks = (SELECT count(*) FROM statement JOIN article ON number = statement.article
                     WHERE about = 1 AND value IS NOT NULL)
                 AND bookmarks = (SELECT count(*) FROM article NOT INDEXED WHERE bookmarked = 1) FROM tally",
            ),
            ("articles by publication", PUBLICATIONS_IN_STEP),
            ("articles by section", SECTIONS_IN_STEP),
        ] {
            let in_step: bool = self.connection.query_one(statement, [], |row| row.get(0))?;
            found.extend((!in_step).then(|| format!("the count of {what} is wrong")));
        }
        Ok(found)
    }

    fn check_index(&self) -> Result<Vec<String>, CacheError> {
        let missing = self.sentences(
            "SELECT number FROM article WHERE key NOT IN (SELECT id FROM full_text_docsize)",
            |row| {
                row.get(0).map(|number| format!("article {} is not in the search index", ArticleId(number)))
            },
        )?;
        let left = self.sentences(
            "SELECT id FROM full_text_docsize WHERE id NOT IN (SELECT key FROM article)",
            |_row| Ok("the search index contains an article that does not exist".to_owned()),
        )?;
        Ok(missing.into_iter().chain(left).collect())
    }

    fn check_documents(&self) -> Result<Vec<String>, CacheError> {
        let mut statement = self.connection.prepare("SELECT number FROM article ORDER BY number")?;
        let mut rows = statement.query([])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()?.filter(|_| found.len() < MOST_REPORTED) {
            let id = ArticleId(row.get(0)?);
            found.extend(self.document_problem(id)?);
        }
        Ok(found)
    }

    fn document_problem(&self, id: ArticleId) -> Result<Option<String>, CacheError> {
        let parsed = self.json(id).and_then(|json| json.map(|json| document::parse(id, &json)).transpose());
        match parsed {
            Ok(Some(article)) => {
                let shown: Vec<Picture> = article.pictures().into_iter().cloned().collect();
                let are_there = pictures::are_stored(&self.connection, &shown)?;
                Ok((!are_there).then(|| format!("a picture of article {id} is missing")))
            }
            Ok(None) => Ok(Some(format!("article {id} has no text"))),
            Err(CacheError::DamagedArticle { id, what }) => {
                Ok(Some(format!("article {id} is damaged: {what}")))
            }
            Err(error) => Err(error),
        }
    }

    fn sentences(
        &self,
        statement: &str,
        sentence: impl FnMut(&Row<'_>) -> rusqlite::Result<String>,
    ) -> Result<Vec<String>, CacheError> {
        let mut statement = self.connection.prepare(statement)?;
        let rows = statement.query_map([], sentence)?;
        Ok(rows.take(MOST_REPORTED).collect::<Result<_, _>>()?)
    }
}

const PUBLICATIONS_IN_STEP: &str = "
    SELECT NOT EXISTS (
        SELECT id, articles, unread FROM publication WHERE articles > 0
        EXCEPT SELECT publication, count(*), sum(read = 0) FROM article NOT INDEXED GROUP BY publication)
    AND NOT EXISTS (
        SELECT publication, count(*), sum(read = 0) FROM article NOT INDEXED
        WHERE publication IS NOT NULL GROUP BY publication
        EXCEPT SELECT id, articles, unread FROM publication)";

const SECTIONS_IN_STEP: &str = "
    SELECT NOT EXISTS (
        SELECT id, articles, unread FROM section WHERE articles > 0
        EXCEPT SELECT section, count(*), sum(read = 0) FROM article NOT INDEXED GROUP BY section)
    AND NOT EXISTS (
        SELECT section, count(*), sum(read = 0) FROM article NOT INDEXED
        WHERE section IS NOT NULL GROUP BY section
        EXCEPT SELECT id, articles, unread FROM section)";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cache::samples::{article, published, stored};

    fn after(damage: &str) -> Vec<String> {
        let mut cache = Cache::in_memory().unwrap();
        stored(&mut cache, &article("Rain"));
        stored(&mut cache, &published("Snow", "2024-05-07"));
        cache.connection.execute_batch(damage).unwrap();
        cache.check().unwrap()
    }

    #[test]
    fn a_sound_cache_has_no_problems() {
        assert_eq!(after(""), [""; 0]);
    }

    #[test]
    fn a_damaged_text_is_named() {
        let problems = after("UPDATE document SET content = x'00ff' WHERE piece >> 16 = 2");

        assert_eq!(problems, ["article n2 is damaged: its text is not an article"]);
    }

    #[test]
    fn a_missing_text_is_named() {
        assert_eq!(after("DELETE FROM document WHERE piece >> 16 = 1"), ["article n1 has no text"]);
    }

    #[test]
    fn a_search_index_that_lacks_articles_is_reported() {
        assert_eq!(after("DELETE FROM full_text WHERE rowid = 1"), ["article n1 is not in the search index"]);
    }

    #[test]
    fn a_wrong_count_is_reported() {
        assert_eq!(after("UPDATE tally SET unread = 7"), ["the count of unread articles is wrong"]);
        assert_eq!(
            after("UPDATE publication SET articles = 7"),
            ["the count of articles by publication is wrong"]
        );
    }
}
