//! The database of newsboat (`cache.db`): its articles with read state and flags.
//!
//! The database is an outside format, so its SQL stands here and not in the cache. It is opened read-only and
//! as it is: nothing is written, no lock taken, no journal replayed.

use std::collections::{BTreeSet, HashMap};
use std::path::Path;

use jiff::Timestamp;
use rusqlite::{Connection, OpenFlags, Row};

use crate::domain::{Aspect, Bookmark, Marks, Moment, Prose, Statement};

use super::document::{ImportError, ImportItem, ImportSink, ImportedArticle, LARGEST_DOCUMENT, Skipped};
use super::json::{self, JsonValue};

/// Counts the tables that are read. A view of these names could run without end.
const TABLES: &str = "SELECT count(*) FROM pragma_table_list
    WHERE schema = 'main' AND type = 'table' AND name IN ('rss_feed', 'rss_item')";

const ITEMS: &str = "SELECT guid, title, author, url, feedurl, pubDate, unread, flags,
    CASE WHEN length(content) <= ?1 THEN content END, id, deleted FROM rss_item ORDER BY id";

/// Reads a database file.
pub fn read(path: &Path, each: &mut ImportSink<'_>) -> Result<(), ImportError> {
    let database = open(path).map_err(|_odd| not_newsboat())?;
    let tables: i64 = database.query_row(TABLES, [], |row| row.get(0)).map_err(|_odd| not_newsboat())?;
    if tables < 2 {
        return Err(not_newsboat());
    }
    let broken =
        |reason: rusqlite::Error| ImportError::NoArticle(format!("the database is damaged: {reason}"));
    let feeds = feeds(&database).map_err(broken)?;
    let mut statement = database.prepare(ITEMS).map_err(broken)?;
    let mut rows = statement.query([LARGEST_DOCUMENT.cast_signed()]).map_err(broken)?;
    while let Some(row) = rows.next().map_err(broken)? {
        let piece = item(row, &feeds)
            .map(ImportItem::Article)
            .map_err(|reason| Skipped { line: None, reason: format!("item {}: {reason}", text(row, 9)) });
        if each(piece).is_break() {
            break;
        }
    }
    Ok(())
}

fn not_newsboat() -> ImportError {
    ImportError::Unsupported("databases other than newsboat's")
}

/// Opens the database file read-only, without touching files beside it.
fn open(path: &Path) -> rusqlite::Result<Connection> {
    let absolute = std::path::absolute(path).map_err(|_odd| rusqlite::Error::InvalidPath(path.to_owned()))?;
    let encoded: String = absolute
        .to_str()
        .ok_or_else(|| rusqlite::Error::InvalidPath(path.to_owned()))?
        .bytes()
        .map(|byte| {
            let plain = byte.is_ascii_alphanumeric() || b"/-_.~:\\".contains(&byte);
            if plain { char::from(byte).to_string() } else { format!("%{byte:02X}") }
        })
        .collect();
    let flags =
        OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let database = Connection::open_with_flags(format!("file:{encoded}?immutable=1"), flags)?;
    database
        .execute_batch("PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA query_only = ON")?;
    Ok(database)
}

/// The names of the feeds, by their addresses.
fn feeds(database: &Connection) -> rusqlite::Result<HashMap<String, String>> {
    let mut statement = database.prepare("SELECT rssurl, title FROM rss_feed")?;
    let rows = statement.query_map([], |row| Ok((text(row, 0), text(row, 1))))?;
    rows.collect()
}

fn item(row: &Row<'_>, feeds: &HashMap<String, String>) -> Result<ImportedArticle, String> {
    let content = row.get_ref(8).ok().filter(|value| *value != rusqlite::types::ValueRef::Null);
    if content.is_none() {
        return Err(format!("its text is larger than {} MB", LARGEST_DOCUMENT >> 20));
    }
    let published = row.get::<_, i64>(5).ok().filter(|seconds| *seconds > 0);
    let publication = feeds.get(&text(row, 4)).cloned().unwrap_or_default();
    let words =
        |text: String| if text.trim().is_empty() { JsonValue::Null } else { JsonValue::Text(text.into()) };
    let mut found = json::of_fields(vec![
        ("guid", words(text(row, 0))),
        ("title", words(text(row, 1))),
        ("author", words(text(row, 2))),
        ("url", words(text(row, 3))),
        ("publication", words(publication)),
        ("published", published.map_or(JsonValue::Null, |seconds| JsonValue::Number(seconds.into()))),
        ("content_html", words(text(row, 8))),
    ])?;
    found.marks = marks(row, found.article.published);
    Ok(found)
}

