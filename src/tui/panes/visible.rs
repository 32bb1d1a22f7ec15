//! The visible lines of the article: a centred column, each span at its place in it.

use std::borrow::Cow;

use ratatui::layout::Rect;

use super::article::ArticlePane;
use crate::typeset::{self, Line, Span};

/// A line of the page at its place on the screen.
pub struct VisibleLine<'page> {
    /// The line of the screen.
    pub y: u16,
    left: u16,
    line: Cow<'page, Line>,
}

impl ArticlePane {
    /// The column at which the text begins, centred in an area.
    pub fn left_of_text(&self, area: Rect) -> u16 {
        let measure = u16::try_from(self.page().measure).unwrap_or(u16::MAX);
        area.x + area.width.saturating_sub(measure) / 2
    }

    /// The lines of the page in an area, from the top.
    pub fn visible(&self, area: Rect) -> impl Iterator<Item = VisibleLine<'_>> {
        let lines = (area.y..area.bottom()).zip(self.top()..);
        lines.map_while(move |(y, number)| {
            let left = self.left_of_line(area, number);
            Some(VisibleLine { y, left, line: self.shown_line(number)? })
        })
    }

    /// The column at which a line begins; a wide table or code begins further left.
    fn left_of_line(&self, area: Rect, number: usize) -> u16 {
        let left = self.left_of_text(area);
        let columns = self.page().wide_at(number).map(|block| block.columns.min(usize::from(area.width)));
        let columns = columns.and_then(|columns| u16::try_from(columns).ok());
        columns.map_or(left, |columns| left.min(area.right().saturating_sub(columns)))
    }
}

impl VisibleLine<'_> {
    /// The spans, each with the column at which it begins.
    pub fn spans(&self) -> impl Iterator<Item = (u16, &Span)> {
        self.line.spans.iter().scan(self.left, |x, span| {
            let begin = *x;
            *x = x.saturating_add(u16::try_from(typeset::width(&span.text)).unwrap_or(u16::MAX));
            Some((begin, span))
        })
    }
}
