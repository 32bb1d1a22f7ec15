//! Sets the front page in columns: the lead story over two of them, the others by rank in the emptiest place,
//! the sections in bands below.

mod cell;

use std::ops::Range;

use super::{LetterOrder, Line, Role, Span, truncate, width};
use crate::domain::{Calendar, FrontPagePart, ListRow};
use crate::words::Words;
use cell::set_cell;

/// Columns from which the page has two columns of text, three, and four.
const TWO_FROM: usize = 72;
const THREE_FROM: usize = 112;
const FOUR_FROM: usize = 196;

/// Columns of the widest column of text, with the indent of its marks.
const WIDEST: usize = 54;

/// Columns between two columns of text.
const GUTTER: usize = 2;

/// The parameters of a front page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FrontSetting {
    /// The width in columns.
    pub width: usize,
    /// Lines that are seen at once: no story's words take more than a third of them.
    pub height: usize,
    /// Columns before the lines of a story, for marks that are drawn there.
    pub indent: usize,
    /// Whether a story has the id of its article, for output without other ways to it.
    pub names_articles: bool,
    /// The order of letters of right-to-left text.
    pub order: LetterOrder,
    /// Today's date, and the way in which days are written.
    pub calendar: Calendar,
    /// The language of the labels around the text.
    pub words: Words,
}

/// A front page set for a width.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FrontPage {
    /// The lines.
    pub lines: Vec<Line>,
    /// The places of the stories, in their order.
    pub cells: Vec<FrontCell>,
}

/// The place of a story on the front page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FrontCell {
    /// The position of the story among the rows.
    pub row: usize,
    /// The lines of the story.
    pub lines: Range<usize>,
    /// The columns of the story, with the indent.
    pub columns: Range<usize>,
}

/// A line of a story, or of a heading, at its place.
struct PlacedLine {
    line: usize,
    column: usize,
    text: Line,
}

/// The page as it is filled.
struct PageLayout {
    setting: FrontSetting,
    count: usize,
    column: usize,
    /// The blank columns at the left of a screen that is wider than the columns of text.
    margin: usize,
    /// The first free line of each column.
    ends: Vec<usize>,
    placed: Vec<PlacedLine>,
    cells: Vec<FrontCell>,
}

/// Sets the front page; rows without a place on it are left out.
pub fn front_page<'row>(rows: impl Iterator<Item = &'row ListRow>, setting: FrontSetting) -> FrontPage {
    let mut sheet = PageLayout::of(setting);
    let mut place = &FrontPagePart::Lead;
    for (position, row) in rows.enumerate() {
        let Some(front) = &row.front_page else { continue };
        if begins_band(place, &front.place) {
            sheet.begin_band(&front.place);
        }
        place = &front.place;
        sheet.put(position, row);
    }
    sheet.into_page()
}

/// Whether a story begins another part of the page than the one before it.
fn begins_band(before: &FrontPagePart, place: &FrontPagePart) -> bool {
    match place {
        FrontPagePart::Lead | FrontPagePart::Top => false,
        FrontPagePart::Section(_) | FrontPagePart::Rest => before != place,
    }
}

impl PageLayout {
    fn of(setting: FrontSetting) -> Self {
        let count = match setting.width {
            0..TWO_FROM => 1,
            TWO_FROM..THREE_FROM => 2,
            THREE_FROM..FOUR_FROM => 3,
            _ => 4,
        };
        let widest = if count == 1 { setting.width } else { WIDEST };
        let column = ((setting.width - GUTTER * (count - 1)) / count).min(widest);
        let blank = setting.width - column * count - GUTTER * (count - 1);
        let margin = if count > 1 && column == WIDEST && setting.indent > 0 { blank / 2 } else { 0 };
        Self { setting, count, column, margin, ends: vec![0; count], placed: Vec::new(), cells: Vec::new() }
    }

    /// The width of so many columns of text.
    const fn width_of(&self, columns: usize) -> usize {
        self.column * columns + GUTTER * columns.saturating_sub(1)
    }

    /// Ends all columns at one line, and puts the name of a section there.
    fn begin_band(&mut self, place: &FrontPagePart) {
        let line = self.ends.iter().copied().max().unwrap_or(0);
        let words = self.setting.words;
        let name = match place {
            FrontPagePart::Section(name) => name.as_str(),
            FrontPagePart::Lead | FrontPagePart::Top | FrontPagePart::Rest => words.front_page_rest(),
        };
        let whole = self.width_of(self.count);
        let name = truncate(name, whole.saturating_sub(2 * self.setting.indent + 2));
        let name = format!(" {} ", super::visual(&name, self.setting.order));
        let before = self.setting.indent.saturating_sub(1);
        let after = whole.saturating_sub(before + width(&name));
        let rule = |columns| Span::ornament("─".repeat(columns), Role::Rule);
        let spans = vec![rule(before), Span::ornament(name, Role::Heading(2)), rule(after)];
        self.placed.push(PlacedLine { line, column: self.margin, text: Line { spans } });
        self.ends.fill(line + 2);
    }

    /// Puts a story in the emptiest place; the lead story takes two columns.
    fn put(&mut self, row: usize, listed: &ListRow) {
        let is_lead = listed.front_page.as_ref().is_some_and(|front| front.place == FrontPagePart::Lead);
        let taken = if is_lead { self.count.min(2) } else { 1 };
        let emptiest = self.ends.iter().enumerate().min_by_key(|(_, end)| **end).map_or(0, |(at, _)| at);
        let at = emptiest.min(self.count - taken);
        let first = self.ends.iter().skip(at).take(taken).copied().max().unwrap_or(0);
        let columns = self.width_of(taken);
        let left = self.margin + at * (self.column + GUTTER);
        let lines = set_cell(listed, columns.saturating_sub(self.setting.indent), &self.setting);
        let end = first + lines.len();
        for (line, text) in (first..).zip(lines) {
            self.placed.push(PlacedLine { line, column: left + self.setting.indent, text });
        }
        self.cells.push(FrontCell { row, lines: first..end, columns: left..left + columns });
        self.ends.iter_mut().skip(at).take(taken).for_each(|free| *free = end + 1);
    }

    fn into_page(mut self) -> FrontPage {
        let count = self.placed.iter().map(|placed| placed.line + 1).max().unwrap_or(0);
        let mut lines = vec![Line::default(); count];
        self.placed.sort_by_key(|placed| (placed.line, placed.column));
        for PlacedLine { line, column, text } in self.placed {
            let Some(line) = lines.get_mut(line) else { continue };
            let blanks = column.saturating_sub(line.width());
            if blanks > 0 && !text.spans.is_empty() {
                line.spans.push(Span::ornament(" ".repeat(blanks), Role::Body));
            }
            line.spans.extend(text.spans);
        }
        FrontPage { lines, cells: self.cells }
    }
}

#[cfg(test)]
mod tests;
