//! Imports from within the reader: for a collection in a file, on a thread with a connection of its own, so
//! that reading goes on; for a collection in memory, on the worker's thread.

use std::path::PathBuf;
use std::sync::atomic::AtomicU64;

use jiff::Timestamp;

use super::{Worker, files};
use crate::domain::Prose;
use crate::library::{ImportEvent, ImportSummary, Library, LibraryError};
use crate::tui::failure::Failure;
use crate::tui::message::Message;
use crate::words::Words;

impl Worker {
    /// Imports a file or folder; the outcome comes now, or later through the inbox.
    pub(super) fn import(&mut self, path: &str) -> Option<Message> {
        let (path, words, full_text) = (files::expanded(path), self.words, self.full_text());
        let now = self.now();
        let done =
            |summary: Result<ImportSummary, Failure>| summary.map_or_else(Message::Failed, Message::Imported);
        self.run_on_own_thread(done, move |library, say| {
            library.set_full_text(full_text);
            Ok(import(library, path, now, words, say)?)
        })
    }
}

fn import(
    library: &mut Library,
    path: PathBuf,
    now: Timestamp,
    words: Words,
    say: &mut dyn FnMut(Message),
) -> Result<ImportSummary, LibraryError> {
    let mut stored = 0;
    library.import(&[path], now, &AtomicU64::new(0), &mut |event| match event {
        ImportEvent::Stored { .. } => stored += 1,
        ImportEvent::Subscribed { id, feed, .. } => {
            say(Message::Logged(Prose::trimmed(&words.import_subscribed(id, &feed.feed))));
        }
        ImportEvent::Committed => say(Message::Importing(stored)),
        ImportEvent::Skipped { path, line, reason } => {
            let place = path.to_string_lossy();
            let place = line.map_or_else(|| place.to_string(), |line| words.line_of(&place, line));
            let skipped = words.import_skipped(place, reason);
            say(Message::Logged(Prose::trimmed(&skipped)));
        }
        ImportEvent::Cut { path, note } => {
            say(Message::Logged(Prose::trimmed(&format!("{}: {note}", path.to_string_lossy()))));
        }
    })
}
