//! A line of input at the foot of the screen: words to find in the article, a search through all articles, or
//! a command.

use std::mem::discriminant;
use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::layout::{Position, Rect};
use ratatui::widgets::{Clear, Widget as _};
use tui_input::Input;

use super::completion::Completion;
use super::key_result::KeyResult;
use super::line_history::LineHistory;
use super::overlay_box;
use crate::config::Config;
use crate::config::theme::Face;
use crate::domain::{Query, QueryMistake};
use crate::tui::ask::CompletionSource;
use crate::tui::cells::put;
use crate::tui::command::{self, Candidate};
use crate::tui::field_completion;
use crate::tui::wish::Wish;
use crate::typeset;
use crate::words::Words;

/// The purpose of the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Words to find in the open article, marked while they are typed.
    Find,
    /// A search through all articles, whose matches are listed while it is typed.
    Search,
    /// A command: the name of an action, or a command with an argument.
    Command,
}

/// A mistake in a line.
#[derive(Clone, Debug)]
struct Mistake {
    words: String,
    /// The characters of the mistake, where they are known.
    at: Option<Range<usize>>,
}

/// The line of input.
#[derive(Clone, Debug)]
pub struct Prompt {
    purpose: Purpose,
    words: Words,
    input: Input,
    /// The mistake in the current text.
    mistake: Option<Mistake>,
    /// What was found of the current text in the article.
    found: String,
    past: LineHistory,
    completion: Completion,
    /// The last source of completions, and its words.
    last_source: Option<CompletionSource>,
    known: Vec<(String, String)>,
}

impl Prompt {
    /// A line with a text, and the lines typed before.
    pub fn new(purpose: Purpose, begun: &str, past: Vec<String>, words: Words) -> Self {
        let mut prompt = Self {
            purpose,
            words,
            input: Input::new(begun.to_owned()),
            mistake: None,
            found: String::new(),
            past: LineHistory::of(past),
            completion: Completion::default(),
            last_source: None,
            known: Vec::new(),
        };
        prompt.complete();
        prompt
    }

    /// Sets the report of the matches in the article, shown after the text.
    pub fn set_found(&mut self, found: String) {
        self.found = found;
    }

    /// Takes the words that complete the line.
    pub fn receive(&mut self, known: Vec<(String, String)>) {
        self.known = known;
        self.complete();
    }

    fn complete(&mut self) {
        let typed = self.input.value();
        self.completion = Completion::of(match self.purpose {
            Purpose::Command => self.candidates_of_command(typed),
            Purpose::Search => field_completion::candidates(typed, &self.known, self.words),
            Purpose::Find => Vec::new(),
        });
    }

    /// The completions of a command; those of the search that it takes are those of a search.
    fn candidates_of_command(&self, typed: &str) -> Vec<Candidate> {
        let Some((before, search)) = command::search_within(typed) else {
            return command::candidates(typed, &self.known, self.words);
        };
        let candidates = field_completion::candidates(search, &self.known, self.words).into_iter();
        candidates.map(|one| Candidate { line: format!("{before}{}", one.line), ..one }).collect()
    }

    /// Gives a key to the line.
    pub fn press(&mut self, key: KeyEvent) -> KeyResult {
        let leaves = key.code == KeyCode::Backspace && self.input.value().is_empty();
        match key.code {
            KeyCode::Esc => self.leave(),
            KeyCode::Char('c') if key.modifiers.contains(KeyModifiers::CONTROL) => self.leave(),
            _ if leaves => self.leave(),
            KeyCode::Enter => self.finish(),
            KeyCode::Tab => self.take_candidate(true),
            KeyCode::BackTab => self.take_candidate(false),
            KeyCode::Up => self.recall(true),
            KeyCode::Down => self.recall(false),
            _ => {
                overlay_box::type_key(&mut self.input, key);
                self.typed()
            }
        }
    }

    /// Takes pasted text.
    pub fn paste(&mut self, text: &str) -> KeyResult {
        overlay_box::type_text(&mut self.input, text);
        self.typed()
    }

    /// Puts the next candidate into the line; a single candidate completes it.
    fn take_candidate(&mut self, forward: bool) -> KeyResult {
        let typed = self.input.value();
        let begins_word = typed.is_empty() || typed.ends_with([' ', '(', '-']);
        if self.purpose == Purpose::Search && self.completion.is_empty() && begins_word {
            self.completion = Completion::of(field_completion::all(typed, self.words));
        }
        let Some(line) = self.completion.step(forward) else { return KeyResult::STAYS };
        self.input = Input::new(line);
        if self.completion.is_decided() { self.typed() } else { KeyResult::STAYS }
    }

    fn recall(&mut self, further: bool) -> KeyResult {
        let Some(line) = self.past.step(further, self.input.value()) else { return KeyResult::STAYS };
        self.input = Input::new(line);
        self.typed()
    }

    fn typed(&mut self) -> KeyResult {
        match self.purpose {
            Purpose::Find => KeyResult::staying(Wish::MarkMatches(self.input.value().to_owned())),
            Purpose::Search => self.search_typed(),
            Purpose::Command => {
                let asks = self.completion_source().map(Wish::Complete);
                self.complete();
                self.mistake = None;
                KeyResult { closes: false, wish: asks }
            }
        }
    }

