//! The next articles, which a page appends after its own for readers who scroll on.

use dom_query::{Document, NodeRef};

use crate::domain::normalised_headline;
use crate::extract::dom;

/// Most characters of a card that leads to an article; a longer one is an article.
const CARD: usize = 500;

/// Removes the articles after the one that the page is named by. `headings` are those of the first level.
pub fn remove(document: &Document, headings: &[NodeRef<'_>]) {
    if headings.len() < 2 {
        return;
    }
    let title = document.select("title, meta[property='og:title']");
    let names: Vec<String> = title
        .nodes()
        .iter()
        .map(|node| {
            normalised_headline(&dom::attribute(node, "content").unwrap_or_else(|| node.text().to_string()))
        })
        .collect();
    let is_called = |heading: &NodeRef<'_>| {
        let words = normalised_headline(&dom::words(heading));
        !words.is_empty() && names.iter().any(|name| name.contains(&words))
    };
    let mut own = None;
    for heading in headings {
        let Some(article) = outermost(heading) else { continue };
        match own {
            None if is_called(heading) => own = Some(article.id),
            Some(own) if own != article.id && !is_called(heading) && dom::is_longer(&article, CARD) => {
                article.remove_from_parent();
            }
            None | Some(_) => {}
        }
    }
}

/// The outermost article around a node.
fn outermost<'page>(node: &NodeRef<'page>) -> Option<NodeRef<'page>> {
    node.ancestors_it(None).filter(|above| above.has_name("article")).last()
}

#[cfg(test)]
mod tests {
    use super::super::of;
    use super::*;

    fn left(page: &str) -> String {
        let document = Document::from(page);
        of(&document, crate::extract::embeds::MarkupSource::Page);
        document.body().map(|body| dom::words(&body)).unwrap_or_default()
    }

    #[test]
    fn a_page_ends_where_the_next_article_begins() {
        let page = |next: &str| {
            format!(
                "<title>Rain falls - The Paper</title><body><article><h1>Rain falls</h1><p>It rained.</article>\
                 <article><h1>Snow falls</h1><p>{next}</article>"
            )
        };

        assert_eq!(left(&page(&"It snowed. ".repeat(50))), "Rain falls It rained.");
        assert_eq!(left(&page("It snowed.")), "Rain falls It rained. Snow falls It snowed.");
    }

    #[test]
    fn several_headings_of_one_article_stay() {
        let page = "<title>Rain falls - The Paper</title><body><article><h1>Rain falls</h1><p>It rained.<h1>Then</h1>\
                    <p>It stopped.</article>";

        assert_eq!(left(page), "Rain falls It rained. Then It stopped.");
    }
}
