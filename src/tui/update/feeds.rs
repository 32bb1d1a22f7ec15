//! Feeds on the screen: fetching them, changing them, and pages from beyond the cache.

use super::refusals;
use crate::config::Notify;
use crate::domain::{ArticleId, FeedId, LinkTarget, Pane, Prose, Subscription, WebUrl};
use crate::library::{FeedSelection, FetchSummary, without_comment_feeds};
use crate::tui::ask::{ArticleWanted, Ask, Navigation};
use crate::tui::effect::{Effect, FeedChange, Task, TerminalTask, Trigger};
use crate::tui::failure::Failure;
use crate::tui::model::Model;
use crate::tui::overlays::Overlay;
use crate::tui::overlays::picker::{Choice, Picker};
use crate::tui::wish::Wish;

/// Fetches the feeds that are due; during a fetch, stops it.
pub fn fetch(model: &mut Model) -> Vec<Effect> {
    if model.fetching.is_some() {
        model.fetch_queue.clear();
        model.show_message(model.config.words.fetch_stopping());
        return vec![Effect::Task(Task::StopFetching)];
    }
    fetch_these(model, FeedSelection::All)
}

/// Fetches automatically, once it is time, unless a fetch is running.
pub fn fetch_when_due(model: &mut Model) -> Vec<Effect> {
    if model.time_until_fetch().is_none_or(|left| !left.is_zero()) {
        return Vec::new();
    }
    model.next_fetch = model.next_fetch_time();
    if model.fetching.is_some() { Vec::new() } else { fetch_these(model, FeedSelection::Due) }
}

/// Fetches a selection of feeds. Chosen feeds wait for the end of a running fetch.
pub fn fetch_chosen(model: &mut Model, which: FeedSelection) -> Vec<Effect> {
    if model.fetching.is_some() {
        if let FeedSelection::These(ids) = which {
            model.fetch_queue.extend(ids);
            model.show_message(model.config.words.fetch_queued());
            return Vec::new();
        }
        model.show_message(model.config.words.fetch_goes_on());
        return Vec::new();
    }
    fetch_these(model, which)
}

fn fetch_these(model: &mut Model, which: FeedSelection) -> Vec<Effect> {
    model.fetching = Some((0, 0));
    vec![Effect::Task(Task::Fetch(which))]
}

/// Reports a complete fetch and refreshes the screen.
pub fn fetched(model: &mut Model, fetched: Result<FetchSummary, Failure>) -> Vec<Effect> {
    model.fetching = None;
    let queue = std::mem::take(&mut model.fetch_queue);
    let next = if queue.is_empty() { Vec::new() } else { fetch_these(model, FeedSelection::These(queue)) };
    let told = match fetched {
        Ok(fetched) => tell(model, fetched),
        Err(failure) => refusals::failed(model, &failure),
    };
    told.into_iter().chain(next).collect()
}

/// Says what a fetch brought, and looks for it.
fn tell(model: &mut Model, fetched: FetchSummary) -> Vec<Effect> {
    let FetchSummary { feeds, new, failed, suspended, accounts, stopped, notices, .. } = fetched;
    if feeds == 0 && suspended == 0 && accounts == 0 && failed == 0 {
        model.show_message(model.config.words.no_feeds_to_fetch());
        return Vec::new();
    }
    let words = model.config.words;
    let failures = (failed > 0).then(|| words.fetch_failed(failed));
    let rests = (suspended > 0).then(|| words.fetch_left_alone(suspended));
    let in_step = (accounts > 0).then(|| words.accounts_in_step(accounts));
    let own = (feeds > 0 || accounts == 0).then(|| words.fetched_feeds(feeds));
    let facts = [in_step, own, Some(words.fetched_new(new)), failures, rests];
    let facts = facts.into_iter().flatten().collect::<Vec<_>>().join(", ");
    let told = if stopped { words.fetch_stopped(facts) } else { facts };
    if failed > 0 {
        model.report_error(&model.config.words.fetched_with_failures(told));
    } else {
        model.show_message(&told);
    }
    let look = Effect::Task(Task::CheckForChanges(Trigger::OwnWrite));
    model.sources.mark_outdated();
    let notice = notice(model, notices.as_deref(), new);
    if new > 0 {
        model.steps.extend(model.config.settings.fetching.then.0.clone());
    }
    [look].into_iter().chain(notice).collect()
}

