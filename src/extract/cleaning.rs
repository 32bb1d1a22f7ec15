//! What the extractor leaves and no reader wants: share bars, boxes of links, lines that ask.
//!
//! Two passes: over the markup, by what its makers call it; over the blocks, by what they look like.

use dom_query::NodeRef;

use crate::domain::{Article, Block, Text, normalised_headline};

use super::{dom, lexicon, words};

/// Names of parts that are never text, as whole words of a class or id.
const NAMED: &[&str] = &[
    "share",
    "sharing",
    "social",
    "newsletter",
    "related",
    "recirc",
    "recommended",
    "promo",
    "sponsored",
    "advertisement",
    "ad",
    "ads",
    "advert",
    "outbrain",
    "taboola",
    "comments",
    "breadcrumb",
    "breadcrumbs",
    "tags",
    "byline",
    "author-bio",
    "dateline",
    "timestamp",
    "subscribe",
    "paywall",
    "popup",
    "modal",
    "readmore",
    "read-more",
    "trending",
    "signup",
    "sign-up",
    "most-read",
    "mostread",
    "most-popular",
];

/// A part named so, but longer, is text after all.
const LONGEST_NAMED: usize = 120;

/// A line that asks for something has no more words.
const LONGEST_ASIDE: usize = 14;

/// Removes parts that their makers call something that is no text.
pub fn remove_named(root: &NodeRef<'_>) {
    let found: Vec<NodeRef<'_>> = root.descendants_it().filter(|node| is_named(node)).collect();
    for node in found {
        if words::count(&dom::words(&node)) <= LONGEST_NAMED {
            node.remove_from_parent();
        }
    }
}

fn is_named(node: &NodeRef<'_>) -> bool {
    if !node.is_element()
        || matches!(dom::name(node).as_str(), "html" | "body" | "p" | "a" | "span" | "article")
    {
        return false;
    }
    let label = dom::label(node);
    label.split_whitespace().any(|name| {
        NAMED.iter().any(|known| {
            name == *known
                || name.strip_prefix(known).is_some_and(|rest| rest.starts_with(['-', '_']))
                || name.strip_suffix(known).is_some_and(|rest| rest.ends_with(['-', '_']))
        })
    })
}

/// The blocks that are the article's text.
pub fn cleaned(blocks: Vec<Block>, article: &Article) -> Vec<Block> {
    let headline = normalised_headline(article.headline.as_str());
    let mut kept: Vec<Block> =
        blocks.into_iter().filter_map(|block| cleaned_block(block, &headline)).collect();
    while kept.last().is_some_and(|block| matches!(block, Block::Heading { .. } | Block::Rule)) {
        kept.pop();
    }
    while kept.first().is_some_and(|block| matches!(block, Block::Rule)) {
        kept.remove(0);
    }
    kept
}

fn cleaned_block(block: Block, headline: &str) -> Option<Block> {
    let keeps = match &block {
        Block::Paragraph { text } => !is_aside(text) && !is_headline(text, headline),
        Block::Heading { text, .. } => {
            let plain = text.to_plain();
            !is_headline(text, headline) && !lexicon::is_group_heading(&plain) && !lexicon::is_aside(&plain)
        }
        Block::List { items, .. } => !is_list_of_links(items),
        Block::Table(_)
        | Block::Quotation { .. }
        | Block::PullQuote { .. }
        | Block::Code { .. }
        | Block::Figure(_)
        | Block::Rule => true,
    };
    keeps.then_some(block)
}

fn is_headline(text: &Text, headline: &str) -> bool {
    !headline.is_empty() && normalised_headline(&text.to_plain()) == headline
}

/// A line that asks for something, or is nothing but one link that is no sentence.
fn is_aside(text: &Text) -> bool {
    let plain = text.to_plain();
    let count = words::count(&plain);
    if count == 0 {
        return true;
    }
    let density = link_density(text);
    count <= LONGEST_ASIDE
        && lexicon::is_aside(&plain)
        && (density > 0.3 || !words::ends_sentence(&plain) || count <= 3)
        || density > 0.9 && !words::ends_sentence(&plain) && count < 30
}

fn is_list_of_links(items: &[Vec<Block>]) -> bool {
    let (mut linked, mut all) = (0, 0);
    for block in items.iter().flatten() {
        block.each_inline(&mut |text| {
            all += text.to_plain().chars().count();
            text.each_link(&mut |words, _| linked += words.to_plain().chars().count());
        });
    }
    all == 0 || linked * 10 > all * 6
}

/// The part of a text's characters that are links.
fn link_density(text: &Text) -> f32 {
    let all = text.to_plain().chars().count();
    let mut linked = 0_usize;
    text.each_link(&mut |words, _| linked += words.to_plain().chars().count());
    let share = |count: usize| f32::from(u16::try_from(count).unwrap_or(u16::MAX));
    if all == 0 { 0.0 } else { share(linked) / share(all) }
}
