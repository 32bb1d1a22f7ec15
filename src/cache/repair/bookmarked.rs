//! Finds the bookmarked articles: a statement, the row of the article and the index of such rows are three
//! sources, and damage seldom takes all of them.

use std::collections::{BTreeSet, HashSet};

use rusqlite::{Connection, Row};

use super::rows;
use crate::domain::ArticleId;

/// The articles that are bookmarked, whether or not more of them can be read.
pub(super) fn bookmarked(old: &Connection) -> BTreeSet<ArticleId> {
    let mut numbers = BTreeSet::new();
    let mut take = |row: &Row<'_>| {
        numbers.insert(ArticleId(row.get(1)?));
        Ok(())
    };
    rows::each(old, "bookmark", "number", &mut take);
    rows::each(old, "statement", "article, about, value", &mut |row| {
        let is_bookmark = row.get::<_, i64>(2)? == 1 && row.get::<_, Option<String>>(3)?.is_some();
        if is_bookmark { take(row) } else { Ok(()) }
    });
    rows::each(old, "article", "number, bookmarked", &mut |row| if row.get(2)? { take(row) } else { Ok(()) });
    numbers.extend(indexed(old));
    rows::each(old, "deleted", "number", &mut |row| {
        numbers.remove(&ArticleId(row.get(1)?));
        Ok(())
    });
    // Statements about an article that is not stored have the number 0.
    numbers.remove(&ArticleId(0));
    numbers
}

/// The bookmarked articles according to two indexes, as far as they can be read: that of bookmarked rows has
/// their keys, that of numbers the number of each key.
fn indexed(old: &Connection) -> Vec<ArticleId> {
    let mut keys = HashSet::new();
    drop(rows::visit_all(
        old,
        "SELECT key FROM article INDEXED BY article_bookmarked WHERE bookmarked = 1",
        &mut |row| {
            keys.insert(row.get::<_, i64>(0)?);
            Ok(())
        },
    ));
    let mut numbers = Vec::new();
    drop(rows::visit_all(old, "SELECT key, number FROM article ORDER BY number", &mut |row| {
        if keys.contains(&row.get(0)?) {
            numbers.push(ArticleId(row.get(1)?));
        }
        Ok(())
    }));
    numbers
}
