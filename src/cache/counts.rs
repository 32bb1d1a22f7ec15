//! Publications and sections, each with the number of its articles. The database counts as rows come and go,
//! so that reading a count costs nothing.

use rusqlite::{Connection, OptionalExtension as _};

use super::{Cache, CacheError};
use crate::domain::{Article, ArticleId, Prose, WebUrl};

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

/// The row id of the publication of an article, inserted where it is new. A name in other capitals is the same, and so is
/// a name written as the host of the publication; `address_of` gives the address of a stored article.
pub(super) fn publication(
    connection: &Connection,
    article: &Article,
    address_of: &mut dyn FnMut(ArticleId) -> Result<Option<WebUrl>, CacheError>,
) -> Result<Option<i64>, CacheError> {
    const FIND: &str = "SELECT id FROM publication WHERE name = ?1";
    const MAKE: &str = "INSERT INTO publication (name) VALUES (?1)";
    let Some(name) = &article.publication else { return Ok(None) };
    let found = connection.prepare_cached(FIND)?.query_row([name.as_str()], |row| row.get(0)).optional()?;
    let found = match found {
        Some(row) => Some(row),
        None => other_spelling(connection, article, name.as_str(), address_of)?,
    };
    found.map_or_else(|| row_of(connection, name, FIND, MAKE), Ok).map(Some)
}

/// The row of a publication that has the name in another spelling. Of a name and a host, the name stays.
fn other_spelling(
    connection: &Connection,
    article: &Article,
    name: &str,
    address_of: &mut dyn FnMut(ArticleId) -> Result<Option<WebUrl>, CacheError>,
) -> Result<Option<i64>, CacheError> {
    let (key, is_host) = (key(name), is_host(name));
    let is_at =
        |url: Option<&WebUrl>, host: &str| url.is_some_and(|url| site_of(url).eq_ignore_ascii_case(host));
    let mut all = connection.prepare_cached("SELECT id, name FROM publication")?;
    let mut rows = all.query([])?;
    while let Some(row) = rows.next()? {
        let (id, other): (i64, String) = (row.get(0)?, row.get(1)?);
        if other.to_lowercase() == name.to_lowercase() {
            return Ok(Some(id));
        }
        if self::key(&other) != key || is_host == self::is_host(&other) {
            continue;
        }
        if is_host {
            let any = "SELECT number FROM article WHERE publication = ?1 LIMIT 1";
            let any = connection.prepare_cached(any)?.query_row([id], |row| row.get(0)).optional()?;
            let url = any.map(|number| address_of(ArticleId(number))).transpose()?.flatten();
            if is_at(url.as_ref(), name) {
                return Ok(Some(id));
            }
        } else if is_at(article.url.as_ref(), &other) {
            connection
                .prepare_cached("UPDATE publication SET name = ?2 WHERE id = ?1")?
                .execute((id, name))?;
            return Ok(Some(id));
        }
    }
    Ok(None)
}

/// The host of an address without `www.`.
fn site_of(url: &WebUrl) -> &str {
    url.host().strip_prefix("www.").unwrap_or(url.host())
}

/// Whether a name is written as a host: `paper.example`.
fn is_host(name: &str) -> bool {
    let is_part = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '.');
    let end = name.rsplit_once('.').map_or("", |(_, end)| end);
    name.chars().all(is_part) && end.len() > 1 && end.chars().all(|letter| letter.is_ascii_alphabetic())
}

/// The letters by which the spellings of a name are compared: of a host, those of its first part.
fn key(name: &str) -> String {
    let part = if is_host(name) { name.split('.').next().unwrap_or(name) } else { name };
    part.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
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
    fn a_publication_in_other_capitals_or_named_as_its_host_is_the_same() {
        let mut cache = Cache::in_memory().unwrap();
        let at = |publication: &str, headline: &str, host: &str| Article {
            url: WebUrl::parse(&format!("https://{host}/{headline}")).ok(),
            ..of(publication, headline)
        };
        stored(&mut cache, &at("Hill News", "a", "www.hill-news.example"));
        stored(&mut cache, &at("HILL NEWS", "b", "www.hill-news.example"));
        stored(&mut cache, &at("hill-news.example", "c", "www.hill-news.example"));
        stored(&mut cache, &at("Herald.example", "d", "herald.example"));
        stored(&mut cache, &at("Herald", "e", "herald.example"));
        stored(&mut cache, &at("Metro", "f", "metro.example"));
        stored(&mut cache, &at("metro.other", "g", "metro.other"));

        let all = cache.publications().unwrap();
        let all: Vec<_> = all.iter().map(|one| (one.name.as_str(), one.articles)).collect();
        assert_eq!(all, [("Hill News", 3), ("Herald", 2), ("Metro", 1), ("metro.other", 1)]);
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
