//! Wait, update, perform, draw. One place waits, one place changes the model, one place draws. Messages that
//! arrive together are drawn once; without a message nothing is drawn.

use std::io;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

use super::ask::Ask;
use super::effect::{Effect, ProgramInput, TerminalTask};
use super::failure::Failure;
use super::input::Keys;
use super::message::{Message, TimeOfDay};
use super::model::Model;
use super::terminal::{Screen, restore};
use super::update::update;
use super::worker::ListInterrupt;
use crate::config::Notify;
use crate::domain::Prose;

/// Idle time after which the session is saved and the counts of the sources are renewed.
const IDLE: Duration = Duration::from_millis(400);

/// The time without a key after which the selection of the list counts as settled.
const SETTLING_TIME: Duration = Duration::from_millis(70);

/// The time for settling while keys follow one another, as those of a held key do.
const SETTLING_TIME_IN_RUN: Duration = Duration::from_millis(120);

/// The time between two keys below which they count as a run.
const MOST_TIME_BETWEEN_KEYS_OF_RUN: Duration = Duration::from_millis(150);

/// The time a frame waits for the answer to a request just made, so that both are drawn as one.
const ANSWER_WAIT: Duration = Duration::from_millis(8);

/// Lets a person edit a text; returns the edited text, or the reason why there is none.
pub type Editor = Box<dyn Fn(&str) -> Result<String, String>>;

/// Gives an article to the program of a name; returns the reason of a failure.
pub type Pipe = Box<dyn Fn(&str, &ProgramInput) -> Result<(), String>>;

/// Starts a program that shows a notification; returns the reason of a failure.
pub type Notifier = Box<dyn Fn(&[String], &str) -> Result<(), String>>;

/// Programs that run in the terminal while the reader waits.
pub struct ExternalPrograms {
    /// The editor of notes.
    pub editor: Editor,
    /// The programs that an article can be piped to.
    pub pipe: Pipe,
    /// The program that shows a notification (the second argument).
    pub notifier: Notifier,
}

/// The channels of the event loop, the clock, and the programs that it starts.
pub struct LoopChannels<'loop_> {
    /// Receives every message.
    pub inbox: Receiver<Message>,
    /// Sends the messages of the event loop itself.
    pub messages: Sender<Message>,
    /// Sends effects to the worker.
    pub worker: Sender<Effect>,
    /// Stops the worker's reading of a list.
    pub list_interrupt: ListInterrupt,
    /// The writer of the log file.
    pub log: Box<dyn Fn(&Prose)>,
    /// Reads the clock.
    pub clock: &'loop_ dyn Fn() -> TimeOfDay,
    /// The thread that reads keys.
    pub keys: Keys,
    /// Programs that run in the terminal while the reader waits.
    pub programs: ExternalPrograms,
}

/// The pace of the keys: during a run, the preview waits a little longer.
#[derive(Clone, Copy, Debug, Default)]
struct KeyPace {
    last: Option<Instant>,
    is_run: bool,
}

impl KeyPace {
    /// Records the arrival of a message.
    fn note(&mut self, message: &Message, now: Instant) {
        if matches!(message, Message::Key(_) | Message::Mouse(_)) {
            self.is_run =
                self.last.is_some_and(|last| now.duration_since(last) < MOST_TIME_BETWEEN_KEYS_OF_RUN);
            self.last = Some(now);
        }
    }

    /// The time after which the selection counts as settled; zero while the pane shows nothing.
    const fn settling_time(self, model: &Model) -> Duration {
        match (&model.reading, self.is_run) {
            (None, false) => Duration::ZERO,
            (Some(_), false) => SETTLING_TIME,
            (_, true) => SETTLING_TIME_IN_RUN,
        }
    }
}

/// Draws, waits and applies messages until the person leaves.
pub fn run(screen: &mut Screen, model: &mut Model, channels: &LoopChannels<'_>) -> io::Result<()> {
    let mut asks = model.should_query_background();
    let mut asks_for_pictures = model.may_ask_for_pictures();
    let mut later = Vec::new();
    let mut pace = KeyPace::default();
    while !model.leaving {
        let drawn = screen.draw(model);
        send(channels, &mut later)?;
        drawn?;
        if std::mem::take(&mut asks) {
            screen.ask_background()?;
        }
        if std::mem::take(&mut asks_for_pictures) {
            screen.ask_pictures()?;
        }
        let Some(first) = wait(model, channels, pace) else { break };
        pace.note(&first, Instant::now());
        apply(screen, model, channels, first, &mut later)?;
        if model.awaits_something()
            && let Ok(answer) = channels.inbox.recv_timeout(ANSWER_WAIT)
        {
            apply(screen, model, channels, answer, &mut later)?;
        }
    }
    send(channels, &mut later)
}

