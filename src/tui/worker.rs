//! The thread that performs effects: it owns the library, and answers with messages.

mod abandon;
mod backing_up;
mod fetching;
mod files;
mod find;
mod image_thread;
mod importing;
mod saving;
mod stories;
mod watch;

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::time::Duration;

use jiff::Timestamp;

use super::effect::{Effect, Intent, Surely, Ticket, Wanted};
use super::message::{Answer, Message};
use crate::domain::{Among, ArticleId, Change, Deed, Order, Stretch, View};
use crate::library::{Kept, Library, LibraryError, Stop};
use crate::words::Words;

pub use abandon::Abandon;
pub use fetching::Outside;
use watch::Watch;

/// How long nothing is asked for before the worker gets ready for what comes.
const QUIET: Duration = Duration::from_millis(100);

/// A program outside: gets a text, says what went wrong.
pub type Program = Box<dyn Fn(&str) -> Result<(), String> + Send>;

/// Where the collection lies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Home {
    /// In memory: what is imported goes there too, and is gone with the program.
    Memory,
    /// In this file.
    File(PathBuf),
    /// In memory, while this file holds nothing; what is imported goes into the file.
    Awaiting(PathBuf),
}

impl Home {
    /// The file, where there is one.
    pub fn file(&self) -> Option<&Path> {
        match self {
            Self::Memory => None,
            Self::File(file) | Self::Awaiting(file) => Some(file),
        }
    }
}

/// Whoever performs effects.
pub struct Worker {
    library: Library,
    home: Home,
    browser: Program,
    clipboard: Option<Program>,
    /// The language in which it answers.
    words: Words,
    /// The version of the collection when it was looked at last.
    version: Option<i64>,
    /// Stops a list that nobody waits for any more.
    abandon: Abandon,
    /// The way to the network, where there is one.
    outside: Option<Outside>,
    /// Stops the fetch that goes on.
    stop: Stop,
    /// Where what takes long is answered.
    inbox: Option<Sender<Message>>,
    /// When the last backup was begun.
    backed_up: Option<Timestamp>,
    /// Whoever draws pictures aside, once one is wanted.
    images: Option<Sender<image_thread::RenderJob>>,
    /// Whether an article was opened, so that the next is opened faster.
    ready: bool,
    /// Sees what others write.
    watch: Option<Watch>,
}

impl Worker {
    /// A worker on a library.
    pub fn new(library: Library, home: Home, browser: Program) -> Self {
        let version = library.version().ok();
        let (abandon, stop) = (Abandon::default(), Stop::default());
        let watch = home.file().map(Watch::on);
        Self {
            library,
            home,
            browser,
            clipboard: None,
            words: Words::english(),
            version,
            abandon,
            outside: None,
            stop,
            inbox: None,
            backed_up: None,
            images: None,
            ready: false,
            watch,
        }
    }

    /// The same with a way to the network.
    pub fn with_outside(self, outside: Option<Outside>) -> Self {
        Self { outside, ..self }
    }

    /// What stops the list that is being read.
    pub fn abandon(&self) -> Abandon {
        self.abandon.clone()
    }

    /// The same, with a program that takes what is copied.
    pub fn copying_with(self, clipboard: Option<Program>) -> Self {
        Self { clipboard, ..self }
    }

    /// The same, answering in a language.
    pub fn speaking(self, words: Words) -> Self {
        Self { words, ..self }
    }

    /// Gives the library back.
    pub fn into_library(self) -> Library {
        self.library
    }

    /// Performs effects until nobody asks any more. Of requests that wait together and supersede one
    /// another, only the last is performed. When nobody listens any more, what is to be kept is still
    /// kept, and nothing is read.
    pub fn work(&mut self, asked: &Receiver<Effect>, inbox: &Sender<Message>) {
        let mut heard = true;
        self.inbox = Some(inbox.clone());
        while let Some(first) = self.next(asked) {
            let waiting: Vec<Effect> = std::iter::once(first).chain(asked.try_iter()).collect();
            for (position, effect) in waiting.iter().enumerate() {
                let later = waiting.get(position + 1..).unwrap_or_default();
                let wanted = heard
                    || matches!(
                        effect,
                        Effect::Keep(_) | Effect::Apply(..) | Effect::Sweep(..) | Effect::Tend(..)
                    );
                if !wanted || later.iter().any(|newer| supersedes(newer, effect)) {
                    continue;
                }
                if let Some(message) = self.perform(effect) {
                    heard &= inbox.send(message).is_ok();
                }
            }
        }
    }

