//! The errors of the cache, worded so that a person can act on them.

use std::io;
use std::path::PathBuf;

use rusqlite::ErrorCode;
use rusqlite::ffi::SQLITE_IOERR_SHMSIZE;
use thiserror::Error;

use crate::domain::{ArticleId, FeedId};

/// An error of the cache.
#[derive(Debug, Error)]
pub enum CacheError {
    /// The file was refused or could not be read; it is unchanged.
    #[error("cannot open the article cache {}", path.display())]
    Open {
        /// The file.
        path: PathBuf,
        /// Why.
        source: OpenError,
    },
    /// The cache is open read-only.
    #[error("cannot write to the article cache: it is read-only")]
    ReadOnly,
    /// Another process held the lock until the timeout.
    #[error("cannot write to the article cache: another program is writing to it")]
    Busy,
    /// The disk is full.
    #[error("cannot write to the article cache: the disk is full")]
    DiskFull,
    /// Writing to the disk failed.
    #[error("cannot write to the article cache: the disk is full or failing")]
    DiskFailed,
    /// Pages of the file contradict each other.
    #[error("cannot read the article cache: the file is damaged")]
    Damaged(#[source] rusqlite::Error),
    /// The row of an article contains a value that newsprint did not write.
    #[error("cannot read article {id}: {what}")]
    DamagedArticle {
        /// The article.
        id: ArticleId,
        /// The description of the damage.
        what: &'static str,
    },
    /// The row of a feed contains a value that newsprint did not write.
    #[error("cannot read feed {id}: it has no address")]
    DamagedFeed {
        /// The feed.
        id: FeedId,
    },
    /// All article numbers are used up: they are 32 bits wide and never reused.
    #[error("cannot store another article: there are no article numbers left")]
    NoNumbersLeft,
    /// The file is damaged, or never was a cache, and nothing could be read of it.
    #[error("nothing in it could be recovered")]
    NothingSaved,
    /// A file beside the cache, such as its log, cannot be opened.
    #[error("cannot use the article cache: too many files are open, or its folder is gone")]
    NoFile(#[source] rusqlite::Error),
    /// The query was interrupted.
    #[error("the search was interrupted")]
    Interrupted,
    /// Any other error of SQLite.
    #[error("cannot use the article cache")]
    Other(#[source] rusqlite::Error),
}

/// Why a file was not opened as a cache.
#[derive(Debug, Error)]
pub enum OpenError {
    /// The file was written by a newer newsprint.
    #[error(
        "it was written by a newer version of newsprint (schema {found}; this version supports up to {known})"
    )]
    NewerSchema {
        /// The schema of the file.
        found: u32,
        /// The newest schema known here.
        known: u32,
    },
    /// The file was written by an older newsprint and cannot be upgraded.
    #[error("it was written by an older version of newsprint (schema {found}), and it is read-only")]
    CannotUpgrade {
        /// The schema of the file.
        found: u32,
    },
    /// The file is not a cache of newsprint.
    #[error("it is not a newsprint article cache")]
    NotACache,
    /// The path is a folder, a pipe or a device.
    #[error("it is not a file")]
    NotAFile,
    /// The process may not open as many files as a cache needs.
    #[error("too many files are open; ulimit -n shows the limit")]
    TooManyFiles,
    /// The system refused.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// SQLite refused.
    #[error(transparent)]
    Sqlite(#[from] rusqlite::Error),
}

impl CacheError {
    /// Whether the beginning of the file is not that of a cache: another program's file, or a damaged one.
    pub const fn is_not_a_cache(&self) -> bool {
        matches!(self, Self::Open { source: OpenError::NotACache, .. })
    }

    /// Whether the file is damaged, its beginning included.
    pub fn is_damage(&self) -> bool {
        match self {
            Self::Damaged(_)
            | Self::DamagedArticle { .. }
            | Self::Open { source: OpenError::NotACache, .. } => true,
            Self::Open { source: OpenError::Sqlite(error), .. } | Self::Other(error) => matches!(
                error.sqlite_error_code(),
                Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase | ErrorCode::Unknown)
            ),
            _ => false,
        }
    }
}

impl From<rusqlite::Error> for CacheError {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(ErrorCode::ReadOnly) => Self::ReadOnly,
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy,
            Some(ErrorCode::OperationInterrupted) => Self::Interrupted,
            Some(ErrorCode::CannotOpen) => Self::NoFile(error),
            Some(ErrorCode::DiskFull) => Self::DiskFull,
            // The shared-memory index of the log cannot grow, so this is reported as a full disk.
            Some(ErrorCode::SystemIoFailure) if is_shared_memory_full(&error) => Self::DiskFull,
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => Self::Damaged(error),
            None if is_unexpected_row(&error) => Self::Damaged(error),
            _ => Self::Other(error),
        }
    }
}

/// Whether a row that every cache has is missing, or a value is not of the type that newsprint writes.
fn is_unexpected_row(error: &rusqlite::Error) -> bool {
    use rusqlite::Error as Told;
    matches!(
        error,
        Told::QueryReturnedNoRows
            | Told::InvalidColumnType(..)
            | Told::IntegralValueOutOfRange(..)
            | Told::FromSqlConversionFailure(..)
            | Told::Utf8Error(..)
    )
}

fn is_shared_memory_full(error: &rusqlite::Error) -> bool {
    matches!(error, rusqlite::Error::SqliteFailure(told, _) if told.extended_code == SQLITE_IOERR_SHMSIZE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_that_every_cache_has_is_missing_only_from_a_damaged_one() {
        let connection = rusqlite::Connection::open_in_memory().unwrap();
        let asked = |statement: &str| -> CacheError {
            connection.query_row(statement, [], |row| row.get::<_, u32>(0)).unwrap_err().into()
        };

        for statement in ["SELECT 1 WHERE 0", "SELECT 'text'", "SELECT -1"] {
            assert!(asked(statement).is_damage(), "{statement}");
        }
        assert!(!asked("SELECT nothing").is_damage());
    }
}
