//! A reader at work on a stranger's document: on a stack of its own, and its panic is the
//! document's, not the program's.

use std::panic;
use std::thread;

use super::ImportError;

/// Room for recursion over a document of the greatest depth allowed, also in an unoptimised build.
pub const STACK: usize = 16 << 20;

/// Does the work and gives its answer, or an error where it panicked.
///
/// # Errors
/// The work's own, and `ReaderFailed` where it panicked.
pub fn guarded<Answer: Send>(
    work: impl FnOnce() -> Result<Answer, ImportError> + Send,
) -> Result<Answer, ImportError> {
    thread::scope(|scope| {
        let worker = thread::Builder::new().name("import".to_owned()).stack_size(STACK);
        let started = worker.spawn_scoped(scope, || panic::catch_unwind(panic::AssertUnwindSafe(work)));
        match started?.join() {
            Ok(Ok(answer)) => answer,
            Ok(Err(_)) | Err(_) => Err(ImportError::ReaderFailed),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_costs_one_document() {
        let answer = guarded::<()>(|| panic!("odd page"));

        assert!(matches!(answer, Err(ImportError::ReaderFailed)));
    }
}
