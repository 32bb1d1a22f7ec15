//! Reads the documents of one file on all cores, and delivers them in the order of their start.

use std::collections::VecDeque;
use std::thread;

use super::document::ImportError;
use super::guard::{self, BackgroundJob};

/// Most bytes of documents that are read at the same time.
const MOST_BYTES: usize = 24 << 20;

/// Documents that are being read, each under a name.
pub struct ReadAhead<Name, Answer> {
    begun: VecDeque<(Name, usize, BackgroundJob<Answer>)>,
    bytes: usize,
    most: usize,
}

impl<Name, Answer> Default for ReadAhead<Name, Answer> {
    fn default() -> Self {
        let cores = thread::available_parallelism().map_or(1, usize::from);
        Self { begun: VecDeque::new(), bytes: 0, most: cores * 2 }
    }
}

impl<Name, Answer: Send + 'static> ReadAhead<Name, Answer> {
    /// Whether a document of so many bytes has to wait until another is taken.
    pub fn is_full_for(&self, bytes: usize) -> bool {
        self.begun.len() >= self.most || !self.begun.is_empty() && self.bytes + bytes > MOST_BYTES
    }

    /// Whether no document is being read.
    pub fn is_empty(&self) -> bool {
        self.begun.is_empty()
    }

    /// Starts to read a document of so many bytes.
    pub fn begin(
        &mut self,
        name: Name,
        bytes: usize,
        read: impl FnOnce() -> Result<Answer, ImportError> + Send + 'static,
    ) -> Result<(), ImportError> {
        self.begun.push_back((name, bytes, guard::spawn(read)?));
        self.bytes += bytes;
        Ok(())
    }

    /// Waits for the result of the first document.
    pub fn take(&mut self) -> Option<(Name, Result<Answer, ImportError>)> {
        let (name, bytes, begun) = self.begun.pop_front()?;
        self.bytes -= bytes;
        Some((name, begun.answer()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_come_in_the_order_in_which_they_were_begun() {
        let mut ahead = ReadAhead::default();
        let (open, door) = std::sync::mpsc::channel::<()>();
        ahead.begin("first", 9, move || Ok(door.recv().is_err())).unwrap();
        ahead.begin("second", 9, || Err(ImportError::Empty)).unwrap();

        drop(open);

        assert!(matches!(ahead.take(), Some(("first", Ok(true)))));
        assert!(matches!(ahead.take(), Some(("second", Err(ImportError::Empty)))));
        assert!(ahead.take().is_none());
    }

    #[test]
    fn a_large_document_waits_for_others_but_is_read_alone() {
        let mut ahead = ReadAhead::default();
        assert!(!ahead.is_full_for(MOST_BYTES * 2));

        ahead.begin((), 1, || Ok(())).unwrap();

        assert!(!ahead.is_full_for(1) && ahead.is_full_for(MOST_BYTES));
    }
}
