//! Feeds on the screen: fetching them, the list of them, and pages from beyond the cache.

use crate::domain::{ArticleId, Feed, FeedId, LinkTarget, Pane, Prose, Subscription, WebUrl};
use crate::library::{Fetched, Which};
use crate::tui::effect::{Effect, FeedWish, Surely, Ticket};
use crate::tui::model::{Arriving, Awaited, Model};
use crate::tui::overlays::Overlay;
use crate::tui::overlays::feeds::Feeds;
use crate::tui::overlays::picker::{Choice, Picker};
use crate::tui::wish::Wish;

/// Fetches the feeds that are due; while they are fetched, stops.
pub fn fetch(model: &mut Model) -> Vec<Effect> {
    if model.fetching.is_some() {
        model.say(model.config.words.fetch_stopping());
        return vec![Effect::StopFetching];
    }
    fetch_these(model, Which::Due)
}

/// Fetches some feeds, unless others are on their way.
pub fn fetch_feeds(model: &mut Model, ids: Vec<FeedId>) -> Vec<Effect> {
    if model.fetching.is_some() {
        model.say(model.config.words.fetch_goes_on());
        return Vec::new();
    }
    fetch_these(model, Which::These(ids))
}

fn fetch_these(model: &mut Model, which: Which) -> Vec<Effect> {
    model.fetching = Some((0, 0));
    vec![Effect::Fetch(which)]
}

/// A fetch is through.
pub fn fetched(model: &mut Model, fetched: Result<Fetched, String>) -> Vec<Effect> {
    model.fetching = None;
    let fetched = match fetched {
        Ok(fetched) => fetched,
        Err(reason) => {
            model.complain(&reason);
            return Vec::new();
        }
    };
    let Fetched { feeds, new, failed, resting, stopped, .. } = fetched;
    if feeds == 0 && resting == 0 {
        model.say(model.config.words.no_feeds_to_fetch());
        return Vec::new();
    }
    let failures = (failed > 0).then(|| model.config.words.fetch_failed(failed));
    let rests = (resting > 0).then(|| model.config.words.fetch_left_alone(resting));
    let end = stopped.then(|| model.config.words.fetch_stopped().to_owned());
    let more: String = [failures, rests, end].into_iter().flatten().collect();
    let told = model.config.words.fetched(feeds, feeds, new, more);
    if failed > 0 {
        model.complain(&model.config.words.fetched_with_failures(told));
    } else {
        model.say(&told);
    }
    let ticket = model.new_ticket();
    let look = Effect::LookAround(ticket, Surely::Yes);
    let shown = matches!(model.overlay, Some(Overlay::Feeds(_)));
    let feeds = if shown { tend(model, FeedWish::List) } else { Vec::new() };
    [look].into_iter().chain(feeds).collect()
}

/// Asks for the feeds, to list them.
pub fn show(model: &mut Model) -> Vec<Effect> {
    let ticket = model.ticket_for(Awaited::FeedList);
    vec![Effect::Tend(ticket, FeedWish::List)]
}

/// Does with feeds what is wished.
pub fn tend(model: &mut Model, wish: FeedWish) -> Vec<Effect> {
    if let FeedWish::Find(address) = &wish {
        model.say(&model.config.words.looking_for_feed(address));
    }
    let ticket = model.ticket_for(Awaited::Feeds);
    vec![Effect::Tend(ticket, wish)]
}

/// Shows the feeds; one that is followed from now on is fetched.
pub fn receive(model: &mut Model, feeds: Vec<Feed>, followed: Option<FeedId>) -> Vec<Effect> {
    match &mut model.overlay {
        Some(Overlay::Feeds(list)) => list.receive(feeds),
        Some(_) => {}
        None => model.overlay = Some(Overlay::Feeds(Feeds::of(feeds, model.clock.calendar.locale))),
    }
    followed.map(|id| fetch_feeds(model, vec![id])).unwrap_or_default()
}

/// Follows the only feed that was found, or lets the person choose.
pub fn offered(model: &mut Model, found: Vec<Subscription>) -> Vec<Effect> {
    model.notice = None;
    if let [only] = found.as_slice() {
        return tend(model, FeedWish::Follow(Box::new(only.clone())));
    }
    let name =
        |feed: &Subscription| feed.title.as_ref().map_or_else(|| feed.feed.to_string(), Prose::to_string);
    let choice = |feed: Subscription| {
        let (name, about) = (name(&feed), feed.feed.path().to_owned());
        Choice::new(name, about, Wish::Feeds(FeedWish::Follow(Box::new(feed))))
    };
    let choices: Vec<_> = found.into_iter().map(choice).collect();
    if !choices.is_empty() {
        model.overlay = Some(Overlay::List(Picker::new(model.config.words.several_feeds(), choices, None)));
    }
    Vec::new()
}

/// Fetches the page of the selected link that is not in the cache, to open it here.
pub fn fetch_page(model: &mut Model) -> Vec<Effect> {
    let link = model.related.selected_link().filter(|_| model.focus == Pane::Related);
    match link.map(|link| (link.target.clone(), link.why.clone())) {
        Some((LinkTarget::Outside(url), why)) => fetch_address(model, url, why),
        Some((LinkTarget::Cached { .. } | LinkTarget::Itself, _)) => {
            model.say(model.config.words.link_is_cached());
            Vec::new()
        }
        Some((LinkTarget::HeadlineOnly, _)) => {
            model.say(model.config.words.link_has_no_address());
            Vec::new()
        }
        None => {
            if let Some(url) = model.beyond.take() {
                return fetch_address(model, url, model.config.words.linked_in_text().into());
            }
            model.say(model.config.words.choose_link_beyond());
            Vec::new()
        }
    }
}

fn fetch_address(model: &mut Model, url: WebUrl, why: Prose) -> Vec<Effect> {
    model.say(&model.config.words.fetching(url.to_request()));
    let ticket = model.new_ticket();
    model.opening = Some((ticket, Arriving::Followed(why)));
    vec![Effect::FetchPage(ticket, url)]
}

/// The page that was asked for has come: it is opened like any other, unless something else was asked
/// for since.
pub fn came(model: &mut Model, ticket: Ticket, id: ArticleId) -> Vec<Effect> {
    let Some((_, arriving)) = model.opening.take_if(|(awaited, _)| *awaited == ticket) else {
        model.say(model.config.words.page_came());
        return Vec::new();
    };
    model.notice = None;
    let open = model.ask_for_article(crate::tui::effect::Wanted::Article(id), arriving);
    let ticket = model.new_ticket();
    vec![open, Effect::LookAround(ticket, Surely::Yes)]
}
