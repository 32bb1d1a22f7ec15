//! A theme: a style for every face of the screen, in as many colours as the terminal has.
//!
//! Knows no widget. Without colour the faces differ by attributes alone.

mod face;
mod palette;
mod reading;
mod reduction;
mod shipped;
mod style;
mod themes;

use std::path::Path;

use ratatui::style::Style;

use super::colour::ColourDepth;
use super::file::ConfigReader;
use super::mistake::{Mistake, Source};
pub use face::Face;
pub(super) use reading::read;
pub use reduction::shade;
pub(super) use shipped::text as shipped_text;
pub use themes::Themes;

/// A style for every face.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Theme {
    name: String,
    styles: Vec<Style>,
}

impl Theme {
    /// The theme of a terminal whose background is not known: its own sixteen colours.
    pub const DEFAULT: &str = "sixteen";

    /// The names of the themes that come with the program.
    pub const NAMES: &[&str] = shipped::NAMES;

    /// The shipped theme of a name, in the colours of a terminal.
    pub fn named(name: &str, depth: ColourDepth) -> Option<Self> {
        Self::shipped(name, depth).map(|(theme, _)| theme)
    }

    /// The name that the theme was chosen by.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The style of a face. A face without a background of its own keeps the one below it.
    pub fn style(&self, face: Face) -> Style {
        self.styles.get(place(face)).copied().unwrap_or_default()
    }

    /// Whether the theme has any colour; without, faces differ by attributes alone.
    pub fn has_colours(&self) -> bool {
        self.styles.iter().any(|style| style.fg.is_some() || style.bg.is_some())
    }

    /// A shipped theme and its mistakes; the tests hold that there are none.
    fn shipped(name: &str, depth: ColourDepth) -> Option<(Self, Vec<Mistake>)> {
        let source = Source { file: Path::new(name), text: shipped::text(name)? };
        let (mut reading, document) = ConfigReader::begin(Source { text: "", ..source });
        Some(read(name, source, &document, &mut reading, depth))
    }

    /// The default theme in these colours; without colours, the one of attributes alone.
    fn fallback(depth: ColourDepth) -> Self {
        let name = if depth == ColourDepth::None { shipped::MONOCHROME } else { Self::DEFAULT };
        Self::named(name, depth).unwrap_or_else(|| Self::blank(name))
    }

    fn blank(name: &str) -> Self {
        Self { name: name.to_owned(), styles: vec![Style::new(); Face::ALL.len()] }
    }

    fn set(&mut self, face: Face, style: Style) {
        if let Some(place) = self.styles.get_mut(place(face)) {
            *place = style;
        }
    }
}

#[expect(clippy::as_conversions, reason = "a variant without fields is its own place in Face::ALL")]
const fn place(face: Face) -> usize {
    face as usize
}

#[cfg(test)]
mod tests;
