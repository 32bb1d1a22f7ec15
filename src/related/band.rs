//! The bands of similarity. One set of bounds served every collection it was measured on.

use crate::domain::Relation;

/// The similarity from which two of three articles are about the same event; from 0.4 on nearly all are.
const SAME_STORY: f64 = 0.33;

/// The similarity from which a person sees why an article is offered.
const BACKGROUND: f64 = 0.25;

/// How an article relates to another, by their similarity.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Band {
    /// This share of the text is the same, from 0 to 1.
    Copy(f64),
    /// Both tell the same event.
    SameStory,
    /// The other article tells of earlier or related events.
    Background,
    /// Some words are shared; shown only where everything is asked for.
    Far,
}

impl Band {
    /// The band of a similarity, where the article is no copy.
    pub fn of(similarity: f64) -> Self {
        if similarity >= SAME_STORY {
            Self::SameStory
        } else if similarity >= BACKGROUND {
            Self::Background
        } else {
            Self::Far
        }
    }

    /// The kind of link of the band.
    pub const fn relation(self) -> Relation {
        match self {
            Self::Copy(_) => Relation::Copy,
            Self::SameStory => Relation::SameStory,
            Self::Background => Relation::Background,
            Self::Far => Relation::Nearest,
        }
    }
}
