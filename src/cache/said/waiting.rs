//! What was said about articles that are not here: it waits under their names until they come.

use rusqlite::{Connection, OptionalExtension as _, params};

use super::{ArticleName, Statement, json, marks_of, put};
use crate::cache::CacheError;
use crate::cache::identity::Identity;
use crate::domain::{ArticleId, Marks};

/// All that waits.
pub(super) fn all(connection: &Connection) -> Result<Vec<Statement>, CacheError> {
    let mut statement = connection.prepare_cached("SELECT name, marks FROM said_elsewhere")?;
    let rows = statement.query_map([], |row| {
        let name = ArticleName(row.get::<_, i64>(0)?.cast_unsigned());
        let marks = serde_json::from_str(row.get_ref(1)?.as_str()?).unwrap_or_default();
        Ok(Statement { name, id: None, marks })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Whether anything was said about articles that are not here.
pub(in crate::cache) fn is_any(connection: &Connection) -> Result<bool, CacheError> {
    Ok(connection.prepare_cached("SELECT 1 FROM said_elsewhere")?.exists([])?)
}

/// What was said elsewhere about an article that is known by a name from now on becomes its own.
pub(in crate::cache) fn take_in(
    connection: &Connection,
    id: ArticleId,
    name: Identity,
) -> Result<(), CacheError> {
    let Some(marks) = of(connection, name)? else { return Ok(()) };
    let mut all = marks_of(connection, id)?;
    all.merge(marks);
    put(connection, id, &all)?;
    connection.prepare_cached("DELETE FROM said_elsewhere WHERE name = ?1")?.execute([name.row()])?;
    Ok(())
}

/// What was said about an article that goes waits under its names until it comes again.
pub(in crate::cache) fn leave(
    connection: &Connection,
    id: ArticleId,
    names: &[ArticleName],
) -> Result<(), CacheError> {
    if names.is_empty() {
        return Ok(());
    }
    let marks = marks_of(connection, id)?;
    names.iter().try_for_each(|name| add(connection, Identity(name.0), marks.clone()).map(drop))
}

/// Adds to what waits under a name. Returns whether it says anything new.
pub(super) fn add(connection: &Connection, name: Identity, marks: Marks) -> Result<bool, CacheError> {
    let before = of(connection, name)?.unwrap_or_default();
    let mut after = before.clone();
    after.merge(marks);
    if after == before {
        return Ok(false);
    }
    connection
        .prepare_cached("INSERT OR REPLACE INTO said_elsewhere (name, marks) VALUES (?1, ?2)")?
        .execute(params![name.row(), json(&after)])?;
    Ok(true)
}

fn of(connection: &Connection, name: Identity) -> Result<Option<Marks>, CacheError> {
    let json: Option<String> = connection
        .prepare_cached("SELECT marks FROM said_elsewhere WHERE name = ?1")?
        .query_row([name.row()], |row| row.get(0))
        .optional()?;
    Ok(json.and_then(|json| serde_json::from_str(&json).ok()))
}
