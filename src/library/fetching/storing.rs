//! Stores the articles that a fetch brought, and the validators (`ETag`, `Last-Modified`) of its feed.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

use super::job::{FeedFailure, FetchedFeed, JobOutcome, PageRetry};
use super::{FetchEvent, FetchSummary, LibraryError, StoreOutcome};
use crate::cache::{Cache, EntryToStore};
use crate::domain::{ArticleId, Feed, FeedId, FeedState, Prose};

/// The time for which a feed is suspended after its first failure, doubled after each further one.
const FIRST_SUSPENSION: SignedDuration = SignedDuration::from_mins(5);

/// The longest time for which a feed is suspended after failures.
const LONGEST_SUSPENSION: SignedDuration = SignedDuration::from_hours(24);

/// The results of one commit, reported once it is written.
#[derive(Default)]
pub(super) struct FetchResults {
    stored: Vec<(ArticleId, StoreOutcome, Prose)>,
    failed: Vec<(Feed, Prose)>,
    page_failures: Vec<(Prose, String)>,
    /// The articles whose text is as it stays, each with its feed.
    pub settled: Vec<(FeedId, ArticleId)>,
    /// The feeds that responded.
    pub feeds: Vec<FeedId>,
    unchanged: usize,
    suspended: usize,
}

impl FetchResults {
    /// Adds the results to the counts and reports each.
    pub fn report(self, fetched: &mut FetchSummary, each: &mut dyn FnMut(FetchEvent<'_>)) {
        fetched.unchanged += self.unchanged;
        fetched.suspended += self.suspended;
        fetched.failed += self.failed.len();
        for (id, outcome, headline) in &self.stored {
            match outcome {
                StoreOutcome::Stored => fetched.new += 1,
                StoreOutcome::Updated => fetched.updated += 1,
                StoreOutcome::Unchanged => continue,
            }
            each(FetchEvent::Stored { id: *id, outcome: *outcome, headline });
        }
        self.failed.iter().for_each(|(feed, reason)| each(FetchEvent::Failed { feed, reason }));
        self.page_failures
            .iter()
            .for_each(|(headline, reason)| each(FetchEvent::NoPage { headline, reason }));
    }
}

/// Stores the articles that one document brought.
pub(super) fn store_fetched(
    cache: &mut Cache,
    outcome: JobOutcome,
    now: Timestamp,
    results: &mut FetchResults,
) -> Result<(), LibraryError> {
    match outcome {
        JobOutcome::Feed(feed, Ok(fetched)) => store_feed(cache, *feed, fetched, now, results),
        JobOutcome::Feed(feed, Err(failure)) if failure.suspended => {
            results.suspended += 1;
            suspend(cache, *feed, &failure, now)
        }
        JobOutcome::Feed(feed, Err(failure)) => {
            let mut feed = *feed;
            let reason = Prose::trimmed(&failure.reason);
            feed.state = failed(&feed.state, &reason, failure.gone, failure.wait, now);
            cache.save_fetch(&feed)?;
            results.failed.push((feed, reason));
            Ok(())
        }
        JobOutcome::Page(page, Ok(Some(whole))) => {
            let (article, prepared) = *whole;
            let stored = cache.store_full_text(page.id, &article, &prepared, now)?;
            cache.mark_page_done(page.id)?;
            results.settled.push((page.feed, page.id));
            results.stored.extend(stored.iter().map(|one| (one.id, one.outcome, article.headline.clone())));
            Ok(())
        }
        JobOutcome::Page(page, Ok(None)) => {
            results.settled.push((page.feed, page.id));
            Ok(cache.mark_page_done(page.id)?)
        }
        JobOutcome::Page(page, Err(no_page)) => {
            match no_page.retry {
                PageRetry::Limited => cache.count_page_failure(page.id)?,
                PageRetry::Uncounted => {}
                PageRetry::Never => cache.mark_page_done(page.id)?,
            }
            results.settled.push((page.feed, page.id));
            results.page_failures.push((page.article.headline.clone(), no_page.reason));
            Ok(())
        }
        JobOutcome::Pictures(id, fetched) => {
            cache.add_pictures(id, &fetched.found)?;
            Ok(())
        }
    }
}

/// Suspends a feed that was not requested because its host limits requests.
fn suspend(
    cache: &mut Cache,
    mut feed: Feed,
    failure: &FeedFailure,
    now: Timestamp,
) -> Result<(), LibraryError> {
    let wait = failure.wait.and_then(|wait| SignedDuration::try_from(wait).ok()).unwrap_or(FIRST_SUSPENSION);
    feed.state.due = now.checked_add(wait).ok();
    feed.state.reason = Some(Prose::trimmed(&failure.reason));
    Ok(cache.save_fetch(&feed)?)
}

fn store_feed(
    cache: &mut Cache,
    mut feed: Feed,
    fetched: Option<Box<FetchedFeed>>,
    now: Timestamp,
    results: &mut FetchResults,
) -> Result<(), LibraryError> {
    results.feeds.push(feed.id);
    feed.state = FeedState { fetched: Some(now), ..FeedState::default() };
    let Some(fetched) = fetched else {
        results.unchanged += 1;
        return Ok(cache.save_fetch(&feed)?);
    };
    let entries: Vec<EntryToStore<'_>> = fetched
        .entries
        .iter()
        .map(|one| EntryToStore {
            article: &one.article,
            prepared: &one.prepared,
            wants_page: one.wants_page,
        })
        .collect();
    let stored = cache.store_entries(feed.id, &entries, now)?;
    let articles: Vec<_> = fetched.entries.iter().map(|one| &one.article).collect();
    cache.drop_absent_removed(feed.id, &articles)?;
    for (one, stored) in fetched.entries.iter().zip(&stored) {
        results.stored.extend(stored.map(|stored| (stored.id, stored.outcome, one.article.headline.clone())));
        let came = stored.filter(|stored| stored.outcome != StoreOutcome::Unchanged && !one.wants_page);
        results.settled.extend(came.map(|stored| (feed.id, stored.id)));
    }
    feed.url = fetched.moved.unwrap_or(feed.url);
    feed.title = fetched.title.or(feed.title);
    feed.site = fetched.site.or(feed.site);
    feed.validators = fetched.validators;
    Ok(cache.save_fetch(&feed)?)
}

/// The state of a feed after a further failure.
fn failed(
    before: &FeedState,
    reason: &Prose,
    gone: bool,
    wait: Option<Duration>,
    now: Timestamp,
) -> FeedState {
    // A host that asks to wait is there, so the feed has not failed.
    let failures = if wait.is_some() { 0 } else { before.failures.saturating_add(1) };
    let doubled = 2_i32.saturating_pow(failures.saturating_sub(1).min(10));
    let rest = FIRST_SUSPENSION.saturating_mul(doubled).min(LONGEST_SUSPENSION);
    let asked = wait.and_then(|wait| SignedDuration::try_from(wait).ok()).unwrap_or_default();
    FeedState {
        fetched: before.fetched,
        due: now.checked_add(rest.max(asked)).ok(),
        failures,
        reason: Some(reason.clone()),
        gone,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_further_failure_doubles_the_suspension_of_a_feed() {
        let now = Timestamp::UNIX_EPOCH;
        let mut state = FeedState::default();
        let mut rests = Vec::new();
        for _ in 0..11 {
            state = failed(&state, &"no answer".into(), false, None, now);
            rests.push(state.due.unwrap().duration_since(now).as_mins());
        }

        assert_eq!(rests, [5, 10, 20, 40, 80, 160, 320, 640, 1_280, 1_440, 1_440]);
    }

    #[test]
    fn a_host_that_asks_for_a_while_gets_it() {
        let now = Timestamp::UNIX_EPOCH;
        let wait = Some(Duration::from_hours(2));

        let state = failed(&FeedState::default(), &"asked too often".into(), false, wait, now);

        assert_eq!(state.due.unwrap().duration_since(now).as_hours(), 2);
        assert!(state.must_wait(now), "whoever asks");
        let failed = failed(&FeedState::default(), &"no answer".into(), false, None, now);
        assert!(failed.is_suspended(now) && !failed.must_wait(now));
    }
}
