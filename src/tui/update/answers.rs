//! What was asked for has come: an answer to a wish that is no longer current changes nothing.

use super::{feeds, filters, follow, history, images, marks, pickers, stories, views};
use crate::domain::{Arrival, ArticleId, Bookmark, Change, Pane, Spot, Step, View, WebUrl};
use crate::library::{Kept, Opened};
use crate::tui::effect::{Effect, Ticket};
use crate::tui::message::Answer;
use crate::tui::model::{AddressFor, Arriving, Awaited, Changed, Model};
use crate::tui::overlays::Overlay;
use crate::tui::overlays::bookmark_form::BookmarkForm;
use crate::tui::overlays::story::StorySheet;
use crate::tui::panes::article::Reading;
use crate::tui::panes::related::RelatedLinks;

/// Takes an answer.
pub fn answer(model: &mut Model, ticket: Ticket, answer: Answer) -> Vec<Effect> {
    let awaited = model.awaiting.take(ticket);
    match answer {
        Answer::Rows(anchor, page) if model.headlines.awaits(ticket) => model.headlines.receive(anchor, page),
        Answer::Article(opened) if model.awaits_article(ticket) => return arrive(model, *opened),
        Answer::FurtherLinks(groups) if awaited == Some(Awaited::FurtherLinks) => {
            model.related.insert(groups);
        }
        Answer::Unfolded(id, rows) if awaited == Some(Awaited::Unfolded) => {
            model.headlines.unfold(id, rows);
        }
        Answer::Story(id, story) if awaited == Some(Awaited::Story) => {
            model.overlay =
                Some(Overlay::Story(StorySheet::of(*story, id, model.clock.calendar, model.config.words)));
        }
        Answer::Followed(followed) if awaited == Some(Awaited::Followed) => {
            model.followed = followed;
        }
        Answer::NotCached(url) if model.awaits_article(ticket) => {
            model.opening = None;
            follow::lead_beyond(model, url);
        }
        Answer::Came(id) => return feeds::came(model, ticket, id),
        Answer::Feeds(all, followed) if matches!(awaited, Some(Awaited::Feeds | Awaited::FeedList)) => {
            return feeds::receive(model, all, followed);
        }
        Answer::Offered(found) if awaited == Some(Awaited::Feeds) => {
            return feeds::offered(model, found);
        }
        Answer::Gone if model.awaits_article(ticket) => {
            model.opening = None;
            model.complain(model.config.words.article_gone());
        }
        Answer::Applied { intent, change, inverse, counts } => {
            model.counts = counts;
            marks::applied(model, ticket, intent, &change, inverse);
            return stories::keep_up(model, &change);
        }
        Answer::Views(views) if awaited == Some(Awaited::Shelves) => pickers::pick_view(model, views),
        Answer::Views(views) if awaited == Some(Awaited::Filters) => filters::pick(model, &views),
        Answer::Unread(found) if awaited == Some(Awaited::Unread) => {
            return follow::open_unread(model, found);
        }
        Answer::Address(url) => return address(model, awaited.as_ref(), url),
        Answer::Bookmark(bookmark) => open_form(model, awaited, bookmark.as_ref()),
        Answer::Known(known) if awaited == Some(Awaited::Known) => {
            if let Some(Overlay::Prompt(prompt)) = &mut model.overlay {
                prompt.receive(known);
            }
        }
        Answer::View(view) if awaited == Some(Awaited::View) => {
            return views::turn_to_named(model, view);
        }
        Answer::Drawn(drawing) => images::receive(model, ticket, drawing),
        Answer::Said(words) => model.say(&words),
        Answer::News(counts) => return views::take_news(model, counts),
        Answer::MovedIn(counts) => return views::move_in(model, counts),
        Answer::Failed(reason) => fail(model, ticket, &reason),
        // Something else was asked for since.
        Answer::Rows(..)
        | Answer::Article(_)
        | Answer::FurtherLinks(_)
        | Answer::Unfolded(..)
        | Answer::Story(..)
        | Answer::Followed(_)
        | Answer::NotCached(_)
        | Answer::Gone
        | Answer::Unread(_)
        | Answer::Known(_)
        | Answer::View(_)
        | Answer::Feeds(..)
        | Answer::Offered(_)
        | Answer::Views(_) => {}
    }
    Vec::new()
}

fn fail(model: &mut Model, ticket: Ticket, reason: &str) {
    history::forget(model, ticket);
    if model.headlines.awaits(ticket) {
        model.headlines.give_up();
    }
    if model.awaits_article(ticket) {
        model.opening = None;
    }
    model.complain(reason);
}

