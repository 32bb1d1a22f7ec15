//! Answers to questions; the answer to a superseded question changes nothing.

use super::{
    feeds, filters, follow, highlights, images, pickers, previewing, refusals, sources, views, wishes,
};
use crate::domain::{Arrival, Pane, TrailPosition, TrailStep, View};
use crate::library::{OpenedArticle, SessionState};
use crate::tui::ask::{Ask, Navigation, ViewsFor};
use crate::tui::effect::{Effect, Task, Ticket};
use crate::tui::failure::Failure;
use crate::tui::message::Answer;
use crate::tui::model::Model;
use crate::tui::overlays::Overlay;
use crate::tui::overlays::bookmark_form::BookmarkForm;
use crate::tui::overlays::story::StoryOverlay;
use crate::tui::panes::article::{ArticlePane, ReadWhen};
use crate::tui::panes::related::RelatedLinks;
use crate::tui::wish::Wish;

/// Takes the answer to a question, or the reason of a failure; a late one is dropped here.
pub fn answer(model: &mut Model, ticket: Ticket, answer: Result<Answer, Failure>) -> Vec<Effect> {
    let Some(ask) = model.asked.take(ticket) else { return Vec::new() };
    match answer {
        Ok(answer) => take(model, ask, answer),
        Err(failure) => fail(model, ask, &failure),
    }
}

