//! Letters on the visible links or paragraphs; typing them follows a link, or copies a paragraph.

use ratatui::buffer::Buffer;
use ratatui::crossterm::event::{KeyCode, KeyEvent};
use ratatui::layout::{Position, Rect};

use super::key_result::KeyResult;
use crate::config::Config;
use crate::config::theme::Face;
use crate::tui::address;
use crate::tui::cells::put;
use crate::tui::wish::Wish;

/// Letters in the order of how easily fingers reach them.
const LETTERS: &str = "asdfghjklqwertyuiopzxcvbnm";

/// A visible link or paragraph.
#[derive(Clone, Debug)]
pub struct Hint {
    /// The place of its first word on the screen.
    pub at: Position,
    /// The wish of its letters.
    pub wish: Wish,
}

/// The visible hints, and the letters typed so far.
#[derive(Clone, Debug)]
pub struct Hints {
    all: Vec<(String, Hint)>,
    typed: String,
    /// The hint that Enter chooses, and whose address is shown.
    focused: usize,
}

impl Hints {
    /// Gives every link its letters, all of the same length.
    pub fn of(hints: Vec<Hint>) -> Self {
        let letters: Vec<char> = LETTERS.chars().collect();
        let name = |number: usize, pairs: bool| {
            let letter = |position: usize| letters.get(position).copied().unwrap_or('?');
            let last = letter(number % letters.len());
            if pairs { format!("{}{last}", letter(number / letters.len())) } else { last.to_string() }
        };
        let pairs = hints.len() > letters.len();
        let most = letters.len() * letters.len();
        let all = hints
            .into_iter()
            .take(most)
            .enumerate()
            .map(|(number, hint)| (name(number, pairs), hint))
            .collect();
        Self { all, typed: String::new(), focused: 0 }
    }

    /// Takes a key: letters narrow the hints, tab and arrows move between them, Enter chooses, any other key
    /// closes.
    pub fn press(&mut self, key: KeyEvent) -> KeyResult {
        let letter = match key.code {
            KeyCode::Char(letter) => letter,
            KeyCode::Tab | KeyCode::Down | KeyCode::Right => return self.step(1),
            KeyCode::BackTab | KeyCode::Up | KeyCode::Left => return self.step(self.all.len() - 1),
            KeyCode::Enter => {
                let focused = self.all.get(self.focused);
                return focused.map_or(KeyResult::CLOSES, |(_, hint)| KeyResult::closing(hint.wish.clone()));
            }
            _ => return KeyResult::CLOSES,
        };
        self.typed.push(letter);
        match self.all.iter().find(|(name, _)| name.starts_with(&self.typed)) {
            Some((name, hint)) if *name == self.typed => KeyResult::closing(hint.wish.clone()),
            Some(_) => KeyResult::STAYS,
            None => KeyResult::CLOSES,
        }
    }

    /// Whether the letters copy paragraphs; else they follow links.
    pub fn copy(&self) -> bool {
        self.all.iter().any(|(_, hint)| matches!(hint.wish, Wish::Quote(_)))
    }

    /// Moves by so many hints, wrapping round.
    fn step(&mut self, by: usize) -> KeyResult {
        self.focused = (self.focused + by) % self.all.len().max(1);
        KeyResult::STAYS
    }

    /// Draws the letters over the words, and the address of the focused hint.
    pub fn draw(&self, config: &Config, footer: Rect, buffer: &mut Buffer) -> Option<Position> {
        let focused = self.all.get(self.focused).map(|(_, hint)| hint);
        if let Some(Wish::FollowLink(url)) = focused.map(|hint| &hint.wish) {
            address::draw(url, config, footer, buffer);
        }
        for (name, hint) in self.all.iter().filter(|(name, _)| name.starts_with(&self.typed)) {
            let rest = name.get(self.typed.len()..).unwrap_or_default();
            put(buffer, hint.at.x, hint.at.y, rest, rest.len(), config.theme.style(Face::MatchCurrent));
        }
        focused.map(|hint| hint.at)
    }
}
