//! Ticks rows of the list, and applies marks to all that are ticked.

use std::collections::HashSet;

use super::refusals;
use crate::config::action::Action;
use crate::domain::{Mark, Pane, Query, Selection, View};
use crate::tui::effect::{Effect, Task};
use crate::tui::model::Model;
use crate::tui::panes::ticks::TickedRows;

/// Ticks the selected row or unticks it, and moves to the next; as often as counted.
pub fn tick(model: &mut Model) -> Vec<Effect> {
    model.focus = Pane::Headlines;
    if model.headlines.selected_row().is_none() {
        return refusals::nothing_here(model);
    }
    for _ in 0..model.count.unwrap_or(1) {
        let Some(id) = model.headlines.selected_row().map(|row| row.id) else { break };
        model.headlines.ticks.toggle(id);
        if !model.headlines.step(1) {
            break;
        }
    }
    Vec::new()
}

/// Ticks every row from the one ticked last to the selected one.
pub fn tick_to_here(model: &mut Model) -> Vec<Effect> {
    let position = |wanted| model.headlines.rows().position(|row| row.id == wanted);
    let Some(from) = model.headlines.ticks.last().and_then(position) else {
        let (select, here) = (model.key_of(Action::Select), model.key_of(Action::SelectToHere));
        model.show_message(&model.config.words.tick_the_other_end(select, here));
        return Vec::new();
    };
    let here = model.headlines.selected();
    let (first, last) = (from.min(here), from.max(here));
    let ids: Vec<_> = model.headlines.rows().skip(first).take(last - first + 1).map(|row| row.id).collect();
    for id in ids {
        model.headlines.ticks.tick(id);
    }
    Vec::new()
}

/// Ticks every row of the list; where all are ticked, unticks them.
pub fn tick_all(model: &mut Model) -> Vec<Effect> {
    model.focus = Pane::Headlines;
    let all = TickedRows::all();
    model.headlines.ticks = if model.headlines.ticks == all { TickedRows::default() } else { all };
    Vec::new()
}

/// Inverts the ticks.
pub fn invert(model: &mut Model) -> Vec<Effect> {
    model.focus = Pane::Headlines;
    model.headlines.ticks.invert();
    Vec::new()
}

/// The ticked articles, where the list has the focus and there are any.
pub fn ticked(model: &Model) -> Option<Selection> {
    let ticks =
        Some(&model.headlines.ticks).filter(|ticks| model.focus == Pane::Headlines && !ticks.is_empty());
    ticks.map(|ticks| as_shown(model, ticks.selection(&model.headlines.view)))
}

/// Every article that a search finds.
pub fn found(query: Query) -> Selection {
    Selection::AllBut(View::Matching(query), HashSet::new())
}

/// Every article of the list.
pub fn whole_list(model: &Model) -> Selection {
    as_shown(model, Selection::AllBut(model.headlines.view.clone(), HashSet::new()))
}

/// The selection, where the whole front page is narrowed to the articles that stand on it.
fn as_shown(model: &Model, selection: Selection) -> Selection {
    match selection {
        Selection::AllBut(View::FrontPage, others) => {
            let ids = model.headlines.rows().map(|row| row.id).filter(|id| !others.contains(id));
            Selection::These(ids.collect())
        }
        Selection::AllBut(..) | Selection::These(_) => selection,
    }
}

/// Applies the first mark that changes anything to the articles.
pub fn mark_all(model: &mut Model, selection: Selection, marks: Vec<Mark>) -> Vec<Effect> {
    model.headlines.ticks = TickedRows::default();
    vec![Effect::Task(Task::Mark(selection, marks))]
}
