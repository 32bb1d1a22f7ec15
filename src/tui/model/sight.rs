//! The visible part of the model: the geometry of the panes, the page as it is set in its pane, and its
//! links.

use jiff::tz::Offset;
use ratatui::layout::Rect;

use super::Model;
use crate::config::action::Action;
use crate::config::colour::ColourDepth;
use crate::config::{Hyperlinks, Pictures, Protocol};
use crate::domain::{Account, ArticleId, LinkTarget, Moment, Pane, Prose, View};
use crate::tui::image_cache::GraphicsProtocol;
use crate::tui::layout::{Layout, LayoutParameters};
use crate::tui::link_index::{LinkCells, LinkIndex};
use crate::tui::panes::article::ArticleLayout;
use crate::tui::panes::front_page::INDENT;
use crate::tui::panes::headline_row::ListLayout;
use crate::tui::panes::inner;
use crate::tui::panes::related::Setting;
use crate::tui::panes::related_foot::Foot;
use crate::tui::panes::sources::{Row, RowKind, SourceGroup};
use crate::tui::styled::order_of;
use crate::typeset::{self, Frame, FrontSetting, Part, Source};

/// Lines from which the article has a blank line above its headline.
const ROOM_FOR_BLANK_LINE: u16 = 12;

/// Lines of the related pane from which its foot has the address of a cached article.
const ROOM_FOR_ADDRESS: u16 = 14;

/// Lines below which an image is not drawn.
const LEAST_PICTURE: usize = 4;

impl Model {
    /// The geometry of the screen.
    pub fn layout(&self) -> Layout {
        Layout::of(self.size, self.shape())
    }

    /// The inside of a pane; of a hidden pane, the inside that it would have with the focus.
    pub fn inside(&self, pane: Pane) -> Rect {
        let shown = self.layout().pane(pane);
        let focused = || Layout::of(self.size, LayoutParameters { focus: pane, ..self.shape() }).pane(pane);
        let whole = shown.or_else(focused).unwrap_or_default();
        let inside = if self.zen { whole } else { inner(whole) };
        let air = u16::from(pane == Pane::Article && inside.height > ROOM_FOR_BLANK_LINE);
        Rect { y: inside.y + air, height: inside.height - air, ..inside }
    }

    fn shape(&self) -> LayoutParameters {
        let settings = &self.config.settings;
        LayoutParameters {
            focus: self.focus,
            zen: self.zen,
            page: self.headlines.view == View::FrontPage,
            arrangements: self.sides,
            sources_from: settings.sources_from,
            wide_from: settings.wide_from,
            narrow_below: settings.narrow_below,
        }
    }

    /// The parameters of the article's page in its pane.
    pub fn article_layout(&self) -> ArticleLayout {
        let inside = self.inside(Pane::Article);
        ArticleLayout {
            width: inside.width,
            height: inside.height,
            measure: self.measure,
            hyphenate: self.config.settings.hyphenate,
            pictures: self.frame(inside.height),
            order: order_of(self.config.settings.right_to_left),
            calendar: self.clock.calendar,
            words: self.config.words,
        }
    }

