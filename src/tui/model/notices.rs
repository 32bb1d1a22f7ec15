//! The message at the foot of the screen.

use std::time::Duration;

use super::Model;
use crate::domain::Prose;
use crate::tui::log::Notice;

/// How long a message stands at the foot of the screen, and how long one that tells what went wrong.
const NOTICE_STANDS: Duration = Duration::from_secs(6);
const ERROR_STANDS: Duration = Duration::from_secs(20);

impl Model {
    /// Says something at the foot of the screen.
    pub fn say(&mut self, words: &str) {
        self.tell(Notice { words: Prose::trimmed(words), is_error: false });
    }

    /// Says what went wrong; it stays until dismissed.
    pub fn report_error(&mut self, words: &str) {
        self.tell(Notice { words: Prose::trimmed(words), is_error: true });
    }

    /// How long the message at the foot of the screen is to stand yet.
    pub fn notice_stands_for(&self) -> Option<Duration> {
        let time = if self.notice.as_ref()?.is_error { ERROR_STANDS } else { NOTICE_STANDS };
        let stood = Duration::try_from(self.clock.now.duration_since(self.told_at)).unwrap_or_default();
        Some(time.saturating_sub(stood))
    }

    /// Takes away the message that stood long enough; it can be read again in the log.
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
