//! Opens a damaged file for reading: as it is, or, where its schema table is damaged, a copy of it with the
//! schema table of a sample.
//!
//! Page 1 holds the header and the root of the schema table. The steps of the schema run on an empty file, so
//! the tables of a cache created by this version are where those of a new cache are; in an older cache only
//! the tables of the first step are.

use std::fs::{self, File};
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::Path;

use rusqlite::Connection;

use crate::cache::file::open_unlocked;
use crate::cache::header::with_suffix;
use crate::cache::schema::STEPS;
use crate::cache::{Cache, OpenError};

/// Bytes of a page, SQLite's default in every cache.
const PAGE: u64 = 4_096;

/// Opens the file for reading, mended where necessary.
pub(super) fn open(path: &Path) -> Result<Connection, OpenError> {
    if let Ok(old) = open_unlocked(path).and_then(tell_tables) {
        return Ok(old);
    }
    let mended = with_suffix(path, ".mended");
    let opened =
        mend(path, &mended, STEPS).or_else(|_older| mend(path, &mended, STEPS.get(..1).unwrap_or_default()));
    // The file is open, or of no use; its entry on the disk is not needed any more.
    fs::remove_file(&mended)?;
    opened
}

fn tell_tables(old: Connection) -> Result<Connection, OpenError> {
    old.query_one("SELECT count(sql) FROM sqlite_schema", [], |_row| Ok(()))?;
    old.query_one("SELECT count(*) FROM (SELECT number FROM article LIMIT 0)", [], |_row| Ok(()))?;
    Ok(old)
}

/// Opens a copy of the file with the schema table that these steps create.
fn mend(path: &Path, mended: &Path, steps: &[&str]) -> Result<Connection, OpenError> {
    fs::copy(path, mended)?;
    let folder = tempfile::tempdir()?;
    let sample = folder.path().join("sample");
    let tables = Cache::open_with(&sample, steps)?;
    let mut damaged = File::options().read(true).write(true).open(mended)?;
    if !fits(&tables.connection, &mut damaged)? {
        return Err(OpenError::NotACache);
    }
    drop(tables);
    put_tables(&mut File::open(sample)?, &mut damaged)?;
    open_unlocked(mended).and_then(tell_tables)
}

/// Whether the tables and indexes of a sample are where those of the damaged file are: the pages at their
/// roots, as many as the file has, are of the same kind, all but one.
fn fits(sample: &Connection, damaged: &mut File) -> Result<bool, OpenError> {
    let mut roots = sample.prepare(
        "SELECT rootpage, type = 'index' OR sql LIKE '%WITHOUT ROWID%' FROM sqlite_schema WHERE rootpage > 0",
    )?;
    let mut rows = roots.query([])?;
    let mut others = 0;
    while let Some(row) = rows.next()? {
        let is_index: bool = row.get(1)?;
        let kinds: [u8; 2] = if is_index { [2, 10] } else { [5, 13] };
        let page = page(damaged, row.get::<_, u32>(0)?.into())?;
        others += usize::from(page.first().is_some_and(|kind| !kinds.contains(kind)));
    }
    Ok(others <= 1)
}

/// Replaces the schema table of the damaged file by that of a sample. Pages lost at the end of the file
/// become empty: SQLite refuses tables beyond the end.
fn put_tables(sample: &mut File, damaged: &mut File) -> Result<(), OpenError> {
    damaged.set_len(damaged.metadata()?.len().max(sample.metadata()?.len()))?;
    let mut first = page(sample, 1)?;
    for number in children(&first) {
        let page = page(sample, number)?;
        put(damaged, number, &page)?;
    }
    // The free pages are unknown, and the number of pages is to follow from the length of the file, which
    // SQLite uses where these two counters differ.
    for (at, bytes) in [(32, [0; 8]), (24, [0, 0, 0, 2, 0, 0, 0, 0])] {
        first.iter_mut().skip(at).zip(bytes).for_each(|(byte, new)| *byte = new);
    }
    Ok(put(damaged, 1, &first)?)
}

/// The pages that page 1 points to, where it is an interior page. Source: sqlite.org/fileformat2.html, 1.6.
fn children(first: &[u8]) -> Vec<u64> {
    let number = |at: usize, bytes: usize| {
        first.iter().skip(at).take(bytes).fold(0, |number, byte| number << 8 | u64::from(*byte))
    };
    if number(100, 1) != 5 {
        return Vec::new();
    }
    let cells = usize::try_from(number(103, 2)).unwrap_or_default();
    let cell = |position| usize::try_from(number(112 + 2 * position, 2)).unwrap_or_default();
    (0..cells).map(|position| number(cell(position), 4)).chain([number(108, 4)]).collect()
}

fn page(file: &mut File, number: u64) -> io::Result<Vec<u8>> {
    let mut page = Vec::new();
    file.seek(SeekFrom::Start((number - 1) * PAGE))?;
    file.take(PAGE).read_to_end(&mut page)?;
    Ok(page)
}

fn put(file: &mut File, number: u64, page: &[u8]) -> io::Result<()> {
    file.seek(SeekFrom::Start((number - 1) * PAGE))?;
    file.write_all(page)
}
