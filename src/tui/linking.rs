//! Links of the page as links of the terminal (OSC 8), without a byte of them in a cell.
//!
//! A cell of a link carries a colour for its underline that stands for the address; no theme uses that
//! colour for anything else. So a cell whose address changes is drawn anew, as ratatui sees another cell, and
//! here, on the way out, the colour becomes the address again.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::io::{self, Write};

use ratatui::backend::{Backend, ClearType, CrosstermBackend, WindowSize};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Size};
use ratatui::style::Color;

use crate::domain::WebUrl;

/// The addresses of the links in sight, by what stands for each.
pub type Links = HashMap<Color, WebUrl>;

/// What stands for an address in a cell.
pub fn tag(url: &WebUrl) -> Color {
    let mut hasher = DefaultHasher::new();
    url.hash(&mut hasher);
    let [red, green, blue, ..] = hasher.finish().to_le_bytes();
    Color::Rgb(red, green, blue)
}

/// What begins a link: pieces of one number belong together, whatever lies between them. An address is
/// written in printable ASCII, so that nothing in it ends the sequence.
pub fn begin(url: &WebUrl) -> String {
    let Color::Rgb(red, green, blue) = tag(url) else { return String::new() };
    format!("\x1b]8;id={red:02x}{green:02x}{blue:02x};{url}\x1b\\")
}

/// What ends a link.
pub const END: &str = "\x1b]8;;\x1b\\";

/// The way to the terminal.
pub struct Linking<W: Write> {
    inner: CrosstermBackend<W>,
    out: W,
    /// The links of the frame that is drawn next.
    pub links: Links,
}

impl<W: Write + Clone> Linking<W> {
    /// A way to what is written to.
    pub fn new(out: W) -> Self {
        Self { inner: CrosstermBackend::new(out.clone()), out, links: Links::new() }
    }

    fn draw_run(&mut self, run: &mut Vec<(u16, u16, Cell)>) -> io::Result<()> {
        let Some(tag) = run.first().map(|(.., cell)| cell.underline_color) else { return Ok(()) };
        for (.., cell) in run.iter_mut() {
            cell.underline_color = Color::Reset;
        }
        let url = self.links.get(&tag).map(begin);
        self.out.write_all(url.as_deref().unwrap_or_default().as_bytes())?;
        self.inner.draw(run.iter().map(|(x, y, cell)| (*x, *y, cell)))?;
        self.out.write_all(if url.is_some() { END } else { "" }.as_bytes())?;
        run.clear();
        Ok(())
    }
}

impl<W: Write + Clone> Backend for Linking<W> {
    type Error = io::Error;

    fn draw<'a, I: Iterator<Item = (u16, u16, &'a Cell)>>(&mut self, content: I) -> io::Result<()> {
        if self.links.is_empty() {
            return self.inner.draw(content);
        }
        let mut run: Vec<(u16, u16, Cell)> = Vec::new();
        for (x, y, cell) in content {
            if run.last().is_some_and(|(.., last)| last.underline_color != cell.underline_color) {
                self.draw_run(&mut run)?;
            }
            run.push((x, y, cell.clone()));
        }
        self.draw_run(&mut run)
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
mod tests {
    use std::cell::RefCell;
    use std::rc::Rc;

    use super::*;

    #[derive(Clone, Default)]
    struct Paper(Rc<RefCell<Vec<u8>>>);

    impl Write for Paper {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.borrow_mut().write(bytes)
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    fn written(links: Links, cells: &[(u16, Cell)]) -> String {
        let paper = Paper::default();
        let mut backend = Linking::new(paper.clone());
        backend.links = links;
        backend.draw(cells.iter().map(|(x, cell)| (*x, 0, cell))).unwrap();
        String::from_utf8(paper.0.take()).unwrap()
    }

    #[test]
    fn the_cells_of_a_link_are_written_within_it_and_no_others() {
        let url = WebUrl::parse("https://paper.example/a;b").unwrap();
        let plain = |letter: &'static str| Cell::new(letter);
        let linked = |letter: &'static str| {
            let mut cell = plain(letter);
            cell.underline_color = tag(&url);
            cell
        };
        let cells = [(0, plain("x")), (1, linked("a")), (2, linked("b")), (3, plain("y"))];

        let told = written(Links::from([(tag(&url), url.clone())]), &cells);

        let (before, rest) = told.split_once(&begin(&url)).expect("the link begins");
        let (within, after) = rest.split_once(END).expect("the link ends");
        assert!(before.contains('x') && within.contains("ab") && after.contains('y'), "{told:?}");
        assert!(!told.contains("58;2") && told.matches("\x1b]8;").count() == 2, "{told:?}");
        assert!(!written(Links::new(), &[(0, plain("x"))]).contains("\x1b]8"));
    }
}
