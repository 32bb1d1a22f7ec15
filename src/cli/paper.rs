//! A page on paper: lines of text, with the terminal's own styles where there is a terminal.

use std::io::Write;

use ratatui::backend::IntoCrossterm as _;
use ratatui::crossterm::style::ContentStyle;

use super::failure::Failure;
use crate::config::theme::Theme;
use crate::tui::face_of;
use crate::typeset::{Page, Span};

/// Writes every line of a page.
///
/// # Errors
/// Where the output cannot be written.
pub fn write_page(page: &Page, theme: Option<&Theme>, out: &mut dyn Write) -> Result<(), Failure> {
    for line in &page.lines {
        for span in &line.spans {
            match theme {
                Some(theme) => write_styled(span, theme, out)?,
                None => out.write_all(span.text.as_bytes())?,
            }
        }
        out.write_all(b"\n")?;
    }
    Ok(())
}

fn write_styled(span: &Span, theme: &Theme, out: &mut dyn Write) -> Result<(), Failure> {
    let style: ContentStyle = theme.style(face_of(span.role)).into_crossterm();
    write!(out, "{}", style.apply(&span.text))?;
    Ok(())
}
