//! Opens the file. A file that is not a cache, or newer, is refused before anything touches it; one that
//! cannot be written is opened read-only.

use std::cell::RefCell;
use std::fmt::Write as _;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OpenFlags};

use super::header::{Header, check_version, newest, read_header};
use super::log::{BUSY_TIMEOUT, log_length};
use super::schema::{self, STEPS};
use super::{Cache, CacheError, OpenError, ReadOnlyReason, ReindexProgress, SharedDictionary, full_text};

/// Statements kept ready; a reader uses about thirty.
const STATEMENT_CACHE_SIZE: usize = 64;

/// The files that a cache has open: itself, its log, the shared memory, and briefly their folder.
const OPEN_FILES: usize = 4;

/// The POSIX errors for too many open files, of the process (EMFILE) or the system (ENFILE).
const TOO_MANY_OPEN_FILES: [i32; 2] = [24, 23];

/// The settings of every connection. A page cache of 4 MB keeps the reader small.
const SETTINGS: &str = "PRAGMA synchronous = FULL; PRAGMA cell_size_check = ON; PRAGMA cache_size = -4000;";

/// The settings of a connection that stores groups: merging the full-text index needs room, and a checkpoint
/// after every group would write the same pages again and again.
const BULK_WRITE: &str = "PRAGMA cache_size = -49152; PRAGMA wal_autocheckpoint = 4000;";

impl Cache {
    /// Opens the cache in a file, which is created, with its folders, where it is missing.
    ///
    /// # Errors
    /// Where the file is not a cache, is newer than this version knows, or cannot be opened.
    pub fn open(path: &Path) -> Result<Self, CacheError> {
        Self::open_with_progress(path, &mut |_renewal| {})
    }

    /// Opens the cache, and reports progress where the search index must first be rebuilt.
    ///
    /// # Errors
    /// The errors of [`Cache::open`].
    pub fn open_with_progress(
        path: &Path,
        report: &mut dyn FnMut(ReindexProgress),
    ) -> Result<Self, CacheError> {
        let opened = Self::open_with(path, STEPS);
        let mut cache = opened.map_err(|source| CacheError::Open { path: path.to_owned(), source })?;
        if !cache.is_read_only() {
            cache.reindex(report)?;
        }
        Ok(cache)
    }

    /// Opens the cache without rebuilding an outdated search index. Until [`Cache::open`] has rebuilt it on another
    /// connection, searches and related articles find only a part.
    ///
    /// # Errors
    /// The errors of [`Cache::open`].
    pub fn open_before_reindexing(path: &Path) -> Result<Self, CacheError> {
        let opened = Self::open_with(path, STEPS);
        let mut cache = opened.map_err(|source| CacheError::Open { path: path.to_owned(), source })?;
        if !cache.is_read_only() {
            cache.begin_reindexing()?;
        }
        Ok(cache)
    }

    /// Opens a cache that is gone when it is dropped.
    pub fn in_memory() -> Result<Self, CacheError> {
        let opened = Connection::open_in_memory().map_err(OpenError::from).and_then(|mut connection| {
            configure(&connection)?;
            schema::upgrade(&mut connection, None, STEPS)?;
            Ok(connection)
        });
        match opened {
            Ok(connection) => {
                let mut cache = Self::from_connection(connection, None);
                cache.reindex(&mut |_renewal| {})?;
                Ok(cache)
            }
            Err(source) => Err(CacheError::Open { path: PathBuf::from(":memory:"), source }),
        }
    }

    /// A cache with nothing but its connection.
    fn from_connection(connection: Connection, read_only: Option<ReadOnlyReason>) -> Self {
        Self {
            connection,
            read_only,
            is_bulk_writing: false,
            unpacker: RefCell::default(),
            shared_dictionary: SharedDictionary::default(),
            surroundings: None,
            rules: super::rules::Rules::default(),
            sorted: RefCell::default(),
        }
    }

    pub(super) fn open_with(path: &Path, steps: &[&str]) -> Result<Self, OpenError> {
        let path = std::path::absolute(path)?;
        let header = read_header(&path)?;
        if let Some(header) = header {
            check_version(header, steps)?;
        } else if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        match open_to_write(&path, steps) {
            Err(OpenError::Sqlite(_)) if has_too_many_open_files(&path) => Err(OpenError::TooManyFiles),
            Err(OpenError::Sqlite(error)) if header.is_some() => match read_only_reason(&error) {
                Some(reason) => open_to_read(&path, steps, reason),
                None => Err(error.into()),
            },
            opened => opened,
        }
    }

