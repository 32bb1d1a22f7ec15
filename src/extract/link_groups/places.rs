//! Where things stand in the order of a page.

/// Where an element begins and ends in the order of the page.
#[derive(Clone, Copy, Debug)]
pub struct Span {
    pub start: usize,
    pub end: usize,
}

/// Where the list of a tab stands, and how much of the page the container takes that holds all of them.
#[derive(Clone, Copy, Debug)]
pub struct Panel {
    pub span: Span,
    pub reach: usize,
}

impl Panel {
    /// Where nothing was saved of the list of a tab.
    pub const NONE: Self = Self { span: Span { start: 0, end: 0 }, reach: 0 };
}
