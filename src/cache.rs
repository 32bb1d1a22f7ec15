//! The article cache: one SQLite file. SQL is spoken only here.
//!
//! Each file beside is one subject: its statements, its rows, its tests. An article has a *number*, assigned
//! once and never reused ([`ArticleId`](crate::domain::ArticleId)), and a *key*, the row number of its table,
//! which sorts by publication date. Lists and the full-text index go by key, marks by number. Does not know
//! how articles are imported or where they are shown.

mod accounts;
mod apply;
mod articles;
mod bookmarks;
mod check;
mod corrections;
mod counts;
mod deduplication;
mod deleted;
mod document;
mod entries;
mod error;
mod feed_lists;
mod feeds;
mod file;
mod full_text;
mod header;
mod highlights;
mod identity;
mod links;
mod listed_row;
mod lists;
mod log;
mod order;
mod pictures;
mod places;
mod prepared;
mod pruning;
mod reindexing;
mod related;
mod repair;
mod rules;
mod saved;
mod schema;
mod search;
mod selection;
mod sorted;
mod statements;
mod store;
mod stories;

#[cfg(test)]
mod samples;

use std::cell::RefCell;

use rusqlite::{Connection, TransactionBehavior};

pub use accounts::{FlagState, LinkedFeed, LinkedItem, LinkedLabel, PendingFlag};
pub use counts::{Counts, NamedCount};
pub use document::{Packer, SharedDictionary};
pub use entries::EntryToStore;
pub use error::{CacheError, OpenError};
pub use identity::Identity;
pub use prepared::Prepared;
pub use pruning::RetentionLimits;
pub use reindexing::ReindexProgress;
pub use related::Candidate;
pub use repair::{Repair, RepairSummary};
pub use search::Interrupt;
pub use statements::{NamedMarks, Subject};
pub use store::{StoreOutcome, StoreResult};
pub use stories::{LatestRow, StoryMember};

/// An open cache. Only one thread uses it at a time; other threads and processes open their own.
#[derive(Debug)]
pub struct Cache {
    connection: Connection,
    read_only: Option<ReadOnlyReason>,
    is_bulk_writing: bool,
    unpacker: RefCell<document::Unpacker>,
    /// The compression dictionary, shared with the packing threads.
    shared_dictionary: SharedDictionary,
    /// The articles and clusters that new articles are compared with, from one group to the next.
    surroundings: Option<stories::Surroundings>,
    /// The rules for arriving articles.
    rules: rules::Rules,
    /// The list that was last sorted in an order without an index.
    sorted: RefCell<sorted::Sorted>,
}

/// Why a cache was opened read-only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum ReadOnlyReason {
    /// The file, its folder or its disk is write-protected.
    Forbidden,
    /// The disk is full.
    DiskFull,
    /// Writing to the disk failed, for any reason.
    DiskFailed,
}

impl Cache {
    /// The dictionary for the threads that prepare articles for this cache.
    pub fn dictionary(&self) -> Result<SharedDictionary, CacheError> {
        if self.connection.is_autocommit() {
            self.shared_dictionary.read(&self.connection)?;
        }
        Ok(self.shared_dictionary.clone())
    }

    /// Whether nothing can be written: the file, its folder or its disk does not allow it.
    pub const fn is_read_only(&self) -> bool {
        self.read_only.is_some()
    }

    /// Returns an error, with the cause, where the cache was opened for reading only.
    const fn writable(&self) -> Result<(), CacheError> {
        match self.read_only {
            None => Ok(()),
            Some(ReadOnlyReason::Forbidden) => Err(CacheError::ReadOnly),
            Some(ReadOnlyReason::DiskFull) => Err(CacheError::DiskFull),
            Some(ReadOnlyReason::DiskFailed) => Err(CacheError::DiskFailed),
        }
    }

    /// Reads several things in one read snapshot, which is also faster than one by one.
    pub fn read_snapshot<T, E: From<CacheError>>(
        &self,
        work: impl FnOnce(&Self) -> Result<T, E>,
    ) -> Result<T, E> {
        let snapshot = self.connection.unchecked_transaction().map_err(CacheError::from)?;
        let read = work(self);
        drop(snapshot);
        read
    }

    /// Writes several things in one transaction, or in the current one: all of them or none, with one sync of
    /// the disk.
    ///
    /// # Errors
    /// Where the cache cannot be written, and any error of `work`; then nothing was written.
    pub fn transaction<T, E: From<CacheError>>(
        &mut self,
        work: impl FnOnce(&mut Self) -> Result<T, E>,
    ) -> Result<T, E> {
        self.writable()?;
        if !self.connection.is_autocommit() {
            return work(self);
        }
        let say = |cache: &Self, words| cache.connection.execute_batch(words).map_err(CacheError::from);
        say(self, "BEGIN IMMEDIATE")?;
        match work(self) {
            Ok(done) => say(self, "COMMIT").map(|()| done).map_err(E::from),
            Err(error) => {
                // The failure of the work may have ended the transaction already.
                drop(say(self, "ROLLBACK"));
                self.surroundings = None;
                Err(error)
            }
        }
    }

    /// Writes in a transaction of its own, or in the current one.
    fn write<T>(&mut self, work: impl FnOnce(&Connection) -> Result<T, CacheError>) -> Result<T, CacheError> {
        self.writable()?;
        if !self.connection.is_autocommit() {
            return work(&self.connection);
        }
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let done = work(&transaction)?;
        transaction.commit()?;
        Ok(done)
    }
}
