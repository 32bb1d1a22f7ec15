//! Publications and sections, each with the number of its articles. The database counts as rows come and go,
//! so that reading a count costs nothing.

use rusqlite::{Connection, OptionalExtension as _};

use super::{Cache, CacheError};
use crate::domain::Prose;

/// A publication or a section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedCount {
    /// The name.
    pub name: Prose,
    /// The number of its articles.
    pub articles: u32,
    /// The number of its unread articles.
    pub unread: u32,
}

/// The numbers of articles.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// All articles.
    pub articles: u32,
    /// Unread articles.
    pub unread: u32,
    /// Bookmarked articles.
    pub bookmarks: u32,
    /// Articles that a rule mutes; they are not among the others.
    pub muted: u32,
}

impl Cache {
    /// The numbers of articles.
    pub fn counts(&self) -> Result<Counts, CacheError> {
        let mut statement =
            self.connection.prepare_cached("SELECT articles - muted, unread, bookmarks, muted FROM tally")?;
        Ok(statement.query_one([], |row| {
            Ok(Counts {
                articles: row.get(0)?,
                unread: row.get(1)?,
                bookmarks: row.get(2)?,
                muted: row.get(3)?,
            })
        })?)
    }

    /// The publications, the largest first.
    pub fn publications(&self) -> Result<Vec<NamedCount>, CacheError> {
        self.named_counts(
            "SELECT name, articles, unread FROM publication WHERE articles > 0 ORDER BY articles DESC, name",
        )
    }

    /// The sections, the largest first.
    pub fn sections(&self) -> Result<Vec<NamedCount>, CacheError> {
        self.named_counts(
            "SELECT name, articles, unread FROM section WHERE articles > 0 ORDER BY articles DESC, name",
        )
    }

    fn named_counts(&self, statement: &str) -> Result<Vec<NamedCount>, CacheError> {
        let mut statement = self.connection.prepare_cached(statement)?;
        let rows = statement.query_map([], |row| {
            let name = Prose::from_untrusted(row.get_ref(0)?.as_str()?);
            Ok(NamedCount { name, articles: row.get(1)?, unread: row.get(2)? })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

/// The row id of a publication, inserted where it is new.
pub(super) fn publication(connection: &Connection, name: Option<&Prose>) -> Result<Option<i64>, CacheError> {
    const FIND: &str = "SELECT id FROM publication WHERE name = ?1";
    const MAKE: &str = "INSERT INTO publication (name) VALUES (?1)";
    name.map(|name| row_of(connection, name, FIND, MAKE)).transpose()
}

/// The row id of a section, inserted where it is new.
pub(super) fn section(connection: &Connection, name: Option<&Prose>) -> Result<Option<i64>, CacheError> {
    const FIND: &str = "SELECT id FROM section WHERE name = ?1";
    const MAKE: &str = "INSERT INTO section (name) VALUES (?1)";
    name.map(|name| row_of(connection, name, FIND, MAKE)).transpose()
}

fn row_of(connection: &Connection, name: &Prose, find: &str, make: &str) -> Result<i64, CacheError> {
    let found = connection.prepare_cached(find)?.query_row([name.as_str()], |row| row.get(0)).optional()?;
    match found {
        Some(row) => Ok(row),
        None => Ok(connection.prepare_cached(make)?.insert([name.as_str()])?),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cache::samples::{article, now, stored};
    use crate::domain::{Article, Change};

    fn of(publication: &str, headline: &str) -> Article {
        Article { publication: Some(publication.into()), ..article(headline) }
    }

    #[test]
    fn shelves_count_what_stands_on_them() {
        let mut cache = Cache::in_memory().unwrap();
        let ids = [of("Gazette", "Rain"), of("Herald", "Snow"), of("Herald", "Hail")]
            .map(|article| stored(&mut cache, &article));

        cache.apply(&Change::Read(vec![(ids[1], true)]), now()).unwrap();

        let count = |name: &str, articles, unread| NamedCount { name: name.into(), articles, unread };
        assert_eq!(cache.publications().unwrap(), [count("Herald", 2, 1), count("Gazette", 1, 1)]);
        assert_eq!(cache.counts().unwrap(), Counts { articles: 3, unread: 2, ..Counts::default() });
    }

    #[test]
    fn an_empty_shelf_is_not_shown() {
        let mut cache = Cache::in_memory().unwrap();
        stored(&mut cache, &of("Gazete", "Rain"));

        stored(&mut cache, &of("Gazette", "Rain"));

        let names: Vec<_> = cache.publications().unwrap().into_iter().map(|count| count.name).collect();
        assert_eq!(names, ["Gazette".into()]);
        assert_eq!(cache.sections().unwrap(), []);
    }
}