    /// Lists the matches so far; asks for the values of a field that are not known yet.
    fn search_typed(&mut self) -> KeyResult {
        let asks = self.completion_source().map(Wish::Complete);
        self.complete();
        match Query::parse_while_typing(self.input.value()) {
            Ok(query) => {
                self.mistake = None;
                KeyResult::staying(asks.unwrap_or(Wish::ListMatching(query)))
            }
            Err(mistake) => {
                let is_begun = self.input.value().ends_with(':') || !self.completion.is_empty();
                self.mistake = Some(mistake.into()).filter(|_| !is_begun);
                KeyResult { closes: false, wish: asks }
            }
        }
    }

    /// The source of the words that complete the line, unless they were asked for already.
    pub fn completion_source(&mut self) -> Option<CompletionSource> {
        let source = match self.purpose {
            Purpose::Command => {
                let typed = self.input.value();
                let search = command::search_within(typed).map(|(_, search)| search);
                search.map_or_else(|| command::completion_source(typed), field_completion::completion_source)
            }
            Purpose::Search => field_completion::completion_source(self.input.value()),
            Purpose::Find => None,
        };
        let is_new = self.last_source != source;
        if self.last_source.as_ref().map(discriminant) != source.as_ref().map(discriminant) {
            self.known.clear();
        }
        self.last_source.clone_from(&source);
        source.filter(|_| is_new)
    }

    fn leave(&self) -> KeyResult {
        match self.purpose {
            Purpose::Find => KeyResult::closing(Wish::Find(String::new())),
            Purpose::Search => KeyResult::closing(Wish::Search(Query::default())),
            Purpose::Command => KeyResult::CLOSES,
        }
    }

    fn finish(&mut self) -> KeyResult {
        let text = self.input.value();
        match self.purpose {
            Purpose::Find => KeyResult::closing(Wish::Find(text.to_owned())),
            Purpose::Search => match Query::parse(text) {
                Ok(query) => KeyResult::closing(Wish::Search(query)),
                Err(mistake) => {
                    self.mistake = Some(mistake.into());
                    KeyResult::STAYS
                }
            },
            Purpose::Command if text.trim().is_empty() => KeyResult::CLOSES,
            Purpose::Command => match command::read(text, self.words) {
                Ok(wish) => KeyResult::closing(Wish::Typed(text.trim().to_owned(), Box::new(wish))),
                Err(mistake) => {
                    self.mistake = Some(Mistake { words: mistake, at: None });
                    KeyResult::STAYS
                }
            },
        }
    }

    /// Draws the line, and over a command its completions.
    pub fn draw(&self, config: &Config, line: Rect, buffer: &mut Buffer) -> Option<Position> {
        Clear.render(line, buffer);
        buffer.set_style(line, config.theme.style(Face::Text));
        let label = match self.purpose {
            Purpose::Find => config.words.ask_find(),
            Purpose::Search => config.words.ask_search(),
            Purpose::Command => " :",
        };
        let cursor = overlay_box::draw_input(label, &self.input, config, line, buffer)?;
        if let Some(mistake) = &self.mistake {
            if let Some(at) = &mistake.at {
                overlay_box::mark(label, &self.input, at, config.theme.style(Face::Error), line, buffer);
            }
            draw_mistake(&mistake.words, config, cursor, line, buffer);
        }
        let room = usize::from(line.right().saturating_sub(cursor.x.saturating_add(3)));
        if typeset::width(&self.found) <= room {
            let style = config.theme.style(Face::Hint);
            put(buffer, cursor.x.saturating_add(3), line.y, &self.found, room, style);
        }
        self.completion.draw(config.words.completion_keys(), config, line, buffer);
        Some(cursor)
    }
}

impl From<QueryMistake> for Mistake {
    /// Adds the correction to the mistake.
    fn from(mistake: QueryMistake) -> Self {
        let hint = mistake.hint.as_ref().map(|hint| format!(": {hint}")).unwrap_or_default();
        Self { words: format!("{mistake}{hint}"), at: Some(mistake.range) }
    }
}

/// Most lines of a mistake in a box above the line.
const MISTAKE_LINES: usize = 4;

/// Shows a mistake after the text; where there is no room, in a box above the line.
fn draw_mistake(words: &str, config: &Config, cursor: Position, line: Rect, buffer: &mut Buffer) {
    let x = cursor.x.saturating_add(3);
    let room = usize::from(line.right().saturating_sub(x));
    let style = config.theme.style(Face::Error);
    if typeset::width(words) <= room {
        put(buffer, x, line.y, words, room, style);
        return;
    }
    let columns = usize::from(line.width.saturating_sub(2)).max(1);
    let lines = typeset::wrap(words, columns, MISTAKE_LINES.min(usize::from(line.y)));
    let height = u16::try_from(lines.len()).unwrap_or_default();
    let above = Rect { y: line.y - height, height, ..line };
    Clear.render(above, buffer);
    buffer.set_style(above, config.theme.style(Face::Text));
    for (y, words) in (above.y..above.bottom()).zip(lines) {
        put(buffer, line.x.saturating_add(1), y, words, columns, style);
    }
}
