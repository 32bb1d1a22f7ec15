//! A command that was typed becomes a change.

use super::{act, marks, stories, take, ticking, views};
use crate::domain::{Among, Deed, Pane, Prose, SavedSearch, Session, Verbatim};
use crate::tui::command::{Wish, Wonder};
use crate::tui::effect::{Effect, Export, Exported, Saving, StoryDeed, Wanted};
use crate::tui::model::{Arriving, Awaited, Model};
use crate::tui::panes::article::Reading;

/// Does what was wished, and remembers its words.
pub fn wish(model: &mut Model, wish: Wish, line: &str) -> Vec<Effect> {
    Session::remember(&mut model.commands, line);
    model.unsaved = true;
    match wish {
        Wish::Act(action) => act::act(model, action),
        Wish::View(name) => find_view(model, name),
        Wish::Search(query) => views::search(model, query),
        Wish::Filter(query) => views::filter(model, &query),
        Wish::SaveSearch(name) => save_search(model, name),
        Wish::RenameSearch(name) => rename_search(model, name),
        Wish::ForgetSearch(name) => save(model, Saving::Forget(name)),
        Wish::Sort(order) => views::sort(model, order),
        Wish::Tag(tags) => marks::to_all_meant(model, vec![Deed::Tag(tags)]),
        Wish::Untag(tags) => marks::to_all_meant(model, vec![Deed::Untag(tags)]),
        Wish::Note(note) => marks::to_all_meant(model, vec![Deed::Note(Verbatim::from_untrusted(&note))]),
        Wish::FollowAs(name) => stories::deed(model, StoryDeed::FollowAs(name)),
        Wish::Export(path) => export(model, path),
        Wish::ExportBookmarks(path) => write(model, Exported::Bookmarks, path),
        Wish::Import(path) => import(model, path),
        Wish::Open(reference) => vec![model.ask_for_article(Wanted::Named(reference), Arriving::Opened)],
        Wish::Pipe(program) => take::pipe(model, program),
        Wish::Set(name, value) => set(model, &name, &value),
    }
}

/// Asks for what is needed to complete a command.
pub fn find_out(model: &mut Model, wonder: Wonder) -> Vec<Effect> {
    let ticket = model.ticket_for(Awaited::Known);
    vec![Effect::FindOut(ticket, wonder)]
}

fn find_view(model: &mut Model, name: String) -> Vec<Effect> {
    let ticket = model.ticket_for(Awaited::View);
    vec![Effect::FindView(ticket, name)]
}

/// Keeps the search whose answers are listed; any other list is kept as the search that holds the same.
fn save_search(model: &mut Model, name: Prose) -> Vec<Effect> {
    match model.headlines.view.as_query().filter(|query| !query.is_empty()) {
        Some(query) => save(model, Saving::Keep(SavedSearch { name, query })),
        None => say(model, model.config.words.no_search_to_save()),
    }
}

fn rename_search(model: &mut Model, name: Prose) -> Vec<Effect> {
    match model.headlines.view.as_query().filter(|query| !query.is_empty()) {
        Some(query) => save(model, Saving::Rename(query, name)),
        None => say(model, model.config.words.turn_to_search_first()),
    }
}

fn save(model: &mut Model, saving: Saving) -> Vec<Effect> {
    vec![Effect::Save(model.new_ticket(), saving)]
}

fn say(model: &mut Model, words: &str) -> Vec<Effect> {
    model.say(words);
    Vec::new()
}

/// Writes the ticked stories; without ticks the list, or the open article, whichever has the focus.
fn export(model: &mut Model, path: String) -> Vec<Effect> {
    let ticked = ticking::ticked(model);
    let open = model.reading.as_ref().filter(|_| model.focus != Pane::Headlines).map(Reading::id);
    let among = match (ticked, open) {
        (Some(among), _) => among,
        (None, Some(id)) => Among::These(vec![id]),
        (None, None) => ticking::whole_list(model),
    };
    write(model, Exported::Articles(among), path)
}

fn write(model: &mut Model, what: Exported, path: String) -> Vec<Effect> {
    let ticket = model.new_ticket();
    model.say(&model.config.words.writing(&path));
    vec![Effect::Export(ticket, Export { what, path })]
}

fn import(model: &mut Model, path: String) -> Vec<Effect> {
    model.say(&model.config.words.importing(&path));
    vec![Effect::Import(path)]
}

/// Changes a setting until the reader is left.
fn set(model: &mut Model, name: &str, value: &str) -> Vec<Effect> {
    if let Err(mistake) = model.config.settings.change(name, value) {
        model.complain(&mistake);
        return Vec::new();
    }
    let settings = &model.config.settings;
    let mouse = settings.mouse;
    if name == "measure" {
        model.measure = usize::from(settings.measure);
    }
    model.say(&model.config.words.is_until_you_leave(name, value));
    if name == "mouse" {
        model.mouse = mouse;
        return vec![Effect::Mouse(mouse)];
    }
    Vec::new()
}
