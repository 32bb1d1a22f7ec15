//! The parts of the screen, in the order in which the focus goes through them.

use serde::{Deserialize, Serialize};

/// A part of the screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Pane {
    /// The views, folders and feeds that a list can be made of.
    Sources,
    /// The list of articles.
    #[default]
    Headlines,
    /// The open article.
    Article,
    /// The links of the open article.
    Related,
}

impl Pane {
    /// The panes from left to right.
    pub const ALL: [Self; 4] = [Self::Sources, Self::Headlines, Self::Article, Self::Related];

    /// The pane to the right; after the last, the first.
    pub const fn next(self) -> Self {
        match self {
            Self::Sources => Self::Headlines,
            Self::Headlines => Self::Article,
            Self::Article => Self::Related,
            Self::Related => Self::Sources,
        }
    }

    /// The pane to the left; before the first, the last.
    pub const fn previous(self) -> Self {
        self.next().next().next()
    }
}
