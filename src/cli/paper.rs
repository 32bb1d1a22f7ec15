//! Prints a page as lines of text, with styles where the output is a terminal.

use std::io::Write;

use ratatui::backend::IntoCrossterm as _;
use ratatui::crossterm::style::ContentStyle;
use ratatui::style::Style;

use super::failure::Failure;
use crate::config::theme::Theme;
use crate::domain::{LinkTarget, RelatedGroup};
use crate::tui::{END_OF_LINK, Tile, UPPER_HALF, begin_link, face_of};
use crate::typeset::{self, Page, PagePicture, Span};
use crate::words::Words;

/// The appearance of a printed page.
#[derive(Clone, Copy, Default)]
pub struct PageStyle<'theme> {
    /// The theme, where colours or attributes are wanted.
    pub theme: Option<&'theme Theme>,
    /// Whether the links of the page are links of the terminal (OSC 8).
    pub links: bool,
    /// The pictures of the page, where they are drawn.
    pub drawings: &'theme [DrawnPicture],
}

/// A picture of a page, as rows of cells.
pub struct DrawnPicture {
    /// The place of the picture on the page.
    pub place: PagePicture,
    /// The cells of the picture, row by row.
    pub rows: Vec<Vec<Tile>>,
}

/// Writes every line of a page.
pub fn write_page(page: &Page, style: PageStyle<'_>, out: &mut dyn Write) -> Result<(), Failure> {
    for (number, line) in page.lines.iter().enumerate() {
        if let Some(drawing) = style.drawings.iter().find(|drawing| drawing.place.lines.contains(&number)) {
            write_drawn(drawing, number, out)?;
            continue;
        }
        for span in &line.spans {
            let number = span.link.filter(|_| style.links);
            let link = number.and_then(|number| Some((number, page.links.get(number)?)));
            let begin = link.map(|(number, link)| begin_link(number, &link.url)).unwrap_or_default();
            out.write_all(begin.as_bytes())?;
            match style.theme {
                Some(theme) => write_styled(span, theme, out)?,
                None => out.write_all(span.text.as_bytes())?,
            }
            out.write_all(if link.is_some() { END_OF_LINK } else { "" }.as_bytes())?;
        }
        out.write_all(b"\n")?;
    }
    Ok(())
}

/// Writes the row of a picture that stands on a line.
fn write_drawn(drawing: &DrawnPicture, line: usize, out: &mut dyn Write) -> Result<(), Failure> {
    write!(out, "{:1$}", "", drawing.place.left)?;
    let row = line.checked_sub(drawing.place.lines.start).and_then(|row| drawing.rows.get(row));
    for Tile(above, below) in row.into_iter().flatten() {
        let style: ContentStyle = Style::new().fg(*above).bg(*below).into_crossterm();
        write!(out, "{}", style.apply(UPPER_HALF))?;
    }
    out.write_all(b"\n")?;
    Ok(())
}

fn write_styled(span: &Span, theme: &Theme, out: &mut dyn Write) -> Result<(), Failure> {
    let style: ContentStyle = theme.style(face_of(span.role)).into_crossterm();
    write!(out, "{}", style.apply(&span.text))?;
    Ok(())
}

/// Writes a group of related links under its heading, each link with the id of its article where the cache
/// has it.
pub fn write_group(group: &RelatedGroup, width: usize, out: &mut dyn Write) -> Result<(), Failure> {
    writeln!(out, "\n{}", Words::english().heading(&group.heading).to_uppercase())?;
    for link in &group.links {
        let name = match &link.target {
            LinkTarget::Cached { id, .. } => format!("{id}  "),
            _ => String::new(),
        };
        let lines = typeset::wrap(&format!("{name}{}", link.headline), width.saturating_sub(2).max(1), 9);
        for (position, line) in lines.iter().enumerate() {
            writeln!(out, "{}{line}", if position == 0 { "- " } else { "  " })?;
        }
    }
    Ok(())
}
