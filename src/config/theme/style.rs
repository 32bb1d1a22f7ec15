//! The style of a face, read from its table: `{ fg = "gold", bold = true }`.
//!
//! Knows the attributes of a terminal, and no face.

use ratatui::style::{Modifier, Style};

use super::super::colour::ColourDepth;
use super::super::file::{ConfigReader, Value};
use super::Face;
use super::palette::Palette;
use super::reduction::reduced;

const ATTRIBUTES: [(&str, Modifier); 6] = [
    ("bold", Modifier::BOLD),
    ("dim", Modifier::DIM),
    ("italic", Modifier::ITALIC),
    ("underlined", Modifier::UNDERLINED),
    ("reversed", Modifier::REVERSED),
    ("crossed-out", Modifier::CROSSED_OUT),
];

/// Reads the style of a face; mistakes in it are noted and left out.
pub(super) fn style_of(
    face: Face,
    value: &Value<'_>,
    palette: &Palette,
    reading: &mut ConfigReader<'_>,
    depth: ColourDepth,
) -> Style {
    let mut style = Style::new();
    let Some(table) = value.get_ref().as_table() else {
        reading.note_wrong(face.name(), value, "a table like { fg = \"yellow\", bold = true }");
        return style;
    };
    for (name, value) in reading.entries(table) {
        match name.get_ref().as_ref() {
            "fg" => style.fg = reduced(&palette.alternatives("fg", value, reading), depth),
            "bg" => style.bg = reduced(&palette.alternatives("bg", value, reading), depth),
            attribute => match ATTRIBUTES.iter().find(|(name, _)| *name == attribute) {
                Some(&(name, modifier)) if reading.boolean(name, value) == Some(true) => {
                    style = style.add_modifier(modifier);
                }
                Some(_) => {}
                None => {
                    let known = ["fg", "bg"].into_iter().chain(ATTRIBUTES.map(|(name, _)| name));
                    reading.note_unknown("part of a style", name, &known.collect::<Vec<_>>());
                }
            },
        }
    }
    style
}
