//! Everything the screen knows. Only update changes it; view only reads it.

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
use super::panes::article::{ReadWhen, Reading};
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
use crate::domain::{ArticleId, Density, Followed, Pane, Place, Sides, Trail, View, WebUrl};
use crate::library::Counts;
use crate::words::Number;

pub use asked::Asked;
pub use history::{Changed, History};
pub use subject::Subject;
pub use titles::view_name;

/// The state of the reader.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own; none excludes another")]
pub struct Model {
    /// The configuration.
    pub config: Config,
    /// The name of the theme that was chosen.
    pub chosen_theme: String,
    /// The terminal's background, where it is known.
    pub ground: Option<TerminalBackground>,
    /// The size of the terminal.
    pub size: Size,
    /// Now, as last told.
    pub clock: TimeOfDay,
    /// Which collection is open, for the header.
    pub edition: String,
    /// Articles, unread ones and bookmarks.
    pub counts: Counts,
    /// The pane with the focus.
    pub focus: Pane,
    /// Whether the article stands alone.
    pub zen: bool,
    /// How the panes beside the article are arranged.
    pub sides: Sides,
    /// The side whose border the mouse holds.
    pub dragging: Option<Pane>,
    /// Where in the text a button went down: the block, and the characters before it.
    pub marking: Option<(usize, usize)>,
    /// Columns of a line of text.
    pub measure: usize,
    /// How close the rows of the list stand.
    pub density: Density,
    /// What a list can be made of.
    pub sources: Sources,
    /// The list.
    pub headlines: Headlines,
    /// The front page, while it is the list.
    pub front: FrontPane,
    /// The open article.
    pub reading: Option<Reading>,
    /// Its links.
    pub related: RelatedLinks,
    /// The articles that the selection went past, which count as read.
    pub passed: Vec<ArticleId>,
    /// The way the person went.
    pub trail: Trail,
    /// The overlay that is open.
    pub overlay: Option<Overlay>,
    /// The overlay that lies beneath it, and is open again when it closes.
    pub beneath: Option<Overlay>,
    /// What is to be done in the article that was asked for, once it is open.
    pub after_opening: Option<Action>,
    /// The message at the foot of the screen.
    pub notice: Option<Notice>,
    /// When it was told.
    pub told_at: Timestamp,
    /// The messages up to now.
    pub log: Log,
    /// Changes that can be undone and done again.
    pub history: History,
    /// Keys of a sequence that is not finished.
    pub pressed: Vec<Chord>,
    /// Keys typed for something that is on its way.
    pub typed_ahead: Vec<KeyEvent>,
    /// What is still to be done of what a key stands for.
    pub steps: VecDeque<Step>,
    /// The number typed before a key.
    pub count: Option<usize>,
    /// The questions without an answer yet.
    pub asked: Asked,
    /// The stories that are followed.
    pub followed: Vec<Followed>,
    /// The article that was selected in the list of all when it was left.
    pub left_at: Option<ArticleId>,
    /// The list that a search was begun from.
    pub before_search: Option<View>,
    /// Whether the mouse is taken.
    pub mouse: bool,
    /// The commands typed, the last one last.
    pub commands: Vec<String>,
    /// The searches typed, the last one last.
    pub searches: Vec<String>,
    /// Feeds and pages fetched, of all, while a fetch goes on.
    pub fetching: Option<(usize, usize)>,
    /// When feeds are fetched by themselves.
    pub next_fetch: Option<Timestamp>,
    /// The last link that led beyond the cache.
    pub beyond: Option<WebUrl>,
    /// The abilities of the terminal.
    pub abilities: TerminalCapabilities,
    /// Whether the person hid the pictures.
    pub hides_pictures: bool,
    /// The pictures of the article that are drawn.
    pub images: ImageCache,
    /// Whether the session moved since it was kept.
    pub unsaved: bool,
    /// Whether the person leaves.
    pub leaving: bool,
}

impl Model {
    /// The reader before anything is loaded, as the last session left it.
    pub fn new(config: Config, size: Size, clock: TimeOfDay, edition: String, counts: Counts) -> Self {
        let (measure, mouse) = (usize::from(config.settings.measure), config.settings.mouse);
        let density = config.settings.density;
        Self {
            chosen_theme: config.settings.theme.clone(),
            ground: None,
            config,
            size,
            clock,
            edition,
            counts,
            focus: Pane::Headlines,
            zen: false,
            sides: Sides::default(),
            dragging: None,
            marking: None,
            measure,
            density,
            sources: Sources::default(),
            headlines: Headlines::default(),
            front: FrontPane::default(),
            reading: None,
            related: RelatedLinks::default(),
            passed: Vec::new(),
            trail: Trail::default(),
            overlay: None,
            beneath: None,
            after_opening: None,
            notice: None,
            told_at: clock.now,
            log: Log::default(),
            history: History::default(),
            pressed: Vec::new(),
            typed_ahead: Vec::new(),
            steps: VecDeque::new(),
            count: None,
            asked: Asked::default(),
            followed: Vec::new(),
            left_at: None,
            before_search: None,
            mouse,
            commands: Vec::new(),
            searches: Vec::new(),
            fetching: None,
            next_fetch: None,
            beyond: None,
            abilities: TerminalCapabilities::default(),
            hides_pictures: false,
            images: ImageCache::default(),
            unsaved: false,
            leaving: false,
        }
    }

    /// Asks the worker.
    pub fn ask(&mut self, ask: Ask) -> Effect {
        self.asked.ask(ask)
    }

    /// Asks for an article; an earlier question for another is superseded.
    pub fn ask_for_article(&mut self, wanted: ArticleWanted, navigation: Navigation) -> Effect {
        self.after_opening = None;
        self.ask(Ask::Article(wanted, navigation))
    }

