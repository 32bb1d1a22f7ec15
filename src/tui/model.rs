//! Everything the screen knows. Only update changes it; view only reads it.

mod asked;
mod history;
mod placed_images;
mod sight;
mod subject;

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use ratatui::crossterm::event::KeyEvent;
use ratatui::layout::Size;

use super::ask::{Ask, Navigation, Wanted};
use super::effect::Effect;
use super::image_cache::ImageCache;
use super::log::{Log, Notice};
use super::message::Clock;
use super::overlays::Overlay;
use super::panes::article::{ReadWhen, Reading};
use super::panes::front_page::FrontPane;
use super::panes::headlines::Headlines;
use super::panes::related::RelatedLinks;
use super::panes::sources::Sources;
use crate::config::action::Action;
use crate::config::colour::{Depth, Ground};
use crate::config::key::Chord;
use crate::config::keymap::Mode;
use crate::config::theme::Themes;
use crate::config::{Abilities, Config, MarkRead};
use crate::domain::{
    ArticleId, Density, Followed, Order, Pane, Place, Prose, Session, Sides, Trail, TrailPosition, View,
    WebUrl,
};
use crate::library::{Anchor, Counts, Found};
use crate::words::Number;

pub use asked::Asked;
pub use history::{Changed, History, view_name};
pub use subject::Subject;

/// How long a message stands at the foot of the screen, and how long one that tells what went wrong.
const NOTICE_STANDS: Duration = Duration::from_secs(6);
const ERROR_STANDS: Duration = Duration::from_secs(20);

