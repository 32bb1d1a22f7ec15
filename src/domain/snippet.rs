//! The lines of a text in which the words of a search stand.

use std::ops::Range;

use super::Prose;

/// A few lines of a text, with the words that were searched for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Snippet {
    /// The lines.
    pub text: Prose,
    /// Characters of the text that were searched for, in order.
    pub marks: Vec<Range<usize>>,
}
