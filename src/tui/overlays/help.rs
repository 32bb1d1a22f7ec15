//! Every key and what it does, written from the live keymap, narrowed by typing.

use ratatui::buffer::Buffer;
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::layout::{Position, Rect};
use tui_input::Input;

use super::pressed::Pressed;
use super::sheet;
use crate::config::Config;
use crate::config::action::Action;
use crate::config::keymap::Mode;
use crate::config::theme::Face;
use crate::tui::cells::put;
use crate::typeset;

/// Columns of the keys.
const KEYS: usize = 16;

/// The help: a filter and the first line shown.
#[derive(Clone, Debug, Default)]
pub struct Help {
    filter: Input,
    top: usize,
}

enum Line {
    Group(String),
    Entry { keys: String, help: String },
    Gap,
}

impl Help {
    /// Gives a key to the help.
    pub fn press(&mut self, key: KeyEvent) -> Pressed {
        match key.code {
            KeyCode::Esc | KeyCode::Enter => return Pressed::CLOSES,
            KeyCode::Char('c') if key.modifiers.contains(KeyModifiers::CONTROL) => return Pressed::CLOSES,
            KeyCode::Char('q' | '?') if self.filter.value().is_empty() => return Pressed::CLOSES,
            KeyCode::Down => self.top += 1,
            KeyCode::Up => self.top = self.top.saturating_sub(1),
            KeyCode::PageDown => self.top += 10,
            KeyCode::PageUp => self.top = self.top.saturating_sub(10),
            _ => {
                sheet::type_key(&mut self.filter, key);
                self.top = 0;
            }
        }
        Pressed::STAYS
    }

    fn lines(&self, config: &Config) -> Vec<Line> {
        let wanted = self.filter.value().to_lowercase();
        let mut lines = Vec::new();
        let mut group = None;
        for action in Action::ALL.iter().copied() {
            let keys = keys_of(action, config);
            let words = format!("{keys} {} {}", action.name(), action.help(config.words)).to_lowercase();
            if keys.is_empty() || !words.contains(&wanted) {
                continue;
            }
            if group != Some(action.group()) {
                group = Some(action.group());
                lines.push(Line::Gap);
                lines.push(Line::Group(action.group().title(config.words).to_owned()));
            }
            lines.push(Line::Entry { keys, help: action.help(config.words).to_string() });
        }
        lines
    }

    /// Draws the help over an area.
    pub fn draw(&self, config: &Config, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        let corner = config.words.keys_keys();
        let size = (76, area.height.saturating_sub(2).max(6));
        let inside = sheet::open(config.words.keys(), corner, size, config, area, buffer);
        let line = Rect { height: inside.height.min(1), ..inside };
        let cursor = sheet::draw_input("› ", &self.filter, config, line, buffer);
        let lines = self.lines(config);
        let rows = usize::from(inside.height.saturating_sub(1));
        let top = self.top.min(lines.len().saturating_sub(rows));
        for (y, line) in (inside.y.saturating_add(1)..inside.bottom()).zip(lines.iter().skip(top)) {
            draw_line(line, config, Rect { y, height: 1, ..inside }, buffer);
        }
        cursor
    }
}

fn draw_line(line: &Line, config: &Config, row: Rect, buffer: &mut Buffer) {
    let columns = usize::from(row.width);
    match line {
        Line::Gap => {}
        Line::Group(name) => {
            put(buffer, row.x, row.y, name, columns, config.theme.style(Face::Heading));
        }
        Line::Entry { keys, help } => {
            let keys = typeset::truncate(keys, KEYS.min(columns));
            put(buffer, row.x, row.y, keys, KEYS.min(columns), config.theme.style(Face::Key));
            let x = row.x.saturating_add(u16::try_from(KEYS + 1).unwrap_or(u16::MAX));
            let room = usize::from(row.right().saturating_sub(x));
            put(buffer, x, row.y, typeset::truncate(help, room), room, config.theme.style(Face::Text));
        }
    }
}

/// The keys of an action in any pane, each once.
fn keys_of(action: Action, config: &Config) -> String {
    let mut keys: Vec<String> = Vec::new();
    for mode in [Mode::Headlines, Mode::Article, Mode::Related] {
        for key in config.keymap.keys_of(action, mode) {
            if !keys.contains(&key) {
                keys.push(key);
            }
        }
    }
    keys.join("  ")
}
