//! The write-ahead log. Unsynced writes go there without waiting for the disk; when the reader is idle the
//! log is checkpointed, so that the next start finds little of it to read.

use std::fs;
use std::path::Path;
use std::time::Duration;

use rusqlite::config::DbConfig;

use super::header::with_suffix;
use super::{Cache, CacheError};

/// The longest time a writer waits for another.
pub(super) const BUSY_TIMEOUT: Duration = Duration::from_secs(10);

/// The settings for an unsynced write, and those restored after it. The disk is not synced, not even where
/// the log is restarted; so no checkpoint may run meanwhile, the one step that needs a sync. A long log
/// must be checkpointed: then only the restart is synced.
const UNSYNCED: [&str; 2] = [
    "PRAGMA synchronous = OFF; PRAGMA wal_autocheckpoint = 0;",
    "PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 1000;",
];
/// The same settings for a long log: the restart of the log is synced.
const UNSYNCED_WITH_LONG_LOG: [&str; 2] = ["PRAGMA synchronous = NORMAL;", "PRAGMA synchronous = FULL;"];
/// The bytes from which the log must be checkpointed.
const LONG_LOG_BYTES: u64 = 1 << 21;

/// The least bytes of a log that are worth a checkpoint: about ten articles read.
const CHECKPOINT_THRESHOLD: u64 = 1 << 18;

impl Cache {
    /// Runs [`Cache::transaction`] as an unsynced write: it survives a killed process at once, a power cut
    /// only after the disk has caught up or another write is synced; the caller does not wait for the disk.
    pub fn unsynced_write<T, E: From<CacheError>>(
        &mut self,
        work: impl FnOnce(&mut Self) -> Result<T, E>,
    ) -> Result<T, E> {
        let say = |cache: &Self, words| cache.connection.execute_batch(words).map_err(CacheError::from);
        let [before, after] = self.pragmas_around_unsynced();
        say(self, before)?;
        let done = self.transaction(work);
        say(self, after)?;
        done
    }

    /// Leaves the write-ahead log as it is when the cache is closed, so that closing takes no time: the next
    /// process reads on from there.
    pub fn skip_checkpoint_on_close(&self) -> Result<(), CacheError> {
        self.connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
        Ok(())
    }

    /// Checkpoints the log, where it is long enough. Where others read or write, nothing is done.
    pub fn checkpoint_log(&self) -> Result<(), CacheError> {
        if !self.is_read_only() && self.log_length() >= CHECKPOINT_THRESHOLD {
            self.connection.busy_timeout(Duration::ZERO)?;
            let moved = self.connection.query_row("PRAGMA wal_checkpoint (TRUNCATE)", [], |_row| Ok(()));
            self.connection.busy_timeout(BUSY_TIMEOUT)?;
            moved?;
        }
        Ok(())
    }

    /// The settings before and after an unsynced write.
    fn pragmas_around_unsynced(&self) -> [&'static str; 2] {
        if self.log_length() >= LONG_LOG_BYTES || self.is_bulk_writing {
            UNSYNCED_WITH_LONG_LOG
        } else {
            UNSYNCED
        }
    }

    fn log_length(&self) -> u64 {
        self.connection.path().map_or(0, |path| log_length(Path::new(path)))
    }
}

/// The bytes of the log of a cache; 0 where there is none.
pub(super) fn log_length(path: &Path) -> u64 {
    fs::metadata(with_suffix(path, "-wal")).map_or(0, |metadata| metadata.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cache::samples::closed_cache;

    /// A cache with enough unsynced writes that its log is worth a checkpoint.
    fn with_a_long_log() -> (tempfile::TempDir, Cache) {
        let (folder, path) = closed_cache();
        let mut cache = Cache::open(&path).unwrap();
        let text = "x".repeat(1 << 10);
        for number in 0.. {
            let kept: Result<(), CacheError> =
                cache.unsynced_write(|cache| cache.remember(&number.to_string(), &text));
            kept.unwrap();
            if cache.log_length() >= CHECKPOINT_THRESHOLD {
                break;
            }
        }
        (folder, cache)
    }

    #[test]
    fn a_long_log_moves_into_the_file_and_a_short_one_stays() {
        let (_folder, mut cache) = with_a_long_log();

        cache.checkpoint_log().unwrap();
        assert_eq!(cache.log_length(), 0);

        let kept: Result<(), CacheError> = cache.unsynced_write(|cache| cache.remember("0", "y"));
        kept.unwrap();
        let short = cache.log_length();
        cache.checkpoint_log().unwrap();

        assert!(short > 0 && cache.log_length() == short);
        assert_eq!(cache.remembered("0").unwrap().as_deref(), Some("y"));
        assert_eq!(cache.check().unwrap(), [""; 0]);
    }

    #[test]
    fn a_checkpoint_does_not_wait_for_a_reader_and_is_made_later() {
        let (_folder, cache) = with_a_long_log();
        let other = Cache::open(Path::new(cache.connection.path().unwrap())).unwrap();
        let read: Result<(), CacheError> = other.read_snapshot(|other| {
            other.counts()?;
            let begun = std::time::Instant::now();
            cache.checkpoint_log()?;
            assert!(begun.elapsed() < BUSY_TIMEOUT / 2);
            assert!(cache.log_length() >= CHECKPOINT_THRESHOLD);
            Ok(())
        });
        read.unwrap();

        cache.checkpoint_log().unwrap();

        assert_eq!(cache.log_length(), 0);
        assert_eq!(other.remembered("0").unwrap().map(|text| text.len()), Some(1 << 10));
    }
}
