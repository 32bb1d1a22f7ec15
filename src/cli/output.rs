//! Standard output for data: buffered, with control characters escaped, and safe to be closed by its reader.

use std::fmt::Display;
use std::io::{self, BufWriter, StdoutLock, Write, stdout};
use std::path::Path;

use serde::Serialize;
use serde_json::ser::Formatter;

use super::failure::Failure;
use crate::domain::Prose;

/// A path that is safe to show.
pub fn shown(path: &Path) -> Prose {
    Prose::trimmed(&path.to_string_lossy())
}

/// "1 article", "2 articles".
pub fn counted<Count: Copy + Display + PartialEq + From<u8>>(count: Count, noun: &str) -> String {
    let plural = if count == Count::from(1) { "" } else { "s" };
    format!("{count} {noun}{plural}")
}

/// Buffered standard output.
pub type Output = BufWriter<StdoutLock<'static>>;

/// Standard output, buffered.
pub fn output() -> Output {
    BufWriter::with_capacity(1 << 16, stdout().lock())
}

pub fn json_line(out: &mut dyn Write, value: &impl Serialize) -> Result<(), Failure> {
    value.serialize(&mut serde_json::Serializer::with_formatter(&mut *out, Escaping))?;
    out.write_all(b"\n")?;
    Ok(())
}

/// Formats JSON that is safe on a terminal: characters that [`Prose`] would strip are written as `\u` and
/// digits. The text of an article has none of them, but the name of a file may.
struct Escaping;

impl Formatter for Escaping {
    fn write_string_fragment<W: ?Sized + Write>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()> {
        if Prose::is_safe(fragment) {
            return writer.write_all(fragment.as_bytes());
        }
        for character in fragment.chars() {
            let mut buffer = [0; 4];
            let text = character.encode_utf8(&mut buffer);
            if Prose::is_safe(text) {
                writer.write_all(text.as_bytes())?;
            } else {
                let mut units = [0; 2];
                character
                    .encode_utf16(&mut units)
                    .iter()
                    .try_for_each(|unit| write!(writer, "\\u{unit:04x}"))?;
            }
        }
        Ok(())
    }
}

/// The columns of the terminal on standard output, where it is one.
pub fn columns() -> Option<usize> {
    use io::IsTerminal as _;
    let width = || ratatui::crossterm::terminal::size().ok().map(|(width, _)| usize::from(width));
    stdout().is_terminal().then(width).flatten().filter(|width| *width > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_holds_nothing_a_terminal_obeys_and_loses_nothing() {
        let hostile = "a\u{1b}[2J\u{9b}31m\u{7f}\u{202e}\u{e0041}b\u{200b}é\"\\";
        let mut out = Vec::new();

        json_line(&mut out, &hostile).unwrap();

        let text = String::from_utf8(out).unwrap();
        assert!(Prose::is_safe(text.trim_end()), "{text:?}");
        assert_eq!(serde_json::from_str::<String>(&text).unwrap(), hostile);
    }
}
