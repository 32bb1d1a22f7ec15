//! How an article is to be set: the choices that change where lines end.

use super::{Frame, LetterOrder};
use crate::domain::Calendar;
use crate::words::Words;

/// Columns of a line that the eye follows without effort: the measure where nobody chose another.
const COMFORTABLE: usize = 68;

/// Columns of a line that ends only where its paragraph does.
const ENDLESS: usize = 1 << 30;

/// The choices that change where lines end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Setting {
    /// Columns there are.
    pub width: usize,
    /// Columns of the longest line wanted.
    pub measure: usize,
    /// Whether words may be parted at line ends.
    pub hyphenate: bool,
    /// The columns through which a table or code wider than the page is seen, to be scrolled sideways; without
    /// them the rows of the table become lists, and the lines of the code are broken.
    pub scrolls: Option<usize>,
    /// Whether everything is told one after the other, a paragraph a line and marks in plain letters,
    /// for a screen reader or a pipe.
    pub linear: bool,
    /// The room for pictures; without it their words stand alone.
    pub pictures: Option<Frame>,
    /// In which order the letters of right-to-left text stand.
    pub order: LetterOrder,
    /// The day it is and how days are written, for the dates in the byline.
    pub calendar: Calendar,
    /// The language of what stands around the text.
    pub words: Words,
}

impl Setting {
    /// The usual setting in a number of columns.
    pub fn new(width: usize, calendar: impl Into<Calendar>) -> Self {
        Self {
            width,
            measure: COMFORTABLE,
            hyphenate: false,
            scrolls: None,
            linear: false,
            pictures: None,
            order: LetterOrder::Visual,
            calendar: calendar.into(),
            words: Words::english(),
        }
    }

    /// The setting for ears and pipes: lines end where paragraphs do.
    pub fn linear(calendar: impl Into<Calendar>) -> Self {
        Self {
            width: ENDLESS,
            measure: ENDLESS,
            hyphenate: false,
            scrolls: None,
            linear: true,
            pictures: None,
            order: LetterOrder::Logical,
            calendar: calendar.into(),
            words: Words::english(),
        }
    }

    /// Columns of the longest line there will be.
    pub fn columns(&self) -> usize {
        self.width.min(self.measure)
    }
}
