//! The way of cells to the terminal: links are written as links of the terminal, and graphemes about whose
//! width terminals disagree leave nothing of what stood in their cells.

use std::borrow::Cow;
use std::io::{self, Write};

use ratatui::backend::{Backend, ClearType, CrosstermBackend, WindowSize};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Size};

use super::cells::TAIL;
use super::link_index::{LinkCells, LinkIndex};
use super::osc8;
use crate::typeset;

/// Cells that are written one after another, within one link or none.
type Run<'cells> = Vec<(u16, u16, Cow<'cells, Cell>)>;

/// Writes cells to a terminal.
pub struct LinkingBackend<W: Write> {
    inner: CrosstermBackend<W>,
    out: W,
    /// The links of the frame that is drawn next.
    pub links: LinkIndex,
}

impl<W: Write + Clone> LinkingBackend<W> {
    /// A backend without links.
    pub fn new(out: W) -> Self {
        Self { inner: CrosstermBackend::new(out.clone()), out, links: LinkIndex::default() }
    }
}

/// Writes a run of cells within a link, where there is one.
fn write_run<W: Write>(
    run: &mut Run<'_>,
    link: Option<&LinkCells>,
    inner: &mut CrosstermBackend<W>,
    out: &mut W,
) -> io::Result<()> {
    if run.is_empty() {
        return Ok(());
    }
    if let Some(link) = link {
        out.write_all(osc8::begin(link.number, &link.url).as_bytes())?;
    }
    inner.draw(run.iter().map(|(x, y, cell)| (*x, *y, &**cell)))?;
    if link.is_some() {
        out.write_all(osc8::END.as_bytes())?;
    }
    run.clear();
    Ok(())
}

/// Puts a cell at the end of a run; before a grapheme of disputed width, blanks in all its columns. The
/// cell after them is not the one after its first, so that the cursor is moved there, whatever the terminal
/// counted.
fn push<'cells>(run: &mut Run<'cells>, (x, y, cell): (u16, u16, &'cells Cell)) {
    let symbol = cell.symbol();
    if symbol.len() > 1 && typeset::is_disputed(symbol) {
        let columns = u16::try_from(typeset::width(symbol)).unwrap_or(1);
        let mut blank = cell.clone();
        blank.set_symbol(" ");
        run.extend((x..x.saturating_add(columns)).map(|x| (x, y, Cow::Owned(blank.clone()))));
    }
    run.push((x, y, Cow::Borrowed(cell)));
}

impl<W: Write + Clone> Backend for LinkingBackend<W> {
    type Error = io::Error;

    fn draw<'a, I: Iterator<Item = (u16, u16, &'a Cell)>>(&mut self, content: I) -> io::Result<()> {
        let mut run = Run::new();
        let mut link: Option<&LinkCells> = None;
        for (x, y, cell) in content.filter(|(.., cell)| cell.symbol() != TAIL) {
            let next = self.links.at(x, y);
            let is_same = match (link, next) {
                (Some(link), Some(next)) => link.is_piece_of(next),
                (None, None) => true,
                _ => false,
            };
            if !is_same {
                write_run(&mut run, link, &mut self.inner, &mut self.out)?;
                link = next;
            }
            push(&mut run, (x, y, cell));
        }
        write_run(&mut run, link, &mut self.inner, &mut self.out)
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        self.inner.hide_cursor()
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        self.inner.show_cursor()
    }

    fn get_cursor_position(&mut self) -> io::Result<Position> {
        self.inner.get_cursor_position()
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        self.inner.set_cursor_position(position)
    }

    fn clear(&mut self) -> io::Result<()> {
        self.inner.clear()
    }

    fn clear_region(&mut self, clear_type: ClearType) -> io::Result<()> {
        self.inner.clear_region(clear_type)
    }

    fn size(&self) -> io::Result<Size> {
        self.inner.size()
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        self.inner.window_size()
    }

    fn flush(&mut self) -> io::Result<()> {
        Backend::flush(&mut self.inner)
    }
}

#[cfg(test)]
mod tests;
