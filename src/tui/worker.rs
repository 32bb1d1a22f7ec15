//! The thread that performs effects: it owns the library, and answers with messages.

mod backing_up;
mod fetching;
mod files;
mod find;
mod image_thread;
mod importing;
mod list_interrupt;
mod playing;
mod reindexing;
mod rules;
mod saving;
mod stories;
mod watch;

use std::hash::{BuildHasher as _, Hasher as _, RandomState};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::thread;
use std::time::Duration;

use jiff::Timestamp;

use super::ask::{ArticleWanted, Ask, Navigation};
use super::effect::{Effect, Intent, ProgramInput, Task, Ticket, Trigger};
use super::failure::Failure;
use super::message::{Answer, Applied, Message};
use crate::domain::{ArrivalRule, Change, ListRange, Mark, Order, Prose, Selection, View};
use crate::library::{Library, LibraryError, StopSignal};
use crate::words::Words;

pub use fetching::NetworkAccess;
pub use list_interrupt::ListInterrupt;
use playing::Playing;
pub use playing::{OnPlayerFailure, Player};
use watch::Watch;

/// The idle time before the worker prepares for the next question.
const IDLE_BEFORE_PREPARING: Duration = Duration::from_millis(100);

/// A program outside: takes a text, returns the reason of a failure.
pub type OpenWithProgram = Box<dyn Fn(&str) -> Result<(), String> + Send>;

/// The clock of the worker.
pub type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;

/// Gives an article to the program of a name; returns its output, or the reason of a failure.
pub type Runner = Arc<dyn Fn(&str, &ProgramInput) -> Result<String, String> + Send + Sync>;

/// Writes a rule into the configuration, or removes it; returns the reason of a failure.
pub type RuleFile = Box<dyn Fn(&ArrivalRule, bool) -> Result<(), String> + Send>;

/// The location of the collection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CacheLocation {
    /// In memory: imports go there too, and end with the program.
    Memory,
    /// In this file.
    File(PathBuf),
    /// In memory, while this file is empty; imports go into the file.
    Awaiting(PathBuf),
}

impl CacheLocation {
    /// The file of the collection, where there is one.
    pub fn file(&self) -> Option<&Path> {
        match self {
            Self::Memory => None,
            Self::File(file) | Self::Awaiting(file) => Some(file),
        }
    }
}

/// The worker: the library, and the connections to programs and the network.
pub struct Worker {
    library: Library,
    location: CacheLocation,
    time: Clock,
    browser: OpenWithProgram,
    player: Option<Player>,
    /// What is being played.
    playing: Option<Playing>,
    runner: Option<Runner>,
    /// The rules for articles that arrive.
    rules: Vec<ArrivalRule>,
    /// The writer of rules into the configuration; without one, new rules end with the reader.
    rule_file: Option<RuleFile>,
    clipboard: Option<OpenWithProgram>,
    /// The language of the worker's messages.
    words: Words,
    /// The version of the collection at the last check.
    version: Option<i64>,
    /// Interrupts the reading of a list whose question was superseded.
    list_interrupt: ListInterrupt,
    /// The access to the network, where there is one.
    network: Option<NetworkAccess>,
    /// Stops the running fetch.
    stop: StopSignal,
    /// The sender of late answers.
    inbox: Option<Sender<Message>>,
    /// The time of the last backup.
    backed_up: Option<Timestamp>,
    /// The sender to the thread that renders images, once it runs.
    images: Option<Sender<image_thread::RenderJob>>,
    /// Whether the worker has warmed up.
    ready: bool,
    /// Watches for writes of other processes.
    watch: Option<Watch>,
}

impl Worker {
    /// A worker on a library.
    pub fn new(library: Library, location: CacheLocation, browser: OpenWithProgram) -> Self {
        let version = library.version().ok();
        let (abandon, stop) = (ListInterrupt::default(), StopSignal::default());
        let watch = location.file().map(Watch::on);
        Self {
            library,
            location,
            time: Arc::new(Timestamp::now),
            browser,
            player: None,
            playing: None,
            runner: None,
            rules: Vec::new(),
            rule_file: None,
            clipboard: None,
            words: Words::english(),
            version,
            list_interrupt: abandon,
            network: None,
            stop,
            inbox: None,
            backed_up: None,
            images: None,
            ready: false,
            watch,
        }
    }

