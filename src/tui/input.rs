//! The threads that read the terminal's keys and the system's signals, and send them as messages.
//!
//! The way of waiting depends on the system: `unix.rs` waits for descriptors and signals, `portable.rs` for
//! crossterm alone.

#[cfg(any(not(unix), feature = "portable"))]
mod portable;
#[cfg(all(unix, not(feature = "portable")))]
mod unix;

use std::io::{self, Write as _};
use std::sync::mpsc::Sender;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use ratatui::crossterm::event::Event;

use super::message::Message;
use super::reply::{KeyOutcome, ReplyParser};
use super::terminal::restore;

#[cfg(any(not(unix), feature = "portable"))]
pub use portable::listen;
#[cfg(all(unix, not(feature = "portable")))]
pub use unix::listen;

/// The time in which the reader must leave after a signal, before the program is ended.
const LEAVE_TIMEOUT: Duration = Duration::from_millis(1_500);

/// Whether the thread reads keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Listening {
    /// The thread reads keys.
    Yes,
    /// The thread is requested to pause.
    Pausing,
    /// The thread has paused: another program has the terminal.
    No,
}

/// A handle on the thread that reads keys, which pauses while another program has the terminal.
#[derive(Clone, Debug)]
pub struct Keys {
    listening: Arc<(Mutex<Listening>, Condvar)>,
    /// The pipe that wakes the thread while it waits.
    wake: Option<Arc<io::PipeWriter>>,
}

impl Keys {
    fn new(wake: Option<io::PipeWriter>) -> Self {
        Self { listening: Arc::new((Mutex::new(Listening::Yes), Condvar::new())), wake: wake.map(Arc::new) }
    }

    /// Pauses the reading; returns when it has paused.
    pub fn pause(&self) {
        self.set(Listening::Pausing);
        if self.wake.as_deref().is_none_or(|mut wake| wake.write_all(&[0]).is_ok()) {
            self.wait_while(Listening::Pausing);
        }
    }

    /// Resumes the reading.
    pub fn resume(&self) {
        self.set(Listening::Yes);
    }

    fn is_paused(&self) -> bool {
        *self.listening.0.lock().unwrap_or_else(PoisonError::into_inner) != Listening::Yes
    }

    /// Pauses the thread until [`Keys::resume`].
    fn wait_until_resumed(&self) {
        self.set(Listening::No);
        self.wait_while(Listening::No);
    }

    fn set(&self, listening: Listening) {
        *self.listening.0.lock().unwrap_or_else(PoisonError::into_inner) = listening;
        self.listening.1.notify_all();
    }

    fn wait_while(&self, listening: Listening) {
        let held = self.listening.0.lock().unwrap_or_else(PoisonError::into_inner);
        drop(self.listening.1.wait_while(held, |now| *now == listening));
    }
}

/// The messages of an event; none while a reply of the terminal is incomplete.
fn messages_of(reply: &mut ReplyParser, event: Option<Event>) -> Vec<Message> {
    match event {
        None => reply.release().into_iter().map(Message::Key).collect(),
        Some(Event::Key(key)) => match reply.push(key) {
            KeyOutcome::Nothing => Vec::new(),
            KeyOutcome::Keys(keys) => keys.into_iter().map(Message::Key).collect(),
            KeyOutcome::Answer(words) => vec![Message::Replied(words)],
        },
        Some(Event::Mouse(mouse)) => vec![Message::Mouse(mouse)],
        Some(Event::Paste(text)) => vec![Message::Pasted(text)],
        Some(Event::Resize(..) | Event::FocusGained | Event::FocusLost) => Vec::new(),
    }
}

/// Tells the reader to leave, and ends the program where it does not in time.
fn leave(inbox: &Sender<Message>) {
    if inbox.send(Message::Leave).is_ok() {
        thread::sleep(LEAVE_TIMEOUT);
    }
    end();
}

/// Restores the terminal and ends the program.
fn end() {
    restore();
    std::process::exit(1);
}
