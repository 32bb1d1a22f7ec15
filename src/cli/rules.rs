//! `newsprint rules`: lists the rules with their counts, checks them, and applies them to the articles of the
//! cache.

use std::io::Write as _;

use serde::Serialize;

use super::clock::clock;
use super::failure::{CommandOutcome, Failure, print_message};
use super::list::line;
use super::output::{json_line, output};
use super::setup::{Setup, back_up};
use crate::cli::arguments::RulesCommand;
use crate::domain::{ArrivalRule, ListRange, Order, View};

/// Most articles that are named for a rule.
const NAMED: usize = 10;

#[derive(Serialize)]
struct RuleLine<'rule> {
    search: &'rule str,
    r#do: Vec<String>,
    found: u32,
}

/// Runs a subcommand of `rules`.
pub fn rules(setup: &Setup, command: Option<RulesCommand>) -> Result<CommandOutcome, Failure> {
    match command.unwrap_or(RulesCommand::List { json: false }) {
        RulesCommand::List { json } => list(setup, json),
        RulesCommand::Check => check(setup),
        RulesCommand::Apply { dry_run: true } => would_find(setup),
        RulesCommand::Apply { dry_run: false } => apply(setup),
    }
}

/// The rules in their order, each with the number of articles it found.
fn list(setup: &Setup, json: bool) -> Result<CommandOutcome, Failure> {
    let library = setup.library()?;
    let mut out = output();
    for rule in &setup.config.rules {
        let found = library.found_by(rule)?;
        if json {
            let actions = rule.actions.iter().map(ToString::to_string).collect();
            json_line(&mut out, &RuleLine { search: rule.search.as_str(), r#do: actions, found })?;
        } else {
            writeln!(out, "{found:>6}  {}: {}", rule.actions_in_words(), rule.search.as_str())?;
        }
    }
    out.flush()?;
    Ok(outcome(setup))
}

/// Prints each mistake in the rules with its line; without mistakes, how many articles each rule would find.
fn check(setup: &Setup) -> Result<CommandOutcome, Failure> {
    setup.mistakes.iter().for_each(|mistake| print_message(format_args!("{mistake}")));
    let library = setup.library()?;
    let mut out = output();
    for rule in &setup.config.rules {
        let count = library.count(&found(rule))?;
        writeln!(out, "{count:>6}  {}: {}", rule.actions_in_words(), rule.search.as_str())?;
    }
    out.flush()?;
    if setup.mistakes.is_empty() {
        Ok(outcome(setup))
    } else {
        Err(Failure::failed("the configuration has errors"))
    }
}

/// Names the articles that each rule would find, and changes nothing.
fn would_find(setup: &Setup) -> Result<CommandOutcome, Failure> {
    let library = setup.library()?;
    let calendar = setup.clock().calendar;
    let mut out = output();
    for rule in &setup.config.rules {
        let view = found(rule);
        let count = library.count(&view)?;
        writeln!(out, "{}: {} ({count})", rule.actions_in_words(), rule.search.as_str())?;
        let rows = library.list(&view, Order::NewestFirst, ListRange::first(NAMED))?;
        for row in &rows {
            writeln!(out, "  {}", line(row, calendar))?;
        }
        if count > rows.len() {
            writeln!(out, "  and {} more", count - rows.len())?;
        }
    }
    out.flush()?;
    print_message(format_args!("nothing was changed"));
    Ok(outcome(setup))
}

fn apply(setup: &Setup) -> Result<CommandOutcome, Failure> {
    let mut library = setup.library()?;
    let mut out = output();
    for rule in &setup.config.rules {
        let (change, _) = library.apply_rule(rule, false, clock().now)?;
        let count = change.articles().len();
        writeln!(out, "{count:>6}  {}: {}", rule.actions_in_words(), rule.search.as_str())?;
    }
    out.flush()?;
    back_up(&library);
    Ok(outcome(setup))
}

fn found(rule: &ArrivalRule) -> View {
    View::Matching(rule.search.clone().at(clock().now))
}

/// The end of the command: whether there are rules.
fn outcome(setup: &Setup) -> CommandOutcome {
    if !setup.config.rules.is_empty() {
        return CommandOutcome::All;
    }
    print_message(format_args!(
        "there are no rules; add [[rules]] to the configuration (newsprint config init shows how)"
    ));
    CommandOutcome::Nothing
}
