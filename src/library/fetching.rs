//! Fetches subscriptions: threads fetch and parse documents, in parallel over hosts; this thread stores them,
//! several feeds in one commit, and queues the pages of truncated entries.
//!
//! The validators of a feed are written with its articles: a process killed between two commits loses
//! nothing, and the next fetch resumes from there.

mod job;
mod storing;

use std::collections::HashSet;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::thread;
use std::time::{Duration, Instant};

use jiff::Timestamp;

use super::{FeedSelection, FetchEvent, FetchSummary, Library, LibraryError, StoreOutcome};
use crate::cache::SharedDictionary;
use crate::domain::{ArticleId, Feed, FeedId, PictureFetching, Prose, RuleAction, View};
use crate::fetch::{HostQueue, Network, StopSignal};
use job::{EntryPreparer, FetchJob, JobOutcome, PageJob};
use storing::{FetchResults, store_fetched};

/// The articles of one commit, about: an article then costs the same as in an import.
const COMMIT_SIZE: usize = 512;

/// The time that a commit waits for more documents.
const COMMIT_DELAY: Duration = Duration::from_millis(200);

/// Outcomes that may wait to be stored.
const QUEUE_LENGTH: usize = 32;

/// The interval at which the storing thread checks for a stop.
const STOP_INTERVAL: Duration = Duration::from_millis(50);

