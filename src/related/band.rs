//! What a similarity means to a person. One set of bounds served every collection it was measured on.

use crate::domain::Relation;

/// From here on at least two of three articles tell the same event, and nearly all from 0.4 on.
const SAME_STORY: f64 = 0.33;

/// From here on a person sees why an article is offered.
const BACKGROUND: f64 = 0.25;

/// What an article is beside another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Band {
    /// It has this share of its text in common.
    Copy(f64),
    /// It tells the same event.
    SameStory,
    /// It tells what came before, or something near.
    Background,
    /// It shares some words; shown only to those who ask for everything.
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

    /// The kind of link it makes.
    pub const fn relation(self) -> Relation {
        match self {
            Self::Copy(_) => Relation::Copy,
            Self::SameStory => Relation::SameStory,
            Self::Background | Self::Far => Relation::Background,
        }
    }
}
