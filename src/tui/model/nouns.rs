//! The small nouns of the model: the time, what is said, what can be undone, how one arrives.

use std::collections::VecDeque;

use jiff::Timestamp;

use crate::domain::{Calendar, Change, Pane, Prose, View};
use crate::tui::effect::Ticket;
use crate::words::Words;

/// The time as the screen needs it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clock {
    /// The instant.
    pub now: Timestamp,
    /// The person's day, and how they write days and numbers.
    pub calendar: Calendar,
}

/// What an address was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AddressFor {
    /// To be copied.
    Clipboard,
    /// To be opened outside.
    Browser,
}

/// A line at the foot of the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// What it says.
    pub words: Prose,
    /// Whether something went wrong: then it stays until dismissed.
    pub is_error: bool,
}

/// What was said, the last last: nothing is gone because it was not read in time.
#[derive(Clone, Debug, Default)]
pub struct Log(VecDeque<Notice>);

impl Log {
    /// Lines that are kept.
    const MOST: usize = 500;

    /// Keeps a line; one that is said again and again stands there once.
    pub fn keep(&mut self, notice: Notice) {
        if self.0.back() != Some(&notice) {
            self.0.push_back(notice);
        }
        if self.0.len() > Self::MOST {
            self.0.pop_front();
        }
    }

    /// The lines, the last first.
    pub fn lines(&self) -> impl Iterator<Item = &Notice> {
        self.0.iter().rev()
    }
}

/// Changes that can be undone, and those undone that can be done again; latest last.
#[derive(Clone, Debug, Default)]
pub struct History {
    /// The changes made.
    pub done: Vec<Changed>,
    /// Those undone.
    pub undone: Vec<Changed>,
    /// What those were that are being undone or done again, until their inverses come back.
    pub under_way: Vec<(Ticket, Prose)>,
}

impl History {
    /// Keeps a change that was made.
    pub fn keep(&mut self, changed: Changed) {
        self.undone.clear();
        self.done.push(changed);
    }
}

/// A change that was made or undone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    /// What takes it back; where it was undone, what does it again.
    pub change: Change,
    /// What was done to what, in words.
    pub told: Prose,
}

/// How a person comes to an article that was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Arriving {
    /// Out of the list; the focus goes to the article.
    Opened,
    /// As the next or previous story; the focus stays where it can.
    Stepped,
    /// Over a link, for this reason.
    Followed(Prose),
    /// Along the trail: some steps forward from where the open article stands, or back.
    Along(isize),
    /// As it was left when the last session ended.
    Resumed(Pane),
}

/// The name of a list: its own, or the one the screen gives it.
pub fn view_name(view: &View, words: Words) -> &str {
    match view {
        View::All => words.all_stories(),
        View::FrontPage => words.front_page(),
        View::Following => words.following(),
        View::Unread => words.unread(),
        View::Bookmarks => words.bookmarks(),
        View::ContinueReading => words.continue_reading(),
        View::Publication(name) | View::Section(name) | View::Feed(_, name) | View::Tagged(name) => {
            name.as_str()
        }
        View::Matching(query) => query.as_str(),
    }
}
