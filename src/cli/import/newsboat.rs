//! A folder of newsboat: its feeds and articles are imported like any others; its configuration is
//! translated, and the translation of each line printed.

use std::fs;
use std::path::{Path, PathBuf};

use jiff::Timestamp;

use super::super::failure::{Failure, print_message};
use super::super::output::shown;
use super::super::setup::Setup;
use crate::cli::environment::variable;
use crate::config::newsboat::{Translated, TranslatedLine, saved_searches, to_toml, translate};
use crate::import::SAVED_SEARCH;
use crate::library::Library;

/// The files of newsboat.
pub struct NewsboatFolder {
    config: Option<PathBuf>,
    urls: Option<PathBuf>,
    cache: Option<PathBuf>,
}

impl NewsboatFolder {
    /// The files of newsboat in a folder, where there are any. A cache in the system's data folder is found
    /// too.
    pub fn at(path: &Path) -> Option<Self> {
        let file = |folder: &Path, name: &str| Some(folder.join(name)).filter(|file| file.is_file());
        let (config, urls) = (file(path, "config"), file(path, "urls"));
        let cache = file(path, "cache.db").or_else(|| {
            let home = path.parent().filter(|parent| parent.ends_with(".config"))?.parent()?;
            file(&home.join(".local/share/newsboat"), "cache.db")
        });
        let is_newsboat = urls.is_some() && (config.is_some() || cache.is_some());
        is_newsboat.then_some(Self { config, urls, cache })
    }

    /// The files that are imported.
    pub fn documents(&self) -> impl Iterator<Item = PathBuf> {
        self.urls.iter().chain(&self.cache).cloned()
    }

    /// Whether a line that was skipped is a saved search, which comes over with the configuration.
    pub fn is_converted(&self, path: &Path, reason: &str) -> bool {
        self.urls.as_deref() == Some(path) && reason.ends_with(SAVED_SEARCH)
    }

    /// Imports the configuration: saved searches into the cache, everything else into the configuration file,
    /// unless there is one. Prints the translation of each line.
    pub fn import_configuration(&self, setup: &Setup, library: &mut Library) -> Result<(), Failure> {
        let home = variable("HOME").and_then(|home| home.into_string().ok()).unwrap_or_default();
        let read =
            |path: &Path| fs::read(path).ok().map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
        let mut lines = Vec::new();
        if let Some((path, text)) = self.config.as_deref().and_then(|path| Some((path, read(path)?))) {
            let folder = path.parent().unwrap_or(Path::new(""));
            let translated = translate(&text, &home, &|name| read(&folder.join(name)));
            lines.extend(translated.into_iter().map(|line| ("config", line)));
        }
        let urls = self.urls.as_deref().and_then(read).unwrap_or_default();
        lines.extend(saved_searches(&urls).into_iter().map(|line| ("urls", line)));
        for (file, line) in &lines {
            print_translation(file, line);
            for became in &line.translations {
                if let Translated::Search(search) = became {
                    library.save_search(search)?;
                }
            }
        }
        let lines: Vec<TranslatedLine> = lines.into_iter().map(|(_, line)| line).collect();
        let toml = to_toml(&lines);
        write(setup, &toml)
    }
}

fn print_translation(file: &str, line: &TranslatedLine) {
    for became in &line.translations {
        let told = match became {
            Translated::Setting(None, name, value) => format!("{name} = {value}"),
            Translated::Setting(Some(table), name, value) => format!("[{table}] {name} = {value}"),
            Translated::Key(pane, keys, steps) => format!("[keys.{pane}] \"{keys}\" = {steps}"),
            Translated::Pipe { name, words, .. } => format!("[pipes] {name} = {words:?}"),
            Translated::Rule(rule) => format!("rule {}: {}", rule.actions_in_words(), rule.search.as_str()),
            Translated::Search(search) => {
                format!("saved search “{}”: {}", search.name, search.query.as_str())
            }
            Translated::UsualBehaviour(so) => format!("nothing to do: {so}"),
            Translated::NoEquivalent(reason) => format!("not converted: {reason}"),
        };
        print_message(format_args!("{file}, line {}: {}\n    {told}", line.number, line.written));
    }
}

/// Writes the configuration where there is none; else a file beside it, to be copied from.
fn write(setup: &Setup, toml: &str) -> Result<(), Failure> {
    let path = &setup.paths.config_file;
    let is_free = !path.exists();
    let target = if is_free { path.clone() } else { path.with_file_name("from-newsboat.toml") };
    let day = Timestamp::now().strftime("%Y-%m-%d");
    let text = format!(
        "# Converted from newsboat's configuration on {day}. newsprint config init writes every setting.\n\n{toml}"
    );
    let written = target.parent().map_or(Ok(()), fs::create_dir_all).and_then(|()| fs::write(&target, text));
    written.map_err(|error| Failure::failed(format!("cannot write {}", shown(&target))).caused_by(&error))?;
    if is_free {
        print_message(format_args!("wrote the configuration to {}", shown(&target)));
    } else {
        let (target, path) = (shown(&target), shown(path));
        print_message(format_args!(
            "{path} already exists and was not changed; copy what you need from {target}"
        ));
    }
    Ok(())
}
