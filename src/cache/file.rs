//! Opening the file. One that is not ours, or newer, is refused before anything touches it; one that
//! cannot be written is opened for reading.

use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OpenFlags};

use super::schema::{self, APPLICATION_ID, Marks, STEPS, beside};
use super::{Cache, CacheError, OpenFault};

/// How long a writer waits for another one.
const PATIENCE: Duration = Duration::from_secs(10);

/// The first bytes of every SQLite file. Source: sqlite.org/fileformat2.html, 1.3.
const MAGIC: &[u8] = b"SQLite format 3\0";

/// Statements kept ready; a reader uses about thirty.
const STATEMENTS: usize = 64;

/// The settings of every connection. A page cache of 4 MB keeps the reader small.
const SETTINGS: &str = "PRAGMA synchronous = FULL; PRAGMA cell_size_check = ON; PRAGMA cache_size = -4000;";

/// The settings of a connection that stores groups: merging the full-text index wants room, and a
/// checkpoint after every group would write the same pages again and again.
const ROOMY: &str = "PRAGMA cache_size = -49152; PRAGMA wal_autocheckpoint = 4000;";

impl Cache {
    /// Opens the cache in a file, and creates it, its folders included, where there is none.
    ///
    /// # Errors
    /// Where the file is not a cache, is newer than this version knows, or cannot be opened.
    pub fn open(path: &Path) -> Result<Self, CacheError> {
        Self::open_with(path, STEPS).map_err(|source| CacheError::Open { path: path.to_owned(), source })
    }

    /// Opens a cache that is gone when it is dropped.
    ///
    /// # Errors
    /// Where memory is short.
    pub fn in_memory() -> Result<Self, CacheError> {
        let opened = Connection::open_in_memory().map_err(OpenFault::from).and_then(|mut connection| {
            configure(&connection)?;
            schema::upgrade(&mut connection, None, STEPS)?;
            Ok(connection)
        });
        match opened {
            Ok(connection) => Ok(Self { connection, read_only: false, roomy: false }),
            Err(source) => Err(CacheError::Open { path: PathBuf::from(":memory:"), source }),
        }
    }

    fn open_with(path: &Path, steps: &[&str]) -> Result<Self, OpenFault> {
        let path = std::path::absolute(path)?;
        let header = read_header(&path)?;
        if let Some(marks) = header {
            judge(marks, steps)?;
        } else if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        match open_to_write(&path, steps) {
            Err(OpenFault::Sqlite(error)) if header.is_some() && forbids_writing(&error, &path) => {
                open_to_read(&path, steps)
            }
            opened => opened,
        }
    }

    /// Makes room for storing groups, once.
    pub(super) fn make_room(&mut self) -> Result<(), CacheError> {
        if !self.roomy {
            self.connection.execute_batch(ROOMY)?;
            self.roomy = true;
        }
        Ok(())
    }
}

/// Reads what the file says it is without SQLite, which could write to it. `None` where it is empty
/// or missing.
fn read_header(path: &Path) -> Result<Option<Marks>, OpenFault> {
    match fs::metadata(path) {
        Ok(metadata) if !metadata.is_file() => return Err(OpenFault::NotAFile),
        Ok(metadata) if metadata.len() == 0 => return Ok(None),
        Ok(_) => {}
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error.into()),
    }
    let mut header = [0; 100];
    File::open(path)?.read_exact(&mut header).map_err(|error| match error.kind() {
        io::ErrorKind::UnexpectedEof => OpenFault::NotACache,
        _ => OpenFault::Io(error),
    })?;
    if !header.starts_with(MAGIC) {
        return Err(OpenFault::NotACache);
    }
    let number = |at: usize| header.get(at..at + 4)?.try_into().ok().map(u32::from_be_bytes);
    Ok(number(68).zip(number(60)).map(|(application, schema)| Marks { application, schema }))
}

fn judge(marks: Marks, steps: &[&str]) -> Result<(), OpenFault> {
    let known = schema::newest(steps);
    match marks {
        Marks { application, .. } if application != APPLICATION_ID => Err(OpenFault::NotACache),
        Marks { schema: found, .. } if found > known => Err(OpenFault::NewerSchema { found, known }),
        Marks { .. } => Ok(()),
    }
}

fn open_to_write(path: &Path, steps: &[&str]) -> Result<Cache, OpenFault> {
    let flags =
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut connection = Connection::open_with_flags(path, flags)?;
    configure(&connection)?;
    let marks = Marks::of(&connection)?;
    if marks.schema > 0 {
        judge_behind_the_log(&connection, marks, steps)?;
    }
    let read_only = connection.is_readonly("main")?;
    if !read_only {
        schema::upgrade(&mut connection, Some(path), steps)?;
        keep_a_log(&connection)?;
    }
    Ok(Cache { connection, read_only, roomy: false })
}

/// The header may lag behind the write-ahead log of a newer version that is running or was killed.
/// Closing must not write that log into the file then.
fn judge_behind_the_log(connection: &Connection, marks: Marks, steps: &[&str]) -> Result<(), OpenFault> {
    judge(marks, steps).inspect_err(|_refused| {
        let kept = connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true);
        debug_assert!(kept.is_ok(), "the setting exists since SQLite 3.16");
    })
}

/// Switches to write-ahead logging after the tables exist, so that the header of the file itself
/// says from the beginning what it is.
fn keep_a_log(connection: &Connection) -> Result<(), OpenFault> {
    let mode: String = connection.pragma_query_value(None, "journal_mode", |row| row.get(0))?;
    if mode != "wal" {
        connection.pragma_update_and_check(None, "journal_mode", "wal", |_row| Ok(()))?;
    }
    Ok(())
}

/// Without its log and the memory shared over it, a cache can still be read, as long as no log is
/// left that holds articles the file does not have yet.
fn open_to_read(path: &Path, steps: &[&str]) -> Result<Cache, OpenFault> {
    let flags =
        OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(immutable_uri(path), flags)?;
    configure(&connection)?;
    judge(Marks::of(&connection)?, steps)?;
    Ok(Cache { connection, read_only: true, roomy: false })
}

fn forbids_writing(error: &rusqlite::Error, path: &Path) -> bool {
    let forbidden = matches!(error.sqlite_error_code(), Some(ErrorCode::CannotOpen | ErrorCode::ReadOnly));
    let log = fs::metadata(beside(path, "-wal")).map_or(0, |metadata| metadata.len());
    forbidden && log == 0
}

fn immutable_uri(path: &Path) -> String {
    let mut uri = String::from("file:");
    for byte in path.as_os_str().as_encoded_bytes() {
        match byte {
            b'/' | b'.' | b'-' | b'_' => uri.push(char::from(*byte)),
            byte if byte.is_ascii_alphanumeric() => uri.push(char::from(*byte)),
            byte => write!(uri, "%{byte:02X}").expect("a string takes everything"),
        }
    }
    uri + "?immutable=1"
}

fn configure(connection: &Connection) -> Result<(), OpenFault> {
    connection.busy_timeout(PATIENCE)?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    for (setting, value) in [
        (DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true),
        (DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false),
        (DbConfig::SQLITE_DBCONFIG_ENABLE_FKEY, true),
        (DbConfig::SQLITE_DBCONFIG_DQS_DML, false),
    ] {
        connection.set_db_config(setting, value)?;
    }
    Ok(connection.execute_batch(SETTINGS)?)
}
