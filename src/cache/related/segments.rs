//! Segments: the inverted index of a range of signatures, from a term to its articles.
//!
//! A segment is written once, in the order of its terms, at the end of the table: adding an article never
//! touches the pages of others. Eight neighbours are merged into one, up to the size at which positions fit
//! into two bytes. A million articles are some thirty segments.

use std::collections::HashSet;

use rusqlite::{Connection, OptionalExtension as _, params};

use super::signature;
use crate::cache::CacheError;
use crate::domain::ArticleId;
use crate::related::{Signature, Term};

/// Numbers in the smallest segment.
pub(super) const SMALLEST: u32 = 1 << 10;

/// Numbers in the largest segment.
const LARGEST: u32 = 1 << 16;

/// Removed articles of a segment from which on a scan of it is cheaper than a look-up of each.
const SCAN_FROM_REMOVED: usize = 32;

/// Segments that are merged into one.
const MERGED: u32 = 8;

/// A range of numbers whose signatures are inverted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Segment {
    pub id: u32,
    pub first: u32,
    pub span: u32,
}

/// A posting: an article of a segment, and the weight of the term in its signature.
#[derive(Clone, Copy, Debug)]
pub(super) struct Posting {
    /// The position, counted from the first number of the segment.
    pub position: u16,
    pub weight: u8,
}

/// An entry with its term. Sorting them costs less than filling a list for each term.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct TermPosting {
    term: Term,
    position: u16,
    weight: u8,
}

impl TermPosting {
    const fn posting(self) -> Posting {
        Posting { position: self.position, weight: self.weight }
    }
}

impl Segment {
    pub(super) fn row(self, term: Term) -> i64 {
        i64::from(self.id) << 32 | i64::from(term.0)
    }

    fn rows(self) -> [i64; 2] {
        [self.row(Term(0)), self.row(Term(u32::MAX))]
    }

    fn position(self, id: ArticleId) -> Option<u16> {
        id.0.checked_sub(self.first).filter(|position| *position < self.span)?.try_into().ok()
    }
}

impl Posting {
    const BYTES: usize = 3;

    fn bytes(self) -> [u8; Self::BYTES] {
        let [low, high] = self.position.to_le_bytes();
        [low, high, self.weight]
    }

    /// The entries of a posting.
    pub(super) fn all(bytes: &[u8]) -> impl Iterator<Item = Self> {
        let entries: &[[u8; Self::BYTES]] = bytes.as_chunks().0;
        entries
            .iter()
            .map(|[low, high, weight]| Self { position: u16::from_le_bytes([*low, *high]), weight: *weight })
    }
}

/// All segments, in the order of their numbers.
pub(super) fn all(connection: &Connection) -> Result<Vec<Segment>, CacheError> {
    let mut statement = connection.prepare_cached("SELECT id, first, span FROM segment ORDER BY first")?;
    let rows = statement
        .query_map([], |row| Ok(Segment { id: row.get(0)?, first: row.get(1)?, span: row.get(2)? }))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The first number that no segment covers.
pub(super) fn end(segments: &[Segment]) -> u32 {
    segments.last().map_or(0, |last| last.first.saturating_add(last.span))
}

/// Whether an article stands in a segment.
pub(super) fn covers(connection: &Connection, id: ArticleId) -> Result<bool, CacheError> {
    let mut statement =
        connection.prepare_cached("SELECT coalesce(max(first + span), 0) > ?1 FROM segment")?;
    Ok(statement.query_row([id.0], |row| row.get(0))?)
}

/// Inverts the signatures up to a number that no segment covers, where there are enough of them.
pub(super) fn grow(connection: &Connection, last: u32) -> Result<(), CacheError> {
    let mut segments = all(connection)?;
    while last.saturating_sub(end(&segments)) >= SMALLEST {
        let first = end(&segments);
        segments.push(add(connection, first, SMALLEST, inverted(connection, first)?)?);
        while let Some(merged) = merge(connection, &segments)? {
            segments.retain(|segment| segment.first < merged.first);
            segments.push(merged);
        }
    }
    Ok(())
}

/// The entries of the smallest segment that begins at a number.
fn inverted(connection: &Connection, first: u32) -> Result<Vec<TermPosting>, CacheError> {
    let mut statement = connection.prepare_cached(
        "SELECT number - ?1, terms FROM signature WHERE number >= ?1 AND number < ?2 ORDER BY number",
    )?;
    let mut rows = statement.query([first, first.saturating_add(SMALLEST)])?;
    let mut entries = Vec::new();
    while let Some(row) = rows.next()? {
        let position = row.get(0)?;
        let signature = Signature::from_bytes(row.get_ref(1)?.as_blob().unwrap_or_default());
        let terms = signature.0.into_iter().filter(|(term, _)| !term.is_mark());
        entries.extend(terms.map(|(term, weight)| TermPosting { term, position, weight }));
    }
    Ok(entries)
}

/// Merges the last segments, where there are enough of one size.
fn merge(connection: &Connection, segments: &[Segment]) -> Result<Option<Segment>, CacheError> {
    let span = segments.last().map_or(LARGEST, |last| last.span);
    let parts: Vec<Segment> = segments.iter().copied().filter(|segment| segment.span == span).collect();
    let Some(first) = parts.first().map(|part| part.first) else { return Ok(None) };
    if span >= LARGEST || u32::try_from(parts.len()).unwrap_or_default() < MERGED {
        return Ok(None);
    }
    let mut entries = Vec::new();
    for part in parts {
        gather(connection, part, first, &mut entries)?;
        connection.prepare_cached("DELETE FROM posting WHERE id BETWEEN ?1 AND ?2")?.execute(part.rows())?;
        connection.prepare_cached("DELETE FROM segment WHERE id = ?1")?.execute([part.id])?;
    }
    add(connection, first, span * MERGED, entries).map(Some)
}

/// Adds the entries of a segment to those of a wider one that begins at `first`.
fn gather(
    connection: &Connection,
    part: Segment,
    first: u32,
    entries: &mut Vec<TermPosting>,
) -> Result<(), CacheError> {
    let shift = u16::try_from(part.first - first).unwrap_or_default();
    let mut statement = connection.prepare_cached(
        "SELECT id & 0xffffffff, entries FROM posting WHERE id BETWEEN ?1 AND ?2 ORDER BY id",
    )?;
    let mut rows = statement.query(part.rows())?;
    while let Some(row) = rows.next()? {
        let term = Term(row.get(0)?);
        let posting = Posting::all(row.get_ref(1)?.as_blob().unwrap_or_default());
        entries.extend(posting.map(|Posting { position, weight }| TermPosting {
            term,
            position: position.saturating_add(shift),
            weight,
        }));
    }
    Ok(())
}

/// Appends a segment after all others, so that its rows fill their pages.
fn add(
    connection: &Connection,
    first: u32,
    span: u32,
    mut entries: Vec<TermPosting>,
) -> Result<Segment, CacheError> {
    let id = connection
        .prepare_cached(
            "INSERT INTO segment (id, first, span) VALUES (
                 1 + max((SELECT coalesce(max(id), 0) FROM segment), (SELECT coalesce(max(id), 0) >> 32 FROM posting)),
                 ?1, ?2) RETURNING id",
        )?
        .query_one([first, span], |row| row.get(0))?;
    let segment = Segment { id, first, span };
    entries.sort_unstable();
    let mut insert = connection.prepare_cached("INSERT INTO posting (id, entries) VALUES (?1, ?2)")?;
    let mut posting = Vec::new();
    for of_term in entries.chunk_by(|one, next| one.term == next.term) {
        let Some(TermPosting { term, .. }) = of_term.first() else { continue };
        posting.clear();
        posting.extend(of_term.iter().flat_map(|entry| entry.posting().bytes()));
        insert.execute(params![segment.row(*term), posting])?;
    }
    Ok(segment)
}

