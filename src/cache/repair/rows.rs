//! Reads the rows of a table of a damaged file: from both ends, and by bisection between damaged pages. A
//! table whose rows have no numbers is read from either end as far as possible.

use std::collections::VecDeque;

use rusqlite::{Connection, Row};

/// The most attempts to get past damaged pages; each reads a few pages.
const ATTEMPTS: usize = 4_000;

/// Visits every readable row, in no order: the row number, where rows have one, then the columns. A row
/// without a number may be visited twice. Returns whether all rows were readable.
pub(super) fn each(
    old: &Connection,
    table: &str,
    columns: &str,
    visit: &mut dyn FnMut(&Row<'_>) -> rusqlite::Result<()>,
) -> bool {
    if old.prepare(&format!("SELECT rowid FROM \"{table}\"")).is_err() {
        return ["ASC", "DESC"].into_iter().any(|order| in_order(old, table, columns, order, visit).is_ok());
    }
    let mut gaps = VecDeque::from([(i64::MIN, i64::MAX)]);
    let mut is_whole = true;
    for _ in 0..ATTEMPTS {
        let Some((first, last)) = gaps.pop_front() else { return is_whole };
        let Err(reached) = run(old, table, columns, (first, last), true, visit) else { continue };
        is_whole = false;
        let Some(first) = reached.map_or(Some(first), |reached| reached.checked_add(1)) else { continue };
        let Err(reached) = run(old, table, columns, (first, last), false, visit) else { continue };
        let Some(last) = reached.map_or(Some(last), |reached| reached.checked_sub(1)) else { continue };
        let middle = i64::midpoint(first, last);
        if first < last {
            gaps.extend([(first, middle), (middle + 1, last)]);
        }
    }
    false
}

/// Visits rows from one end of a range on; returns the last readable row where it does not reach the other
/// end.
fn run(
    old: &Connection,
    table: &str,
    columns: &str,
    (first, last): (i64, i64),
    upwards: bool,
    visit: &mut dyn FnMut(&Row<'_>) -> rusqlite::Result<()>,
) -> Result<(), Option<i64>> {
    let order = if upwards { "ASC" } else { "DESC" };
    let statement = format!(
        "SELECT rowid, {columns} FROM \"{table}\" NOT INDEXED WHERE rowid BETWEEN ?1 AND ?2 ORDER BY rowid {order}"
    );
    let mut reached = None;
    let mut read = || {
        let mut statement = old.prepare_cached(&statement)?;
        let mut rows = statement.query([first, last])?;
        while let Some(row) = rows.next()? {
            let number = row.get(0)?;
            // A row with invalid values is skipped like an unreadable one.
            drop(visit(row));
            reached = Some(number);
        }
        Ok::<_, rusqlite::Error>(())
    };
    let ended = read();
    ended.map_err(|_damaged| reached)
}

fn in_order(
    old: &Connection,
    table: &str,
    columns: &str,
    order: &str,
    visit: &mut dyn FnMut(&Row<'_>) -> rusqlite::Result<()>,
) -> rusqlite::Result<()> {
    visit_all(old, &format!("SELECT NULL, {columns} FROM \"{table}\" ORDER BY 2 {order}, 3 {order}"), visit)
}

/// Visits the rows of a query up to the first that cannot be read.
pub(super) fn visit_all(
    old: &Connection,
    query: &str,
    visit: &mut dyn FnMut(&Row<'_>) -> rusqlite::Result<()>,
) -> rusqlite::Result<()> {
    let mut statement = old.prepare(query)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        // A row with invalid values is skipped like an unreadable one.
        drop(visit(row));
    }
    Ok(())
}
