//! The reader without a terminal: keys in, cells out. Effects are performed at once.
//!
//! The gallery is made with it, so that its pictures are the real screens.

use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use ratatui::crossterm::event::{KeyCode, KeyEvent};
use ratatui::layout::Size;

use super::effect::Effect;
use super::message::Clock;
use super::message::Message;
use super::model::Model;
use super::update::update;
use super::view::view;
use super::worker::{Home, Worker};
use crate::config::Config;
use crate::domain::Session;
use crate::library::{Library, LibraryError};

/// The reader without a terminal.
pub struct Stage {
    model: Model,
    worker: Worker,
}

impl Stage {
    /// Opens the reader over a collection in memory.
    pub fn of(
        config: Config,
        library: Library,
        edition: &str,
        clock: Clock,
        size: Size,
    ) -> Result<Self, LibraryError> {
        let counts = library.counts()?;
        let mut model = Model::new(config, size, clock, edition.to_owned(), counts);
        let worker = Worker::new(library, Home::Memory, Box::new(|_| Ok(())));
        let effects = model.resume(Session::default());
        let mut stage = Self { model, worker };
        stage.perform(effects);
        Ok(stage)
    }

    /// Presses a key.
    pub fn press(&mut self, key: KeyCode) {
        self.tell(Message::Key(KeyEvent::from(key)));
    }

    /// Draws the screen.
    pub fn cells(&self) -> Buffer {
        let Ok(mut terminal) = Terminal::new(TestBackend::new(self.model.size.width, self.model.size.height));
        let Ok(_) = terminal.draw(|frame| view(&self.model, frame));
        terminal.backend().buffer().clone()
    }

    fn tell(&mut self, message: Message) {
        let effects = update(&mut self.model, message);
        self.perform(effects);
    }

    fn perform(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            if let Some(answer) = self.worker.perform(&effect) {
                self.tell(answer);
            }
        }
    }
}