fn take(model: &mut Model, ask: Ask, answer: Answer) -> Vec<Effect> {
    match answer {
        Answer::Rows(anchor, page) => {
            model.headlines.receive(anchor, page);
            return views::count_found(model);
        }
        Answer::SearchTotal(found) => model.headlines.found = Some(found),
        Answer::Article(opened, navigation) => return show_requested(model, *opened, &navigation),
        Answer::FurtherLinks(groups) => model.related.insert(groups),
        Answer::Unfolded(id, rows) => model.headlines.unfold(id, rows),
        Answer::Story(id, story) => {
            model.overlay =
                Some(Overlay::Story(StoryOverlay::of(*story, id, model.clock.calendar, model.config.words)));
        }
        Answer::Followed(followed) => model.followed = followed,
        Answer::Highlights(all) => highlights::list(model, all),
        Answer::NotCached(url) => follow::offer_page_fetch(model, url),
        Answer::Page(id) => return feeds::page_fetched(model, ask, id),
        Answer::Pictures(id, fetched) => images::receive_fetched(model, id, &fetched),
        Answer::Sources(all, accounts) => sources::receive(model, all, accounts),
        Answer::FeedsFound(found) => return feeds::offered(model, found),
        Answer::Views(ViewsFor::Opening, views) => pickers::pick_view(model, views),
        Answer::UnreadFeed(feeds, direction) => return sources::open_unread_feed(model, &feeds, direction),
        Answer::RandomUnread(found) => return follow::open_random(model, found),
        Answer::Views(ViewsFor::Filtering, views) => filters::pick(model, &views),
        Answer::Unread(found) => return follow::open_unread(model, found),
        Answer::Addresses(purpose, urls) => return follow::take_addresses(model, purpose, urls),
        Answer::Downloads(files) => follow::pick_download(model, files),
        Answer::Bookmark(id, headline, bookmark) => {
            let form = BookmarkForm::of(id, headline, bookmark.as_ref());
            model.open_over(Overlay::Bookmark(form));
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

/// Reports why a question has no answer; rows and images are no longer awaited.
fn fail(model: &mut Model, ask: Ask, failure: &Failure) -> Vec<Effect> {
    match ask {
        Ask::Rows(_) => model.headlines.stop_waiting(),
        Ask::Image(request) => images::receive(model, request, None),
        Ask::Sources(_) => model.sources.stop_waiting(model.counts),
        _ => {}
    }
    refusals::failed(model, failure)
}

/// Shows a requested article, at the place and with the focus of its navigation.
fn show_requested(model: &mut Model, opened: OpenedArticle, navigation: &Navigation) -> Vec<Effect> {
    if *navigation == Navigation::Previewed && !previewing::is_wanted(model, opened.id) {
        return Vec::new();
    }
    model.last_outside_link = None;
    let left = model.place();
    model.save_position();
    move_along_trail(model, &opened, navigation);
    show(model, opened, navigation);
    let relate = ask_for_further_links(model);
    let is_kept = match navigation {
        Navigation::Resumed(_) => false,
        Navigation::Previewed => left.is_some(),
        Navigation::Opened
        | Navigation::Stepped
        | Navigation::Followed(_)
        | Navigation::ToPassage(_)
        | Navigation::AlongTrail(_) => true,
    };
    if !is_kept {
        return relate.into_iter().collect();
    }
    let read = previewing::enter(model).into_iter().collect();
    model.unsaved = false;
    let state = SessionState { read, place: left, session: model.session() };
    let keep = Effect::Task(Task::SaveSession(Box::new(state)));
    let news = (!model.followed.is_empty()).then(|| model.ask(Ask::Followed));
    let wished = model.after_opening.take().map(|action| wishes::perform(model, Wish::Act(action)));
    relate.into_iter().chain([keep]).chain(news).chain(wished.into_iter().flatten()).collect()
}

/// Moves along the trail.
fn move_along_trail(model: &mut Model, opened: &OpenedArticle, navigation: &Navigation) {
    let arrival = match navigation {
        Navigation::Opened | Navigation::Stepped | Navigation::ToPassage(_) => Arrival::Opened,
        Navigation::Followed(why) => Arrival::Followed(why.clone()),
        Navigation::AlongTrail(steps) => return model.trail.move_by(*steps),
        Navigation::Resumed(_) | Navigation::Previewed => return,
    };
    let spot = TrailPosition {
        id: opened.id,
        headline: opened.article.headline.clone(),
        place: opened.place.clone().unwrap_or_default(),
        pane: Pane::Article,
        link: 0,
    };
    model.trail.push(TrailStep { arrival, spot });
}

fn show(model: &mut Model, mut opened: OpenedArticle, navigation: &Navigation) {
    let spot = model.trail.current().map(|step| step.spot.clone()).filter(|spot| spot.id == opened.id);
    let place = spot.as_ref().map(|spot| spot.place.clone()).filter(|place| !place.is_start());
    let link = spot.as_ref().map_or(0, |spot| spot.link);
    model.focus = match navigation {
        Navigation::Opened | Navigation::Followed(_) | Navigation::ToPassage(_) => Pane::Article,
        Navigation::Stepped => pane_that_stays(model),
        Navigation::Previewed => model.focus,
        Navigation::AlongTrail(_) => spot.map_or(Pane::Article, |spot| spot.pane),
        Navigation::Resumed(pane) => *pane,
    };
    if *navigation != Navigation::Previewed {
        model.headlines.select_article(opened.id);
    }
    model.headlines.settle_selection();
    model.related = RelatedLinks::of(std::mem::take(&mut opened.related), link);
    let place = place.or_else(|| opened.place.clone());
    let mut reading = ArticlePane::of(opened, place.as_ref(), model.article_layout());
    if let (Navigation::Opened | Navigation::Stepped | Navigation::Previewed, View::Matching(query)) =
        (navigation, &model.headlines.view)
    {
        reading.mark(query);
    }
    reading.is_stepped_through = *navigation == Navigation::Stepped && model.focus == Pane::Article;
    // A preview at the start, before the person has done anything, does not count as read by itself.
    reading.read_when = match (reading.read_when, navigation, &model.reading) {
        (ReadWhen::Decided, ..) | (_, Navigation::Resumed(_), _) => ReadWhen::Decided,
        (_, Navigation::Previewed, None) => ReadWhen::Entered,
        _ => ReadWhen::ShownSince(model.clock.now),
    };
    if let Navigation::ToPassage(highlight) = navigation {
        reading.show_passage(highlight);
    }
    model.reading = Some(reading);
}

/// The pane that keeps the focus on a step to another article: the headlines, where the article is visible
/// beside them.
fn pane_that_stays(model: &Model) -> Pane {
    let seen = model.focus == Pane::Headlines && model.layout().article.is_some();
    if seen { Pane::Headlines } else { Pane::Article }
}

/// Asks for the links that take a search to find, after the article is shown.
fn ask_for_further_links(model: &mut Model) -> Option<Effect> {
    let id = model.reading.as_ref()?.id();
    Some(model.ask(Ask::FurtherLinks(id)))
}
