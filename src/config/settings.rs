//! The settings: everything a person may choose that is neither a key nor a colour.
//!
//! Knows what each may be and what it is when nothing is said; `assets/config.toml` tells them all.

use std::collections::BTreeMap;
use std::path::Path;

use super::abilities::{Hyperlinks, Pictures, Protocol};
use super::feeds::{Fetching, Keep};
use super::file::{Reading, Table, Value};
use super::keymap::Preset;
use super::mistake::Source;
use super::nearest::did_you_mean;
use super::theme::Theme;
use crate::domain::Locale;

/// How the borders of panes are drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Borders {
    /// Lines with round corners.
    #[default]
    Rounded,
    /// Lines with square corners.
    Plain,
    /// `+`, `-` and `|`, which every terminal and every screen reader has.
    Ascii,
}

/// Who turns text round that is written from right to left, such as Hebrew and Arabic.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum RightToLeft {
    /// newsprint, as most terminals need it; those that would do it again are told not to.
    #[default]
    Newsprint,
    /// The terminal.
    Terminal,
}

/// A program outside the reader.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Program {
    /// The usual one: the system's browser or editor, the terminal's clipboard.
    #[default]
    Usual,
    /// A program and its arguments. Never a shell.
    Command(Vec<String>),
}

/// What a person chose, or the defaults.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// The name of the theme.
    pub theme: String,
    /// The name of the keymap the person's own keys are laid over.
    pub preset: String,
    /// The longest line of an article, in columns.
    pub measure: u16,
    /// Whether words may be parted at the end of a line.
    pub hyphenate: bool,
    /// Whether the reader takes the mouse.
    pub mouse: bool,
    /// Whether the last line says what can be done here.
    pub hints: bool,
    /// How the borders of panes are drawn.
    pub borders: Borders,
    /// Who turns text from right to left round.
    pub right_to_left: RightToLeft,
    /// How pictures are shown.
    pub pictures: Pictures,
    /// Whether links of the page are links for the terminal.
    pub hyperlinks: Hyperlinks,
    /// How days and numbers are written; else as the environment says.
    pub locale: Option<Locale>,
    /// The language of the screen, by the name of its file.
    pub words: String,
    /// What opens a page outside the reader.
    pub browser: Program,
    /// What takes what is copied.
    pub clipboard: Program,
    /// What notes are written in.
    pub editor: Program,
    /// Programs that take an article on standard input, by name.
    pub pipes: BTreeMap<String, Vec<String>>,
    /// The least width of the terminal that shows three panes.
    pub wide_from: u16,
    /// Under this width one pane is shown.
    pub narrow_below: u16,
    /// How feeds are fetched.
    pub fetching: Fetching,
    /// How long articles are kept.
    pub keep: Keep,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            theme: Theme::DEFAULT.to_owned(),
            preset: Preset::default().name().to_owned(),
            measure: 68,
            hyphenate: true,
            mouse: true,
            hints: true,
            borders: Borders::default(),
            right_to_left: RightToLeft::default(),
            pictures: Pictures::default(),
            hyperlinks: Hyperlinks::default(),
            locale: None,
            words: super::words::DEFAULT.to_owned(),
            browser: Program::Usual,
            clipboard: Program::Usual,
            editor: Program::Usual,
            pipes: BTreeMap::new(),
            wide_from: 120,
            narrow_below: 80,
            fetching: Fetching::default(),
            keep: Keep::default(),
        }
    }
}

/// The names at the top of the file. `keys`, `palette` and `faces` are read by keymap and theme.
pub(super) const NAMES: [&str; 22] = [
    "theme",
    "measure",
    "hyphenate",
    "mouse",
    "hints",
    "borders",
    "right-to-left",
    "pictures",
    "hyperlinks",
    "locale",
    "words",
    "browser",
    "clipboard",
    "editor",
    "pipes",
    "wide-from",
    "narrow-below",
    "fetch",
    "keep",
    "keys",
    "palette",
    "faces",
];

