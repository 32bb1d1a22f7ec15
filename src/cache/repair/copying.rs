//! Copies the person's marks, table by table: only tables that storing an article fills are left out, so a
//! table added later is copied.

use std::collections::{BTreeSet, HashMap};

use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension as _, params_from_iter};

use super::rows;
use crate::cache::schema::INTO_STATEMENTS;
use crate::cache::statements::name_notes;
use crate::cache::{Cache, CacheError, pictures};
use crate::domain::ArticleId;

/// The tables rebuilt from the articles, and SQLite's own.
const REBUILT_TABLES: &[&str] = &[
    "article",
    "publication",
    "section",
    "document",
    "dictionary",
    "identity",
    "link",
    "link_url",
    "link_headline",
    "full_text",
    "signature",
    "segment",
    "posting",
    "census",
    "common_word",
    "term_version",
    "tally",
    "picture",
    "pictured",
];

/// The columns of an article that are copied: storing the article does not fill them, or fills them
/// differently.
const CARRIED_OVER: &[&str] = &["stored", "read", "marked", "bookmarked", "story", "text"];

/// The tables in which older schemas stored the person's marks.
const OLDER: [&str; 6] =
    ["bookmark", "bookmark_tag", "read_said", "bookmark_said", "follow_said", "said_elsewhere"];

/// Makes statements and the rows that follow from them consistent: the row of an article stands in for a
/// statement that could not be read.
const SETTLE: &str = "
    DELETE FROM deleted WHERE number IN (SELECT number FROM article);
    DELETE FROM statement WHERE article > 0
        AND article NOT IN (SELECT number FROM article UNION ALL SELECT number FROM deleted);
    INSERT OR IGNORE INTO statement (article, name, about, topic, value, at)
        SELECT number, 0, 0, '', '', 0 FROM article WHERE read = 1;
    INSERT OR IGNORE INTO statement (article, name, about, topic, value, at)
        SELECT number, 0, 1, '', strftime('%Y-%m-%dT%H:%M:%SZ', stored, 'unixepoch'), 0
        FROM article WHERE bookmarked = 1;
    UPDATE article SET
        read = CASE read WHEN 2 THEN 2 ELSE EXISTS (SELECT 1 FROM statement WHERE article = number AND name = 0
            AND about = 0 AND value IS NOT NULL) END,
        bookmarked = EXISTS (SELECT 1 FROM statement WHERE article = number AND name = 0 AND about = 1
            AND value IS NOT NULL)
    WHERE read OR bookmarked OR number IN (SELECT article FROM statement WHERE about < 2)";

/// Copies every table of the person's; articles known to be bookmarked stay so whatever else can be read.
/// Returns whether all of it could be read.
pub(super) fn copy_marks(
    old: &Connection,
    cache: &mut Cache,
    bookmarked: &BTreeSet<ArticleId>,
) -> Result<bool, CacheError> {
    let last: Option<i64> = old.query_one("SELECT last_number FROM tally", [], |row| row.get(0)).ok();
    let new = &cache.connection;
    new.execute_batch("BEGIN IMMEDIATE; PRAGMA defer_foreign_keys = ON")?;
    let mut is_whole = copy_article_marks(old, new)?;
    for id in bookmarked {
        new.execute("UPDATE article SET bookmarked = 1 WHERE number = ?1", [id.0])?;
    }
    let keys = keys(old, new)?;
    for table in tables(new)? {
        is_whole &= copy_table(old, new, &table, &keys)?;
    }
    is_whole &= copy_older_statements(old, new, &keys)?;
    copy_deleted_names(old, new)?;
    drop_orphans(new)?;
    new.execute_batch(SETTLE)?;
    new.execute(
        "UPDATE tally SET last_number = max(?1, (SELECT coalesce(max(number), 0) FROM article))",
        [last.unwrap_or(0)],
    )?;
    new.execute_batch("COMMIT")?;
    Ok(is_whole)
}

