//! The size of a picture on the page: columns and lines that keep its proportions.

use crate::domain::PictureName;

/// The least columns of a page with pictures, and of a picture.
const NARROWEST_PAGE: usize = 8;
const NARROWEST: usize = 3;

/// CSS pixels to a column, whatever the resolution of the screen: about the width of a letter on a web page.
const PIXELS_OF_COLUMN: usize = 8;

/// The limits by which pictures are scaled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Frame {
    /// The most lines of a picture.
    pub rows: usize,
    /// Width and height of a cell of the terminal, in pixels.
    pub cell: (u16, u16),
}

impl Frame {
    /// Columns and lines of a picture: no larger than it is, nor than the room.
    pub(super) fn fit(self, name: PictureName, room: usize) -> Option<(usize, usize)> {
        let (across, down) = (usize::from(self.cell.0.max(1)), usize::from(self.cell.1.max(1)));
        let pixels = |side| usize::try_from(side).ok().filter(|side| *side > 0);
        let (width, height) = (pixels(name.width)?, pixels(name.height)?);
        let columns = width.div_ceil(PIXELS_OF_COLUMN).min(room);
        let rows = rounded(columns * across * height, width * down).max(1);
        let (columns, rows) = if rows <= self.rows {
            (columns, rows)
        } else {
            (rounded(self.rows * down * width, height * across).min(room), self.rows)
        };
        (room >= NARROWEST_PAGE && columns >= NARROWEST && rows > 0).then_some((columns, rows))
    }
}

const fn rounded(dividend: usize, divisor: usize) -> usize {
    (dividend + divisor / 2) / divisor
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fit(width: u32, height: u32, room: usize, rows: usize) -> Option<(usize, usize)> {
        Frame { rows, cell: (8, 16) }.fit(PictureName::of(b"", width, height), room)
    }

    #[test]
    fn a_picture_keeps_its_proportions_and_is_never_larger_than_it_is() {
        assert_eq!(fit(1_200, 800, 66, 40), Some((66, 22)));
        assert_eq!(fit(1_200, 800, 66, 11), Some((33, 11)));
        assert_eq!(fit(160, 160, 66, 40), Some((20, 10)));
        assert_eq!(fit(1_000, 16, 66, 40), Some((66, 1)));
    }

    #[test]
    fn pictures_too_small_to_recognise_are_not_drawn() {
        assert_eq!(fit(16, 4_000, 66, 20), None);
        assert_eq!(fit(1_200, 800, 7, 20), None);
        assert_eq!(fit(1_200, 800, 66, 0), None);
    }
}