    /// The keys' meaning where the focus is.
    pub const fn mode(&self) -> Mode {
        match self.focus {
            _ if matches!(self.overlay, Some(Overlay::Story(_))) => Mode::Article,
            Pane::Sources => Mode::Sources,
            Pane::Headlines => Mode::Headlines,
            Pane::Article => Mode::Article,
            Pane::Related => Mode::Related,
        }
    }

    /// Whether the next frame is better drawn with something that was asked for.
    pub fn awaits_something(&self) -> bool {
        self.asked.open().any(|ask| match ask {
            Ask::Article(..) | Ask::Page(_, Some(_)) | Ask::Views(_) | Ask::Highlights => true,
            Ask::Rows(_) => !self.headlines.is_loaded(),
            Ask::Page(_, None)
            | Ask::FurtherLinks(_)
            | Ask::Unfolded(..)
            | Ask::Story(_)
            | Ask::Followed
            | Ask::View(_)
            | Ask::Unread(_)
            | Ask::Addresses(..)
            | Ask::Bookmark(..)
            | Ask::Completions(_)
            | Ask::Sources
            | Ask::FeedsAt(_)
            | Ask::Downloads
            | Ask::SearchTotal(_)
            | Ask::Image(_) => false,
        })
    }

    /// Whether what a key does next waits for a list or an article.
    pub fn awaits_for_steps(&self) -> bool {
        let goes_elsewhere = |ask: &Ask| match ask {
            Ask::Rows(_) => !self.headlines.is_loaded(),
            ask => matches!(ask, Ask::View(_) | Ask::Unread(_)),
        };
        self.asked.awaits_article() || self.asked.open().any(goes_elsewhere)
    }

    /// Whether the sources are in sight and their counts are behind those of the collection.
    pub fn counts_sources(&self) -> bool {
        self.layout().sources.is_some()
            && self.sources.is_loaded()
            && self.sources.is_behind(self.counts)
            && !self.asked.awaits_sources()
    }

    /// Whether the terminal is worth asking for its background.
    pub fn asks_for_background(&self) -> bool {
        self.abilities.answers_background_query && self.config.themes.depth() >= ColourDepth::Ansi256
    }

    /// Takes what is known of the terminal's background; the chosen theme may follow it.
    pub fn set_background(&mut self, ground: Option<TerminalBackground>) {
        self.ground = ground;
        if self.chosen_theme == Themes::AUTO {
            self.show_theme(Themes::AUTO);
        }
    }

    /// Shows everything in a theme.
    pub fn show_theme(&mut self, name: &str) {
        let themes = &self.config.themes;
        let theme = if name == Themes::AUTO { themes.matching(self.ground) } else { themes.theme(name) };
        if let Some(theme) = theme {
            self.config.theme = theme;
        }
    }

    /// The place in the open article, and how much of it was read, where the person has begun it.
    pub fn place(&self) -> Option<(ArticleId, Place, u8)> {
        let begun = self.reading.as_ref().filter(|reading| reading.is_scrolled());
        begun.map(|reading| (reading.id(), reading.place(), reading.progress()))
    }

    /// Whether the article that is shown was not entered: it is no step of the trail yet.
    pub fn is_preview(&self) -> bool {
        let current = self.trail.current().map(|step| step.spot.id);
        self.reading.as_ref().is_some_and(|reading| Some(reading.id()) != current)
    }

    /// Whether the selection of the list has moved, and what follows it waits until it comes to rest.
    pub fn awaits_rest(&self) -> bool {
        self.focus == Pane::Headlines
            && self.headlines.has_unsettled_selection()
            && !self.asked.awaits_article()
    }

    /// The time until the article that is shown counts as read.
    pub fn counts_as_read_in(&self) -> Option<Duration> {
        let seconds = i64::from(self.config.settings.mark_read_after);
        let waits = seconds > 0 && self.config.settings.mark_read != MarkRead::ByHand;
        let ReadWhen::ShownSince(since) = self.reading.as_ref().filter(|_| waits)?.read_when else {
            return None;
        };
        let left = SignedDuration::from_secs(seconds) - self.clock.now.duration_since(since);
        Some(Duration::try_from(left).unwrap_or_default())
    }

    /// Fetches by itself from now on, as the settings say; where there is no collection to keep, never.
    pub fn fetch_by_itself(&mut self, is_kept: bool) {
        let at_start = self.config.settings.fetching.at_start.then_some(self.clock.now);
        self.next_fetch = at_start.or_else(|| self.after_interval()).filter(|_| is_kept);
    }

    /// The moment an interval from now.
    pub fn after_interval(&self) -> Option<Timestamp> {
        let minutes = self.config.settings.fetching.every.0?;
        self.clock.now.checked_add(SignedDuration::from_mins(i64::from(minutes))).ok()
    }

    /// The time until feeds are fetched by themselves.
    pub fn fetches_in(&self) -> Option<Duration> {
        let left = self.next_fetch?.duration_since(self.clock.now);
        Some(Duration::try_from(left).unwrap_or_default())
    }

    /// The first key of an action where one stands, as it is written; without one, its command.
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

    /// Whether the open article is this one.
    pub fn is_open(&self, id: ArticleId) -> bool {
        self.reading.as_ref().is_some_and(|reading| reading.id() == id)
    }

    /// The title of the terminal's window, where the person wants one.
    pub fn window_title(&self) -> Option<String> {
        let unread = self.number(self.counts.unread);
        self.config.settings.title.then(|| self.config.words.window_title(unread))
    }

    /// A number as the person writes it.
    pub fn number(&self, number: impl TryInto<u64>) -> Number {
        Number::of(number, self.clock.calendar.locale)
    }
}
