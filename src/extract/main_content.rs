//! Finds the text of the article in its page.
//!
//! The extractor finds the place; what it leaves that is no text is removed here, first by class names, then
//! by the content of the blocks.

mod chosen;
mod judge;

use dom_query::{Document, NodeRef};
use dom_smoothie::{Config, Readability};

use crate::domain::{Article, Block, Body, Prose, WebUrl};

use super::prose::Lines;
use super::{blocks, cleaning, dom, words};

/// Words below which a text is searched for again in the whole page.
const FEW_WORDS: usize = 25;

/// The text; empty where the page has none. The document is consumed, so the few pages with little text are
/// parsed `again`.
pub fn of(
    document: Document,
    lines: &Lines,
    again: &dyn Fn() -> Document,
    article: &Article,
    base: Option<&WebUrl>,
) -> Body {
    let prose = lines.prose();
    let found = extracted(document, article.url.as_ref()).map(|content| {
        cleaning::remove_named(&content.root());
        cleaning::cleaned(blocks::of(&content.root(), base), article)
    });
    let first = Body(judge::without_boilerplate(found.unwrap_or_default(), lines, &prose));
    let told = text_of(first.blocks());
    let second = judge::choose(&told, lines, &prose)
        .and_then(|_chosen| second(&again(), &told, article, base))
        .filter(|second| count(second) * 2 > words::count(&told));
    let standfirst = article.standfirst.as_ref().map_or("", Prose::as_str);
    let lead = if second.is_none() { judge::lead(&told, lines, &prose, standfirst) } else { Vec::new() };
    let text = second.unwrap_or_else(|| [begun(&lead, again, article, base), first.0].concat());
    match Some(text) {
        Some(blocks) if count(&blocks) >= FEW_WORDS => Body(blocks),
        found => {
            let paragraphs = cleaning::cleaned(paragraphs(&again(), base), article);
            let best = found.into_iter().chain([paragraphs]).max_by_key(|blocks| count(blocks));
            Body(best.unwrap_or_default())
        }
    }
}

/// The paragraphs beside the headline that begin the text.
fn begun(
    lead: &[usize],
    again: &dyn Fn() -> Document,
    article: &Article,
    base: Option<&WebUrl>,
) -> Vec<Block> {
    if lead.is_empty() {
        return Vec::new();
    }
    let document = again();
    let lines = Lines::of(&document);
    cleaning::cleaned(chosen::blocks(&document, &lines, lead, base), article)
}

/// The text by the second extractor. The first extraction modifies the page, so it is parsed again.
fn second(document: &Document, first: &str, article: &Article, base: Option<&WebUrl>) -> Option<Vec<Block>> {
    cleaning::remove_cards(&document.root(), article.url.as_ref());
    cleaning::remove_boxes(&document.root(), article.url.as_ref());
    let lines = Lines::of(document);
    let chosen = judge::choose(first, &lines, &lines.prose())?;
    Some(cleaning::cleaned(chosen::blocks(document, &lines, &chosen, base), article))
}

/// The part of the page that holds the text, as a document of its own.
fn extracted(document: Document, url: Option<&WebUrl>) -> Option<Document> {
    cleaning::unfold(&document.root());
    cleaning::remove_cards(&document.root(), url);
    cleaning::remove_boxes(&document.root(), url);
    cleaning::free_headings(&document.root());
    // The extractor removes `aside` elements, but a pull quote belongs to the text.
    let pulled = |node: &NodeRef<'_>| node.has_name("aside") && blocks::is_pull_quote(node);
    for aside in document.root().descendants_it().filter(pulled).collect::<Vec<_>>() {
        aside.rename("blockquote");
    }
    let config = Config { keep_classes: true, disable_json_ld: true, ..Config::default() };
    let mut readability = Readability::with_document(document, None, Some(config)).ok()?;
    let article = readability.parse().ok()?;
    Some(Document::fragment(article.content))
}

/// Every paragraph of a page without a found text, except those of its frame.
fn paragraphs(document: &Document, base: Option<&WebUrl>) -> Vec<Block> {
    let Some(body) = document.body() else { return Vec::new() };
    let is_frame =
        |node: &NodeRef<'_>| matches!(&*dom::name(node), "nav" | "footer" | "aside" | "form" | "header");
    let found: Vec<NodeRef<'_>> = body
        .descendants_it()
        .filter(|node| matches!(&*dom::name(node), "p" | "pre") && !dom::within(node, is_frame))
        .collect();
    let of_paragraphs: Vec<Block> = found.iter().flat_map(|node| blocks::of_node(node, base)).collect();
    if count(&of_paragraphs) > 0 { of_paragraphs } else { blocks::of(&body, base) }
}

/// The words of the blocks without captions.
fn text_of(blocks: &[Block]) -> String {
    let told = blocks.iter().filter(|block| !matches!(block, Block::Figure(_)));
    told.map(Block::to_plain).collect::<Vec<_>>().join("\n")
}

fn count(blocks: &[Block]) -> usize {
    blocks.iter().map(|block| words::count(&block.to_plain())).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_pulled_aside_stays_in_the_text() {
        let text = |number: usize| {
            format!(
                "<p>On day {number} the river rose above its banks in the early hours of the morning, said the mayor of the town, who had not slept for two nights and asked everybody to stay at home.</p>"
            )
        };
        let page = format!(
            "<body><article><h1>Rain falls</h1>{}{}<aside class=pullquote>Everybody must stay at home.</aside>{}{}<aside class=more>Snow falls elsewhere.</aside></article>",
            text(1),
            text(2),
            text(3),
            text(4)
        );

        let document = Document::from(page.as_str());
        let lines = Lines::of(&document);
        let Body(blocks) = of(document, &lines, &Document::default, &Article::default(), None);

        let pulled = |block: &&Block| matches!(block, Block::PullQuote { .. });
        assert_eq!(
            blocks.iter().find(pulled).map(Block::to_plain).as_deref(),
            Some("Everybody must stay at home.")
        );
        assert!(!blocks.iter().any(|block| block.to_plain().contains("Snow")));
    }
}
