//! Quotations with their sources, and pull quotes.

use dom_query::NodeRef;

use crate::domain::{Block, Text, WebUrl};
use crate::extract::line::text_of;
use crate::extract::{dom, words};

/// Most words of an attribution.
const ATTRIBUTION_WORDS: usize = 20;

/// A quotation or pull quote; `None` where it is empty.
pub fn of(node: &NodeRef<'_>, base: Option<&WebUrl>) -> Option<Block> {
    let source = source(node);
    let attribution = source.as_ref().map(|source| without_dash(&text_of(source, base)));
    if let Some(source) = source {
        source.remove_from_parent();
    }
    let mut blocks = super::within(node, base);
    let attribution = attribution.filter(|text| !text.is_blank()).or_else(|| dashed(&mut blocks));
    if blocks.is_empty() {
        return None;
    }
    if dom::within(node, is_pull_quote)
        && let [Block::Paragraph { text }] = blocks.as_slice()
    {
        return Some(Block::PullQuote { text: text.clone(), attribution });
    }
    Some(Block::Quotation { blocks, attribution })
}

/// A container whose class names it a pull quote.
pub fn of_container(node: &NodeRef<'_>, base: Option<&WebUrl>) -> Option<Block> {
    let is_small = || words::count(&dom::words(node)) < 80;
    (is_pull_quote(node) && is_small() && !dom::within(node, |above| above.has_name("blockquote")))
        .then(|| of(node, base))
        .flatten()
}

/// Whether the class of an element names it a pull quote.
pub fn is_pull_quote(node: &NodeRef<'_>) -> bool {
    let label = dom::label(node);
    ["pullquote", "pull-quote", "pull_quote", "pulledquote"].iter().any(|name| label.contains(name))
}

/// The element with the source of a quotation.
fn source<'a>(node: &NodeRef<'a>) -> Option<NodeRef<'a>> {
    node.descendants_it().find(|below| {
        matches!(&*dom::name(below), "footer" | "cite" | "figcaption")
            && words::count(&dom::words(below)) <= ATTRIBUTION_WORDS
            && below.next_sibling().is_none_or(|next| next.is_text() && next.text().trim().is_empty())
    })
}

/// The last paragraph, where it begins with a dash: "— A neighbour".
fn dashed(blocks: &mut Vec<Block>) -> Option<Text> {
    let [_, .., Block::Paragraph { text }] = blocks.as_slice() else { return None };
    let plain = text.to_plain();
    let is_dashed = plain.starts_with(['—', '–', '―']) || plain.starts_with("-- ") || plain.starts_with("- ");
    if !is_dashed || words::count(&plain) > ATTRIBUTION_WORDS {
        return None;
    }
    blocks.pop();
    Some(Text::plain(plain.trim_start_matches(['—', '–', '―', '-', ' '])))
}

fn without_dash(text: &Text) -> Text {
    let plain = text.to_plain();
    if plain.starts_with(['—', '–', '―', '-', '~']) {
        Text::plain(plain.trim_start_matches(['—', '–', '―', '-', '~', ' ']))
    } else {
        text.clone()
    }
}
