//! The pane of the sources: actions on the selected one, and when all are loaded again.

use std::collections::HashSet;

use super::refusals::say;
use super::{commands, feeds, panes, ticking, views};
use crate::domain::{Account, Direction, Feed, FullText, Mark, Pane, Selection, View, WebUrl};
use crate::library::{FeedSelection, ViewEntry};
use crate::tui::ask::Ask;
use crate::tui::effect::{Effect, FeedChange, SearchChange};
use crate::tui::model::Model;
use crate::tui::overlays::Overlay;
use crate::tui::overlays::question::Question;
use crate::tui::overlays::source_form::SourceForm;
use crate::tui::panes::sources::nearest_unread_feed;

/// Goes to the sources, at the list that is shown; from the sources back to the list.
pub fn go(model: &mut Model) -> Vec<Effect> {
    if model.focus == Pane::Sources {
        return panes::focus(model, Pane::Headlines);
    }
    model.sources.select_view(&model.headlines.view);
    panes::focus(model, Pane::Sources)
}

/// Shows the sources beside the list, or hides them; where there is no room beside it, goes to them or back.
pub fn toggle(model: &mut Model) -> Vec<Effect> {
    if model.size.width < model.config.settings.sources_from {
        return go(model);
    }
    let effects = panes::toggle(model, Pane::Sources);
    if model.sides.sources.hidden && model.focus == Pane::Sources {
        model.focus = Pane::Headlines;
    }
    effects
}

/// Opens the selected list; folds or unfolds a group.
pub fn open(model: &mut Model) -> Vec<Effect> {
    match model.sources.selected_view() {
        Some(view) => views::turn_to(model, view),
        None => fold(model),
    }
}

/// Folds or unfolds the selected group or folder.
pub fn fold(model: &mut Model) -> Vec<Effect> {
    if !model.sources.toggle_fold() {
        return say(model, model.config.words.nothing_to_fold());
    }
    model.unsaved = true;
    Vec::new()
}

/// Looks for the next or the previous feed with unread articles.
pub fn step_unread_feed(model: &mut Model, direction: Direction) -> Vec<Effect> {
    vec![model.ask(Ask::UnreadFeed(model.config.settings.feeds_by, direction))]
}

/// Lists the feed with unread articles that is nearest to the list, in the order of the sources.
pub fn open_unread_feed(model: &mut Model, views: &[ViewEntry], direction: Direction) -> Vec<Effect> {
    let order = model.config.settings.feeds_by;
    match nearest_unread_feed(views, &model.headlines.view, direction, order) {
        Some(view) => views::turn_to(model, view),
        None => say(model, model.config.words.no_unread_feed_that_way()),
    }
}

/// Marks every article of the selected source as read.
pub fn mark_read(model: &mut Model) -> Vec<Effect> {
    let Some(view) = model.sources.selected_view() else { return choose(model) };
    if view == model.headlines.view {
        let selection = ticking::whole_list(model);
        return ticking::mark_all(model, selection, vec![Mark::Read(true)]);
    }
    if view == View::FrontPage {
        return say(model, model.config.words.front_page_first());
    }
    ticking::mark_all(model, Selection::AllBut(view, HashSet::new()), vec![Mark::Read(true)])
}

/// Fetches the feeds of the selected source, or syncs the selected account; beside the sources, the feed that is
/// listed.
pub fn fetch(model: &mut Model) -> Vec<Effect> {
    if let View::Feed(id, _) = model.headlines.view
        && model.focus != Pane::Sources
    {
        return feeds::fetch_chosen(model, FeedSelection::These(vec![id]));
    }
    let accounts = model.sources.selected_accounts();
    if !accounts.is_empty() {
        return feeds::fetch_chosen(model, FeedSelection::Accounts(accounts));
    }
    let ids: Vec<_> = model.sources.selected_feeds().into_iter().map(|feed| feed.id).collect();
    if ids.is_empty() {
        say(model, model.config.words.no_feed_here())
    } else {
        feeds::fetch_chosen(model, FeedSelection::These(ids))
    }
}

/// Asks for the address of a feed to add.
pub fn add(model: &mut Model) -> Vec<Effect> {
    model.overlay = Some(Overlay::Source(SourceForm::of_new_feed(model.config.words)));
    Vec::new()
}

