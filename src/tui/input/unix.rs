//! Reads keys and signals on Unix, blocking without polling, so that an idle reader costs nothing.

use std::fs::File;
use std::io::{self, IsTerminal as _, PipeReader, Read as _, stdin, stdout};
use std::os::fd::OwnedFd;
use std::sync::mpsc::Sender;
use std::thread;
use std::time::Duration;

use ratatui::crossterm::event;
use ratatui::crossterm::terminal;
use ratatui::layout::Size;
use rustix::event::{PollFd, PollFlags, poll};
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH};
use signal_hook::iterator::Signals;

use super::{Keys, leave, messages_of};
use crate::tui::message::Message;
use crate::tui::reply::ReplyParser;

/// The idle time after which the next key is awaited outside of crossterm. Not zero, since crossterm then
/// skips keys that it has read and not returned yet; the bytes of a terminal's reply come closer together. A
/// little more than whole milliseconds, since crossterm sleeps through those and busy-polls the rest, which
/// the wake-up takes here.
const IDLE_BEFORE_CROSSTERM: Duration = Duration::from_micros(50_060);

/// Starts the threads.
pub fn listen(inbox: &Sender<Message>) -> io::Result<Keys> {
    let signals = Signals::new([SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGCONT, SIGWINCH])?;
    let (typed, told, gone) = (inbox.clone(), inbox.clone(), inbox.clone());
    let (woken, wake) = io::pipe()?;
    let keys = Keys::new(Some(wake));
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

/// The terminal that keys are read from, as crossterm chooses it.
fn terminal_to_read() -> io::Result<OwnedFd> {
    if stdin().is_terminal() {
        return Ok(rustix::io::dup(stdin())?);
    }
    Ok(File::open("/dev/tty")?.into())
}

/// Sends keys as messages until the inbox is closed. Waits outside of crossterm, so that the thread can be
/// paused while another program reads keys.
fn listen_to_keys(terminal: &OwnedFd, mut woken: PipeReader, keys: &Keys, inbox: &Sender<Message>) {
    let mut reply = ReplyParser::default();
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
            keys.wait_until_resumed();
        } else if !pass_on(&mut reply, inbox) {
            return;
        } else if typed.intersects(PollFlags::HUP | PollFlags::ERR) {
            return leave(inbox);
        }
    }
}

/// Sends the keys typed so far; returns whether the inbox is open and the terminal exists.
fn pass_on(reply: &mut ReplyParser, inbox: &Sender<Message>) -> bool {
    while let Ok(event) =
        event::poll(IDLE_BEFORE_CROSSTERM).and_then(|ready| ready.then(event::read).transpose())
    {
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

/// Waits until the terminal is gone, since crossterm would go on polling it.
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

fn listen_to_signals(mut signals: Signals, keys: &Keys, inbox: &Sender<Message>) {
    for signal in signals.forever() {
        if keys.is_paused() && is_for_the_other(signal) {
            continue;
        }
        let message = match signal {
            // Crossterm reports a new size too, but only once its reader has started.
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

/// Whether a signal of the keyboard is meant for the program that has the terminal. When that program stops,
/// the reader stops too, or the shell would never get the terminal back.
fn is_for_the_other(signal: i32) -> bool {
    if signal == SIGTSTP {
        drop(signal_hook::low_level::raise(signal_hook::consts::SIGSTOP));
    }
    [SIGINT, SIGQUIT, SIGTSTP, SIGCONT].contains(&signal)
}
