//! The state of the screen. Only update changes it; view only reads it.

mod asked;
mod history;
mod notices;
mod placed_images;
mod session;
mod sight;
mod subject;
mod titles;

use std::collections::VecDeque;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use ratatui::crossterm::event::KeyEvent;
use ratatui::layout::Size;

use super::ask::{ArticleWanted, Ask, Navigation};
use super::effect::Effect;
use super::image_cache::ImageCache;
use super::log::{Log, Notice};
use super::message::TimeOfDay;
use super::overlays::Overlay;
use super::panes::article::{ArticlePane, ReadWhen};
use super::panes::front_page::FrontPane;
use super::panes::headlines::Headlines;
use super::panes::related::RelatedLinks;
use super::panes::sources::Sources;
use crate::config::action::Action;
use crate::config::colour::{ColourDepth, TerminalBackground};
use crate::config::command::Step;
use crate::config::key::Chord;
use crate::config::keymap::Mode;
use crate::config::theme::Themes;
use crate::config::{Config, MarkRead, TerminalCapabilities};
use crate::domain::{
    ArticleId, Cursor, Density, FeedId, FollowedStory, Order, Pane, PaneArrangements, TextPlace, Trail, View,
    WebUrl,
};
use crate::library::Counts;
use crate::words::Number;

pub use asked::PendingQuestions;
pub use history::{History, HistoryEntry};
pub use subject::Subject;
pub use titles::view_name;

/// A list that was left for a search, to be returned to as it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PreviousList {
    /// The list.
    pub view: View,
    /// The order of the list.
    pub order: Order,
    /// The selected article.
    pub selected: Option<ArticleId>,
}

/// The state of the reader.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own; none excludes another")]
pub struct Model {
    /// The configuration.
    pub config: Config,
    /// The name of the chosen theme.
    pub chosen_theme: String,
    /// The terminal's background, where it is known.
    pub background: Option<TerminalBackground>,
    /// The size of the terminal.
    pub size: Size,
    /// The time of the last clock message.
    pub clock: TimeOfDay,
    /// The name of the collection, for the header.
    pub edition: String,
    /// The counts of articles, unread ones and bookmarks.
    pub counts: Counts,
    /// The pane with the focus.
    pub focus: Pane,
    /// Whether the article is shown alone.
    pub zen: bool,
    /// The arrangement of the panes beside the article.
    pub sides: PaneArrangements,
    /// The side whose border the mouse drags.
    pub dragged_border: Option<Pane>,
    /// The place in the text at which a mouse button went down: the block, and the characters before it.
    pub drag_start: Option<(usize, usize)>,
    /// Columns of a line of text.
    pub measure: usize,
    /// The spacing of the rows of the list.
    pub density: Density,
    /// The pane of the sources.
    pub sources: Sources,
    /// The pane of the list.
    pub headlines: Headlines,
    /// The front page, while it is the list.
    pub front_page: FrontPane,
    /// The open article.
    pub reading: Option<ArticlePane>,
    /// The links of the open article.
    pub related: RelatedLinks,
    /// The articles that the selection went past, which count as read.
    pub passed_unread: Vec<ArticleId>,
    /// The trail of opened articles.
    pub trail: Trail,
    /// The overlay that is open.
    pub overlay: Option<Overlay>,
    /// The overlay under the open one, which is shown again when that closes.
    pub beneath: Option<Overlay>,
    /// The action to perform in the requested article, once it is open.
    pub after_opening: Option<Action>,
    /// The message at the foot of the screen.
    pub notice: Option<Notice>,
    /// The time of the message.
    pub notice_time: Timestamp,
    /// The unread article that was found last, and its place in the list, where it may be folded into a row.
    pub last_unread: Option<(ArticleId, Cursor)>,
    /// The messages so far.
    pub log: Log,
    /// The changes that can be undone and redone.
    pub history: History,
    /// The keys of an unfinished sequence.
    pub pressed: Vec<Chord>,
    /// The keys typed for an overlay that is still loading.
    pub typed_ahead: Vec<KeyEvent>,
    /// The remaining steps of a key that has several.
    pub steps: VecDeque<Step>,
    /// The number typed before a key.
    pub count: Option<usize>,
    /// The unanswered questions.
    pub asked: PendingQuestions,
    /// The stories that are followed.
    pub followed: Vec<FollowedStory>,
    /// The number of articles that came since the top of the list was in sight.
    pub arrived: u32,
    /// The article that was selected in the list of all articles when it was left.
    pub left_article: Option<ArticleId>,
    /// The list at the start of the search that is typed.
    pub before_search: Option<PreviousList>,
    /// The list from which the matches that are listed were searched.
    pub searched_from: Option<PreviousList>,
    /// Whether mouse events are reported to the reader.
    pub mouse: bool,
    /// The commands typed, the newest last.
    pub commands: Vec<String>,
    /// The searches typed, the newest last.
    pub searches: Vec<String>,
    /// The fetched feeds and pages, and all of them, during a fetch.
    pub fetching: Option<(usize, usize)>,
    /// The feeds that were chosen during a fetch, to be fetched next.
    pub fetch_queue: Vec<FeedId>,
    /// The time of the next automatic fetch.
    pub next_fetch: Option<Timestamp>,
    /// The last link that led outside of the cache.
    pub last_outside_link: Option<WebUrl>,
    /// The abilities of the terminal.
    pub capabilities: TerminalCapabilities,
    /// Whether the person hid the pictures.
    pub hides_pictures: bool,
    /// The rendered images of the article.
    pub images: ImageCache,
    /// Whether the session changed since it was saved.
    pub unsaved: bool,
    /// Whether the reader is closing.
    pub leaving: bool,
}

