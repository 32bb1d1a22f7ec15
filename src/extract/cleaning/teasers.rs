//! Cards of other articles among the paragraphs, and headings that the extractor would drop for their class.

use dom_query::NodeRef;

use super::is_named;
use crate::domain::WebUrl;
use crate::extract::{dom, words};

/// Words of the headline and the summary of a card, and of a heading.
const CARD: usize = 40;
const HEADING: usize = 25;

/// Most characters of a heading alone in a box.
const WIDEST: usize = 200;

/// Removes boxes that are nothing but one link to another page of the site, with a picture and a headline.
pub fn remove_cards(root: &NodeRef<'_>, article: Option<&WebUrl>) {
    let links: Vec<NodeRef<'_>> = root.descendants_it().filter(|node| is_card(node, article)).collect();
    for link in links {
        if let Some(card) = link.parent().filter(|around| is_box_of(around, &link)) {
            card.remove_from_parent();
        }
    }
}

fn is_card(node: &NodeRef<'_>, article: Option<&WebUrl>) -> bool {
    let Some(address) = node.attr("href").filter(|_| node.has_name("a")) else { return false };
    let is_heading = |below: &NodeRef<'_>| matches!(&*dom::name(below), "h2" | "h3" | "h4" | "h5" | "h6");
    let leads_elsewhere = || match (dom::resolve(&address, article), article) {
        (Some(url), Some(article)) => {
            url.host_without_www() == article.host_without_www() && url.canonical() != article.canonical()
        }
        (found, _) => found.is_none() && address.starts_with('/'),
    };
    node.descendants_it().any(|below| is_heading(&below))
        && node.descendants_it().any(|below| dom::is_image(&below))
        && leads_elsewhere()
        && words::count(&dom::words(node)) <= CARD
}

/// Whether an element is a box that holds nothing but a link.
fn is_box_of(around: &NodeRef<'_>, link: &NodeRef<'_>) -> bool {
    matches!(&*dom::name(around), "article" | "aside" | "div" | "section")
        && dom::words(around) == dom::words(link)
}

/// Removes the class `header` from headings: the extractor would drop them as it drops page headers.
pub fn free_headings(root: &NodeRef<'_>) {
    let is_header = |node: &NodeRef<'_>| {
        matches!(&*dom::name(node), "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "dt")
            && node.attr("class").is_some_and(|class| class.to_ascii_lowercase().contains("header"))
            && !is_named(node)
            && (1..=HEADING).contains(&words::count(&dom::words(node)))
    };
    let firsts = root.descendants_it().filter(|node| node.has_name("h1"));
    let parts = firsts.skip(1).filter(is_header);
    for heading in root
        .descendants_it()
        .filter(|node| !node.has_name("h1") && is_header(node))
        .chain(parts)
        .collect::<Vec<_>>()
    {
        heading.remove_attr("class");
    }
    let is_subhead = |node: &NodeRef<'_>| matches!(&*dom::name(node), "h2" | "h3" | "h4" | "h5" | "h6");
    for heading in root.descendants_it().filter(is_subhead).collect::<Vec<_>>() {
        unbox(&heading);
    }
}

/// Replaces a box that holds only a heading by the heading: the extractor would drop the box for its few words.
/// A box in a box of its own is one of a page builder, which does so with every paragraph: it stays.
fn unbox(heading: &NodeRef<'_>) {
    let Some(around) = heading.parent() else { return };
    let is_box = matches!(&*dom::name(&around), "div" | "section") && !is_named(&around);
    let holds_only = |outer: &NodeRef<'_>, heading: &NodeRef<'_>| {
        !dom::is_longer(outer, WIDEST) && dom::words(outer) == dom::words(heading)
    };
    let has_more =
        |below: NodeRef<'_>| matches!(&*dom::name(&below), "a" | "img" | "iframe" | "video" | "audio");
    if is_box
        && !around.descendants_it().any(has_more)
        && holds_only(&around, heading)
        && !around.parent().is_some_and(|outer| holds_only(&outer, heading))
    {
        around.insert_before(heading);
        around.remove_from_parent();
    }
}

#[cfg(test)]
mod tests {
    use dom_query::Document;

    use super::*;

    #[test]
    fn a_card_between_two_paragraphs_is_no_part_of_the_text() {
        let article = WebUrl::parse("https://paper.example/rain").ok();
        let left = |box_: &str| {
            let document = Document::fragment(format!("<p>Rain fell.</p>{box_}<p>It stopped.</p>").as_str());
            remove_cards(&document.root(), article.as_ref());
            dom::words(&document.root())
        };
        let card = |address: &str| format!("<a href='{address}'><img src=/s.jpg><h3>Snow falls</h3></a>");

        assert_eq!(left(&format!("<article>{}</article>", card("/snow"))), "Rain fell. It stopped.");
        for stays in [
            format!("<section>{}<p>It snowed.</p></section>", card("/snow")),
            format!("<div>{}</div>", card("https://shop.example/boots")),
            format!("<div>{}</div>", card("/rain")),
            "<div><a href=/snow><h3>Snow falls</h3></a></div>".to_owned(),
        ] {
            assert!(left(&stays).contains("Snow falls"), "{stays}");
        }
    }

    #[test]
    fn a_heading_loses_a_class_that_calls_it_a_header() {
        let document = Document::fragment(
            "<h1 class=header>Weather</h1><h2 class='section-header'>Rain</h2><h2 class='related header'>Snow</h2>\
             <h2 class=big>Wind</h2><h1 class=header-anchor>Notes</h1>",
        );

        free_headings(&document.root());

        let headings = document.select("h1, h2");
        let classes: Vec<bool> = headings.nodes().iter().map(|heading| heading.has_attr("class")).collect();
        assert_eq!(classes, [true, false, true, true, false]);
    }

    #[test]
    fn a_heading_alone_in_a_box_takes_its_place() {
        let document = Document::fragment(
            "<div class=btn-wrapper><h3>Why it rains</h3><span></span></div><div><h3>Snow</h3><p>It fell.</p></div>\
             <div class=widget><div class=container><h3>Wind</h3></div></div>",
        );

        free_headings(&document.root());

        let html = document.root().html().to_string();
        assert!(html.contains("<h3>Why it rains</h3><div><h3>Snow") && !html.contains("btn"), "{html}");
        // A page builder boxes whatever it holds.
        assert!(html.contains("container\"><h3>Wind"), "{html}");
    }
}
