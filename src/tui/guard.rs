//! The guard: a second process that restores the terminal when the reader ends without doing so, after a
//! stack overflow, an abort or a kill.
//!
//! The reader writes a byte into a pipe whenever it takes or restores the terminal, and the pipe closes with
//! the reader, however that ends. The guard starts after the first frame, so that the start does not wait.

#[cfg(unix)]
mod termios;

use std::io::{self, Read as _, Write as _, stderr, stdin};
use std::path::Path;
use std::process::{ChildStdin, Command, Stdio};
use std::sync::Mutex;

use super::modes;
use crate::words::Words;

/// The command that starts the guard.
pub const NAME: &str = "guard-terminal";

const TAKEN: u8 = b'+';
const RESTORED: u8 = b'-';

static PIPE: Mutex<Option<ChildStdin>> = Mutex::new(None);

/// The modes of the terminal on standard output, as the guard's argument.
#[cfg(unix)]
pub fn termios() -> io::Result<String> {
    termios::read()
}

/// An error: without Unix a terminal has no such modes.
#[cfg(not(unix))]
pub fn termios() -> io::Result<String> {
    Err(io::ErrorKind::Unsupported.into())
}

/// Starts the guard; a failure is ignored. `is_taken` is asked once the pipe is open, since the terminal may
/// have been restored meanwhile.
pub fn start(program: &Path, modes: &str, is_taken: impl FnOnce() -> bool) {
    let Ok(mut pipe) = PIPE.lock() else { return };
    let guard = Command::new(program).args([NAME, modes]).stdin(Stdio::piped()).spawn();
    *pipe = guard.ok().and_then(|mut guard| guard.stdin.take());
    write(&mut pipe, is_taken());
}

/// Tells the guard whether the terminal is taken.
pub fn set_taken(taken: bool) {
    if let Ok(mut pipe) = PIPE.lock() {
        write(&mut pipe, taken);
    }
}

/// Writes to the pipe, if it is open; a guard that has ended is no error.
fn write(pipe: &mut Option<ChildStdin>, taken: bool) {
    let byte = if taken { TAKEN } else { RESTORED };
    pipe.as_mut().and_then(|pipe| pipe.write_all(&[byte]).ok());
}

/// The main function of the guard: waits for the reader's end, and restores the terminal where the reader did
/// not.
pub fn guard(modes: &str) {
    let mut last = RESTORED;
    stdin().lock().bytes().map_while(Result::ok).for_each(|byte| last = byte);
    if last != TAKEN {
        return;
    }
    // Sequences first: a terminal takes them from any process, termios only from the foreground.
    drop(modes::leave());
    #[cfg(unix)]
    termios::set(modes);
    #[cfg(not(unix))]
    let _ = modes;
    drop(writeln!(stderr(), "{}", Words::english().ended_by_fault()));
}
