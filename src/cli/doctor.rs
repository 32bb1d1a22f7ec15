//! `newsprint doctor`: checks set-up, terminal, cache and feeds, and names a remedy for each fault. Asks
//! nothing of the network, and changes nothing.

use std::fmt::Display;
use std::fs;
use std::io::{IsTerminal as _, Write as _, stdout};
use std::path::Path;

use super::environment::variable;
use super::failure::{CommandOutcome, Failure};
use super::output::{Output, counted, output, shown};
use super::setup::Setup;
use crate::config::{Program, TerminalCapabilities};
use crate::domain::{Chain, Feed, Prose};
use crate::library::Library;

/// The report as it is written, and the number of faults so far.
struct Report {
    out: Output,
    faults: usize,
}

/// Prints the report; fails where there are faults.
pub fn doctor(setup: &Setup) -> Result<CommandOutcome, Failure> {
    let mut report = Report { out: output(), faults: 0 };
    report.fact("newsprint", env!("NEWSPRINT_VERSION"))?;
    configuration(setup, &mut report)?;
    programs(setup, &mut report)?;
    terminal(&mut report)?;
    if let Some(library) = cache(setup, &mut report)? {
        feeds(&library, &mut report)?;
        accounts(&library, &mut report)?;
    }
    report.out.flush()?;
    match report.faults {
        0 => Ok(CommandOutcome::All),
        1 => Err(Failure::failed("1 problem found")),
        count => Err(Failure::failed(format!("{count} problems found"))),
    }
}

impl Report {
    fn fact(&mut self, what: &str, found: impl Display) -> Result<(), Failure> {
        Ok(writeln!(self.out, "  ok  {what:<14} {found}")?)
    }

    /// Reports a fault and its remedy.
    fn fault(&mut self, what: &str, found: impl Display, remedy: &str) -> Result<(), Failure> {
        self.faults += 1;
        Ok(writeln!(self.out, "  !!  {what:<14} {found}\n      {:<14} {remedy}", "")?)
    }
}

fn configuration(setup: &Setup, report: &mut Report) -> Result<(), Failure> {
    let file = &setup.paths.config_file;
    for mistake in &setup.mistakes {
        report.fault("configuration", mistake, "correct the line, then run newsprint config check")?;
    }
    match (setup.mistakes.len(), file.exists()) {
        (0, true) => report.fact("configuration", format_args!("{}, no errors", shown(file))),
        (0, false) => report.fact("configuration", format_args!("defaults; there is no {}", shown(file))),
        _ => Ok(()),
    }
}

/// Checks that the programs of the settings can be found.
fn programs(setup: &Setup, report: &mut Report) -> Result<(), Failure> {
    let settings = &setup.config.settings;
    let named = [
        ("browser", &settings.browser),
        ("player", &settings.player),
        ("clipboard", &settings.clipboard),
        ("editor", &settings.editor),
    ];
    let chosen = named.into_iter().filter_map(|(what, program)| match program {
        Program::Command(words) => words.first().map(|program| (what.to_owned(), program.clone())),
        Program::Usual => None,
    });
    let pipes = settings.pipes.iter();
    let pipes = pipes.filter_map(|(name, pipe)| Some((format!("pipe {name}"), pipe.words.first()?.clone())));
    for (what, program) in chosen.chain(pipes) {
        let what = Prose::trimmed(&what);
        let name = Prose::trimmed(&program);
        if is_found(&program) {
            report.fact(what.as_str(), &name)?;
        } else {
            let found = format!("{name} was not found");
            report.fault(what.as_str(), found, "install it, or choose another in the configuration")?;
        }
    }
    if settings.player == Program::Usual && !is_found("mpv") {
        report.fact(
            "player",
            "mpv was not found; install it to play audio and video, or set player in the configuration",
        )?;
    }
    Ok(())
}

