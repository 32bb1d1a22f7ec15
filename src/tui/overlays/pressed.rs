//! What an overlay made of a key, of pasted text or of the mouse.

use crate::tui::wish::Wish;

/// Whether the overlay closes, and what is wished.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pressed {
    /// Whether the overlay closes.
    pub closes: bool,
    /// What is wished; it is done when the overlay has closed.
    pub wish: Option<Wish>,
}

impl Pressed {
    /// The overlay stays open, and nothing is wished.
    pub const STAYS: Self = Self { closes: false, wish: None };

    /// The overlay closes, and nothing is wished.
    pub const CLOSES: Self = Self { closes: true, wish: None };

    /// The overlay stays open over what is wished.
    pub const fn staying(wish: Wish) -> Self {
        Self { closes: false, wish: Some(wish) }
    }

    /// The overlay closes for what is wished.
    pub const fn closing(wish: Wish) -> Self {
        Self { closes: true, wish: Some(wish) }
    }
}
