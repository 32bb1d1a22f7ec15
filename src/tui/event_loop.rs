//! Wait, update, perform, draw. One place waits, one place changes the model, one place draws; what
//! arrived together is drawn once, and nothing is drawn while nothing happens.

use std::io;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::time::Duration;

use super::effect::Effect;
use super::input::Keys;
use super::message::Message;
use super::model::{Clock, Model};
use super::terminal::{Screen, restore};
use super::update::update;
use super::worker::Abandon;
use crate::config::Program;

/// How long nothing must happen before the place is kept.
const REST: Duration = Duration::from_millis(400);

/// How long a frame waits for what was just asked for, so that both are drawn as one.
const MOMENT: Duration = Duration::from_millis(8);

/// Lets a person edit a text; gives back what came of it, or says what went wrong.
pub type Editor = Box<dyn Fn(&str) -> Result<String, String>>;

/// Gives, to the program of a name, a text; says what went wrong.
pub type Pipe = Box<dyn Fn(&str, &str) -> Result<(), String>>;

/// Programs that the terminal is lent to.
pub struct Lent {
    /// What notes are written in.
    pub editor: Editor,
    /// What an article can be given to.
    pub pipe: Pipe,
}

/// The ends of the channels, and the clock.
pub struct Ends<'ends> {
    /// Where everything that happens arrives.
    pub inbox: Receiver<Message>,
    /// Where what happens here is told.
    pub told: Sender<Message>,
    /// Where effects go to be performed.
    pub worker: Sender<Effect>,
    /// Stops the list that is being read.
    pub abandon: Abandon,
    /// Tells the time.
    pub clock: &'ends dyn Fn() -> Clock,
    /// The thread that listens to keys.
    pub keys: Keys,
    /// What the terminal is lent to.
    pub lent: Lent,
}

/// Draws, waits and applies, until asked to leave.
pub fn run(screen: &mut Screen, model: &mut Model, ends: &Ends<'_>) -> io::Result<()> {
    let mut asks = model.suits_ground();
    let mut asks_for_pictures = model.may_ask_for_pictures();
    let mut later = Vec::new();
    while !model.leaving {
        let drawn = screen.draw(model);
        send(ends, &mut later)?;
        drawn?;
        if std::mem::take(&mut asks) {
            screen.ask_ground()?;
        }
        if std::mem::take(&mut asks_for_pictures) {
            screen.ask_pictures()?;
        }
        let Some(first) = wait(model, ends) else { break };
        apply(screen, model, ends, first, &mut later)?;
        if model.awaits_something()
            && let Ok(answer) = ends.inbox.recv_timeout(MOMENT)
        {
            apply(screen, model, ends, answer, &mut later)?;
        }
    }
    send(ends, &mut later)
}

/// Applies a message and all that have arrived since. What can wait until they are drawn is left for later.
fn apply(
    screen: &mut Screen,
    model: &mut Model,
    ends: &Ends<'_>,
    first: Message,
    later: &mut Vec<Effect>,
) -> io::Result<()> {
    let clock = Message::Clock((ends.clock)());
    let copies = model.config.settings.clipboard == Program::Usual;
    for message in [clock, first].into_iter().chain(ends.inbox.try_iter()) {
        for effect in update(model, message) {
            if comes_later(&effect) {
                later.push(effect);
            } else {
                send(ends, later)?;
                perform(screen, ends, effect, copies)?;
            }
        }
    }
    Ok(())
}

/// Whether an effect is better performed when the frame is drawn: nothing of it is in that frame, and the
/// worker would take the processor from the one who draws.
const fn comes_later(effect: &Effect) -> bool {
    matches!(effect, Effect::Relate(..) | Effect::Keep(_))
}

/// Hands the worker what was left for later, in its order.
fn send(ends: &Ends<'_>, later: &mut Vec<Effect>) -> io::Result<()> {
    for effect in later.drain(..) {
        ends.worker.send(effect).map_err(io::Error::other)?;
    }
    Ok(())
}

/// Waits for something to happen; when a place is to be kept, a rest is something too.
fn wait(model: &Model, ends: &Ends<'_>) -> Option<Message> {
    if !model.unsaved {
        return ends.inbox.recv().ok();
    }
    match ends.inbox.recv_timeout(REST) {
        Err(RecvTimeoutError::Timeout) => Some(Message::Rested),
        received => received.ok(),
    }
}

/// The terminal's own effects are performed here; all others go to the worker.
fn perform(screen: &mut Screen, ends: &Ends<'_>, effect: Effect, copies: bool) -> io::Result<()> {
    match effect {
        Effect::Copy(text) if copies => screen.copy(&text),
        Effect::EditNote(note) => {
            let edited = lend(screen, ends, || (ends.lent.editor)(&note))?;
            tell(ends, edited.map_or_else(Message::Failed, Message::Edited))
        }
        Effect::Pipe { program, text } => match lend(screen, ends, || (ends.lent.pipe)(&program, &text))? {
            Ok(()) => Ok(()),
            Err(reason) => tell(ends, Message::Failed(reason)),
        },
        Effect::Redraw => screen.take_back(),
        Effect::Mouse(take) => screen.take_mouse(take),
        Effect::Suspend => screen.suspend(),
        other => {
            if matches!(other, Effect::List(..)) {
                ends.abandon.abandon(); // nobody waits any more for the list before it
            }
            ends.worker.send(other).map_err(io::Error::other)
        }
    }
}

/// Lends the terminal: nobody else reads keys or draws until it comes back.
fn lend<T>(screen: &mut Screen, ends: &Ends<'_>, work: impl FnOnce() -> T) -> io::Result<T> {
    ends.keys.rest();
    restore();
    let done = work();
    screen.take_back()?;
    ends.keys.resume();
    Ok(done)
}

fn tell(ends: &Ends<'_>, message: Message) -> io::Result<()> {
    ends.told.send(message).map_err(io::Error::other)
}
