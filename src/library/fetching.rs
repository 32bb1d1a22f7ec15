//! Fetching subscriptions: threads fetch and understand, in parallel over hosts; this one stores, several
//! feeds in one commit, and asks for the pages of entries that are told in part.
//!
//! What a feed is asked by the next time is written with its articles: whoever is killed between two
//! commits has lost nothing, and the next fetch goes on from there.

mod errand;

use std::collections::HashSet;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::thread;
use std::time::{Duration, Instant};

use jiff::{SignedDuration, Timestamp};

use super::{Library, LibraryError, Outcome};
use crate::cache::{Cache, Entry, Learnt};
use crate::domain::{ArticleId, Feed, FeedId, FeedState, Prose};
use crate::fetch::{Network, Queue, Stop};
use errand::{Came, Errand, Page, Preparing, Return};

/// Articles that share a commit, about: what a commit costs is then the same as in an import.
const GROUP: usize = 512;

/// For how long a commit waits to be shared by more.
const PATIENCE: Duration = Duration::from_millis(200);

/// Answers that wait to be stored.
const WAITING: usize = 32;

/// How often this thread looks whether to stop.
const GLANCE: Duration = Duration::from_millis(50);

/// How long a feed is left alone after its first failure; twice as long after each more.
const FIRST_REST: SignedDuration = SignedDuration::from_mins(5);

/// The longest that a feed is left alone because it fails.
const LONGEST_REST: SignedDuration = SignedDuration::from_hours(24);

/// Which feeds are fetched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Which {
    /// All but those that are left alone for a while because they failed, or are gone.
    Due,
    /// These, whatever their state.
    These(Vec<FeedId>),
}

/// What happens in a fetch. Articles are told of after the commit that holds them.
#[derive(Debug)]
pub enum FetchEvent<'event> {
    /// So many of so many documents are done.
    Progress {
        /// Done.
        done: usize,
        /// Of all known by now.
        all: usize,
    },
    /// An article is in the cache.
    Stored {
        /// Its number.
        id: ArticleId,
        /// Whether it is new.
        outcome: Outcome,
        /// Its headline.
        headline: &'event Prose,
    },
    /// A feed could not be fetched.
    Failed {
        /// The feed.
        feed: &'event Feed,
        /// Why.
        reason: &'event Prose,
    },
    /// The page of an entry could not be had; the article has what the feed tells.
    NoPage {
        /// The headline of the article.
        headline: &'event Prose,
        /// Why.
        reason: &'event str,
    },
}

/// What a fetch came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Fetched {
    /// Feeds that were asked.
    pub feeds: usize,
    /// Feeds that were as they were.
    pub unchanged: usize,
    /// New articles.
    pub new: usize,
    /// Articles whose text is another now, or whole.
    pub updated: usize,
    /// Feeds that failed.
    pub failed: usize,
    /// Feeds that were left alone.
    pub resting: usize,
    /// Whether somebody stopped it.
    pub stopped: bool,
}

