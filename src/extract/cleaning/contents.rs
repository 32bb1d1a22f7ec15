//! Tables of contents: lists whose items are the headings after them.

use std::collections::HashSet;

use crate::domain::{Block, normalised_headline};
use crate::extract::words;

/// The fewest items of a table of contents, and the most words of the line above it.
const FEWEST: usize = 3;
const LABEL: usize = 4;

/// Drops a table of contents and the line above it.
pub fn drop_contents(blocks: &[Block], kept: &mut [bool]) {
    let heading = |block: &Block| match block {
        Block::Heading { text, .. } => Some(normalised_headline(&text.to_plain())),
        _ => None,
    };
    let headings: HashSet<String> = blocks.iter().filter_map(heading).collect();
    if headings.len() < FEWEST {
        return;
    }
    for (at, block) in blocks.iter().enumerate() {
        let Block::List { items, .. } = block else { continue };
        let lines: Vec<String> = items.iter().flatten().flat_map(lines).collect();
        let known = lines.iter().filter(|line| headings.contains(*line)).count();
        if lines.len() < FEWEST || known * 4 < lines.len() * 3 {
            continue;
        }
        let label = at.checked_sub(1).filter(|before| blocks.get(*before).is_some_and(is_label));
        for dropped in label.into_iter().chain([at]) {
            if let Some(kept) = kept.get_mut(dropped) {
                *kept = false;
            }
        }
    }
}

/// The lines of an item and of the lists in it.
fn lines(block: &Block) -> Vec<String> {
    match block {
        Block::List { items, .. } => items.iter().flatten().flat_map(lines).collect(),
        _ => {
            Some(normalised_headline(&block.to_plain())).filter(|line| !line.is_empty()).into_iter().collect()
        }
    }
}

fn is_label(block: &Block) -> bool {
    matches!(block, Block::Paragraph { .. } | Block::Heading { .. })
        && words::count(&block.to_plain()) <= LABEL
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::cleaning::tests::left;

    #[test]
    fn a_table_of_contents_is_left_out_with_the_line_above_it() {
        let text = "<h2>Rain</h2><p>It fell.</p><h2>Snow</h2><p>It lay.</p><h3>Ice</h3><p>It held.</p>";
        let contents = "<ul><li>Rain<li>Snow<ul><li>Ice</ul></ul>";

        let without = left(drop_contents, text);
        assert_eq!(left(drop_contents, &format!("<h3>What is in it</h3>{contents}{text}")), without);
        assert_eq!(
            left(drop_contents, &format!("<p>A year in the town.</p>{contents}{text}")),
            format!("A year in the town.|{without}")
        );
        assert!(left(drop_contents, &format!("<ul><li>Rain<li>Hail<li>Fog</ul>{text}")).starts_with("Rain"));
    }
}
