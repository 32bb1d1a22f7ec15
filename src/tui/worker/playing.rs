//! Plays recordings: one at a time, which the same key stops, and which ends with the reader.

use super::Worker;
use crate::tui::failure::Failure;
use crate::tui::message::Message;

/// Called with the reason when a player ends with a failure.
pub type OnPlayerFailure = Box<dyn FnOnce(String) + Send>;

/// Ends a player; returns whether it was still playing.
pub type StopPlaying = Box<dyn FnMut() -> bool + Send>;

/// Starts a player on an address or a file.
pub type Player = Box<dyn Fn(&str, OnPlayerFailure) -> Result<StopPlaying, String> + Send>;

/// A recording that is played until this is dropped.
pub(super) struct Playing {
    what: String,
    stop: StopPlaying,
}

impl Drop for Playing {
    fn drop(&mut self) {
        (self.stop)();
    }
}

impl Worker {
    /// Plays a recording in place of what is played; the one that is played already is stopped.
    pub(super) fn play(&mut self, what: &str) -> Result<Option<Message>, Failure> {
        let Some(player) = &self.player else { return Ok(None) };
        if let Some(mut before) = self.playing.take()
            && (before.stop)()
            && before.what == what
        {
            return Ok(Some(Message::Reported(self.words.playing_stopped().to_owned())));
        }
        let inbox = self.inbox.clone();
        let ended: OnPlayerFailure = Box::new(move |reason| {
            if let Some(inbox) = inbox {
                drop(inbox.send(Message::Failed(Failure::Error(reason))));
            }
        });
        let stop = player(what, ended).map_err(Failure::Error)?;
        self.playing = Some(Playing { what: what.to_owned(), stop });
        Ok(None)
    }
}
