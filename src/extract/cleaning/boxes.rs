//! Boxes among the paragraphs of an article that are no text: sign-up forms, polls, links to app stores and to other
//! articles.

use std::collections::{HashMap, HashSet};

use dom_query::{NodeId, NodeRef};

use crate::domain::WebUrl;
use crate::extract::{dom, lexicon, words};

/// Most words of a box, of a consent notice, and of a line in a box outside of its links.
const MAX_BOX_WORDS: usize = 60;
const MAX_NOTICE_WORDS: usize = 120;
const MAX_LABEL_WORDS: usize = 8;

/// Least characters of a page that is searched; most characters of markup of a box; most bytes of a label.
const SHORTEST: usize = 600;
const LONGEST: usize = 3_000;
const WIDEST_LABEL: usize = 80;

/// The least ratio of words of the page to words of a box: a box in a shorter page may be its text.
const PAGE_TO_BOX_RATIO: usize = 4;

/// Links to app stores from which the article is about apps, and none is removed.
const MOST_SHOPS: usize = 3;

/// The fewest links of a box of other articles, and the fewest words of each.
const LINKS: usize = 2;
const HEADLINE: usize = 3;

/// Words beside a link to an app store from which they are a sentence of the text.
const NAMED: usize = 4;

/// Hosts of app stores.
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
    if !dom::is_longer(root, SHORTEST) {
        return;
    }
    let found = Found::of(root);
    let fields = found.fields.iter().filter(|field| asks_for_address(field) || is_vote(field));
    let ticks = found.fields.iter().filter(|field| is_agreement(field));
    let (mut small, mut notices) = (Around::of_most(MAX_BOX_WORDS), Around::of_most(MAX_NOTICE_WORDS));
    let shops = distinct(found.shops.iter().filter_map(|shop| small.of(shop)));
    let mut boxes = distinct(fields.filter_map(|field| small.of(field)));
    boxes.extend(
        distinct(ticks.filter_map(|field| notices.of(field))).into_iter().filter(asks_to_agree_or_subscribe),
    );
    if shops.len() < MOST_SHOPS {
        boxes.extend(shops);
    }
    let all = if boxes.is_empty() { 0 } else { words::count(&dom::words(root)) };
    for unread in boxes {
        if words::count(&dom::words(&unread)) * PAGE_TO_BOX_RATIO < all {
            unread.remove_from_parent();
        }
    }
    if let Some(article) = article {
        found.labels.iter().for_each(|label| remove_link_box(label, article));
        found.images.iter().for_each(|image| mark_teaser(image, article, &found.links));
    }
}

/// The nodes by which boxes are found.
#[derive(Default)]
struct Found<'page> {
    fields: Vec<NodeRef<'page>>,
    shops: Vec<NodeRef<'page>>,
    images: Vec<NodeRef<'page>>,
    links: Links<'page>,
    /// Texts that are headings of lists of links.
    labels: Vec<NodeRef<'page>>,
}

/// The links of a page by their addresses.
type Links<'page> = HashMap<String, Vec<NodeRef<'page>>>;

impl<'page> Found<'page> {
    fn of(root: &NodeRef<'page>) -> Self {
        let mut found = Self::default();
        for node in root.descendants_it() {
            let is_label = |text: &str| {
                let text = text.trim();
                !text.is_empty() && text.len() <= WIDEST_LABEL && lexicon::is_group_heading(text)
            };
            if dom::text(&node, is_label) == Some(true) {
                found.labels.push(node);
            }
            match &*dom::name(&node) {
                "input" => found.fields.push(node),
                "img" => found.images.push(node),
                "a" => found.add_link(node),
                _ => {}
            }
        }
        found
    }

