//! Stopping a search that nobody waits for any more.

use rusqlite::InterruptHandle;

use crate::cache::Cache;

/// Stops what a cache is doing, from another thread. What was stopped answers
/// [`Interrupted`](crate::cache::CacheError::Interrupted); where nothing is being done, nothing happens.
pub struct Interrupt(InterruptHandle);

impl Interrupt {
    /// Stops what is being done.
    pub fn interrupt(&self) {
        self.0.interrupt();
    }
}

impl Cache {
    /// What stops this cache from another thread.
    #[must_use]
    pub fn interrupt(&self) -> Interrupt {
        Interrupt(self.connection.get_interrupt_handle())
    }
}
