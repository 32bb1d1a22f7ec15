//! Boxes among the paragraphs of an article that are no text: where a reader leaves an address, votes, goes to the shop
//! of an app or to other articles.

use std::collections::HashSet;

use dom_query::{NodeId, NodeRef};

use crate::domain::WebUrl;
use crate::extract::{dom, lexicon, words};

/// Words of a box, and of a line in it that is no part of a link.
const BOX: usize = 60;
const LABEL: usize = 8;

/// Characters of markup with so many words at most.
const LONGEST: usize = 3_000;

/// Words of the page to each of a box, from which the box is no text of a short page.
const BESIDE: usize = 4;

/// Boxes of shops from which the article is about apps.
const MOST_SHOPS: usize = 3;

/// The fewest links of a box of other articles, and the fewest words of each.
const LINKS: usize = 2;
const HEADLINE: usize = 3;

/// Words beside the link to a shop from which they are a sentence.
const NAMED: usize = 4;

/// Hosts of the shops of apps.
const SHOPS: &[&str] = &[
    "play.google.com",
    "apps.apple.com",
    "itunes.apple.com",
    "appgallery.huawei.com",
    "appgallery.cloud.huawei.com",
    "galaxystore.samsung.com",
];

/// Removes the boxes of a page, and marks the pictures of other articles.
pub fn remove(root: &NodeRef<'_>, article: Option<&WebUrl>) {
    if !dom::is_longer(root, LONGEST) {
        return;
    }
    let mut shops: Vec<NodeRef<'_>> = Vec::new();
    let mut others: Vec<NodeRef<'_>> = Vec::new();
    for node in root.descendants_it() {
        match &*dom::name(&node) {
            "input" if asks_for_address(&node) || is_vote(&node) => others.extend(around(&node)),
            "a" if leads_to_shop(&node) => shops.extend(around(&node)),
            _ => {}
        }
    }
    let known: HashSet<NodeId> = shops.iter().map(|shop| shop.id).collect();
    if known.len() < MOST_SHOPS {
        others.append(&mut shops);
    }
    let all = words::count(&dom::words(root));
    for found in others {
        if words::count(&dom::words(&found)) * BESIDE < all {
            found.remove_from_parent();
        }
    }
    if let Some(article) = article {
        remove_link_boxes(root, article);
        mark_teasers(root, article);
    }
}

/// Whether an input is for an e-mail address.
fn asks_for_address(input: &NodeRef<'_>) -> bool {
    let kind = dom::attribute(input, "type").unwrap_or_default();
    let names_mail =
        |name: &&str| input.attr(name).is_some_and(|value| value.to_lowercase().contains("mail"));
    kind == "email"
        || matches!(kind.as_str(), "" | "text") && ["name", "placeholder", "id"].iter().any(names_mail)
}

/// Whether an input is an answer of a poll.
fn is_vote(input: &NodeRef<'_>) -> bool {
    input.attr("type").is_some_and(|kind| &*kind == "radio") && input.has_attr("name")
}

fn leads_to_shop(link: &NodeRef<'_>) -> bool {
    let Some(address) = link.attr("href") else { return false };
    let is_app =
        |url: &WebUrl| url.path().split('/').any(|part| matches!(part, "app" | "apps" | "developer"));
    let is_shop = WebUrl::parse(&address).is_ok_and(|url| SHOPS.contains(&url.site()) && is_app(&url));
    // A sentence that names an app belongs to the text.
    is_shop
        && !dom::within(link, |above| matches!(&*dom::name(above), "p" | "li") && own_words(above) > NAMED)
}

/// The words of an element outside of its links.
fn own_words(node: &NodeRef<'_>) -> usize {
    let linked: usize = node
        .descendants_it()
        .filter(|below| below.has_name("a"))
        .map(|link| words::count(&dom::words(&link)))
        .sum();
    words::count(&dom::words(node)).saturating_sub(linked)
}

/// The largest box around a node with few words and nothing of an article.
fn around<'page>(node: &NodeRef<'page>) -> Option<NodeRef<'page>> {
    let is_box = |above: &NodeRef<'_>| {
        let holds_text = |below: &NodeRef<'_>| {
            matches!(
                &*dom::name(below),
                "h1" | "pre" | "code" | "table" | "audio" | "video" | "article" | "main" | "body"
            )
        };
        !holds_text(above)
            && !dom::is_longer(above, LONGEST)
            && words::count(&dom::words(above)) <= BOX
            && !above.descendants_it().any(|below| holds_text(&below))
    };
    node.ancestors_it(None).take_while(is_box).last()
}

