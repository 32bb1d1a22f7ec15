//! The screen as a whole: its list and order, its theme and widths, and the steps back.

use super::{leave, panes, refusals, save_session};
use crate::config::colour::TerminalBackground;
use crate::domain::{Density, Order, Pane, Query, Session, Trail, View};
use crate::library::{Anchor, Counts, FIXED_VIEWS};
use crate::tui::ask::Ask;
use crate::tui::effect::{Effect, TerminalTask};
use crate::tui::model::{History, Model, PreviousList, view_name};
use crate::tui::overlays::Overlay;
use crate::tui::overlays::picker::{Choice, Picker};
use crate::tui::panes::related::RelatedLinks;
use crate::tui::panes::ticks::TickedRows;
use crate::tui::reply;
use crate::tui::wish::Wish;

/// Columns by which the measure changes, and its bounds.
const STEP: usize = 4;
const NARROWEST: usize = 28;
const WIDEST: usize = 140;

/// Opens a list, keeping the selected article where the list holds it.
pub fn turn_to(model: &mut Model, view: View) -> Vec<Effect> {
    let order = model.headlines.order;
    open_list(model, view, order, Anchor::Start)
}

/// Lists the matches of a search while it is typed; for an empty one, the list before the search.
pub fn list_matching(model: &mut Model, query: Query) -> Vec<Effect> {
    leave_list(model);
    if query.is_empty() {
        return match model.before_search.clone() {
            Some(before) => return_to_list(model, before),
            None => return_to_all(model),
        };
    }
    let view = asked_now(model, query);
    let order = match (Order::BestFirst.effective_in(&view), model.headlines.order) {
        // A search without words ranks nothing.
        (Order::NewestFirst, Order::OldestFirst) => Order::OldestFirst,
        (order, _) => order,
    };
    turn_to_found(model, view, order)
}

/// Returns to a list that was left for a search, at the article that was selected.
fn return_to_list(model: &mut Model, PreviousList { view, order, selected }: PreviousList) -> Vec<Effect> {
    open_list(model, view, order, selected.map_or(Anchor::Start, Anchor::Around))
}

/// Opens the matches of a search, whose words are marked in the open article too.
fn turn_to_found(model: &mut Model, view: View, order: Order) -> Vec<Effect> {
    let request = model.headlines.open_list_keeping_rows(view, order);
    if let (View::Matching(query), Some(reading)) = (&model.headlines.view, &mut model.reading) {
        reading.mark(query);
    }
    vec![model.ask(Ask::Rows(request))]
}

/// The matches of a search, with the person's present day for its dates.
fn asked_now(model: &Model, query: Query) -> View {
    View::Matching(query.at(model.clock.now).in_zone(model.clock.calendar.zone))
}

/// Asks for the number of matches of the search, where it is not known.
pub fn count_found(model: &mut Model) -> Vec<Effect> {
    match &model.headlines.view {
        View::Matching(query) if model.headlines.found.is_none() => {
            let query = query.clone();
            vec![model.ask(Ask::SearchTotal(query))]
        }
        _ => Vec::new(),
    }
}

/// Opens the matches of a search; for an empty one, the list before the search.
pub fn search(model: &mut Model, query: Query) -> Vec<Effect> {
    Session::remember(&mut model.searches, query.as_str());
    let effects = list_matching(model, query);
    let before = model.before_search.take();
    // A search after a search leads back to the list before both.
    let is_list =
        |left: &PreviousList| !matches!(left.view, View::Matching(_)) || model.searched_from.is_none();
    if before.as_ref().is_some_and(is_list) {
        model.searched_from = before;
    }
    model.focus = Pane::Headlines;
    model.unsaved = true;
    effects
}

/// Remembers the selection of the list of all articles before it is left.
fn leave_list(model: &mut Model) {
    if model.headlines.view == View::All && model.headlines.is_loaded() {
        model.left_article = model.headlines.selected_row().map(|row| row.id);
    }
}

/// Narrows the list to the matches of a search.
pub fn filter(model: &mut Model, query: &Query) -> Vec<Effect> {
    if let Some(listed) = model.headlines.view.as_query() {
        return search(model, listed.and(query));
    }
    model.show_message(model.config.words.cannot_filter());
    Vec::new()
}