    /// The next request. When nothing is asked for at first, the time is used; later the file of the
    /// collection is looked at from time to time, and kept tidy.
    fn next(&mut self, asked: &Receiver<Effect>) -> Option<Effect> {
        loop {
            let quiet = (!self.ready).then_some(QUIET);
            let Some(wait) = quiet.or(self.watch.as_ref().map(Watch::rest)) else { return asked.recv().ok() };
            match asked.recv_timeout(wait) {
                Err(RecvTimeoutError::Timeout) if !self.ready => self.get_ready(),
                Err(RecvTimeoutError::Timeout) if self.watch.as_mut().is_some_and(Watch::look) => {
                    return Some(Effect::LookAround(Ticket::default(), Surely::Perhaps));
                }
                // Where it cannot be done now, it is done another time.
                Err(RecvTimeoutError::Timeout) => drop(self.library.tidy()),
                received => return received.ok(),
            }
        }
    }

    /// Opens the newest article for nobody: the first that is opened takes several times as long as the
    /// others, for what has to be prepared and read in.
    fn get_ready(&mut self) {
        self.ready = true;
        let newest = self.library.list(&View::All, Order::NewestFirst, Stretch::first(1));
        if let Some(row) = newest.ok().and_then(|rows| rows.into_iter().next()) {
            drop(self.library.open_article(row.id));
        }
    }

    /// Performs one effect; returns what came of it.
    pub fn perform(&mut self, effect: &Effect) -> Option<Message> {
        let answered = |ticket, result: Result<Answer, LibraryError>| {
            Message::Answered(ticket, result.unwrap_or_else(|error| Answer::Failed(told(&error))))
        };
        let quiet =
            |result: Result<(), LibraryError>| result.err().map(|error| Message::Failed(told(&error)));
        match effect {
            Effect::List(ticket, request) => {
                let page = || self.library.page(request, Timestamp::now());
                let page = self.abandon.unless_abandoned(&self.library, page).transpose()?;
                Some(answered(*ticket, page.map(|page| Answer::Rows(request.anchor, page))))
            }
            Effect::Open(ticket, wanted) => Some(answered(*ticket, self.open(wanted))),
            Effect::Relate(ticket, id) => {
                Some(answered(*ticket, self.library.further_links(*id).map(Answer::FurtherLinks)))
            }
            Effect::Unfold(ticket, view, order, row) => {
                Some(answered(*ticket, self.unfold(view, *order, row)))
            }
            Effect::TellStory(ticket, id) => Some(answered(*ticket, self.tell_story(*id))),
            Effect::Story(ticket, id, deed) => Some(answered(*ticket, self.do_with_story(*id, deed))),
            Effect::ListFollowed(ticket) => {
                Some(answered(*ticket, self.library.followed().map(Answer::Followed)))
            }
            Effect::Apply(ticket, intent, change) => Some(answered(*ticket, self.apply(*intent, change))),
            Effect::ListViews(ticket) => {
                Some(answered(*ticket, self.library.views(Timestamp::now()).map(Answer::Views)))
            }
            Effect::FindAddress(ticket, id) => Some(answered(*ticket, self.address(*id))),
            Effect::FindBookmark(ticket, id) => {
                Some(answered(*ticket, self.library.bookmark(*id).map(Answer::Bookmark)))
            }
            Effect::Keep(kept) => {
                let now = Timestamp::now();
                let kept = self.library.keep(kept, now);
                quiet(self.unless_read_only(kept)).or_else(|| self.back_up_aside(now))
            }
            Effect::FindUnread(ticket, search) => {
                Some(answered(*ticket, self.library.nearest_unread(search).map(Answer::Unread)))
            }
            Effect::Sweep(ticket, among, deeds) => Some(answered(*ticket, self.sweep(among, deeds))),
            Effect::FindOut(ticket, source) => Some(answered(*ticket, self.completions(source))),
            Effect::FindView(ticket, name) => {
                Some(answered(*ticket, self.library.find_view(name, Timestamp::now()).map(Answer::View)))
            }
            Effect::Save(ticket, saving) => Some(answered(*ticket, self.save(saving))),
            Effect::Export(ticket, export) => {
                Some(answered(*ticket, files::export(&self.library, export, self.words).map(Answer::Said)))
            }
            Effect::Import(path) => self.import(path),
            Effect::Fetch(which) => self.fetch(which.clone()),
            Effect::StopFetching => {
                self.stop.ask();
                None
            }
            Effect::FetchPage(ticket, url) => self.fetch_page(*ticket, url),
            Effect::Tend(ticket, wish) => self.tend(*ticket, wish),
            Effect::LookAround(ticket, surely) => {
                self.look_around(*surely).transpose().map(|answer| answered(*ticket, answer))
            }
            Effect::Draw(ticket, request) => self.draw(*ticket, request),
            Effect::Browse(url) => (self.browser)(url.as_str()).err().map(Message::Failed),
            Effect::Copy(text) => self.clipboard.as_ref()?(text).err().map(Message::Failed),
            Effect::Pipe { .. }
            | Effect::EditNote(_)
            | Effect::Mouse(_)
            | Effect::Suspend
            | Effect::Redraw => None,
        }
    }

