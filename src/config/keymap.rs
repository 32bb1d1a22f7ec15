//! From the keys pressed to the action bound to them, for each pane; help and hints are written from it too.
//!
//! Knows no pane's insides. A map is a flat list of sequences, the person's before the shipped ones: with
//! under a hundred of them a search for the pressed prefix needs no tree, and the list is what the help
//! shows.

mod preset;
mod section;

use std::collections::{BTreeMap, HashSet};

use super::action::Action;
use super::command::Step;
use super::file::{ConfigReader, Name, Table, Value};
use super::key::{Chord, written};
pub use preset::Preset;
pub(super) use preset::read as read_file;
use section::{Binding, BindingTarget, conflict};

use crate::domain::named;

/// The pane that has the focus, whose keys are in force.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mode {
    /// The list of headlines, where digits are counts and cannot be bound.
    #[default]
    Headlines,
    /// The article.
    Article,
    /// The related links.
    Related,
    /// The sources.
    Sources,
}

named! {
    Mode {
        Headlines "headlines",
        Article "article",
        Related "related",
        Sources "sources",
    }
}

/// The meaning of the keys pressed so far.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lookup {
    /// The keys of an action.
    Matched(Action),
    /// The keys of several steps, or of a command with its argument.
    Steps(Vec<Step>),
    /// The beginning of longer sequences: each chord that can follow, with its steps where it completes a
    /// sequence.
    Pending(Vec<(Chord, Option<Vec<Step>>)>),
    /// Keys without a meaning in the pane.
    Unknown,
}

/// A sequence of keys and its steps.
type BoundSteps = (Vec<Chord>, Vec<Step>);

/// The keys of every pane.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Keymap(BTreeMap<Mode, Vec<BoundSteps>>);

impl Keymap {
    /// Looks up the keys pressed so far in a pane.
    pub fn look_up(&self, mode: Mode, pressed: &[Chord]) -> Lookup {
        if pressed.is_empty() {
            return Lookup::Unknown;
        }
        let mut following: Vec<(Chord, Option<Vec<Step>>)> = Vec::new();
        for (chords, steps) in self.of(mode) {
            match chords.strip_prefix(pressed) {
                Some([]) => {
                    return match steps.as_slice() {
                        [Step::Act(action)] => Lookup::Matched(*action),
                        steps => Lookup::Steps(steps.to_vec()),
                    };
                }
                Some([next, rest @ ..]) if following.iter().all(|(chord, _)| chord != next) => {
                    following.push((*next, rest.is_empty().then(|| steps.clone())));
                }
                _ => {}
            }
        }
        if following.is_empty() { Lookup::Unknown } else { Lookup::Pending(following) }
    }

    /// The keys of an action in this pane as they are written, the person's own first.
    pub fn keys_of(&self, action: Action, mode: Mode) -> Vec<String> {
        self.of(mode)
            .iter()
            .filter(|(_, bound)| *bound == [Step::Act(action)])
            .map(|(chords, _)| written(chords))
            .collect()
    }

    /// Every action that has keys in this pane, with its keys, in the order of the help screen.
    pub fn entries(&self, mode: Mode) -> impl Iterator<Item = (Action, Vec<String>)> {
        let all = Action::ALL.iter().map(move |&action| (action, self.keys_of(action, mode)));
        all.filter(|(_, keys)| !keys.is_empty())
    }

    /// The keys that run several steps, or a command with its argument, and those steps.
    pub fn step_bindings(&self) -> impl Iterator<Item = (String, String)> {
        let all = self.0.values().flatten().filter(|(_, steps)| !matches!(steps.as_slice(), [Step::Act(_)]));
        let mut seen = HashSet::new();
        let all = all.map(|(chords, steps)| (written(chords), steps_text(steps)));
        all.filter(move |entry| seen.insert(entry.clone()))
    }

    fn of(&self, mode: Mode) -> &[BoundSteps] {
        self.0.get(&mode).map_or(&[], Vec::as_slice)
    }

    /// Builds a keymap of layers, the strongest first.
    pub(super) fn from_layers(layers: &[Sections]) -> Self {
        let merge = |mode| {
            let own_first = [Some(mode), None];
            merged(
                layers.iter().flat_map(|sections| own_first.iter().filter_map(|name| sections.0.get(name))),
            )
        };
        Self(Mode::ALL.iter().map(|&(_, mode)| (mode, merge(mode))).collect())
    }
}

/// Steps in the notation of the file: "toggle-bookmark, :tag later".
pub fn steps_text(steps: &[Step]) -> String {
    steps.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

/// Merges layers, the strongest first; a binding in conflict with a stronger one is left out.
fn merged<'layers>(layers: impl Iterator<Item = &'layers Vec<Binding>>) -> Vec<BoundSteps> {
    let mut stronger: Vec<&'layers Binding> = Vec::new();
    let mut map = Vec::new();
    for layer in layers {
        let free = layer.iter().filter(|binding| !stronger.iter().any(|other| other.displaces(binding)));
        let free: Vec<&Binding> = free.collect();
        for binding in &free {
            if let BindingTarget::Steps(steps) = &binding.target {
                map.push((binding.chords.clone(), steps.clone()));
            }
        }
        stronger.extend(free);
    }
    map
}

/// The bindings of a file, by pane; those under no pane hold in every pane.
#[derive(Debug, Default)]
pub(super) struct Sections(BTreeMap<Option<Mode>, Vec<Binding>>);

impl Sections {
    /// The name of the section whose bindings apply in every pane.
    const SHARED: &str = "shared";

    pub(super) fn names() -> Vec<&'static str> {
        [Self::SHARED].into_iter().chain(Mode::ALL.iter().map(|(name, _)| *name)).collect()
    }

    /// Reads a line that stands right under `[keys]` and so holds in every pane; returns whether it is one.
    pub(super) fn read_shared(
        &mut self,
        name: &Name<'_>,
        value: &Value<'_>,
        reading: &mut ConfigReader<'_>,
    ) -> bool {
        let is_section = Self::names().contains(&name.get_ref().as_ref());
        let is_line = !is_section && value.get_ref().as_table().is_none();
        if is_line && let Some(binding) = Binding::read(name, value, reading) {
            self.add(None, binding, reading);
        }
        is_line
    }

    fn add(&mut self, mode: Option<Mode>, binding: Binding, reading: &mut ConfigReader<'_>) {
        let section = self.0.entry(mode).or_default();
        match conflict(section, &binding) {
            Some(earlier) => earlier.note_conflict(&binding, reading),
            None => section.push(binding),
        }
    }

    /// Reads the section of a name; returns whether there is such a section.
    pub(super) fn read(
        &mut self,
        name: &Name<'_>,
        table: &Table<'_>,
        reading: &mut ConfigReader<'_>,
    ) -> bool {
        let mode = Mode::named(name.get_ref());
        if mode.is_none() && name.get_ref() != Self::SHARED {
            return false;
        }
        self.0.entry(mode).or_default();
        for (keys, value) in reading.entries(table) {
            if let Some(binding) = Binding::read(keys, value, reading) {
                self.add(mode, binding, reading);
            }
        }
        true
    }
}

#[cfg(test)]
mod tests;
