//! The form of a source: the address of a feed to add; name, folder and tags of a feed; the name of a saved
//! search.

use ratatui::buffer::Buffer;
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::layout::{Position, Rect};
use tui_input::Input;

use super::key_result::KeyResult;
use super::overlay_box;
use crate::config::Config;
use crate::config::theme::Face;
use crate::domain::{Feed, Prose, Query, Subscription, parse_tags};
use crate::tui::effect::{FeedChange, SearchChange};
use crate::tui::lettering::draw_text;
use crate::tui::wish::Wish;
use crate::typeset;
use crate::words::Words;

/// Columns of the form.
const WIDTH: u16 = 68;

/// The form of a source.
#[derive(Clone, Debug)]
pub struct SourceForm {
    source: Source,
    title: &'static str,
    /// The text above the fields.
    about: String,
    lines: Vec<(&'static str, Input)>,
    /// The position of the focused field.
    at: usize,
}

#[derive(Clone, Debug)]
enum Source {
    NewFeed,
    Feed(Box<Feed>),
    Search(Query),
}

impl SourceForm {
    /// The form for a feed to add.
    pub fn of_new_feed(words: Words) -> Self {
        let lines = vec![(words.ask_address(), Input::default())];
        let about = words.add_feed_about().to_owned();
        Self { source: Source::NewFeed, title: words.add_feed(), about, lines, at: 0 }
    }

    /// The form for a feed.
    pub fn of_feed(feed: Feed, words: Words) -> Self {
        let folder =
            Subscription::join_folders(&feed.folder).map(|path| path.to_string()).unwrap_or_default();
        let tags: Vec<&str> = feed.tags.iter().map(Prose::as_str).collect();
        let lines = vec![
            (words.ask_name(), Input::new(feed.label().to_string())),
            (words.ask_folder(), Input::new(folder)),
            (words.ask_tags(), Input::new(tags.join(", "))),
        ];
        let about = feed.url.to_string();
        Self { source: Source::Feed(Box::new(feed)), title: words.feed(), about, lines, at: 0 }
    }

    /// The form for a saved search.
    pub fn of_search(name: String, query: Query, words: Words) -> Self {
        let lines = vec![(words.ask_name(), Input::new(name))];
        let about = query.as_str().to_owned();
        Self { source: Source::Search(query), title: words.saved_search(), about, lines, at: 0 }
    }

    /// Gives a key to the form.
    pub fn press(&mut self, key: KeyEvent) -> KeyResult {
        let last = self.lines.len() - 1;
        match key.code {
            KeyCode::Esc => return KeyResult::CLOSES,
            KeyCode::Char('c') if key.modifiers.contains(KeyModifiers::CONTROL) => return KeyResult::CLOSES,
            KeyCode::Tab | KeyCode::Down => self.at = if self.at == last { 0 } else { self.at + 1 },
            KeyCode::BackTab | KeyCode::Up => self.at = self.at.checked_sub(1).unwrap_or(last),
            KeyCode::Enter => return self.finish(),
            _ => {
                if let Some((_, input)) = self.lines.get_mut(self.at) {
                    overlay_box::type_key(input, key);
                }
            }
        }
        KeyResult::STAYS
    }

    /// Takes pasted text.
    pub fn paste(&mut self, text: &str) -> KeyResult {
        if let Some((_, input)) = self.lines.get_mut(self.at) {
            overlay_box::type_text(input, text);
        }
        KeyResult::STAYS
    }

    fn line(&self, number: usize) -> &str {
        self.lines.get(number).map_or("", |(_, input)| input.value().trim())
    }

    fn finish(&self) -> KeyResult {
        let first = self.line(0);
        let name = Prose::non_empty(first);
        match (&self.source, name) {
            (Source::NewFeed | Source::Search(_), None) => KeyResult::CLOSES,
            (Source::NewFeed, Some(_)) => KeyResult::closing(Wish::FindFeeds(first.to_owned())),
            (Source::Search(query), Some(name)) => {
                KeyResult::closing(Wish::ChangeSearches(SearchChange::Rename(query.clone(), name)))
            }
            (Source::Feed(feed), name) => {
                let feed = Feed {
                    // The feed's own title is not stored as a name, so that the name follows a new title.
                    name: name.filter(|name| feed.title.as_ref() != Some(name)),
                    folder: Subscription::split_folders(self.line(1)),
                    tags: parse_tags(self.line(2)),
                    ..(**feed).clone()
                };
                KeyResult::closing(Wish::ChangeFeed(FeedChange::Update(Box::new(feed))))
            }
        }
    }

    /// Draws the form over an area.
    pub fn draw(&self, config: &Config, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        let corner = config.words.source_form_keys();
        let height = u16::try_from(self.lines.len()).unwrap_or(u16::MAX).saturating_add(4);
        let inside = overlay_box::draw_box(self.title, corner, (WIDTH, height), config, area, buffer);
        let room = usize::from(inside.width);
        if inside.height > 0 {
            let about = typeset::truncate(&self.about, room);
            draw_text(&about, (inside.x, inside.y), room, Face::Faint, config, buffer);
        }
        // In a box too low for all fields, the focused one comes first.
        let rows = usize::from(inside.height.saturating_sub(2));
        let first = if self.at < rows { 0 } else { self.at };
        let mut cursor = None;
        for ((number, (label, input)), y) in
            self.lines.iter().enumerate().skip(first).zip(inside.y.saturating_add(2)..inside.bottom())
        {
            let line = Rect { y, height: 1, ..inside };
            let at = overlay_box::draw_input(label, input, config, line, buffer);
            cursor = if number == self.at { at } else { cursor };
        }
        cursor
    }
}
