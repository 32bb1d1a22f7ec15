//! What the extractor leaves and no reader wants: share bars, boxes of links, lines that ask.
//!
//! Two passes: over the markup, by what its makers call it; over the blocks, by what they look like.

mod captions;
mod lines;

use dom_query::NodeRef;

use crate::domain::{Article, Block, normalised_headline};

use super::{dom, words};

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

/// Removes parts that their makers call something that is no text.
pub fn remove_named(root: &NodeRef<'_>) {
    let found: Vec<NodeRef<'_>> = root.descendants_it().filter(is_named).collect();
    for node in found {
        if words::count(&dom::words(&node)) <= LONGEST_NAMED {
            node.remove_from_parent();
        }
    }
}

fn is_named(node: &NodeRef<'_>) -> bool {
    if !node.is_element() || matches!(&*dom::name(node), "html" | "body" | "p" | "a" | "span" | "article") {
        return false;
    }
    // What is called social and quotes somebody is a post that the text speaks of.
    let quotes = |below: NodeRef<'_>| below.has_name("blockquote");
    if quotes(*node) || dom::label(node).contains("social") && node.descendants_it().any(quotes) {
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
    let blocks = captions::joined(lines::without_repeated(blocks));
    let mut kept = lines::text(blocks, &headline, article.language.as_ref());
    while kept.last().is_some_and(|block| matches!(block, Block::Heading { .. } | Block::Rule)) {
        kept.pop();
    }
    while kept.first().is_some_and(|block| matches!(block, Block::Rule)) {
        kept.remove(0);
    }
    kept
}
