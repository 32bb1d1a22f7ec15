//! A page on paper: lines of text, with the terminal's own styles where there is a terminal.

use std::io::Write;

use ratatui::backend::IntoCrossterm as _;
use ratatui::crossterm::style::ContentStyle;

use super::failure::Failure;
use crate::config::theme::Theme;
use crate::tui::{END_OF_LINK, begin_link, face_of};
use crate::typeset::{Page, Span};

/// How a page looks on paper.
#[derive(Clone, Copy, Default)]
pub struct Look<'theme> {
    /// The theme, where colours or attributes are wanted.
    pub theme: Option<&'theme Theme>,
    /// Whether its links are links of the terminal (OSC 8).
    pub links: bool,
}

/// Writes every line of a page.
///
/// # Errors
/// Where the output cannot be written.
pub fn write_page(page: &Page, look: Look<'_>, out: &mut dyn Write) -> Result<(), Failure> {
    for line in &page.lines {
        for span in &line.spans {
            let link = span.link.filter(|_| look.links).and_then(|link| page.links.get(link));
            let begin = link.map(|link| begin_link(&link.url)).unwrap_or_default();
            out.write_all(begin.as_bytes())?;
            match look.theme {
                Some(theme) => write_styled(span, theme, out)?,
                None => out.write_all(span.text.as_bytes())?,
            }
            out.write_all(if link.is_some() { END_OF_LINK } else { "" }.as_bytes())?;
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
