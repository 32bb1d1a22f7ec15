//! The feeds and how they fare: to turn to, to add, to leave, to name and to tag.

use ratatui::buffer::Buffer;
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::layout::{Position, Rect};
use tui_input::Input;

use super::pressed::Pressed;
use super::sheet;
use crate::config::Config;
use crate::config::theme::Face;
use crate::domain::{Feed, FullText, Locale, Prose, Subscription, View, parse_tags};
use crate::tui::cells::put;
use crate::tui::effect::FeedChange;
use crate::tui::lettering::letter;
use crate::tui::wish::Wish;
use crate::typeset;
use crate::words::{Number, Words};

/// Columns of the sheet at most.
const WIDTH: u16 = 90;

/// The list of feeds, what is selected, and what is being asked.
#[derive(Clone, Debug)]
pub struct Feeds {
    all: Vec<Feed>,
    selected: usize,
    question: Option<(Question, Input)>,
    locale: Locale,
}

/// The question of the line under the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Question {
    /// The address of a new feed.
    Address,
    /// The name of the selected one.
    Name,
    /// Its folder.
    Folder,
    /// Its tags.
    Tags,
    /// Whether it is to be left.
    Leave,
}

impl Question {
    fn label(self, words: Words) -> &'static str {
        match self {
            Self::Address => words.ask_address(),
            Self::Name => words.ask_name(),
            Self::Folder => words.ask_folder(),
            Self::Tags => words.ask_tags(),
            Self::Leave => words.ask_leave(),
        }
    }
}

impl Feeds {
    /// The list, with the first feed selected, its counts written as the person writes numbers.
    pub fn of(feeds: Vec<Feed>, locale: Locale) -> Self {
        Self { all: feeds, selected: 0, question: None, locale }
    }

    /// Takes the feeds as they are now.
    pub fn receive(&mut self, feeds: Vec<Feed>) {
        let id = self.feed().map(|feed| feed.id);
        self.all = feeds;
        let place = self.all.iter().position(|feed| Some(feed.id) == id);
        self.selected = place.unwrap_or(self.selected).min(self.all.len().saturating_sub(1));
    }

    fn feed(&self) -> Option<&Feed> {
        self.all.get(self.selected)
    }

    /// Gives a key: to the question, or to the list.
    pub fn press(&mut self, key: KeyEvent) -> Pressed {
        if self.question.is_some() {
            return self.answer(key);
        }
        let control = key.modifiers.contains(KeyModifiers::CONTROL);
        match key.code {
            KeyCode::Esc | KeyCode::Char('q') => return Pressed::CLOSES,
            KeyCode::Char('c') if control => return Pressed::CLOSES,
            KeyCode::Down | KeyCode::Char('j') => self.step(1),
            KeyCode::Up | KeyCode::Char('k') => self.step(-1),
            KeyCode::PageDown => self.step(10),
            KeyCode::PageUp => self.step(-10),
            KeyCode::Char('a') => self.ask(Question::Address, ""),
            _ => return self.press_on_feed(key),
        }
        Pressed::STAYS
    }

    /// Keys that need a feed.
    fn press_on_feed(&mut self, key: KeyEvent) -> Pressed {
        let Some(feed) = self.feed().cloned() else { return Pressed::STAYS };
        match key.code {
            KeyCode::Enter => return Pressed::closing(Wish::TurnTo(View::Feed(feed.id, feed.label()))),
            KeyCode::Char('f' | 'R') => return Pressed::staying(Wish::Fetch(vec![feed.id])),
            KeyCode::Char('m') => {
                let full_text = next_mode(feed.full_text);
                return change(Feed { full_text, ..feed });
            }
            KeyCode::Char('r') => self.ask(Question::Name, feed.label().as_str()),
            KeyCode::Char('o') => {
                let folder = Subscription::path_of(&feed.folder);
                self.ask(Question::Folder, folder.as_ref().map_or("", Prose::as_str));
            }
            KeyCode::Char('t') => {
                let tags: Vec<&str> = feed.tags.iter().map(Prose::as_str).collect();
                self.ask(Question::Tags, &tags.join(", "));
            }
            KeyCode::Char('d') => self.ask(Question::Leave, ""),
            _ => {}
        }
        Pressed::STAYS
    }

    fn step(&mut self, by: isize) {
        self.selected = self.selected.saturating_add_signed(by).min(self.all.len().saturating_sub(1));
    }

    fn ask(&mut self, question: Question, begun: &str) {
        self.question = Some((question, Input::new(begun.to_owned())));
    }

    fn answer(&mut self, key: KeyEvent) -> Pressed {
        let Some((question, input)) = &mut self.question else { return Pressed::STAYS };
        match key.code {
            KeyCode::Esc => self.question = None,
            KeyCode::Char(letter) if *question == Question::Leave => {
                self.question = None;
                if let Some(feed) = self.feed().filter(|_| letter == 'y') {
                    return Pressed::staying(Wish::ChangeFeed(FeedChange::Unsubscribe(feed.id)));
                }
            }
            KeyCode::Enter => {
                let (question, words) = (*question, input.value().trim().to_owned());
                self.question = None;
                return self.wish(question, &words);
            }
            _ => sheet::type_key(input, key),
        }
        Pressed::STAYS
    }