impl Settings {
    /// Reads the settings at the top of the file; what is wrong is noted and stays at its default.
    pub(super) fn read(document: &Table<'_>, reading: &mut Reading<'_>) -> Self {
        let mut settings = Self::default();
        for (name, value) in reading.entries(document) {
            if !settings.take(name.get_ref(), value, reading) {
                reading.note_unknown("setting", name, &NAMES);
            }
        }
        settings.check_widths(document, reading);
        settings
    }

    /// The settings that can be changed while the reader is open.
    pub const CHANGEABLE: [&str; 10] = [
        "measure",
        "hyphenate",
        "mouse",
        "hints",
        "borders",
        "right-to-left",
        "pictures",
        "hyperlinks",
        "wide-from",
        "narrow-below",
    ];

    /// The words that a setting takes, where they are few.
    pub fn words_of(name: &str) -> &'static [&'static str] {
        match name {
            "hyphenate" | "mouse" | "hints" => &["true", "false"],
            "right-to-left" => &["newsprint", "terminal"],
            "borders" => &["rounded", "plain", "ascii"],
            "pictures" => &["auto", "half-blocks", "off", "kitty", "sixel", "iterm2"],
            "hyperlinks" => &["auto", "on", "off"],
            _ => &[],
        }
    }

    /// Changes one setting, as a line of the file would.
    ///
    /// # Errors
    /// Where there is no such setting, or it does not take the value: what is wrong, and what is right.
    pub fn change(&mut self, name: &str, value: &str) -> Result<(), String> {
        if !Self::CHANGEABLE.contains(&name) {
            let hint = did_you_mean(name, Self::CHANGEABLE).unwrap_or_default();
            return Err(format!("no setting that can be changed here is called “{name}”; {hint}"));
        }
        let quoted = Self::words_of(name).contains(&value) && value.parse::<bool>().is_err();
        let text = if quoted { format!("{name} = \"{value}\"") } else { format!("{name} = {value}") };
        let (mut reading, document) = Reading::begin(Source { file: Path::new("set"), text: &text });
        let mut changed = self.clone();
        for (name, value) in reading.entries(&document) {
            changed.take(name.get_ref(), value, &mut reading);
        }
        changed.check_widths(&document, &mut reading);
        if let Some(mistake) = reading.finish().into_iter().next() {
            return Err([mistake.found].into_iter().chain(mistake.hint).collect::<Vec<_>>().join("; "));
        }
        *self = changed;
        Ok(())
    }

    /// Takes the value of one setting; says whether there is a setting of this name.
    fn take(&mut self, name: &str, value: &Value<'_>, reading: &mut Reading<'_>) -> bool {
        const BORDERS: [(&str, Borders); 3] =
            [("rounded", Borders::Rounded), ("plain", Borders::Plain), ("ascii", Borders::Ascii)];
        match name {
            "theme" => {
                let words = reading.words(name, value, "the name of a theme");
                put(&mut self.theme, words.map(str::to_owned));
            }
            "measure" => put(&mut self.measure, reading.columns(name, value, 20, 200)),
            "hyphenate" => put(&mut self.hyphenate, reading.answer(name, value)),
            "mouse" => put(&mut self.mouse, reading.answer(name, value)),
            "hints" => put(&mut self.hints, reading.answer(name, value)),
            "borders" => put(&mut self.borders, reading.one_of(name, value, &BORDERS)),
            "right-to-left" => {
                const WHO: [(&str, RightToLeft); 2] =
                    [("newsprint", RightToLeft::Newsprint), ("terminal", RightToLeft::Terminal)];
                put(&mut self.right_to_left, reading.one_of(name, value, &WHO));
            }
            "pictures" => {
                const HOW: [(&str, Pictures); 6] = [
                    ("auto", Pictures::Auto),
                    ("half-blocks", Pictures::HalfBlocks),
                    ("off", Pictures::Off),
                    ("kitty", Pictures::Pixels(Protocol::Kitty)),
                    ("sixel", Pictures::Pixels(Protocol::Sixel)),
                    ("iterm2", Pictures::Pixels(Protocol::ITerm2)),
                ];
                put(&mut self.pictures, reading.one_of(name, value, &HOW));
            }
            "hyperlinks" => {
                const WHEN: [(&str, Hyperlinks); 3] =
                    [("auto", Hyperlinks::Auto), ("on", Hyperlinks::On), ("off", Hyperlinks::Off)];
                put(&mut self.hyperlinks, reading.one_of(name, value, &WHEN));
            }
            "locale" => self.take_locale(name, value, reading),
            "words" => {
                let words = reading.words(name, value, "the name of a language");
                put(&mut self.words, words.map(str::to_owned));
            }
            "browser" => put(&mut self.browser, program(name, "system", value, reading)),
            "clipboard" => put(&mut self.clipboard, program(name, "terminal", value, reading)),
            "editor" => put(&mut self.editor, program(name, "system", value, reading)),
            "pipes" => put(&mut self.pipes, reading.table(name, value).map(|table| pipes(table, reading))),
            "wide-from" => put(&mut self.wide_from, reading.columns(name, value, 1, 1000)),
            "narrow-below" => put(&mut self.narrow_below, reading.columns(name, value, 0, 1000)),
            "fetch" => {
                let table = reading.table(name, value);
                put(&mut self.fetching, table.map(|table| Fetching::read(table, reading)));
            }
            "keep" => {
                let table = reading.table(name, value);
                put(&mut self.keep, table.map(|table| Keep::read(table, reading)));
            }
            other => return ["keys", "palette", "faces"].contains(&other),
        }
        true
    }

    /// The customs of a language; the word for the usual leaves them to the environment.
    fn take_locale(&mut self, name: &str, value: &Value<'_>, reading: &mut Reading<'_>) {
        let takes = "\"system\", or a language such as \"de\" or \"en-US\"";
        let Some(word) = reading.words(name, value, takes) else { return };
        match Locale::named(word) {
            None if word != "system" => {
                let known: Vec<&str> = Locale::names().chain(["system"]).collect();
                reading.note_unknown_word(name, word, value.span().start, &known);
            }
            locale => self.locale = locale,
        }
    }

    /// The two widths make sense only together.
    fn check_widths(&mut self, document: &Table<'_>, reading: &mut Reading<'_>) {
        if self.narrow_below <= self.wide_from {
            return;
        }
        let found = format!("narrow-below is {}, more than wide-from, {}", self.narrow_below, self.wide_from);
        let offset = document.get("narrow-below").or_else(|| document.get("wide-from"));
        let hint = Some("two panes are shown between the two widths".to_owned());
        reading.note(offset.map_or(0, |value| value.span().start), found, hint);
        let Self { wide_from, narrow_below, .. } = Self::default();
        (self.wide_from, self.narrow_below) = (wide_from, narrow_below);
    }
}