    /// Replaces the clock.
    pub fn with_clock(self, time: Clock) -> Self {
        Self { time, ..self }
    }

    /// The current time.
    fn now(&self) -> Timestamp {
        (self.time)()
    }

    /// Adds access to the network.
    pub fn with_network(self, network: Option<NetworkAccess>) -> Self {
        Self { network, ..self }
    }

    /// The handle that interrupts the reading of a list.
    pub fn list_interrupt(&self) -> ListInterrupt {
        self.list_interrupt.clone()
    }

    /// Adds a program that plays recordings.
    pub fn with_player(self, player: Player) -> Self {
        Self { player: Some(player), ..self }
    }

    /// Adds the function that gives articles to programs.
    pub fn with_runner(self, runner: Runner) -> Self {
        Self { runner: Some(runner), ..self }
    }

    /// Adds rules for articles that arrive, and their writer.
    pub fn with_rules(self, rules: Vec<ArrivalRule>, rule_file: Option<RuleFile>) -> Self {
        Self { rules, rule_file, ..self }
    }

    /// Adds a program that takes copied text.
    pub fn with_clipboard(self, clipboard: Option<OpenWithProgram>) -> Self {
        Self { clipboard, ..self }
    }

    /// Sets the language of the messages.
    pub fn with_words(self, words: Words) -> Self {
        Self { words, ..self }
    }

    /// Returns the library.
    pub fn into_library(self) -> Library {
        self.library
    }

    /// Performs effects until the screen is gone. Of waiting requests that supersede one another, only the
    /// last is performed. Once messages are no longer received, changes are still made, and nothing is read.
    pub fn perform_until_closed(&mut self, asked: &Receiver<Effect>, inbox: &Sender<Message>) {
        let mut heard = true;
        self.inbox = Some(inbox.clone());
        self.reindex_on_thread();
        while let Some(first) = self.next(asked) {
            let waiting: Vec<Effect> = std::iter::once(first).chain(asked.try_iter()).collect();
            for (position, effect) in waiting.iter().enumerate() {
                let later = waiting.get(position + 1..).unwrap_or_default();
                let wanted = heard || effect.outlives_screen();
                if !wanted || later.iter().any(|newer| newer.supersedes(effect)) {
                    continue;
                }
                if let Some(message) = self.perform(effect) {
                    heard &= inbox.send(message).is_ok();
                }
            }
        }
    }

    /// Waits for the next request. The first idle time is used to warm up; later the file of the collection
    /// is checked from time to time, and its log written back.
    fn next(&mut self, asked: &Receiver<Effect>) -> Option<Effect> {
        loop {
            let quiet = (!self.ready).then_some(IDLE_BEFORE_PREPARING);
            let Some(wait) = quiet.or(self.watch.as_ref().map(Watch::time_until_check)) else {
                return asked.recv().ok();
            };
            match asked.recv_timeout(wait) {
                Err(RecvTimeoutError::Timeout) if !self.ready => self.warm_up(),
                Err(RecvTimeoutError::Timeout) if self.watch.as_mut().is_some_and(Watch::has_changed) => {
                    return Some(Effect::Task(Task::CheckForChanges(Trigger::FileTouched)));
                }
                // A checkpoint that fails now succeeds later.
                Err(RecvTimeoutError::Timeout) => drop(self.library.checkpoint_log()),
                received => return received.ok(),
            }
        }
    }

    /// Warms up by opening the newest article: the first opened article takes several times as long as later
    /// ones, since statements are prepared and pages of the file are read in.
    fn warm_up(&mut self) {
        self.ready = true;
        let newest = self.library.list(&View::All, Order::NewestFirst, ListRange::first(1));
        if let Some(row) = newest.ok().and_then(|rows| rows.into_iter().next()) {
            drop(self.library.open_article(row.id));
        }
    }

    /// Performs an effect; returns the message of its outcome.
    pub fn perform(&mut self, effect: &Effect) -> Option<Message> {
        match effect {
            Effect::Ask(ticket, ask) => self.answer(*ticket, ask),
            Effect::Task(task) => {
                self.perform_task(task).unwrap_or_else(|failure| Some(Message::Failed(failure)))
            }
            Effect::Terminal(_) => None,
        }
    }

