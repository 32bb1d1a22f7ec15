//! Margins: the ornaments beside the lines of a quotation or a list.

use super::{Line, Role, Span, width};

/// The ornament left of every line, and the columns kept free at the right.
#[derive(Debug)]
pub(super) struct Margin {
    /// The ornament left of the first line, as wide as that of the following lines.
    pub first: Option<String>,
    pub following: String,
    pub role: Role,
    pub right: usize,
}

impl Margin {
    /// A margin with one ornament beside every line.
    pub fn plain(rest: &str, role: Role) -> Self {
        Self { first: None, following: rest.to_owned(), role, right: 0 }
    }

    /// A margin with a mark beside the first line, and blanks below it.
    pub fn hanging(mark: String, role: Role) -> Self {
        Self { following: " ".repeat(width(&mark)), first: Some(mark), role, right: 0 }
    }

    /// Columns that the margin takes from the text.
    pub fn columns(&self) -> usize {
        width(&self.following) + self.right
    }

    /// The ornament beside every line but the first.
    pub fn beside(&self) -> Span {
        Span::ornament(self.following.as_str(), self.role)
    }

    /// The ornament beside the next line.
    pub fn next(&mut self) -> Span {
        self.first.take().map_or_else(|| self.beside(), |mark| Span::ornament(mark, self.role))
    }
}

/// A line moved to the right by so many columns.
pub(super) fn moved_right(line: &Line, by: usize) -> Line {
    let shift = (by > 0).then(|| blanks(by));
    Line { spans: shift.into_iter().chain(line.spans.iter().cloned()).collect() }
}

/// A span of blanks.
pub(super) fn blanks(columns: usize) -> Span {
    Span::ornament(" ".repeat(columns), Role::Body)
}
