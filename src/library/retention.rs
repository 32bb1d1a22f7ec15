//! The removal of articles past their retention.

use jiff::{SignedDuration, Timestamp};

use super::{Library, LibraryError};
use crate::cache::RetentionLimits;
use crate::domain::{ArticleId, Retention};

/// Days for which a deleted article can be restored.
const UNDO_DAYS: i64 = 30;

/// The counts of a removal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pruned {
    /// Articles removed.
    pub articles: usize,
    /// Bytes freed on the disk.
    pub bytes: u64,
}

impl Library {
    /// Removes the expired articles, and frees their space on the disk.
    pub fn prune(&mut self, limits: &RetentionLimits, now: Timestamp) -> Result<Pruned, LibraryError> {
        let before = self.cache.size()?;
        let articles = self.remove_expired(limits, now)?;
        if articles > 0 {
            self.cache.vacuum(articles)?;
        }
        Ok(Pruned { articles, bytes: before.saturating_sub(self.cache.size()?) })
    }

    /// Removes the expired articles; their space in the file is reused.
    pub fn remove_expired(
        &mut self,
        limits: &RetentionLimits,
        now: Timestamp,
    ) -> Result<usize, LibraryError> {
        let long_ago = now.checked_sub(SignedDuration::from_hours(24 * UNDO_DAYS)).unwrap_or(Timestamp::MIN);
        self.cache.drop_snapshots(long_ago)?;
        if limits.is_unlimited() && self.feeds()?.iter().all(|feed| feed.retention == Retention::default()) {
            return Ok(0);
        }
        let expired: Vec<ArticleId> = self.expired(limits, now)?.into_iter().map(|(id, _)| id).collect();
        if expired.is_empty() { Ok(0) } else { Ok(self.cache.remove(&expired)?) }
    }
}
