//! The header of a file, read before SQLite touches it: whether it is a cache, and of which schema.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use rusqlite::Connection;

use super::OpenError;

/// The application id of a cache in the header of its file: the letters `NwsP`.
pub(super) const APPLICATION_ID: u32 = 0x4e77_7350;

/// The first bytes of every SQLite file. Source: sqlite.org/fileformat2.html, 1.3.
const MAGIC: &[u8] = b"SQLite format 3\0";

/// The fields of a file's header.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Header {
    pub application: u32,
    pub schema: u32,
}

impl Header {
    /// The header as SQLite sees it, the write-ahead log included.
    pub(super) fn of(connection: &Connection) -> rusqlite::Result<Self> {
        let pragma = |name: &str| connection.pragma_query_value(None, name, |row| row.get(0));
        Ok(Self { application: pragma("application_id")?, schema: pragma("user_version")? })
    }
}

/// Reads the header without SQLite, which could write to the file. `None` where the file is empty or missing.
pub(super) fn read_header(path: &Path) -> Result<Option<Header>, OpenError> {
    match fs::metadata(path) {
        Ok(metadata) if !metadata.is_file() => return Err(OpenError::NotAFile),
        Ok(metadata) if metadata.len() == 0 => return Ok(None),
        Ok(_) => {}
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error.into()),
    }
    let mut header = [0; 100];
    File::open(path)?.read_exact(&mut header).map_err(|error| match error.kind() {
        io::ErrorKind::UnexpectedEof => OpenError::NotACache,
        _ => OpenError::Io(error),
    })?;
    if header == [0; 100] && with_suffix(path, "-journal").exists() {
        return Ok(None); // power went while it was made
    }
    if !header.starts_with(MAGIC) {
        return Err(OpenError::NotACache);
    }
    let number = |at: usize| header.get(at..at + 4)?.try_into().ok().map(u32::from_be_bytes);
    Ok(number(68).zip(number(60)).map(|(application, schema)| Header { application, schema }))
}

/// Refuses files that are no cache, or newer than these steps.
pub(super) fn check_version(header: Header, steps: &[&str]) -> Result<(), OpenError> {
    let known = newest(steps);
    match header {
        Header { application, .. } if application != APPLICATION_ID => Err(OpenError::NotACache),
        Header { schema: found, .. } if found > known => Err(OpenError::NewerSchema { found, known }),
        Header { .. } => Ok(()),
    }
}

/// The newest schema of these steps.
pub(super) fn newest(steps: &[&str]) -> u32 {
    u32::try_from(steps.len()).expect("the steps are few")
}

/// The path with `ending` appended.
pub(super) fn with_suffix(path: &Path, ending: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(ending);
    PathBuf::from(name)
}

#[cfg(test)]
mod tests {
    use std::error::Error as _;

    use super::*;
    use crate::cache::Cache;
    use crate::cache::samples::{closed_cache, contents};
    use crate::cache::schema::STEPS;

    fn cause(path: &Path) -> String {
        Cache::open(path).unwrap_err().source().unwrap().to_string()
    }

    #[test]
    fn a_newer_cache_is_refused_with_a_sentence_and_left_untouched() {
        let (folder, path) = closed_cache();
        let mut bytes = fs::read(&path).unwrap();
        bytes[60..64].copy_from_slice(&255_u32.to_be_bytes());
        fs::write(&path, bytes).unwrap();
        let before = contents(folder.path());

        let known = newest(STEPS);
        assert_eq!(
            cause(&path),
            format!(
                "it was written by a newer version of newsprint (schema 255; this version supports up to {known})"
            )
        );

        assert_eq!(contents(folder.path()), before);
    }

    #[test]
    fn a_newer_cache_is_refused_also_while_its_schema_stands_in_the_log() {
        let (_folder, path) = closed_cache();
        let before = fs::read(&path).unwrap();
        let newer = Cache::open_with(&path, &[STEPS, &["CREATE TABLE more (x)"]].concat()).unwrap();
        assert_eq!(fs::read(&path).unwrap(), before);

        let (found, known) = (newest(STEPS) + 1, newest(STEPS));
        assert_eq!(
            cause(&path),
            format!(
                "it was written by a newer version of newsprint (schema {found}; this version supports up to {known})"
            )
        );

        assert_eq!(fs::read(&path).unwrap(), before);
        drop(newer);
    }

    #[test]
    fn a_file_that_is_no_cache_is_refused_and_unchanged() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        fs::write(path("short"), "news").unwrap();
        fs::write(path("long"), "news ".repeat(999)).unwrap();
        let other = Connection::open(path("other")).unwrap();
        other.execute_batch("CREATE TABLE articles (x)").unwrap();
        drop(other);
        let before = contents(folder.path());

        for name in ["short", "long", "other"] {
            assert_eq!(cause(&path(name)), "it is not a newsprint article cache", "{name}");
        }
        assert_eq!(contents(folder.path()), before);
        assert_eq!(cause(folder.path()), "it is not a file");
    }
}
