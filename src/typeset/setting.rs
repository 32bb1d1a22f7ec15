//! The parameters that decide where lines end.

use super::{Frame, LetterOrder};
use crate::domain::Calendar;
use crate::words::Words;

/// The default measure: columns of a line that the eye follows without effort.
const COMFORTABLE: usize = 68;

/// The measure of lines that end only with their paragraph.
const ENDLESS: usize = 1 << 30;

/// The parameters that decide where lines end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Setting {
    /// The width in columns.
    pub width: usize,
    /// The measure: the most columns of a line of text.
    pub measure: usize,
    /// Whether words may be hyphenated.
    pub hyphenate: bool,
    /// The width of the window through which a table or code wider than the page is scrolled sideways;
    /// without it the rows of the table become lists, and the lines of the code are broken.
    pub window_width: Option<usize>,
    /// Whether the page is linear: everything one after the other, a paragraph a line and marks in plain
    /// letters, for a screen reader or a pipe.
    pub linear: bool,
    /// The limits of pictures; without them only their words are set.
    pub pictures: Option<Frame>,
    /// The order of letters of right-to-left text.
    pub order: LetterOrder,
    /// Today's date and the form of dates, for the byline.
    pub calendar: Calendar,
    /// The language of the labels around the text.
    pub words: Words,
}

impl Setting {
    /// The default setting for a width.
    pub fn new(width: usize, calendar: impl Into<Calendar>) -> Self {
        Self {
            width,
            measure: COMFORTABLE,
            hyphenate: false,
            window_width: None,
            linear: false,
            pictures: None,
            order: LetterOrder::Visual,
            calendar: calendar.into(),
            words: Words::english(),
        }
    }

    /// The linear setting for screen readers and pipes: lines end where paragraphs do.
    pub fn linear(calendar: impl Into<Calendar>) -> Self {
        Self {
            width: ENDLESS,
            measure: ENDLESS,
            hyphenate: false,
            window_width: None,
            linear: true,
            pictures: None,
            order: LetterOrder::Logical,
            calendar: calendar.into(),
            words: Words::english(),
        }
    }

    /// The width of the longest possible line.
    pub fn columns(&self) -> usize {
        self.width.min(self.measure)
    }
}
