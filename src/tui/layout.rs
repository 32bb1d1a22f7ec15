//! Computes the rectangles of the panes from the size of the terminal. Both update (to clamp scrolling) and
//! view (to draw) call it, so drawing never changes the model.

use ratatui::layout::{Position, Rect, Size};

use crate::domain::{Pane, PaneArrangement, PaneArrangements};

/// The parameters of the layout besides the size.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LayoutParameters {
    /// The pane with the focus; a narrow terminal shows it alone.
    pub focus: Pane,
    /// Whether the article is shown alone.
    pub zen: bool,
    /// Whether the list is a front page, which is shown alone while it has the focus.
    pub page: bool,
    /// The widths of the panes beside the article.
    pub arrangements: PaneArrangements,
    /// Columns from which the sources stand beside the list; with fewer they open in its place.
    pub sources_from: u16,
    /// Columns from which three panes are shown.
    pub wide_from: u16,
    /// Columns below which one pane is shown.
    pub narrow_below: u16,
}

/// The rectangles of the parts of the screen; a hidden pane has none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Layout {
    /// The line above the panes.
    pub header: Rect,
    /// The sources, with their border.
    pub sources: Option<Rect>,
    /// The headlines, with their border.
    pub headlines: Option<Rect>,
    /// The article, with its border.
    pub article: Option<Rect>,
    /// The related links, with their border.
    pub related: Option<Rect>,
    /// The line below the panes.
    pub footer: Rect,
    /// The whole screen.
    pub screen: Rect,
}

/// Rows from which header and footer have a line each.
const ROOM_FOR_HEADER: u16 = 6;
const ROOM_FOR_FOOTER: u16 = 3;

/// Rows between header and footer from which overlays leave both in sight.
const ROOM_FOR_STAGE: u16 = 12;

/// Columns of an article of the usual measure, with its border; the list is wider where there are more.
const USUAL_ARTICLE: u16 = 68;

/// Columns of a list of the usual width, with its border.
const USUAL_LIST: u16 = 42;

/// Least columns of a pane beside the article.
const NARROWEST: u16 = 14;

impl Layout {
    /// The layout of a terminal.
    pub fn of(size: Size, shape: LayoutParameters) -> Self {
        let screen = Rect::new(0, 0, size.width, size.height);
        let above = u16::from(size.height >= ROOM_FOR_HEADER && !shape.zen);
        let below = u16::from(size.height >= ROOM_FOR_FOOTER);
        let middle = Rect { y: above, height: size.height - above - below, ..screen };
        let mut layout = Self {
            header: Rect { height: above, ..screen },
            footer: Rect { y: size.height - below, height: below, ..screen },
            screen,
            ..Self::default()
        };
        match panes(size.width, shape) {
            Panes::One => layout.place(shape.focus, middle),
            Panes::Page => layout.place_page(middle, shape),
            Panes::Two => layout.place_two(middle, shape),
            Panes::Three => layout.place_three(middle, shape),
        }
        layout
    }

    /// The rectangle of a pane; `None` for a hidden one.
    pub const fn pane(&self, pane: Pane) -> Option<Rect> {
        match pane {
            Pane::Sources => self.sources,
            Pane::Headlines => self.headlines,
            Pane::Article => self.article,
            Pane::Related => self.related,
        }
    }

    /// The area of overlays: between header and footer, where there is room; else the whole screen.
    pub fn overlay_area(&self) -> Rect {
        let between = self.footer.y.saturating_sub(self.header.bottom());
        if between < ROOM_FOR_STAGE {
            return self.screen;
        }
        Rect { y: self.header.bottom(), height: between, ..self.screen }
    }

    /// Whether the sources stand beside the list, rather than in its place.
    pub const fn has_sources_beside(&self) -> bool {
        self.sources.is_some() && self.headlines.is_some()
    }

    /// Whether one pane alone is shown.
    pub fn is_one_pane(&self) -> bool {
        Pane::ALL.into_iter().filter(|pane| self.pane(*pane).is_some()).count() < 2
    }

    /// The pane under a cell.
    pub fn pane_at(&self, column: u16, row: u16) -> Option<Pane> {
        let here =
            |pane: &Pane| self.pane(*pane).is_some_and(|area| area.contains(Position { x: column, y: row }));
        Pane::ALL.into_iter().find(here)
    }

