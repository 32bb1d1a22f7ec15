//! The colours of a theme by name, each in one way or several: `gold = ["#e0b15e", "yellow"]`.
//!
//! Knows no face. The ways stand richest first; a terminal is given the first it can show.

use ratatui::style::Color;

use super::super::file::{ConfigReader, Table, Value};

/// What a colour may be written as.
const TAKES: &str = "a colour like \"#e0b15e\", \"179\", \"yellow\" or \"default\", or a list of these";

/// Names for colours.
#[derive(Default)]
pub(super) struct Palette(Vec<(String, Vec<Color>)>);

impl Palette {
    /// Adds the colours of a table, over those of the same name.
    pub(super) fn add(&mut self, table: &Table<'_>, reading: &mut ConfigReader<'_>) {
        for (name, value) in reading.entries(table) {
            let Some(ways) = ways_of(value) else {
                reading.note_wrong(name.get_ref(), value, TAKES);
                continue;
            };
            self.0.retain(|(other, _)| other != name.get_ref());
            self.0.push((name.get_ref().to_string(), ways));
        }
    }

    /// The ways to show a colour, by its name here or by itself; notes a name that is unknown.
    pub(super) fn ways(&self, what: &str, value: &Value<'_>, reading: &mut ConfigReader<'_>) -> Vec<Color> {
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

/// The terminal's own, for the question what was meant.
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

fn ways_of(value: &Value<'_>) -> Option<Vec<Color>> {
    match value.get_ref().as_array() {
        Some(list) if list.is_empty() => None,
        Some(list) => list.iter().map(|way| colour_of(way.get_ref().as_str()?)).collect(),
        None => Some(vec![colour_of(value.get_ref().as_str()?)?]),
    }
}

fn colour_of(word: &str) -> Option<Color> {
    if word == "default" { Some(Color::Reset) } else { word.parse().ok() }
}
