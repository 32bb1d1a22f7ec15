//! One line of text at the foot of the screen: words to find in the article, a search through all
//! articles, or a command.

use ratatui::buffer::Buffer;
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::layout::{Position, Rect};
use ratatui::widgets::{Clear, Widget as _};
use tui_input::Input;

use super::{Outcome, sheet};
use crate::config::Config;
use crate::config::action::Action;
use crate::config::theme::Face;
use crate::domain::{Query, QueryMistake};

/// What the line is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Words to find in the open article, marked while they are typed.
    Find,
    /// A search through all articles, whose hits are listed while it is typed.
    Search,
    /// The name of an action.
    Command,
}

/// The line.
#[derive(Clone, Debug)]
pub struct Prompt {
    purpose: Purpose,
    input: Input,
    /// What is wrong with the search as it stands.
    mistake: Option<String>,
}

impl Prompt {
    /// An empty line.
    #[must_use]
    pub fn new(purpose: Purpose) -> Self {
        Self { purpose, input: Input::default(), mistake: None }
    }

    /// Gives a key to the line.
    pub fn press(&mut self, key: KeyEvent) -> Outcome {
        let leaves = key.code == KeyCode::Backspace && self.input.value().is_empty();
        match key.code {
            KeyCode::Esc => self.leave(),
            KeyCode::Char('c') if key.modifiers.contains(KeyModifiers::CONTROL) => self.leave(),
            _ if leaves => self.leave(),
            KeyCode::Enter => self.finish(),
            KeyCode::Tab if self.purpose == Purpose::Command => {
                self.complete();
                Outcome::Stay
            }
            _ => {
                sheet::type_key(&mut self.input, key);
                self.typed()
            }
        }
    }

    /// Takes pasted text.
    pub fn paste(&mut self, text: &str) -> Outcome {
        sheet::type_text(&mut self.input, text);
        self.typed()
    }

    fn typed(&mut self) -> Outcome {
        match self.purpose {
            Purpose::Find => Outcome::Look(self.input.value().to_owned()),
            Purpose::Search => match Query::parse_while_typing(self.input.value()) {
                Ok(query) => {
                    self.mistake = None;
                    Outcome::List(query)
                }
                Err(mistake) => {
                    self.mistake = Some(told(&mistake));
                    Outcome::Stay
                }
            },
            Purpose::Command => Outcome::Stay,
        }
    }

    fn leave(&self) -> Outcome {
        match self.purpose {
            Purpose::Find => Outcome::Find(String::new()),
            Purpose::Search => Outcome::Search(Query::default()),
            Purpose::Command => Outcome::Close,
        }
    }

    fn finish(&self) -> Outcome {
        let text = self.input.value();
        match self.purpose {
            Purpose::Find => Outcome::Find(text.to_owned()),
            Purpose::Search => match Query::parse(text) {
                Ok(query) => Outcome::Search(query),
                Err(mistake) => Outcome::Say(told(&mistake)),
            },
            Purpose::Command if text.trim().is_empty() => Outcome::Close,
            Purpose::Command => match text.trim().parse::<Action>() {
                Ok(action) => Outcome::Act(action),
                Err(mistake) => Outcome::Say(mistake.to_string()),
            },
        }
    }

    fn complete(&mut self) {
        let first = completions(self.input.value()).next();
        if let Some(action) = first {
            self.input = Input::new(action.name().to_owned());
        }
    }

    /// Draws the line, and beside a command what it could become.
    pub fn draw(&self, config: &Config, line: Rect, buffer: &mut Buffer) -> Option<Position> {
        Clear.render(line, buffer);
        let label = match self.purpose {
            Purpose::Find => " /",
            Purpose::Search => " search: ",
            Purpose::Command => " :",
        };
        let cursor = sheet::draw_input(label, &self.input, config, line, buffer)?;
        if let Some(mistake) = &self.mistake {
            beside(mistake, Face::Error, config, cursor, line, buffer);
        }
        if self.purpose == Purpose::Command {
            let names: Vec<String> =
                completions(self.input.value()).take(6).map(|action| action.name().to_string()).collect();
            beside(&names.join("  "), Face::Hint, config, cursor, line, buffer);
        }
        Some(cursor)
    }
}

/// A mistake and what would have been right.
fn told(mistake: &QueryMistake) -> String {
    let hint = mistake.hint.as_ref().map(|hint| format!(": {hint}")).unwrap_or_default();
    format!("{mistake}{hint}")
}

/// Words after what is typed.
fn beside(words: &str, face: Face, config: &Config, cursor: Position, line: Rect, buffer: &mut Buffer) {
    let x = cursor.x.saturating_add(3);
    let room = usize::from(line.right().saturating_sub(x));
    buffer.set_stringn(x, line.y, words, room, config.theme.style(face));
}

fn completions(typed: &str) -> impl Iterator<Item = Action> {
    let typed = typed.trim().to_lowercase();
    Action::ALL.iter().copied().filter(move |action| action.name().starts_with(&typed))
}
