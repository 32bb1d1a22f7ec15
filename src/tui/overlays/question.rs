//! A box with a few lines and a yes or no: whether to open a suspicious address, or why a line of input does
//! not open. Keys typed in haste have no effect.

use std::collections::BTreeSet;

use ratatui::buffer::Buffer;
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::layout::{Position, Rect};

use super::key_result::KeyResult;
use super::overlay_box;
use crate::config::Config;
use crate::config::theme::Face;
use crate::domain::{Caution, Feed, WebUrl};
use crate::tui::effect::FeedChange;
use crate::tui::lettering::draw_text;
use crate::tui::wish::Wish;
use crate::typeset;
use crate::words::{Number, Words};

/// Columns of the box.
const WIDTH: u16 = 64;

/// Most lines of a paragraph; a longer address is cut, with its host above it.
const LINES: usize = 6;

/// The lines, and the wish of a yes.
#[derive(Clone, Debug)]
pub struct Question {
    title: &'static str,
    keys: &'static str,
    paragraphs: Vec<(Face, String)>,
    yes: Option<Wish>,
}

impl Question {
    /// Asks whether to open a page, whose address is shown with the reason of the caution.
    pub fn before_opening(url: WebUrl, caution: Caution, words: Words) -> Self {
        let paragraphs = vec![
            (Face::Error, caution.sentence().to_owned()),
            (Face::Title, words.host(url.host())),
            (Face::Text, url.as_str().to_owned()),
        ];
        let (title, keys) = (words.open_this_page(), words.open_this_page_keys());
        Self { title, keys, paragraphs, yes: Some(Wish::Browse(url)) }
    }

    /// Asks whether to open so many pages; their hosts are shown.
    pub fn before_opening_all(urls: Vec<WebUrl>, count: Number, words: Words) -> Self {
        let hosts: BTreeSet<&str> = urls.iter().map(WebUrl::host).collect();
        let hosts = hosts.into_iter().collect::<Vec<_>>().join(", ");
        let paragraphs = vec![(Face::Title, words.pages(count)), (Face::Text, hosts)];
        let (title, keys) = (words.open_these_pages(), words.open_this_page_keys());
        Self { title, keys, paragraphs, yes: Some(Wish::BrowseAll(urls)) }
    }

    /// Asks whether to unsubscribe from a feed.
    pub fn before_unsubscribing(feed: &Feed, words: Words) -> Self {
        let paragraphs = vec![
            (Face::Title, feed.label().to_string()),
            (Face::Text, feed.url.to_string()),
            (Face::Text, words.articles_stay().to_owned()),
        ];
        let wish = Wish::ChangeFeed(FeedChange::Unsubscribe(feed.id));
        Self { title: words.unsubscribe(), keys: words.unsubscribe_keys(), paragraphs, yes: Some(wish) }
    }

    /// Tells why something cannot be done.
    pub fn with_reason(title: &'static str, why: String, words: Words) -> Self {
        Self { title, keys: words.refusal_keys(), paragraphs: vec![(Face::Text, why)], yes: None }
    }

    /// Takes a key: only `y` says yes. A box without a question is closed only by keys that end a line of
    /// text.
    pub fn press(&mut self, key: KeyEvent) -> KeyResult {
        match (key.code, &self.yes) {
            (KeyCode::Char('y'), Some(wish)) => KeyResult::closing(wish.clone()),
            (KeyCode::Char('n' | 'q'), Some(_)) | (KeyCode::Esc | KeyCode::Enter, _) => KeyResult::CLOSES,
            (KeyCode::Char('c'), _) if key.modifiers.contains(KeyModifiers::CONTROL) => KeyResult::CLOSES,
            _ => KeyResult::STAYS,
        }
    }

    /// Draws the box over an area.
    pub fn draw(&self, config: &Config, area: Rect, buffer: &mut Buffer) -> Position {
        let columns = usize::from(WIDTH.min(area.width)).saturating_sub(4).max(1);
        let mut lines: Vec<(Face, String)> = Vec::new();
        for (number, (face, text)) in self.paragraphs.iter().enumerate() {
            lines.extend((number > 0).then(|| (Face::Text, String::new())));
            lines.extend(typeset::wrap(text, columns, LINES).into_iter().map(|line| (*face, line)));
        }
        let height = u16::try_from(lines.len()).unwrap_or(u16::MAX).saturating_add(2);
        let inside = overlay_box::draw_box(self.title, self.keys, (WIDTH, height), config, area, buffer);
        for (y, (face, line)) in (inside.y..inside.bottom()).zip(lines) {
            let room = usize::from(inside.width);
            draw_text(&typeset::truncate(&line, room), (inside.x, y), room, face, config, buffer);
        }
        inside.as_position()
    }
}
