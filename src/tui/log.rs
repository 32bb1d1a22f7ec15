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
pub struct Log {
    lines: VecDeque<Notice>,
    /// How many of them, the last ones, were not taken to the log file yet.
    new: usize,
}

impl Log {
    /// Lines that are kept.
    const MOST: usize = 500;

    /// Keeps a line; one that is said again and again stands there once.
    pub fn keep(&mut self, notice: Notice) {
        if self.lines.back() != Some(&notice) {
            self.lines.push_back(notice);
            self.new += 1;
        }
        if self.lines.len() > Self::MOST {
            self.lines.pop_front();
        }
    }

    /// The lines, the last first.
    pub fn lines(&self) -> impl Iterator<Item = &Notice> {
        self.lines.iter().rev()
    }

    /// The lines that came since this was asked last.
    pub fn take_new(&mut self) -> impl Iterator<Item = &Notice> {
        let new = std::mem::take(&mut self.new);
        self.lines.iter().skip(self.lines.len().saturating_sub(new))
    }
}
