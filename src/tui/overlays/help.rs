//! The help: every key and its action, from the keymap in force, narrowed by typing.

use ratatui::buffer::Buffer;
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::layout::{Position, Rect};
use tui_input::Input;

use super::key_result::KeyResult;
use super::sheet;
use crate::config::Config;
use crate::config::action::Action;
use crate::config::keymap::Mode;
use crate::config::theme::Face;
use crate::tui::cells::put;
use crate::typeset;

/// Columns of the keys.
const KEYS: usize = 16;

/// Columns of a column of the help, and between two.
const COLUMN: u16 = 71;
const GUTTER: u16 = 3;

/// Columns of border and margin.
const BESIDE: u16 = 5;

/// The links that have a digit key, and the digits.
const DIGITS: [(Action, &str); 9] = [
    (Action::FollowLink1, "1"),
    (Action::FollowLink2, "2"),
    (Action::FollowLink3, "3"),
    (Action::FollowLink4, "4"),
    (Action::FollowLink5, "5"),
    (Action::FollowLink6, "6"),
    (Action::FollowLink7, "7"),
    (Action::FollowLink8, "8"),
    (Action::FollowLink9, "9"),
];

/// The help: a filter and the first line shown.
#[derive(Clone, Debug, Default)]
pub struct Help {
    filter: Input,
    top: usize,
}

enum Line {
    Group(String),
    /// Keys and a description; either may continue in the next line.
    Entry(String, String),
    Gap,
}

impl Help {
    /// Gives a key to the help.
    pub fn press(&mut self, key: KeyEvent) -> KeyResult {
        match key.code {
            KeyCode::Esc | KeyCode::Enter => return KeyResult::CLOSES,
            KeyCode::Char('c') if key.modifiers.contains(KeyModifiers::CONTROL) => return KeyResult::CLOSES,
            KeyCode::Char('q' | '?') if self.filter.value().is_empty() => return KeyResult::CLOSES,
            KeyCode::Down => self.top += 1,
            KeyCode::Up => self.top = self.top.saturating_sub(1),
            KeyCode::PageDown => self.top += 10,
            KeyCode::PageUp => self.top = self.top.saturating_sub(10),
            _ => {
                sheet::type_key(&mut self.filter, key);
                self.top = 0;
            }
        }
        KeyResult::STAYS
    }

    /// The lines of the help in a column of a width.
    fn lines(&self, columns: usize, config: &Config) -> Vec<Line> {
        let wanted = self.filter.value().to_lowercase();
        let mut lines = Vec::new();
        let mut group = None;
        let digits = digits(config);
        for action in Action::ALL.iter().copied() {
            let mut keys = keys_of(action, config);
            let mut help = action.help(config.words);
            match DIGITS.iter().position(|(known, _)| *known == action) {
                Some(0) if digits => {
                    (keys, help) = (vec!["1 … 9".to_owned()], config.words.follows_by_digit());
                }
                Some(_) if digits => continue,
                _ => {}
            }
            let written = keys.join("  ");
            let words = format!("{written} {} {}", action.name(), help).to_lowercase();
            if keys.is_empty() || !words.contains(&wanted) {
                continue;
            }
            if group != Some(action.group()) {
                group = Some(action.group());
                lines.push(Line::Gap);
                lines.push(Line::Group(action.group().title(config.words).to_owned()));
            }
            lines.extend(entry(&keys, help, columns));
        }
        let is_wanted =
            |(keys, told): &(String, String)| format!("{keys} {told}").to_lowercase().contains(&wanted);
        let own: Vec<_> = config.keymap.own().filter(is_wanted).collect();
        if !own.is_empty() {
            lines.extend([Line::Gap, Line::Group(config.words.own_keys().to_owned())]);
        }
        lines.extend(own.into_iter().flat_map(|(keys, told)| entry(&[keys], &told, columns)));
        lines
    }

    /// Draws the help over an area.
    pub fn draw(&self, config: &Config, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        let corner = config.words.keys_keys();
        let two = 2 * COLUMN + GUTTER + BESIDE;
        let size =
            (if area.width >= two { two } else { COLUMN + BESIDE }, area.height.saturating_sub(2).max(6));
        let inside = sheet::open(config.words.keys(), corner, size, config, area, buffer);
        let line = Rect { height: inside.height.min(1), ..inside };
        let cursor = sheet::draw_input("› ", &self.filter, config, line, buffer);
        let rows = inside.height.saturating_sub(1);
        let count = if inside.width >= 2 * COLUMN { 2 } else { 1 };
        let width = (inside.width - GUTTER * (count - 1)) / count;
        let lines = self.lines(usize::from(width), config);
        let shown = usize::from(rows) * usize::from(count);
        let mut lines = lines.iter().skip(self.top.min(lines.len().saturating_sub(shown)));
        for column in 0..count {
            let x = inside.x + column * (width + GUTTER);
            for (y, line) in (inside.y.saturating_add(1)..inside.bottom()).zip(&mut lines) {
                draw_line(line, config, Rect { x, y, width, height: 1 }, buffer);
            }
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
        Line::Entry(keys, help) => {
            put(buffer, row.x, row.y, keys, KEYS.min(columns), config.theme.style(Face::Key));
            let x = row.x.saturating_add(u16::try_from(KEYS + 1).unwrap_or(u16::MAX));
            let room = usize::from(row.right().saturating_sub(x));
            put(buffer, x, row.y, typeset::truncate(help, room), room, config.theme.style(Face::Text));
        }
    }
}

/// The lines of an action: all its keys at the left, its help at the right.
fn entry(keys: &[String], help: &str, columns: usize) -> Vec<Line> {
    let mut left: Vec<String> = Vec::new();
    for key in keys {
        match left.last_mut() {
            Some(line) if typeset::width(line) + typeset::width(key) + 2 <= KEYS => {
                line.push_str("  ");
                line.push_str(key);
            }
            _ => left.push(key.clone()),
        }
    }
    let right = typeset::wrap(help, columns.saturating_sub(KEYS + 1).max(1), usize::MAX);
    let at = |lines: &[String], row| lines.get(row).cloned().unwrap_or_default();
    (0..left.len().max(right.len())).map(|row| Line::Entry(at(&left, row), at(&right, row))).collect()
}

/// Whether each link has its own digit and no other key, so that one line describes all.
fn digits(config: &Config) -> bool {
    DIGITS.iter().all(|(action, digit)| keys_of(*action, config) == [*digit])
}

/// The keys of an action in any pane, each once.
fn keys_of(action: Action, config: &Config) -> Vec<String> {
    let mut keys: Vec<String> = Vec::new();
    for (_, mode) in Mode::ALL {
        for key in config.keymap.keys_of(action, *mode) {
            if !keys.contains(&key) {
                keys.push(key);
            }
        }
    }
    keys
}
