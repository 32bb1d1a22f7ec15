//! The output of a program about the open article, as a page beside it.

use ratatui::buffer::Buffer;
use ratatui::crossterm::event::{KeyCode, KeyEvent};
use ratatui::layout::{Position, Rect};

use super::key_result::KeyResult;
use super::sheet;
use crate::config::Config;
use crate::config::theme::Face;
use crate::domain::{Pane, Prose, Verbatim};
use crate::tui::layout::Layout;
use crate::tui::lettering::letter;
use crate::tui::wish::Wish;
use crate::typeset;

/// The least columns of a page beside the article.
const LEAST: u16 = 40;

/// The program, its output, and the first line that is shown.
#[derive(Clone, Debug)]
pub struct Output {
    program: Prose,
    text: Verbatim,
    top: usize,
}

impl Output {
    /// The page for the output of a program.
    pub fn of(program: &str, text: &str) -> Self {
        Self { program: Prose::trimmed(program), text: Verbatim::from_untrusted(text.trim()), top: 0 }
    }

    /// Gives a key to the page.
    pub fn press(&mut self, key: KeyEvent) -> KeyResult {
        match key.code {
            KeyCode::Down | KeyCode::Char('j') => self.scroll(1),
            KeyCode::Up | KeyCode::Char('k') => self.scroll(-1),
            KeyCode::PageDown | KeyCode::Char(' ') => self.scroll(10),
            KeyCode::PageUp | KeyCode::Char('b') => self.scroll(-10),
            KeyCode::Home | KeyCode::Char('g') => self.top = 0,
            KeyCode::Char('y') => {
                return KeyResult { closes: false, wish: Some(Wish::Copy(self.text.as_str().to_owned())) };
            }
            _ => return KeyResult::CLOSES,
        }
        KeyResult::STAYS
    }

    fn scroll(&mut self, by: isize) {
        self.top = self.top.saturating_add_signed(by).min(self.text.as_str().lines().count() * 4);
    }

    /// Draws the page beside the article, on its wider side; over everything where neither has room.
    pub fn draw(&self, config: &Config, layout: &Layout, buffer: &mut Buffer) -> Position {
        let area = beside_article(layout);
        let size = (area.width, area.height);
        let keys = config.words.output_keys();
        let inside = sheet::open(self.program.as_str(), keys, size, config, area, buffer);
        let columns = usize::from(inside.width).max(1);
        let lines: Vec<String> = self.text.as_str().lines().flat_map(|line| set(line, columns)).collect();
        let top = self.top.min(lines.len().saturating_sub(usize::from(inside.height)));
        for (line, y) in lines.iter().skip(top).zip(inside.y..inside.bottom()) {
            letter(line, (inside.x, y), columns, Face::Text, config, buffer);
        }
        inside.as_position()
    }
}

/// The lines of a paragraph; a blank line for an empty one.
fn set(line: &str, columns: usize) -> Vec<String> {
    let lines = typeset::wrap(line, columns, usize::MAX);
    if lines.is_empty() { vec![String::new()] } else { lines }
}

fn beside_article(layout: &Layout) -> Rect {
    let whole = Rect {
        height: layout.footer.y.saturating_sub(layout.header.bottom()),
        y: layout.header.bottom(),
        ..layout.screen
    };
    let Some(article) = layout.pane(Pane::Article) else { return whole };
    let left = Rect { width: article.x.saturating_sub(whole.x), ..whole };
    let right = Rect { x: article.right(), width: whole.right().saturating_sub(article.right()), ..whole };
    let wider = if left.width >= right.width { left } else { right };
    if wider.width >= LEAST { wider } else { whole }
}
