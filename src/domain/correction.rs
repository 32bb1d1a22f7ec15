//! A correction of an article: the passages of the former text, and those added and removed since.

use std::collections::HashSet;

use jiff::Timestamp;

use super::{Article, Body, Prose};

/// The text of an article before its last correction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correction {
    /// The time of the correction.
    pub noticed: Timestamp,
    /// The passages of the former text.
    pub before: Vec<Prose>,
}

/// A passage that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PassageChange {
    /// The passage was added.
    Added(Prose),
    /// The passage was removed.
    Removed(Prose),
}

impl Correction {
    /// The correction by which one edition of an article became the other. A text that shares less than half of its
    /// words with the one before, such as a page in the place of its summary, replaces it and corrects nothing.
    pub fn between(before: &Article, after: &Article, noticed: Timestamp) -> Option<Self> {
        let (before, after) = (passages(&before.body), passages(&after.body));
        let (old, new) = (words(&before), words(&after));
        let shared = old.intersection(&new).count();
        let corrects = before != after && shared > 0 && shared * 2 >= old.len().max(new.len());
        corrects.then_some(Self { noticed, before })
    }

    /// The added and removed passages, in the order of the text.
    pub fn changes(&self, body: &Body) -> Vec<PassageChange> {
        let now = passages(body);
        let (was, is): (HashSet<_>, HashSet<_>) = (self.before.iter().collect(), now.iter().collect());
        let (mut old, mut new) = (self.before.iter().peekable(), now.iter().peekable());
        let mut changes = Vec::new();
        loop {
            if let Some(gone) = old.next_if(|passage| !is.contains(passage)) {
                changes.push(PassageChange::Removed(gone.clone()));
            } else if let Some(added) = new.next_if(|passage| !was.contains(passage)) {
                changes.push(PassageChange::Added(added.clone()));
            } else if (old.next(), new.next()) == (None, None) {
                return changes;
            }
        }
    }
}

/// The passages of a text.
fn passages(body: &Body) -> Vec<Prose> {
    let passages = body.blocks().iter().map(|block| Prose::trimmed(&block.to_plain()));
    passages.filter(|passage| !passage.is_empty()).collect()
}

fn words(passages: &[Prose]) -> HashSet<&str> {
    passages.iter().flat_map(|passage| passage.as_str().split_whitespace()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Block, Text};

    fn article(passages: &[&str]) -> Article {
        let blocks: Vec<Block> =
            passages.iter().map(|words| Block::Paragraph { text: Text::plain(words) }).collect();
        Article { body: Body(blocks), ..Article::default() }
    }

    #[test]
    fn added_and_removed_passages_are_in_the_order_of_the_text() {
        let before = article(&["The bridge is shut.", "Two were hurt at dawn.", "It opens soon."]);
        let after =
            article(&["The bridge is shut.", "Three were hurt at dawn.", "It opens soon.", "A note."]);

        let correction = Correction::between(&before, &after, Timestamp::UNIX_EPOCH).unwrap();

        assert_eq!(
            correction.changes(&after.body),
            [
                PassageChange::Removed("Two were hurt at dawn.".into()),
                PassageChange::Added("Three were hurt at dawn.".into()),
                PassageChange::Added("A note.".into()),
            ]
        );
    }

    #[test]
    fn a_page_in_the_place_of_its_summary_corrects_nothing() {
        let summary = article(&["The bridge is shut."]);
        let page =
            article(&["The bridge is shut.", "Divers found a crack of many centimetres below the road."]);

        assert_eq!(Correction::between(&summary, &page, Timestamp::UNIX_EPOCH), None);
        assert_eq!(Correction::between(&page, &page, Timestamp::UNIX_EPOCH), None);
    }
}
