//! Performs wishes: a table of contents of all that the screen does beside actions.

use super::{
    act, command_line, commands, copying, feeds, filters, find, follow, highlights, history, marks, panes,
    rules, stories, views,
};
use crate::domain::{Mark, Pane, Session, Verbatim};
use crate::library::FeedSelection;
use crate::tui::ask::{ArticleWanted, Navigation};
use crate::tui::effect::{Effect, StoryChange, Task, TerminalTask};
use crate::tui::model::Model;
use crate::tui::overlays::key_result::KeyResult;
use crate::tui::wish::Wish;

/// Performs a wish.
pub fn perform(model: &mut Model, wish: Wish) -> Vec<Effect> {
    match wish {
        Wish::Act(action) => act::act(model, action),
        Wish::Typed(line, wish) => typed(model, &line, *wish),
        Wish::OpenCommandLine(begun) => command_line::open(model, &begun),
        Wish::Complete(source) => command_line::complete(model, source),
        Wish::OpenView(view) => views::turn_to(model, view),
        Wish::OpenNamedView(name) => views::find_view(model, name),
        Wish::ListMatching(query) => views::list_matching(model, query),
        Wish::Search(query) => views::search(model, query),
        Wish::Filter(query) => views::filter(model, &query),
        Wish::Unfilter(query) => filters::unfilter(model, &query),
        Wish::Sort(order) => views::sort(model, order),
        Wish::SaveSearch(name) => commands::save_search(model, name),
        Wish::RenameSearch(name) => commands::rename_search(model, name),
        Wish::ChangeSearches(saving) => commands::save(saving),
        Wish::MakeRule(actions) => rules::make(model, actions),
        Wish::Tag(tags) => marks::to_action_targets(model, vec![Mark::Tag(tags)]),
        Wish::Untag(tags) => marks::to_action_targets(model, vec![Mark::Untag(tags)]),
        Wish::Note(note) => {
            marks::to_action_targets(model, vec![Mark::Note(Verbatim::from_untrusted(&note))])
        }
        Wish::ShowPassage(passage) => highlights::show_passage(model, passage),
        Wish::Highlight(highlight) => highlights::highlight(model, highlight),
        Wish::Unhighlight(passage) => highlights::unhighlight(model, passage),
        Wish::OpenPassage(id, highlight) => {
            vec![model.ask_for_article(ArticleWanted::Article(id), Navigation::ToPassage(highlight))]
        }
        Wish::MarkFound(query, mark) => marks::to_search_results(model, query, mark),
        Wish::OpenFound(query) => follow::open_found(model, query),
        Wish::Bookmark(id, note, tags) => marks::bookmark(model, id, &note, tags),
        Wish::EditNote(note) => vec![Effect::Terminal(TerminalTask::EditNote(note))],
        Wish::GoThroughHistory(steps) => history::go(model, steps),
        Wish::FollowAs(name) => stories::change(model, StoryChange::FollowAs(name)),
        Wish::OpenNamed(reference) => {
            vec![model.ask_for_article(ArticleWanted::Named(reference), Navigation::Opened)]
        }
        Wish::OpenReport(id, _) if model.is_open(id) => panes::focus(model, Pane::Article),
        Wish::OpenReport(id, why) => {
            vec![model.ask_for_article(ArticleWanted::Article(id), Navigation::Followed(why))]
        }
        Wish::FollowLink(url) => follow::follow_page(model, url),
        Wish::BrowseAll(urls) => follow::browse_all(urls),
        Wish::Browse(url) => follow::browse(model, url),
        Wish::PlayFile(path) => vec![Effect::Task(Task::PlayFile(path))],
        Wish::GoToBlock(block) => views::go_to_block(model, block),
        Wish::MarkMatches(words) => find::mark(model, &words),
        Wish::Find(words) => find::find(model, &words),
        Wish::Quote(block) => copying::quote(model, block),
        Wish::Copy(text) => copying::copy(model, text),
        Wish::Pipe(program) => copying::pipe(model, program),
        Wish::FindFeeds(address) => feeds::find(model, address),
        Wish::ChangeFeed(change) => feeds::change(change),
        Wish::Fetch(ids) => feeds::fetch_chosen(model, FeedSelection::These(ids)),
        Wish::Export(path) => commands::export(model, path),
        Wish::ExportBookmarks(path) => commands::export_bookmarks(model, path),
        Wish::Import(path) => commands::import(model, path),
        Wish::PreviewTheme(name) => views::preview_theme(model, &name),
        Wish::SetTheme(name) => views::set_theme(model, &name),
        Wish::Set(name, value) => commands::set(model, &name, &value),
    }
}

/// Closes the overlay if it is done, and performs its wish.
pub fn conclude(model: &mut Model, pressed: KeyResult) -> Vec<Effect> {
    if pressed.closes {
        model.close_overlay();
    }
    pressed.wish.map(|wish| perform(model, wish)).unwrap_or_default()
}

/// Performs a typed command, and remembers its line.
fn typed(model: &mut Model, line: &str, wish: Wish) -> Vec<Effect> {
    Session::remember(&mut model.commands, line);
    model.unsaved = true;
    perform(model, wish)
}
