//! The messages at the foot of the screen: shown, timed and cleared.

use std::time::Duration;

use super::Model;
use crate::domain::Prose;
use crate::tui::log::Notice;

/// How long a message stands at the foot of the screen, and how long an error stands.
const NOTICE_STANDS: Duration = Duration::from_secs(6);
const ERROR_STANDS: Duration = Duration::from_secs(20);

impl Model {
    /// Shows a message at the foot of the screen.
    pub fn say(&mut self, words: &str) {
        self.tell(Notice { words: Prose::trimmed(words), is_error: false });
    }

    /// Shows an error, which stays until it is dismissed.
    pub fn report_error(&mut self, words: &str) {
        self.tell(Notice { words: Prose::trimmed(words), is_error: true });
    }

    /// Shows how far something has come; the log keeps only how it ended.
    pub fn show_progress(&mut self, words: &str) {
        self.told_at = self.clock.now;
        self.notice = Some(Notice { words: Prose::trimmed(words), is_error: false });
    }

    /// Shows the last error of the log again.
    pub fn show_last_error(&mut self) {
        self.told_at = self.clock.now;
        self.notice = self.log.lines().find(|notice| notice.is_error).cloned();
    }

    /// The time that the message at the foot of the screen still stands.
    pub fn notice_stands_for(&self) -> Option<Duration> {
        let time = if self.notice.as_ref()?.is_error { ERROR_STANDS } else { NOTICE_STANDS };
        let stood = Duration::try_from(self.clock.now.duration_since(self.told_at)).unwrap_or_default();
        Some(time.saturating_sub(stood))
    }

    /// Clears the message after its time; the log keeps it.
    pub fn clear_old_notice(&mut self) {
        if self.notice_stands_for().is_some_and(|left| left.is_zero()) {
            self.notice = None;
        }
    }

    fn tell(&mut self, notice: Notice) {
        self.log.keep(notice.clone());
        self.told_at = self.clock.now;
        self.notice = Some(notice);
    }
}
