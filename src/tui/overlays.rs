//! What opens over the panes: help, pickers, prompts. Only one is open at a time; it gets the keys
//! first and says what became of them.

pub mod bookmark_form;
pub mod completion;
pub mod confirm;
pub mod feeds;
pub mod help;
pub mod hints;
pub mod messages;
pub mod past;
pub mod picker;
pub mod prompt;
pub mod refusal;
pub mod story;

mod sheet;

use ratatui::buffer::Buffer;
use ratatui::crossterm::event::{KeyCode, KeyEvent, MouseButton, MouseEvent, MouseEventKind};
use ratatui::layout::{Position, Rect};

use crate::config::Config;
use crate::domain::{ArticleId, FeedId, Prose, Query, Subscription, View, WebUrl};
use crate::tui::command::{Wish, Wonder};
use crate::tui::effect::FeedWish;

use bookmark_form::BookmarkForm;
use confirm::Confirm;
use feeds::Feeds;
use help::Help;
use hints::Hints;
use messages::Messages;
use picker::{Picker, Unpicked};
use prompt::Prompt;
use refusal::Refusal;
use story::StorySheet;

/// What is open over the panes.
#[derive(Clone, Debug)]
pub enum Overlay {
    /// Every key and what it does.
    Help(Help),
    /// The lists one can turn to.
    Views(Picker<View>),
    /// The programs an article can be given to.
    Pipes(Picker<String>),
    /// The orders a list can have.
    Orders(Picker<crate::domain::Order>),
    /// What the list can be narrowed by.
    Filters(Picker<Narrowing>),
    /// The states to go to, by the steps that lead there.
    History(Picker<isize>),
    /// The headings of the article, by their blocks.
    Contents(Picker<usize>),
    /// The themes, each put on while it is selected; and the one worn before.
    Themes(Picker<String>, String),
    /// A line of text: something to find, or a command.
    Prompt(Prompt),
    /// The note and the tags of a bookmark.
    Bookmark(BookmarkForm),
    /// Letters on the links in sight.
    Hints(Hints),
    /// An address to be looked at before it is opened.
    Confirm(Confirm),
    /// Why a line to type into does not open.
    Refusal(Refusal),
    /// What was said.
    Messages(Messages),
    /// The feeds and how they fare.
    Feeds(Feeds),
    /// The feeds that a site offers.
    Offered(Picker<Subscription>),
    /// A story from its first report to its latest.
    Story(StorySheet),
}

/// What a filter does to the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Narrowing {
    /// It keeps what answers to this as well.
    Keep(Query),
    /// It asks this no longer.
    Drop(Query),
    /// It asks for what is to be typed after the colon of this field.
    Type(&'static str),
}

/// What an overlay made of a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It stays open.
    Stay,
    /// It closes without a wish.
    Close,
    /// It closes; turn to this list.
    TurnTo(View),
    /// It closes; sort the list so.
    Sort(crate::domain::Order),
    /// It closes; narrow the list so.
    Narrow(Narrowing),
    /// It closes; go so many steps through what was changed, forward or back.
    GoThrough(isize),
    /// It closes; go to this block of the article.
    GoTo(usize),
    /// It closes; wear the theme of this name.
    Wear(String),
    /// It stays open; wear the theme of this name to see how it looks.
    TryOn(String),
    /// It stays open; mark these words in the article.
    Look(String),
    /// It closes; these words are looked for.
    Find(String),
    /// It stays open; list what answers to this search.
    List(Query),
    /// It closes; turn to what answers to this search, or back where it is empty.
    Search(Query),
    /// It closes; this was wished, in these words.
    Wish(Wish, String),
    /// It stays open; find this out, to complete the line.
    Wonder(Wonder),
    /// It closes; keep the bookmark with this note and these tags.
    Keep(ArticleId, String, Vec<Prose>),
    /// It closes; follow this link of the text.
    Follow(WebUrl),
    /// It stays open; do this with feeds.
    Tend(FeedWish),
    /// It stays open; fetch these feeds.
    Fetch(Vec<FeedId>),
    /// It closes; follow this feed.
    FollowFeed(Subscription),
    /// It closes; copy this block of the body, with its source.
    Quote(usize),
    /// It closes; give the article to this program.
    Pipe(String),
    /// It stays open; let the person write this note in their editor.
    Edit(String),
    /// It closes; open this page outside.
    Browse(WebUrl),
    /// It closes; open this report of a story, for this reason.
    Report(ArticleId, Prose),
    /// It stays open; say this.
    Say(String),
}

impl Overlay {
    /// Gives a key to the overlay.
    pub fn press(&mut self, key: KeyEvent) -> Outcome {
        match self {
            Self::Help(help) => help.press(key),
            Self::Views(picker) => picker.press(key).map_or_else(Into::into, Outcome::TurnTo),
            Self::Pipes(picker) => picker.press(key).map_or_else(Into::into, Outcome::Pipe),
            Self::Orders(picker) => picker.press(key).map_or_else(Into::into, Outcome::Sort),
            Self::Filters(picker) => picker.press(key).map_or_else(Into::into, Outcome::Narrow),
            Self::History(picker) => picker.press(key).map_or_else(Into::into, Outcome::GoThrough),
            Self::Contents(picker) => picker.press(key).map_or_else(Into::into, Outcome::GoTo),
            Self::Themes(picker, before) => try_on(picker, before, key),
            Self::Prompt(prompt) => prompt.press(key),
            Self::Bookmark(form) => form.press(key),
            Self::Hints(hints) => hints.press(key),
            Self::Confirm(confirm) => confirm.press(key),
            Self::Refusal(refusal) => refusal.press(key),
            Self::Messages(messages) => messages.press(key),
            Self::Feeds(feeds) => feeds.press(key),
            Self::Offered(picker) => picker.press(key).map_or_else(Into::into, Outcome::FollowFeed),
            Self::Story(story) => story.press(key),
        }
    }

