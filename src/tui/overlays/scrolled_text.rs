//! A text that is scrolled: the log of messages, or the output of a program about the open article.

use ratatui::buffer::Buffer;
use ratatui::crossterm::event::{KeyCode, KeyEvent};
use ratatui::layout::{Position, Rect};

use super::key_result::KeyResult;
use super::overlay_box;
use crate::config::Config;
use crate::config::theme::Face;
use crate::domain::{Pane, Prose, Verbatim};
use crate::tui::cells::put;
use crate::tui::layout::Layout;
use crate::tui::lettering::draw_text;
use crate::tui::log::Log;
use crate::tui::wish::Wish;
use crate::typeset;
use crate::words::Words;

/// The least columns of a page beside the article.
const LEAST: u16 = 40;

/// The mark before an error.
const ERROR: &str = "! ";

/// The text, and the first line that is shown.
#[derive(Clone, Debug)]
pub struct ScrolledText {
    title: String,
    /// The description of the keys.
    keys: &'static str,
    /// The paragraphs, each with its face and with the mark before each of its lines.
    paragraphs: Vec<(&'static str, Face, String)>,
    /// The text to copy; it stands beside the article.
    output: Option<Verbatim>,
    top: usize,
}

impl ScrolledText {
    /// The messages so far, the newest first.
    pub fn of_messages(log: &Log, words: Words) -> Self {
        let mut paragraphs: Vec<_> = log
            .lines()
            .map(|notice| {
                let (mark, face) = if notice.is_error { (ERROR, Face::Error) } else { ("  ", Face::Text) };
                (mark, face, notice.words.as_str().to_owned())
            })
            .collect();
        if paragraphs.is_empty() {
            paragraphs.push(("", Face::Faint, words.no_messages().to_owned()));
        }
        let (title, keys) = (words.messages().to_owned(), words.messages_keys());
        Self { title, keys, paragraphs, output: None, top: 0 }
    }

    /// The output of a program.
    pub fn of_output(program: &str, text: &str, words: Words) -> Self {
        let text = Verbatim::from_untrusted(text.trim());
        let paragraphs = text.as_str().lines().map(|line| ("", Face::Text, line.to_owned())).collect();
        let title = Prose::trimmed(program).to_string();
        Self { title, keys: words.output_keys(), paragraphs, output: Some(text), top: 0 }
    }

    /// Gives a key to the text.
    pub fn press(&mut self, key: KeyEvent) -> KeyResult {
        match (key.code, &self.output) {
            (KeyCode::Down | KeyCode::Char('j'), _) => self.scroll(1),
            (KeyCode::Up | KeyCode::Char('k'), _) => self.scroll(-1),
            (KeyCode::PageDown | KeyCode::Char(' '), _) => self.scroll(10),
            (KeyCode::PageUp | KeyCode::Char('b'), _) => self.scroll(-10),
            (KeyCode::Home | KeyCode::Char('g'), _) => self.top = 0,
            (KeyCode::Char('y'), Some(text)) => {
                return KeyResult { closes: false, wish: Some(Wish::Copy(text.as_str().to_owned())) };
            }
            _ => return KeyResult::CLOSES,
        }
        KeyResult::STAYS
    }

    fn scroll(&mut self, by: isize) {
        self.top = self.top.saturating_add_signed(by).min(self.paragraphs.len() * 4);
    }

    /// Whether the text stands beside the article.
    pub const fn is_beside_article(&self) -> bool {
        self.output.is_some()
    }

    /// Draws the text: messages in the middle, output beside the article, on its wider side, or over
    /// everything where neither has room.
    pub fn draw(&self, config: &Config, layout: &Layout, buffer: &mut Buffer) -> Position {
        let (area, size) = if self.is_beside_article() {
            let area = beside_article(layout);
            (area, (area.width, area.height))
        } else {
            let area = layout.overlay_area();
            (area, (90, area.height.saturating_sub(4).max(6)))
        };
        let inside = overlay_box::draw_box(&self.title, self.keys, size, config, area, buffer);
        let columns = usize::from(inside.width).max(1);
        let lines: Vec<_> = self
            .paragraphs
            .iter()
            .flat_map(|(mark, face, text)| {
                set(text, columns.saturating_sub(mark.len()).max(1))
                    .into_iter()
                    .map(move |line| (mark, face, line))
            })
            .collect();
        let top = self.top.min(lines.len().saturating_sub(usize::from(inside.height)));
        for ((mark, face, line), y) in lines.iter().skip(top).zip(inside.y..inside.bottom()) {
            let x = put(buffer, inside.x, y, mark, columns, config.theme.style(**face));
            draw_text(line, (x, y), columns.saturating_sub(mark.len()), **face, config, buffer);
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