    fn place(&mut self, pane: Pane, area: Rect) {
        match pane {
            Pane::Sources => self.sources = Some(area),
            Pane::Headlines => self.headlines = Some(area),
            Pane::Article => self.article = Some(area),
            Pane::Related => self.related = Some(area),
        }
    }

    /// The side whose border with the article is under a cell.
    pub fn border_at(&self, column: u16, row: u16) -> Option<Pane> {
        let is_right = |area: Rect| column + 1 == area.right() || column == area.right();
        let rows = |area: Rect| (area.y..area.bottom()).contains(&row) && area.right() < self.screen.right();
        if self.sources.is_some_and(|area| rows(area) && is_right(area)) {
            return Some(Pane::Sources);
        }
        let article = self.article.filter(|area| (area.y..area.bottom()).contains(&row))?;
        let left = self.headlines.filter(|area| is_right(*area));
        let right = self.related.filter(|area| column == area.x || column + 1 == area.x);
        match (left, right) {
            (Some(_), _) if column <= article.x => Some(Pane::Headlines),
            (_, Some(_)) => Some(Pane::Related),
            _ => None,
        }
    }

    /// Places the front page, beside the sources when these have the focus.
    fn place_page(&mut self, area: Rect, shape: LayoutParameters) {
        if shape.focus == Pane::Sources {
            let (left, right) =
                split(area, columns(shape.arrangements.sources, usual_sources(area.width), area.width));
            self.place(Pane::Sources, left);
            self.place(Pane::Headlines, right);
        } else {
            self.place(Pane::Headlines, area);
        }
    }

    /// Places the headlines, or in their place the sources when these have the focus; returns the rest of the
    /// area.
    fn place_list(&mut self, area: Rect, usual: u16, shape: LayoutParameters) -> Rect {
        let is_covered = shape.focus == Pane::Sources && self.sources.is_none();
        let (pane, side) = if is_covered {
            (Pane::Sources, shape.arrangements.sources)
        } else {
            (Pane::Headlines, shape.arrangements.headlines)
        };
        let (left, right) = split(area, columns(side, usual, area.width));
        self.place(pane, left);
        right
    }

    /// Places the article beside the headlines, or beside the links when these have the focus.
    fn place_two(&mut self, area: Rect, shape: LayoutParameters) {
        let (PaneArrangements { headlines, related, .. }, focus) = (shape.arrangements, shape.focus);
        if focus == Pane::Related {
            let columns = columns(related, (area.width / 3).clamp(24, 40), area.width);
            let (left, right) = split(area, area.width.saturating_sub(columns));
            self.place(Pane::Article, left);
            self.place(Pane::Related, right);
        } else if headlines.hidden && focus == Pane::Article {
            self.place(Pane::Article, area);
        } else {
            // Wide enough that a row has its source, time and length.
            let usual = (area.width * 3 / 8).clamp(30, 40);
            let rest = self.place_list(area, usual, shape);
            self.place(Pane::Article, rest);
        }
    }

    /// Places the three panes, and the sources where there is room; a hidden pane is shown while it has the
    /// focus.
    fn place_three(&mut self, area: Rect, shape: LayoutParameters) {
        let (PaneArrangements { sources, headlines, related }, focus) = (shape.arrangements, shape.focus);
        let mut rest = area;
        if area.width >= shape.sources_from && (!sources.hidden || focus == Pane::Sources) {
            let (left, right) = split(rest, columns(sources, usual_sources(area.width), area.width));
            self.place(Pane::Sources, left);
            rest = right;
        }
        let width = rest.width;
        let has_list = focus == Pane::Headlines || (focus == Pane::Sources && self.sources.is_none());
        let beside = width.saturating_sub(USUAL_ARTICLE + USUAL_LIST).clamp(28, 44);
        if !headlines.hidden || has_list {
            let usual = width.saturating_sub(beside + USUAL_ARTICLE).clamp(32, 48);
            rest = self.place_list(rest, usual, shape);
        }
        if !related.hidden || focus == Pane::Related {
            let columns = columns(related, beside, width);
            let (left, right) = split(rest, rest.width.saturating_sub(columns));
            self.place(Pane::Related, right);
            rest = left;
        }
        self.place(Pane::Article, rest);
    }
}

/// The default width of the sources.
fn usual_sources(width: u16) -> u16 {
    (width / 7).clamp(23, 30)
}

/// The width of a pane beside the article, which keeps its least width.
fn columns(side: PaneArrangement, usual: u16, width: u16) -> u16 {
    side.width.unwrap_or(usual).clamp(NARROWEST, (width / 2).saturating_sub(8).max(NARROWEST))
}

