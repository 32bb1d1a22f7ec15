//! The settings, one line each: all of the configuration that is neither rule nor key nor colour.
//!
//! Knows the allowed values and the defaults; `assets/config.toml` documents each setting.

use std::path::Path;

use super::capabilities::{Hyperlinks, Pictures};
use super::command::Steps;
use super::feeds::{DownloadSettings, Fetching, Keep};
use super::file::{ConfigReader, Table, Value};
use super::mistake::Source;
use super::programs::{Openers, Pipes, Program};
use super::setting::{Choice, Setting, TakesEffect, Written, settings};
use super::theme::Themes;
use crate::domain::{Density, FeedOrder, Locale, did_you_mean};

/// How the borders of panes are drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Borders {
    /// Lines with round corners.
    #[default]
    Rounded,
    /// Lines with square corners.
    Plain,
    /// The characters `+`, `-` and `|`, which every terminal and every screen reader has.
    Ascii,
}

impl Choice for Borders {
    const ALL: &[(&str, Self)] =
        &[("rounded", Self::Rounded), ("plain", Self::Plain), ("ascii", Self::Ascii)];
}

/// Which program reorders text that is written from right to left, such as Hebrew and Arabic.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum RightToLeft {
    /// newsprint, since most terminals do not reorder. Those that do are switched off by a sequence (BDSM).
    #[default]
    Newsprint,
    /// The terminal.
    Terminal,
}

impl Choice for RightToLeft {
    const ALL: &[(&str, Self)] = &[("newsprint", Self::Newsprint), ("terminal", Self::Terminal)];
}

impl Choice for Density {
    const ALL: &[(&str, Self)] = Self::ALL;
}

impl Choice for FeedOrder {
    const ALL: &[(&str, Self)] = Self::ALL;
}

/// When an article counts as read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum MarkRead {
    /// Once the article is entered or scrolled, or was shown for long enough.
    #[default]
    Opened,
    /// As [`Self::Opened`], and when the selection of the list goes past the article.
    Passed,
    /// Only on the person's command.
    ByHand,
}

impl Choice for MarkRead {
    const ALL: &[(&str, Self)] =
        &[("opened", Self::Opened), ("passed", Self::Passed), ("by-hand", Self::ByHand)];
}

/// The place at which the reader starts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Start {
    /// The place at which the last session ended.
    #[default]
    Session,
    /// The front page.
    FrontPage,
}

impl Choice for Start {
    const ALL: &[(&str, Self)] = &[("session", Self::Session), ("front-page", Self::FrontPage)];
}

settings! {
    /// The settings in force.
    Settings called "setting" {
        theme "theme": String = Themes::AUTO.to_owned(), "the name of a theme", AtStart,
            "The name of the theme.";
        start "start": Start = Start::default(), (), AtStart, "Where the reader begins.";
        on_start "on-start": Steps = Steps::default(), (), AtStart,
            "What is done when the reader is opened: actions, and commands with their arguments.";
        measure "measure": u16 = 68, 20..=200, AtOnce, "The longest line of an article, in columns.";
        hyphenate "hyphenate": bool = false, (), AtOnce, "Whether words may be parted at the end of a line.";
        density "density": Density = Density::default(), (), AtOnce, "How close the rows of the list stand.";
        feeds_by "feeds-by": FeedOrder = FeedOrder::default(), (), AtOnce, "How the feeds are sorted among the sources.";
        preview "preview": bool = true, (), AtOnce, "Whether the article pane follows the selection of the list.";
        mark_read "mark-read": MarkRead = MarkRead::default(), (), AtOnce, "When an article counts as read.";
        mark_read_after "mark-read-after": u16 = 3, 0..=3600, AtOnce,
            "The seconds after which an article that is shown counts as read; 0 for never.";
        title "title": bool = true, (), AtStart,
            "Whether the window of the terminal is called by the number of unread articles.";
        log "log": String = String::new(), "the path of a file, like \"/tmp/newsprint.log\"", AtStart,
            "A file to which everything told is appended, with its time; empty for none.";
        mouse "mouse": bool = true, (), AtOnce, "Whether the reader takes the mouse.";
        hints "hints": bool = true, (), AtOnce, "Whether the last line says what can be done here.";
        borders "borders": Borders = Borders::default(), (), AtOnce, "How the borders of panes are drawn.";
        right_to_left "right-to-left": RightToLeft = RightToLeft::default(), (), AtOnce,
            "Who turns text from right to left round.";
        pictures "pictures": Pictures = Pictures::default(), (), AtOnce, "How pictures are shown.";
        hyperlinks "hyperlinks": Hyperlinks = Hyperlinks::default(), (), AtOnce,
            "Whether links of the page are links for the terminal.";
        locale "locale": Option<Locale> = None, (), AtStart,
            "How days and numbers are written; else as the environment says.";
        words "words": String = super::words::DEFAULT.to_owned(), "the name of a language", AtStart,
            "The language of the screen, by the name of its file.";
        browser "browser": Program = Program::Usual, "system", AtStart, "What opens a page outside the reader.";
        player "player": Program = Program::Usual, "mpv", AtStart, "What plays what is to be heard or seen.";
        clipboard "clipboard": Program = Program::Usual, "terminal", AtStart, "What takes what is copied.";
        editor "editor": Program = Program::Usual, "system", AtStart, "What notes are written in.";
        wide_from "wide-from": u16 = 120, 1..=1000, AtOnce,
            "The least width of the terminal that shows three panes.";
        sources_from "sources-from": u16 = 150, 1..=1000, AtOnce,
            "The least width of the terminal that shows the sources beside the list.";
        narrow_below "narrow-below": u16 = 80, 0..=1000, AtOnce, "Under this width one pane is shown.";
        fetching "fetch": Fetching = Fetching::default(), (), AtStart, "How feeds are fetched.";
        downloads "downloads": DownloadSettings = DownloadSettings::default(), (), AtStart,
            "Where recordings go that are downloaded.";
        keep "keep": Keep = Keep::default(), (), AtStart, "How long articles are kept.";
        openers "openers": Openers = Openers::new(), (), AtStart,
            "Programs that open addresses in place of the browser and the player, by host or ending.";
        pipes "pipes": Pipes = Pipes::new(), (), AtStart,
            "Programs that take an article on standard input, by name.";
    }
}

