//! An address that may lead elsewhere than it seems to, shown before it is opened.

use ratatui::buffer::Buffer;
use ratatui::crossterm::event::{KeyCode, KeyEvent};
use ratatui::layout::{Position, Rect};

use super::{Outcome, sheet};
use crate::config::Config;
use crate::config::theme::Face;
use crate::domain::{Caution, WebUrl};
use crate::tui::lettering::letter;
use crate::typeset;

/// Columns of the box.
const WIDTH: u16 = 64;

/// Lines of an address; a longer one is cut, its host stands at its beginning.
const LINES: usize = 6;

/// An address and why it is shown.
#[derive(Clone, Debug)]
pub struct Confirm {
    url: WebUrl,
    caution: Caution,
}

impl Confirm {
    /// Shows an address.
    pub const fn of(url: WebUrl, caution: Caution) -> Self {
        Self { url, caution }
    }

    /// Gives a key: only `y` opens, so that no key pressed in haste does.
    pub fn press(&mut self, key: KeyEvent) -> Outcome {
        match key.code {
            KeyCode::Char('y') => Outcome::Browse(self.url.clone()),
            KeyCode::Char('n' | 'q') | KeyCode::Esc | KeyCode::Enter => Outcome::Close,
            _ => Outcome::Stay,
        }
    }

    /// Draws the question over an area.
    pub fn draw(&self, config: &Config, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        let columns = usize::from(WIDTH.min(area.width)).saturating_sub(4).max(1);
        let host = typeset::wrap(&config.words.host(self.url.host()), columns, 2);
        let address = typeset::wrap(self.url.as_str(), columns, LINES);
        let sentence = typeset::wrap(self.caution.sentence(), columns, 3);
        let lines = sentence.len() + host.len() + address.len() + 2;
        let height = u16::try_from(lines).unwrap_or(u16::MAX).saturating_add(2);
        let inside = sheet::open(
            config.words.open_this_page(),
            config.words.open_this_page_keys(),
            (WIDTH, height),
            config,
            area,
            buffer,
        );
        let gap = || [(Face::Text, String::new())];
        let faced = |face: Face, lines: Vec<String>| lines.into_iter().map(move |line| (face, line));
        let all = faced(Face::Error, sentence)
            .chain(gap())
            .chain(faced(Face::Title, host))
            .chain(gap())
            .chain(faced(Face::Text, address));
        for (y, (face, line)) in (inside.y..inside.bottom()).zip(all) {
            let room = usize::from(inside.width);
            letter(&typeset::truncate(&line, room), (inside.x, y), room, face, config, buffer);
        }
        None
    }
}
