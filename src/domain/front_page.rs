//! A story as the front page tells it: where it stands there, who tells it, and its most telling words.

use super::Prose;

/// What the front page says of a story beside its row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FrontStory {
    /// Where it stands.
    pub place: FrontPlace,
    /// The publications that tell it, the first to tell it first; copies of one text not counted.
    pub sources: Vec<Prose>,
    /// The sentences that say most: of the lead story some, of the others one; none of a bare headline.
    pub telling: Prose,
}

/// The part of the front page in which a story stands; the parts follow one another in this order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FrontPlace {
    /// The lead story.
    Lead,
    /// Beside and below it.
    Top,
    /// Under the name of its section.
    Section(Prose),
    /// Among the others.
    Rest,
}