/// The state of the reader.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own; none excludes another")]
pub struct Model {
    /// The configuration.
    pub config: Config,
    /// The name of the theme that was chosen.
    pub chosen_theme: String,
    /// The terminal's background, where it is known.
    pub ground: Option<Ground>,
    /// The size of the terminal.
    pub size: Size,
    /// Now, as last told.
    pub clock: Clock,
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
    pub abilities: Abilities,
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
    pub fn new(config: Config, size: Size, clock: Clock, edition: String, counts: Counts) -> Self {
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
            abilities: Abilities::default(),
            hides_pictures: false,
            images: ImageCache::default(),
            unsaved: false,
            leaving: false,
        }
    }

    /// Takes up a session where it ended; returns what to load.
    pub fn resume(&mut self, session: Session) -> Vec<Effect> {
        self.trail = session.trail;
        self.measure = session.measure.unwrap_or(self.measure);
        self.density = session.density.unwrap_or(self.density);
        self.sides = session.sides;
        self.sources.folded = session.folded.into_iter().collect();
        if let Some(name) = session.theme {
            self.show_theme(&name);
            self.chosen_theme = name;
        }
        (self.commands, self.searches) = (session.commands, session.searches);
        let anchor = session.selected.map_or(Anchor::Start, Anchor::Around);
        self.headlines.flat = session.flat;
        let request = self.headlines.turn_to(session.view, session.order, anchor);
        let mut effects = vec![self.ask(Ask::Rows(request)), self.ask(Ask::Followed)];
        if let Some(id) = self.trail.current().filter(|_| session.reading).map(|step| step.spot.id) {
            effects.push(self.ask_for_article(Wanted::Article(id), Navigation::Resumed(session.pane)));
        }
        effects
    }

    /// Asks the worker.
    pub fn ask(&mut self, ask: Ask) -> Effect {
        self.asked.ask(ask)
    }

    /// Asks for an article; an earlier question for another is superseded.
    pub fn ask_for_article(&mut self, wanted: Wanted, navigation: Navigation) -> Effect {
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
            | Ask::Address(..)
            | Ask::Bookmark(..)
            | Ask::Completions(_)
            | Ask::Sources
            | Ask::FeedsAt(_)
            | Ask::Found(_)
            | Ask::Image(_) => false,
        })
    }

    /// Writes where the person stands into the current step of the trail.
    pub fn keep_spot(&mut self) {
        let Some(reading) = &self.reading else { return };
        let (pane, link) = (self.pane_to_return_to(), self.related.selected());
        let spot = TrailPosition {
            id: reading.id(),
            headline: reading.opened.article.headline.clone(),
            place: reading.place(),
            pane,
            link,
        };
        if let Some(current) = self.trail.current_spot_mut().filter(|current| current.id == spot.id) {
            *current = spot;
        }
    }

    /// The pane in which reading goes on: that of the sources is left for their list.
    const fn pane_to_return_to(&self) -> Pane {
        match self.focus {
            Pane::Sources => Pane::Headlines,
            pane => pane,
        }
    }

    /// Whether the sources are in sight and their counts are behind those of the collection.
    pub fn counts_sources(&self) -> bool {
        self.layout().sources.is_some()
            && self.sources.is_loaded()
            && self.sources.is_behind(self.counts)
            && !self.asked.awaits_sources()
    }

    /// The session as it stands.
    pub fn session(&self) -> Session {
        Session {
            view: self.headlines.view.clone(),
            order: self.headlines.order,
            flat: self.headlines.flat,
            selected: self.headlines.selected_row().map(|row| row.id),
            trail: self.trail.clone(),
            reading: self.reading.is_some() && !self.is_preview(),
            pane: self.pane_to_return_to(),
            measure: Some(self.measure)
                .filter(|measure| *measure != usize::from(self.config.settings.measure)),
            density: Some(self.density).filter(|density| *density != self.config.settings.density),
            sides: self.sides,
            folded: self.sources.folded.iter().cloned().collect(),
            theme: Some(self.chosen_theme.clone()).filter(|name| *name != self.config.settings.theme),
            commands: self.commands.clone(),
            searches: self.searches.clone(),
        }
    }

    /// Whether the terminal is worth asking for its background.
    pub fn asks_for_background(&self) -> bool {
        self.abilities.tells_background && self.config.themes.depth() >= Depth::Ansi256
    }

    /// Takes what is known of the terminal's background; the chosen theme may follow it.
    pub fn learn_ground(&mut self, ground: Option<Ground>) {
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
        self.focus == Pane::Headlines && self.headlines.has_moved() && !self.asked.awaits_article()
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

    /// Says something at the foot of the screen.
    pub fn say(&mut self, words: &str) {
        self.tell(Notice { words: Prose::trimmed(words), is_error: false });
    }

    /// Says what went wrong; it stays until dismissed.
    pub fn complain(&mut self, words: &str) {
        self.tell(Notice { words: Prose::trimmed(words), is_error: true });
    }

    /// How long the message at the foot of the screen is to stand yet.
    pub fn notice_stands_for(&self) -> Option<Duration> {
        let time = if self.notice.as_ref()?.is_error { ERROR_STANDS } else { NOTICE_STANDS };
        let stood = Duration::try_from(self.clock.now.duration_since(self.told_at)).unwrap_or_default();
        Some(time.saturating_sub(stood))
    }

    /// Takes away the message that stood long enough; it can be read again in the log.
    pub fn clear_old_notice(&mut self) {
        if self.notice_stands_for().is_some_and(|left| left.is_zero()) {
            self.notice = None;
        }
    }

    fn tell(&mut self, notice: Notice) {
        self.log.keep(notice.clone());
        self.told_at = self.clock.now;
        self.notice = Some(notice);
    }

    /// Whether the open article is this one.
    pub fn is_open(&self, id: ArticleId) -> bool {
        self.reading.as_ref().is_some_and(|reading| reading.id() == id)
    }

    /// The name of the list, with its count where that is known.
    pub fn view_title(&self) -> String {
        let name = view_name(&self.headlines.view, self.config.words).to_owned();
        match self.headlines.view {
            View::All => self.config.words.view_unread(self.number(self.counts.unread), name),
            View::Unread => self.config.words.view_counted(name, self.number(self.counts.unread)),
            View::Bookmarks => self.config.words.view_counted(name, self.number(self.counts.bookmarks)),
            View::Matching(_) => match &self.headlines.found {
                Some(found) => self.found_title(name, found),
                None => name,
            },
            View::FrontPage
            | View::Following
            | View::ContinueReading
            | View::Publication(_)
            | View::Section(_)
            | View::Feed(..)
            | View::Tagged(_) => name,
        }
    }

    /// The name of a search with the number of its answers.
    fn found_title(&self, name: String, found: &Found) -> String {
        let count = self.number(found.total);
        match (self.headlines.order, found.exact) {
            (Order::BestFirst, true) if found.total > 0 => self.config.words.view_found_best(count, name),
            (Order::BestFirst, false) => self.config.words.view_judged(count, name),
            (_, true) => self.config.words.view_found(count, name),
            (_, false) => self.config.words.view_found_more(count, name),
        }
    }

    /// A number as the person writes it.
    pub fn number(&self, number: impl TryInto<u64>) -> Number {
        Number::of(number, self.clock.calendar.locale)
    }
}
