//! Boxes that invite to subscribe: a request, the offers, and the next request.

use crate::domain::Block;
use crate::extract::{lexicon, words};

/// Most blocks between two requests, and most words of a paragraph there.
const BETWEEN: usize = 5;
const LONGEST: usize = 20;

/// Drops the blocks between two requests close to each other, and the list after the last of several.
pub fn spread(blocks: &[Block], kept: &mut [bool]) {
    let asks: Vec<usize> = (0..blocks.len()).filter(|at| blocks.get(*at).is_some_and(is_ask)).collect();
    let mut drop = |from: usize, to: usize| {
        if let Some(kept) = kept.get_mut(from..to) {
            kept.fill(false);
        }
    };
    let of_box = |from: usize, to: usize| {
        to - from <= BETWEEN + 1 && blocks.get(from + 1..to).is_some_and(|between| between.iter().all(may_be))
    };
    for (at, pair) in asks.windows(2).enumerate() {
        let (Some(first), Some(second)) = (pair.first().copied(), pair.last().copied()) else { continue };
        if !of_box(first, second) {
            continue;
        }
        drop(first, second + 1);
        let is_last = asks.get(at + 2).is_none_or(|next| !of_box(second, *next));
        let promised = blocks.iter().skip(second + 1).take_while(|block| is_promise(block)).count();
        if is_last {
            drop(second + 1, second + 1 + promised);
        }
    }
}

fn is_ask(block: &Block) -> bool {
    let is_line = matches!(block, Block::Paragraph { .. } | Block::Heading { .. });
    is_line && {
        let plain = block.to_plain();
        plain.len() <= WIDEST && lexicon::invites_to_subscribe(&plain)
    }
}

/// Most bytes of a request.
const WIDEST: usize = 600;

/// Whether a block may stand between two requests.
fn may_be(block: &Block) -> bool {
    match block {
        Block::List { .. } => true,
        Block::Paragraph { .. } | Block::Heading { .. } => words::count(&block.to_plain()) <= LONGEST,
        _ => false,
    }
}

/// Whether a block is a list, or the word between two offers.
fn is_promise(block: &Block) -> bool {
    match block {
        Block::List { .. } => true,
        Block::Paragraph { .. } => words::count(&block.to_plain()) == 1,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::cleaning::tests::left;

    #[test]
    fn a_box_that_asks_to_subscribe_takes_along_what_it_promises() {
        let page = "<p>Rain fell.</p><p>This is reserved for subscribers</p><ul><li>Every article</ul>\
                    <p>Create an account or sign in</p><ul><li>Every puzzle</ul><p>or</p><p>It stopped.</p>";

        assert_eq!(left(spread, page), "Rain fell.|It stopped.");
    }

    #[test]
    fn a_line_that_asks_alone_takes_nothing_along() {
        let page = "<p>Rain fell.</p><p>Subscribe now</p><ul><li>A river</ul><p>It stopped.</p>";

        assert_eq!(left(spread, page), "Rain fell.|Subscribe now|A river|It stopped.");
    }
}