    /// Takes what the mouse did: the wheel goes through a list, a click picks.
    pub fn mouse(&mut self, event: MouseEvent, screen: Rect) -> Outcome {
        let at = Position { x: event.column, y: event.row };
        let down = event.kind == MouseEventKind::ScrollDown;
        let key = KeyEvent::from(if down { KeyCode::Down } else { KeyCode::Up });
        match (self, event.kind) {
            (Self::Views(picker), MouseEventKind::Down(MouseButton::Left)) => {
                picker.click(at, screen).map_or_else(Into::into, Outcome::TurnTo)
            }
            (Self::Pipes(picker), MouseEventKind::Down(MouseButton::Left)) => {
                picker.click(at, screen).map_or_else(Into::into, Outcome::Pipe)
            }
            (Self::Orders(picker), MouseEventKind::Down(MouseButton::Left)) => {
                picker.click(at, screen).map_or_else(Into::into, Outcome::Sort)
            }
            (Self::Filters(picker), MouseEventKind::Down(MouseButton::Left)) => {
                picker.click(at, screen).map_or_else(Into::into, Outcome::Narrow)
            }
            (Self::History(picker), MouseEventKind::Down(MouseButton::Left)) => {
                picker.click(at, screen).map_or_else(Into::into, Outcome::GoThrough)
            }
            (Self::Contents(picker), MouseEventKind::Down(MouseButton::Left)) => {
                picker.click(at, screen).map_or_else(Into::into, Outcome::GoTo)
            }
            (Self::Themes(picker, before), MouseEventKind::Down(MouseButton::Left)) => {
                worn(picker.click(at, screen), picker, before)
            }
            (
                list @ (Self::Views(_)
                | Self::Pipes(_)
                | Self::Orders(_)
                | Self::Contents(_)
                | Self::History(_)
                | Self::Filters(_)
                | Self::Themes(..)
                | Self::Help(_)
                | Self::Messages(_)
                | Self::Feeds(_)
                | Self::Story(_)),
                MouseEventKind::ScrollDown | MouseEventKind::ScrollUp,
            ) => list.press(key),
            _ => Outcome::Stay,
        }
    }

    /// Takes pasted text where it has a line to put it in.
    pub fn paste(&mut self, text: &str) -> Outcome {
        match self {
            Self::Prompt(prompt) => prompt.paste(text),
            Self::Bookmark(form) => form.paste(text),
            Self::Feeds(feeds) => feeds.paste(text),
            Self::Help(_)
            | Self::Views(_)
            | Self::Pipes(_)
            | Self::Orders(_)
            | Self::Contents(_)
            | Self::History(_)
            | Self::Filters(_)
            | Self::Themes(..)
            | Self::Hints(_)
            | Self::Confirm(_)
            | Self::Refusal(_)
            | Self::Messages(_)
            | Self::Offered(_)
            | Self::Story(_) => Outcome::Stay,
        }
    }

    /// Draws the overlay over the panes; returns where the cursor belongs.
    pub fn draw(
        &self,
        config: &Config,
        layout: &crate::tui::layout::Layout,
        buffer: &mut Buffer,
    ) -> Option<Position> {
        let (screen, footer): (Rect, Rect) = (layout.screen, layout.footer);
        match self {
            Self::Help(help) => help.draw(config, screen, buffer),
            Self::Views(picker) => picker.draw(config, screen, buffer),
            Self::Orders(picker) => picker.draw(config, screen, buffer),
            Self::Filters(picker) => picker.draw(config, screen, buffer),
            Self::History(picker) => picker.draw(config, screen, buffer),
            Self::Contents(picker) => picker.draw(config, screen, buffer),
            Self::Pipes(picker) | Self::Themes(picker, _) => picker.draw(config, screen, buffer),
            Self::Prompt(prompt) => prompt.draw(config, footer, buffer),
            Self::Bookmark(form) => form.draw(config, screen, buffer),
            Self::Hints(hints) => hints.draw(config, footer, buffer),
            Self::Confirm(confirm) => confirm.draw(config, screen, buffer),
            Self::Refusal(refusal) => refusal.draw(config, screen, buffer),
            Self::Messages(messages) => messages.draw(config, screen, buffer),
            Self::Feeds(feeds) => feeds.draw(config, screen, buffer),
            Self::Offered(picker) => picker.draw(config, screen, buffer),
            Self::Story(story) => story.draw(config, screen, buffer),
        }
    }
}

/// A theme is worn as soon as it is selected; who picks none gets the one from before again.
fn try_on(picker: &mut Picker<String>, before: &str, key: KeyEvent) -> Outcome {
    worn(picker.press(key), picker, before)
}

fn worn(choice: Result<String, Unpicked>, picker: &Picker<String>, before: &str) -> Outcome {
    match choice {
        Ok(name) => Outcome::Wear(name),
        Err(Unpicked::Left) => Outcome::Wear(before.to_owned()),
        Err(Unpicked::Choosing) => picker.selected().cloned().map_or(Outcome::Stay, Outcome::TryOn),
    }
}
