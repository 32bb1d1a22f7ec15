//! The keys of an article in the view of a whole story, where they apply to the selected report.

use super::{panes, wishes};
use crate::config::action::Action;
use crate::domain::{Pane, Prose};
use crate::tui::ask::{ArticleWanted, Navigation};
use crate::tui::effect::Effect;
use crate::tui::model::Model;
use crate::tui::wish::Wish;

/// Performs an action on the selected report: at once where it needs no text, else in the opened report. An
/// action that concerns no article closes the view first.
pub fn act(model: &mut Model, action: Action) -> Vec<Effect> {
    match action {
        Action::ToggleBookmark
        | Action::EditBookmark
        | Action::ToggleRead
        | Action::FollowStory
        | Action::RestStory
        | Action::NotThisStory
        | Action::PartStory
        | Action::OpenOutside
        | Action::CopyUrl
        | Action::Undo
        | Action::Redo
        | Action::Redraw
        | Action::Suspend
        | Action::Quit => perform(model, action),
        Action::Contents
        | Action::Links
        | Action::LinkHints
        | Action::OpenPicture
        | Action::CopyQuotation
        | Action::CopyMarkdown
        | Action::Pipe
        | Action::Find
        | Action::Zen => act_in_report(model, action),
        Action::WholeStory | Action::Close | Action::Cancel => {
            model.overlay = None;
            Vec::new()
        }
        _ => {
            model.overlay = None;
            perform(model, action)
        }
    }
}

/// Opens the report unless it is open, and performs an action in it.
fn act_in_report(model: &mut Model, action: Action) -> Vec<Effect> {
    let Some(subject) = model.subject() else { return Vec::new() };
    model.overlay = None;
    if model.is_open(subject.id) {
        panes::focus(model, Pane::Article);
        return perform(model, action);
    }
    let why = Navigation::Followed(Prose::trimmed(model.config.words.same_story()));
    let open = model.ask_for_article(ArticleWanted::Article(subject.id), why);
    model.after_opening = Some(action);
    vec![open]
}

fn perform(model: &mut Model, action: Action) -> Vec<Effect> {
    wishes::perform(model, Wish::Act(action))
}