    /// Answers a question, at once or later through the inbox; an interrupted one is not answered.
    fn answer(&mut self, ticket: Ticket, ask: &Ask) -> Option<Message> {
        let now = self.now();
        let answer: Result<Answer, LibraryError> = match ask {
            Ask::Rows(request) => {
                let page =
                    self.list_interrupt.unless_interrupted(&self.library, || self.library.page(request, now));
                page.transpose()?.map(|page| Answer::Rows(request.anchor, page))
            }
            Ask::SearchTotal(query) => {
                let found =
                    self.list_interrupt.unless_interrupted(&self.library, || self.library.count_found(query));
                found.transpose()?.map(Answer::SearchTotal)
            }
            Ask::Article(wanted, navigation) => {
                return Some(Message::Answered(ticket, self.open(wanted, navigation)));
            }
            Ask::Page(url, _) => return self.fetch_page(ticket, url),
            Ask::Pictures(id) => return self.fetch_pictures(ticket, *id),
            Ask::FurtherLinks(id) => self.library.further_links(*id).map(Answer::FurtherLinks),
            Ask::Unfolded(view, order, row) => self.unfold(view, *order, row),
            Ask::Story(id) => return Some(Message::Answered(ticket, self.timeline(*id))),
            Ask::Followed => self.library.followed().map(Answer::Followed),
            Ask::Highlights => self.library.highlights().map(Answer::Highlights),
            Ask::Views(purpose) => self.library.views(now).map(|views| Answer::Views(*purpose, views)),
            Ask::View(name) => self.library.find_view(name, now).map(Answer::View),
            Ask::RandomUnread(view) => {
                let drawn = RandomState::new().build_hasher().finish();
                self.library.unread_at_random(view, now, drawn).map(Answer::RandomUnread)
            }
            Ask::UnreadFeed(order, direction) => {
                let feeds = self.library.views_by(*order, now);
                feeds.map(|feeds| Answer::UnreadFeed(feeds, *direction))
            }
            Ask::Unread(request) => self.library.nearest_unread(request, now).map(Answer::Unread),
            Ask::Addresses(selection, purpose) => {
                self.library.addresses(selection).map(|urls| Answer::Addresses(*purpose, urls))
            }
            Ask::Bookmark(id, headline) => {
                let bookmark = self.library.bookmark(*id);
                bookmark.map(|bookmark| Answer::Bookmark(*id, headline.clone(), bookmark))
            }
            Ask::Completions(source) => self.completions(source),
            Ask::Downloads => {
                let files = self.network.as_ref().map_or(Ok(Vec::new()), |outside| outside.downloads.files());
                files.map(Answer::Downloads).map_err(LibraryError::from)
            }
            Ask::Sources(order) => self.sources(*order, now),
            Ask::FeedsAt(address) => return self.find_feeds(ticket, address),
            Ask::Image(request) => return self.draw(ticket, request),
        };
        Some(Message::Answered(ticket, answer.map_err(Failure::from)))
    }

    /// Performs a task; returns the message of its outcome, if any.
    fn perform_task(&mut self, task: &Task) -> Result<Option<Message>, Failure> {
        Ok(match task {
            Task::SaveSession(state) => {
                let now = self.now();
                let saved = self.library.save_session(state, now);
                self.unless_read_only(saved)?;
                self.back_up_on_thread(now)
            }
            Task::Apply(intent, change, description) => {
                Some(self.apply(*intent, change, description.clone())?)
            }
            Task::UndoCommand => Some(self.undo_command()?),
            Task::Mark(selection, marks) => Some(self.mark_all(selection, marks)?),
            Task::MakeRule(rule) => Some(self.make_rule(rule)?),
            Task::Story(id, change) => Some(self.change_story(*id, change)?),
            Task::SavedSearch(saving) => Some(self.save(saving)?),
            Task::Feed(change) => Some(self.change_feed(change)?),
            Task::Export(export) => {
                Some(Message::Reported(files::export(&self.library, export, self.now(), self.words)?))
            }
            Task::Import(path) => self.import(path),
            Task::Fetch(which) => self.fetch(which.clone()),
            Task::StopFetching => {
                self.stop.raise();
                None
            }
            Task::CheckForChanges(trigger) => self.check_for_changes(*trigger)?,
            Task::Browse(url) => {
                (self.browser)(url.as_str()).map_err(Failure::Error)?;
                None
            }
            Task::Download(id) => self.download(*id),
            Task::PlayFile(path) => self.play(&path.to_string_lossy())?,
            Task::Run(program, article) => self.run(program, article)?,
            Task::Play(url) => {
                let file = self.network.as_ref().and_then(|outside| outside.downloads.file_of(url));
                let file = file.map(|file| file.to_string_lossy().into_owned());
                let what = file.as_deref().unwrap_or(url.as_str());
                self.play(what)?
            }
            Task::Copy(text) => {
                self.clipboard.as_ref().map_or(Ok(()), |program| program(text)).map_err(Failure::Error)?;
                None
            }
        })
    }

