//! Standard output for data: buffered, and safe to be cut off by whoever reads it.

use std::io::{self, BufWriter, StdoutLock, Write, stdout};

use serde::Serialize;

use super::failure::Failure;

/// Buffered standard output.
pub type Output = BufWriter<StdoutLock<'static>>;

/// Standard output, buffered.
#[must_use]
pub fn output() -> Output {
    BufWriter::with_capacity(1 << 16, stdout().lock())
}

/// Writes a value as one line of JSON.
///
/// # Errors
/// Where the output cannot be written.
pub fn json_line(out: &mut dyn Write, value: &impl Serialize) -> Result<(), Failure> {
    serde_json::to_writer(&mut *out, value)?;
    out.write_all(b"\n")?;
    Ok(())
}

/// The columns of the terminal on standard output, where it is one.
#[must_use]
pub fn columns() -> Option<usize> {
    use io::IsTerminal as _;
    let width = || ratatui::crossterm::terminal::size().ok().map(|(width, _)| usize::from(width));
    stdout().is_terminal().then(width).flatten().filter(|width| *width > 0)
}
