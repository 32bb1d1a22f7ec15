//! The base of every command: the environment read once, the configuration, and ways to the cache and the
//! network.

use std::fs;
use std::io::{self, IsTerminal as _, Read as _, stdout};
use std::path::{Path, PathBuf};
use std::time::Duration;

use indicatif::ProgressBar;

use super::arguments::Globals;
use super::clock::{clock, clock_in};
use super::environment::variable;
use super::failure::Failure;
use super::output::shown;
use super::progress::progress_bar;
use crate::config::colour::{ColourDepth, depth};
use crate::config::paths::{PathOverrides, Paths};
use crate::config::theme::Theme;
use crate::config::{Config, CredentialsFrom, Hyperlinks, Mistake, Pictures, TerminalCapabilities};
use crate::domain::{FullText, Locale, Retention};
use crate::library::{
    Credentials, Downloads, HostHeaders, Library, Network, NetworkRules, RetentionLimits, Secret,
};
use crate::tui::{TimeOfDay, order_of};
use crate::typeset::LetterOrder;

/// The largest configuration file, in bytes.
const MOST_BYTES: u64 = 1 << 20;

/// The set-up of a command.
pub struct Setup {
    /// The paths of the files.
    pub paths: Paths,
    /// The configuration.
    pub config: Config,
    /// The mistakes in the configuration.
    pub mistakes: Vec<Mistake>,
    depth: ColourDepth,
}

impl Setup {
    /// Reads the environment and the configuration.
    pub fn of(globals: &Globals) -> Result<Self, Failure> {
        let named = PathOverrides { config_file: globals.config.clone(), cache_file: globals.cache.clone() };
        let paths = Paths::find(named, variable).map_err(|error| {
            Failure::failed(error.to_string()).hint("set HOME, or use --cache and --config")
        })?;
        let depth = depth(globals.color, stdout().is_terminal(), variable);
        let text = read_config(&paths.config_file, globals.config.is_some())?;
        let beside = |name: &str| configuration_file(&paths.config_file, name);
        let (config, mistakes) = Config::read(text.as_deref(), &paths.config_file, depth, beside);
        Ok(Self { paths, config, mistakes, depth })
    }

    /// Opens the library on the cache.
    pub fn library(&self) -> Result<Library, Failure> {
        let mut bar: Option<ProgressBar> = None;
        let opened = Library::open_with_progress(&self.paths.cache_file, &mut |renewal| {
            let bar = bar.get_or_insert_with(|| reindex_bar(renewal.last));
            bar.set_position(renewal.done.into());
        });
        if let Some(bar) = bar {
            bar.finish_and_clear();
        }
        self.with_settings(opened?)
    }

    /// Opens the library for the reader, which rebuilds the search index in the background.
    pub fn library_before_reindexing(&self) -> Result<Library, Failure> {
        self.with_settings(Library::open_before_reindexing(&self.paths.cache_file)?)
    }

    fn with_settings(&self, mut library: Library) -> Result<Library, Failure> {
        library.set_full_text(self.full_text());
        library.set_pictures(self.config.settings.fetching.pictures);
        library.set_rules(&self.config.rules)?;
        Ok(library)
    }

    /// The folder and the retention of downloaded recordings.
    pub fn downloads(&self) -> Downloads {
        let chosen = &self.config.settings.downloads;
        let beside = self.paths.cache_file.parent().unwrap_or(Path::new("")).join("downloads");
        Downloads {
            folder: if chosen.folder.is_empty() { beside } else { chosen.folder.clone().into() },
            most_bytes: match chosen.largest {
                0 => u64::MAX,
                megabytes => u64::from(megabytes) * 1_000_000,
            },
            days: Some(chosen.days).filter(|days| *days > 0),
        }
    }

