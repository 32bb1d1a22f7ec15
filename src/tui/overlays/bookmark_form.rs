//! The note and the tags of a bookmark.

use ratatui::buffer::Buffer;
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::layout::{Position, Rect};
use tui_input::Input;

use super::key_result::KeyResult;
use super::overlay_box;
use crate::config::Config;
use crate::config::theme::Face;
use crate::domain::{ArticleId, Bookmark, Prose, parse_tags};
use crate::tui::lettering::draw_text;
use crate::tui::wish::Wish;
use crate::typeset;

/// The form of a bookmark.
#[derive(Clone, Debug)]
pub struct BookmarkForm {
    id: ArticleId,
    headline: Prose,
    note: Input,
    /// The whole note, where it has more lines than the form.
    full_note: String,
    tags: Input,
    field: Field,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Field {
    Note,
    Tags,
}

impl BookmarkForm {
    /// The form for an article, filled from its bookmark.
    pub fn of(id: ArticleId, headline: Prose, bookmark: Option<&Bookmark>) -> Self {
        let note = bookmark.and_then(|bookmark| bookmark.note.as_ref());
        let tags =
            bookmark.map(|bookmark| bookmark.tags.iter().map(Prose::as_str).collect::<Vec<_>>().join(", "));
        Self {
            id,
            headline,
            note: Input::new(on_one_line(note.map_or("", |note| note.as_str()))),
            full_note: note.map(ToString::to_string).unwrap_or_default(),
            tags: Input::new(tags.unwrap_or_default()),
            field: Field::Note,
        }
    }

    /// Gives a key to the form.
    pub fn press(&mut self, key: KeyEvent) -> KeyResult {
        match key.code {
            KeyCode::Esc => KeyResult::CLOSES,
            KeyCode::Char('c') if key.modifiers.contains(KeyModifiers::CONTROL) => KeyResult::CLOSES,
            KeyCode::Char('e') if key.modifiers.contains(KeyModifiers::CONTROL) => {
                KeyResult::staying(Wish::EditNote(self.note().to_owned()))
            }
            KeyCode::Tab | KeyCode::BackTab | KeyCode::Down | KeyCode::Up => {
                self.field = if self.field == Field::Note { Field::Tags } else { Field::Note };
                KeyResult::STAYS
            }
            KeyCode::Enter => self.finish(),
            _ => {
                overlay_box::type_key(self.input(), key);
                KeyResult::STAYS
            }
        }
    }

    /// Sets a note that was written in the editor.
    pub fn write_note(&mut self, note: &str) {
        note.clone_into(&mut self.full_note);
        self.note = Input::new(on_one_line(note));
    }

    /// The note: the whole one, unless its line in the form was changed.
    fn note(&self) -> &str {
        let is_whole = self.note.value() == on_one_line(&self.full_note);
        if is_whole { self.full_note.trim() } else { self.note.value().trim() }
    }

    /// Takes pasted text.
    pub fn paste(&mut self, text: &str) -> KeyResult {
        overlay_box::type_text(self.input(), text);
        KeyResult::STAYS
    }

    fn input(&mut self) -> &mut Input {
        match self.field {
            Field::Note => &mut self.note,
            Field::Tags => &mut self.tags,
        }
    }

    fn finish(&self) -> KeyResult {
        let tags = parse_tags(self.tags.value()).into_iter().collect();
        KeyResult::closing(Wish::Bookmark(self.id, self.note().to_owned(), tags))
    }

    /// Draws the form over an area.
    pub fn draw(&self, config: &Config, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        let corner = config.words.bookmark_keys();
        let inside = overlay_box::draw_box(config.words.bookmark(), corner, (64, 6), config, area, buffer);
        let line = |row: u16| Rect {
            y: inside.y.saturating_add(row).min(inside.bottom()),
            height: u16::from(row < inside.height),
            ..inside
        };
        let headline = typeset::truncate(self.headline.as_str(), usize::from(inside.width));
        if line(0).height > 0 {
            let room = usize::from(inside.width);
            draw_text(&headline, (inside.x, inside.y), room, Face::Faint, config, buffer);
        }
        let note = overlay_box::draw_input(config.words.ask_note(), &self.note, config, line(2), buffer);
        let tags =
            overlay_box::draw_input(config.words.ask_bookmark_tags(), &self.tags, config, line(3), buffer);
        if self.field == Field::Note { note } else { tags }
    }
}

/// A note as the line of the form shows it.
fn on_one_line(note: &str) -> String {
    note.replace('\n', " ")
}
