//! A reader at work on a stranger's document: on a stack of its own and for a limited time. Its panic
//! is the document's, not the program's.

use std::cell::Cell;
use std::panic;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use super::document::{ImportError, LONGEST_READING};

/// Room for recursion over a document of the greatest depth allowed, also in an unoptimised build.
pub const STACK: usize = 16 << 20;

thread_local! {
    static AT_WORK: Cell<bool> = const { Cell::new(false) };
}

/// Whether this thread is at work on a document, so that its panic is caught and costs that alone.
pub fn is_at_work() -> bool {
    AT_WORK.get()
}

/// Work on a thread of its own.
#[derive(Debug)]
pub struct BackgroundJob<Answer>(Receiver<Result<Answer, ImportError>>);

/// Begins work on a thread of its own.
///
/// A thread cannot be stopped from outside. One that is left behind holds its own document alone, and the
/// limits on bytes, tags and depth bring it to its end.
pub fn begin<Answer: Send + 'static>(
    work: impl FnOnce() -> Result<Answer, ImportError> + Send + 'static,
) -> Result<BackgroundJob<Answer>, ImportError> {
    let (answer, answers) = mpsc::sync_channel(1);
    let worker = thread::Builder::new().name("import".to_owned()).stack_size(STACK);
    worker.spawn(move || {
        // Nobody listens any more where it took too long.
        let _heard = answer.send(caught(work));
    })?;
    Ok(BackgroundJob(answers))
}

impl<Answer> BackgroundJob<Answer> {
    /// Waits for the answer, as long as one document may take.
    ///
    /// # Errors
    /// The work's own, `ReaderFailed` where it panicked, `TookTooLong` where it did.
    pub fn answer(self) -> Result<Answer, ImportError> {
        self.answer_within(LONGEST_READING)
    }

    fn answer_within(self, time: Duration) -> Result<Answer, ImportError> {
        self.0.recv_timeout(time).unwrap_or_else(|reason| match reason {
            RecvTimeoutError::Timeout => Err(ImportError::TookTooLong),
            RecvTimeoutError::Disconnected => Err(ImportError::ReaderFailed),
        })
    }
}

/// Does the work on a thread of its own and waits for its answer.
///
/// # Errors
/// As [`BackgroundJob::answer`] says.
pub fn guarded<Answer: Send + 'static>(
    work: impl FnOnce() -> Result<Answer, ImportError> + Send + 'static,
) -> Result<Answer, ImportError> {
    begin(work)?.answer()
}

/// Does the work on this thread, and its panic is an error.
///
/// # Errors
/// The work's own, and `ReaderFailed` where it panicked.
pub fn caught<Answer>(work: impl FnOnce() -> Result<Answer, ImportError>) -> Result<Answer, ImportError> {
    let before = AT_WORK.replace(true);
    let answer = panic::catch_unwind(panic::AssertUnwindSafe(work));
    AT_WORK.set(before);
    answer.unwrap_or(Err(ImportError::ReaderFailed))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_costs_one_document() {
        let answer = guarded::<()>(|| panic!("odd page"));

        assert!(matches!(answer, Err(ImportError::ReaderFailed)));
        assert!(!is_at_work());
    }

    #[test]
    fn a_document_that_never_ends_costs_itself_alone() {
        let (open, door) = mpsc::channel::<()>();

        let begun = begin(move || {
            let _closed = door.recv();
            Ok(())
        });
        let answer = begun.unwrap().answer_within(Duration::ZERO);

        assert!(matches!(answer, Err(ImportError::TookTooLong)));
        drop(open);
    }

    #[test]
    fn a_reader_at_work_is_known_as_one() {
        assert!(caught(|| Ok(is_at_work())).unwrap() && !is_at_work());
    }
}
