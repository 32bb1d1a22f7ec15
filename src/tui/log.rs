//! The messages at the foot of the screen.

use std::collections::VecDeque;

use crate::domain::Prose;

/// A line at the foot of the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// The message.
    pub words: Prose,
    /// Whether something went wrong: then it stays until dismissed.
    pub is_error: bool,
}

/// The messages up to now, the last one last: none is gone because it was not read in time.
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
