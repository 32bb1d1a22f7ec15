//! Stories on screen: unfolds a row, shows a whole story, follows it, takes an article out.

use super::refusals::{nothing_here, say};
use super::{sources, views};
use crate::domain::{Change, Pane, View};
use crate::tui::ask::Ask;
use crate::tui::effect::{Effect, StoryChange, Task};
use crate::tui::model::Model;

/// Opens the front page; from there goes back to all articles.
pub fn front_page(model: &mut Model) -> Vec<Effect> {
    if model.headlines.view == View::FrontPage {
        return views::return_to_all(model);
    }
    views::turn_to(model, View::FrontPage)
}

/// Shows the articles that share the selected row, or hides them; on the front page, the whole story.
pub fn unfold(model: &mut Model) -> Vec<Effect> {
    if model.focus == Pane::Sources {
        return sources::fold(model);
    }
    if model.focus == Pane::Related {
        let is_fold = model.related.toggle_fold();
        return if is_fold { Vec::new() } else { say(model, model.config.words.nothing_folded()) };
    }
    let Some(row) = model.headlines.selected_row().cloned() else { return nothing_here(model) };
    if model.is_front_page_open() {
        return whole_story(model);
    }
    if model.headlines.fold(row.id) {
        return Vec::new();
    }
    if row.others_in_story == 0 {
        return say(model, model.config.words.shares_no_row());
    }
    let (view, order) = (model.headlines.view.clone(), model.headlines.order);
    vec![model.ask(Ask::Unfolded(view, order, Box::new(row)))]
}

/// Toggles between a row for each article and a row for each story.
pub fn toggle_folding(model: &mut Model) -> Vec<Effect> {
    model.headlines.flat = !model.headlines.flat;
    model.unsaved = true;
    model.show_message(if model.headlines.flat {
        model.config.words.row_of_its_own()
    } else {
        model.config.words.rows_are_shared()
    });
    let request = model.headlines.request_again();
    vec![model.ask(Ask::Rows(request))]
}

/// Asks for the whole story of the article the focus is on.
pub fn whole_story(model: &mut Model) -> Vec<Effect> {
    let Some(id) = model.subject().map(|subject| subject.id) else { return nothing_here(model) };
    vec![model.ask(Ask::Story(id))]
}

/// Changes the story of the article the focus is on.
pub fn change(model: &mut Model, change: StoryChange) -> Vec<Effect> {
    let Some(id) = model.subject().map(|subject| subject.id) else { return nothing_here(model) };
    vec![Effect::Task(Task::Story(id, change))]
}

/// Updates the list and the counts of followed stories after a change.
pub fn show_change(model: &mut Model, change: &Change) -> Vec<Effect> {
    let mut effects = Vec::new();
    // An article that is followed may have become a story of its own.
    if matches!(change, Change::StoryMembership(_) | Change::Follow(_)) {
        let request = model.headlines.request_again();
        effects.push(model.ask(Ask::Rows(request)));
    }
    if matches!(change, Change::Follow(_)) || !model.followed.is_empty() {
        effects.push(model.ask(Ask::Followed));
    }
    effects
}
