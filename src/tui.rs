//! The reader on screen.
//!
//! ```text
//! header    newsprint   All articles · 1,204 unread                        cache · 41,207 articles
//!          ┌ headlines ──────────┐┌ article ───────────────────┐┌ related ────────────┐
//! row      │▌● Bridge reopens    ││  Bridge reopens            ││ LATEST IN WORLD     │ group
//!          │   Gazette · 3 min   ││  By Ana · 7 May · 3 min    ││ 1 ● Ferries return  │ link
//!          │ ● Flood warning     ││                            ││ 2 ↗ A toll is mooted│
//!          │   Wire · 2 min      ││  The bridge over the …     ││                     │
//!          └─────────────────────┘└──────────────────── 38 % ──┘└─────────────────────┘
//! footer    Bridge reopens ‹ Flood warning                                    links here · 2 h later
//! ```
//!
//! Everything that happens arrives in one inbox; `update` applies it to the model and returns what is
//! to be done; `view` draws the model. A worker thread performs and answers. The screen does not know
//! that there is a database.

pub mod ask;
mod command;
pub mod effect;
mod failure;
mod field_completion;
mod image_cache;
mod layout;
pub mod message;
pub mod model;
mod overlays;
mod panes;
pub mod update;
pub mod view;
mod wish;
pub mod worker;

mod address;
mod backend;
mod cells;
mod event_loop;
mod graphics;
mod guard;
mod input;
mod lettering;
mod link_index;
mod log;
mod modes;
mod osc8;
mod reply;
mod sanitise;
mod styled;
mod terminal;
mod tiles;

pub use guard::{NAME as GUARD, guard as guard_terminal};
pub use osc8::{END as END_OF_LINK, begin as begin_link};
pub use overlays::Overlay;
pub use styled::{face_of, order_of};
pub use tiles::{Tile, UPPER_HALF, tiled};

use std::io;
use std::mem;
use std::path::PathBuf;
use std::sync::mpsc::channel;
use std::thread;

use ratatui::crossterm::terminal::{WindowSize, size, window_size};
use ratatui::layout::Size;

use crate::config::colour::TerminalBackground;
use crate::config::{Config, TerminalCapabilities};
use crate::domain::{Prose, Session};
use crate::library::{Counts, Library};

pub use effect::HandedArticle;
pub use event_loop::ExternalPrograms;
pub use message::TimeOfDay;
pub use worker::{CacheLocation, NetworkAccess, Program, RuleFile, Runner};

use effect::Effect;
use event_loop::LoopChannels;
use model::Model;
use terminal::Screen;
use update::update;
use worker::Worker;

/// What the reader is opened over.
pub struct Opening {
    /// What the person chose.
    pub config: Config,
    /// The collection.
    pub library: Library,
    /// Its counts.
    pub counts: Counts,
    /// Which collection it is, for the header.
    pub edition: String,
    /// Where the last session ended.
    pub session: Session,
    /// What is said at the foot of the first screen.
    pub notice: Option<String>,
    /// Where the collection lies.
    pub home: CacheLocation,
    /// The way to the network, where there is one.
    pub outside: Option<NetworkAccess>,
    /// Opens pages outside.
    pub browser: Program,
    /// Plays recordings.
    pub player: Program,
    /// Gives articles to programs, and takes what they print.
    pub runner: Runner,
    /// Writes a rule into the configuration, or takes it out; without it, rules are gone with the reader.
    pub rule_file: Option<RuleFile>,
    /// Takes what is copied, where the terminal does not.
    pub clipboard: Option<Program>,
    /// Keeps what is told in the log file.
    pub log: Box<dyn Fn(&Prose)>,
    /// Programs that run in the terminal while the reader waits.
    pub programs: ExternalPrograms,
    /// This program, to be started again to give the terminal back after an end that nobody can catch.
    pub program: Option<PathBuf>,
    /// What the terminal can.
    pub abilities: TerminalCapabilities,
    /// Its background, where the environment tells it.
    pub ground: Option<TerminalBackground>,
    /// Tells the time.
    pub clock: Box<dyn Fn() -> TimeOfDay>,
}

/// Runs the reader until the person leaves.
pub fn run(opening: Opening) -> io::Result<()> {
    let Opening {
        config,
        library,
        counts,
        edition,
        session,
        notice,
        home,
        outside,
        browser,
        player,
        runner,
        rule_file,
        clipboard,
        log,
        programs,
        program,
        abilities,
        ground,
        clock,
    } = opening;
    let (width, height) = size()?;
    let (mouse, words) = (config.settings.mouse, config.words);
    let mut model = Model::new(config, Size { width, height }, clock(), edition, counts);
    model.abilities = TerminalCapabilities { cell: cell().unwrap_or(abilities.cell), ..abilities };
    model.set_background(ground);
    model.fetch_by_itself(home.file().is_some());
    let mut worker = Worker::new(library, home, browser)
        .with_outside(outside)
        .playing_with(player)
        .running_with(runner)
        .ruled_by(model.config.rules.clone(), rule_file)
        .copying_with(clipboard)
        .speaking(words);
    let later = load(&mut model, &mut worker, session);
    if let Some(words) = notice {
        model.say(&words);
    }
    let mut later = later;
    later.extend(update::start(&mut model));
    let abandon = worker.abandon();
    let (inbox_end, inbox) = channel();
    let (asking, asked) = channel::<Effect>();
    let mut screen = Screen::enter(model.size, mouse, program)?;
    let keys = input::listen(&inbox_end)?;
    let told = inbox_end.clone();
    let work = move || {
        worker.work(&asked, &inbox_end);
        mem::forget(worker); // the program channels, and the system takes all of it back at once
    };
    let working = thread::Builder::new().name("worker".to_owned()).spawn(work)?;
    for effect in later {
        asking.send(effect).map_err(io::Error::other)?;
    }
    let channels = LoopChannels { inbox, told, worker: asking, abandon, log, clock: &*clock, keys, programs };
    let left = event_loop::run(&mut screen, &mut model, &channels);
    drop(screen);
    drop(channels);
    drop(working.join());
    left
}

/// Pixels of a cell, where the terminal tells.
fn cell() -> Option<(u16, u16)> {
    let WindowSize { columns, rows, width, height } = window_size().ok()?;
    let cell = (width.checked_div(columns)?, height.checked_div(rows)?);
    Some(cell).filter(|(width, height)| *width > 2 && *height > 4)
}

/// Loads what the first frame shows, before there is a screen to wait at; returns what can come later.
fn load(model: &mut Model, worker: &mut Worker, session: Session) -> Vec<Effect> {
    let wanted = model.resume(session);
    let answers: Vec<_> = wanted.iter().filter_map(|effect| worker.perform(effect)).collect();
    answers.into_iter().flat_map(|answer| update(model, answer)).collect()
}
