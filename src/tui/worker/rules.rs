//! Rules made in the reader: written into the configuration, and applied to the articles of the cache.

use super::Worker;
use crate::domain::{ArrivalRule, RuleChange};
use crate::library::LibraryError;
use crate::tui::effect::Intent;
use crate::tui::failure::Failure;
use crate::tui::message::{Applied, Message};

impl Worker {
    /// Makes a rule, and applies it to the articles of the cache.
    pub(super) fn make_rule(&mut self, rule: &ArrivalRule) -> Result<Message, Failure> {
        self.write_rule(rule, true)?;
        let (change, inverse) = self.library.apply_rule(rule, true, self.now())?;
        self.change_rules(&change.rules())?;
        let counts = self.library.counts()?;
        Ok(Message::Applied(Applied { intent: Intent::Do, change, inverse, description: None, counts }))
    }

    /// Writes a rule into the configuration, or removes it.
    pub(super) fn write_rule(&self, rule: &ArrivalRule, holds: bool) -> Result<(), Failure> {
        match &self.rule_file {
            Some(write) if holds != self.rules.contains(rule) => write(rule, holds).map_err(Failure::Error),
            Some(_) | None => Ok(()),
        }
    }

    /// Adds and removes rules for articles that arrive. Their effects on present articles were applied or
    /// undone before, as parts of the change.
    pub(super) fn change_rules(&mut self, changes: &[&RuleChange]) -> Result<(), LibraryError> {
        let own: Vec<&RuleChange> = changes.iter().copied().filter(|change| change.includes_rule).collect();
        for change in &own {
            self.rules.retain(|other| *other != change.rule);
            if change.applies {
                self.rules.push(change.rule.clone());
            }
        }
        if own.is_empty() { Ok(()) } else { self.library.set_rules(&self.rules) }
    }
}
