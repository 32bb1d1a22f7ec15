//! The log of messages, the newest first, where a missed message can be read whole.

use ratatui::buffer::Buffer;
use ratatui::crossterm::event::{KeyCode, KeyEvent};
use ratatui::layout::{Position, Rect};

use super::key_result::KeyResult;
use super::sheet;
use crate::config::Config;
use crate::config::theme::Face;
use crate::tui::cells::put;
use crate::tui::lettering::letter;
use crate::tui::log::{Log, Notice};
use crate::typeset;

/// The lines of the log, and the first that is shown.
#[derive(Clone, Debug)]
pub struct Messages {
    lines: Vec<Notice>,
    top: usize,
}

impl Messages {
    /// The log of the messages so far.
    pub fn of(log: &Log) -> Self {
        Self { lines: log.lines().cloned().collect(), top: 0 }
    }

    /// Gives a key to the log.
    pub fn press(&mut self, key: KeyEvent) -> KeyResult {
        match key.code {
            KeyCode::Down | KeyCode::Char('j') => self.scroll(1),
            KeyCode::Up | KeyCode::Char('k') => self.scroll(-1),
            KeyCode::PageDown | KeyCode::Char(' ') => self.scroll(10),
            KeyCode::PageUp | KeyCode::Char('b') => self.scroll(-10),
            _ => return KeyResult::CLOSES,
        }
        KeyResult::STAYS
    }

    /// Scrolls by messages.
    pub fn scroll(&mut self, by: isize) {
        self.top = self.top.saturating_add_signed(by).min(self.lines.len().saturating_sub(1));
    }

    /// Draws the log over an area.
    pub fn draw(&self, config: &Config, area: Rect, buffer: &mut Buffer) -> Position {
        let size = (90, area.height.saturating_sub(4).max(6));
        let inside =
            sheet::open(config.words.messages(), config.words.messages_keys(), size, config, area, buffer);
        let columns = usize::from(inside.width);
        let mut rows = inside.y..inside.bottom();
        for notice in self.lines.iter().skip(self.top) {
            let (mark, face) = if notice.is_error { ("! ", Face::Error) } else { ("  ", Face::Text) };
            let lines = typeset::wrap(notice.words.as_str(), columns.saturating_sub(2).max(1), usize::MAX);
            for (line, y) in lines.iter().zip(&mut rows) {
                let x = put(buffer, inside.x, y, mark, columns, config.theme.style(face));
                letter(line, (x, y), columns.saturating_sub(2), face, config, buffer);
            }
        }
        if self.lines.is_empty() {
            put(
                buffer,
                inside.x,
                inside.y,
                config.words.no_messages(),
                columns,
                config.theme.style(Face::Faint),
            );
        }
        inside.as_position()
    }
}
