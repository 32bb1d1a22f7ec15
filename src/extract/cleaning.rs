//! Removes what the extractor leaves and is no text: share bars, boxes of links, requests.
//!
//! Two passes: over the markup, by class names; over the blocks, by their content.

mod boxes;
mod captions;
mod cards;
mod collapsed_texts;
mod contents;
mod decorative_pictures;
mod labels;
mod lines;
mod links;
mod pieces;
mod subscription_boxes;
mod teasers;

use dom_query::NodeRef;

use crate::domain::{Article, Block, normalised_headline};

use super::{dom, figures, prose, words};
pub use boxes::remove as remove_boxes;
pub use collapsed_texts::unfold;
pub use teasers::{free_headings, remove_cards};

/// Names of parts that are never text, as whole words of a class or id.
const NON_TEXT_NAMES: &[&str] = &[
    "share",
    "sharing",
    "social",
    "newsletter",
    "related",
    "recirc",
    "recommended",
    "promo",
    "cta",
    "call-to-action",
    "calltoaction",
    "calltoactionbox",
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

/// Words from which a part with such a name is text after all.
const LONGEST_NAMED: usize = 120;

/// Names of hidden labels for screen readers, such as "Image caption" before one.
const SCREEN_READER_NAMES: &[&str] = &[
    "sr-only",
    "screen-reader",
    "screen-reader-text",
    "screenreader",
    "visually-hidden",
    "visuallyhidden",
    "off-screen",
    "offscreen",
    "mw-editsection",
];

/// Most words of a hidden label.
const LONGEST_UNSEEN: usize = 6;

/// Removes parts whose names say that they are no text.
pub fn remove_named(root: &NodeRef<'_>) {
    let named = root.descendants_it().filter_map(|node| longest(&node).map(|longest| (node, longest)));
    for (node, longest) in named.collect::<Vec<_>>() {
        if words::count(&dom::words(&node)) <= longest {
            node.remove_from_parent();
        }
    }
}

/// The most words with which a part is no text; `None` where its name does not say so.
fn longest(node: &NodeRef<'_>) -> Option<usize> {
    if is_screen_reader_label(node) { Some(LONGEST_UNSEEN) } else { is_named(node).then_some(LONGEST_NAMED) }
}

fn is_screen_reader_label(node: &NodeRef<'_>) -> bool {
    node.is_element() && begins_or_ends_with(&dom::label(node), SCREEN_READER_NAMES)
}

fn is_named(node: &NodeRef<'_>) -> bool {
    if !node.is_element() || matches!(&*dom::name(node), "html" | "body" | "p" | "a" | "span" | "article") {
        return false;
    }
    // A box named "social" with a quotation is an embedded post.
    let quotes = |below: NodeRef<'_>| below.has_name("blockquote");
    if quotes(*node) || dom::label(node).contains("social") && node.descendants_it().any(quotes) {
        return false;
    }
    let class = dom::attribute(node, "class").unwrap_or_default().to_lowercase();
    begins_or_ends_with(&dom::label(node), NON_TEXT_NAMES)
        && (begins_or_ends_with(&class, NON_TEXT_NAMES) || !prose::is_heading_slug(node))
}

/// Whether a name begins or ends with a known one, as a word of it.
fn begins_or_ends_with(label: &str, known: &[&str]) -> bool {
    label.split_whitespace().any(|name| {
        known.iter().any(|known| {
            name == *known
                || name.strip_prefix(known).is_some_and(|rest| rest.starts_with(['-', '_']))
                || name.strip_suffix(known).is_some_and(|rest| rest.ends_with(['-', '_']))
        })
    })
}

/// The blocks that are text of the article.
pub fn cleaned(blocks: Vec<Block>, article: &Article) -> Vec<Block> {
    let headline = normalised_headline(article.headline.as_str());
    let mut blocks = pieces::joined(captions::joined(lines::without_repeated(blocks)));
    blocks.iter_mut().for_each(figures::name);
    blocks.iter_mut().for_each(lines::drop_silent);
    let blocks = decorative_pictures::without(blocks, &article.byline);
    let mut kept = lines::article_blocks(blocks, &headline, article);
    while kept.last().is_some_and(announces_nothing) {
        kept.pop();
    }
    while kept.first().is_some_and(|block| matches!(block, Block::Rule)) {
        kept.remove(0);
    }
    kept
}

/// Whether a block at the end of a text only announces what was left out: a heading, or "In the programme:".
fn announces_nothing(last: &Block) -> bool {
    match last {
        Block::Heading { .. } | Block::Rule => true,
        Block::Paragraph { text } => {
            let plain = text.to_plain();
            plain.trim_end().ends_with([':', '：']) && words::count(&plain) <= LABEL
        }
        _ => false,
    }
}

/// Words of a line that announces what follows it.
const LABEL: usize = 6;

#[cfg(test)]
mod tests {
    use dom_query::Document;

    use super::*;
    use crate::domain::Block;
    use crate::extract::extract_fragment;

    /// The words of the blocks that a rule keeps, joined by strokes.
    pub fn left(rule: fn(&[Block], &mut [bool]), html: &str) -> String {
        let body = extract_fragment(html, None).0;
        let mut kept = vec![true; body.blocks().len()];
        rule(body.blocks(), &mut kept);
        let blocks = body.blocks().iter().zip(kept).filter(|(_, is_kept)| *is_kept);
        blocks.map(|(block, _)| block.to_plain()).collect::<Vec<_>>().join("|")
    }

    #[test]
    fn labels_for_those_who_hear_a_page_are_left_out() {
        let page = "<figure><figcaption><span class='off-screen'>Image caption</span>The river in May</figcaption></figure>\
                    <p>Rain <span class='u-visually-hidden'>(opens elsewhere)</span>fell, <span class='sr-only'>and all \
                    that follows is so long that it must be text</span></p>";
        let document = Document::fragment(page);

        remove_named(&document.root());

        let words = dom::words(&document.root());
        assert_eq!(words, "The river in May Rain fell, and all that follows is so long that it must be text");
    }
}
