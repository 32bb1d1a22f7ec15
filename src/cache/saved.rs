//! Saved searches.

use rusqlite::params;

use super::{Cache, CacheError};
use crate::domain::{Prose, Query, SavedSearch};

impl Cache {
    /// The saved searches, in the order they were saved. One that this version cannot parse is skipped.
    pub fn saved_searches(&self) -> Result<Vec<SavedSearch>, CacheError> {
        let mut statement =
            self.connection.prepare_cached("SELECT name, query FROM saved_search ORDER BY id")?;
        let mut rows = statement.query([])?;
        let mut saved = Vec::new();
        while let Some(row) = rows.next()? {
            let name = Prose::from_untrusted(row.get_ref(0)?.as_str().unwrap_or_default());
            let query = Query::parse(row.get_ref(1)?.as_str().unwrap_or_default());
            saved.extend(query.ok().map(|query| SavedSearch { name, query }));
        }
        Ok(saved)
    }

    /// Saves a search under its name, replacing one of that name.
    pub fn save_search(&mut self, search: &SavedSearch) -> Result<(), CacheError> {
        self.write(|connection| {
            connection
                .prepare_cached(
                    "INSERT INTO saved_search (name, query) VALUES (?1, ?2)
                     ON CONFLICT (name) DO UPDATE SET name = excluded.name, query = excluded.query",
                )?
                .execute(params![search.name.as_str(), search.query.as_str()])?;
            Ok(())
        })
    }

    /// Renames a search, replacing one of the new name. Returns whether there was one.
    pub fn rename_search(&mut self, from: &str, to: &Prose) -> Result<bool, CacheError> {
        self.write(|connection| {
            let renamed = connection
                .prepare_cached("UPDATE OR REPLACE saved_search SET name = ?2 WHERE name = ?1")?
                .execute(params![from, to.as_str()])?;
            Ok(renamed > 0)
        })
    }

    /// Deletes a search. Returns whether there was one of this name.
    pub fn forget_search(&mut self, name: &str) -> Result<bool, CacheError> {
        self.write(|connection| {
            let forgotten =
                connection.prepare_cached("DELETE FROM saved_search WHERE name = ?1")?.execute([name])?;
            Ok(forgotten > 0)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn search(name: &str, query: &str) -> SavedSearch {
        SavedSearch { name: name.into(), query: Query::parse(query).unwrap() }
    }

    fn names(cache: &Cache) -> Vec<String> {
        cache
            .saved_searches()
            .unwrap()
            .iter()
            .map(|saved| format!("{}: {}", saved.name, saved.query.as_str()))
            .collect()
    }

    #[test]
    fn a_search_is_kept_under_its_name_until_it_is_forgotten() {
        let mut cache = Cache::in_memory().unwrap();
        cache.save_search(&search("Rivers", "flood or river")).unwrap();
        cache.save_search(&search("Nights", "\"in the night\" is:unread")).unwrap();
        cache.save_search(&search("rivers", "river")).unwrap();
        assert_eq!(names(&cache), ["rivers: river", "Nights: \"in the night\" is:unread"]);

        assert!(cache.rename_search("RIVERS", &"Streams".into()).unwrap());
        assert!(!cache.rename_search("Lakes", &"Ponds".into()).unwrap());
        assert_eq!(names(&cache), ["Streams: river", "Nights: \"in the night\" is:unread"]);

        assert!(cache.rename_search("Nights", &"streams".into()).unwrap());
        assert_eq!(names(&cache), ["streams: \"in the night\" is:unread"]);
        assert!(cache.forget_search("Streams").unwrap());
        assert!(!cache.forget_search("Streams").unwrap());
        assert_eq!(names(&cache), [""; 0]);
    }
}