fn address(model: &mut Model, awaited: Option<&Awaited>, url: Option<WebUrl>) -> Vec<Effect> {
    let Some(Awaited::Address(purpose)) = awaited else { return Vec::new() };
    match (purpose, url) {
        (AddressFor::Clipboard, Some(url)) => follow::copy(model, &url),
        (AddressFor::Browser, Some(url)) => follow::look_and_browse(model, url),
        (AddressFor::Clipboard | AddressFor::Browser, None) => {
            model.say(model.config.words.no_address());
            Vec::new()
        }
    }
}

fn open_form(model: &mut Model, awaited: Option<Awaited>, bookmark: Option<&Bookmark>) {
    if let Some(Awaited::Bookmark(id, headline)) = awaited {
        model.overlay = Some(Overlay::Bookmark(BookmarkForm::of(id, headline, bookmark)));
    }
}

/// Shows an article that was asked for, at the place and with the focus that belong to the way there.
fn arrive(model: &mut Model, opened: Opened) -> Vec<Effect> {
    let Some((_, arriving)) = model.opening.take() else { return Vec::new() };
    model.beyond = None;
    let left = model.place();
    model.keep_spot();
    go_on(model, &opened, &arriving);
    show(model, opened, &arriving);
    let relate = relate(model);
    if matches!(arriving, Arriving::Resumed(_)) {
        return relate.into_iter().collect();
    }
    let read = mark_read(model);
    model.unsaved = false;
    let keep = Effect::Keep(Box::new(Kept { read, place: left, session: model.session() }));
    let news = (!model.followed.is_empty()).then(|| model.ask_for_followed());
    relate.into_iter().chain([keep]).chain(news).collect()
}

/// Moves on the trail.
fn go_on(model: &mut Model, opened: &Opened, arriving: &Arriving) {
    let arrival = match arriving {
        Arriving::Opened | Arriving::Stepped => Arrival::Opened,
        Arriving::Followed(why) => Arrival::Followed(why.clone()),
        Arriving::Along(steps) => return model.trail.go_along(*steps),
        Arriving::Resumed(_) => return,
    };
    let spot = Spot {
        id: opened.id,
        headline: opened.article.headline.clone(),
        place: opened.place.clone().unwrap_or_default(),
        pane: Pane::Article,
        link: 0,
    };
    model.trail.push(Step { arrival, spot });
}

fn show(model: &mut Model, mut opened: Opened, arriving: &Arriving) {
    let spot = model.trail.current().map(|step| step.spot.clone());
    let place = spot.as_ref().map(|spot| spot.place.clone()).filter(|place| !place.is_start());
    let link = spot.as_ref().map_or(0, |spot| spot.link);
    model.focus = match arriving {
        Arriving::Opened | Arriving::Followed(_) => Pane::Article,
        Arriving::Stepped => pane_that_stays(model),
        Arriving::Along(_) => spot.map_or(Pane::Article, |spot| spot.pane),
        Arriving::Resumed(pane) => *pane,
    };
    model.headlines.select_article(opened.id);
    model.related = RelatedLinks::of(std::mem::take(&mut opened.related), link);
    let place = place.or_else(|| opened.place.clone());
    let mut reading = Reading::of(opened, place.as_ref(), model.sheet());
    if let (Arriving::Opened | Arriving::Stepped, View::Matching(query)) = (arriving, &model.headlines.view) {
        reading.look_for(query.as_str());
    }
    model.reading = Some(reading);
}

/// The headlines keep the focus while one steps through them, where the article is seen beside them.
fn pane_that_stays(model: &Model) -> Pane {
    let seen = model.focus == Pane::Headlines && model.layout().article.is_some();
    if seen { Pane::Headlines } else { Pane::Article }
}

/// Asks for the links that have to be looked for; they come after the article is shown.
fn relate(model: &mut Model) -> Option<Effect> {
    let id = model.reading.as_ref()?.id();
    let ticket = model.ticket_for(Awaited::FurtherLinks);
    Some(Effect::Relate(ticket, id))
}

/// An unread article counts as read from now on; that can be undone.
fn mark_read(model: &mut Model) -> Option<ArticleId> {
    let id = model.reading.as_ref().filter(|reading| !reading.opened.read)?.id();
    let (inverse, change) = (Change::Read(vec![(id, false)]), Change::Read(vec![(id, true)]));
    model.counts.unread = model.counts.unread.saturating_sub(1);
    marks::show(model, &change);
    let told = history::told(model, &change);
    model.history.keep(Changed { change: inverse, told });
    Some(id)
}
