//! The colours of a theme by name, each given for one depth or several: `gold = ["#e0b15e", "yellow"]`.
//!
//! Knows no face. The richest stands first; a terminal gets the first that it can show.

use ratatui::style::Color;

use super::super::file::{ConfigReader, Table, Value};

/// The notations of a colour, for a mistake.
const TAKES: &str = "a colour like \"#e0b15e\", \"179\", \"yellow\" or \"default\", or a list of these";

/// The named colours, each with its alternatives by depth.
#[derive(Default)]
pub(super) struct Palette(Vec<(String, Vec<Color>)>);

impl Palette {
    /// Adds the colours of a table, over those of the same name.
    pub(super) fn add(&mut self, table: &Table<'_>, reading: &mut ConfigReader<'_>) {
        for (name, value) in reading.entries(table) {
            let Some(ways) = alternatives_of(value) else {
                reading.note_wrong(name.get_ref(), value, TAKES);
                continue;
            };
            self.0.retain(|(other, _)| other != name.get_ref());
            self.0.push((name.get_ref().to_string(), ways));
        }
    }

    /// The alternatives of a colour, by its name in the palette or written in place; an unknown name is
    /// noted.
    pub(super) fn alternatives(
        &self,
        what: &str,
        value: &Value<'_>,
        reading: &mut ConfigReader<'_>,
    ) -> Vec<Color> {
        let Some(word) = reading.words(what, value, "the name of a colour") else { return Vec::new() };
        if let Some((_, ways)) = self.0.iter().find(|(name, _)| name == word) {
            return ways.clone();
        }
        if let Some(colour) = colour_of(word) {
            return vec![colour];
        }
        let names: Vec<&str> = self.0.iter().map(|(name, _)| name.as_str()).chain(NAMED).collect();
        reading.note_unknown_word("colour", word, value.span().start, &names);
        Vec::new()
    }
}

/// The names of the terminal's own colours, for the suggestion in a mistake.
const NAMED: [&str; 17] = [
    "default",
    "black",
    "red",
    "green",
    "yellow",
    "blue",
    "magenta",
    "cyan",
    "gray",
    "dark-gray",
    "light-red",
    "light-green",
    "light-yellow",
    "light-blue",
    "light-magenta",
    "light-cyan",
    "white",
];

fn alternatives_of(value: &Value<'_>) -> Option<Vec<Color>> {
    match value.get_ref().as_array() {
        Some(list) if list.is_empty() => None,
        Some(list) => list.iter().map(|way| colour_of(way.get_ref().as_str()?)).collect(),
        None => Some(vec![colour_of(value.get_ref().as_str()?)?]),
    }
}

fn colour_of(word: &str) -> Option<Color> {
    if word == "default" { Some(Color::Reset) } else { word.parse().ok() }
}
