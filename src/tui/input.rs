//! The threads that read the terminal's keys and the system's signals. Both only send messages.

use std::fs::File;
use std::io::{self, IsTerminal as _, PipeReader, Read as _, Write as _, stdin, stdout};
use std::os::fd::OwnedFd;
use std::sync::mpsc::Sender;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use ratatui::crossterm::event::{self, Event};
use ratatui::crossterm::terminal;
use ratatui::layout::Size;
use rustix::event::{PollFd, PollFlags, poll};
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH};
use signal_hook::iterator::Signals;

use super::message::Message;
use super::reply::{KeyOutcome, Reply};
use super::terminal::restore;

/// Time in which the reader must leave after a signal, before the program ends anyway.
const PATIENCE: Duration = Duration::from_millis(1_500);

/// Idle time after which the next key is awaited outside of crossterm. Not zero: crossterm then skips keys that
/// it has read and not returned yet. The letters of a terminal's answer are closer together. A little more than
/// whole milliseconds: crossterm sleeps through those and polls in a loop for the rest, which the time of waking
/// up takes here.
const PAUSE: Duration = Duration::from_micros(50_060);

/// Whether keys are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Listening {
    /// Keys are read.
    Yes,
    /// The thread is asked to pause.
    NotMuchLonger,
    /// The thread has paused: another program has the terminal.
    No,
}

/// A handle on the thread that reads keys, which pauses while another program has the terminal.
#[derive(Clone, Debug)]
pub struct Keys {
    listening: Arc<(Mutex<Listening>, Condvar)>,
    /// A byte written here wakes the thread.
    wake: Arc<io::PipeWriter>,
}

impl Keys {
    /// Pauses the reading; returns when it has paused.
    pub fn rest(&self) {
        self.set(Listening::NotMuchLonger);
        if (&*self.wake).write_all(&[0]).is_ok() {
            self.wait_while(Listening::NotMuchLonger);
        }
    }

    /// Resumes the reading.
    pub fn resume(&self) {
        self.set(Listening::Yes);
    }

    fn is_lent(&self) -> bool {
        *self.listening.0.lock().unwrap_or_else(PoisonError::into_inner) != Listening::Yes
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

/// Starts the threads.
pub fn listen(inbox: &Sender<Message>) -> io::Result<Keys> {
    let signals = Signals::new([SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGCONT, SIGWINCH])?;
    let (typed, told, gone) = (inbox.clone(), inbox.clone(), inbox.clone());
    let (woken, wake) = io::pipe()?;
    let keys =
        Keys { listening: Arc::new((Mutex::new(Listening::Yes), Condvar::new())), wake: Arc::new(wake) };
    let (listened, lent) = (keys.clone(), keys.clone());
    let terminal = terminal_to_read()?;
    let listen = move || listen_to_keys(&terminal, woken, &listened, &typed);
    thread::Builder::new().name("keys".to_owned()).spawn(listen)?;
    thread::Builder::new().name("watchdog".to_owned()).spawn(move || watch_the_terminal(&gone))?;
    thread::Builder::new()
        .name("signals".to_owned())
        .spawn(move || listen_to_signals(signals, &lent, &told))?;
    Ok(keys)
}

/// The terminal that keys come from, as crossterm chooses it.
fn terminal_to_read() -> io::Result<OwnedFd> {
    if stdin().is_terminal() {
        return Ok(rustix::io::dup(stdin())?);
    }
    Ok(File::open("/dev/tty")?.into())
}

/// Sends keys as messages until the inbox is closed. Waits outside of crossterm, so that it can be told to leave
/// the keys to another program.
fn listen_to_keys(terminal: &OwnedFd, mut woken: PipeReader, keys: &Keys, inbox: &Sender<Message>) {
    let mut reply = Reply::default();
    loop {
        let mut ends = [PollFd::new(terminal, PollFlags::IN), PollFd::new(&woken, PollFlags::IN)];
        match poll(&mut ends, None) {
            Err(rustix::io::Errno::INTR) => continue,
            Err(_) => return leave(inbox),
            Ok(_) => {}
        }
        let [typed, asked] = ends.map(|end| end.revents());
        if !asked.is_empty() {
            drop(woken.read(&mut [0]));
            keys.set(Listening::No);
            keys.wait_while(Listening::No);
        } else if !pass_on(&mut reply, inbox) {
            return;
        } else if typed.intersects(PollFlags::HUP | PollFlags::ERR) {
            return leave(inbox);
        }
    }
}

/// Sends the keys typed so far; returns whether the inbox is open and the terminal is there.
fn pass_on(reply: &mut Reply, inbox: &Sender<Message>) -> bool {
    while let Ok(event) = event::poll(PAUSE).and_then(|ready| ready.then(event::read).transpose()) {
        let is_last = event.is_none();
        if messages_of(reply, event).into_iter().any(|message| inbox.send(message).is_err()) {
            return false;
        }
        if is_last {
            return true;
        }
    }
    leave(inbox);
    false
}

/// The messages of an event; none while an answer of the terminal is incomplete.
fn messages_of(reply: &mut Reply, event: Option<Event>) -> Vec<Message> {
    match event {
        None => reply.give_up().into_iter().map(Message::Key).collect(),
        Some(Event::Key(key)) => match reply.hear(key) {
            KeyOutcome::Nothing => Vec::new(),
            KeyOutcome::Keys(keys) => keys.into_iter().map(Message::Key).collect(),
            KeyOutcome::Answer(words) => vec![Message::Replied(words)],
        },
        Some(Event::Mouse(mouse)) => vec![Message::Mouse(mouse)],
        Some(Event::Paste(text)) => vec![Message::Pasted(text)],
        Some(Event::Resize(..) | Event::FocusGained | Event::FocusLost) => Vec::new(),
    }
}

/// Waits until the terminal is gone, which crossterm would go on polling for keys.
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

/// Asks the reader to leave, and ends the program where it does not in time.
fn leave(inbox: &Sender<Message>) {
    if inbox.send(Message::Leave).is_ok() {
        thread::sleep(PATIENCE);
    }
    end();
}

fn listen_to_signals(mut signals: Signals, keys: &Keys, inbox: &Sender<Message>) {
    for signal in signals.forever() {
        if keys.is_lent() && is_for_the_other(signal) {
            continue;
        }
        let message = match signal {
            // Crossterm reports this too, but only once its reader has started.
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

/// Whether a signal of the keyboard is meant for the program that has the terminal. When that program stops, the
/// reader stops too, or the shell would never get the terminal back.
fn is_for_the_other(signal: i32) -> bool {
    if signal == SIGTSTP {
        drop(signal_hook::low_level::raise(signal_hook::consts::SIGSTOP));
    }
    [SIGINT, SIGQUIT, SIGTSTP, SIGCONT].contains(&signal)
}

/// Gives the terminal back and ends the program.
fn end() {
    restore();
    std::process::exit(1);
}
