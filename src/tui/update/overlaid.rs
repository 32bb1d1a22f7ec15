//! What became of a key given to what is open over the panes.

use super::{commands, feeds, filters, follow, history, marks, stories, take, views};
use crate::tui::effect::{Effect, FeedWish};
use crate::tui::model::Model;
use crate::tui::overlays::Outcome;

/// Gives pasted text to what is open; without a line to take it, it is dropped.
pub fn paste(model: &mut Model, text: &str) -> Vec<Effect> {
    let outcome = model.overlay.as_mut().map(|overlay| overlay.paste(text));
    outcome.map(|outcome| conclude(model, outcome)).unwrap_or_default()
}

/// Closes what is open, unless it stays, and does what was wished.
pub fn conclude(model: &mut Model, outcome: Outcome) -> Vec<Effect> {
    if !matches!(
        outcome,
        Outcome::Stay
            | Outcome::TryOn(_)
            | Outcome::Look(_)
            | Outcome::List(_)
            | Outcome::Say(_)
            | Outcome::Wonder(_)
            | Outcome::Tend(_)
            | Outcome::Fetch(_)
            | Outcome::Edit(_)
    ) {
        model.overlay = None;
    }
    match outcome {
        Outcome::Stay | Outcome::Close => {}
        Outcome::TurnTo(view) => return views::turn_to(model, view),
        Outcome::Sort(order) => return views::sort(model, order),
        Outcome::Narrow(narrowing) => return filters::narrow(model, narrowing),
        Outcome::TryOn(name) => views::preview_theme(model, &name),
        Outcome::Wear(name) => views::set_theme(model, &name),
        Outcome::GoThrough(steps) => return history::go(model, steps),
        Outcome::GoTo(block) => views::go_to_block(model, block),
        Outcome::List(query) => return views::list_matching(model, query),
        Outcome::Search(query) => return views::search(model, query),
        Outcome::Wish(wish, line) => return commands::wish(model, wish, &line),
        Outcome::Wonder(wonder) => return commands::find_out(model, wonder),
        Outcome::Keep(id, note, tags) => return marks::keep_bookmark(model, id, &note, tags),
        Outcome::Quote(block) => return take::quote(model, block),
        Outcome::Pipe(program) => return take::pipe(model, program),
        Outcome::Edit(note) => return vec![Effect::EditNote(note)],
        Outcome::Browse(url) => return follow::browse(model, url),
        Outcome::Follow(url) => return follow::follow_page(model, url),
        Outcome::Tend(wish) => return feeds::tend(model, wish),
        Outcome::Fetch(ids) => return feeds::fetch_feeds(model, ids),
        Outcome::FollowFeed(feed) => return feeds::tend(model, FeedWish::Follow(Box::new(feed))),
        Outcome::Report(id, why) => return stories::open_report(model, id, why),
        Outcome::Say(words) => model.say(&words),
        Outcome::Look(words) => look(model, &words),
        Outcome::Find(words) => find(model, &words),
    }
    Vec::new()
}

fn look(model: &mut Model, words: &str) {
    if let Some(reading) = &mut model.reading {
        reading.look_for(words);
        reading.show_match();
    }
}

fn find(model: &mut Model, words: &str) {
    look(model, words);
    let Some(reading) = model.reading.as_ref().filter(|_| !words.trim().is_empty()) else { return };
    let found = reading.find().position(model.config.words).unwrap_or_default();
    let none = reading.find().matches().is_empty();
    model.unsaved = true;
    model.say(&if none {
        model.config.words.not_in_article(words)
    } else {
        model.config.words.found_in_article(found)
    });
}
