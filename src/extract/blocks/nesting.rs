//! Limits the nesting of a text. Deeper levels are dissolved and their words kept, since JSON of more than 128
//! levels cannot be read back.

use crate::domain::{Block, Inline, Text};

/// Most nested quotations and lists; each takes three levels of JSON at most.
const MAX_NESTED_BLOCKS: usize = 16;

/// Most nested inline marks; each takes two levels.
const MAX_NESTED_MARKS: usize = 8;

/// Dissolves levels that are nested too deep.
pub fn limit_nesting(blocks: &mut Vec<Block>) {
    limit_blocks(blocks, MAX_NESTED_BLOCKS);
}

/// Limits blocks to so many further levels.
fn limit_blocks(blocks: &mut Vec<Block>, more: usize) {
    if more == 0 && blocks.iter().any(|block| matches!(block, Block::Quotation { .. } | Block::List { .. })) {
        *blocks = std::mem::take(blocks).into_iter().flat_map(leaves).collect();
    }
    for block in blocks {
        match block {
            Block::Quotation { blocks, attribution } => {
                limit_blocks(blocks, more.saturating_sub(1));
                attribution.iter_mut().for_each(limit_marks_of);
            }
            Block::List { items, .. } => {
                for item in items {
                    limit_blocks(item, more.saturating_sub(1));
                }
            }
            Block::Paragraph { text } | Block::Heading { text, .. } => limit_marks_of(text),
            Block::PullQuote { text, attribution } => {
                std::iter::once(text).chain(attribution).for_each(limit_marks_of);
            }
            Block::Table(table) => {
                let cells = table.header.iter_mut().chain(&mut table.rows).flatten();
                cells.chain(&mut table.caption).for_each(limit_marks_of);
            }
            Block::Figure(figure) => figure.caption.iter_mut().for_each(limit_marks_of),
            Block::Code { .. } | Block::Embed(_) | Block::Math { .. } | Block::Rule => {}
        }
    }
}

/// The blocks within a block that hold no others, in reading order.
fn leaves(block: Block) -> Vec<Block> {
    match block {
        Block::Quotation { blocks, attribution } => {
            let attribution = attribution.map(|text| Block::Paragraph { text });
            blocks.into_iter().flat_map(leaves).chain(attribution).collect()
        }
        Block::List { items, .. } => items.into_iter().flatten().flat_map(leaves).collect(),
        leaf => vec![leaf],
    }
}

fn limit_marks_of(text: &mut Text) {
    limit_marks(&mut text.0, MAX_NESTED_MARKS);
}

/// Limits inline marks to so many further levels.
fn limit_marks(runs: &mut Vec<Inline>, more: usize) {
    if more == 0 && runs.iter_mut().any(|run| within(run).is_some()) {
        *runs = std::mem::take(runs).into_iter().flat_map(words).collect();
    }
    for inner in runs.iter_mut().filter_map(within) {
        limit_marks(&mut inner.0, more.saturating_sub(1));
    }
}

/// The text of a mark.
const fn within(run: &mut Inline) -> Option<&mut Text> {
    match run {
        Inline::Strong(text)
        | Inline::Emphasis(text)
        | Inline::Deleted(text)
        | Inline::Superscript(text)
        | Inline::Subscript(text)
        | Inline::Link { text, .. } => Some(text),
        Inline::Plain(_) | Inline::Code(_) | Inline::Math(_) | Inline::Break => None,
    }
}

/// The runs of a mark, without it.
fn words(mut run: Inline) -> Vec<Inline> {
    match within(&mut run) {
        Some(text) => std::mem::take(&mut text.0).into_iter().flat_map(words).collect(),
        None => vec![run],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Article, Body};

    fn nested(times: usize, within: impl Fn(Block) -> Block) -> Body {
        let mark = |text, _| Text(vec![Inline::Strong(text)]);
        let text = (0..times).fold(Text::plain("Rain fell."), mark);
        let block = (0..times).fold(Block::Paragraph { text }, |block, _| within(block));
        Body(vec![block])
    }

    #[test]
    fn blocks_nested_too_deep_are_flattened_and_can_be_read_back() {
        let quotation = |block| Block::Quotation { blocks: vec![block], attribution: None };
        let list = |block| Block::List { ordered: false, start: None, items: vec![vec![block]] };

        for mut body in [nested(200, quotation), nested(200, list)] {
            limit_nesting(&mut body.0);

            assert_eq!(body.to_plain(), "Rain fell.");
            let article = Article { headline: "Rain".into(), body, ..Article::default() };
            let json = serde_json::to_string(&article).unwrap();
            assert_eq!(serde_json::from_str::<Article>(&json).unwrap(), article);
        }
    }

    #[test]
    fn usual_nesting_is_unchanged() {
        let quotation = |block| Block::Quotation { blocks: vec![block], attribution: None };
        let body = nested(MAX_NESTED_MARKS, quotation);

        let mut opened = body.clone();
        limit_nesting(&mut opened.0);

        assert_eq!(opened, body);
    }

    #[test]
    fn the_attribution_of_a_flattened_quotation_is_kept() {
        let said = Block::Quotation {
            blocks: vec![Block::Paragraph { text: Text::plain("Rain!") }],
            attribution: Some(Text::plain("The mayor")),
        };
        let quotation = |block| Block::Quotation { blocks: vec![block], attribution: None };
        let mut body = Body(vec![(0..MAX_NESTED_BLOCKS).fold(said, |block, _| quotation(block))]);

        limit_nesting(&mut body.0);

        assert_eq!(body.to_plain(), "Rain!\nThe mayor");
    }
}
