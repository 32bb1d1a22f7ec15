//! Backs up from within the reader: in idle time, on a thread with a connection of its own, so that neither
//! reading nor leaving waits. Changes at the end of a session are backed up by the next.

use std::thread;

use jiff::{SignedDuration, Timestamp};

use super::{CacheLocation, Worker};
use crate::domain::Chain;
use crate::library::Library;
use crate::tui::failure::Failure;
use crate::tui::message::Message;

/// The time between two backups of one session.
const INTERVAL: SignedDuration = SignedDuration::from_mins(10);

impl Worker {
    /// Starts a backup where there are changes and the last one is some time ago; returns the error where it
    /// cannot. A later failure comes through the inbox.
    pub(super) fn back_up_on_thread(&mut self, now: Timestamp) -> Option<Message> {
        let (CacheLocation::File(file), Some(inbox)) = (&self.location, self.inbox.clone()) else {
            return None;
        };
        let is_early = self.backed_up.is_some_and(|last| now.duration_since(last).abs() < INTERVAL);
        if is_early || !self.library.is_backup_behind().unwrap_or(false) {
            return None;
        }
        self.backed_up = Some(now);
        let file = file.clone();
        let failed =
            |error: &dyn std::error::Error| Message::Failed(Failure::NoBackup(Chain(error).to_string()));
        let working = move || {
            let backed_up = Library::open(&file).and_then(|library| library.back_up(now));
            if let Err(error) = backed_up {
                drop(inbox.send(failed(&error)));
            }
        };
        let begun = thread::Builder::new().name("backup".to_owned()).spawn(working);
        begun.err().map(|error| failed(&error))
    }
}
