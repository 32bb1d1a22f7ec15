//! The answer of an overlay to a key, to pasted text or to the mouse.

use crate::tui::wish::Wish;

/// The answer: whether the overlay closes, and its wish.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyResult {
    /// Whether the overlay closes.
    pub closes: bool,
    /// The wish, performed after the overlay has closed.
    pub wish: Option<Wish>,
}

impl KeyResult {
    pub const STAYS: Self = Self { closes: false, wish: None };

    pub const CLOSES: Self = Self { closes: true, wish: None };

    pub const fn staying(wish: Wish) -> Self {
        Self { closes: false, wish: Some(wish) }
    }

    pub const fn closing(wish: Wish) -> Self {
        Self { closes: true, wish: Some(wish) }
    }
}
