//! Rules made from the search of the list, and the list's update after a change of rules.

use super::refusals;
use crate::config::action::Action;
use crate::domain::{ArrivalRule, Change, Clause, Query, RuleAction, View};
use crate::tui::ask::Ask;
use crate::tui::effect::{Effect, Task};
use crate::tui::model::Model;
use crate::tui::overlays::Overlay;
use crate::tui::overlays::picker::{Choice, Picker};
use crate::tui::wish::Wish;

/// Lets the person pick the action of a rule for the search of the list.
pub fn pick(model: &mut Model) -> Vec<Effect> {
    let words = model.config.words;
    let Some(search) = search(&model.headlines.view) else { return refuse(model) };
    let plain = [
        (words.rule_mute(), RuleAction::Mute),
        (words.rule_mark(), RuleAction::Mark),
        (words.rule_read(), RuleAction::Read),
        (words.rule_bookmark(), RuleAction::Bookmark),
        (words.rule_notify(), RuleAction::Notify),
    ];
    let choice =
        |(name, action): (&str, RuleAction)| Choice::new(name, search.as_str(), Wish::MakeRule(vec![action]));
    let tag = Choice::new(words.rule_tag(), search.as_str(), Wish::OpenCommandLine("rule tag:".to_owned()));
    let choices = plain.into_iter().map(choice).chain([tag]).collect();
    model.overlay = Some(Overlay::List(Picker::new(words.rule_title(), choices, None)));
    Vec::new()
}

/// Makes a rule of the search of the list, for present and future articles.
pub fn make(model: &mut Model, actions: Vec<RuleAction>) -> Vec<Effect> {
    let Some(search) = search(&model.headlines.view) else { return refuse(model) };
    vec![Effect::Task(Task::MakeRule(ArrivalRule { search, actions }))]
}

/// The search that finds the articles of a list, at any time.
fn search(view: &View) -> Option<Query> {
    let query = match view {
        View::Feed(_, name) => Query::from(Clause::FromFeed(name.clone())),
        View::Tagged(name) => Query::from(Clause::InFolder(name.clone())),
        view => Query::parse(view.as_query()?.as_str()).ok()?,
    };
    (!query.is_empty()).then_some(query)
}

fn refuse(model: &mut Model) -> Vec<Effect> {
    let words = model.config.words.no_search_for_rule(model.key_of(Action::Find));
    refusals::say(model, &words)
}

/// Updates the list after a change of the articles that a rule mutes or marks.
pub fn show_change(model: &mut Model, change: &Change) -> Vec<Effect> {
    if change.rules().is_empty() {
        return Vec::new();
    }
    model.sources.mark_outdated();
    let request = model.headlines.request_again();
    vec![model.ask(Ask::Rows(request))]
}