impl Model {
    /// A model before anything is loaded.
    pub fn new(config: Config, size: Size, clock: TimeOfDay, edition: String, counts: Counts) -> Self {
        let (measure, mouse) = (usize::from(config.settings.measure), config.settings.mouse);
        let density = config.settings.density;
        Self {
            chosen_theme: config.settings.theme.clone(),
            background: None,
            config,
            size,
            clock,
            edition,
            counts,
            focus: Pane::Headlines,
            zen: false,
            sides: PaneArrangements::default(),
            dragged_border: None,
            drag_start: None,
            measure,
            density,
            sources: Sources::default(),
            headlines: Headlines::default(),
            front_page: FrontPane::default(),
            reading: None,
            related: RelatedLinks::default(),
            passed_unread: Vec::new(),
            trail: Trail::default(),
            overlay: None,
            beneath: None,
            after_opening: None,
            notice: None,
            notice_time: clock.now,
            last_unread: None,
            log: Log::default(),
            history: History::default(),
            pressed: Vec::new(),
            typed_ahead: Vec::new(),
            steps: VecDeque::new(),
            count: None,
            asked: PendingQuestions::default(),
            followed: Vec::new(),
            arrived: 0,
            left_article: None,
            before_search: None,
            searched_from: None,
            mouse,
            commands: Vec::new(),
            searches: Vec::new(),
            fetching: None,
            fetch_queue: Vec::new(),
            next_fetch: None,
            last_outside_link: None,
            capabilities: TerminalCapabilities::default(),
            hides_pictures: false,
            images: ImageCache::default(),
            unsaved: false,
            leaving: false,
        }
    }

    /// Asks the worker a question.
    pub fn ask(&mut self, ask: Ask) -> Effect {
        self.asked.ask(ask)
    }

    /// Asks for an article; an earlier question for another is superseded.
    pub fn ask_for_article(&mut self, wanted: ArticleWanted, navigation: Navigation) -> Effect {
        self.after_opening = None;
        self.ask(Ask::Article(wanted, navigation))
    }

    /// The keys in force for the focus.
    pub const fn mode(&self) -> Mode {
        match self.focus {
            _ if matches!(self.overlay, Some(Overlay::Story(_))) => Mode::Article,
            Pane::Sources => Mode::Sources,
            Pane::Headlines => Mode::Headlines,
            Pane::Article => Mode::Article,
            Pane::Related => Mode::Related,
        }
    }

    /// Whether the next frame had better wait for an answer.
    pub fn awaits_something(&self) -> bool {
        self.asked.open().any(|ask| match ask {
            Ask::Article(..) | Ask::Page(_, Some(_)) | Ask::Views(_) | Ask::Highlights => true,
            Ask::Rows(_) => !self.headlines.is_loaded(),
            _ => false,
        })
    }

    /// Whether the next step waits for a list or an article.
    pub fn steps_wait(&self) -> bool {
        let goes_elsewhere = |ask: &Ask| match ask {
            Ask::Rows(_) => !self.headlines.is_loaded(),
            ask => matches!(ask, Ask::View(_) | Ask::Unread(_) | Ask::RandomUnread(_) | Ask::UnreadFeed(..)),
        };
        self.asked.awaits_article() || self.asked.open().any(goes_elsewhere)
    }