    fn wish(&self, question: Question, words: &str) -> Pressed {
        if question == Question::Address {
            let found = Pressed::staying(Wish::FindFeeds(words.to_owned()));
            return if words.is_empty() { Pressed::STAYS } else { found };
        }
        let Some(mut feed) = self.feed().cloned() else { return Pressed::STAYS };
        match question {
            Question::Name => {
                feed.name = Prose::non_empty(words).filter(|name| feed.title.as_ref() != Some(name));
            }
            Question::Folder => feed.folder = Subscription::folder_of(words),
            Question::Tags => feed.tags = parse_tags(words),
            Question::Address | Question::Leave => return Pressed::STAYS,
        }
        change(feed)
    }

    /// Takes pasted text into the line that is asked for.
    pub fn paste(&mut self, text: &str) -> Pressed {
        if let Some((_, input)) = &mut self.question {
            sheet::type_text(input, text);
        }
        Pressed::STAYS
    }

    /// Draws the list over an area.
    pub fn draw(&self, config: &Config, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        // Where the border has no room for the keys, they stand above the foot.
        let width = sheet::inside((WIDTH, area.height), area).width;
        let keys = typeset::wrap(config.words.feeds_keys(), usize::from(width).max(1), 3);
        let (corner, keys) = if keys.len() > 1 && area.height > 9 {
            ("", keys)
        } else {
            (config.words.feeds_keys(), Vec::new())
        };
        let below = u16::try_from(keys.len()).unwrap_or_default();
        let height = u16::try_from(self.all.len() + 6).unwrap_or(u16::MAX).clamp(9, 30) + below;
        let inside = sheet::open(config.words.feeds(), corner, (WIDTH, height), config, area, buffer);
        let rows = inside.height.saturating_sub(2 + below);
        for (y, line) in (inside.bottom().saturating_sub(1 + below)..).zip(&keys) {
            letter(line, (inside.x, y), usize::from(inside.width), Face::Hint, config, buffer);
        }
        if self.all.is_empty() {
            let lines =
                typeset::wrap(config.words.no_feeds(), usize::from(inside.width).max(1), usize::from(rows));
            for (y, line) in (inside.y..).zip(lines) {
                letter(&line, (inside.x, y), usize::from(inside.width), Face::Faint, config, buffer);
            }
        }
        let first = (self.selected + 1).saturating_sub(usize::from(rows));
        let ys = inside.y..inside.y.saturating_add(rows);
        for (y, (position, feed)) in ys.zip(self.all.iter().enumerate().skip(first)) {
            let row = Rect { y, height: 1, ..inside };
            draw_feed((feed, self.locale), position == self.selected, config, row, buffer);
        }
        self.draw_foot(config, inside, buffer)
    }

    /// The question, or how the selected feed fares.
    fn draw_foot(&self, config: &Config, inside: Rect, buffer: &mut Buffer) -> Option<Position> {
        if inside.height < 2 {
            return None;
        }
        let line = Rect { y: inside.bottom() - 1, height: 1, ..inside };
        if let Some((question, input)) = &self.question {
            return sheet::draw_input(question.label(config.words), input, config, line, buffer);
        }
        let feed = self.feed()?;
        let (words, face) = match &feed.state.reason {
            Some(reason) => (format!("{reason} · {}", feed.url), Face::Error),
            None => (config.words.feed_full_text(&feed.url, feed.full_text.name()), Face::Faint),
        };
        let room = usize::from(line.width);
        letter(&typeset::truncate(&words, room), (line.x, line.y), room, face, config, buffer);
        None
    }
}

/// Has a feed called and treated so.
fn change(feed: Feed) -> Pressed {
    Pressed::staying(Wish::ChangeFeed(FeedChange::Revise(Box::new(feed))))
}

const fn next_mode(mode: FullText) -> FullText {
    match mode {
        FullText::Never => FullText::WhenTruncated,
        FullText::WhenTruncated => FullText::Always,
        FullText::Always => FullText::Never,
    }
}

/// The name with folder and tags at the left, counts or the failure at the right.
fn draw_feed(
    (feed, locale): (&Feed, Locale),
    selected: bool,
    config: &Config,
    row: Rect,
    buffer: &mut Buffer,
) {
    let columns = usize::from(row.width);
    if selected {
        sheet::select(row, config, buffer);
    }
    let (about, about_face) = match (&feed.state.reason, feed.state.gone) {
        (_, true) => (config.words.feed_gone().to_owned(), Face::Error),
        (Some(_), _) => (config.words.feed_failed(feed.state.failures), Face::Error),
        (None, _) => (
            config.words.unread_of(Number::of(feed.unread, locale), locale.number(feed.articles)),
            Face::Faint,
        ),
    };
    let width = typeset::width(&about);
    let room = columns.saturating_sub(width + 4);
    let folder = Subscription::path_of(&feed.folder).map(|path| format!("  {path}/")).unwrap_or_default();
    let mut words = format!("{}{folder}", feed.label());
    words.extend(feed.tags.iter().map(|tag| format!(" #{tag}")));
    let words = typeset::truncate(&words, room);
    let face = if selected { Face::Unread } else { Face::Text };
    letter(&words, (row.x.saturating_add(2), row.y), room, face, config, buffer);
    if let Some(x) = u16::try_from(width).ok().and_then(|width| row.right().checked_sub(width))
        && x > row.x
    {
        put(buffer, x, row.y, about, width, config.theme.style(about_face));
    }
}
