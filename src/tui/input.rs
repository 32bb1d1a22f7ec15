//! The threads that listen: keys of the terminal, signals of the system. Both only send messages.

use std::io::{self, stdout};
use std::sync::mpsc::Sender;
use std::thread;
use std::time::Duration;

use ratatui::crossterm::event::{self, Event};
use ratatui::crossterm::terminal;
use ratatui::layout::Size;
use rustix::event::{PollFd, PollFlags, poll};
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH};
use signal_hook::iterator::Signals;

use super::message::Message;
use super::reply::{Heard, Reply};
use super::terminal::restore;

/// How long the screen may take to leave when it is asked to, before it is left without asking.
const PATIENCE: Duration = Duration::from_millis(1_500);

/// How long the letters of a terminal's answer may be apart.
const BETWEEN_LETTERS: Duration = Duration::from_millis(40);

/// Starts listening.
///
/// # Errors
/// Where the threads or the signal handlers cannot be had.
pub fn listen(inbox: &Sender<Message>) -> io::Result<()> {
    let signals = Signals::new([SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGCONT, SIGWINCH])?;
    let (keys, told, gone) = (inbox.clone(), inbox.clone(), inbox.clone());
    thread::Builder::new().name("keys".to_owned()).spawn(move || listen_to_keys(&keys))?;
    thread::Builder::new().name("watchdog".to_owned()).spawn(move || watch_the_terminal(&gone))?;
    thread::Builder::new().name("signals".to_owned()).spawn(move || listen_to_signals(signals, &told))?;
    Ok(())
}

/// Passes on what is typed, for as long as there is anybody to pass it to.
fn listen_to_keys(inbox: &Sender<Message>) {
    let mut reply = Reply::default();
    while let Ok(event) = next(&mut reply) {
        let messages = match event {
            None => reply.give_up().into_iter().map(Message::Key).collect(),
            Some(Event::Key(key)) => match reply.hear(key) {
                Heard::Nothing => Vec::new(),
                Heard::Keys(keys) => keys.into_iter().map(Message::Key).collect(),
                Heard::Answer(words) => vec![Message::Replied(words)],
            },
            Some(Event::Mouse(mouse)) => vec![Message::Mouse(mouse)],
            Some(Event::Paste(text)) => vec![Message::Pasted(text)],
            Some(Event::Resize(..) | Event::FocusGained | Event::FocusLost) => Vec::new(),
        };
        if messages.into_iter().any(|message| inbox.send(message).is_err()) {
            return;
        }
    }
    leave(inbox);
}

/// What comes next; nothing where an answer seemed to have begun and does not go on.
fn next(reply: &mut Reply) -> io::Result<Option<Event>> {
    let goes_on = !reply.is_begun() || event::poll(BETWEEN_LETTERS)?;
    goes_on.then(event::read).transpose()
}

/// Waits until the terminal is gone: crossterm would go on asking it for keys.
fn watch_the_terminal(inbox: &Sender<Message>) {
    let terminal = stdout();
    loop {
        let mut ends = [PollFd::new(&terminal, PollFlags::empty())];
        match poll(&mut ends, None) {
            Err(rustix::io::Errno::INTR) => {}
            Err(_) | Ok(_) => return leave(inbox),
        }
    }
}

/// Asks the screen to leave, and does not wait for ever that it does.
fn leave(inbox: &Sender<Message>) {
    if inbox.send(Message::Leave).is_ok() {
        thread::sleep(PATIENCE);
    }
    end();
}

fn listen_to_signals(mut signals: Signals, inbox: &Sender<Message>) {
    for signal in signals.forever() {
        let message = match signal {
            // crossterm tells of this too, but only once its reader has begun to listen.
            SIGWINCH => match terminal::size() {
                Ok((width, height)) => Message::Resized(Size { width, height }),
                Err(_) => continue,
            },
            SIGTSTP => Message::Suspend,
            SIGCONT => Message::Resumed,
            _ => return leave(inbox),
        };
        if inbox.send(message).is_err() {
            return;
        }
    }
}

/// The screen did not leave when asked: the terminal is given back and the program ends.
fn end() {
    restore();
    std::process::exit(1);
}
