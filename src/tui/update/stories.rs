//! Stories on screen: unfolding their row, the whole of one, following, taking an article out.

use super::refusing::nothing_here;
use super::views;
use crate::domain::{ArticleId, Change, LinkTarget, Pane, Prose, View};
use crate::tui::effect::{Effect, StoryDeed, Wanted};
use crate::tui::model::{Arriving, Awaited, Model};
use crate::tui::panes::article::Reading;

/// Turns to the front page; from there back to all.
pub fn front_page(model: &mut Model) -> Vec<Effect> {
    let view = if model.headlines.view == View::FrontPage { View::All } else { View::FrontPage };
    views::turn_to(model, view)
}

/// Shows the other articles that share the selected row, or hides them.
pub fn unfold(model: &mut Model) -> Vec<Effect> {
    let Some(row) = model.headlines.selected_row().cloned() else { return nothing_here(model) };
    if model.headlines.fold(row.id) {
        return Vec::new();
    }
    if row.more == 0 {
        model.say(model.config.words.shares_no_row());
        return Vec::new();
    }
    let ticket = model.ticket_for(Awaited::Unfolded);
    vec![Effect::Unfold(ticket, model.headlines.view.clone(), model.headlines.order, Box::new(row))]
}

/// Gives every article a row of its own, or one to each story.
pub fn toggle_folding(model: &mut Model) -> Vec<Effect> {
    model.headlines.flat = !model.headlines.flat;
    model.unsaved = true;
    model.say(if model.headlines.flat {
        model.config.words.row_of_its_own()
    } else {
        model.config.words.rows_are_shared()
    });
    let request = model.headlines.look_again();
    vec![model.ask_for_rows(request)]
}

/// Asks for the whole story of the article the focus is on.
pub fn whole_story(model: &mut Model) -> Vec<Effect> {
    let Some(id) = article_here(model) else { return nothing_here(model) };
    let ticket = model.ticket_for(Awaited::Story);
    vec![Effect::TellStory(ticket, id)]
}

/// Opens a report of a story, on the trail.
pub fn open_report(model: &mut Model, id: ArticleId, why: Prose) -> Vec<Effect> {
    vec![model.ask_for_article(Wanted::Article(id), Arriving::Followed(why))]
}

/// Does something with the story of the article the focus is on.
pub fn deed(model: &mut Model, deed: StoryDeed) -> Vec<Effect> {
    let Some(id) = article_here(model) else { return nothing_here(model) };
    let ticket = model.new_ticket();
    vec![Effect::Story(ticket, id, deed)]
}

/// Brings the list and the counts of followed stories in step with a change.
pub fn keep_up(model: &mut Model, change: &Change) -> Vec<Effect> {
    let mut effects = Vec::new();
    let shows_following = matches!(model.headlines.view, View::Following | View::FrontPage);
    let regroups = matches!(change, Change::Belonging(_));
    if regroups || (shows_following && matches!(change, Change::Follow(_))) {
        let request = model.headlines.look_again();
        effects.push(model.ask_for_rows(request));
    }
    if matches!(change, Change::Follow(_)) || !model.followed.is_empty() {
        effects.push(model.ask_for_followed());
    }
    effects
}

/// "2 new" of all followed stories, for the list of views.
pub fn news(model: &Model) -> String {
    let new: u32 = model.followed.iter().map(|followed| followed.new).sum();
    match (model.followed.len(), new) {
        (0, _) => String::new(),
        (stories, 0) => model.config.words.followed_stories(stories, stories),
        (_, new) => model.config.words.new_ones(new),
    }
}

/// The article of the cache that the focus is on.
fn article_here(model: &Model) -> Option<ArticleId> {
    match model.focus {
        Pane::Headlines => model.headlines.selected_row().map(|row| row.id),
        Pane::Article => model.reading.as_ref().map(Reading::id),
        Pane::Related => match model.related.selected_link()?.target {
            LinkTarget::Cached { id, .. } => Some(id),
            _ => None,
        },
    }
}