impl Library {
    /// Fetches feeds and the pages of what they tell in part. `clock` tells the time of each commit.
    ///
    /// # Errors
    /// Where the cache cannot be read or written; what was told of stays.
    pub fn fetch(
        &mut self,
        which: &Which,
        network: &Arc<Network>,
        stop: &Stop,
        clock: &dyn Fn() -> Timestamp,
        each: &mut dyn FnMut(FetchEvent<'_>),
    ) -> Result<Fetched, LibraryError> {
        let all = self.feeds()?;
        let now = clock();
        let (wanted, resting): (Vec<Feed>, Vec<Feed>) = match which {
            Which::Due => all.into_iter().partition(|feed| is_due(feed, now)),
            Which::These(ids) => {
                (all.into_iter().filter(|feed| ids.contains(&feed.id)).collect(), Vec::new())
            }
        };
        let mut round = Round::begin(wanted, network, &self.cache.learnt()?, stop);
        round.fetched.resting = resting.len();
        self.go_round(&mut round, clock, each)?;
        self.cache.place_waiting()?;
        Ok(round.fetched)
    }

    fn go_round(
        &mut self,
        round: &mut Round,
        clock: &dyn Fn() -> Timestamp,
        each: &mut dyn FnMut(FetchEvent<'_>),
    ) -> Result<(), LibraryError> {
        while round.done < round.sent {
            if round.stop.is_asked() {
                round.fetched.stopped = true;
                break;
            }
            let returns = round.await_returns();
            if returns.is_empty() {
                continue;
            }
            round.done += returns.len();
            let mut told = Told::default();
            let now = clock();
            self.cache
                .together(|cache| returns.into_iter().try_for_each(|one| keep(cache, one, now, &mut told)))?;
            self.ask_for_pages(round, &told.feeds)?;
            told.tell(&mut round.fetched, each);
            each(FetchEvent::Progress { done: round.done, all: round.sent });
        }
        Ok(())
    }

    /// Sends for the pages of articles that want them, once in a fetch.
    fn ask_for_pages(&self, round: &mut Round, feeds: &[FeedId]) -> Result<(), LibraryError> {
        for feed in feeds {
            for id in self.cache.wanting_pages(*feed)? {
                let article = if round.pages.insert(id) { self.cache.article(id)? } else { None };
                let Some(article) = article else { continue };
                if let Some(url) = article.url.clone() {
                    round.send(url.host(), Errand::Page(Box::new(Page { id, url: url.clone(), article })));
                }
            }
        }
        Ok(())
    }
}

fn is_due(feed: &Feed, now: Timestamp) -> bool {
    !feed.state.gone && feed.state.due.is_none_or(|due| due <= now)
}

/// One fetch while it goes on.
struct Round {
    queue: Arc<Queue<Errand>>,
    stop: Stop,
    returns: Receiver<Return>,
    sent: usize,
    done: usize,
    pages: HashSet<ArticleId>,
    fetched: Fetched,
}

impl Round {
    fn begin(feeds: Vec<Feed>, network: &Arc<Network>, learnt: &Learnt, stop: &Stop) -> Self {
        let queue = Arc::new(Queue::new(network.rules().spacing));
        let (sender, returns) = sync_channel(WAITING);
        let fetched = Fetched { feeds: feeds.len(), ..Fetched::default() };
        let hosts: HashSet<String> = feeds.iter().map(|feed| feed.url.host().to_owned()).collect();
        let mut round =
            Self { queue, stop: stop.clone(), returns, sent: 0, done: 0, pages: HashSet::new(), fetched };
        for feed in feeds {
            let host = feed.url.host().to_owned();
            round.send(&host, Errand::Feed(Box::new(feed)));
        }
        // Pages may lie on other hosts than their feeds.
        let threads = (2 * hosts.len()).min(network.rules().parallel);
        (0..threads).for_each(|_| run_errands(&round, network, learnt.clone(), &sender));
        round
    }

    fn send(&mut self, host: &str, errand: Errand) {
        self.sent += 1;
        self.queue.push(host, errand);
    }

    /// What has come back, at most about a group of articles; nothing for a while is an answer too.
    fn await_returns(&self) -> Vec<Return> {
        let first = match self.returns.recv_timeout(GLANCE) {
            Ok(first) => first,
            Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => return Vec::new(),
        };
        let end = Instant::now() + PATIENCE;
        let mut articles = first.articles();
        let mut all = vec![first];
        while articles < GROUP
            && self.done + all.len() < self.sent
            && let Ok(more) = self.returns.recv_timeout(end.saturating_duration_since(Instant::now()))
        {
            articles += more.articles();
            all.push(more);
        }
        all
    }
}

impl Drop for Round {
    /// Nothing more is wanted: threads that find nothing go home, and nobody waits for the others.
    fn drop(&mut self) {
        self.queue.close();
    }
}

/// A thread that fetches until there is nothing left. It is not waited for: where a host hangs, whoever
/// stops does not.
fn run_errands(round: &Round, network: &Arc<Network>, learnt: Learnt, sender: &SyncSender<Return>) {
    let (queue, network, stop) = (Arc::clone(&round.queue), Arc::clone(network), round.stop.clone());
    let sender = sender.clone();
    let started = thread::Builder::new().name("fetch".to_owned()).spawn(move || {
        let mut preparing = Preparing::with(learnt);
        queue.work(&stop, |errand| {
            // Where nobody listens any more, what came is not wanted.
            drop(sender.send(errand.run(&network, &stop, &mut preparing)));
        });
    });
    debug_assert!(started.is_ok(), "a thread can be started");
}

/// What is told after the commit.
#[derive(Default)]
struct Told {
    stored: Vec<(ArticleId, Outcome, Prose)>,
    failed: Vec<(Feed, Prose)>,
    no_page: Vec<(Prose, String)>,
    feeds: Vec<FeedId>,
    unchanged: usize,
}

impl Told {
    fn tell(self, fetched: &mut Fetched, each: &mut dyn FnMut(FetchEvent<'_>)) {
        fetched.unchanged += self.unchanged;
        fetched.failed += self.failed.len();
        for (id, outcome, headline) in &self.stored {
            match outcome {
                Outcome::Stored => fetched.new += 1,
                Outcome::Updated => fetched.updated += 1,
                Outcome::Unchanged => continue,
            }
            each(FetchEvent::Stored { id: *id, outcome: *outcome, headline });
        }
        self.failed.iter().for_each(|(feed, reason)| each(FetchEvent::Failed { feed, reason }));
        self.no_page.iter().for_each(|(headline, reason)| each(FetchEvent::NoPage { headline, reason }));
    }
}

fn keep(cache: &mut Cache, one: Return, now: Timestamp, told: &mut Told) -> Result<(), LibraryError> {
    match one {
        Return::Feed(feed, Ok(came)) => keep_feed(cache, *feed, came, now, told),
        Return::Feed(feed, Err(failure)) => {
            let mut feed = *feed;
            let reason = Prose::trimmed(&failure.reason);
            feed.state = failed(&feed.state, &reason, failure.gone, failure.wait, now);
            cache.keep_fetch(&feed)?;
            told.failed.push((feed, reason));
            Ok(())
        }
        Return::Page(page, Ok(Some(whole))) => {
            let (article, prepared) = *whole;
            let stored = cache.store_prepared([(&article, &prepared)].into_iter(), now)?;
            cache.page_is_settled(page.id)?;
            told.stored.extend(stored.iter().map(|one| (one.id, one.outcome, article.headline.clone())));
            Ok(())
        }
        Return::Page(page, Ok(None)) => Ok(cache.page_is_settled(page.id)?),
        Return::Page(page, Err(reason)) => {
            cache.page_failed(page.id)?;
            told.no_page.push((page.article.headline.clone(), reason));
            Ok(())
        }
    }
}

fn keep_feed(
    cache: &mut Cache,
    mut feed: Feed,
    came: Option<Box<Came>>,
    now: Timestamp,
    told: &mut Told,
) -> Result<(), LibraryError> {
    told.feeds.push(feed.id);
    feed.state = FeedState { fetched: Some(now), ..FeedState::default() };
    let Some(came) = came else {
        told.unchanged += 1;
        return Ok(cache.keep_fetch(&feed)?);
    };
    let entries: Vec<Entry<'_>> = came
        .entries
        .iter()
        .map(|one| Entry { article: &one.article, prepared: &one.prepared, wants_page: one.wants_page })
        .collect();
    let stored = cache.store_entries(feed.id, &entries, now)?;
    let articles: Vec<_> = came.entries.iter().map(|one| &one.article).collect();
    cache.forget_removed(feed.id, &articles)?;
    for (one, stored) in came.entries.iter().zip(&stored) {
        told.stored.extend(stored.map(|stored| (stored.id, stored.outcome, one.article.headline.clone())));
    }
    feed.url = came.moved.unwrap_or(feed.url);
    feed.title = came.title.or(feed.title);
    feed.site = came.site.or(feed.site);
    feed.validators = came.validators;
    Ok(cache.keep_fetch(&feed)?)
}

/// The state of a feed after one more failure.
fn failed(
    before: &FeedState,
    reason: &Prose,
    gone: bool,
    wait: Option<Duration>,
    now: Timestamp,
) -> FeedState {
    let failures = before.failures.saturating_add(1);
    let doubled = 2_i32.saturating_pow(failures.saturating_sub(1).min(10));
    let rest = FIRST_REST.saturating_mul(doubled).min(LONGEST_REST);
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
    fn a_feed_that_fails_is_left_alone_longer_and_longer() {
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
    }
}