    fn add_link(&mut self, link: NodeRef<'page>) {
        let Some(address) = link.attr("href") else { return };
        self.shops.extend(Some(link).filter(|link| leads_to_shop(link, &address)));
        self.links.entry(address.to_string()).or_default().push(link);
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

/// Whether an input is a checkbox.
fn is_agreement(input: &NodeRef<'_>) -> bool {
    input.attr("type").is_some_and(|kind| &*kind == "checkbox")
}

/// Whether a box asks a reader to agree, to subscribe or to follow.
fn asks_to_agree_or_subscribe(found: &NodeRef<'_>) -> bool {
    lexicon::invites_to_subscribe(&dom::words(found))
}

fn leads_to_shop(link: &NodeRef<'_>, address: &str) -> bool {
    // Few addresses have these words, and need to be parsed.
    if !["app", "developer"].iter().any(|part| address.contains(part)) {
        return false;
    }
    let is_app =
        |url: &WebUrl| url.path().split('/').any(|part| matches!(part, "app" | "apps" | "developer"));
    let is_shop =
        WebUrl::parse(address).is_ok_and(|url| SHOPS.contains(&url.host_without_www()) && is_app(&url));
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

/// Finds the largest box around a node with at most so many words and nothing of an article; what it knows of the
/// elements around one node holds for the next.
struct Around {
    most: usize,
    known: HashMap<NodeId, bool>,
}

impl Around {
    fn of_most(most: usize) -> Self {
        Self { most, known: HashMap::new() }
    }

    fn of<'page>(&mut self, node: &NodeRef<'page>) -> Option<NodeRef<'page>> {
        let is_box =
            |above: &NodeRef<'_>| *self.known.entry(above.id).or_insert_with(|| is_small(above, self.most));
        node.ancestors_it(None).take_while(is_box).last()
    }
}

/// Whether an element has at most so many words and nothing of an article.
fn is_small(node: &NodeRef<'_>, most: usize) -> bool {
    let holds_text = |below: &NodeRef<'_>| {
        matches!(
            &*dom::name(below),
            "h1" | "pre" | "code" | "table" | "audio" | "video" | "article" | "main" | "body"
        )
    };
    !holds_text(node)
        && !dom::is_longer(node, LONGEST)
        && words::count(&dom::words(node)) <= most
        && !node.descendants_it().any(|below| holds_text(&below))
}

/// The nodes, each once.
fn distinct<'page>(nodes: impl Iterator<Item = NodeRef<'page>>) -> Vec<NodeRef<'page>> {
    let mut known = HashSet::new();
    nodes.filter(|node| known.insert(node.id)).collect()
}

/// Removes the box of a label that holds nothing else but links to other articles of the site.
fn remove_link_box(label: &NodeRef<'_>, article: &WebUrl) {
    let is_box = |node: &NodeRef<'_>| {
        matches!(&*dom::name(node), "aside" | "div" | "section") && is_of_links(node, article)
    };
    let around = label.ancestors_it(Some(AROUND)).take_while(|node| !dom::is_longer(node, LONGEST));
    if let Some(found) = around.filter(is_box).last() {
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
    let all = words::count(&dom::words(node));
    let begins = || lexicon::is_group_heading(&first_line(node));
    counts.len() >= LINKS && all - counts.iter().sum::<usize>().min(all) <= MAX_LABEL_WORDS && begins()
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

/// Marks a picture that leads to another article of the site under its headline, and has no caption.
fn mark_teaser(image: &NodeRef<'_>, article: &WebUrl, links: &Links<'_>) {
    let link = image.ancestors_it(Some(AROUND)).find(|above| above.has_name("a"));
    let is_teaser = |link: &NodeRef<'_>| {
        leads_elsewhere(link, article)
            && !dom::within(link, |above| above.has_name("figure") && has_caption(above))
            && names_an_article(link, links)
    };
    if link.is_some_and(|link| is_teaser(&link)) {
        image.set_attr(dom::TEASER, "");
    }
}