/// Replaces the entries of an article by those of its new signature.
pub(super) fn replace(
    connection: &Connection,
    id: ArticleId,
    old: &Signature,
    new: &Signature,
) -> Result<(), CacheError> {
    let found = all(connection)?.into_iter().find_map(|segment| Some((segment, segment.position(id)?)));
    let Some((segment, position)) = found else { return Ok(()) };
    for (term, _) in &old.0 {
        if !new.0.iter().any(|(kept, _)| kept == term) {
            edit(connection, segment.row(*term), position, None)?;
        }
    }
    for (term, weight) in new.0.iter().filter(|(term, _)| !term.is_mark()) {
        edit(connection, segment.row(*term), position, Some(*weight))?;
    }
    Ok(())
}

/// Removes articles from all postings. Many of one segment cost one scan of it.
pub(super) fn remove(connection: &Connection, ids: &[ArticleId]) -> Result<(), CacheError> {
    for segment in all(connection)? {
        let gone: HashSet<u16> = ids.iter().filter_map(|id| segment.position(*id)).collect();
        if gone.len() < SCAN_FROM_REMOVED {
            for id in ids.iter().filter(|id| segment.position(**id).is_some()) {
                let old = signature(connection, *id)?.unwrap_or_default();
                replace(connection, *id, &old, &Signature::default())?;
            }
        } else {
            remove_positions(connection, segment, &gone)?;
        }
    }
    Ok(())
}

/// Scans the postings of a segment and removes some positions.
fn remove_positions(
    connection: &Connection,
    segment: Segment,
    gone: &HashSet<u16>,
) -> Result<(), CacheError> {
    let mut changed: Vec<(i64, Vec<u8>)> = Vec::new();
    let mut statement =
        connection.prepare_cached("SELECT id, entries FROM posting WHERE id BETWEEN ?1 AND ?2")?;
    let mut rows = statement.query(segment.rows())?;
    while let Some(row) = rows.next()? {
        let entries = row.get_ref(1)?.as_blob().unwrap_or_default();
        if Posting::all(entries).any(|entry| gone.contains(&entry.position)) {
            let left = Posting::all(entries).filter(|entry| !gone.contains(&entry.position));
            changed.push((row.get(0)?, left.flat_map(Posting::bytes).collect()));
        }
    }
    drop(rows);
    let mut delete = connection.prepare_cached("DELETE FROM posting WHERE id = ?1")?;
    let mut update = connection.prepare_cached("UPDATE posting SET entries = ?2 WHERE id = ?1")?;
    for (id, entries) in changed {
        if entries.is_empty() {
            delete.execute([id])?
        } else {
            update.execute(params![id, entries])?
        };
    }
    Ok(())
}

/// Sets the weight of an article in a posting, or removes it.
fn edit(connection: &Connection, row: i64, position: u16, weight: Option<u8>) -> Result<(), CacheError> {
    let mut statement = connection.prepare_cached("SELECT entries FROM posting WHERE id = ?1")?;
    let entries: Vec<u8> = statement.query_row([row], |row| row.get(0)).optional()?.unwrap_or_default();
    let others = Posting::all(&entries).filter(|entry| entry.position != position);
    let new = weight.map(|weight| Posting { position, weight });
    let entries: Vec<u8> = others.chain(new).flat_map(Posting::bytes).collect();
    if entries.is_empty() {
        connection.prepare_cached("DELETE FROM posting WHERE id = ?1")?.execute([row])?;
    } else {
        connection
            .prepare_cached("INSERT OR REPLACE INTO posting (id, entries) VALUES (?1, ?2)")?
            .execute(params![row, entries])?;
    }
    Ok(())
}
