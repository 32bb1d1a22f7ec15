//! Overlays over the panes: lists to pick from, prompts, sheets. The open overlay gets the keys first, and
//! answers with whether it closes and with a wish. Only the view of a story stays open beneath another overlay.

pub mod bookmark_form;
pub mod completion;
pub mod help;
pub mod hints;
pub mod key_result;
pub mod line_history;
pub mod passage;
pub mod picker;
pub mod prompt;
pub mod question;
pub mod scrolled_text;
pub mod source_form;
pub mod story;

mod overlay_box;

use ratatui::buffer::Buffer;
use ratatui::crossterm::event::{KeyCode, KeyEvent, MouseButton, MouseEvent, MouseEventKind};
use ratatui::layout::{Position, Rect};

use super::layout::Layout;
use crate::config::Config;

use bookmark_form::BookmarkForm;
use help::Help;
use hints::Hints;
use key_result::KeyResult;
use passage::Passage;
use picker::Picker;
use prompt::Prompt;
use question::Question;
use scrolled_text::ScrolledText;
use source_form::SourceForm;
use story::StoryOverlay;

/// A part of the screen that is open over the panes.
#[derive(Clone, Debug)]
pub enum Overlay {
    /// A list to pick from.
    List(Picker),
    /// A line of text: something to find, or a command.
    Prompt(Prompt),
    /// The note and the tags of a bookmark.
    Bookmark(BookmarkForm),
    /// Letters on the links or paragraphs in sight.
    Hints(Hints),
    /// The passage to highlight.
    Passage(Passage),
    /// A question that is answered before anything else is done.
    Question(Question),
    /// The help: every key and its action.
    Help(Help),
    /// The log of messages, or the output of a program about the article.
    Text(ScrolledText),
    /// The form of a feed or a saved search.
    Source(SourceForm),
    /// A story from its first report to its latest.
    Story(StoryOverlay),
}

impl Overlay {
    /// Gives a key to the overlay.
    pub fn press(&mut self, key: KeyEvent) -> KeyResult {
        match self {
            Self::List(picker) => picker.press(key),
            Self::Prompt(prompt) => prompt.press(key),
            Self::Bookmark(form) => form.press(key),
            Self::Hints(hints) => hints.press(key),
            Self::Passage(passage) => passage.press(key),
            Self::Question(question) => question.press(key),
            Self::Help(help) => help.press(key),
            Self::Text(text) => text.press(key),
            Self::Source(form) => form.press(key),
            Self::Story(story) => story.press(key),
        }
    }

    /// Whether a key is meant for the overlay: in the view of a story, the keys of an article go on working.
    pub fn takes(&self, key: KeyEvent) -> bool {
        !matches!(self, Self::Story(_)) || StoryOverlay::takes(key)
    }

    /// Takes a mouse event: the wheel scrolls, a click picks.
    pub fn mouse(&mut self, event: MouseEvent, screen: Rect) -> KeyResult {
        let at = Position { x: event.column, y: event.row };
        match event.kind {
            MouseEventKind::ScrollDown => self.scroll(KeyCode::Down),
            MouseEventKind::ScrollUp => self.scroll(KeyCode::Up),
            MouseEventKind::Down(MouseButton::Left) => self.click(at, screen),
            _ => KeyResult::STAYS,
        }
    }

    fn scroll(&mut self, key: KeyCode) -> KeyResult {
        match self {
            Self::List(_) | Self::Help(_) | Self::Text(_) | Self::Story(_) => self.press(key.into()),
            _ => KeyResult::STAYS,
        }
    }

    fn click(&self, at: Position, screen: Rect) -> KeyResult {
        if let Self::List(picker) = self { picker.click(at, screen) } else { KeyResult::STAYS }
    }

    /// Takes pasted text where there is a field for it.
    pub fn paste(&mut self, text: &str) -> KeyResult {
        match self {
            Self::Prompt(prompt) => prompt.paste(text),
            Self::Bookmark(form) => form.paste(text),
            Self::Source(form) => form.paste(text),
            Self::Passage(passage) => passage.paste(text),
            _ => KeyResult::STAYS,
        }
    }

    /// Whether the panes behind are dimmed. They are not for a list with previews, a line at the foot, and
    /// letters on links, which belong to them.
    pub fn dims_panes(&self) -> bool {
        match self {
            Self::List(picker) => !picker.previews(),
            Self::Text(text) => !text.is_beside_article(),
            Self::Prompt(_) | Self::Hints(_) | Self::Passage(_) => false,
            _ => true,
        }
    }

    /// Draws the overlay over the panes; returns the place of the cursor.
    pub fn draw(&self, config: &Config, layout: &Layout, buffer: &mut Buffer) -> Option<Position> {
        match self {
            Self::List(picker) => picker.draw(config, layout.overlay_area(), buffer),
            Self::Prompt(prompt) => prompt.draw(config, layout.footer, buffer),
            Self::Bookmark(form) => form.draw(config, layout.overlay_area(), buffer),
            Self::Passage(passage) => passage.draw(config, layout.footer, buffer),
            Self::Hints(hints) => hints.draw(config, layout.footer, buffer),
            Self::Question(question) => Some(question.draw(config, layout.overlay_area(), buffer)),
            Self::Help(help) => help.draw(config, layout.overlay_area(), buffer),
            Self::Text(text) => Some(text.draw(config, layout, buffer)),
            Self::Source(form) => form.draw(config, layout.overlay_area(), buffer),
            Self::Story(story) => story.draw(config, layout.overlay_area(), buffer),
        }
    }
}