    /// In a cache that cannot be written, what is kept in passing is silently not kept: the screen
    /// says so once, and reading goes on.
    fn unless_read_only(&self, kept: Result<(), LibraryError>) -> Result<(), LibraryError> {
        if self.library.is_read_only() { Ok(()) } else { kept }
    }

    fn open(&mut self, wanted: &Wanted) -> Result<Answer, LibraryError> {
        let id = match wanted {
            Wanted::Article(id) => Some(*id),
            Wanted::Page(url) => self.library.find_page(url)?,
            Wanted::Named(reference) => self.library.find(reference)?,
        };
        self.ready = true;
        let opened = id.map(|id| self.library.open_article(id)).transpose()?.flatten();
        Ok(match (opened, wanted) {
            (Some(opened), _) => Answer::Article(Box::new(opened)),
            (None, Wanted::Page(url)) => Answer::NotCached(url.clone()),
            (None, Wanted::Article(_)) => Answer::Gone,
            (None, Wanted::Named(reference)) => Answer::Failed(self.words.no_such_article(reference)),
        })
    }

    fn sweep(&mut self, among: &Among, deeds: &[Deed]) -> Result<Answer, LibraryError> {
        let (change, inverse) = self.library.sweep(among, deeds, Timestamp::now())?;
        Ok(Answer::Applied { intent: Intent::Do, change, inverse, counts: self.library.counts()? })
    }

    fn apply(&mut self, intent: Intent, change: &Change) -> Result<Answer, LibraryError> {
        let inverse = self.library.apply(change, Timestamp::now())?;
        let counts = self.library.counts()?;
        Ok(Answer::Applied { intent, change: change.clone(), inverse, counts })
    }

    fn address(&self, id: ArticleId) -> Result<Answer, LibraryError> {
        Ok(Answer::Address(self.library.article(id)?.and_then(|article| article.url)))
    }
}

/// Whether an effect makes an earlier one pointless.
fn supersedes(newer: &Effect, older: &Effect) -> bool {
    match (newer, older) {
        (Effect::Open(..), Effect::Open(..) | Effect::Relate(..))
        | (Effect::List(..), Effect::List(..))
        | (Effect::FindOut(..), Effect::FindOut(..))
        | (Effect::LookAround(..), Effect::LookAround(_, Surely::Perhaps)) => true,
        (Effect::Keep(newer), Effect::Keep(older)) => {
            let article = |kept: &Kept| kept.place.as_ref().map(|(id, ..)| *id);
            older.read.is_none() && article(older) == article(newer)
        }
        _ => false,
    }
}

/// An error and its causes on one line.
fn told(error: &dyn std::error::Error) -> String {
    let mut sentence = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        sentence = format!("{sentence}: {error}");
        cause = error.source();
    }
    sentence
}
