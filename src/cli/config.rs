//! `newsprint config`, `keys` and `paths`: the configuration, the keys and the files.

use std::fs;
use std::io::{Write as _, stdout};

use super::arguments::ConfigCommand;
use super::failure::{CommandOutcome, Failure};
use super::output::{counted, output, shown};
use super::setup::Setup;
use crate::config::SAMPLE;
use crate::config::action::Action;
use crate::config::keymap::Mode;
use crate::config::words::to_translate;

/// Runs a subcommand of `config`.
pub fn config(setup: &Setup, command: &ConfigCommand) -> Result<CommandOutcome, Failure> {
    match command {
        ConfigCommand::Init => init(setup),
        ConfigCommand::Show => show(setup),
        ConfigCommand::Path => {
            writeln!(stdout(), "{}", shown(&setup.paths.config_file))?;
            Ok(CommandOutcome::All)
        }
        ConfigCommand::Check => check(setup),
        ConfigCommand::Words => {
            write!(stdout(), "{}", to_translate())?;
            Ok(CommandOutcome::All)
        }
    }
}

/// Writes the sample configuration, unless there is a file.
fn init(setup: &Setup) -> Result<CommandOutcome, Failure> {
    let path = &setup.paths.config_file;
    let fail =
        |error: std::io::Error| Failure::failed(format!("cannot write {}", shown(path))).caused_by(&error);
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(fail)?;
    }
    let file = fs::OpenOptions::new().write(true).create_new(true).open(path);
    file.and_then(|mut file| file.write_all(SAMPLE.as_bytes())).map_err(fail)?;
    writeln!(stdout(), "{}", shown(path))?;
    Ok(CommandOutcome::All)
}

fn show(setup: &Setup) -> Result<CommandOutcome, Failure> {
    let config = &setup.config;
    let mut out = output();
    write!(out, "{}\n[keys]\npreset = {:?}\n", config.settings.to_toml(), config.preset)?;
    config.rules.iter().try_for_each(|rule| write!(out, "\n{}", rule.to_toml()))?;
    out.flush()?;
    Ok(CommandOutcome::All)
}

fn check(setup: &Setup) -> Result<CommandOutcome, Failure> {
    setup.mistakes.iter().try_for_each(|mistake| writeln!(stdout(), "{mistake}"))?;
    match setup.mistakes.len() {
        0 => {
            writeln!(stdout(), "{}: no errors", shown(&setup.paths.config_file))?;
            Ok(CommandOutcome::All)
        }
        count => {
            let (errors, file) = (counted(count, "error"), shown(&setup.paths.config_file));
            Err(Failure::failed(format!("{errors} in {file}")))
        }
    }
}

/// Lists the keys of every pane and their actions.
pub fn keys(setup: &Setup) -> Result<CommandOutcome, Failure> {
    let mut out = output();
    for &(pane, mode) in Mode::ALL {
        writeln!(out, "{}", pane.to_uppercase())?;
        for (action, keys) in setup.config.keymap.entries(mode) {
            writeln!(out, "  {:<24} {:<20} {}", keys.join("  "), action.name(), action.english_help())?;
        }
        writeln!(out)?;
    }
    let bound = |action: &Action| {
        Mode::ALL.iter().any(|(_, mode)| !setup.config.keymap.keys_of(*action, *mode).is_empty())
    };
    let free: Vec<&str> =
        Action::ALL.iter().filter(|action| !bound(action)).map(|action| action.name()).collect();
    if !free.is_empty() {
        writeln!(out, "NOT BOUND\n  {}", free.join("  "))?;
    }
    out.flush()?;
    Ok(CommandOutcome::All)
}

/// Prints where the files are.
pub fn paths(setup: &Setup) -> Result<CommandOutcome, Failure> {
    let mut out = output();
    writeln!(out, "configuration  {}", shown(&setup.paths.config_file))?;
    writeln!(out, "article cache  {}", shown(&setup.paths.cache_file))?;
    out.flush()?;
    Ok(CommandOutcome::All)
}