/// Asks for the list of a name, which may be the one that the screen gives to a list of every collection.
pub fn find_view(model: &mut Model, name: String) -> Vec<Effect> {
    let wanted = name.to_lowercase();
    let is_shown_as = |view: &View| view_name(view, model.config.words).to_lowercase() == wanted;
    let typed =
        FIXED_VIEWS.into_iter().find(|(_, view)| is_shown_as(view)).map(|(typed, _)| typed.to_owned());
    vec![model.ask(Ask::View(typed.unwrap_or(name)))]
}

/// Opens the list of a name.
pub fn turn_to_named(model: &mut Model, view: Option<View>) -> Vec<Effect> {
    if let Some(view) = view {
        return turn_to(model, view);
    }
    model.report_error(model.config.words.no_such_view());
    Vec::new()
}

/// Updates list and counts after a change of the collection; the selection stays.
pub fn refresh_after_change(model: &mut Model, counts: Counts) -> Vec<Effect> {
    let more = counts.articles.saturating_sub(model.counts.articles);
    model.counts = counts;
    model.arrived = model.arrived.saturating_add(more);
    // The report of a fetch or of a failure is more specific than "new articles".
    if more > 0 && model.notice.is_none() {
        model.show_message(&model.config.words.arrived(model.number(more)));
    }
    let request = model.headlines.request_again();
    vec![model.ask(Ask::Rows(request)), model.ask(Ask::Followed)]
}

/// Starts again on the cache, which replaced the sample edition.
pub fn switch_to_cache(model: &mut Model, counts: Counts) -> Vec<Effect> {
    let told = model.config.words.moved_in(model.number(counts.articles));
    model.config.words.offline_cache().clone_into(&mut model.edition);
    model.asked.clear();
    model.reading = None;
    model.related = RelatedLinks::default();
    model.trail = Trail::default();
    model.history = History::default();
    model.counts = counts;
    let effects = turn_to(model, View::All);
    model.show_message(&told);
    effects
}

/// Sorts the list, keeping the selected article.
pub fn sort(model: &mut Model, order: Order) -> Vec<Effect> {
    let anchor = model.headlines.selected_row().map_or(Anchor::Start, |row| Anchor::Around(row.id));
    let view = model.headlines.view.clone();
    let effects = open_list(model, view, order, anchor);
    if model.headlines.order != order {
        model.show_message(if order == Order::BestFirst {
            model.config.words.no_best_answers()
        } else {
            model.config.words.has_its_order()
        });
    }
    effects
}

/// Goes back to the list of all articles, at the article where it was left.
pub fn return_to_all(model: &mut Model) -> Vec<Effect> {
    let (order, anchor) = (model.headlines.order, model.left_article.map_or(Anchor::Start, Anchor::Around));
    open_list(model, View::All, order, anchor)
}

fn open_list(model: &mut Model, view: View, order: Order, anchor: Anchor) -> Vec<Effect> {
    leave_list(model);
    // What went wrong before is overtaken by a list that is found.
    model.notice.take_if(|notice| notice.is_error);
    model.searched_from = None;
    let view = if let View::Matching(query) = view { asked_now(model, query) } else { view };
    let request = model.headlines.open_list(view, order, anchor);
    model.focus = Pane::Headlines;
    model.zen = false;
    model.unsaved = true;
    let rows = model.ask(Ask::Rows(request));
    save_session(model).into_iter().chain([rows]).collect()
}

/// Opens the bookmarks; from there goes back to all articles.
pub fn show_bookmarks(model: &mut Model) -> Vec<Effect> {
    if model.headlines.view == View::Bookmarks {
        return_to_all(model)
    } else {
        turn_to(model, View::Bookmarks)
    }
}

/// Goes to a block of the article.
pub fn go_to_block(model: &mut Model, block: usize) -> Vec<Effect> {
    model.focus = Pane::Article;
    model.unsaved |= model.reading.as_mut().is_some_and(|reading| reading.go_to_block(block));
    Vec::new()
}

/// Shows the article alone, or beside the other panes.
pub fn toggle_zen(model: &mut Model) -> Vec<Effect> {
    if model.reading.is_none() {
        return refusals::nothing_open(model);
    }
    model.zen = !model.zen;
    model.focus = Pane::Article;
    Vec::new()
}

