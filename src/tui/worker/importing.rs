//! Importing from within the reader. Where there is a file, a thread with a connection of its own
//! imports, so that reading goes on meanwhile; a collection in memory takes it at once.

use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicU64;
use std::sync::mpsc::Sender;
use std::thread;

use jiff::Timestamp;

use super::{Home, Worker, files, told};
use crate::domain::Prose;
use crate::library::{Event, Library, LibraryError, Tally};
use crate::tui::message::Message;
use crate::words::Words;

impl Worker {
    /// Imports a file or folder; what came of it is told now, or later through the inbox.
    pub(super) fn import(&mut self, path: &str) -> Option<Message> {
        let (path, words) = (files::expanded(path), self.words);
        match (&self.home, self.inbox.clone()) {
            (Home::Memory, _) => Some(finished(import(&mut self.library, path, words, &mut |_| {}))),
            (Home::File(file) | Home::Awaiting(file), Some(inbox)) => {
                let file = file.clone();
                let working = move || drop(inbox.send(import_aside(&file, path, words, &inbox)));
                let begun = thread::Builder::new().name("import".to_owned()).spawn(working);
                begun.err().map(|error| Message::Failed(told(&error)))
            }
            (Home::File(file) | Home::Awaiting(file), None) => {
                let library = Library::open(file);
                Some(finished(library.and_then(|mut library| import(&mut library, path, words, &mut |_| {}))))
            }
        }
    }
}

fn import_aside(file: &Path, path: PathBuf, words: Words, inbox: &Sender<Message>) -> Message {
    let mut say = |message| drop(inbox.send(message));
    finished(Library::open(file).and_then(|mut library| import(&mut library, path, words, &mut say)))
}

fn import(
    library: &mut Library,
    path: PathBuf,
    words: Words,
    say: &mut dyn FnMut(Message),
) -> Result<Tally, LibraryError> {
    let mut stored = 0;
    library.import(&[path], Timestamp::now(), &AtomicU64::new(0), &mut |event| match event {
        Event::Stored { .. } => stored += 1,
        Event::Subscribed { id, feed, .. } => {
            say(Message::Logged(Prose::trimmed(&words.import_subscribed(id, &feed.feed))));
        }
        Event::Committed => say(Message::Importing(stored)),
        Event::Skipped { path, line, reason } => {
            let place = path.to_string_lossy();
            let place = line.map_or_else(|| place.to_string(), |line| words.line_of(&place, line));
            let skipped = words.import_skipped(place, reason);
            say(Message::Logged(Prose::trimmed(&skipped)));
        }
        Event::Cut { path, note } => {
            say(Message::Logged(Prose::trimmed(&format!("{}: {note}", path.to_string_lossy()))));
        }
    })
}

fn finished(result: Result<Tally, LibraryError>) -> Message {
    match result {
        Ok(tally) => Message::Imported(tally),
        Err(error) => Message::Failed(told(&error)),
    }
}
