//! Labels around a text: the section, the kind of the article, a kicker, the word between two ways to sign in.

use std::collections::HashSet;

use crate::domain::{Article, Block, normalised_headline};
use crate::extract::words;

/// Most words of a label and of a kicker, and words from which a paragraph is text.
const LABEL: usize = 3;
const KICKER: usize = 5;
const TEXT: usize = 12;

/// Words between two ways to do a thing.
const JOINING: &[&str] = &[
    "or", "and", "oder", "und", "ou", "et", "o", "y", "e", "of", "en", "eller", "och", "og", "lub", "или",
    "veya",
];

/// Blocks at either end among which labels stand.
const EDGE: usize = 6;

/// Drops labels before the text, and lines at either end that repeat the metadata of the article.
pub fn drop_labels(blocks: &[Block], kept: &mut [bool], article: &Article) {
    let known = known(article);
    let count = blocks.len();
    let Some(text) = blocks.iter().position(is_text) else { return };
    for (at, block) in blocks.iter().enumerate() {
        let is_edge = at < EDGE || at + EDGE >= count;
        let plain = match block {
            Block::Paragraph { text } | Block::Heading { text, .. } => text.to_plain(),
            _ => continue,
        };
        let after = blocks.get(at + 1);
        let is_line = matches!(block, Block::Paragraph { .. });
        let is_known = is_edge && is_line && known.contains(&normalised_headline(&plain));
        let is_first =
            at < text && at < EDGE && (is_label(block, &plain, after) || is_kicker(block, &plain, after));
        let before = at.checked_sub(1).and_then(|before| blocks.get(before));
        if let Some(kept) = kept.get_mut(at)
            && (is_known || is_first || is_joining(block, &plain, before, after))
        {
            *kept = false;
        }
    }
}

/// The metadata of the article, normalised: section, publication, authors.
fn known(article: &Article) -> HashSet<String> {
    let named = article.section.iter().chain(&article.publication);
    let authors = article.byline.iter().map(|author| &author.name);
    let known = named.chain(authors).map(|name| normalised_headline(name.as_str()));
    known.filter(|name| !name.is_empty()).collect()
}

fn is_text(block: &Block) -> bool {
    let Block::Paragraph { text } = block else { return false };
    let plain = text.to_plain();
    words::count(&plain) >= TEXT || words::count(&plain) > LABEL && words::ends_sentence(&plain)
}

/// Whether a paragraph is a word or two before the text: "Live", "Press release".
fn is_label(block: &Block, plain: &str, after: Option<&Block>) -> bool {
    let leads = plain.trim_end().ends_with([':', '：', ',', '—', '–', '-']) || words::ends_sentence(plain);
    let before_text =
        matches!(after, Some(Block::Paragraph { .. } | Block::Heading { .. } | Block::Figure(_)));
    // A line in capitals may be the place of the report.
    let is_small = plain.chars().any(char::is_lowercase) || !plain.chars().any(char::is_uppercase);
    matches!(block, Block::Paragraph { .. })
        && words::count(plain) <= LABEL
        && is_small
        && !leads
        && before_text
}

/// Whether a heading is the kicker of a greater one just below it.
fn is_kicker(block: &Block, plain: &str, after: Option<&Block>) -> bool {
    let Block::Heading { level: own, .. } = block else { return false };
    let is_below_greater = matches!(after, Some(Block::Heading { level, .. }) if level < own);
    is_below_greater && words::count(plain) <= KICKER
}

/// Whether a paragraph is a small word between two others, such as "or".
fn is_joining(block: &Block, plain: &str, before: Option<&Block>, after: Option<&Block>) -> bool {
    let is_line = |block: Option<&Block>| {
        block.is_none_or(|block| matches!(block, Block::Paragraph { .. } | Block::Heading { .. }))
    };
    matches!(block, Block::Paragraph { .. })
        && JOINING.contains(&plain.trim().to_lowercase().as_str())
        && is_line(before)
        && is_line(after)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::extract_fragment;

    fn left(html: &str) -> String {
        let body = extract_fragment(html, None).0;
        let article = Article {
            section: Some("Press release".into()),
            publication: Some("The Paper".into()),
            ..Article::default()
        };
        let mut kept = vec![true; body.blocks().len()];
        drop_labels(body.blocks(), &mut kept, &article);
        let blocks = body.blocks().iter().zip(kept).filter(|(_, is_kept)| *is_kept);
        blocks.map(|(block, _)| block.to_plain()).collect::<Vec<_>>().join("|")
    }

    #[test]
    fn labels_before_a_text_are_left_out() {
        let text = "<p>The river rose above its banks in the early hours, said the mayor of the town.</p><p>It fell.</p>";

        let without = left(text);
        assert_eq!(left(&format!("<p>Live</p>{text}")), without);
        assert_eq!(
            left(&format!("<h3>Weather</h3><h2>The river rises</h2>{text}")),
            format!("The river rises|{without}")
        );
        assert_eq!(left(&format!("{text}<p>Press Release</p><p>THE PAPER</p>")), without);
        for stays in [
            "<p>Dear reader,</p>",
            "<p>OLD TOWN</p>",
            "<p>It rained.</p>",
            "<h2>Weather</h2><h3>The river</h3>",
            "<p>All</p><ul><li>Rain</ul>",
        ] {
            assert!(left(&format!("{stays}{text}")).len() > without.len(), "{stays}");
        }
    }

    #[test]
    fn a_small_word_between_two_paragraphs_is_none() {
        assert_eq!(
            left("<p>Rain fell on the old town.</p><p>or</p><p>It stopped.</p>"),
            "Rain fell on the old town.|It stopped."
        );
        assert!(left("<p>Run this.</p><pre>a</pre><p>or</p><pre>b</pre>").contains("or"));
    }
}
