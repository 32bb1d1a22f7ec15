//! A list to pick from, narrowed by typing.

use ratatui::buffer::Buffer;
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::layout::{Position, Rect};
use tui_input::Input;

use super::{Outcome, sheet};
use crate::config::Config;
use crate::config::theme::Face;
use crate::tui::cells::put;
use crate::tui::lettering::letter;
use crate::typeset;

/// One thing to pick.
#[derive(Clone, Debug)]
pub struct Choice<T> {
    /// What it stands for.
    pub value: T,
    /// Its name.
    pub name: String,
    /// What is told about it, at the right.
    pub about: String,
}

/// A list of choices, a filter and a selection.
#[derive(Clone, Debug)]
pub struct Picker<T> {
    title: &'static str,
    choices: Vec<Choice<T>>,
    filter: Input,
    selected: usize,
}

/// What became of a key when nothing was picked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unpicked {
    /// The person goes on choosing.
    Choosing,
    /// The person chose nothing.
    Left,
}

impl From<Unpicked> for Outcome {
    fn from(unpicked: Unpicked) -> Self {
        match unpicked {
            Unpicked::Choosing => Self::Stay,
            Unpicked::Left => Self::Close,
        }
    }
}

impl<T: Clone + PartialEq> Picker<T> {
    /// A list with the current value selected.
    pub fn new(title: &'static str, choices: Vec<Choice<T>>, current: &T) -> Self {
        let selected = choices.iter().position(|choice| choice.value == *current).unwrap_or(0);
        Self { title, choices, filter: Input::default(), selected }
    }

    /// Gives a key: the value picked, or what became of it.
    pub fn press(&mut self, key: KeyEvent) -> Result<T, Unpicked> {
        let control = key.modifiers.contains(KeyModifiers::CONTROL);
        match key.code {
            KeyCode::Esc => return Err(Unpicked::Left),
            KeyCode::Char('c') if control => return Err(Unpicked::Left),
            KeyCode::Enter => {
                let picked = self.shown().nth(self.selected).map(|choice| choice.value.clone());
                return picked.ok_or(Unpicked::Choosing);
            }
            KeyCode::Down | KeyCode::Tab => self.step(1),
            KeyCode::Up | KeyCode::BackTab => self.step(-1),
            KeyCode::Char('n') if control => self.step(1),
            KeyCode::Char('p') if control => self.step(-1),
            KeyCode::PageDown => self.step(10),
            KeyCode::PageUp => self.step(-10),
            _ => {
                sheet::type_key(&mut self.filter, key);
                self.step(0);
            }
        }
        Err(Unpicked::Choosing)
    }

    /// The value under a cell; outside of the list, nothing is picked and the list is left.
    pub fn click(&self, at: Position, area: Rect) -> Result<T, Unpicked> {
        let inside = sheet::inside(self.size(), area);
        if !inside.contains(at) {
            return Err(Unpicked::Left);
        }
        let row = usize::from(at.y - inside.y).checked_sub(1).map(|row| row + self.first(inside));
        let picked = row.and_then(|row| self.shown().nth(row)).map(|choice| choice.value.clone());
        picked.ok_or(Unpicked::Choosing)
    }

    fn size(&self) -> (u16, u16) {
        let height = u16::try_from(self.choices.len()).unwrap_or(u16::MAX).saturating_add(3);
        (56, height.clamp(6, 24))
    }

    /// The first choice that is drawn.
    fn first(&self, inside: Rect) -> usize {
        (self.selected + 1).saturating_sub(usize::from(inside.height.saturating_sub(1)))
    }

    /// The value selected.
    pub fn selected(&self) -> Option<&T> {
        self.shown().nth(self.selected).map(|choice| &choice.value)
    }

    fn shown(&self) -> impl Iterator<Item = &Choice<T>> {
        let wanted = self.filter.value().to_lowercase();
        self.choices.iter().filter(move |choice| choice.name.to_lowercase().contains(&wanted))
    }

    fn step(&mut self, by: isize) {
        let last = self.shown().count().saturating_sub(1);
        self.selected = self.selected.saturating_add_signed(by).min(last);
    }

    /// Draws the list over an area.
    pub fn draw(&self, config: &Config, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        let corner = config.words.picker_keys();
        let inside = sheet::open(self.title, corner, self.size(), config, area, buffer);
        let line = Rect { height: inside.height.min(1), ..inside };
        let cursor = sheet::draw_input("› ", &self.filter, config, line, buffer);
        let first = self.first(inside);
        let ys = inside.y.saturating_add(1)..inside.bottom();
        for (y, (position, choice)) in ys.zip(self.shown().enumerate().skip(first)) {
            let row = Rect { y, height: 1, ..inside };
            draw_choice(choice, position == self.selected, config, row, buffer);
        }
        cursor
    }
}

fn draw_choice<T>(choice: &Choice<T>, selected: bool, config: &Config, row: Rect, buffer: &mut Buffer) {
    let about = u16::try_from(typeset::width(&choice.about)).unwrap_or(u16::MAX);
    let room = usize::from(row.width.saturating_sub(about).saturating_sub(3));
    let face = if selected { Face::Unread } else { Face::Text };
    if selected {
        put(buffer, row.x, row.y, "▌", usize::from(row.width), config.theme.style(Face::Selected));
    }
    let name = typeset::truncate(&choice.name, room);
    letter(&name, (row.x.saturating_add(2), row.y), room, face, config, buffer);
    if row.width > about {
        let columns = usize::from(about);
        letter(&choice.about, (row.right() - about, row.y), columns, Face::Faint, config, buffer);
    }
}
