//! Removes deleted articles from the screen, and restores them on undo.

use std::collections::HashSet;

use crate::domain::{ArticleId, Change, Pane};
use crate::tui::ask::{ArticleWanted, Ask, Navigation};
use crate::tui::effect::Effect;
use crate::tui::model::Model;
use crate::tui::panes::article::ArticlePane;
use crate::tui::panes::related::RelatedLinks;

/// Removes deleted articles from the screen, and requests the rows in their place. Where the open article was
/// deleted, the article after it is opened.
pub fn show_change(model: &mut Model, change: &Change) -> Vec<Effect> {
    let Change::Delete(marks) = change else { return Vec::new() };
    let gone: HashSet<ArticleId> = marks.iter().filter(|(_, deleted)| *deleted).map(|(id, _)| *id).collect();
    model.headlines.remove(&gone);
    let request = model.headlines.request_again();
    let mut effects = vec![model.ask(Ask::Rows(request))];
    if model.reading.as_ref().map(ArticlePane::id).is_some_and(|open| gone.contains(&open)) {
        effects.extend(open_following(model));
    }
    effects
}

fn open_following(model: &mut Model) -> Option<Effect> {
    let next = model.headlines.selected_row().map(|row| row.id);
    if let Some(next) = next.filter(|_| model.focus != Pane::Headlines) {
        return Some(model.ask_for_article(ArticleWanted::Article(next), Navigation::Stepped));
    }
    model.focus = Pane::Headlines;
    model.reading = None;
    model.related = RelatedLinks::default();
    model.headlines.unsettle_selection();
    None
}
