//! Finds an article by what a person types: its number, its URL or its GUID.

use rusqlite::OptionalExtension as _;

use super::deduplication::EditionLookup;
use super::identity::{Identity, Names, article_with_name};
use super::{Cache, CacheError};
use crate::domain::{Article, ArticleId, Cursor, IdentityHints, Prose, WebUrl};

impl Cache {
    /// The article of a number such as `n42`, of a URL, or of a GUID in any publication; of several the
    /// newest.
    pub fn find(&self, reference: &str) -> Result<Option<ArticleId>, CacheError> {
        let reference = reference.trim();
        if let Ok(id) = reference.parse::<ArticleId>()
            && self.key_of(id)?.is_some()
        {
            return Ok(Some(id));
        }
        if let Ok(url) = WebUrl::parse(reference) {
            for name in [Identity::of_address(&url), Identity::of_url(&url)] {
                if let Some(id) = article_with_name(&self.connection, name)? {
                    return Ok(Some(id));
                }
            }
        }
        self.by_guid(reference)
    }

    /// The stored article of which an article is another edition: the one that storing it would update.
    pub fn identify(&self, article: &Article) -> Result<Option<ArticleId>, CacheError> {
        let mut unpacker = self.unpacker.borrow_mut();
        let (connection, unpacker) = (&self.connection, &mut *unpacker);
        let (names, identity_hints) = (&Names::of(article), IdentityHints::default());
        EditionLookup { connection, unpacker, article, names, identity_hints, feed: None }.find()
    }

    /// Looks up a GUID. GUIDs are stored together with their publications, so each is tried; they are few.
    fn by_guid(&self, guid: &str) -> Result<Option<ArticleId>, CacheError> {
        let guid = Prose::from_untrusted(guid);
        let mut newest = None;
        for publication in self.publications()?.into_iter().map(|shelf| Some(shelf.name)).chain([None]) {
            let name = Identity::of_guid(publication.as_ref(), guid.as_str());
            if let Some(id) = article_with_name(&self.connection, name)? {
                newest = newest.max(self.key_of(id)?.map(|key| (key, id)));
            }
        }
        Ok(newest.map(|(_, id)| id))
    }

    /// The place of one of the articles, chosen by a number that was drawn at random.
    pub fn cursor_at(&self, drawn: u64) -> Result<Option<Cursor>, CacheError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT key FROM article WHERE number > ?1 % (SELECT max(last_number, 1) FROM tally)
             ORDER BY number LIMIT 1",
        )?;
        let drawn = i64::try_from(drawn >> 1).unwrap_or_default();
        Ok(statement.query_row([drawn], |row| row.get(0).map(Cursor)).optional()?)
    }

    /// The key of an article; `None` where there is no such article.
    pub(super) fn key_of(&self, id: ArticleId) -> Result<Option<i64>, CacheError> {
        let mut statement = self.connection.prepare_cached("SELECT key FROM article WHERE number = ?1")?;
        Ok(statement.query_row([id.0], |row| row.get(0)).optional()?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cache::samples::{article, published, stored};
    use crate::domain::Article;

    #[test]
    fn an_article_is_found_by_number_by_url_and_by_guid() {
        let mut cache = Cache::in_memory().unwrap();
        let id = stored(&mut cache, &Article { guid: Some("tag:7".into()), ..article("Rain") });

        for reference in ["n1", " https://www.gazette.example/rain#top ", "tag:7"] {
            assert_eq!(cache.find(reference).unwrap(), Some(id), "{reference}");
        }
        for reference in ["n2", "https://gazette.example/snow", "tag:8", ""] {
            assert_eq!(cache.find(reference).unwrap(), None, "{reference}");
        }
    }

    #[test]
    fn of_several_with_one_guid_the_newest_is_meant() {
        let mut cache = Cache::in_memory().unwrap();
        let of = |publication: &str, day: &str| Article {
            guid: Some("7".into()),
            url: None,
            publication: Some(publication.into()),
            ..published("Rain", day)
        };
        let newest = stored(&mut cache, &of("Herald", "2024-05-08"));
        stored(&mut cache, &of("Gazette", "2024-05-07"));

        assert_eq!(cache.find("7").unwrap(), Some(newest));
    }
}