    /// Whether the sources are visible and their counts are out of date.
    pub fn needs_source_counts(&self) -> bool {
        self.layout().sources.is_some()
            && self.sources.is_loaded()
            && self.sources.is_outdated(self.counts)
            && !self.asked.awaits_sources()
    }

    /// Whether the terminal is worth querying for its background.
    pub fn should_query_background(&self) -> bool {
        self.capabilities.answers_background_query && self.config.themes.depth() >= ColourDepth::Ansi256
    }

    /// Sets the background of the terminal, which the chosen theme may follow.
    pub fn set_background(&mut self, background: Option<TerminalBackground>) {
        self.background = background;
        if self.chosen_theme == Themes::AUTO {
            self.show_theme(Themes::AUTO);
        }
    }

    /// Applies a theme to the screen.
    pub fn show_theme(&mut self, name: &str) {
        let themes = &self.config.themes;
        let theme = if name == Themes::AUTO { themes.matching(self.background) } else { themes.theme(name) };
        if let Some(theme) = theme {
            self.config.theme = theme;
        }
    }

    /// The place in the open article, and the part of it read in percent, once it was entered.
    pub fn place(&self) -> Option<(ArticleId, TextPlace, u8)> {
        let begun = self.reading.as_ref().filter(|reading| reading.is_scrolled());
        begun.map(|reading| (reading.id(), reading.place(), reading.progress()))
    }

    /// Whether the shown article is a preview, which is no step of the trail yet.
    pub fn is_preview(&self) -> bool {
        let current = self.trail.current().map(|step| step.spot.id);
        self.reading.as_ref().is_some_and(|reading| Some(reading.id()) != current)
    }

    /// Whether the selection of the list has moved and not settled yet, so that its preview waits.
    pub fn awaits_settling(&self) -> bool {
        self.focus == Pane::Headlines
            && self.headlines.has_unsettled_selection()
            && !self.asked.awaits_article()
    }

    /// The time until the shown article counts as read.
    pub fn time_until_read(&self) -> Option<Duration> {
        let seconds = i64::from(self.config.settings.mark_read_after);
        let waits = seconds > 0 && self.config.settings.mark_read != MarkRead::ByHand;
        let ReadWhen::ShownSince(since) = self.reading.as_ref().filter(|_| waits)?.read_when else {
            return None;
        };
        let left = SignedDuration::from_secs(seconds) - self.clock.now.duration_since(since);
        Some(Duration::try_from(left).unwrap_or_default())
    }

    /// Starts automatic fetching, as the settings say; never in a collection that is not stored.
    pub fn start_automatic_fetching(&mut self, is_kept: bool) {
        let at_start = self.config.settings.fetching.at_start.then_some(self.clock.now);
        self.next_fetch = at_start.or_else(|| self.next_fetch_time()).filter(|_| is_kept);
    }

    /// The time one fetch interval from now.
    pub fn next_fetch_time(&self) -> Option<Timestamp> {
        let minutes = self.config.settings.fetching.every.0?;
        self.clock.now.checked_add(SignedDuration::from_mins(i64::from(minutes))).ok()
    }

    /// The time until the next automatic fetch.
    pub fn time_until_fetch(&self) -> Option<Duration> {
        let left = self.next_fetch?.duration_since(self.clock.now);
        Some(Duration::try_from(left).unwrap_or_default())
    }

    /// The first key of an action in the pane of the focus, as it is written; without one, its command.
    pub fn key_of(&self, action: Action) -> String {
        let keys = self.config.keymap.keys_of(action, self.mode());
        keys.into_iter().next().unwrap_or_else(|| format!(":{}", action.name()))
    }

    /// Opens an overlay; the view of a story stays beneath it.
    pub fn open_over(&mut self, overlay: Overlay) {
        self.beneath = self.overlay.take().filter(|below| matches!(below, Overlay::Story(_)));
        self.overlay = Some(overlay);
    }

    /// Closes the overlay.
    pub fn close_overlay(&mut self) {
        self.overlay = self.beneath.take();
    }

    /// Whether an article is the open one.
    pub fn is_open(&self, id: ArticleId) -> bool {
        self.reading.as_ref().is_some_and(|reading| reading.id() == id)
    }

    /// The title of the terminal's window, where the settings want one.
    pub fn window_title(&self) -> Option<String> {
        let unread = self.number(self.counts.unread);
        self.config.settings.title.then(|| self.config.words.window_title(unread))
    }

    /// A number in the person's locale.
    pub fn number(&self, number: impl TryInto<u64>) -> Number {
        Number::of(number, self.clock.calendar.locale)
    }
}
