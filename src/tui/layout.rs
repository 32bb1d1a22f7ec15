//! The size of the terminal becomes the rectangles of the panes. Both update (to clamp scrolling) and
//! view (to draw) ask here, so drawing never writes back.

use ratatui::layout::{Position, Rect, Size};

use crate::domain::Pane;

/// What decides the layout besides the size.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shape {
    /// The pane with the focus; a narrow terminal shows no other.
    pub focus: Pane,
    /// Whether the article stands alone.
    pub zen: bool,
    /// Columns from which three panes are shown.
    pub wide_from: u16,
    /// Columns below which one pane is shown.
    pub narrow_below: u16,
}

/// Rectangles of the parts of the screen; a pane that is not shown has none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Layout {
    /// The line above the panes.
    pub header: Rect,
    /// The headlines, with their border.
    pub headlines: Option<Rect>,
    /// The article, with its border.
    pub article: Option<Rect>,
    /// The related links, with their border.
    pub related: Option<Rect>,
    /// The line below the panes.
    pub footer: Rect,
    /// Everything.
    pub screen: Rect,
}

/// Rows from which the header and the footer are worth a line each.
const ROOM_FOR_HEADER: u16 = 6;
const ROOM_FOR_FOOTER: u16 = 3;

impl Layout {
    /// The layout of a terminal.
    #[must_use]
    pub fn of(size: Size, shape: Shape) -> Self {
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
            Panes::Two => layout.place_two(middle, shape.focus),
            Panes::Three => layout.place_three(middle),
        }
        layout
    }

    /// The rectangle of a pane, where it is shown.
    #[must_use]
    pub const fn pane(&self, pane: Pane) -> Option<Rect> {
        match pane {
            Pane::Headlines => self.headlines,
            Pane::Article => self.article,
            Pane::Related => self.related,
        }
    }

    /// The pane under a cell.
    #[must_use]
    pub fn pane_at(&self, column: u16, row: u16) -> Option<Pane> {
        let here =
            |pane: &Pane| self.pane(*pane).is_some_and(|area| area.contains(Position { x: column, y: row }));
        Pane::ALL.into_iter().find(here)
    }

    fn place(&mut self, pane: Pane, area: Rect) {
        match pane {
            Pane::Headlines => self.headlines = Some(area),
            Pane::Article => self.article = Some(area),
            Pane::Related => self.related = Some(area),
        }
    }

    /// The article beside the headlines, or beside the links when these have the focus.
    fn place_two(&mut self, area: Rect, focus: Pane) {
        if focus == Pane::Related {
            let (left, right) = split(area, area.width - (area.width / 3).clamp(24, 40));
            self.place(Pane::Article, left);
            self.place(Pane::Related, right);
        } else {
            let (left, right) = split(area, (area.width / 3).clamp(24, 40));
            self.place(Pane::Headlines, left);
            self.place(Pane::Article, right);
        }
    }

    fn place_three(&mut self, area: Rect) {
        let (headlines, rest) = split(area, (area.width / 4).clamp(30, 48));
        let (article, related) = split(rest, rest.width - (area.width / 4).clamp(28, 44));
        self.place(Pane::Headlines, headlines);
        self.place(Pane::Article, article);
        self.place(Pane::Related, related);
    }
}

enum Panes {
    One,
    Two,
    Three,
}

const fn panes(width: u16, shape: Shape) -> Panes {
    if shape.zen || width < shape.narrow_below {
        Panes::One
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
        let shape = Shape { focus, zen: false, wide_from: 120, narrow_below: 80 };
        Layout::of(Size { width, height }, shape)
    }

    #[test]
    fn panes_cover_the_screen_without_overlap_at_every_size() {
        for width in 0..200 {
            for height in 0..60 {
                for focus in Pane::ALL {
                    let layout = layout(width, height, focus);
                    let areas = [
                        Some(layout.header),
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
    fn a_wide_terminal_shows_three_panes_a_medium_one_two_a_narrow_one_one() {
        let shown = |width| {
            Pane::ALL
                .into_iter()
                .filter(|pane| layout(width, 30, Pane::Article).pane(*pane).is_some())
                .count()
        };

        assert_eq!([shown(160), shown(100), shown(50)], [3, 2, 1]);
    }
}
