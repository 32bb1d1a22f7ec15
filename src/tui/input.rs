//! The threads that listen: keys of the terminal, signals of the system. Both only send messages.

use std::fs::File;
use std::io::{self, IsTerminal as _, stdin};
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
use super::terminal::restore;

/// How long the screen may take to leave when it is asked to, before it is left without asking.
const PATIENCE: Duration = Duration::from_millis(1_500);

/// Starts listening.
///
/// # Errors
/// Where the threads or the signal handlers cannot be had.
pub fn listen(inbox: &Sender<Message>) -> io::Result<()> {
    let signals = Signals::new([SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGCONT, SIGWINCH])?;
    let (keys, told) = (inbox.clone(), inbox.clone());
    thread::Builder::new().name("keys".to_owned()).spawn(move || listen_to_keys(&keys))?;
    thread::Builder::new().name("signals".to_owned()).spawn(move || listen_to_signals(signals, &told))?;
    Ok(())
}

/// Waits on the terminal itself, since crossterm spins on one that is gone.
fn listen_to_keys(inbox: &Sender<Message>) {
    let tty = if stdin().is_terminal() { None } else { File::open("/dev/tty").ok() };
    loop {
        let ready = match &tty {
            Some(tty) => wait(tty),
            None => wait(&stdin()),
        };
        match ready {
            Ready::Input => {}
            Ready::Gone => break,
        }
        if !pass_on(inbox) {
            break;
        }
    }
    if inbox.send(Message::Leave).is_ok() {
        thread::sleep(PATIENCE);
        end();
    }
}

enum Ready {
    Input,
    Gone,
}

fn wait(terminal: &impl std::os::fd::AsFd) -> Ready {
    loop {
        let mut ends = [PollFd::new(terminal, PollFlags::IN)];
        match poll(&mut ends, None) {
            Err(rustix::io::Errno::INTR) => {}
            Err(_) => return Ready::Gone,
            Ok(_) => {
                let flags = ends.first().map_or(PollFlags::ERR, PollFd::revents);
                let gone = flags.intersects(PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL);
                return if gone { Ready::Gone } else { Ready::Input };
            }
        }
    }
}

/// Sends what was typed. Returns whether there is anybody to send to and anything to listen to.
fn pass_on(inbox: &Sender<Message>) -> bool {
    while let Ok(true) = event::poll(Duration::ZERO) {
        let message = match event::read() {
            Ok(Event::Key(key)) => Message::Key(key),
            Ok(Event::Mouse(mouse)) => Message::Mouse(mouse),
            Ok(Event::Paste(text)) => Message::Pasted(text),
            Ok(Event::Resize(width, height)) => Message::Resized(Size { width, height }),
            Ok(Event::FocusGained | Event::FocusLost) => continue,
            Err(_) => return false,
        };
        if inbox.send(message).is_err() {
            return false;
        }
    }
    true
}

fn listen_to_signals(mut signals: Signals, inbox: &Sender<Message>) {
    for signal in signals.forever() {
        let message = match signal {
            SIGWINCH => match terminal::size() {
                Ok((width, height)) => Message::Resized(Size { width, height }),
                Err(_) => continue,
            },
            SIGTSTP => Message::Suspend,
            SIGCONT => Message::Resumed,
            _ => Message::Leave,
        };
        let leaving = matches!(message, Message::Leave);
        if inbox.send(message).is_err() || leaving {
            break;
        }
    }
    thread::sleep(PATIENCE);
    end();
}

/// The screen did not leave when asked: the terminal is given back and the program ends.
fn end() {
    restore();
    std::process::exit(1);
}