    /// The foot of the related pane, while it has the focus.
    pub fn related_foot(&self) -> Option<Foot<'_>> {
        let row = self.related.selected_row().filter(|_| self.focus == Pane::Related)?;
        let why = self.config.words.reasons(&row.link.why, &row.also);
        // Where there is little room, links come before the address of a cached article.
        let is_told = matches!(row.link.target, LinkTarget::Outside(_))
            || self.inside(Pane::Related).height >= ROOM_FOR_ADDRESS;
        Some(Foot { why, url: row.link.url.as_ref().filter(|_| is_told) })
    }

    /// The foot of the sources, while they have the focus: how the last fetch of the selected feed failed,
    /// else how its entries are treated; without any feed, how to add one.
    pub fn sources_foot(&self) -> Option<Foot<'_>> {
        let words = self.config.words;
        let row = self.sources.selected_row().filter(|_| self.focus == Pane::Sources)?;
        if let Some(account) = row.account() {
            return Some(Foot { why: self.account_status(account), url: Some(&account.url) });
        }
        let Some(feed) = self.sources.selected_feed() else {
            let is_of_feeds =
                |row: &Row| matches!(row.kind, RowKind::Heading { group: SourceGroup::Feeds, .. });
            let has_feeds = self.sources.rows().iter().any(is_of_feeds);
            let why = words.no_feeds(self.key_of(Action::AddFeed)).as_str().into();
            return (!has_feeds).then_some(Foot { why, url: None });
        };
        let about = match (&feed.state.reason, feed.state.gone) {
            (_, true) => words.feed_gone().to_owned(),
            (Some(reason), false) => words.feed_failed(feed.state.failures.max(1), reason),
            (None, false) => {
                let pictures = feed.pictures.unwrap_or(self.config.settings.fetching.pictures);
                format!(
                    "{} · {}",
                    words.feed_full_text(feed.full_text.name()),
                    words.feed_pictures(pictures.name())
                )
            }
        };
        Some(Foot { why: Prose::trimmed(&about), url: Some(&feed.url) })
    }

    /// The state of an account: its last sync, the waiting changes, and the last failure.
    fn account_status(&self, account: &Account) -> Prose {
        let words = self.config.words;
        let since = account.synced.map_or_else(
            || words.never_in_step().to_owned(),
            |moment| {
                words.in_step_since(typeset::date(
                    Moment::at(moment, Offset::UTC),
                    self.clock.calendar,
                    words,
                ))
            },
        );
        let waiting = (account.waiting > 0).then(|| words.changes_wait(account.waiting));
        let reason = account.reason.as_ref().map(|reason| words.feed_failed(1_u32, reason));
        let facts: Vec<String> = [reason, Some(since), waiting].into_iter().flatten().collect();
        Prose::trimmed(&facts.join(" · "))
    }

    /// The area of the links in the related pane.
    pub fn links_area(&self) -> Rect {
        let inside = self.inside(Pane::Related);
        self.related_foot().map_or(inside, |foot| foot.split(inside).0)
    }

    /// The keys for the selected link where it leads outside of the cache.
    fn link_hint(&self) -> Option<String> {
        let link = self.related.selected_link().filter(|_| self.focus == Pane::Related)?;
        let (words, key) = (self.config.words, |action| self.key_of(action));
        match link.target {
            LinkTarget::Cached { .. } | LinkTarget::Itself => None,
            LinkTarget::Outside(_) => {
                Some(words.link_fetched_or_opened(key(Action::FetchPage), key(Action::OpenOutside)))
            }
            LinkTarget::HeadlineOnly => Some(words.link_looked_up(key(Action::Open))),
        }
    }

    /// Whether the front page is shown, in the place of the panes.
    pub fn shows_front_page(&self) -> bool {
        matches!(self.focus, Pane::Headlines | Pane::Sources) && self.headlines.view == View::FrontPage
    }

    /// Whether the front page has the focus.
    pub fn is_front_page_open(&self) -> bool {
        self.focus == Pane::Headlines && self.headlines.view == View::FrontPage
    }

    /// How the front page is set in its pane.
    fn front_setting(&self, area: Rect) -> FrontSetting {
        FrontSetting {
            width: usize::from(area.width),
            height: usize::from(area.height),
            indent: usize::from(INDENT),
            names_articles: false,
            order: order_of(self.config.settings.right_to_left),
            calendar: self.clock.calendar,
            words: self.config.words,
        }
    }

    /// Whether links of the page are links of the terminal (OSC 8).
    pub fn links_terminal(&self) -> bool {
        match self.config.settings.hyperlinks {
            Hyperlinks::Auto => self.capabilities.hyperlinks,
            Hyperlinks::On => true,
            Hyperlinks::Off => false,
        }
    }

    /// The cells of the visible links of the page.
    pub fn links_in_sight(&self) -> LinkIndex {
        let reading = self.reading.as_ref().filter(|_| self.layout().article.is_some());
        let Some(reading) = reading else { return LinkIndex::default() };
        let area = self.inside(Pane::Article);
        let mut index = LinkIndex::default();
        for line in reading.visible(area) {
            for (x, span) in line.spans() {
                let Some(number) = span.link else { continue };
                let Some(link) = reading.page().links.get(number) else { continue };
                let columns = u16::try_from(typeset::width(&span.text)).unwrap_or(u16::MAX);
                let end = x.saturating_add(columns).min(area.right());
                index.push(LinkCells { y: line.y, columns: x..end, number, url: link.url.clone() });
            }
        }
        index
    }

    /// The place in the text at a cell: its block, and the characters before it.
    pub fn text_at(&self, column: u16, row: u16) -> Option<(usize, usize)> {
        let reading = self.reading.as_ref().filter(|_| self.layout().article.is_some())?;
        let mut found = None;
        for line in reading.visible(self.inside(Pane::Article)).filter(|line| line.y == row) {
            for (x, span) in line.spans().filter(|(x, _)| *x <= column) {
                let Some(Source { part: Part::Block(block), start, .. }) = span.source else { continue };
                let mut end = usize::from(x);
                let before = typeset::graphemes(&span.text).take_while(|(_, columns)| {
                    end += columns;
                    end <= usize::from(column)
                });
                found =
                    Some((block, start + before.map(|(letters, _)| letters.chars().count()).sum::<usize>()));
            }
        }
        found
    }

    /// The links that are written as links of the terminal: those of the page, where nothing lies over it.
    pub fn terminal_links(&self) -> LinkIndex {
        let is_known = self.links_terminal() && !self.is_article_covered();
        if is_known { self.links_in_sight() } else { LinkIndex::default() }
    }

    /// Whether an overlay, or the menu of keys that can follow, may lie over the article.
    pub fn is_article_covered(&self) -> bool {
        self.overlay.is_some() || !self.pressed.is_empty()
    }

    /// The form in which images are drawn; `None` where they are hidden, or there are no colours.
    pub fn graphics_protocol(&self) -> Option<GraphicsProtocol> {
        let depth = self.config.themes.depth();
        if self.hides_pictures || depth == ColourDepth::None || !self.config.theme.has_colours() {
            return None;
        }
        let pixels = |protocol: Protocol| Some(GraphicsProtocol::Pixels(protocol));
        match self.config.settings.pictures {
            Pictures::Off => None,
            Pictures::HalfBlocks => Some(GraphicsProtocol::HalfBlocks(depth)),
            Pictures::Pixels(protocol) => pixels(protocol),
            Pictures::Auto => {
                self.capabilities.protocol.map_or(Some(GraphicsProtocol::HalfBlocks(depth)), pixels)
            }
        }
    }

    /// The article that is read, where it has pictures and none is fetched yet, and their number; `None` where they
    /// could not be drawn.
    pub fn unfetched_pictures(&self) -> Option<(ArticleId, usize)> {
        let reading = self.reading.as_ref().filter(|_| self.graphics_protocol().is_some())?;
        let figures = reading.opened.article.figures();
        let count = figures.iter().filter(|figure| figure.url.is_some()).count();
        let is_there = figures.iter().any(|figure| figure.picture.is_some());
        (count > 0 && !is_there).then_some((reading.id(), count))
    }

    /// Whether the terminal is to be queried for graphics.
    pub fn may_ask_for_pictures(&self) -> bool {
        self.capabilities.may_be_queried
            && self.config.settings.pictures == Pictures::Auto
            && self.graphics_protocol().is_some()
    }

    /// The room for an image in a pane: two thirds of its lines.
    fn frame(&self, lines: u16) -> Option<Frame> {
        let rows = usize::from(lines) * 2 / 3;
        let is_worth_it = self.graphics_protocol().is_some() && rows >= LEAST_PICTURE;
        is_worth_it.then_some(Frame { rows, cell: self.capabilities.cell_pixels })
    }

    /// Fits everything that depends on the geometry: the page, and the scroll positions.
    pub fn fit(&mut self) {
        let layout = self.article_layout();
        if let Some(reading) = &mut self.reading {
            reading.set(layout);
        }
        let (list, links) = (self.inside(Pane::Headlines), self.links_area());
        if self.shows_front_page() {
            let setting = self.front_setting(list);
            self.front_page.set(self.headlines.rows(), setting);
            self.front_page.show(self.headlines.selected_row().map(|row| row.id), usize::from(list.height));
        } else {
            let (density, calendar, words) = (self.density, self.clock.calendar, self.config.words);
            let names_source = !matches!(self.headlines.view, View::Publication(_) | View::Feed(..));
            self.headlines.show_selection(ListLayout {
                width: list.width,
                height: list.height,
                density,
                names_source,
                calendar,
                words,
            });
        }
        let sources = self.inside(Pane::Sources);
        let rows = self.sources_foot().map_or(sources, |foot| foot.split(sources).0).height;
        self.sources.show_selection(rows);
        let setting = Setting { width: links.width, hint: self.link_hint(), words: self.config.words };
        self.related.show_selection(setting, links.height);
    }
}
