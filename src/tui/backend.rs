//! Writes the cells of a frame to the terminal: links as links of the terminal (OSC 8), and graphemes of
//! disputed width so that nothing of the earlier text stays in their cells.

use std::borrow::Cow;
use std::io::{self, Write};

use ratatui::backend::{Backend, ClearType, CrosstermBackend, WindowSize};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Size};

use super::cells::WIDE_TAIL;
use super::link_index::{LinkCells, LinkIndex};
use super::osc8;
use crate::typeset;

/// Cells written in one piece, within one link or none.
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

/// Adds a cell to a run; before a grapheme of disputed width, blanks in all its columns. The cell after it is
/// not adjacent to its first, so that the cursor is moved there, whatever width the terminal counted.
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
        for (x, y, cell) in content.filter(|(.., cell)| cell.symbol() != WIDE_TAIL) {
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
mod tests {
    use std::cell::RefCell;
    use std::collections::BTreeMap;
    use std::num::NonZeroU16;
    use std::rc::Rc;

    use ratatui::layout::Rect;
    use ratatui::style::Style;
    use ratatui::{Terminal, TerminalOptions, Viewport};

    use super::*;
    use crate::domain::WebUrl;
    use crate::tui::cells::put;
    use crate::tui::sanitise::strip_unsafe;

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

    fn url(path: &str) -> WebUrl {
        WebUrl::parse(&format!("https://paper.example/{path}")).unwrap()
    }

    fn written(links: &[LinkCells], cells: &[(u16, Cell)]) -> String {
        let paper = Paper::default();
        let mut backend = LinkingBackend::new(paper.clone());
        for link in links {
            backend.links.push(link.clone());
        }
        backend.draw(cells.iter().map(|(x, cell)| (*x, 0, cell))).unwrap();
        String::from_utf8(paper.0.take()).unwrap()
    }

    #[test]
    fn the_cells_of_a_link_are_written_within_it_and_no_others() {
        let cells: Vec<_> = (0..).zip(["x", "a", "b", "y"].map(Cell::new)).collect();
        let link = LinkCells { y: 0, columns: 1..3, number: 7, url: url("a;b") };

        let told = written(&[link], &cells);

        let begin = osc8::begin(7, &url("a;b"));
        let (before, rest) = told.split_once(&begin).expect("the link begins");
        let (within, after) = rest.split_once(osc8::END).expect("the link ends");
        assert!(before.contains('x') && within.contains("ab") && after.contains('y'), "{told:?}");
        assert!(!told.contains("58;2") && told.matches("\x1b]8;").count() == 2, "{told:?}");
        assert!(!written(&[], &cells).contains("\x1b]8"));
    }

    #[test]
    fn two_links_side_by_side_lead_to_their_own_addresses() {
        let cells: Vec<_> = (0..).zip(["a", "b"].map(Cell::new)).collect();
        let link = |x, number, path| LinkCells { y: 0, columns: x..x + 1, number, url: url(path) };

        let told = written(&[link(0, 0, "one"), link(1, 1, "two")], &cells);

        let begins = ["one", "two"].map(|path| told.find(url(path).as_str()).expect("both are there"));
        let letters = ["a", "b"].map(|letter| told.rfind(&format!("{letter}\x1b")).expect("both are there"));
        assert!(begins[0] < letters[0] && letters[0] < begins[1] && begins[1] < letters[1], "{told:?}");
        assert_eq!(told.matches(osc8::END).count(), 2, "{told:?}");
    }

    /// A terminal that counts the columns of each character separately, as tmux and xterm do with the tables
    /// of the C library.
    #[derive(Default)]
    struct Cells {
        shown: BTreeMap<(usize, usize), String>,
    }

    impl Cells {
        fn obey(&mut self, bytes: &[u8]) {
            let text = String::from_utf8(bytes.to_vec()).unwrap();
            let (mut x, mut y, mut rest) = (0, 0, text.chars());
            while let Some(character) = rest.next() {
                if character == '\x1b' {
                    let words: String =
                        rest.by_ref().skip(1).take_while(|end| !end.is_alphabetic()).collect();
                    // Every sequence but a cursor move is a colour, which ends with a letter too.
                    if let Some((line, column)) = words.split_once(';')
                        && let (Ok(line), Ok(column)) = (line.parse::<usize>(), column.parse::<usize>())
                    {
                        (x, y) = (column - 1, line - 1);
                    }
                    continue;
                }
                match typeset::width(character.encode_utf8(&mut [0; 4])) {
                    0 => self.shown.entry((y, x.saturating_sub(1))).or_default().push(character),
                    columns => {
                        self.shown.insert((y, x), character.to_string());
                        (x + 1..x + columns).for_each(|x| drop(self.shown.insert((y, x), String::new())));
                        x += columns;
                    }
                }
            }
        }

        /// A line without its blanks, for comparisons in which gaps do not count.
        fn line(&self, y: usize) -> String {
            let cells = self.shown.range((y, 0)..(y + 1, 0)).map(|(_, cell)| cell.as_str());
            cells.collect::<String>().replace(' ', "")
        }
    }

    const LINES: [&str; 8] =
        ["বাংলা বন্দর", "മലയാളം കേരളം", "ខ្មែរ ភាសា", "नमस्ते क्षि", "தமிழ் மொழி", "తెలుగు", "မြန်မာ", "Rain ﾊﾞｽ กำ"];

    /// Frames in which the lines move up by one, as they do when a person scrolls.
    fn scrolled(paper: &Paper, mut seen: impl FnMut(usize, Vec<u8>)) {
        let area = Rect::new(0, 0, 24, 4);
        let options = TerminalOptions { viewport: Viewport::Fixed(area) };
        let mut terminal = Terminal::with_options(LinkingBackend::new(paper.clone()), options).unwrap();
        for top in (0..=LINES.len()).chain((0..=LINES.len()).rev()) {
            let draw = |frame: &mut ratatui::Frame<'_>| {
                for (y, line) in (0..4).zip(LINES.iter().skip(top)) {
                    put(frame.buffer_mut(), 1, y, line, 20, Style::new());
                }
                strip_unsafe(frame.buffer_mut());
            };
            terminal.draw(draw).unwrap();
            seen(top, paper.0.take());
        }
    }

    #[test]
    fn clusters_stand_whole_and_nothing_of_old_lines_is_left_where_each_character_counts() {
        let mut cells = Cells::default();
        scrolled(&Paper::default(), |top, bytes| {
            cells.obey(&bytes);
            for (y, line) in (0..4).zip(LINES.iter().skip(top).copied().chain(std::iter::repeat(""))) {
                assert_eq!(cells.line(y), line.replace(' ', ""), "line {y} from {top}");
            }
        });
    }

    fn size(cells: u16) -> NonZeroU16 {
        NonZeroU16::new(cells).unwrap()
    }

    /// `vt100` gives the extenders of a grapheme no column.
    #[test]
    fn clusters_stand_whole_and_nothing_of_old_lines_is_left_where_extenders_take_no_column() {
        let mut parser = vt100::Parser::new(size(4), size(24), 0);
        scrolled(&Paper::default(), |top, bytes| {
            parser.process(&bytes);
            let shown = parser.screen().rows(0, 24).map(|row| row.replace(' ', ""));
            let lines = LINES.iter().skip(top).take(4).map(|line| line.replace(' ', ""));
            let lines = lines.chain(std::iter::repeat(String::new())).take(4);
            assert_eq!(shown.collect::<Vec<_>>(), lines.collect::<Vec<_>>(), "from {top}");
        });
    }
}
