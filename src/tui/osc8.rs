//! Links of the terminal (OSC 8): the sequences before and after the text of a link.

use crate::domain::WebUrl;

/// Begins a link. Pieces with one number and one address belong together, whatever lies between them. An
/// address is printable ASCII, so that nothing in it ends the sequence.
pub fn begin(number: usize, url: &WebUrl) -> String {
    format!("\x1b]8;id={number};{url}\x1b\\")
}

/// Ends a link.
pub const END: &str = "\x1b]8;;\x1b\\";