/// Lets the person pick a theme; the selected one is previewed.
pub fn pick_theme(model: &mut Model) -> Vec<Effect> {
    let current = Wish::SetTheme(model.chosen_theme.clone());
    let choice = |name: &str| Choice {
        preview: Some(Wish::PreviewTheme(name.to_owned())),
        ..Choice::new(name, "", Wish::SetTheme(name.to_owned()))
    };
    let choices = model.config.themes.names().map(choice).collect();
    model.overlay = Some(Overlay::List(Picker::at(model.config.words.themes(), choices, &current)));
    Vec::new()
}

/// Shows a theme without choosing it.
pub fn preview_theme(model: &mut Model, name: &str) -> Vec<Effect> {
    model.show_theme(name);
    Vec::new()
}

/// Takes the terminal's reply to the query for its background.
pub fn receive_background(model: &mut Model, answer: &str) {
    if let Some(colour) = reply::background(answer) {
        model.set_background(Some(TerminalBackground::of(colour)));
    }
}

/// Chooses a theme, for later sessions too.
pub fn set_theme(model: &mut Model, name: &str) -> Vec<Effect> {
    model.unsaved = true;
    name.clone_into(&mut model.chosen_theme);
    let configured = &model.config.settings.theme;
    if name != configured {
        model.show_message(&model.config.words.theme_chosen(name, configured));
    }
    preview_theme(model, name)
}

/// Takes the mouse, or leaves it to the terminal for selecting text.
pub fn toggle_mouse(model: &mut Model) -> Vec<Effect> {
    model.mouse = !model.mouse;
    model.show_message(if model.mouse {
        model.config.words.mouse_works()
    } else {
        model.config.words.mouse_selects()
    });
    vec![Effect::Terminal(TerminalTask::Mouse(model.mouse))]
}

/// Changes the spacing of the rows of the list.
pub fn change_density(model: &mut Model) -> Vec<Effect> {
    model.density = model.density.next();
    model.unsaved = true;
    model.show_message(match model.density {
        Density::OneRow => model.config.words.density_one_row(),
        Density::TwoRows => model.config.words.density_two_rows(),
        Density::Comfortable => model.config.words.density_comfortable(),
    });
    Vec::new()
}

/// Makes the lines of the article longer or shorter.
pub fn change_measure(model: &mut Model, wider: bool) -> Vec<Effect> {
    let measure = if wider { model.measure + STEP } else { model.measure.saturating_sub(STEP) };
    model.measure = measure.clamp(NARROWEST, WIDEST);
    model.unsaved = true;
    model.show_message(&model.config.words.columns(model.measure));
    Vec::new()
}

/// Goes back by one level; from the last one leaves the reader.
pub fn close(model: &mut Model) -> Vec<Effect> {
    match (model.zen, model.focus, &model.headlines.view) {
        (true, ..) => toggle_zen(model),
        (false, Pane::Related, _) => panes::focus(model, Pane::Article),
        (false, Pane::Sources | Pane::Article, _) => panes::focus(model, Pane::Headlines),
        (false, Pane::Headlines, View::All) => leave(model),
        (false, Pane::Headlines, View::Matching(_)) => match model.searched_from.take() {
            Some(before) => return_to_list(model, before),
            None => return_to_all(model),
        },
        (false, Pane::Headlines, _) => return_to_all(model),
    }
}

/// Dismisses the first that there is: a message, the matches in the article, the selected rows, the full-screen
/// article; from the sources goes back to the list.
pub fn cancel(model: &mut Model) -> Vec<Effect> {
    let looking = model.reading.as_ref().is_some_and(|reading| !reading.find().matches().is_empty());
    if model.notice.is_some() {
        model.notice = None;
    } else if looking {
        if let Some(reading) = &mut model.reading {
            reading.look_for("");
        }
    } else if model.headlines.ticks.is_empty() {
        model.zen = false;
        if model.focus == Pane::Sources {
            return panes::focus(model, Pane::Headlines);
        }
    } else {
        model.headlines.ticks = TickedRows::default();
    }
    Vec::new()
}
