//! Fetching from within the reader: a thread with a connection of its own, so that reading goes on
//! meanwhile; a collection in memory takes what comes at once.

use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::thread;

use jiff::Timestamp;

use super::{Home, Worker, told};
use crate::domain::{Feed, FeedId, FullText, Prose, Subscription, WebUrl};
use crate::library::{FetchEvent, Fetched, Library, LibraryError, Limits, Network, Stop, Which, discover};
use crate::tui::effect::{FeedChange, Ticket};
use crate::tui::message::{Answer, Message};
use crate::words::Words;

/// How the reader reaches the network, and what it keeps of what comes.
#[derive(Clone, Debug)]
pub struct Outside {
    /// The way to the network.
    pub network: Arc<Network>,
    /// How long and how many articles are kept.
    pub limits: Limits,
    /// Whether entries of new feeds are completed from their pages.
    pub full_text: FullText,
}

/// Something that takes long, done with a library, and what it says meanwhile.
type Work = Box<dyn FnOnce(&mut Library, &mut dyn FnMut(Message)) -> Message + Send>;

impl Worker {
    /// Fetches feeds; what came of it is told through the inbox.
    pub(super) fn fetch(&mut self, which: Which) -> Option<Message> {
        let Some(outside) = self.outside.clone() else {
            return Some(Message::Fetched(Err(self.words.no_network().to_owned())));
        };
        self.stop = Stop::default();
        let (stop, words) = (self.stop.clone(), self.words);
        self.aside(Box::new(move |library, say| {
            let fetched = fetch(library, &outside, &which, &stop, words, say);
            Message::Fetched(fetched.map_err(|error| told(&error)))
        }))
    }

    /// Fetches the page at an address into the collection.
    pub(super) fn fetch_page(&mut self, ticket: Ticket, url: &WebUrl) -> Option<Message> {
        let Some(outside) = self.outside.clone() else {
            return Some(unreachable_network(ticket, self.words));
        };
        let (url, words) = (url.clone(), self.words);
        self.aside(Box::new(move |library, _| {
            let added = library.add_page(&outside.network, &url, Timestamp::now(), &Stop::default());
            Message::Answered(
                ticket,
                match added {
                    Ok((stored, _)) => Answer::Page(stored.id),
                    Err(error) => Answer::Failed(words.cannot_fetch(url.to_request(), told(&error))),
                },
            )
        }))
    }

    /// Changes the feeds; tells how they are then.
    pub(super) fn change_feed(&mut self, change: &FeedChange) -> Result<Message, LibraryError> {
        let full_text = self.outside.as_ref().map_or_else(FullText::default, |outside| outside.full_text);
        let (feeds, subscribed) = self.with_library(|library| change_feed(library, change, full_text))?;
        Ok(Message::FeedsChanged(feeds, subscribed))
    }

    /// The feeds that an address means.
    pub(super) fn find_feeds(&mut self, ticket: Ticket, address: &str) -> Option<Message> {
        let Some(outside) = self.outside.clone() else {
            return Some(unreachable_network(ticket, self.words));
        };
        let typed = WebUrl::parse(address).or_else(|_| WebUrl::parse(&format!("https://{address}")));
        let url = match typed {
            Ok(url) if !url.has_credentials() => url,
            Ok(_) => return Some(failed(ticket, self.words.no_credentials().to_owned())),
            Err(error) => return Some(failed(ticket, format!("“{address}”: {error}"))),
        };
        self.aside(Box::new(move |_, _| {
            let found = discover(&outside.network, &url, &Stop::default());
            let answer = found.map_or_else(|error| Answer::Failed(told(&error)), Answer::Offered);
            Message::Answered(ticket, answer)
        }))
    }

    /// Does something with the collection as it lies.
    pub(super) fn with_library<T>(
        &mut self,
        work: impl FnOnce(&mut Library) -> Result<T, LibraryError>,
    ) -> Result<T, LibraryError> {
        match &self.home {
            Home::Awaiting(file) => work(&mut Library::open(file)?),
            Home::Memory | Home::File(_) => work(&mut self.library),
        }
    }

    /// Does something that takes long: on a thread where the collection is a file.
    fn aside(&mut self, work: Work) -> Option<Message> {
        let (file, inbox) = match (&self.home, &self.inbox) {
            (Home::File(file) | Home::Awaiting(file), Some(inbox)) => (file.clone(), inbox.clone()),
            _ => return Some(work(&mut self.library, &mut |_| {})),
        };
        let working = move || drop(inbox.send(work_at(&file, work, &inbox)));
        let begun = thread::Builder::new().name("outside".to_owned()).spawn(working);
        begun.err().map(|error| Message::Failed(told(&error)))
    }
}

fn work_at(file: &Path, work: Work, inbox: &Sender<Message>) -> Message {
    match Library::open(file) {
        Ok(mut library) => work(&mut library, &mut |message| drop(inbox.send(message))),
        Err(error) => Message::Failed(told(&error)),
    }
}

fn unreachable_network(ticket: Ticket, words: Words) -> Message {
    failed(ticket, words.no_network().to_owned())
}

fn failed(ticket: Ticket, reason: String) -> Message {
    Message::Answered(ticket, Answer::Failed(reason))
}

fn fetch(
    library: &mut Library,
    outside: &Outside,
    which: &Which,
    stop: &Stop,
    words: Words,
    say: &mut dyn FnMut(Message),
) -> Result<Fetched, LibraryError> {
    let log = |text: String| Message::Logged(Prose::trimmed(&text));
    let fetched =
        library.fetch(which, &outside.network, stop, &Timestamp::now, &mut |event| match event {
            FetchEvent::Progress { done, all } => say(Message::Fetching { done, all }),
            FetchEvent::Failed { feed, reason } => say(log(format!("{}: {reason}", feed.label()))),
            FetchEvent::NoPage { headline, reason } => say(log(words.fetch_no_page(headline, reason))),
            FetchEvent::Stored { .. } => {}
        })?;
    library.let_go(&outside.limits, Timestamp::now())?;
    Ok(fetched)
}

/// Changes the feeds; returns how they are then, and the one that was subscribed to.
fn change_feed(
    library: &mut Library,
    change: &FeedChange,
    full_text: FullText,
) -> Result<(Vec<Feed>, Option<FeedId>), LibraryError> {
    let mut subscribed = None;
    match change {
        FeedChange::Subscribe(feed) => {
            // What it calls itself may change; only what the person calls it is kept as theirs.
            let bare = Subscription { title: None, ..(**feed).clone() };
            subscribed = Some(library.subscribe(&bare, full_text)?.0);
        }
        FeedChange::Unsubscribe(id) => {
            library.unsubscribe(*id)?;
        }
        FeedChange::Revise(feed) => library.change_feed(feed)?,
    }
    Ok((library.feeds()?, subscribed))
}