impl Library {
    /// Syncs accounts, and fetches feeds and the pages of truncated entries. `clock` gives the time of each
    /// commit.
    ///
    /// # Errors
    /// Where the cache cannot be read or written; articles already reported stay.
    pub fn fetch(
        &mut self,
        which: &FeedSelection,
        network: &Arc<Network>,
        stop: &StopSignal,
        clock: &dyn Fn() -> Timestamp,
        each: &mut dyn FnMut(FetchEvent<'_>),
    ) -> Result<FetchSummary, LibraryError> {
        let last_before = self.cache.last_number()?;
        let synced = self.sync_accounts(which, network, stop, clock, each)?;
        let all = self.feeds()?;
        let now = clock();
        let (wanted, suspended): (Vec<Feed>, Vec<Feed>) = match which {
            FeedSelection::All => all.into_iter().partition(|feed| !feed.state.must_wait(now)),
            FeedSelection::Due => {
                all.into_iter().partition(|feed| !feed.state.is_suspended(now) && feed.is_due(now))
            }
            FeedSelection::These(ids) => {
                (all.into_iter().filter(|feed| ids.contains(&feed.id)).collect(), Vec::new())
            }
            FeedSelection::Accounts(ids) => {
                let is_theirs = |feed: &Feed| feed.account.is_some_and(|account| ids.contains(&account));
                (all.into_iter().filter(is_theirs).collect(), Vec::new())
            }
        };
        for feed in suspended.iter().filter(|_| *which == FeedSelection::All) {
            each(FetchEvent::NotRequested { feed });
        }
        // The server of an account fetched these; only the pages of truncated entries are fetched here.
        let of_accounts: Vec<FeedId> =
            wanted.iter().filter(|feed| feed.account.is_some()).map(|feed| feed.id).collect();
        let pictures = |feed: &&Feed| feed.pictures.unwrap_or(self.pictures) == PictureFetching::Always;
        let with_pictures = wanted.iter().filter(pictures).map(|feed| feed.id).collect();
        let mut run = FetchRun::begin(wanted, network, &self.cache.dictionary()?, stop)?;
        run.with_pictures = with_pictures;
        run.fetched = FetchSummary { feeds: run.fetched.feeds, suspended: suspended.len(), ..synced };
        self.queue_pages(&mut run, &of_accounts)?;
        let result = self.run_fetch(&mut run, clock, each);
        if run.fetched.new > 0 {
            self.cache.remember_fetch(last_before)?;
        }
        result?;
        self.cache.place_waiting()?;
        run.fetched.notices = self.notices()?;
        Ok(std::mem::take(&mut run.fetched))
    }

    /// The headlines that rules notify the person of; `None` where no rule does.
    fn notices(&mut self) -> Result<Option<Vec<Prose>>, LibraryError> {
        let ids = self.cache.take_notices();
        if !self.cache.rules().iter().any(|rule| rule.has_action(&RuleAction::Notify)) {
            return Ok(None);
        }
        let rows: Result<Vec<_>, _> = ids.iter().map(|id| self.cache.listed(&View::All, *id)).collect();
        Ok(Some(rows?.into_iter().flatten().map(|row| row.headline).collect()))
    }

    fn run_fetch(
        &mut self,
        run: &mut FetchRun,
        clock: &dyn Fn() -> Timestamp,
        each: &mut dyn FnMut(FetchEvent<'_>),
    ) -> Result<(), LibraryError> {
        while run.done < run.sent {
            if run.stop.is_raised() {
                run.fetched.stopped = true;
                break;
            }
            let Some(outcomes) = run.await_outcomes() else { break };
            if outcomes.is_empty() {
                continue;
            }
            run.done += outcomes.len();
            let mut results = FetchResults::default();
            let now = clock();
            self.cache.transaction(|cache| {
                outcomes.into_iter().try_for_each(|one| store_fetched(cache, one, now, &mut results))
            })?;
            self.queue_pages(run, &results.feeds)?;
            self.ask_for_pictures(run, &results.settled)?;
            results.report(&mut run.fetched, each);
            each(FetchEvent::Progress { done: run.done, all: run.sent });
        }
        Ok(())
    }

    /// Queues the pages of articles whose full text is wanted, each once in a fetch.
    fn queue_pages(&self, run: &mut FetchRun, feeds: &[FeedId]) -> Result<(), LibraryError> {
        for feed in feeds {
            for id in self.cache.articles_wanting_pages(*feed)? {
                let article = if run.pages.insert(id) { self.cache.article(id)? } else { None };
                let Some(article) = article else { continue };
                if let Some(url) = article.url.clone() {
                    let page = PageJob { id, feed: *feed, url: url.clone(), article };
                    run.send(url.host(), FetchJob::Page(Box::new(page)));
                }
            }
        }
        Ok(())
    }

    /// Queues the pictures of articles of the feeds that want them.
    fn ask_for_pictures(
        &self,
        run: &mut FetchRun,
        settled: &[(FeedId, ArticleId)],
    ) -> Result<(), LibraryError> {
        for (feed, id) in settled {
            if !run.with_pictures.contains(feed) {
                continue;
            }
            let Some(article) = self.cache.article(*id)? else { continue };
            let host = article.figures().into_iter().find_map(|figure| Some(figure.url.as_ref()?.host()));
            if let Some(host) = host.map(str::to_owned) {
                run.send(&host, FetchJob::Pictures(*id, Box::new(article)));
            }
        }
        Ok(())
    }
}

/// A fetch that is under way.
struct FetchRun {
    queue: Arc<HostQueue<FetchJob>>,
    stop: StopSignal,
    outcomes: Receiver<JobOutcome>,
    sent: usize,
    done: usize,
    pages: HashSet<ArticleId>,
    /// The feeds whose articles get their pictures.
    with_pictures: HashSet<FeedId>,
    fetched: FetchSummary,
}

impl FetchRun {
    fn begin(
        feeds: Vec<Feed>,
        network: &Arc<Network>,
        dictionary: &SharedDictionary,
        stop: &StopSignal,
    ) -> Result<Self, LibraryError> {
        let queue = Arc::new(HostQueue::new(network.rules().spacing));
        let (sender, outcomes) = sync_channel(QUEUE_LENGTH);
        let hosts: HashSet<String> = feeds.iter().map(|feed| feed.url.host().to_owned()).collect();
        let own: Vec<Feed> = feeds.into_iter().filter(|feed| feed.account.is_none()).collect();
        let fetched = FetchSummary { feeds: own.len(), ..FetchSummary::default() };
        let (pages, with_pictures) = (HashSet::new(), HashSet::new());
        let stop = stop.clone();
        let mut run = Self { queue, stop, outcomes, sent: 0, done: 0, pages, with_pictures, fetched };
        for feed in own {
            let host = feed.url.host().to_owned();
            run.send(&host, FetchJob::Feed(Box::new(feed)));
        }
        // Pages may lie on other hosts than their feeds.
        let threads = (2 * hosts.len()).min(network.rules().parallel);
        for started in 0..threads {
            match spawn_fetcher(&run, network, dictionary.clone(), &sender) {
                Err(error) if started == 0 => return Err(LibraryError::NoThread(error)),
                // Fewer threads do the same work.
                Err(_) => break,
                Ok(()) => {}
            }
        }
        Ok(run)
    }

    fn send(&mut self, host: &str, job: FetchJob) {
        self.sent += 1;
        self.queue.push(host, job);
    }

    /// The outcomes of finished jobs, up to about as many articles as a commit holds; empty where no job
    /// finishes for a while, `None` where every thread has ended.
    fn await_outcomes(&self) -> Option<Vec<JobOutcome>> {
        let first = match self.outcomes.recv_timeout(STOP_INTERVAL) {
            Ok(first) => first,
            Err(RecvTimeoutError::Timeout) => return Some(Vec::new()),
            Err(RecvTimeoutError::Disconnected) => return None,
        };
        let end = Instant::now() + COMMIT_DELAY;
        let mut articles = first.articles();
        let mut all = vec![first];
        while articles < COMMIT_SIZE
            && self.done + all.len() < self.sent
            && let Ok(more) = self.outcomes.recv_timeout(end.saturating_duration_since(Instant::now()))
        {
            articles += more.articles();
            all.push(more);
        }
        Some(all)
    }
}

impl Drop for FetchRun {
    /// Ends the threads that find no job; the others are not waited for.
    fn drop(&mut self) {
        self.queue.close();
    }
}

/// Starts a thread that runs jobs until none is left. The thread is never joined: a host that hangs does not
/// delay the end of a fetch.
fn spawn_fetcher(
    run: &FetchRun,
    network: &Arc<Network>,
    dictionary: SharedDictionary,
    sender: &SyncSender<JobOutcome>,
) -> std::io::Result<()> {
    let (queue, network, stop) = (Arc::clone(&run.queue), Arc::clone(network), run.stop.clone());
    let sender = sender.clone();
    let thread = thread::Builder::new().name("fetch".to_owned());
    let started = thread.spawn(move || {
        let mut preparer = EntryPreparer::with(dictionary);
        queue.run(&stop, |job| {
            // Where the receiver is gone, the outcome is not needed.
            drop(sender.send(job.run(&network, &stop, &mut preparer)));
        });
    });
    started.map(drop)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn a_fetch_whose_threads_have_ended_waits_for_nothing() {
        let (sender, outcomes) = sync_channel(QUEUE_LENGTH);
        let run = FetchRun {
            queue: Arc::new(HostQueue::new(Duration::ZERO)),
            stop: StopSignal::default(),
            outcomes,
            sent: 1,
            done: 0,
            pages: HashSet::new(),
            with_pictures: HashSet::new(),
            fetched: FetchSummary::default(),
        };

        let while_one_works = run.await_outcomes();
        drop(sender);

        assert!(while_one_works.is_some_and(|outcomes| outcomes.is_empty()));
        assert!(run.await_outcomes().is_none());
    }
}
