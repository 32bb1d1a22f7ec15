//! The messages at the foot of the screen: shown, timed and cleared.

use std::time::Duration;

use super::Model;
use crate::domain::Prose;
use crate::tui::log::Notice;

/// How long a message stands at the foot of the screen, and how long an error stands.
const NOTICE_DURATION: Duration = Duration::from_secs(6);
const ERROR_DURATION: Duration = Duration::from_secs(20);

impl Model {
    /// Shows a message at the foot of the screen.
    pub fn show_message(&mut self, words: &str) {
        self.show_notice(Notice { words: Prose::trimmed(words), is_error: false });
    }

    /// Shows an error, which stays until it is dismissed.
    pub fn report_error(&mut self, words: &str) {
        self.show_notice(Notice { words: Prose::trimmed(words), is_error: true });
    }

    /// Shows how far something has come; the log keeps only how it ended.
    pub fn show_progress(&mut self, words: &str) {
        self.notice_time = self.clock.now;
        self.notice = Some(Notice { words: Prose::trimmed(words), is_error: false });
    }

    /// Shows the last error of the log again.
    pub fn show_last_error(&mut self) {
        self.notice_time = self.clock.now;
        self.notice = self.log.lines().find(|notice| notice.is_error).cloned();
    }

    /// The time that the message at the foot of the screen still stands.
    pub fn time_until_notice_clears(&self) -> Option<Duration> {
        let time = if self.notice.as_ref()?.is_error { ERROR_DURATION } else { NOTICE_DURATION };
        let stood = Duration::try_from(self.clock.now.duration_since(self.notice_time)).unwrap_or_default();
        Some(time.saturating_sub(stood))
    }

    /// Clears the message after its time; the log keeps it.
    pub fn clear_old_notice(&mut self) {
        if self.time_until_notice_clears().is_some_and(|left| left.is_zero()) {
            self.notice = None;
        }
    }

    fn show_notice(&mut self, notice: Notice) {
        self.log.add(notice.clone());
        self.notice_time = self.clock.now;
        self.notice = Some(notice);
    }
}
