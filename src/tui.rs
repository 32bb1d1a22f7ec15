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
//! Every event arrives in one inbox; `update` applies it to the model and returns effects; `view` draws the
//! model. A worker thread performs the effects and answers. The screen does not know that there is a
//! database.

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

pub use effect::ProgramInput;
pub use event_loop::ExternalPrograms;
pub use message::TimeOfDay;
pub use worker::{CacheLocation, NetworkAccess, OnPlayerFailure, OpenWithProgram, Player, RuleFile, Runner};

use effect::Effect;
use event_loop::LoopChannels;
use model::Model;
use terminal::Screen;
use update::update;
use worker::Worker;

/// The state and the connections that the reader is opened with.
pub struct ReaderSetup {
    /// The configuration.
    pub config: Config,
    /// The collection.
    pub library: Library,
    /// The counts of the collection.
    pub counts: Counts,
    /// The name of the collection, for the header.
    pub edition: String,
    /// The place at which the last session ended.
    pub session: Session,
    /// The message at the foot of the first screen.
    pub notice: Option<String>,
    /// The location of the collection.
    pub location: CacheLocation,
    /// The access to the network, where there is one.
    pub network: Option<NetworkAccess>,
    /// The program that opens pages outside.
    pub browser: OpenWithProgram,
    /// The program that plays recordings.
    pub player: Player,
    /// The function that gives articles to programs and returns their output.
    pub runner: Runner,
    /// The writer of rules into the configuration; without one, new rules end with the reader.
    pub rule_file: Option<RuleFile>,
    /// The program that takes copied text, where the terminal does not.
    pub clipboard: Option<OpenWithProgram>,
    /// The writer of the log file.
    pub log: Box<dyn Fn(&Prose)>,
    /// Programs that run in the terminal while the reader waits.
    pub programs: ExternalPrograms,
    /// The path of this program, started again as the guard that restores the terminal after a kill or an
    /// abort.
    pub program: Option<PathBuf>,
    /// The capabilities of the terminal.
    pub capabilities: TerminalCapabilities,
    /// The background of the terminal, where the environment has it.
    pub background: Option<TerminalBackground>,
    /// The clock.
    pub clock: Box<dyn Fn() -> TimeOfDay>,
}

/// Runs the reader until the person leaves.
pub fn run(opening: ReaderSetup) -> io::Result<()> {
    let ReaderSetup {
        config,
        library,
        counts,
        edition,
        session,
        notice,
        location: home,
        network: outside,
        browser,
        player,
        runner,
        rule_file,
        clipboard,
        log,
        programs,
        program,
        capabilities,
        background: ground,
        clock,
    } = opening;
    let (width, height) = size()?;
    let (mouse, words) = (config.settings.mouse, config.words);
    let mut model = Model::new(config, Size { width, height }, clock(), edition, counts);
    model.capabilities =
        TerminalCapabilities { cell_pixels: cell().unwrap_or(capabilities.cell_pixels), ..capabilities };
    model.set_background(ground);
    model.start_automatic_fetching(home.file().is_some());
    let mut worker = Worker::new(library, home, browser)
        .with_network(outside)
        .with_player(player)
        .with_runner(runner)
        .with_rules(model.config.rules.clone(), rule_file)
        .with_clipboard(clipboard)
        .with_words(words);
    let later = load(&mut model, &mut worker, session);
    if let Some(words) = notice {
        model.show_message(&words);
    }
    let mut later = later;
    later.extend(update::start(&mut model));
    let abandon = worker.list_interrupt();
    let (inbox_end, inbox) = channel();
    let (asking, asked) = channel::<Effect>();
    let mut screen = Screen::enter(model.size, mouse, program)?;
    let keys = input::listen(&inbox_end)?;
    let told = inbox_end.clone();
    let work = move || {
        worker.perform_until_closed(&asked, &inbox_end);
        mem::forget(worker); // the program channels, and the system takes all of it back at once
    };
    let working = thread::Builder::new().name("worker".to_owned()).spawn(work)?;
    for effect in later {
        asking.send(effect).map_err(io::Error::other)?;
    }
    let channels = LoopChannels {
        inbox,
        messages: told,
        worker: asking,
        list_interrupt: abandon,
        log,
        clock: &*clock,
        keys,
        programs,
    };
    let left = event_loop::run(&mut screen, &mut model, &channels);
    drop(screen);
    drop(channels);
    drop(working.join());
    left
}

/// Width and height of a cell in pixels, where the terminal reports them.
fn cell() -> Option<(u16, u16)> {
    let WindowSize { columns, rows, width, height } = window_size().ok()?;
    let cell = (width.checked_div(columns)?, height.checked_div(rows)?);
    Some(cell).filter(|(width, height)| *width > 2 && *height > 4)
}

/// Loads the content of the first frame, before there is a screen; returns the effects that can wait.
fn load(model: &mut Model, worker: &mut Worker, session: Session) -> Vec<Effect> {
    let wanted = model.resume(session);
    let answers: Vec<_> = wanted.iter().filter_map(|effect| worker.perform(effect)).collect();
    answers.into_iter().flat_map(|answer| update(model, answer)).collect()
}