enum Panes {
    One,
    Page,
    Two,
    Three,
}

const fn panes(width: u16, shape: LayoutParameters) -> Panes {
    let is_page = shape.page && matches!(shape.focus, Pane::Headlines | Pane::Sources);
    if shape.zen || width < shape.narrow_below {
        Panes::One
    } else if is_page {
        Panes::Page
    } else if width < shape.wide_from {
        Panes::Two
    } else {
        Panes::Three
    }
}

fn split(area: Rect, at: u16) -> (Rect, Rect) {
    let at = at.min(area.width);
    (Rect { width: at, ..area }, Rect { x: area.x + at, width: area.width - at, ..area })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn layout(width: u16, height: u16, focus: Pane) -> Layout {
        arranged(width, height, focus, PaneArrangements::default())
    }

    fn arranged(width: u16, height: u16, focus: Pane, sides: PaneArrangements) -> Layout {
        let shape = LayoutParameters {
            focus,
            zen: false,
            page: false,
            arrangements: sides,
            sources_from: 170,
            wide_from: 120,
            narrow_below: 80,
        };
        Layout::of(Size { width, height }, shape)
    }

    #[test]
    fn a_hidden_pane_is_shown_while_it_has_the_focus() {
        let hidden = PaneArrangement { width: None, hidden: true };
        let sides = PaneArrangements { sources: hidden, headlines: hidden, related: hidden };
        let shown = |focus| Pane::ALL.map(|pane| arranged(160, 40, focus, sides).pane(pane).is_some());

        assert_eq!(shown(Pane::Article), [false, false, true, false]);
        assert_eq!(shown(Pane::Sources), [true, false, true, false]);
        assert_eq!(shown(Pane::Headlines), [false, true, true, false]);
        assert_eq!(shown(Pane::Related), [false, false, true, true]);
    }

    #[test]
    fn a_pane_has_the_width_it_was_given_and_the_article_keeps_its_own() {
        let given = |width| PaneArrangements {
            headlines: PaneArrangement { width: Some(width), hidden: false },
            ..PaneArrangements::default()
        };
        let headlines = |sides| arranged(160, 40, Pane::Article, sides).headlines.map(|area| area.width);

        assert_eq!([given(20), given(60), given(900)].map(headlines), [Some(20), Some(60), Some(72)]);
        let layout = arranged(160, 40, Pane::Article, given(60));
        assert_eq!(layout.border_at(59, 5), Some(Pane::Headlines));
        assert_eq!((layout.border_at(30, 5), layout.border_at(115, 5)), (None, Some(Pane::Related)));
    }

    #[test]
    fn panes_cover_the_screen_without_overlap_at_every_size() {
        for width in 0..200 {
            for height in 0..60 {
                for focus in Pane::ALL {
                    let layout = layout(width, height, focus);
                    let areas = [
                        Some(layout.header),
                        layout.sources,
                        layout.headlines,
                        layout.article,
                        layout.related,
                        Some(layout.footer),
                    ];
                    let cells: u32 = areas.into_iter().flatten().map(Rect::area).sum();

                    assert_eq!(cells, u32::from(width) * u32::from(height), "{width}x{height}");
                    assert!(layout.pane(focus).is_some());
                }
            }
        }
    }

    #[test]
    fn the_sources_stand_beside_the_list_where_there_is_room_and_open_in_its_place_where_not() {
        let place = |width, focus| {
            let layout = layout(width, 30, focus);
            [Pane::Sources, Pane::Headlines].map(|pane| layout.pane(pane).map(|area| (area.x, area.width)))
        };

        assert_eq!(place(180, Pane::Article), [Some((0, 25)), Some((25, 43))]);
        assert_eq!(place(130, Pane::Article), [None, Some((0, 34))]);
        assert_eq!(place(130, Pane::Sources), [Some((0, 34)), None]);
        assert_eq!(place(50, Pane::Sources), [Some((0, 50)), None]);
    }

    #[test]
    fn a_terminal_shows_as_many_panes_as_it_has_room_for() {
        let shown = |width| {
            Pane::ALL
                .into_iter()
                .filter(|pane| layout(width, 30, Pane::Article).pane(*pane).is_some())
                .count()
        };

        assert_eq!([shown(180), shown(160), shown(100), shown(50)], [4, 3, 2, 1]);
    }
}
