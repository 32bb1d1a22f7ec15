//! The themes to choose from in the reader, each under the person's own changes.

use std::borrow::Cow;
use std::path::PathBuf;

use super::super::colour::{ColourDepth, TerminalBackground};
use super::super::file::ConfigReader;
use super::super::mistake::Source;
use super::{Theme, reading, shipped};

/// The themes that can be chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Themes {
    /// The person's configuration and its path.
    text: String,
    file: PathBuf,
    /// The name of the person's own theme, and its text.
    own: Option<(String, String)>,
    depth: ColourDepth,
}

impl Themes {
    /// The name for the theme that matches the terminal's background.
    pub const AUTO: &str = "auto";

    /// The themes under the changes of a configuration.
    pub(in super::super) fn of(source: Source<'_>, own: Option<(&str, &str)>, depth: ColourDepth) -> Self {
        Self {
            text: source.text.to_owned(),
            file: source.file.to_owned(),
            own: own.map(|(name, text)| (name.to_owned(), text.to_owned())),
            depth,
        }
    }

    /// The colour depth of the terminal.
    pub const fn depth(&self) -> ColourDepth {
        self.depth
    }

    /// The names of the themes, the one that follows the terminal's background first.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        [Self::AUTO]
            .iter()
            .chain(shipped::NAMES)
            .copied()
            .chain(self.own.iter().map(|(name, _)| name.as_str()))
    }

    /// The theme of a name, with the person's changes.
    pub fn theme(&self, name: &str) -> Option<Theme> {
        let own =
            self.own.iter().find(|(known, _)| known == name).map(|(_, text)| Cow::Borrowed(text.as_str()));
        let text = own.or_else(|| shipped::text(name).map(Cow::Borrowed))?;
        let (mut noting, document) = ConfigReader::begin(Source { file: &self.file, text: &self.text });
        let source = Source { file: &self.file, text: &text };
        Some(reading::read(name, source, &document, &mut noting, self.depth).0)
    }

    /// The theme that matches a terminal's background: one with a background of its own needs more than
    /// sixteen colours; without a known background the terminal's colours are kept.
    pub fn matching(&self, background: Option<TerminalBackground>) -> Option<Theme> {
        let rich = background.filter(|_| self.depth >= ColourDepth::Ansi256);
        self.theme(match rich {
            Some(TerminalBackground::Dark) => "dark",
            Some(TerminalBackground::Light) => "light",
            None => Theme::DEFAULT,
        })
    }
}