    /// The network, with the rules of the configuration and the environment.
    pub fn network(&self) -> Result<Network, Failure> {
        let fetching = &self.config.settings.fetching;
        let text = |name: &str| variable(name).and_then(|value| value.into_string().ok());
        let set = |names: &[&str]| names.iter().find_map(|name| text(name).filter(|value| !value.is_empty()));
        let rules = NetworkRules {
            allowed: fetching.allow.0.iter().filter_map(|word| word.parse().ok()).collect(),
            spacing: Duration::from_millis(fetching.spacing.into()),
            timeout: Duration::from_secs(fetching.timeout.into()),
            parallel: fetching.parallel.into(),
            proxy: set(&["ALL_PROXY", "all_proxy", "HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy"]),
            no_proxy: set(&["NO_PROXY", "no_proxy"]).unwrap_or_default(),
            credentials: credentials(&fetching.credentials)?,
            host_headers: self.host_headers(&fetching.headers)?,
            pages: fetching.pages.into(),
            root_certificates: self.roots(&fetching.tls_roots)?,
            ..NetworkRules::default()
        };
        Network::new(rules).map_err(|error| Failure::failed("cannot use the network").caused_by(&error))
    }

    /// The headers for certain hosts, from a file that nobody but its owner may read.
    fn host_headers(&self, file: &str) -> Result<HostHeaders, Failure> {
        if file.is_empty() {
            return Ok(HostHeaders::default());
        }
        let path = self.paths.config_file.parent().unwrap_or(Path::new("")).join(file);
        let name = shown(&path);
        let wrong = format!("cannot read the headers {name}");
        let fail = |error: &dyn std::error::Error| Failure::failed(wrong.clone()).caused_by(error);
        let mut file = crate::import::open(&path).map_err(|error| fail(&error))?;
        if is_open_to_others(&file.metadata().map_err(|error| fail(&error))?) {
            return Err(Failure::failed(wrong).hint(format!("others can read it; run chmod 600 {name}")));
        }
        let mut text = String::new();
        file.by_ref().take(MOST_BYTES).read_to_string(&mut text).map_err(|error| fail(&error))?;
        HostHeaders::parse(&text).map_err(|error| fail(&error))
    }

    /// The text of a file of certificates, at a path relative to the configuration's folder or an absolute
    /// one; empty for none.
    fn roots(&self, file: &str) -> Result<Vec<u8>, Failure> {
        if file.is_empty() {
            return Ok(Vec::new());
        }
        let path = self.paths.config_file.parent().unwrap_or(Path::new("")).join(file);
        let name = shown(&path);
        let fail = |error| Failure::failed(format!("cannot read the certificates {name}")).caused_by(&error);
        let text = fs::read(&path).map_err(fail)?;
        if text.is_empty() { Err(fail(io::ErrorKind::UnexpectedEof.into())) } else { Ok(text) }
    }

    /// Whether entries of new feeds are completed from their pages.
    pub fn full_text(&self) -> FullText {
        self.config.settings.fetching.full_text
    }

    /// How long and how many articles are kept.
    pub fn limits(&self) -> RetentionLimits {
        let keep = &self.config.settings.keep;
        let limit = |count: u32| Some(count).filter(|count| *count > 0);
        RetentionLimits {
            all: Retention { days: limit(keep.days), articles: limit(keep.articles) },
            each_feed: Retention { days: limit(keep.feed_days), articles: limit(keep.feed_articles) },
            unread_too: !keep.unread,
        }
    }

    /// The locale of days and numbers on the command line, which speaks English: that of the settings, else that of the
    /// system.
    pub fn locale(&self) -> Locale {
        self.locale_beside(None)
    }

    /// The locale of days and numbers on the screen: that of the settings, else that of the system, else that of its
    /// words.
    pub fn screen_locale(&self) -> Locale {
        self.locale_beside(self.config.words.locale())
    }

    fn locale_beside(&self, words: Option<Locale>) -> Locale {
        let of_system = || Locale::of_environment(|name| variable(name)?.into_string().ok(), words);
        self.config.settings.locale.unwrap_or_else(of_system)
    }

    /// The local time in the person's locale.
    pub fn clock(&self) -> TimeOfDay {
        clock_in(self.locale())
    }