/// Lets the person name a feed, put it in a folder and tag it, or name a saved search.
pub fn edit(model: &mut Model) -> Vec<Effect> {
    let words = model.config.words;
    let form = match (model.sources.selected_feed(), selected_entry(model)) {
        (Some(feed), _) => SourceForm::of_feed(feed.clone(), words),
        (None, Some(ViewEntry { name, view, .. })) if is_saved(&view) => {
            SourceForm::of_search(name, view.as_query().unwrap_or_default(), words)
        }
        _ => return say(model, words.not_to_be_edited()),
    };
    model.overlay = Some(Overlay::Source(form));
    Vec::new()
}

/// Changes whether the entries of the selected feed are completed from their pages.
pub fn change_full_text(model: &mut Model) -> Vec<Effect> {
    let Some(feed) = model.sources.selected_feed().cloned() else {
        return say(model, model.config.words.no_feed_here());
    };
    let full_text = match feed.full_text {
        FullText::Never => FullText::WhenTruncated,
        FullText::WhenTruncated => FullText::Always,
        FullText::Always => FullText::Never,
    };
    model.show_message(&model.config.words.feed_full_text(full_text.name()));
    feeds::change(FeedChange::Update(Box::new(Feed { full_text, ..feed })))
}

/// Changes when the pictures of the selected feed's articles are fetched.
pub fn change_pictures(model: &mut Model) -> Vec<Effect> {
    let Some(feed) = model.sources.selected_feed().cloned() else {
        return say(model, model.config.words.no_feed_here());
    };
    let pictures = feed.pictures.unwrap_or(model.config.settings.fetching.pictures).next();
    model.show_message(&model.config.words.feed_pictures(pictures.name()));
    feeds::change(FeedChange::Update(Box::new(Feed { pictures: Some(pictures), ..feed })))
}

/// Unsubscribes from the selected feed after a question, or deletes the selected search.
pub fn remove(model: &mut Model) -> Vec<Effect> {
    if let Some(feed) = model.sources.selected_feed() {
        let question = Question::before_unsubscribing(feed, model.config.words);
        model.overlay = Some(Overlay::Question(question));
        return Vec::new();
    }
    match selected_entry(model) {
        Some(ViewEntry { name, view, .. }) if is_saved(&view) => commands::save(SearchChange::Delete(name)),
        _ => say(model, model.config.words.not_to_be_removed()),
    }
}

/// The site URL of the selected feed, else its feed URL.
pub fn address(model: &Model) -> Option<WebUrl> {
    let feed = model.sources.selected_feed()?;
    Some(feed.site.clone().unwrap_or_else(|| feed.url.clone()))
}

/// Asks for the sources where they are visible and not loaded.
pub fn ask(model: &mut Model) -> Option<Effect> {
    let is_wanted = model.layout().sources.is_some() && !model.sources.is_loaded();
    (is_wanted && !model.asked.awaits_sources())
        .then(|| model.ask(Ask::Sources(model.config.settings.feeds_by)))
}

/// Takes the sources; the list of a feed takes the feed's present name.
pub fn receive(model: &mut Model, entries: Vec<ViewEntry>, accounts: Vec<Account>) {
    if let View::Feed(listed, name) = &mut model.headlines.view {
        let feed = entries.iter().filter_map(|entry| entry.feed.as_deref()).find(|feed| feed.id == *listed);
        *name = feed.map_or_else(|| name.clone(), Feed::label);
    }
    let are_new = model.sources.rows().is_empty();
    model.sources.receive(entries, accounts, model.counts, model.config.settings.feeds_by);
    if are_new {
        model.sources.select_view(&model.headlines.view);
    }
}

/// Asks for the sources again, where articles were read or arrived since.
pub fn ask_again(model: &mut Model) -> Option<Effect> {
    model.needs_source_counts().then(|| model.ask(Ask::Sources(model.config.settings.feeds_by)))
}

/// Whether a list is a saved search.
fn is_saved(view: &View) -> bool {
    matches!(view, View::Matching(_)) && !view.is_muted() && view.as_tag().is_none()
}

fn selected_entry(model: &Model) -> Option<ViewEntry> {
    model.sources.selected_row()?.entry().cloned()
}

fn choose(model: &mut Model) -> Vec<Effect> {
    say(model, model.config.words.choose_source())
}