/// Turns the person's marks of an older schema into statements.
fn copy_older_statements(
    old: &Connection,
    new: &Connection,
    keys: &HashMap<i64, i64>,
) -> Result<bool, CacheError> {
    let mut is_whole = true;
    if columns(old, "read_said")?.is_empty() && columns(old, "bookmark")?.is_empty() {
        return Ok(is_whole);
    }
    new.execute_batch(include_str!("older.sql"))?;
    for table in OLDER {
        is_whole &= copy_table(old, new, table, keys)?;
    }
    new.execute_batch(INTO_STATEMENTS)?;
    name_notes(new)?;
    Ok(is_whole)
}

/// Copies the names of deleted articles; storing the others has written theirs.
fn copy_deleted_names(old: &Connection, new: &Connection) -> Result<(), CacheError> {
    let mut copy = new.prepare(
        "INSERT OR IGNORE INTO identity (hash, number) SELECT ?1, number FROM deleted WHERE number = ?2",
    )?;
    rows::each(old, "identity", "hash, number", &mut |row| {
        copy.execute([row.get::<_, i64>(1)?, row.get(2)?]).map(drop)
    });
    Ok(())
}

/// Copies every intact picture, before the articles that show them.
pub(super) fn copy_pictures(old: &Connection, cache: &mut Cache) -> Result<(), CacheError> {
    let new = &cache.connection;
    if shared(old, new, "picture")?.is_empty() {
        return Ok(()); // the older schema had none
    }
    new.execute_batch("BEGIN IMMEDIATE")?;
    let mut insert = new.prepare("INSERT OR IGNORE INTO picture (name, content) VALUES (?1, ?2)")?;
    rows::each(old, "picture", "name, content", &mut |row| {
        let (name, content) = (row.get_ref(1)?.as_str().unwrap_or_default(), row.get_ref(2)?.as_blob()?);
        if pictures::matches_name(name, content) { insert.execute((name, content)).map(drop) } else { Ok(()) }
    });
    drop(insert);
    Ok(new.execute_batch("COMMIT")?)
}

/// The tables with the person's marks, in the order of their foreign keys.
fn tables(new: &Connection) -> Result<Vec<String>, CacheError> {
    let mut statement = new.prepare(
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%'
         ORDER BY wr, name",
    )?;
    let names = statement.query_map([], |row| row.get::<_, String>(0))?.collect::<Result<Vec<_>, _>>()?;
    let is_anew = |name: &str| REBUILT_TABLES.contains(&name) || name.starts_with("full_text");
    Ok(names.into_iter().filter(|name| !is_anew(name)).collect())
}

fn columns(connection: &Connection, table: &str) -> Result<Vec<String>, CacheError> {
    let mut statement = connection.prepare("SELECT name FROM pragma_table_info(?1)")?;
    let names = statement.query_map([table], |row| row.get(0))?;
    Ok(names.collect::<Result<_, _>>()?)
}

/// The columns that both tables have, each in quotation marks.
fn shared(old: &Connection, new: &Connection, table: &str) -> Result<Vec<String>, CacheError> {
    let before = columns(old, table).unwrap_or_default();
    let now = columns(new, table)?;
    Ok(now.into_iter().filter(|name| before.contains(name)).map(|name| format!("\"{name}\"")).collect())
}

/// The column in which a table refers to the key of an article, where there is one.
fn keyed_column(new: &Connection, table: &str) -> Result<Option<String>, CacheError> {
    let mut statement = new.prepare(
        "SELECT \"from\" FROM pragma_foreign_key_list(?1) WHERE \"table\" = 'article' AND \"to\" = 'key'",
    )?;
    let column = statement.query_row([table], |row| row.get::<_, String>(0)).optional()?;
    Ok(column.map(|name| format!("\"{name}\"")))
}

/// The new keys of articles, by their former ones: keys depend on the order of storing.
fn keys(old: &Connection, new: &Connection) -> Result<HashMap<i64, i64>, CacheError> {
    let mut find = new.prepare("SELECT key FROM article WHERE number = ?1")?;
    let mut keys = HashMap::new();
    rows::each(old, "article", "number", &mut |row| {
        let key = find.query_row([row.get::<_, i64>(1)?], |row| row.get(0)).optional()?;
        keys.extend(key.map(|key: i64| (row.get::<_, i64>(0).unwrap_or_default(), key)));
        Ok(())
    });
    Ok(keys)
}

