//! Fetches from within the reader: on a thread with a connection of its own, so that reading goes on; for a
//! collection in memory, on the worker's thread.

use std::path::Path;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use jiff::Timestamp;

use super::{CacheLocation, Clock, Worker};
use crate::domain::{
    ArrivalRule, ArticleId, Chain, FeedId, FeedOrder, FullText, PictureFetching, Prose, Subscription, WebUrl,
};
use crate::library::{
    Downloads, FeedSelection, FetchEvent, FetchSummary, Library, LibraryError, Network, RetentionLimits,
    StopSignal, discover,
};
use crate::tui::effect::{FeedChange, Ticket};
use crate::tui::failure::Failure;
use crate::tui::message::{Answer, Message};
use crate::words::Words;

/// The time between two messages about a download.
const PROGRESS_INTERVAL: Duration = Duration::from_millis(500);

/// The access to the network, and the rules for what is fetched.
#[derive(Clone, Debug)]
pub struct NetworkAccess {
    /// The network.
    pub network: Arc<Network>,
    /// How long and how many articles are kept.
    pub limits: RetentionLimits,
    /// Whether entries of new feeds are completed from their pages.
    pub full_text: FullText,
    /// When the pictures of articles are fetched, unless their feed says so.
    pub pictures: PictureFetching,
    /// The folder and the retention of downloaded recordings.
    pub downloads: Downloads,
}

impl Worker {
    /// Fetches feeds; the outcome comes through the inbox.
    pub(super) fn fetch(&mut self, which: FeedSelection) -> Option<Message> {
        let Some(outside) = self.network.clone() else {
            return Some(Message::Fetched(Err(Failure::NoNetwork)));
        };
        self.stop = StopSignal::default();
        let (stop, time, words) = (self.stop.clone(), self.time.clone(), self.words);
        self.run_on_own_thread(Message::Fetched, move |library, say| {
            Ok(fetch(library, &outside, &which, (&stop, &time), words, say)?)
        })
    }

    /// Downloads the recording of an article; progress and outcome come through the inbox.
    pub(super) fn download(&mut self, id: ArticleId) -> Option<Message> {
        let Some(outside) = self.network.clone() else { return Some(Message::Failed(Failure::NoNetwork)) };
        let stop = StopSignal::default();
        self.run_on_own_thread(
            |done| done.unwrap_or_else(Message::Failed),
            move |library, say| {
                let mut told = Instant::now();
                let mut progress = |so_far| {
                    if told.elapsed() >= PROGRESS_INTERVAL {
                        told = Instant::now();
                        say(Message::Downloading(so_far));
                    }
                };
                let done = library.download(&outside.downloads, id, &outside.network, &stop, &mut progress);
                let headline = library.article(id)?.map(|article| article.headline).unwrap_or_default();
                let failed = |error| Failure::NotDownloaded(headline, Chain(&error).to_string());
                let path = done.map_err(failed)?.unwrap_or_default();
                let name = |part: Option<&std::ffi::OsStr>| {
                    Prose::trimmed(&part.unwrap_or_default().to_string_lossy())
                };
                let folder = name(path.parent().map(Path::as_os_str));
                Ok(Message::Downloaded(id, name(path.file_name()), folder))
            },
        )
    }

    /// Fetches the page at an address into the collection.
    pub(super) fn fetch_page(&mut self, ticket: Ticket, url: &WebUrl) -> Option<Message> {
        let (outside, url, now) = (self.network.clone(), url.clone(), self.now());
        self.run_on_own_thread(answer_under(ticket), move |library, _| {
            let NetworkAccess { network, pictures, .. } = outside.ok_or(Failure::NoNetwork)?;
            library.set_pictures(pictures);
            let added = library.add_page(&network, &url, now, &StopSignal::default());
            let (stored, _) = added.map_err(|error| Failure::NotFetched(url, Chain(&error).to_string()))?;
            Ok(Answer::Page(stored.id))
        })
    }

    /// Fetches the pictures of an article, to be stored with it.
    pub(super) fn fetch_pictures(&mut self, ticket: Ticket, id: ArticleId) -> Option<Message> {
        let outside = self.network.clone();
        self.run_on_own_thread(answer_under(ticket), move |library, _| {
            let NetworkAccess { network, pictures, .. } = outside.ok_or(Failure::NoNetwork)?;
            library.set_pictures(pictures);
            if library.picture_fetching(id)? == PictureFetching::Never {
                return Err(Failure::PicturesNever);
            }
            let fetched = library.fetch_pictures(id, &network, &StopSignal::default())?;
            Ok(Answer::Pictures(id, fetched))
        })
    }

    /// The lists that can be opened; beside the sample edition, the feeds of the cache that awaits its first
    /// article.
    pub(super) fn sources(&mut self, order: FeedOrder, now: Timestamp) -> Result<Answer, LibraryError> {
        let (mut sources, mut accounts) = (self.library.views_by(order, now)?, self.library.accounts()?);
        if let CacheLocation::Awaiting(file) = &self.location
            && file.exists()
        {
            let library = Library::open(file)?;
            accounts.extend(library.accounts()?);
            let awaiting = library.views_by(order, now)?;
            sources.extend(awaiting.into_iter().filter(|entry| entry.feed.is_some()));
        }
        Ok(Answer::Sources(sources, accounts))
    }

    /// Changes the feeds.
    pub(super) fn change_feed(&mut self, change: &FeedChange) -> Result<Message, LibraryError> {
        let full_text = self.full_text();
        let subscribed = self.with_library(|library| change_feed(library, change, full_text))?;
        Ok(Message::FeedsChanged(subscribed))
    }

