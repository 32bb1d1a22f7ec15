//! The configuration: settings, rules, keymap, theme, and where files lie.
//!
//! Knows nothing of the screen, and of the news only its nouns. A file is read raw, then checked as a whole:
//! all its mistakes are reported together, and each affects only its own line: the reader starts in any
//! case.

pub mod action;
mod capabilities;
pub mod colour;
pub mod command;
mod feeds;
mod file;
pub mod key;
pub mod keymap;
mod mistake;
pub mod newsboat;
pub mod paths;
mod programs;
mod rules;
mod setting;
mod settings;
pub mod theme;
pub mod words;

use std::borrow::Cow;
use std::path::Path;

pub use capabilities::{Hyperlinks, Pictures, Protocol, TerminalCapabilities};
use colour::ColourDepth;
pub use feeds::{CredentialsFrom, DownloadSettings, Fetching, Keep, NoticeSequence, Notify};
use file::{ConfigReader, Table};
use keymap::{Keymap, Preset, Sections};
pub use mistake::Mistake;
use mistake::Source;
pub use programs::{Pipe, PipeOutput, Program, opener};
pub use rules::{added as with_rule, removed as without_rule};
pub use settings::{Borders, MarkRead, RightToLeft, Settings, Start};
use theme::{Theme, Themes, shipped_text};

use crate::domain::{ArrivalRule, safe_excerpt};
use crate::words::Words;

/// The sample file: every setting commented out with its default.
pub const SAMPLE: &str = include_str!("../assets/config.toml");

/// The whole configuration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// The settings: everything but rules, keys and colours.
    pub settings: Settings,
    /// The rules for articles that arrive, in the order of the file.
    pub rules: Vec<ArrivalRule>,
    /// The name of the keymap that the person's own keys are laid over.
    pub preset: String,
    /// The bindings of keys.
    pub keymap: Keymap,
    /// The current theme.
    pub theme: Theme,
    /// The themes to choose from.
    pub themes: Themes,
    /// The language of the screen.
    pub words: Words,
}

impl Config {
    /// The configuration without a file.
    pub fn defaults() -> Self {
        Self::read(None, Path::new("config.toml"), ColourDepth::True, |_| None).0
    }

    /// Reads the configuration file, if there is one, over the defaults.
    ///
    /// The callback reads a file in the same folder, such as `themes/mine.toml` or `keys/mine.toml`.
    pub fn read(
        text: Option<&str>,
        file: &Path,
        depth: ColourDepth,
        read_beside: impl Fn(&str) -> Option<String>,
    ) -> (Self, Vec<Mistake>) {
        let (mut reading, document) = ConfigReader::begin(Source { file, text: text.unwrap_or_default() });
        let mut settings = Settings::read(&document, &mut reading);
        let rules = rules::read(&document, &mut reading);
        let ((preset, keymap), of_keys) = read_keymap(&document, &mut reading, &read_beside);
        let (words, of_words) = read_words(&document, &mut settings, &mut reading, &read_beside);
        let (theme, of_theme, themes) =
            read_theme(&document, &mut settings, &mut reading, depth, &read_beside);
        let mut mistakes = reading.finish();
        mistakes.extend(of_keys.into_iter().chain(of_words).chain(of_theme));
        (Self { settings, rules, preset, keymap, theme, themes, words }, mistakes)
    }
}

/// Reads `[keys]`: the person's own keys over a preset. Gives the preset's name, the keymap and the preset's
/// mistakes.
fn read_keymap(
    document: &Table<'_>,
    reading: &mut ConfigReader<'_>,
    read_beside: &impl Fn(&str) -> Option<String>,
) -> ((String, Keymap), Vec<Mistake>) {
    let mut own = Sections::default();
    let mut preset = Preset::default().name().to_owned();
    let (mut below, mut mistakes) = (vec![Preset::default().sections()], Vec::new());
    let table = document.get("keys").and_then(|value| reading.table("keys", value));
    for (name, value) in table.map(|table| reading.entries(table)).unwrap_or_default() {
        if name.get_ref() == "preset" {
            let Some(word) = reading.words("preset", value, "the name of a preset") else { continue };
            if let Some(found) = preset_layers(word, reading, read_beside) {
                (below, mistakes) = found;
                word.clone_into(&mut preset);
            } else {
                let names: Vec<&str> = Preset::ALL.iter().map(|(name, _)| *name).collect();
                reading.note_unknown_word("preset", word, value.span().start, &names);
            }
        } else if own.read_shared(name, value, reading) {
        } else if let Some(table) = reading.table(&format!("keys.{}", name.get_ref()), value)
            && !own.read(name, table, reading)
        {
            reading.note_unknown("section of keys", name, &Sections::names());
        }
    }
    below.insert(0, own);
    ((preset, Keymap::from_layers(&below)), mistakes)
}