/// Whether the headline of an article is in a link, on its picture, or in the next link to the same address.
fn names_an_article(link: &NodeRef<'_>, links: &Links<'_>) -> bool {
    let is_headline = |words: &str| words::count(words) > HEADLINE;
    let alt = || link.descendants_it().find(dom::is_image).and_then(|image| dom::attribute(&image, "alt"));
    let same = link.attr("href").and_then(|address| links.get(&*address)).map_or(&[][..], Vec::as_slice);
    let is_named = |other: &&NodeRef<'_>| words::count(&dom::words(other)) >= HEADLINE;
    let others = || same.iter().filter(|other| other.id != link.id).filter(is_named);
    let is_beside = |around: NodeRef<'_>| {
        let is_around = |other: &NodeRef<'_>| other.ancestors_it(None).any(|above| above.id == around.id);
        others().any(is_around) && !dom::is_longer(&around, LONGEST)
    };
    dom::attribute(link, "title").is_some_and(|title| is_headline(&title))
        || is_headline(&dom::words(link))
        || alt().is_some_and(|alt| is_headline(&alt))
        || link.ancestors_it(Some(AROUND)).any(is_beside)
}

/// Levels of elements around a picture or a label that may be its card.
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
    url.host_without_www() == article.host_without_www() && !is_picture && !is_below && path.len() > 1
}

#[cfg(test)]
mod tests {
    use dom_query::Document;

    use super::*;

    fn left(box_: &str) -> String {
        let text =
            "<p>The river rose above its banks in the early hours, said the mayor of the old town.</p>"
                .repeat(24);
        let document = Document::fragment(format!("<div>{text}</div>{box_}<p>It fell.</p>").as_str());
        remove(&document.root(), WebUrl::parse("https://paper.example/rain").ok().as_ref());
        let words = dom::words(&document.root());
        let pictures = document.root().descendants_it().filter(|node| node.has_attr(dom::TEASER)).count();
        format!("{} {pictures}", words.rsplit("old town.").next().unwrap_or_default().trim())
    }

    #[test]
    fn boxes_to_fill_in_are_no_text() {
        for box_ in [
            "<div><h3>Every morning in your box</h3><p>News of the town.</p><form><input type=email></form></div>",
            "<div><p>Is it wet?</p><label><input type=radio name=a>Yes.</label><label><input type=radio name=a>No.</label></div>",
            "<div><p>To view this content, agree.</p><input type=checkbox><label>Show it</label></div>",
            "<div><p>Get it all in one place</p><a href='https://play.google.com/store/apps/details?id=x'>Play</a></div>",
            "<div><span>More on this story</span><a href=/snow>Snow falls on the town</a><a href=/hail>Hail falls on the town</a></div>",
        ] {
            assert_eq!(left(box_), "It fell. 0", "{box_}");
        }
    }

    #[test]
    fn what_belongs_to_the_text_stays() {
        for box_ in [
            "<p>The app of the town can be had at <a href='https://apps.apple.com/app/x'>the shop</a> since the flood.</p>",
            "<ul><li><input type=checkbox>Close the doors</li></ul>",
            "<div><span>Two stories of rain</span><a href=/snow>Snow falls on the town</a></div>",
            "<div><pre>ls</pre><input type=radio name=a></div>",
        ] {
            assert_ne!(left(box_), "It fell. 0", "{box_}");
        }
    }

    #[test]
    fn the_picture_of_another_article_is_marked() {
        let is_marked = |link: &str| left(link).ends_with('1');

        assert!(is_marked("<a href=/snow><img src=s.jpg alt='Snow falls on the old town'></a>"));
        assert!(is_marked(
            "<div><a href=/snow><img src=s.jpg></a><a href=/snow>Snow falls on town</a></div>"
        ));
        assert!(!is_marked("<a href=/rain/large><img src=s.jpg alt='Rain falls on the old town'></a>"));
        assert!(!is_marked("<a href=/s.jpg><img src=s.jpg alt='Snow falls on the old town'></a>"));
        assert!(!is_marked(
            "<figure><a href=/snow><img src=s.jpg alt='Snow falls on the town'></a><figcaption>Snow</figcaption></figure>"
        ));
    }
}
