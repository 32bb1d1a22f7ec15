//! The help: every key and its action, from the keymap in force, narrowed by typing.

use ratatui::buffer::Buffer;
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::layout::{Position, Rect};
use tui_input::Input;

use super::key_result::KeyResult;
use super::overlay_box;
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
                overlay_box::type_key(&mut self.filter, key);
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
        let own: Vec<_> = config.keymap.step_bindings().filter(is_wanted).collect();
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
        let inside = overlay_box::draw_box(config.words.keys(), corner, size, config, area, buffer);
        let line = Rect { height: inside.height.min(1), ..inside };
        let cursor = overlay_box::draw_input("› ", &self.filter, config, line, buffer);
        let rows = usize::from(inside.height.saturating_sub(1));
        let count = if inside.width >= 2 * COLUMN { 2 } else { 1 };
        let width = (inside.width - GUTTER * (count - 1)) / count;
        let lines = self.lines(usize::from(width), config);
        // The heading that each column may repeat takes a row.
        let shown = rows.saturating_sub(1) * usize::from(count);
        let mut rest = self.top.min(lines.len().saturating_sub(shown));
        for column in 0..count {
            let x = inside.x + column * (width + GUTTER);
            let (column, next) = column_from(&lines, rest, rows);
            rest = next;
            for (y, line) in (inside.y.saturating_add(1)..inside.bottom()).zip(column) {
                draw_line(line, config, Rect { x, y, width, height: 1 }, buffer);
            }
        }
        cursor
    }
}

/// The lines of a column of so many rows from a line on, and the line that follows it. A column in the middle of a group
/// begins with the heading of the group, and no column ends with a heading.
fn column_from(lines: &[Line], first: usize, rows: usize) -> (Vec<&Line>, usize) {
    let first = if matches!(lines.get(first), Some(Line::Gap)) { first + 1 } else { first };
    let (before, rest) = lines.split_at(first.min(lines.len()));
    let is_heading = |line: &&Line| matches!(line, Line::Group(_));
    let heading =
        before.iter().rev().find(is_heading).filter(|_| matches!(rest.first(), Some(Line::Entry(..))));
    let mut column: Vec<&Line> = heading.into_iter().chain(rest).take(rows).collect();
    let repeated = usize::from(heading.is_some());
    let is_cut = column.len() < repeated + rest.len();
    while is_cut && column.len() > 1 && column.last().is_some_and(|line| !matches!(line, Line::Entry(..))) {
        column.pop();
    }
    let next = first + column.len() - repeated;
    (column, next)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_within_a_group_begins_with_its_heading_and_none_ends_with_one() {
        let group = |name: &str| Line::Group(name.to_owned());
        let entry = |key: &str| Line::Entry(key.to_owned(), String::new());
        let lines = [
            Line::Gap,
            group("Moving"),
            entry("j"),
            entry("k"),
            entry("g"),
            Line::Gap,
            group("Panes"),
            entry("q"),
        ];
        let names = |column: Vec<&Line>| -> Vec<String> {
            let name = |line: &Line| match line {
                Line::Gap => String::new(),
                Line::Group(name) | Line::Entry(name, _) => name.clone(),
            };
            column.into_iter().map(name).collect()
        };

        let (one, next) = column_from(&lines, 0, 3);
        let (two, end) = column_from(&lines, next, 4);
        let (three, _) = column_from(&lines, end, 4);

        assert_eq!(names(one), ["Moving", "j", "k"]);
        assert_eq!(names(two), ["Moving", "g"]);
        assert_eq!(names(three), ["Panes", "q"]);
    }
}
