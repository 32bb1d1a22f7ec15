//! Answers to questions: one to a question that was superseded changes nothing.

use super::{feeds, filters, follow, history, images, marks, pickers, refusing, views};
use crate::domain::{Arrival, ArticleId, Change, Pane, Spot, Step, View};
use crate::library::{Opened, SessionState};
use crate::tui::ask::{Ask, Navigation, ViewsFor};
use crate::tui::effect::{Effect, Task, Ticket};
use crate::tui::failure::Failure;
use crate::tui::message::Answer;
use crate::tui::model::{Changed, Model};
use crate::tui::overlays::Overlay;
use crate::tui::overlays::bookmark_form::BookmarkForm;
use crate::tui::overlays::story::StorySheet;
use crate::tui::panes::article::Reading;
use crate::tui::panes::related::RelatedLinks;

/// Takes the answer to a question, or the reason why there is none; a late one is dropped here.
pub fn answer(model: &mut Model, ticket: Ticket, answer: Result<Answer, Failure>) -> Vec<Effect> {
    let Some(ask) = model.asked.take(ticket) else { return Vec::new() };
    match answer {
        Ok(answer) => take(model, ask, answer),
        Err(failure) => fail(model, ask, &failure),
    }
}

fn take(model: &mut Model, ask: Ask, answer: Answer) -> Vec<Effect> {
    match answer {
        Answer::Rows(anchor, page) => model.headlines.receive(anchor, page),
        Answer::Article(opened, navigation) => return arrive(model, *opened, &navigation),
        Answer::FurtherLinks(groups) => model.related.insert(groups),
        Answer::Unfolded(id, rows) => model.headlines.unfold(id, rows),
        Answer::Story(id, story) => {
            model.overlay =
                Some(Overlay::Story(StorySheet::of(*story, id, model.clock.calendar, model.config.words)));
        }
        Answer::Followed(followed) => model.followed = followed,
        Answer::NotCached(url) => follow::lead_beyond(model, url),
        Answer::Page(id) => return feeds::page_fetched(model, ask, id),
        Answer::Feeds(all) => feeds::list(model, all),
        Answer::FeedsFound(found) => return feeds::offered(model, found),
        Answer::Views(ViewsFor::Turning, views) => pickers::pick_view(model, views),
        Answer::Views(ViewsFor::Filtering, views) => filters::pick(model, &views),
        Answer::Unread(found) => return follow::open_unread(model, found),
        Answer::Address(purpose, url) => return follow::take_address(model, purpose, url),
        Answer::Bookmark(id, headline, bookmark) => {
            let form = BookmarkForm::of(id, headline, bookmark.as_ref());
            model.overlay = Some(Overlay::Bookmark(form));
        }
        Answer::Completions(known) => {
            if let Some(Overlay::Prompt(prompt)) = &mut model.overlay {
                prompt.receive(known);
            }
        }
        Answer::View(view) => return views::turn_to_named(model, view),
        Answer::Image(request, image) => images::receive(model, request, image),
    }
    Vec::new()
}

/// Says why a question has no answer; rows and images are waited for no longer.
fn fail(model: &mut Model, ask: Ask, failure: &Failure) -> Vec<Effect> {
    match ask {
        Ask::Rows(_) => model.headlines.give_up(),
        Ask::Image(request) => images::receive(model, request, None),
        Ask::Article(..)
        | Ask::Page(..)
        | Ask::FurtherLinks(_)
        | Ask::Unfolded(..)
        | Ask::Story(_)
        | Ask::Followed
        | Ask::Views(_)
        | Ask::View(_)
        | Ask::Unread(_)
        | Ask::Address(..)
        | Ask::Bookmark(..)
        | Ask::Completions(_)
        | Ask::Feeds
        | Ask::FeedsAgain
        | Ask::FeedsAt(_) => {}
    }
    refusing::failed(model, failure)
}

/// Shows an article that was asked for, at the place and with the focus that belong to the way there.
fn arrive(model: &mut Model, opened: Opened, navigation: &Navigation) -> Vec<Effect> {
    model.beyond = None;
    let left = model.place();
    model.keep_spot();
    go_on(model, &opened, navigation);
    show(model, opened, navigation);
    let relate = relate(model);
    if matches!(navigation, Navigation::Resumed(_)) {
        return relate.into_iter().collect();
    }
    let read = mark_read(model);
    model.unsaved = false;
    let state = SessionState { read, place: left, session: model.session() };
    let keep = Effect::Do(Task::SaveSession(Box::new(state)));
    let news = (!model.followed.is_empty()).then(|| model.ask(Ask::Followed));
    relate.into_iter().chain([keep]).chain(news).collect()
}

/// Moves on the trail.
fn go_on(model: &mut Model, opened: &Opened, navigation: &Navigation) {
    let arrival = match navigation {
        Navigation::Opened | Navigation::Stepped => Arrival::Opened,
        Navigation::Followed(why) => Arrival::Followed(why.clone()),
        Navigation::Along(steps) => return model.trail.go_along(*steps),
        Navigation::Resumed(_) => return,
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

fn show(model: &mut Model, mut opened: Opened, navigation: &Navigation) {
    let spot = model.trail.current().map(|step| step.spot.clone());
    let place = spot.as_ref().map(|spot| spot.place.clone()).filter(|place| !place.is_start());
    let link = spot.as_ref().map_or(0, |spot| spot.link);
    model.focus = match navigation {
        Navigation::Opened | Navigation::Followed(_) => Pane::Article,
        Navigation::Stepped => pane_that_stays(model),
        Navigation::Along(_) => spot.map_or(Pane::Article, |spot| spot.pane),
        Navigation::Resumed(pane) => *pane,
    };
    model.headlines.select_article(opened.id);
    model.related = RelatedLinks::of(std::mem::take(&mut opened.related), link);
    let place = place.or_else(|| opened.place.clone());
    let mut reading = Reading::of(opened, place.as_ref(), model.sheet());
    if let (Navigation::Opened | Navigation::Stepped, View::Matching(query)) =
        (navigation, &model.headlines.view)
    {
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
    Some(model.ask(Ask::FurtherLinks(id)))
}

/// An unread article counts as read from now on; that can be undone.
fn mark_read(model: &mut Model) -> Option<ArticleId> {
    let id = model.reading.as_ref().filter(|reading| !reading.opened.read)?.id();
    let (inverse, change) = (Change::Read(vec![(id, false)]), Change::Read(vec![(id, true)]));
    model.counts.unread = model.counts.unread.saturating_sub(1);
    marks::show(model, &change);
    let description = history::describe(model, &change);
    model.history.keep(Changed { change: inverse, description });
    Some(id)
}
