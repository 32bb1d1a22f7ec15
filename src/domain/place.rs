//! A place in the text of an article that survives another width, a restart and a new edition.

use serde::{Deserialize, Serialize};

use super::Body;

/// Characters of the text remembered at a place, to find it again when blocks were added before it.
const REMEMBERED_CHARACTERS: usize = 48;

/// A place in a body: a block, characters into its plain text, and the words that stood there.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TextPlace {
    /// Position of the block in the body.
    pub block: usize,
    /// Characters into [`Block::to_plain`](super::Block::to_plain).
    pub offset: usize,
    /// The words that stood there.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub words: String,
}

impl TextPlace {
    /// The place at a position of a body, remembering the words that stand there.
    pub fn of(body: &Body, block: usize, offset: usize) -> Self {
        let words =
            body.blocks().get(block).map(|block| words_at(&block.to_plain(), offset)).unwrap_or_default();
        Self { block, offset, words }
    }

    /// Whether the place is the beginning of the text.
    pub const fn is_start(&self) -> bool {
        self.block == 0 && self.offset == 0
    }

    /// The place in a body that may have changed since: where the same words are, nearest block first, else
    /// in the same block.
    pub fn locate_in(&self, body: &Body) -> (usize, usize) {
        let last = body.blocks().len().saturating_sub(1);
        let plain = |block: usize| body.blocks().get(block).map(super::Block::to_plain).unwrap_or_default();
        if self.words.is_empty() || words_at(&plain(self.block), self.offset) == self.words {
            return if self.block > last { (last, 0) } else { (self.block, self.offset) };
        }
        let mut blocks: Vec<usize> = (0..body.blocks().len()).collect();
        blocks.sort_by_key(|block| block.abs_diff(self.block));
        let found = blocks.into_iter().find_map(|block| {
            let text = plain(block);
            text.find(&self.words).map(|byte| (block, text.get(..byte).unwrap_or_default().chars().count()))
        });
        found.unwrap_or((self.block.min(last), if self.block > last { 0 } else { self.offset }))
    }
}

fn words_at(text: &str, offset: usize) -> String {
    text.chars().skip(offset).take(REMEMBERED_CHARACTERS).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Block, Text};

    fn body(paragraphs: &[&str]) -> Body {
        Body(paragraphs.iter().map(|words| Block::Paragraph { text: Text::plain(words) }).collect())
    }

    #[test]
    fn a_place_is_found_again_after_a_paragraph_was_added_before_it() {
        let place = TextPlace::of(&body(&["The river rose.", "It fell at dawn."]), 1, 3);

        let edited = body(&["Correction.", "The river rose.", "Later: It fell at dawn."]);

        assert_eq!(place.locate_in(&edited), (2, 10));
    }

    #[test]
    fn a_place_whose_words_are_gone_stays_near() {
        let place = TextPlace::of(&body(&["One.", "Two.", "Three."]), 2, 1);

        assert_eq!(place.locate_in(&body(&["One."])), (0, 0));
        assert_eq!(place.locate_in(&body(&["One.", "Two.", "Four."])), (2, 1));
    }
}