/// The notification of new articles, where the settings want one.
fn notice(model: &Model, headlines: Option<&[Prose]>, new: usize) -> Option<Effect> {
    let how = model.config.settings.fetching.notify.clone();
    if how == Notify::Off {
        return None;
    }
    let words = model.config.words.notification(headlines, new, model.clock.calendar.locale)?;
    Some(Effect::Terminal(TerminalTask::Notify(how, Prose::trimmed(&words))))
}

/// Asks for the feeds at an address.
pub fn find(model: &mut Model, address: String) -> Vec<Effect> {
    model.show_message(&model.config.words.looking_for_feed(&address));
    vec![model.ask(Ask::FeedsAt(address))]
}

/// Changes the feeds.
pub fn change(change: FeedChange) -> Vec<Effect> {
    vec![Effect::Task(Task::Feed(change))]
}

/// Refreshes the sources after a change of the feeds; a new subscription is fetched.
pub fn changed(model: &mut Model, subscribed: Option<FeedId>) -> Vec<Effect> {
    model.sources.mark_outdated();
    subscribed.map(|id| fetch_chosen(model, FeedSelection::These(vec![id]))).unwrap_or_default()
}

/// Subscribes to the only feed that was found, or lets the person choose.
pub fn offered(model: &mut Model, found: Vec<Subscription>) -> Vec<Effect> {
    model.notice = None;
    if let ([only], _) | (_, &[only]) = (found.as_slice(), without_comment_feeds(&found).as_slice()) {
        return change(FeedChange::Subscribe(Box::new(only.clone())));
    }
    let name =
        |feed: &Subscription| feed.title.as_ref().map_or_else(|| feed.feed.to_string(), Prose::to_string);
    let choice = |feed: Subscription| {
        let (name, about) = (name(&feed), feed.feed.path().to_owned());
        Choice::new(name, about, Wish::ChangeFeed(FeedChange::Subscribe(Box::new(feed))))
    };
    let choices: Vec<_> = found.into_iter().map(choice).collect();
    if !choices.is_empty() {
        model.overlay = Some(Overlay::List(Picker::new(model.config.words.several_feeds(), choices, None)));
    }
    Vec::new()
}

/// Fetches the page of the selected link, which is not in the cache, to open it in the reader; where no link is
/// selected, the page of the article, for its whole text.
pub fn fetch_page(model: &mut Model) -> Vec<Effect> {
    let link = model.related.selected_link().filter(|_| model.focus == Pane::Related);
    match link.map(|link| (link.target.clone(), model.config.words.why(&link.why))) {
        Some((LinkTarget::Outside(url), why)) => fetch_address(model, url, why),
        Some((LinkTarget::Cached { .. } | LinkTarget::Itself, _)) => {
            model.show_message(model.config.words.link_is_cached());
            Vec::new()
        }
        Some((LinkTarget::HeadlineOnly, _)) => {
            model.show_message(model.config.words.link_has_no_address());
            Vec::new()
        }
        None => {
            if let Some(url) = model.last_outside_link.take() {
                return fetch_address(model, url, model.config.words.linked_in_text().into());
            }
            let article = model.reading.as_ref().filter(|_| model.focus != Pane::Sources);
            if let Some(url) = article.and_then(|reading| reading.opened.article.url.clone()) {
                model.show_message(&model.config.words.fetching(url.to_request()));
                return vec![model.ask(Ask::Page(url, Some(Navigation::Opened)))];
            }
            model.show_message(model.config.words.choose_link_beyond());
            Vec::new()
        }
    }
}

fn fetch_address(model: &mut Model, url: WebUrl, why: Prose) -> Vec<Effect> {
    model.show_message(&model.config.words.fetching(url.to_request()));
    vec![model.ask(Ask::Page(url, Some(Navigation::Followed(why))))]
}

/// Opens the page that was fetched, unless another article was asked for since.
pub fn page_fetched(model: &mut Model, ask: Ask, id: ArticleId) -> Vec<Effect> {
    let Ask::Page(_, Some(navigation)) = ask else {
        model.show_message(model.config.words.page_came());
        return Vec::new();
    };
    model.notice = None;
    let open = model.ask_for_article(ArticleWanted::Article(id), navigation);
    vec![open, Effect::Task(Task::CheckForChanges(Trigger::OwnWrite))]
}
