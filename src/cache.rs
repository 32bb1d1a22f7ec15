//! The article cache: one SQLite file. SQL is spoken only here.
//!
//! Each file beside is one subject: its statements, its rows, its tests. An article has a *number*,
//! given once and never again ([`ArticleId`](crate::domain::ArticleId)), and a *key*, the row number
//! of its table, which sorts by publication. Lists and the full-text index go by key, what the
//! person adds goes by number. Does not know how articles come or where they are shown.

mod articles;
mod check;
mod document;
mod error;
mod file;
mod full_text;
mod header;
mod identity;
mod links;
mod lists;
mod marks;
mod order;
mod places;
mod schema;
mod shelves;
mod store;

#[cfg(test)]
mod samples;

use rusqlite::Connection;

pub use error::{CacheError, OpenFault};
pub use shelves::{Counts, Shelf};
pub use store::{Outcome, Stored};

/// An open cache. One thread uses it at a time; others, and other processes, open their own.
#[derive(Debug)]
pub struct Cache {
    connection: Connection,
    read_only: bool,
    roomy: bool,
}

impl Cache {
    /// Whether nothing can be written: the file, its folder or its disk does not allow it.
    #[must_use]
    pub const fn is_read_only(&self) -> bool {
        self.read_only
    }
}
