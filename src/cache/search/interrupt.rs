//! Interrupts a search whose result is no longer needed.

use rusqlite::InterruptHandle;

use crate::cache::Cache;

/// Interrupts the query of a cache from another thread. The query returns
/// [`Interrupted`](crate::cache::CacheError::Interrupted); where none is running, nothing happens.
pub struct Interrupt(InterruptHandle);

impl Interrupt {
    /// Interrupts the running query.
    pub fn interrupt(&self) {
        self.0.interrupt();
    }
}

impl Cache {
    /// A handle that interrupts this cache from another thread.
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