    /// Ignores the failure to save in a read-only cache: the screen says at the start that nothing is saved.
    fn unless_read_only(&self, saved: Result<(), LibraryError>) -> Result<(), LibraryError> {
        if self.library.is_read_only() { Ok(()) } else { saved }
    }

    fn open(&mut self, wanted: &ArticleWanted, navigation: &Navigation) -> Result<Answer, Failure> {
        let id = match wanted {
            ArticleWanted::Article(id) => Some(*id),
            ArticleWanted::Page(url) => self.library.find(url.as_str())?,
            ArticleWanted::Named(reference) => self.library.find(reference)?,
        };
        self.ready = true;
        let mut opened = id.map(|id| self.library.open_article(id)).transpose()?.flatten();
        if let (Some(opened), Some(outside)) = (&mut opened, &self.network) {
            let file = opened.article.recording().and_then(|url| outside.downloads.file_of(url));
            opened.is_downloaded = file.is_some();
        }
        match (opened, wanted) {
            (Some(opened), _) => Ok(Answer::Article(Box::new(opened), navigation.clone())),
            (None, ArticleWanted::Page(url)) => Ok(Answer::NotCached(url.clone())),
            (None, ArticleWanted::Article(_)) => Err(Failure::ArticleGone),
            (None, ArticleWanted::Named(reference)) => Err(Failure::UnknownArticle(reference.clone())),
        }
    }

    /// Gives an article to a program on a thread of its own; its output comes through the inbox.
    fn run(&self, program: &str, article: &ProgramInput) -> Result<Option<Message>, Failure> {
        let Some(runner) = self.runner.clone() else { return Ok(None) };
        let (program, article) = (program.to_owned(), article.clone());
        let running = move || {
            let printed = runner(&program, &article).map_err(Failure::Error);
            Message::ProgramEnded(program, printed)
        };
        let Some(inbox) = self.inbox.clone() else { return Ok(Some(running())) };
        let thread = thread::Builder::new().name("program".to_owned());
        thread.spawn(move || drop(inbox.send(running())))?;
        Ok(None)
    }

    /// Undoes the last change of the command line.
    fn undo_command(&mut self) -> Result<Message, LibraryError> {
        let Some(undone) = self.library.undo(self.now())? else {
            return Ok(Message::Reported(self.words.nothing_to_undo().to_owned()));
        };
        let (change, inverse, counts) = (undone.change, undone.inverse, self.library.counts()?);
        let description = Some(Prose::trimmed(&undone.description));
        Ok(Message::Applied(Applied { intent: Intent::Undo, change, inverse, description, counts }))
    }

    fn mark_all(&mut self, selection: &Selection, marks: &[Mark]) -> Result<Message, LibraryError> {
        let (change, inverse) = self.library.mark_all(selection, marks, self.now())?;
        let counts = self.library.counts()?;
        Ok(Message::Applied(Applied { intent: Intent::Do, change, inverse, description: None, counts }))
    }

    fn apply(
        &mut self,
        intent: Intent,
        change: &Change,
        description: Option<Prose>,
    ) -> Result<Message, Failure> {
        for rule in change.rules().into_iter().filter(|rule| rule.includes_rule) {
            self.write_rule(&rule.rule, rule.applies)?;
        }
        let inverse = self.library.apply(change, self.now())?;
        self.change_rules(&change.rules())?;
        let counts = self.library.counts()?;
        Ok(Message::Applied(Applied { intent, change: change.clone(), inverse, description, counts }))
    }
}
