//! The wishes that only commands have: saved searches, files, settings.

use super::refusals::say;
use super::ticking;
use crate::domain::{Pane, Prose, SavedSearch, Selection};
use crate::tui::effect::{Effect, Export, ExportContent, SearchChange, Task, TerminalTask};
use crate::tui::model::Model;
use crate::tui::panes::article::ArticlePane;

/// Saves the search of the list under a name; another list is saved as the search with the same articles.
pub fn save_search(model: &mut Model, name: Prose) -> Vec<Effect> {
    match model.headlines.view.as_query().filter(|query| !query.is_empty()) {
        Some(query) => save(SearchChange::Save(SavedSearch { name, query })),
        None => say(model, model.config.words.no_search_to_save()),
    }
}

/// Renames the saved search of the list.
pub fn rename_search(model: &mut Model, name: Prose) -> Vec<Effect> {
    match model.headlines.view.as_query().filter(|query| !query.is_empty()) {
        Some(query) => save(SearchChange::Rename(query, name)),
        None => say(model, model.config.words.turn_to_search_first()),
    }
}

/// Changes the saved searches.
pub fn save(saving: SearchChange) -> Vec<Effect> {
    vec![Effect::Task(Task::SavedSearch(saving))]
}

/// Exports the ticked articles; without ticks the list, or the open article, whichever has the focus.
pub fn export(model: &mut Model, path: String) -> Vec<Effect> {
    let ticked = ticking::ticked(model);
    let open = model
        .reading
        .as_ref()
        .filter(|_| !matches!(model.focus, Pane::Sources | Pane::Headlines))
        .map(ArticlePane::id);
    let selection = match (ticked, open) {
        (Some(selection), _) => selection,
        (None, Some(id)) => Selection::These(vec![id]),
        (None, None) => ticking::whole_list(model),
    };
    write(model, ExportContent::Articles(selection), path)
}

/// Exports the bookmarks.
pub fn export_bookmarks(model: &mut Model, path: String) -> Vec<Effect> {
    write(model, ExportContent::Bookmarks, path)
}

fn write(model: &mut Model, what: ExportContent, path: String) -> Vec<Effect> {
    model.show_message(&model.config.words.writing(&path));
    vec![Effect::Task(Task::Export(Export { what, path }))]
}

/// Imports a file or folder.
pub fn import(model: &mut Model, path: String) -> Vec<Effect> {
    model.show_message(&model.config.words.importing(&path));
    vec![Effect::Task(Task::Import(path))]
}

/// Changes a setting for this session.
pub fn set(model: &mut Model, name: &str, value: &str) -> Vec<Effect> {
    if let Err(mistake) = model.config.settings.change(name, value) {
        model.report_error(&mistake);
        return Vec::new();
    }
    let settings = &model.config.settings;
    let mouse = settings.mouse;
    match name {
        "measure" => model.measure = usize::from(settings.measure),
        "density" => model.density = settings.density,
        "feeds-by" => model.sources.mark_outdated(),
        _ => {}
    }
    model.show_message(&model.config.words.is_until_you_leave(name, value));
    if name == "mouse" {
        model.mouse = mouse;
        return vec![Effect::Terminal(TerminalTask::Mouse(mouse))];
    }
    Vec::new()
}
