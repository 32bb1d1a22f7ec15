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
    pub fn interrupt(&self) -> Interrupt {
        Interrupt(self.connection.get_interrupt_handle())
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::thread;

    use super::*;
    use crate::cache::CacheError;
    use crate::cache::samples::{article, now};
    use crate::domain::{Query, View};

    #[test]
    fn a_search_is_stopped_from_another_thread_and_the_next_one_is_not() {
        let mut cache = Cache::in_memory().unwrap();
        let many: Vec<_> = (0..500).map(|number| article(&format!("Rain {number}"))).collect();
        cache.store(&many, now()).unwrap();
        let view = View::Matching(Query::parse("\"rose in\"").unwrap());
        let (interrupt, stopped) = (cache.interrupt(), AtomicBool::new(false));

        thread::scope(|scope| {
            scope.spawn(|| {
                while !stopped.load(Ordering::Relaxed) {
                    interrupt.interrupt();
                }
            });
            while !matches!(cache.count(&view), Err(CacheError::Interrupted)) {}
            stopped.store(true, Ordering::Relaxed);
        });

        assert_eq!(cache.count(&view).unwrap(), 500);
    }
}
