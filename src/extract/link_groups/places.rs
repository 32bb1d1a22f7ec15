//! Places in the order of a page.

/// The place of an element: its begin and end in the order of the page.
#[derive(Clone, Copy, Debug)]
pub struct Span {
    pub start: usize,
    pub end: usize,
}

/// The place of a tab's list, and the extent of the container of all of them.
#[derive(Clone, Copy, Debug)]
pub struct Panel {
    pub span: Span,
    pub reach: usize,
}

impl Panel {
    /// The panel of a tab whose list was not saved.
    pub const NONE: Self = Self { span: Span { start: 0, end: 0 }, reach: 0 };
}