/// The layers of a named keymap, the strongest first, and the mistakes in its file. A shipped one has one
/// layer; a file beside the configuration lies over the preset that it names.
fn preset_layers(
    name: &str,
    reading: &ConfigReader<'_>,
    beside: &impl Fn(&str) -> Option<String>,
) -> Option<(Vec<Sections>, Vec<Mistake>)> {
    if let Some(preset) = Preset::named(name) {
        return Some((vec![preset.sections()], Vec::new()));
    }
    let text = own_file("keys", name, beside)?;
    let file = reading.beside("keys", &format!("{name}.toml"));
    let (sections, like, mistakes) = keymap::read_file(Source { file: &file, text: &text });
    Some((vec![sections, like.sections()], mistakes))
}

/// Reads the chosen language from a file beside the configuration, or else from those shipped.
fn read_words(
    document: &Table<'_>,
    settings: &mut Settings,
    reading: &mut ConfigReader<'_>,
    beside: &impl Fn(&str) -> Option<String>,
) -> (Words, Vec<Mistake>) {
    let name = &settings.words;
    if name == words::DEFAULT {
        return Default::default();
    }
    let text = own_file("words", name, beside).or_else(|| words::shipped(name).map(str::to_owned));
    let Some(text) = text else {
        let offset = document.get("words").map_or(0, |value| value.span().start);
        let found =
            format!("there is no file words/{}.toml next to this file", safe_excerpt(name, usize::MAX));
        reading.note(offset, found, Some("newsprint config words prints a template".to_owned()));
        words::DEFAULT.clone_into(&mut settings.words);
        return Default::default();
    };
    let file = reading.beside("words", &format!("{name}.toml"));
    let (translation, mistakes) = words::read(Source { file: &file, text: &text });
    (Words::with_translation(translation), mistakes)
}

/// Reads the chosen theme, shipped or in a file beside the configuration, and the changes to it.
fn read_theme(
    document: &Table<'_>,
    settings: &mut Settings,
    reading: &mut ConfigReader<'_>,
    depth: ColourDepth,
    beside: &impl Fn(&str) -> Option<String>,
) -> (Theme, Vec<Mistake>, Themes) {
    let text = theme_text(&settings.theme, beside).unwrap_or_else(|| {
        let offset = document.get("theme").map_or(0, |value| value.span().start);
        reading.note_unknown_word("theme", &settings.theme, offset, Theme::NAMES);
        Themes::AUTO.clone_into(&mut settings.theme);
        shipped_text(Theme::DEFAULT).unwrap_or_default().into()
    });
    let file = reading.beside("themes", &format!("{}.toml", settings.theme));
    let source = Source { file: &file, text: &text };
    let own = shipped_text(&settings.theme).is_none().then_some((settings.theme.as_str(), text.as_ref()));
    let own = own.filter(|(name, _)| *name != Themes::AUTO);
    let changes_something = ["palette", "faces"].iter().any(|part| {
        let table = document.get(*part).and_then(|value| value.get_ref().as_table());
        table.is_some_and(|table| !table.is_empty())
    });
    let whole = reading.source();
    let changes = Source { text: if changes_something { whole.text } else { "" }, ..whole };
    let themes = Themes::of(changes, own, depth);
    let (theme, mistakes) = theme::read(&settings.theme, source, document, reading, depth);
    (theme, mistakes, themes)
}

/// The text of a shipped theme, or of a file beside the configuration.
fn theme_text(name: &str, read_beside: &impl Fn(&str) -> Option<String>) -> Option<Cow<'static, str>> {
    let shipped = shipped_text(if name == Themes::AUTO { Theme::DEFAULT } else { name }).map(Cow::Borrowed);
    shipped.or_else(|| own_file("themes", name, read_beside).map(Cow::Owned))
}

/// The text of a file in a folder beside the configuration.
fn own_file(folder: &str, name: &str, read_beside: &impl Fn(&str) -> Option<String>) -> Option<String> {
    is_file_name(name).then(|| read_beside(&format!("{folder}/{name}.toml"))).flatten()
}

/// Whether a name is that of a file, and cannot lead out of its folder.
fn is_file_name(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_')
}

#[cfg(test)]
mod tests;
