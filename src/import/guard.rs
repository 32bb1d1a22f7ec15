//! Runs the reader of an untrusted document on a stack of its own and for a limited time. A panic fails the
//! document, not the program.

use std::cell::Cell;
use std::panic;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use super::document::{ImportError, LONGEST_READING};

/// Bytes of stack for recursion over a document of the greatest depth allowed, even in an unoptimised build.
pub const STACK: usize = 16 << 20;

thread_local! {
    static AT_WORK: Cell<bool> = const { Cell::new(false) };
}

/// Whether this thread is reading a document, so that its panic is caught.
pub fn is_reading_document() -> bool {
    AT_WORK.get()
}

/// A job on a thread of its own.
#[derive(Debug)]
pub struct BackgroundJob<Answer>(Receiver<Result<Answer, ImportError>>);

/// Starts a job on a thread of its own.
///
/// A thread cannot be stopped from outside. An abandoned one holds only its own document, and the limits on
/// bytes, tags and depth bring it to its end.
pub fn spawn<Answer: Send + 'static>(
    work: impl FnOnce() -> Result<Answer, ImportError> + Send + 'static,
) -> Result<BackgroundJob<Answer>, ImportError> {
    let (answer, answers) = mpsc::sync_channel(1);
    let worker = thread::Builder::new().name("import".to_owned()).stack_size(STACK);
    worker.spawn(move || {
        // After a timeout there is no receiver.
        let _heard = answer.send(catch_panic(work));
    })?;
    Ok(BackgroundJob(answers))
}

impl<Answer> BackgroundJob<Answer> {
    /// Waits for the answer, at most [`LONGEST_READING`].
    ///
    /// # Errors
    /// The job's own, `ReaderFailed` after a panic, `TookTooLong` after a timeout.
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

/// Runs a job on a thread of its own and waits for its answer.
///
/// # Errors
/// The errors of [`BackgroundJob::answer`].
pub fn run_guarded<Answer: Send + 'static>(
    work: impl FnOnce() -> Result<Answer, ImportError> + Send + 'static,
) -> Result<Answer, ImportError> {
    spawn(work)?.answer()
}

/// Runs a job on this thread, with its panic as an error.
///
/// # Errors
/// The job's own, and `ReaderFailed` after a panic.
pub fn catch_panic<Answer>(
    work: impl FnOnce() -> Result<Answer, ImportError>,
) -> Result<Answer, ImportError> {
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
        let answer = run_guarded::<()>(|| panic!("odd page"));

        assert!(matches!(answer, Err(ImportError::ReaderFailed)));
        assert!(!is_reading_document());
    }

    #[test]
    fn a_reader_that_never_ends_is_abandoned_after_the_time_limit() {
        let (open, door) = mpsc::channel::<()>();

        let begun = spawn(move || {
            let _closed = door.recv();
            Ok(())
        });
        let answer = begun.unwrap().answer_within(Duration::ZERO);

        assert!(matches!(answer, Err(ImportError::TookTooLong)));
        drop(open);
    }

    #[test]
    fn a_reader_at_work_is_known_as_one() {
        assert!(catch_panic(|| Ok(is_reading_document())).unwrap() && !is_reading_document());
    }
}
