//! The messages at the foot of the screen.

use std::collections::VecDeque;

use crate::domain::Prose;

/// A line at the foot of the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// The message.
    pub words: Prose,
    /// Whether the message is an error, which stays until it is dismissed.
    pub is_error: bool,
}

/// The messages so far, the newest last, so that missed ones can be read again.
#[derive(Clone, Debug, Default)]
pub struct Log {
    lines: VecDeque<Notice>,
    /// How many of the newest lines are not in the log file yet.
    new: usize,
}

impl Log {
    /// Most lines in the log.
    const MOST_LINES: usize = 500;

    /// Adds a line; repeats of the last line are dropped.
    pub fn add(&mut self, notice: Notice) {
        if self.lines.back() != Some(&notice) {
            self.lines.push_back(notice);
            self.new += 1;
        }
        if self.lines.len() > Self::MOST_LINES {
            self.lines.pop_front();
        }
    }

    /// The lines, the last first.
    pub fn lines(&self) -> impl Iterator<Item = &Notice> {
        self.lines.iter().rev()
    }

    /// The lines that are new since the last call.
    pub fn take_new(&mut self) -> impl Iterator<Item = &Notice> {
        let new = std::mem::take(&mut self.new);
        self.lines.iter().skip(self.lines.len().saturating_sub(new))
    }
}
