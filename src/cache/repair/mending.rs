//! Opens a damaged file for reading: as it is, or, where its beginning is damaged, a copy of it with the
//! beginning that every cache has.
//!
//! Page 1 holds the header and the root of the table of tables. The first step of the schema is taken in
//! an empty file, so these pages are the same in every cache.

use std::fs::{self, File};
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::Path;

use rusqlite::Connection;

use crate::cache::file::open_unlocked;
use crate::cache::header::beside;
use crate::cache::schema::STEPS;
use crate::cache::{Cache, OpenFault};

/// Bytes of a page; SQLite's own choice, never another.
const PAGE: u64 = 4_096;

/// Opens the file for reading, mended where it has to be.
pub(super) fn open(path: &Path) -> Result<Connection, OpenFault> {
    if let Ok(old) = open_unlocked(path).and_then(tell_tables) {
        return Ok(old);
    }
    let mended = beside(path, ".mended");
    fs::copy(path, &mended)?;
    let opened = mend(&mended).and_then(|()| open_unlocked(&mended)).and_then(tell_tables);
    // It is open, or of no use; on disk it is not needed any more.
    fs::remove_file(&mended)?;
    opened
}

fn tell_tables(old: Connection) -> Result<Connection, OpenFault> {
    old.query_one("SELECT count(sql) FROM sqlite_schema", [], |_row| Ok(()))?;
    old.query_one("SELECT count(*) FROM (SELECT number FROM article LIMIT 0)", [], |_row| Ok(()))?;
    Ok(old)
}

fn mend(path: &Path) -> Result<(), OpenFault> {
    let folder = tempfile::tempdir()?;
    let sample = folder.path().join("sample");
    drop(Cache::open_with(&sample, STEPS.get(..1).unwrap_or_default())?);
    let mut sample = File::open(sample)?;
    let mut damaged = File::options().write(true).open(path)?;
    let mut first = page(&mut sample, 1)?;
    for number in children(&first) {
        let page = page(&mut sample, number)?;
        put(&mut damaged, number, &page)?;
    }
    // The free pages are not known, and how many pages there are is told by the length of the file:
    // that is so where these two counters differ.
    for (at, bytes) in [(32, [0; 8]), (24, [0, 0, 0, 2, 0, 0, 0, 0])] {
        first.iter_mut().skip(at).zip(bytes).for_each(|(byte, new)| *byte = new);
    }
    Ok(put(&mut damaged, 1, &first)?)
}

/// The pages that page 1 points to, where it is an inner page. Source: sqlite.org/fileformat2.html, 1.6.
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
