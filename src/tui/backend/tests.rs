//! What leaves for the terminal, and what terminals of two opinions about widths make of it.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::num::NonZeroU16;
use std::rc::Rc;

use icu_properties::CodePointMapData;
use icu_properties::props::GeneralCategory;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::{Terminal, TerminalOptions, Viewport};
use unicode_width::UnicodeWidthChar as _;

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

/// A terminal of cells that counts the columns of a character as told.
struct Cells {
    columns: fn(char) -> usize,
    shown: BTreeMap<(usize, usize), String>,
}

impl Cells {
    fn obey(&mut self, bytes: &[u8]) {
        let text = String::from_utf8(bytes.to_vec()).unwrap();
        let (mut x, mut y, mut rest) = (0, 0, text.chars());
        while let Some(character) = rest.next() {
            if character == '\x1b' {
                let words: String = rest.by_ref().skip(1).take_while(|end| !end.is_alphabetic()).collect();
                // All that is written but moves are colours, which end with a letter too.
                if let Some((line, column)) = words.split_once(';')
                    && let (Ok(line), Ok(column)) = (line.parse::<usize>(), column.parse::<usize>())
                {
                    (x, y) = (column - 1, line - 1);
                }
                continue;
            }
            match (self.columns)(character) {
                0 => self.shown.entry((y, x.saturating_sub(1))).or_default().push(character),
                columns => {
                    self.shown.insert((y, x), character.to_string());
                    (x + 1..x + columns).for_each(|x| drop(self.shown.insert((y, x), String::new())));
                    x += columns;
                }
            }
        }
    }

    /// A line without its blanks: what is left when gaps do not count.
    fn line(&self, y: usize) -> String {
        let cells = self.shown.range((y, 0)..(y + 1, 0)).map(|(_, cell)| cell.as_str());
        cells.collect::<String>().replace(' ', "")
    }
}

/// As tmux and xterm count, with the tables of the C library.
fn by_character(character: char) -> usize {
    let is_mark = CodePointMapData::<GeneralCategory>::new().get(character) == GeneralCategory::SpacingMark;
    character.width().unwrap_or(0).max(usize::from(is_mark))
}

/// As terminals count that give extenders of a grapheme no column.
fn by_extender(character: char) -> usize {
    character.width().unwrap_or(0)
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
fn clusters_stand_whole_and_nothing_of_old_lines_is_left_whatever_a_terminal_counts() {
    let opinions: [fn(char) -> usize; 2] = [by_character, by_extender];
    for columns in opinions {
        let mut cells = Cells { columns, shown: BTreeMap::new() };
        scrolled(&Paper::default(), |top, bytes| {
            cells.obey(&bytes);
            for (y, line) in (0..4).zip(LINES.iter().skip(top).copied().chain(std::iter::repeat(""))) {
                assert_eq!(cells.line(y), line.replace(' ', ""), "line {y} from {top}");
            }
        });
    }
}

fn size(cells: u16) -> NonZeroU16 {
    NonZeroU16::new(cells).unwrap()
}

#[test]
fn another_terminal_shows_the_same() {
    let mut parser = vt100::Parser::new(size(4), size(24), 0);
    scrolled(&Paper::default(), |top, bytes| {
        parser.process(&bytes);
        let shown = parser.screen().rows(0, 24).map(|row| row.replace(' ', ""));
        let lines = LINES.iter().skip(top).take(4).map(|line| line.replace(' ', ""));
        let lines = lines.chain(std::iter::repeat(String::new())).take(4);
        assert_eq!(shown.collect::<Vec<_>>(), lines.collect::<Vec<_>>(), "from {top}");
    });
}
