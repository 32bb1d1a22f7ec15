//! Fetching subscriptions: threads fetch and understand, in parallel over hosts; this one stores, several
//! feeds in one commit, and asks for the pages of entries that are told in part.
//!
//! What a feed is asked by the next time is written with its articles: whoever is killed between two
//! commits has lost nothing, and the next fetch goes on from there.

mod errand;
mod storing;

use std::collections::HashSet;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::thread;
use std::time::{Duration, Instant};

use jiff::Timestamp;

use super::{Library, LibraryError, Outcome};
use crate::cache::Learnt;
use crate::domain::{ArticleId, Feed, FeedId, Prose};
use crate::fetch::{Network, Queue, Stop};
use errand::{Errand, Page, Preparing, Return};
use storing::{FetchResults, store_fetched};

/// Articles that share a commit, about: what a commit costs is then the same as in an import.
const GROUP: usize = 512;

/// For how long a commit waits to be shared by more.
const PATIENCE: Duration = Duration::from_millis(200);

/// Answers that wait to be stored.
const WAITING: usize = 32;

/// How often this thread looks whether to stop.
const GLANCE: Duration = Duration::from_millis(50);

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
        let last_before = self.cache.last_number()?;
        let gone_round = self.go_round(&mut round, clock, each);
        if round.fetched.new > 0 {
            self.cache.remember_fetch(last_before)?;
        }
        gone_round?;
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
            let mut results = FetchResults::default();
            let now = clock();
            self.cache.transaction(|cache| {
                returns.into_iter().try_for_each(|one| store_fetched(cache, one, now, &mut results))
            })?;
            self.ask_for_pages(round, &results.feeds)?;
            results.tell(&mut round.fetched, each);
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
