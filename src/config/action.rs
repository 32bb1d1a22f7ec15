//! The actions that a key can be bound to: their names in the configuration and their lines in the help.
//!
//! Knows no key and no pane: the keymap leads here from keys, the screen goes on from here.

mod catalogue;

use std::fmt;
use std::str::FromStr;

use thiserror::Error;

pub use catalogue::{Action, ActionGroup};

use crate::domain::did_you_mean;
use crate::words::Words;

/// An error: the name of no action.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{name:?} is not an action")]
pub struct ParseActionError {
    /// The name as it was written.
    pub name: String,
    /// A question that names the nearest action, if one is near.
    pub hint: Option<String>,
}

impl Action {
    /// The line of the help in the language of the screen: a verb first, no full stop.
    pub fn help(self, words: Words) -> &'static str {
        words.action(self.name(), self.english_help())
    }
}

impl ActionGroup {
    /// The heading over the group.
    pub fn title(self, words: Words) -> &'static str {
        words.action(self.english_title(), self.english_title())
    }
}

impl fmt::Display for Action {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(self.name())
    }
}

impl FromStr for Action {
    type Err = ParseActionError;

    fn from_str(name: &str) -> Result<Self, ParseActionError> {
        let current =
            EARLIER_NAMES.iter().find(|(earlier, _)| *earlier == name).map_or(name, |(_, current)| current);
        Self::ALL.iter().find(|action| action.name() == current).copied().ok_or_else(|| ParseActionError {
            name: name.to_owned(),
            hint: did_you_mean(name, Self::ALL.iter().map(|action| action.name())),
        })
    }
}

/// The earlier names of actions with the present ones, so that old configurations go on working.
const EARLIER_NAMES: &[(&str, &str)] = &[
    ("next-story", "next-article"),
    ("previous-story", "previous-article"),
    ("feeds", "sources"),
    ("tick", "select"),
    ("tick-to-here", "select-to-here"),
    ("tick-all", "select-all"),
    ("invert-ticks", "invert-selected"),
];

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn every_action_is_found_again_by_its_name() {
        for &action in Action::ALL {
            assert_eq!(action.name().parse(), Ok(action));
        }
    }

    #[test]
    fn an_earlier_name_stands_for_the_action_of_today() {
        for (earlier, current) in EARLIER_NAMES {
            let action = earlier.parse::<Action>().expect("an earlier name is understood");
            assert_eq!(action.name(), *current);
        }
    }

    #[test]
    fn names_are_kebab_case_and_no_two_actions_share_one() {
        let mut seen = HashSet::new();
        for name in Action::ALL.iter().map(|action| action.name()) {
            assert!(name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-'), "{name}");
            assert!(seen.insert(name), "{name} stands twice");
        }
    }

    #[test]
    fn every_action_has_a_help_line_that_fits_beside_its_keys() {
        for &action in Action::ALL {
            let help = action.english_help();
            assert!(!help.is_empty() && help.len() <= 60 && !help.ends_with('.'), "{action}: {help:?}");
        }
    }

    #[test]
    fn every_group_has_a_title_and_stands_together() {
        let mut groups: Vec<_> = Action::ALL.iter().map(|action| action.group()).collect();
        groups.dedup();

        assert_eq!(groups, ActionGroup::ALL);
        assert!(groups.iter().all(|group| !group.english_title().is_empty()));
    }

    #[test]
    fn a_misspelt_action_answers_with_the_nearest() {
        let mistake = "toggle-bokmark".parse::<Action>().unwrap_err();

        assert_eq!(mistake.to_string(), r#""toggle-bokmark" is not an action"#);
        assert_eq!(mistake.hint.as_deref(), Some(r#"did you mean "toggle-bookmark"?"#));
    }
}