/// The locale of dates and numbers; the word for the default takes the one of the environment.
impl Setting for Option<Locale> {
    type Within = ();

    fn read(name: &str, value: &Value<'_>, (): (), reading: &mut ConfigReader<'_>) -> Option<Self> {
        let takes = "\"system\", or a language such as \"de\" or \"en-US\"";
        let word = reading.words(name, value, takes)?;
        let locale = Locale::named(word);
        if locale.is_none() && word != "system" {
            let known: Vec<&str> = Locale::names().chain(["system"]).collect();
            reading.note_unknown_word(name, word, value.span().start, &known);
            return None;
        }
        Some(locale)
    }

    fn written(&self, (): ()) -> Written {
        Written::Value(format!("{:?}", self.map_or("system", Locale::name)))
    }
}

impl Settings {
    /// The tables of the file that keymap, theme and rules read.
    pub(super) const OTHER_TABLES: [&str; 4] = ["keys", "palette", "faces", "rules"];

    /// Reads the settings at the top of the file; a setting with a mistake is noted and stays at its default.
    pub(super) fn read(document: &Table<'_>, reading: &mut ConfigReader<'_>) -> Self {
        let mut settings = Self::read_entries(document, &Self::OTHER_TABLES, reading);
        settings.check_widths(document, reading);
        settings
    }

    /// The names of the settings that can be changed while the reader is open.
    pub fn changeable() -> impl Iterator<Item = &'static str> {
        Self::NAMES.iter().filter(|(_, holds)| *holds == TakesEffect::AtOnce).map(|(name, _)| *name)
    }

    /// Changes one setting, as a line of the file would.
    ///
    /// # Errors
    /// No such setting, or a value that it does not take: the mistake and the correction.
    pub fn change(&mut self, name: &str, value: &str) -> Result<(), String> {
        if !Self::changeable().any(|known| known == name) {
            let hint = did_you_mean(name, Self::changeable()).unwrap_or_default();
            return Err(format!("no setting that can be changed here is called “{name}”; {hint}"));
        }
        let is_toml =
            value.starts_with(['"', '\'']) || value.parse::<bool>().is_ok() || value.parse::<i64>().is_ok();
        let text = if is_toml { format!("{name} = {value}") } else { format!("{name} = \"{value}\"") };
        let (mut reading, document) = ConfigReader::begin(Source { file: Path::new("set"), text: &text });
        let mut changed = self.clone();
        for (name, value) in reading.entries(&document) {
            changed.set(name.get_ref(), value, &mut reading);
        }
        changed.check_widths(&document, &mut reading);
        if let Some(mistake) = reading.finish().into_iter().next() {
            return Err([mistake.found].into_iter().chain(mistake.hint).collect::<Vec<_>>().join("; "));
        }
        *self = changed;
        Ok(())
    }

    /// Checks the two widths against each other.
    fn check_widths(&mut self, document: &Table<'_>, reading: &mut ConfigReader<'_>) {
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