/// The marks of an article: read or unread; an article with flags is a bookmark, each flag a tag. A deleted one is
/// deleted here too, or the next fetch would bring it back.
fn marks(row: &Row<'_>, published: Option<Moment>) -> Marks {
    let read = row.get::<_, i64>(6).ok().map(|unread| unread == 0);
    let flags: BTreeSet<Prose> =
        text(row, 7).chars().filter_map(|flag| Prose::non_empty(&flag.to_string())).collect();
    let added = published.map(Moment::instant).unwrap_or_default();
    let bookmark = Bookmark { added, note: None, tags: flags };
    let mut marks = Marks::without_times(read, Some(&bookmark).filter(|bookmark| !bookmark.tags.is_empty()));
    if row.get::<_, i64>(10).is_ok_and(|deleted| deleted != 0) {
        marks.add(Statement::of_flag(Aspect::Deletion, true, Timestamp::UNIX_EPOCH));
    }
    marks
}

/// A value as text, whatever its type; invalid bytes are replaced.
fn text(row: &Row<'_>, column: usize) -> String {
    use rusqlite::types::ValueRef;
    match row.get_ref(column) {
        Ok(ValueRef::Text(bytes) | ValueRef::Blob(bytes)) => String::from_utf8_lossy(bytes).into_owned(),
        Ok(ValueRef::Integer(number)) => number.to_string(),
        Ok(ValueRef::Real(number)) => number.to_string(),
        Ok(ValueRef::Null) | Err(_) => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::ops::ControlFlow;

    /// The tables of newsboat 2.21, as far as they are read here.
    pub const SCHEMA: &str = "CREATE TABLE rss_feed (rssurl VARCHAR(1024) PRIMARY KEY NOT NULL, url VARCHAR(1024) NOT NULL, title VARCHAR(1024) NOT NULL);
        CREATE TABLE rss_item (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, guid VARCHAR(64) NOT NULL, title VARCHAR(1024) NOT NULL,
            author VARCHAR(1024) NOT NULL, url VARCHAR(1024) NOT NULL, feedurl VARCHAR(1024) NOT NULL, pubDate INTEGER NOT NULL,
            content VARCHAR(65535) NOT NULL, unread INTEGER(1) NOT NULL, flags VARCHAR(52), deleted INTEGER(1) NOT NULL DEFAULT 0);";

    fn read_all(statements: &str) -> (Vec<Result<ImportItem, Skipped>>, Option<String>) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("cache?.db");
        Connection::open(&path).unwrap().execute_batch(statements).unwrap();
        let before = std::fs::read(&path).unwrap();
        let mut all = Vec::new();
        let end = read(&path, &mut |piece| {
            all.push(piece);
            ControlFlow::Continue(())
        });
        assert_eq!(std::fs::read(&path).unwrap(), before);
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
        (all, end.err().map(|reason| reason.to_string()))
    }

    #[test]
    fn articles_come_with_what_was_read_and_flagged() {
        let (all, end) = read_all(&format!(
            "{SCHEMA} INSERT INTO rss_feed VALUES ('https://a.example/feed', 'https://a.example/', 'Paper');
             INSERT INTO rss_item VALUES (1, 'g1', 'Rain', 'Ana', 'https://a.example/rain', 'https://a.example/feed', 1588845600, '<p>It rained all night.</p>', 0, 'bx', 0);
             INSERT INTO rss_item VALUES (2, 'g2', 'Gone', '', '', 'https://a.example/feed', 0, '', 0, NULL, 1);
             INSERT INTO rss_item VALUES (3, 'g3', '', '', '', '', 0, '', 1, NULL, 0);
             INSERT INTO rss_item VALUES (4, 'g4', x'ff', 7, 'javascript:x', 'https://a.example/feed', 'soon', 'It snowed.', 1, NULL, 0);"
        ));

        assert_eq!(end, None);
        let [
            Ok(ImportItem::Article(rain)),
            Ok(ImportItem::Article(gone)),
            Err(skipped),
            Ok(ImportItem::Article(odd)),
        ] = all.as_slice()
        else {
            panic!("{all:?}")
        };
        assert!(gone.marks.is_deleted() && !rain.marks.is_deleted());
        assert_eq!(rain.article.headline.as_str(), "Rain");
        assert_eq!(rain.article.publication, Some("Paper".into()));
        assert_eq!(rain.article.published.unwrap().to_string(), "2020-05-07T10:00:00Z");
        assert_eq!(rain.article.body.to_plain(), "It rained all night.");
        assert!(rain.marks.read().unwrap());
        assert_eq!(rain.marks.bookmark().unwrap().tags, ["b", "x"].map(Prose::from).into());
        assert_eq!(skipped.reason, "item 3: neither headline nor text");
        assert!(!odd.marks.read().unwrap() && odd.article.url.is_none());
        assert_eq!(odd.marks.bookmark(), None);
    }

    #[test]
    fn other_databases_and_views_in_disguise_are_refused() {
        let refused = "databases other than newsboat's are not supported";

        assert_eq!(read_all("CREATE TABLE x (y)").1.as_deref(), Some(refused));
        let endless = "CREATE TABLE rss_feed (rssurl, title);
            CREATE VIEW rss_item AS WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT * FROM n";
        assert_eq!(read_all(endless).1.as_deref(), Some(refused));
    }
}
