//! `newsprint`, `demo` and `read`: the reader on screen, over the cache, the sample edition or files.

use std::env;
use std::io::{IsTerminal as _, stdin, stdout};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use jiff::Timestamp;

use super::arguments::QueryWords;
use super::clock::clock_in;
use super::environment::variable;
use super::failure::{CommandOutcome, Failure, print_message};
use super::log_file;
use super::output::shown;
use super::query::view;
use super::setup::Setup;
use crate::config::Start;
use crate::config::TerminalCapabilities;
use crate::config::colour::{TerminalBackground, can_move_the_cursor};
use crate::domain::{Prose, Session, View};
use crate::library::{ImportEvent, Library};
use crate::tui::{self, CacheLocation, NetworkAccess, ReaderSetup};

pub mod programs;
mod rule_file;

/// Opens the reader on the cache, or on the sample edition while the cache is empty.
pub fn open(setup: &Setup) -> Result<CommandOutcome, Failure> {
    expect_terminal(false)?;
    let library = setup.library_before_reindexing()?;
    if library.counts()?.articles == 0 {
        let notice = setup.config.words.sample_for_empty_cache();
        let sample = Library::sample_edition(Timestamp::now())?;
        let location = CacheLocation::Awaiting(setup.paths.cache_file.clone());
        return run_session(
            setup,
            sample,
            location,
            setup.config.words.sample_edition(),
            session_at_start(setup, Session::default()),
            Some(notice),
        );
    }
    let session = session_at_start(setup, library.session()?);
    let notice = library.is_read_only().then(|| setup.config.words.read_only());
    let location = CacheLocation::File(setup.paths.cache_file.clone());
    run_session(setup, library, location, setup.config.words.offline_cache(), session, notice)
}

/// The session at the start, with the list of the settings.
fn session_at_start(setup: &Setup, session: Session) -> Session {
    match setup.config.settings.start {
        Start::Session => session,
        Start::FrontPage => session.at_list(View::FrontPage),
    }
}

/// Opens the reader on the cache, at an article or on the answers to a search.
pub fn open_at(setup: &Setup, what: &QueryWords) -> Result<CommandOutcome, Failure> {
    let library = setup.library()?;
    let session = library.session()?;
    let text = what.text();
    let session = if let Some(id) = library.find(&text)? {
        session.at_article(id)
    } else {
        let view = view(what)?;
        if library.count(&view)? == 0 {
            return Ok(CommandOutcome::Nothing);
        }
        session.at_list(view)
    };
    expect_terminal(false)?;
    let home = CacheLocation::File(setup.paths.cache_file.clone());
    run_session(setup, library, home, setup.config.words.offline_cache(), session, None)
}

/// Opens the reader on the sample edition, in memory.
pub fn demo(setup: &Setup) -> Result<CommandOutcome, Failure> {
    expect_terminal(false)?;
    let notice = setup.config.words.sample_demo();
    run(setup, Library::sample_edition(Timestamp::now())?, setup.config.words.sample_edition(), Some(notice))
}

/// Opens the reader on files alone, in memory.
pub fn read(setup: &Setup, paths: &[PathBuf]) -> Result<CommandOutcome, Failure> {
    let reads_stdin = paths.iter().any(|path| path.as_os_str() == "-");
    let missing = paths.iter().find(|path| path.as_os_str() != "-" && !path.exists());
    if let Some(missing) = missing {
        return Err(Failure::failed(format!("no such file or folder: {}", shown(missing))));
    }
    expect_terminal(reads_stdin)?;
    let mut library = Library::in_memory()?;
    let mut skipped = Vec::new();
    let summary = library.import(paths, Timestamp::now(), &AtomicU64::new(0), &mut |event| {
        if let ImportEvent::Skipped { path, line, reason } = event {
            let line = line.map(|line| format!(", line {line}")).unwrap_or_default();
            skipped.push(Prose::trimmed(&format!("skipped {}{line}: {reason}", path.to_string_lossy())));
        }
    })?;
    for words in &skipped {
        print_message(format_args!("{words}"));
    }
    if summary.stored == 0 {
        return Err(Failure::nothing("no articles found in these files"));
    }
    let notice = match skipped.len() {
        0 => None,
        1 => skipped.first().map(ToString::to_string),
        count => Some(setup.config.words.skipped(count)),
    };
    run(setup, library, setup.config.words.files(), notice.as_deref())
}

fn run(
    setup: &Setup,
    library: Library,
    edition: &str,
    notice: Option<&str>,
) -> Result<CommandOutcome, Failure> {
    run_session(setup, library, CacheLocation::Memory, edition, Session::default(), notice)
}

fn run_session(
    setup: &Setup,
    library: Library,
    location: CacheLocation,
    edition: &str,
    session: Session,
    notice: Option<&str>,
) -> Result<CommandOutcome, Failure> {
    // Printed before the reader takes the screen, so that the mistakes are there when it has left.
    setup.mistakes.iter().for_each(|mistake| print_message(format_args!("{mistake}")));
    let mistakes = match setup.mistakes.as_slice() {
        [] => None,
        [one] => Some(one.to_string()),
        many => Some(setup.config.words.mistakes(many.len())),
    };
    let counts = library.counts()?;
    library.skip_checkpoint_on_close()?;
    let locale = setup.screen_locale();
    let rule_file = location.file().map(|_| rule_file::writer(&setup.paths.config_file));
    let opening = ReaderSetup {
        config: setup.config.clone(),
        library,
        counts,
        edition: edition.to_owned(),
        session,
        location,
        notice: mistakes.or_else(|| notice.map(str::to_owned)),
        network: network_access(setup),
        browser: programs::browser(&setup.config.settings),
        player: programs::player(&setup.config.settings),
        runner: programs::runner(&setup.config.settings),
        rule_file,
        clipboard: programs::clipboard(&setup.config.settings.clipboard),
        log: log_file::appender(setup),
        programs: programs::external(&setup.config.settings),
        program: env::current_exe().ok(),
        capabilities: TerminalCapabilities::of(variable),
        background: TerminalBackground::from_colorfgbg(variable),
        clock: Box::new(move || clock_in(locale)),
    };
    tui::run(opening)
        .map_err(|error| Failure::failed("lost the connection to the terminal").caused_by(&error))?;
    Ok(CommandOutcome::All)
}

/// The network access; `None` where the settings rule it out, which fetching then reports.
fn network_access(setup: &Setup) -> Option<NetworkAccess> {
    let network = Arc::new(setup.network().ok()?);
    Some(NetworkAccess {
        network,
        limits: setup.limits(),
        full_text: setup.full_text(),
        pictures: setup.config.settings.fetching.pictures,
        downloads: setup.downloads(),
    })
}

/// Fails where there is no terminal for the reader, with a command for scripts.
fn expect_terminal(reads_stdin: bool) -> Result<(), Failure> {
    let hint = "newsprint list, show, related and export work without one";
    if !stdout().is_terminal() || (!reads_stdin && !stdin().is_terminal()) {
        return Err(Failure::usage("the reader needs a terminal").hint(hint));
    }
    if !can_move_the_cursor(variable) {
        return Err(Failure::usage("the reader cannot work on a terminal with TERM=dumb").hint(hint));
    }
    Ok(())
}
