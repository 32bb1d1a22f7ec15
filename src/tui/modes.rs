//! The modes of the terminal that are set by escape sequences.

use std::io::{self, Write as _, stdout};

use ratatui::crossterm::cursor::Show;
use ratatui::crossterm::event::{
    DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste, EnableMouseCapture,
};
use ratatui::crossterm::terminal::{EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen};
use ratatui::crossterm::{execute, queue};

/// Tells the terminal that lines come in display order, so that it does not reorder right-to-left text again,
/// and takes that back (BDSM, ECMA-48 §7.2.1).
const EXPLICIT_BIDI: &[u8] = b"\x1b[8l";
const IMPLICIT_BIDI: &[u8] = b"\x1b[8h";

/// Saves the title of the window, and restores it (XTWINOPS).
const SAVE_TITLE: &[u8] = b"\x1b[22;2t";
const RESTORE_TITLE: &[u8] = b"\x1b[23;2t";

/// Sets every mode.
pub fn enter(mouse: bool) -> io::Result<()> {
    let mut out = stdout();
    queue!(out, EnterAlternateScreen, EnableBracketedPaste)?;
    out.write_all(SAVE_TITLE)?;
    out.write_all(EXPLICIT_BIDI)?;
    if mouse {
        queue!(out, EnableMouseCapture)?;
    }
    out.flush()
}

/// Undoes every mode.
pub fn leave() -> io::Result<()> {
    stdout().write_all(IMPLICIT_BIDI)?;
    stdout().write_all(RESTORE_TITLE)?;
    execute!(
        stdout(),
        EndSynchronizedUpdate,
        DisableMouseCapture,
        DisableBracketedPaste,
        LeaveAlternateScreen,
        Show
    )
}