/// Removes boxes that are nothing but a label and links to other articles of the site.
fn remove_link_boxes(root: &NodeRef<'_>, article: &WebUrl) {
    let is_box = |node: &NodeRef<'_>| {
        matches!(&*dom::name(node), "aside" | "div" | "section")
            && !dom::is_longer(node, LONGEST)
            && is_of_links(node, article)
    };
    for found in root.descendants_it().filter(is_box).collect::<Vec<_>>() {
        found.remove_from_parent();
    }
}

fn is_of_links(node: &NodeRef<'_>, article: &WebUrl) -> bool {
    let links: Vec<NodeRef<'_>> = node.descendants_it().filter(|below| below.has_name("a")).collect();
    let counts: Vec<usize> = links
        .iter()
        .filter(|link| leads_elsewhere(link, article))
        .map(|link| words::count(&dom::words(link)))
        .filter(|count| *count >= HEADLINE)
        .collect();
    if counts.len() < LINKS {
        return false;
    }
    let all = words::count(&dom::words(node));
    let label = first_line(node);
    all - counts.iter().sum::<usize>().min(all) <= LABEL && lexicon::is_group_heading(&label)
}

/// The first words of a box, up to its first link.
fn first_line(node: &NodeRef<'_>) -> String {
    let mut line = String::new();
    for below in node.descendants_it() {
        if below.has_name("a") {
            break;
        }
        dom::text(&below, |text| line.push_str(text));
    }
    line.trim().to_owned()
}

/// Marks pictures that lead to other articles of the site under their headline, and have no caption.
fn mark_teasers(root: &NodeRef<'_>, article: &WebUrl) {
    let is_teaser = |link: &NodeRef<'_>| {
        link.has_name("a")
            && link.descendants_it().any(|below| dom::is_image(&below))
            && leads_elsewhere(link, article)
            && !dom::within(link, |above| above.has_name("figure") && has_caption(above))
            && names_an_article(link)
    };
    for link in root.descendants_it().filter(is_teaser).collect::<Vec<_>>() {
        for image in link.descendants_it().filter(dom::is_image).collect::<Vec<_>>() {
            image.set_attr(dom::TEASER, "");
        }
    }
}

/// Whether the headline of an article is in a link, on its picture, or in the next link to the same address.
fn names_an_article(link: &NodeRef<'_>) -> bool {
    let is_headline = |words: &str| words::count(words) > HEADLINE;
    let alt = || link.descendants_it().find(dom::is_image).and_then(|image| dom::attribute(&image, "alt"));
    let address = link.attr("href");
    let is_beside = |around: NodeRef<'_>| {
        let same =
            |other: &NodeRef<'_>| other.has_name("a") && other.id != link.id && other.attr("href") == address;
        !dom::is_longer(&around, LONGEST)
            && around
                .descendants_it()
                .any(|other| same(&other) && words::count(&dom::words(&other)) >= HEADLINE)
    };
    dom::attribute(link, "title").is_some_and(|title| is_headline(&title))
        || is_headline(&dom::words(link))
        || alt().is_some_and(|alt| is_headline(&alt))
        || link.ancestors_it(Some(AROUND)).any(is_beside)
}

/// Boxes around the picture of a card within which its headline stands.
const AROUND: usize = 4;

fn has_caption(figure: &NodeRef<'_>) -> bool {
    figure.descendants_it().any(|below| below.has_name("figcaption") && !dom::words(&below).is_empty())
}

/// Whether a link leads to another page of the site: to no file, and not to a page below the article, as the large
/// form of a picture is.
fn leads_elsewhere(link: &NodeRef<'_>, article: &WebUrl) -> bool {
    let Some(url) = link.attr("href").and_then(|address| dom::resolve(&address, Some(article))) else {
        return false;
    };
    let (path, own) = (url.path(), article.path().trim_end_matches('/'));
    let file = path.rsplit('/').next().unwrap_or_default().to_ascii_lowercase();
    let is_picture =
        [".jpg", ".jpeg", ".png", ".gif", ".webp", ".svg", ".avif"].iter().any(|end| file.ends_with(end));
    let is_below = !own.is_empty() && path.starts_with(own) || url.as_str().contains("attachment_id=");
    url.site() == article.site() && !is_picture && !is_below && path.len() > 1
}
