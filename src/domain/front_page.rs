//! A story on the front page: its part of the page, its publications, and its most telling sentences.

use super::Prose;

/// The facts that the front page shows of a story beside its row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FrontPageStory {
    /// The part of the page in which the story stands.
    pub place: FrontPagePart,
    /// The publications that tell the story, the earliest first; copies of one text are not counted.
    pub sources: Vec<Prose>,
    /// The key sentences: several of the lead story, one of others; none where only headlines are known.
    pub key_sentences: Prose,
}

/// The part of the front page in which a story stands; the parts follow one another in this order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FrontPagePart {
    /// The lead story.
    Lead,
    /// The other stories above the sections.
    Top,
    /// The stories under the name of their section.
    Section(Prose),
    /// The remaining stories.
    Rest,
}
