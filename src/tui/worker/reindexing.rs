//! Rebuilds the search index of an older cache while the person reads, on a thread with a connection of its
//! own.

use std::thread;

use super::Worker;
use crate::library::{Library, ReindexProgress};
use crate::tui::failure::Failure;
use crate::tui::message::Message;

/// Percent between two messages about the progress.
const STEP: u32 = 10;

impl Worker {
    /// Rebuilds the search index where that is due; the progress comes through the inbox.
    pub(super) fn reindex_on_thread(&self) {
        let waits = self.library.reindexing().is_ok_and(|progress| progress.is_some());
        let (true, Some(file), Some(inbox)) = (waits, self.location.file(), &self.inbox) else { return };
        let (file, inbox) = (file.to_owned(), inbox.clone());
        let work = move || {
            let mut told = None;
            let opened = Library::open_with_progress(&file, &mut |progress| {
                let percent = percent(progress);
                if told.is_none_or(|told| percent >= told + STEP) {
                    told = Some(percent);
                    drop(inbox.send(Message::Reindexing(percent)));
                }
            });
            let counts = opened.and_then(|library| library.counts());
            let message =
                counts.map_or_else(|error| Message::Failed(Failure::from(error)), Message::Reindexed);
            drop(inbox.send(message));
        };
        let begun = thread::Builder::new().name("reindexing".to_owned()).spawn(work);
        if let (Err(error), Some(inbox)) = (begun, &self.inbox) {
            drop(inbox.send(Message::Failed(Failure::of(&error))));
        }
    }
}

fn percent(progress: ReindexProgress) -> u32 {
    let share = u64::from(progress.done) * 100 / u64::from(progress.last.max(1));
    u32::try_from(share).unwrap_or(100)
}