    /// Tunes the connection for storing groups, once.
    pub(super) fn tune_for_bulk_write(&mut self) -> Result<(), CacheError> {
        if !self.is_bulk_writing {
            self.connection.execute_batch(BULK_WRITE)?;
            full_text::tune_for_bulk_write(&self.connection)?;
            self.is_bulk_writing = true;
        }
        Ok(())
    }
}

fn open_to_write(path: &Path, steps: &[&str]) -> Result<Cache, OpenError> {
    let flags =
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut connection = Connection::open_with_flags(path, flags)?;
    configure(&connection)?;
    let header = Header::of(&connection)?;
    if header.schema > 0 {
        check_version_behind_the_log(&connection, header, steps)?;
    }
    if connection.is_readonly("main")? {
        return readable(connection, steps, ReadOnlyReason::Forbidden);
    }
    schema::upgrade(&mut connection, Some(path), steps)?;
    enable_write_ahead_log(&connection)?;
    Ok(Cache::from_connection(connection, None))
}

/// Checks the version behind the write-ahead log: the header may lag behind the log of a newer version that
/// is running or was killed. Closing must not write that log into the file then.
fn check_version_behind_the_log(
    connection: &Connection,
    header: Header,
    steps: &[&str],
) -> Result<(), OpenError> {
    check_version(header, steps).inspect_err(|_refused| {
        let kept = connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true);
        debug_assert!(kept.is_ok(), "the setting exists since SQLite 3.16");
    })
}

/// Switches to write-ahead logging after the tables exist, so that the header of the file itself identifies
/// it from the beginning.
fn enable_write_ahead_log(connection: &Connection) -> Result<(), OpenError> {
    let mode: String = connection.pragma_query_value(None, "journal_mode", |row| row.get(0))?;
    if mode != "wal" {
        connection.pragma_update_and_check(None, "journal_mode", "wal", |_row| Ok(()))?;
    }
    Ok(())
}

/// Opens a file without writers for reading, with the contents of its log: without locks, and without shared
/// memory.
pub(super) fn open_unlocked(path: &Path) -> Result<Connection, OpenError> {
    let flags =
        OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = if log_length(path) == 0 {
        Connection::open_with_flags(immutable_uri(path), flags)?
    } else {
        Connection::open_with_flags_and_vfs(path, flags, c"unix-none")?
    };
    connection.pragma_update_and_check(None, "locking_mode", "exclusive", |_row| Ok(()))?;
    configure(&connection)?;
    Ok(connection)
}

/// Opens a cache that cannot be written for reading.
pub(super) fn open_to_read(path: &Path, steps: &[&str], reason: ReadOnlyReason) -> Result<Cache, OpenError> {
    readable(open_unlocked(path)?, steps, reason)
}

/// Checks that a cache that cannot be upgraded has the current schema.
fn readable(connection: Connection, steps: &[&str], reason: ReadOnlyReason) -> Result<Cache, OpenError> {
    let header = Header::of(&connection)?;
    check_version(header, steps)?;
    if header.schema < newest(steps) {
        return Err(OpenError::CannotUpgrade { found: header.schema });
    }
    Ok(Cache::from_connection(connection, Some(reason)))
}

/// Why a file cannot be written: the file, its folder or its disk; the log and the shared memory are files
/// too.
fn read_only_reason(error: &rusqlite::Error) -> Option<ReadOnlyReason> {
    match error.sqlite_error_code()? {
        ErrorCode::CannotOpen | ErrorCode::ReadOnly | ErrorCode::PermissionDenied => {
            Some(ReadOnlyReason::Forbidden)
        }
        ErrorCode::DiskFull => Some(ReadOnlyReason::DiskFull),
        ErrorCode::SystemIoFailure => Some(ReadOnlyReason::DiskFailed),
        _ => None,
    }
}

