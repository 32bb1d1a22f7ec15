//! Interrupts the reading of a list whose question was superseded: the next letter of a search stops the
//! search for the letters before it.

use std::sync::{Arc, Mutex, PoisonError};

use crate::library::{CacheError, Interrupt, Library, LibraryError};

/// The handle that interrupts the reading of a list, if one is being read. Writes are never interrupted.
#[derive(Clone, Default)]
pub struct ListInterrupt(Arc<Mutex<Option<Interrupt>>>);

impl ListInterrupt {
    /// Interrupts the reading of a list.
    pub fn interrupt(&self) {
        let under_way = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(interrupt) = &*under_way {
            interrupt.interrupt();
        }
    }

    /// Reads a list; `None` where the reading was interrupted.
    pub(super) fn unless_interrupted<T>(
        &self,
        library: &Library,
        read: impl FnOnce() -> Result<T, LibraryError>,
    ) -> Result<Option<T>, LibraryError> {
        self.set(Some(library.interrupt()));
        let result = read();
        self.set(None);
        match result {
            Err(LibraryError::Cache(CacheError::Interrupted)) => Ok(None),
            result => result.map(Some),
        }
    }

    fn set(&self, interrupt: Option<Interrupt>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = interrupt;
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::thread;

    use jiff::Timestamp;

    use super::*;
    use crate::domain::{Article, Query, View};

    #[test]
    fn only_what_is_under_way_is_stopped() {
        let mut library = Library::in_memory().unwrap();
        let article = |number: u32| Article {
            headline: format!("Rain {number}").as_str().into(),
            standfirst: Some("The river rose in the night.".into()),
            ..Article::default()
        };
        let many: Vec<Article> = (0..500).map(article).collect();
        library.add(&many, Timestamp::UNIX_EPOCH).unwrap();
        let view = View::Matching(Query::parse("\"rose in\"").unwrap());
        let (abandon, stopped) = (ListInterrupt::default(), AtomicBool::new(false));

        thread::scope(|scope| {
            scope.spawn(|| {
                while !stopped.load(Ordering::Relaxed) {
                    abandon.interrupt();
                }
            });
            while abandon.unless_interrupted(&library, || library.count(&view)).unwrap().is_some() {}
            (0..9).for_each(|_| assert_eq!(library.counts().unwrap().articles, 500));
            stopped.store(true, Ordering::Relaxed);
        });

        assert_eq!(abandon.unless_interrupted(&library, || library.count(&view)).unwrap(), Some(500));
    }
}