/// Applies a message and all that have arrived since. Effects that can wait until the frame is drawn go to
/// `later`.
fn apply(
    screen: &mut Screen,
    model: &mut Model,
    channels: &LoopChannels<'_>,
    first: Message,
    later: &mut Vec<Effect>,
) -> io::Result<()> {
    let clock = Message::TimeOfDay((channels.clock)());
    for message in [clock, first].into_iter().chain(channels.inbox.try_iter()) {
        let effects = update(model, message);
        model.log.take_new().for_each(|notice| (channels.log)(&notice.words));
        for effect in effects {
            if effect.waits_for_frame() {
                later.push(effect);
            } else {
                send(channels, later)?;
                perform(screen, channels, effect)?;
            }
        }
    }
    Ok(())
}

/// Sends the worker the deferred effects, in their order.
fn send(channels: &LoopChannels<'_>, later: &mut Vec<Effect>) -> io::Result<()> {
    for effect in later.drain(..) {
        channels.worker.send(effect).map_err(io::Error::other)?;
    }
    Ok(())
}

/// Waits for a message. Where an effect waits for idle time, its end is a message too.
fn wait(model: &Model, channels: &LoopChannels<'_>, pace: KeyPace) -> Option<Message> {
    let pause = model.awaits_settling().then(|| (pace.settling_time(model), Message::SelectionSettled));
    let rest = model.unsaved.then_some((IDLE, Message::Idle));
    let read = model.time_until_read().map(|left| (left, Message::Idle));
    let told = model.time_until_notice_clears().map(|left| (left, Message::Idle));
    let fetch = model.time_until_fetch().map(|left| (left, Message::FetchDue));
    let count = model.needs_source_counts().then_some((IDLE, Message::Idle));
    let next = [pause, rest, read, told, fetch, count].into_iter().flatten().min_by_key(|(time, _)| *time);
    let Some((time, message)) = next else { return channels.inbox.recv().ok() };
    match channels.inbox.recv_timeout(time) {
        Err(RecvTimeoutError::Timeout) => Some(message),
        received => received.ok(),
    }
}

/// Performs an effect of the terminal; other effects go to the worker.
fn perform(screen: &mut Screen, channels: &LoopChannels<'_>, effect: Effect) -> io::Result<()> {
    match effect {
        Effect::Terminal(task) => perform_on_terminal(screen, channels, task),
        Effect::Ask(_, Ask::Rows(_)) => {
            channels.list_interrupt.interrupt(); // nobody waits any more for the list before it
            channels.worker.send(effect).map_err(io::Error::other)
        }
        Effect::Ask(..) | Effect::Task(_) => channels.worker.send(effect).map_err(io::Error::other),
    }
}

fn perform_on_terminal(
    screen: &mut Screen,
    channels: &LoopChannels<'_>,
    task: TerminalTask,
) -> io::Result<()> {
    match task {
        TerminalTask::Copy(text) => screen.copy(&text),
        TerminalTask::EditNote(note) => {
            let edited = with_terminal_released(screen, channels, || (channels.programs.editor)(&note))?;
            send_message(channels, edited.map_or_else(failed, Message::Edited))
        }
        TerminalTask::Pipe(program, article) => {
            match with_terminal_released(screen, channels, || (channels.programs.pipe)(&program, &article))? {
                Ok(()) => Ok(()),
                Err(reason) => send_message(channels, failed(reason)),
            }
        }
        TerminalTask::Notify(Notify::Off, _) => Ok(()),
        TerminalTask::Notify(Notify::Terminal(sequence), text) => screen.notify(sequence, &text),
        TerminalTask::Notify(Notify::Command(words), text) => {
            match (channels.programs.notifier)(&words, text.as_str()) {
                Ok(()) => Ok(()),
                Err(reason) => send_message(channels, failed(reason)),
            }
        }
        TerminalTask::Redraw => screen.enter_again(),
        TerminalTask::Mouse(take) => screen.take_mouse(take),
        TerminalTask::Suspend => screen.suspend(),
    }
}

/// Gives the terminal to a program: until it ends, no key is read and nothing is drawn.
fn with_terminal_released<T>(
    screen: &mut Screen,
    channels: &LoopChannels<'_>,
    work: impl FnOnce() -> T,
) -> io::Result<T> {
    channels.keys.pause();
    restore();
    let done = work();
    screen.enter_again()?;
    channels.keys.resume();
    Ok(done)
}

const fn failed(reason: String) -> Message {
    Message::Failed(Failure::Error(reason))
}

fn send_message(channels: &LoopChannels<'_>, message: Message) -> io::Result<()> {
    channels.messages.send(message).map_err(io::Error::other)
}
