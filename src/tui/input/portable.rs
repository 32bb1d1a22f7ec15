//! Reads keys on systems without the signals and descriptors of Unix: crossterm reports keys and sizes, and
//! between its reports the thread checks whether it is to pause. Checked by the compiler (`cargo check
//! --features portable`), and never run on such a system.

use std::io;
use std::sync::mpsc::Sender;
use std::thread;
use std::time::Duration;

use ratatui::crossterm::event::{self, Event, KeyEventKind};
use ratatui::layout::Size;

use super::{Keys, leave, messages_of};
use crate::tui::message::Message;
use crate::tui::reply::ReplyParser;

/// The time after which the thread checks again whether it is to pause.
const MOMENT: Duration = Duration::from_millis(50);

/// Starts the thread.
pub fn listen(inbox: &Sender<Message>) -> io::Result<Keys> {
    let keys = Keys::new(None);
    let (listened, typed) = (keys.clone(), inbox.clone());
    thread::Builder::new().name("keys".to_owned()).spawn(move || listen_to_keys(&listened, &typed))?;
    Ok(keys)
}

/// Sends keys and sizes as messages until the inbox is closed.
fn listen_to_keys(keys: &Keys, inbox: &Sender<Message>) {
    let mut reply = ReplyParser::default();
    loop {
        if keys.is_paused() {
            keys.pause();
        }
        let Ok(event) = event::poll(MOMENT).and_then(|ready| ready.then(event::read).transpose()) else {
            return leave(inbox);
        };
        let messages = match event {
            Some(Event::Resize(width, height)) => vec![Message::Resized(Size { width, height })],
            // Windows reports the release of keys, too.
            Some(Event::Key(key)) if key.kind == KeyEventKind::Release => Vec::new(),
            event => messages_of(&mut reply, event),
        };
        if messages.into_iter().any(|message| inbox.send(message).is_err()) {
            return;
        }
    }
}
