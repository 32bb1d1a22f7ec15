//! What is in sight: the geometry of the panes, the page as it is set in its pane, and the links and pictures
//! of it that the terminal is told of. All of it follows from the model.

use ratatui::layout::Rect;

use super::Model;
use crate::config::colour::Depth;
use crate::config::{Hyperlinks, Pictures, Protocol};
use crate::domain::{Pane, WebUrl};
use crate::tui::address;
use crate::tui::layout::{Layout, Shape};
use crate::tui::link_index::{LinkCells, LinkIndex};
use crate::tui::panes::article::Sheet;
use crate::tui::panes::inner;
use crate::tui::pictures::Manner;
use crate::tui::styled::order_of;
use crate::typeset::{self, Frame};

/// Lines from which the article leaves one free above its headline.
const ROOM_FOR_AIR: u16 = 12;

/// Lines below which pictures are not worth the room.
const LEAST_PICTURE: usize = 4;

impl Model {
    /// The geometry of the screen.
    pub fn layout(&self) -> Layout {
        Layout::of(self.size, self.shape())
    }

    /// The inside of a pane; where it is not shown, the inside it would have with the focus.
    pub fn inside(&self, pane: Pane) -> Rect {
        let shown = self.layout().pane(pane);
        let focused = || Layout::of(self.size, Shape { focus: pane, ..self.shape() }).pane(pane);
        let inside = inner(shown.or_else(focused).unwrap_or_default());
        let air = u16::from(pane == Pane::Article && inside.height > ROOM_FOR_AIR);
        Rect { y: inside.y + air, height: inside.height - air, ..inside }
    }

    fn shape(&self) -> Shape {
        let settings = &self.config.settings;
        Shape {
            focus: self.focus,
            zen: self.zen,
            sides: self.sides,
            wide_from: settings.wide_from,
            narrow_below: settings.narrow_below,
        }
    }

    /// How the article is set in its pane.
    pub fn sheet(&self) -> Sheet {
        let inside = self.inside(Pane::Article);
        Sheet {
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

    /// The address of the related link one stands on.
    pub fn focused_address(&self) -> Option<&WebUrl> {
        let is_seen = self.focus == Pane::Related && self.overlay.is_none();
        self.related.selected_link().filter(|_| is_seen)?.url.as_ref()
    }

    /// Whether links of the page are links of the terminal.
    pub fn links_terminal(&self) -> bool {
        match self.config.settings.hyperlinks {
            Hyperlinks::Auto => self.abilities.hyperlinks,
            Hyperlinks::On => true,
            Hyperlinks::Off => false,
        }
    }

    /// The cells that show the words of links of the page.
    pub fn links_in_sight(&self) -> LinkIndex {
        let reading = self.reading.as_ref().filter(|_| self.layout().article.is_some());
        let Some(reading) = reading else { return LinkIndex::default() };
        let area = self.uncovered_article();
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

    /// The links that the terminal is to know: those of the page, as far as nothing lies over them.
    pub fn terminal_links(&self) -> LinkIndex {
        let is_covered = self.overlay.is_some() || !self.pressed.is_empty();
        if self.links_terminal() && !is_covered { self.links_in_sight() } else { LinkIndex::default() }
    }

    /// The inside of the article above the address that is shown at the foot of the screen.
    fn uncovered_article(&self) -> Rect {
        let (area, footer) = (self.inside(Pane::Article), self.layout().footer);
        let shown = self.focused_address().map_or(0, |url| address::height(url, footer));
        let below = footer.y.saturating_sub(shown);
        Rect { height: area.height.min(below.saturating_sub(area.y)), ..area }
    }

    /// How pictures are drawn; none where they are hidden, or there are no colours.
    pub fn manner(&self) -> Option<Manner> {
        let depth = self.config.wardrobe.depth();
        if self.hides_pictures || depth == Depth::None || !self.config.theme.has_colours() {
            return None;
        }
        let pixels = |protocol: Protocol| Some(Manner::Pixels(protocol));
        match self.config.settings.pictures {
            Pictures::Off => None,
            Pictures::HalfBlocks => Some(Manner::HalfBlocks(depth)),
            Pictures::Pixels(protocol) => pixels(protocol),
            Pictures::Auto => self.abilities.protocol.map_or(Some(Manner::HalfBlocks(depth)), pixels),
        }
    }

    /// Whether the terminal is to be asked if it takes pictures.
    pub fn may_ask_for_pictures(&self) -> bool {
        self.abilities.may_be_asked
            && self.config.settings.pictures == Pictures::Auto
            && self.manner().is_some()
    }

    /// The room for pictures in a pane of so many lines: two thirds of them.
    fn frame(&self, lines: u16) -> Option<Frame> {
        let rows = usize::from(lines) * 2 / 3;
        let is_worth_it = self.manner().is_some() && rows >= LEAST_PICTURE;
        is_worth_it.then_some(Frame { rows, cell: self.abilities.cell })
    }

    /// Fits everything that depends on the geometry to it: the page, and what is scrolled into sight.
    pub fn fit(&mut self) {
        let sheet = self.sheet();
        if let Some(reading) = &mut self.reading {
            reading.set(sheet);
        }
        let (list, links) = (self.inside(Pane::Headlines), self.inside(Pane::Related));
        self.headlines.show_selection(list.width, list.height);
        self.related.show_selection(links.width, links.height);
    }
}
