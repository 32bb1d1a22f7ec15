//! Reads a theme: its file, over the theme it is `like`, under the person's own changes.
//!
//! Knows no face by name. A theme that is `like` another names only what differs; a theme that stands alone
//! names every face.

use std::path::Path;

use super::super::colour::ColourDepth;
use super::super::file::{ConfigReader, Table};
use super::super::mistake::{Mistake, Source};
use super::palette::Palette;
use super::style::style_of;
use super::{Face, Theme, shipped};

/// Reads a theme from the text of its file and lays the person's own `[palette]` and `[faces]` over it.
pub(in super::super) fn read(
    name: &str,
    source: Source<'_>,
    own: &Table<'_>,
    noting: &mut ConfigReader<'_>,
    depth: ColourDepth,
) -> (Theme, Vec<Mistake>) {
    let (mut reading, document) = ConfigReader::begin(source);
    note_unknown_parts(&document, &mut reading);
    let like = base_theme(&document, &mut reading).unwrap_or_default();
    let (mut below, base) =
        ConfigReader::begin(Source { file: Path::new(like), text: shipped::text(like).unwrap_or_default() });

    // Every palette before any face, so that a colour changed above changes the faces below.
    let mut making = ThemeBuilder::new(name, depth);
    making.add_colours(&base, &mut below);
    making.add_colours(&document, &mut reading);
    making.add_colours(own, noting);
    making.add_faces(&base, &mut below);
    making.add_faces(&document, &mut reading);
    making.add_faces(own, noting);
    (making.finish(&document, &mut reading), reading.finish())
}

/// A theme that is put together layer by layer.
struct ThemeBuilder {
    theme: Theme,
    palette: Palette,
    missing: Vec<Face>,
    depth: ColourDepth,
}

impl ThemeBuilder {
    fn new(name: &str, depth: ColourDepth) -> Self {
        let missing = Face::ALL.to_vec();
        Self { theme: Theme::blank(name), palette: Palette::default(), missing, depth }
    }

    /// Takes the colours of a layer.
    fn add_colours(&mut self, document: &Table<'_>, reading: &mut ConfigReader<'_>) {
        if let Some(table) = document.get("palette").and_then(|value| reading.table("palette", value)) {
            self.palette.add(table, reading);
        }
    }

    /// Takes the faces of a layer.
    fn add_faces(&mut self, document: &Table<'_>, reading: &mut ConfigReader<'_>) {
        let table = document.get("faces").and_then(|value| reading.table("faces", value));
        for (name, value) in table.map(|table| reading.entries(table)).unwrap_or_default() {
            let Some(&face) = Face::ALL.iter().find(|face| face.name() == name.get_ref()) else {
                let known: Vec<&str> = Face::ALL.iter().map(|face| face.name()).collect();
                reading.note_unknown("face", name, &known);
                continue;
            };
            self.theme.set(face, style_of(face, value, &self.palette, reading, self.depth));
            self.missing.retain(|&missing| missing != face);
        }
    }

    /// Notes missing faces, and gives them the style of the default theme.
    fn finish(mut self, document: &Table<'_>, reading: &mut ConfigReader<'_>) -> Theme {
        if self.depth == ColourDepth::None && self.theme.name != shipped::MONOCHROME {
            self.theme.styles = Theme::fallback(self.depth).styles;
        } else if !self.missing.is_empty() && self.theme.name != Theme::DEFAULT {
            let default = Theme::fallback(self.depth);
            self.missing.iter().for_each(|&face| self.theme.set(face, default.style(face)));
        }
        let offset = document.get("faces").map_or(0, |faces| faces.span().start);
        for face in &self.missing {
            let name = face.name();
            let hint = format!("write {name} = {{}}, or like = \"dark\" at the top");
            reading.note(offset, format!("the theme has no face \"{name}\""), Some(hint));
        }
        self.theme
    }
}

/// The name of the theme below, from the line `like`.
fn base_theme<'d>(document: &'d Table<'_>, reading: &mut ConfigReader<'_>) -> Option<&'d str> {
    let value = document.get("like")?;
    let name = reading.words("like", value, "the name of a theme")?;
    if shipped::text(name).is_none() {
        reading.note_unknown_word("theme", name, value.span().start, shipped::NAMES);
    }
    Some(name)
}

fn note_unknown_parts(document: &Table<'_>, reading: &mut ConfigReader<'_>) {
    const KNOWN: [&str; 3] = ["like", "palette", "faces"];
    for (name, _) in reading.entries(document) {
        if !KNOWN.contains(&name.get_ref().as_ref()) {
            reading.note_unknown("part of a theme", name, &KNOWN);
        }
    }
}