fn put<T>(setting: &mut T, value: Option<T>) {
    if let Some(value) = value {
        *setting = value;
    }
}

/// A program: the word for the usual one, a program's name, or a list of it and its arguments.
fn program(name: &str, usual: &str, value: &Value<'_>, reading: &mut Reading<'_>) -> Option<Program> {
    let words = match value.get_ref().as_str() {
        Some(word) if word == usual => return Some(Program::Usual),
        Some(program) if !program.contains(' ') => Some(vec![program.to_owned()]),
        _ => list(value),
    };
    let command = words.filter(|words| words.first().is_some_and(|program| !program.is_empty()));
    if command.is_none() {
        let takes = "or a list of the program and its arguments, like [\"firefox\", \"--new-tab\"]";
        reading.note_wrong(name, value, &format!("\"{usual}\", {takes}"));
    }
    command.map(Program::Command)
}

/// The programs of `[pipes]`, each a name and a list of the program and its arguments.
fn pipes(table: &Table<'_>, reading: &mut Reading<'_>) -> BTreeMap<String, Vec<String>> {
    let mut pipes = BTreeMap::new();
    for (name, value) in reading.entries(table) {
        match program(name.get_ref(), "", value, reading) {
            Some(Program::Command(words)) => drop(pipes.insert(name.get_ref().to_string(), words)),
            Some(Program::Usual) | None => {}
        }
    }
    pipes
}

fn list(value: &Value<'_>) -> Option<Vec<String>> {
    value.get_ref().as_array()?.iter().map(|word| word.get_ref().as_str().map(str::to_owned)).collect()
}