    /// Whether entries of new feeds are completed from their pages.
    pub(super) fn full_text(&self) -> FullText {
        self.network.as_ref().map_or_else(FullText::default, |outside| outside.full_text)
    }

    /// Finds the feeds at an address.
    pub(super) fn find_feeds(&mut self, ticket: Ticket, address: &str) -> Option<Message> {
        let (outside, address) = (self.network.clone(), address.to_owned());
        self.run_on_own_thread(answer_under(ticket), move |_, _| {
            let network = outside.ok_or(Failure::NoNetwork)?.network;
            let found = discover(&network, &typed_address(&address)?, &StopSignal::default());
            found.map(Answer::FeedsFound).map_err(|error| Failure::of(&error))
        })
    }

    /// Calls a function with the collection of the file, where there is one.
    pub(super) fn with_library<T, E: From<LibraryError>>(
        &mut self,
        work: impl FnOnce(&mut Library) -> Result<T, E>,
    ) -> Result<T, E> {
        match &self.location {
            CacheLocation::Awaiting(file) => work(&mut opened(file, &self.rules)?),
            CacheLocation::Memory | CacheLocation::File(_) => work(&mut self.library),
        }
    }

    /// Performs long work: on a thread with a connection of its own, where the collection is a file. The
    /// result becomes a message, and so does the reason why the work could not start.
    pub(super) fn run_on_own_thread<T>(
        &mut self,
        message: impl Fn(Result<T, Failure>) -> Message + Copy + Send + 'static,
        work: impl FnOnce(&mut Library, &mut dyn FnMut(Message)) -> Result<T, Failure> + Send + 'static,
    ) -> Option<Message> {
        let (file, inbox) = match (&self.location, &self.inbox) {
            (CacheLocation::File(file) | CacheLocation::Awaiting(file), Some(inbox)) => {
                (file.clone(), inbox.clone())
            }
            (CacheLocation::Memory, _) | (CacheLocation::File(_) | CacheLocation::Awaiting(_), None) => {
                return Some(message(self.with_library(|library| work(library, &mut |_| {}))));
            }
        };
        let rules = self.rules.clone();
        let working = move || {
            let library = opened(&file, &rules).map_err(Failure::from);
            let say = &mut |said| drop(inbox.send(said));
            let result = library.and_then(|mut library| work(&mut library, say));
            drop(inbox.send(message(result)));
        };
        let begun = thread::Builder::new().name("aside".to_owned()).spawn(working);
        begun.err().map(|error| message(Err(Failure::of(&error))))
    }
}

/// Opens the collection of a file, with the rules for articles that arrive.
pub(super) fn opened(file: &Path, rules: &[ArrivalRule]) -> Result<Library, LibraryError> {
    let mut library = Library::open(file)?;
    library.set_rules(rules)?;
    Ok(library)
}

/// A function that turns a result into the answer under a ticket.
fn answer_under(ticket: Ticket) -> impl Fn(Result<Answer, Failure>) -> Message + Copy + Send + 'static {
    move |answer| Message::Answered(ticket, answer)
}

/// The address that was typed, with or without its scheme.
fn typed_address(address: &str) -> Result<WebUrl, Failure> {
    let url = WebUrl::parse_typed(address)
        .map_err(|error| Failure::NotAnAddress(address.to_owned(), error.to_string()))?;
    if url.has_credentials() { Err(Failure::CredentialsInAddress) } else { Ok(url) }
}

fn fetch(
    library: &mut Library,
    network: &NetworkAccess,
    which: &FeedSelection,
    (stop, time): (&StopSignal, &Clock),
    words: Words,
    say: &mut dyn FnMut(Message),
) -> Result<FetchSummary, LibraryError> {
    let log = |text: String| Message::Logged(Prose::trimmed(&text));
    library.set_pictures(network.pictures);
    let fetched = library.fetch(which, &network.network, stop, &**time, &mut |event| match event {
        FetchEvent::Progress { done, all } => say(Message::Fetching { done, all }),
        FetchEvent::Failed { feed, reason } => say(log(format!("{}: {reason}", feed.label()))),
        FetchEvent::NotRequested { feed } => {
            let reason = feed.state.reason.as_ref().map(ToString::to_string).unwrap_or_default();
            say(log(format!("{}: {reason}", feed.label())));
        }
        FetchEvent::NoPage { headline, reason } => say(log(words.fetch_no_page(headline, reason))),
        FetchEvent::SyncFailed { account, error } => {
            say(log(words.account_failed(account.url.host_without_www(), Chain(error))));
        }
        FetchEvent::Stored { .. } | FetchEvent::Synced { .. } => {}
    })?;
    library.remove_expired(&network.limits, time())?;
    Ok(fetched)
}

/// Changes the feeds; returns the one that was subscribed to.
fn change_feed(
    library: &mut Library,
    change: &FeedChange,
    full_text: FullText,
) -> Result<Option<FeedId>, LibraryError> {
    let mut subscribed = None;
    match change {
        FeedChange::Subscribe(feed) => {
            // The title is left out, so that it follows the feed; only a name that the person gives is
            // stored.
            let bare = Subscription { title: None, ..(**feed).clone() };
            subscribed = Some(library.subscribe(&bare, full_text)?.0);
        }
        FeedChange::Unsubscribe(id) => {
            library.unsubscribe(*id)?;
        }
        FeedChange::Update(feed) => library.change_feed(feed)?,
    }
    Ok(subscribed)
}