/// Whether a program is a path to a file, or the name of one in a folder of `PATH`.
fn is_found(program: &str) -> bool {
    if program.contains('/') {
        return Path::new(program).is_file();
    }
    let path = variable("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|folder| folder.join(program).is_file())
}

fn terminal(report: &mut Report) -> Result<(), Failure> {
    let text = |name: &str| variable(name).map(|value| Prose::trimmed(&value.to_string_lossy()));
    let term = text("TERM").unwrap_or_default();
    if term.is_empty() || term.as_str() == "dumb" {
        let found = format!("TERM is “{term}”, which cannot move the cursor");
        return report.fault(
            "terminal",
            found,
            "set TERM to the type of your terminal, such as xterm-256color",
        );
    }
    let colours = match text("COLORTERM") {
        Some(kind) if matches!(kind.as_str(), "truecolor" | "24bit") => "true colour",
        _ if term.as_str().contains("256") => "256 colours (set COLORTERM=truecolor for more)",
        _ => "16 colours (set COLORTERM=truecolor for more)",
    };
    let capabilities = TerminalCapabilities::of(variable);
    let links = if capabilities.hyperlinks { ", links" } else { "" };
    let pixels = if capabilities.protocol.is_some() { ", full-resolution pictures" } else { "" };
    let piped = if stdout().is_terminal() { "" } else { " (the output is redirected)" };
    report.fact("terminal", format_args!("{term}: {colours}{links}{pixels}{piped}"))?;
    let locale =
        ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(|name| text(name).filter(|it| !it.is_empty()));
    let locale = locale.unwrap_or_default();
    let folded = locale.as_str().to_lowercase();
    if folded.contains("utf-8") || folded.contains("utf8") {
        report.fact("locale", locale)
    } else {
        let found = format!("the locale “{locale}” is not UTF-8");
        report.fault("locale", found, "set LANG to a UTF-8 locale, such as C.UTF-8")
    }
}

fn cache(setup: &Setup, report: &mut Report) -> Result<Option<Library>, Failure> {
    let file = &setup.paths.cache_file;
    let name = shown(file);
    if !file.exists() {
        report.fact("cache", format_args!("{name} will be created with the first article"))?;
        return Ok(None);
    }
    let library = match Library::open(file) {
        Ok(library) => library,
        Err(error) => {
            let remedy =
                if error.is_damage() { super::failure::REPAIR } else { "use --cache to choose another file" };
            report.fault("cache", Prose::trimmed(&Chain(&error).to_string()), remedy)?;
            return Ok(None);
        }
    };
    let counts = library.counts()?;
    let bytes = fs::metadata(file).map_or(0, |file| file.len());
    let muted = if counts.muted > 0 { format!(", {} muted", counts.muted) } else { String::new() };
    let found = format!(
        "{name}: {}, {} unread{muted}, {} MB (newsprint check tests every article)",
        counted(counts.articles, "article"),
        counts.unread,
        bytes.div_ceil(1_000_000)
    );
    report.fact("cache", found)?;
    if library.is_read_only() {
        report.fault("cache", "it is read-only", "make its file and folder writable")?;
    }
    Ok(Some(library))
}

fn feeds(library: &Library, report: &mut Report) -> Result<(), Failure> {
    let feeds = library.feeds()?;
    let failing: Vec<&Feed> = feeds.iter().filter(|feed| feed.state.reason.is_some()).collect();
    report.fact("feeds", format_args!("{}, {} failing", feeds.len(), failing.len()))?;
    for feed in failing {
        let reason = feed.state.reason.clone().unwrap_or_default();
        let remedy = if feed.state.gone {
            "it is gone for good; newsprint feed remove unsubscribes"
        } else {
            "newsprint fetch tries again; check the address in a browser"
        };
        report.fault(&feed.id.to_string(), format_args!("{}: {reason}", feed.label()), remedy)?;
    }
    Ok(())
}

fn accounts(library: &Library, report: &mut Report) -> Result<(), Failure> {
    for account in library.accounts()? {
        let (name, site) = (account.id.to_string(), account.url.host_without_www());
        let waiting = match account.waiting {
            0 => String::new(),
            1 => ", 1 change waiting".to_owned(),
            count => format!(", {count} changes waiting"),
        };
        if let Some(reason) = &account.reason {
            let found = format!("{site}: not synced{waiting}: {reason}");
            report.fault(&name, found, "run newsprint account sync to try again")?;
        } else {
            let since = if account.synced.is_some() { "synced" } else { "never synced" };
            report.fact(&name, format_args!("{site}: {since}{waiting}"))?;
        }
    }
    Ok(())
}
