//! The command line: one file per command.
//!
//! Data goes to stdout, words to people to stderr; nothing but data when piped, and no escape bytes
//! unless stdout is a terminal. Exit codes: 0 done, 1 failed, 2 usage, 3 nothing found, 4 some inputs
//! skipped, 130 interrupted.

mod account;
mod add;
mod arguments;
mod bookmark;
mod check;
mod clock;
mod config;
mod doctor;
mod download;
mod environment;
mod export;
mod failure;
mod feed;
mod fetch;
mod follow;
mod front;
mod import;
mod list;
mod log_file;
mod manual;
mod mark;
mod output;
mod paper;
mod plain;
mod progress;
mod prune;
mod query;
mod reader;
mod related;
mod rows;
mod rules;
mod search;
mod setup;
mod show;
mod state;
mod stories;
mod sync_report;
mod undo;

use std::panic;
use std::process::ExitCode;

use clap::{CommandFactory as _, Parser as _};

use arguments::{Arguments, Command};
use failure::{CommandOutcome, Failure, print_message};
use output::shown;
use setup::Setup;

use crate::domain::Prose;
use crate::library::Reach;
use crate::tui;

/// Runs the command of the command line.
pub fn run() -> ExitCode {
    sanitise_panic_messages();
    let arguments = Arguments::parse();
    let setup = match Setup::of(&arguments.globals) {
        Ok(setup) => setup,
        Err(failure) => return failure.report(),
    };
    match perform(arguments.command, &setup) {
        Ok(CommandOutcome::Nothing) if is_empty(&setup) => {
            let hint = "newsprint import PATH or newsprint feed add URL brings articles";
            Failure::nothing(format!("the cache {} is empty", shown(&setup.paths.cache_file)))
                .hint(hint)
                .report()
        }
        Ok(done) => done.report(),
        Err(failure) => failure.report(),
    }
}

/// Whether the cache holds no article.
fn is_empty(setup: &Setup) -> bool {
    setup.library().is_ok_and(|library| library.counts().is_ok_and(|counts| counts.articles == 0))
}

/// Makes panics print their message without control characters. A panic in the reader of a document is
/// reported as a failure of that document.
fn sanitise_panic_messages() {
    panic::set_hook(Box::new(|panic| {
        if !crate::import::is_reading_document() {
            print_message(format_args!("error: {}", Prose::trimmed(&panic.to_string())));
            print_message(format_args!(
                "  hint: this is a bug in newsprint; everything already saved is safe"
            ));
        }
    }));
}

fn perform(command: Option<Command>, setup: &Setup) -> Result<CommandOutcome, Failure> {
    match command {
        None => reader::open(setup),
        Some(Command::Demo) => reader::demo(setup),
        Some(Command::Read { paths, plain: true }) => plain::read(setup, &paths),
        Some(Command::Read { paths, plain: false }) => reader::read(setup, &paths),
        Some(Command::Open { what }) => reader::open_at(setup, &what),
        Some(Command::Import { paths, dry_run: true, json }) => import::dry_run(&paths, json),
        Some(Command::Import { paths, dry_run: false, json }) => import::import(setup, &paths, json),
        Some(Command::List { query, count, limit, json }) => list::list(setup, &query, count, limit, json),
        Some(Command::Search { query, saving, limit, json }) => {
            match search::saved::change_saved(setup, &saving, &query, json)? {
                Some(done) => Ok(done),
                None => search::search(setup, &query, limit, json),
            }
        }
        Some(Command::Show { article, width, json, markdown, plain, no_pictures }) => {
            let layout = show::PrintLayout { width, pictures: !no_pictures };
            show::show(setup, &article, show::ShowForm::of(layout, json, markdown, plain))
        }
        Some(Command::Related { article, limit, all, json }) => {
            let reach = if all { Reach::All } else { Reach::Near };
            related::related(setup, &article, limit, reach, json)
        }
        Some(Command::Feed { command }) => feed::feed(setup, command),
        Some(Command::Fetch { feeds, due, quiet, json }) => fetch::fetch(setup, &feeds, due, quiet, json),
        Some(Command::Account { command }) => account::account(setup, command),
        Some(Command::Add { urls }) => add::add(setup, &urls),
        Some(Command::Download { articles, json }) => download::download(setup, &articles, json),
        Some(Command::Prune { dry_run, unread }) => prune::prune(setup, dry_run, unread),
        Some(Command::Front { query, format, width, limit }) => {
            front::front(setup, &query, front::FrontOptions { format, width, limit })
        }
        Some(Command::Stories { story, limit, json }) => {
            stories::stories(setup, story.as_deref(), limit, json)
        }
        Some(Command::Follow { command }) => follow::follow(setup, command),
        Some(Command::Rules { command }) => rules::rules(setup, command),
        Some(Command::Bookmark { command }) => bookmark::bookmark(setup, command),
        Some(Command::Mark { state, which }) => mark::mark(setup, state, &which),
        Some(Command::Tag { tags, which, remove }) => mark::tag(setup, &tags, remove, &which),
        Some(Command::Delete { which }) => mark::delete(setup, &which),
        Some(Command::Undo) => undo::undo(setup),
        Some(Command::Restore { articles }) => mark::restore(setup, &articles),
        Some(Command::Export { query, format, into, story, front }) => {
            let which =
                export::ExportedArticles { words: &query, story: story.as_deref(), only_front_page: front };
            export::export(setup, &which, format, into.as_deref())
        }
        Some(Command::State { command }) => state::state(setup, command),
        Some(Command::Check { repair }) => check::check(setup, repair),
        Some(Command::Doctor) => doctor::doctor(setup),
        Some(Command::Config { command }) => config::config(setup, &command),
        Some(Command::Keys) => config::keys(setup),
        Some(Command::Paths) => config::paths(setup),
        Some(Command::Completions { shell }) => {
            clap_complete::generate(shell, &mut Arguments::command(), "newsprint", &mut std::io::stdout());
            Ok(CommandOutcome::All)
        }
        Some(Command::GuardTerminal { modes }) => {
            tui::guard_terminal(&modes);
            Ok(CommandOutcome::All)
        }
        Some(Command::Man { into: Some(folder), .. }) => manual::write_all(&folder, &setup.config.keymap),
        Some(Command::Man { command, into: None }) => manual::print(&command, &setup.config.keymap),
    }
}