fn copy_table(
    old: &Connection,
    new: &Connection,
    table: &str,
    keys: &HashMap<i64, i64>,
) -> Result<bool, CacheError> {
    let shared = shared(old, new, table)?;
    if shared.is_empty() {
        return Ok(true); // a table that the older schema had not
    }
    let marks = vec!["?"; shared.len()].join(", ");
    let names = shared.join(", ");
    let mut insert =
        new.prepare(&format!("INSERT OR REPLACE INTO \"{table}\" ({names}) VALUES ({marks})"))?;
    let types = types(new, table, &shared)?;
    let keyed = keyed_column(new, table)?.and_then(|column| shared.iter().position(|name| *name == column));
    Ok(rows::each(old, table, &names, &mut |row| {
        let values = (1..=shared.len()).map(|column| row.get::<_, Value>(column));
        let mut values: Vec<Value> = values.collect::<Result<_, _>>()?;
        if !values.iter().zip(&types).all(|(value, declared)| is_of(value, declared)) {
            return Err(rusqlite::Error::QueryReturnedNoRows); // nobody could read it
        }
        if let Some(Value::Integer(key)) = keyed.and_then(|column| values.get_mut(column)) {
            *key = *keys.get(key).ok_or(rusqlite::Error::QueryReturnedNoRows)?;
        }
        insert.execute(params_from_iter(values)).map(drop)
    }))
}

/// The declared types of some columns, in order.
fn types(new: &Connection, table: &str, columns: &[String]) -> Result<Vec<String>, CacheError> {
    let mut find = new.prepare("SELECT type FROM pragma_table_info(?1) WHERE name = ?2")?;
    let each = columns.iter().map(|name| find.query_row((table, name.trim_matches('"')), |row| row.get(0)));
    Ok(each.collect::<Result<_, _>>()?)
}

/// Whether a value is of the type of its column: SQLite takes anything, and damage changes values.
fn is_of(value: &Value, declared: &str) -> bool {
    match value {
        Value::Null => true,
        Value::Integer(_) => declared == "INTEGER",
        Value::Real(_) => false,
        Value::Text(_) => declared == "TEXT",
        Value::Blob(_) => declared == "BLOB",
    }
}

/// Copies the marks in the rows of articles, and stores articles by their headline alone where their text is
/// lost and the person marked them.
fn copy_article_marks(old: &Connection, new: &Connection) -> Result<bool, CacheError> {
    let shared: Vec<String> = shared(old, new, "article")?
        .into_iter()
        .filter(|name| CARRIED_OVER.contains(&name.trim_matches('"')))
        .collect();
    if shared.is_empty() {
        return Ok(false);
    }
    let set: Vec<String> = shared.iter().map(|name| format!("{name} = ?")).collect();
    let mut update = new.prepare(&format!("UPDATE article SET {} WHERE number = ?", set.join(", ")))?;
    let names = format!("{}, number", shared.join(", "));
    Ok(rows::each(old, "article", &names, &mut |row| {
        let values = (1..shared.len() + 2).map(|column| row.get::<_, Value>(column));
        let values: Vec<Value> = values.collect::<Result<_, _>>()?;
        update.execute(params_from_iter(values)).map(drop)
    }))
}

/// Removes rows that refer to a lost article.
fn drop_orphans(new: &Connection) -> Result<(), CacheError> {
    let mut statement = new.prepare("SELECT DISTINCT \"table\", rowid FROM pragma_foreign_key_check")?;
    let orphans: Vec<(String, Option<i64>)> =
        statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<_, _>>()?;
    for (table, row) in orphans {
        if let Some(row) = row {
            new.execute(&format!("DELETE FROM \"{table}\" WHERE rowid = ?1"), [row])?;
        }
    }
    new.execute_batch(
        "DELETE FROM picture WHERE id NOT IN (SELECT picture FROM pictured);
         DELETE FROM unplaced WHERE number IN (SELECT number FROM article WHERE story IS NOT NULL);
         UPDATE tally SET last_story = (SELECT coalesce(max(story), 0) FROM article);
         UPDATE feed SET
             articles = (SELECT count(*) FROM entry WHERE entry.feed = feed.id),
             unread = (SELECT count(*) FROM entry JOIN article USING (key)
                       WHERE entry.feed = feed.id AND article.read = 0)",
    )?;
    Ok(())
}
