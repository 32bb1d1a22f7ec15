//! A reader at work on a stranger's document: on a stack of its own, and its panic is the
//! document's, not the program's.

use std::cell::Cell;
use std::panic;
use std::thread;

use super::ImportError;

/// Room for recursion over a document of the greatest depth allowed, also in an unoptimised build.
pub const STACK: usize = 16 << 20;

thread_local! {
    static AT_WORK: Cell<bool> = const { Cell::new(false) };
}

/// Whether this thread is at work on a document, so that its panic is caught and costs that alone.
#[must_use]
pub fn is_at_work() -> bool {
    AT_WORK.get()
}

/// Does the work and gives its answer, or an error where it panicked.
///
/// # Errors
/// The work's own, and `ReaderFailed` where it panicked.
pub fn guarded<Answer: Send>(
    work: impl FnOnce() -> Result<Answer, ImportError> + Send,
) -> Result<Answer, ImportError> {
    thread::scope(|scope| {
        let worker = thread::Builder::new().name("import".to_owned()).stack_size(STACK);
        let started = worker.spawn_scoped(scope, || caught(work));
        started?.join().unwrap_or(Err(ImportError::ReaderFailed))
    })
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
    fn a_reader_at_work_is_known_as_one() {
        assert!(caught(|| Ok(is_at_work())).unwrap() && !is_at_work());
    }
}