    /// The order of letters on standard output: the logical order in data.
    pub fn stdout_order(&self) -> LetterOrder {
        let turns = stdout().is_terminal();
        if turns { order_of(self.config.settings.right_to_left) } else { LetterOrder::Logical }
    }

    /// Whether links are written as links of the terminal: on a terminal alone.
    pub fn stdout_links(&self) -> bool {
        let wanted = match self.config.settings.hyperlinks {
            Hyperlinks::Auto => TerminalCapabilities::of(variable).hyperlinks,
            Hyperlinks::On => true,
            Hyperlinks::Off => false,
        };
        wanted && stdout().is_terminal()
    }

    /// The colour depth in which pictures are drawn on standard output; `None` without a terminal, without
    /// colours, or where the settings hide pictures.
    pub fn stdout_pictures(&self) -> Option<ColourDepth> {
        let wanted = self.config.settings.pictures != Pictures::Off && self.config.theme.has_colours();
        Some(self.depth).filter(|depth| wanted && *depth != ColourDepth::None && stdout().is_terminal())
    }

    /// The theme for standard output; `None` without a terminal, or where colour is not wanted.
    pub fn stdout_theme(&self) -> Option<&Theme> {
        (self.depth != ColourDepth::None).then_some(&self.config.theme)
    }
}

/// A progress bar over the articles whose search index is rebuilt, on a terminal alone; the library asks for
/// it.
fn reindex_bar(articles: u32) -> ProgressBar {
    let template = "rebuilding the search index {bar:30} {pos} of {len}, {eta} left";
    progress_bar(template, articles.into())
}

/// Whether a file can be read or written by others than its owner.
#[cfg(unix)]
fn is_open_to_others(file: &fs::Metadata) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    file.permissions().mode() & 0o077 != 0
}

#[cfg(not(unix))]
fn is_open_to_others(_file: &fs::Metadata) -> bool {
    false
}

fn credentials(from: &CredentialsFrom) -> Result<Credentials, Failure> {
    match from {
        CredentialsFrom::Nowhere => Ok(Credentials::None),
        CredentialsFrom::Command(words) => Ok(Credentials::Command(words.clone())),
        CredentialsFrom::Netrc => {
            let file = PathBuf::from(variable("HOME").unwrap_or_default()).join(".netrc");
            match fs::read_to_string(file) {
                Ok(text) => Ok(Credentials::Netrc(Secret::new(text))),
                Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Credentials::None),
                Err(error) => Err(Failure::failed("cannot read .netrc").caused_by(&error)),
            }
        }
    }
}

/// The text of the configuration; `None` where there is no file and none was named.
fn read_config(path: &Path, was_named: bool) -> Result<Option<String>, Failure> {
    let name = shown(path);
    let fail =
        |error: &io::Error| Failure::failed(format!("cannot read the configuration {name}")).caused_by(error);
    match fs::metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound && !was_named => return Ok(None),
        Err(error) => return Err(fail(&error)),
        Ok(file) if !file.is_file() || file.len() > MOST_BYTES => {
            return Err(Failure::failed(format!("cannot read the configuration {name}"))
                .hint("it must be a regular file of at most 1 MiB"));
        }
        Ok(_) => {}
    }
    let mut bytes = Vec::new();
    let file = crate::import::open(path).map_err(|error| fail(&error))?;
    file.take(MOST_BYTES).read_to_end(&mut bytes).map_err(|error| fail(&error))?;
    Ok(Some(String::from_utf8_lossy(&bytes).into_owned()))
}

/// The text of a file in the configuration's folder: a theme, a keymap, a language.
fn configuration_file(config: &Path, name: &str) -> Option<String> {
    let path: PathBuf = config.parent()?.join(name);
    let mut text = String::new();
    crate::import::open(&path).ok()?.take(MOST_BYTES).read_to_string(&mut text).ok()?;
    Some(text)
}

/// Backs up the person's marks. They are in the cache already, so a failed backup does not fail the command.
pub fn back_up(library: &Library) {
    if let Err(error) = library.back_up(clock().now) {
        Failure::failed("cannot write the backup").caused_by(&error).print();
    }
}