/// Whether the process may not open as many files as a cache needs: SQLite then reports only that it cannot
/// open its file.
fn has_too_many_open_files(path: &Path) -> bool {
    let folder = path.parent().unwrap_or(path);
    let handles: io::Result<Vec<File>> = (0..OPEN_FILES).map(|_| File::open(folder)).collect();
    handles.is_err_and(|error| TOO_MANY_OPEN_FILES.iter().any(|code| error.raw_os_error() == Some(*code)))
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

fn configure(connection: &Connection) -> Result<(), OpenError> {
    connection.busy_timeout(BUSY_TIMEOUT)?;
    connection.set_prepared_statement_cache_capacity(STATEMENT_CACHE_SIZE);
    for (setting, value) in [
        (DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true),
        (DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false),
        (DbConfig::SQLITE_DBCONFIG_ENABLE_FKEY, true),
        (DbConfig::SQLITE_DBCONFIG_DQS_DML, false),
        // Without this setting, statements are prepared again whenever a bound value changes.
        (DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true),
    ] {
        connection.set_db_config(setting, value)?;
    }
    Ok(connection.execute_batch(SETTINGS)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cache::samples::{article, closed_cache, contents, now, stored};
    use crate::domain::{ArticleId, Change, ListRange, Order, View};

    #[test]
    fn a_cache_is_made_with_its_folders_and_keeps_what_is_stored() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a folder/of #1?/cache.db");

        let id = stored(&mut Cache::open(&path).unwrap(), &article("Rain"));

        assert_eq!(Cache::open(&path).unwrap().article(id).unwrap(), Some(article("Rain")));
        assert_eq!(contents(path.parent().unwrap()).len(), 1);
    }

    #[test]
    fn stored_articles_survive_a_kill() {
        let (folder, path) = closed_cache();
        let mut killed = Cache::open(&path).unwrap();
        let id = stored(&mut killed, &article("Snow"));

        let after = tempfile::tempdir().unwrap();
        for (file, content) in
            contents(folder.path()).into_iter().filter(|(file, _)| !file.to_string_lossy().ends_with("-shm"))
        {
            fs::write(after.path().join(file.file_name().unwrap()), content).unwrap();
        }

        let cache = Cache::open(&after.path().join("cache.db")).unwrap();
        assert_eq!(cache.article(id).unwrap(), Some(article("Snow")));
        assert_eq!(cache.check().unwrap(), [""; 0]);
    }

    #[test]
    fn a_cache_that_cannot_be_written_is_opened_read_only() {
        let (folder, path) = closed_cache();
        let before = contents(folder.path());

        let mut cache = open_to_read(&path, STEPS, ReadOnlyReason::Forbidden).unwrap();

        assert!(cache.is_read_only());
        assert_eq!(cache.list(&View::All, Order::NewestFirst, ListRange::first(9)).unwrap().len(), 1);
        let refused = [
            cache.store(&[article("Snow")], now()).unwrap_err(),
            cache.apply(&Change::Read(vec![(ArticleId(1), true)]), now()).unwrap_err(),
            cache.remember("trail", "").unwrap_err(),
        ];
        for error in refused {
            assert_eq!(error.to_string(), "cannot write to the article cache: it is read-only");
        }
        drop(cache);
        assert_eq!(contents(folder.path()), before);
    }

    #[test]
    fn a_reader_sees_what_another_one_stores() {
        let (_folder, path) = closed_cache();
        let reader = Cache::open(&path).unwrap();
        let mut importer = Cache::open(&path).unwrap();

        let id = stored(&mut importer, &article("Snow"));

        assert_eq!(reader.article(id).unwrap(), Some(article("Snow")));
    }

    #[test]
    fn two_may_store_at_once() {
        let (_folder, path) = closed_cache();
        let import = |name: &'static str| {
            let path = path.clone();
            std::thread::spawn(move || {
                let mut cache = Cache::open(&path).unwrap();
                (0..20).for_each(|number| {
                    stored(&mut cache, &article(&format!("{name} {number}")));
                });
            })
        };

        for import in [import("Snow"), import("Hail")] {
            import.join().unwrap();
        }

        let cache = Cache::open(&path).unwrap();
        assert_eq!(cache.counts().unwrap().articles, 41);
        assert_eq!(cache.check().unwrap(), [""; 0]);
    }

    #[test]
    fn a_damaged_file_is_an_error_and_never_an_empty_cache() {
        let (_folder, path) = closed_cache();
        let mut bytes = fs::read(&path).unwrap();
        bytes[100..].fill(0xa5);
        fs::write(&path, &bytes).unwrap();

        assert!(Cache::open(&path).is_err());

        assert_eq!(fs::read(&path).unwrap(), bytes);
    }
}
