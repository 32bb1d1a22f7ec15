//! Anchors that may lead to stories, with the words of the pictures in them.

use dom_query::{NodeId, NodeRef};

use crate::domain::{Prose, RelatedLink, WebUrl, normalised_headline};
use crate::extract::{dom, lexicon, words};

/// Words of a headline.
pub const FEWEST_WORDS: usize = 4;

/// Words of a headline with the standfirst some pages put into the same anchor.
const MOST_WORDS: usize = 40;

/// An anchor with an address and words, its own or its picture's.
#[derive(Clone, Debug)]
pub struct Anchor {
    /// Where it stands.
    pub id: NodeId,
    pub words: String,
    /// Names and classes of the elements around it: what the items of one list share.
    pub shape: String,
    /// What two anchors to one story share.
    pub key: String,
    alt: String,
    url: Option<WebUrl>,
}

/// An anchor that leads somewhere a story may be.
pub fn anchor(node: &NodeRef<'_>, base: Option<&WebUrl>) -> Option<Anchor> {
    let address = dom::attribute(node, "href")?;
    let rel = dom::attribute(node, "rel").unwrap_or_default().to_lowercase();
    if rel.split_whitespace().any(|rel| matches!(rel, "tag" | "author" | "license" | "category")) {
        return None;
    }
    if address.contains("?share=") || address.contains("/share?") {
        return None;
    }
    let url = crate::extract::dom::resolve(&address, base);
    if url.is_none() && (address.starts_with('#') || address.contains(':')) {
        return None;
    }
    let words = headline(node);
    let key = url.as_ref().map_or_else(|| normalised_headline(&words), WebUrl::key);
    Some(Anchor { id: node.id, words, shape: shape(node), key, alt: alt(node), url })
}

/// The headline within an anchor that holds more: a kicker, a standfirst, a date.
fn headline(node: &NodeRef<'_>) -> String {
    let below = || node.descendants_it().filter(NodeRef::is_element);
    let is_heading =
        |below: &NodeRef<'_>| matches!(&*dom::name(below), "h1" | "h2" | "h3" | "h4" | "h5" | "h6");
    let is_called = |below: &NodeRef<'_>| {
        let class = dom::attribute(below, "class").unwrap_or_default().to_lowercase();
        class.contains("headline") || class.contains("title")
    };
    let whole = dom::words(node);
    let named = below().filter(is_heading).chain(below().filter(is_called)).map(|part| dom::words(&part));
    named.into_iter().find(|part| words::count(part) > 1).unwrap_or_else(|| {
        let parts: Vec<String> = lines(node);
        let first = parts.iter().find(|part| is_headline(part) && !is_byline(part));
        if parts.len() > 1 { first.cloned().unwrap_or(whole) } else { whole }
    })
}

/// The words of an anchor element by element, where it holds some besides those of emphasis.
fn lines(node: &NodeRef<'_>) -> Vec<String> {
    let mut lines = vec![String::new()];
    for child in node.children_it(false) {
        let name = dom::name(&child);
        if child.is_text() || matches!(name.as_str(), "em" | "i" | "b" | "strong" | "br" | "wbr" | "sup") {
            let text = dom::words(&child);
            if let Some(line) = lines.last_mut().filter(|_| !text.is_empty()) {
                if !line.is_empty() {
                    line.push(' ');
                }
                line.push_str(&text);
            }
        } else if child.is_element() && !dom::is_silent(&name) {
            lines.extend(lines_of(&child));
            lines.push(String::new());
        }
    }
    lines.retain(|line| !line.is_empty());
    lines
}

/// The lines of an element, or its words where it holds no other.
fn lines_of(node: &NodeRef<'_>) -> Vec<String> {
    let inner = lines(node);
    if inner.len() > 1 { inner } else { vec![dom::words(node)] }
}

/// "By Ana Ruiz 11/20/2019 01:14 PM" is as long as a headline.
fn is_byline(line: &str) -> bool {
    let lower = line.to_lowercase();
    ["by ", "von ", "par ", "por ", "di "].iter().any(|word| lower.starts_with(word))
}

/// The first class says what a thing is, those after it which of them.
fn shape(node: &NodeRef<'_>) -> String {
    let named = |node: &NodeRef<'_>| {
        let class = dom::attribute(node, "class").unwrap_or_default();
        format!("{}.{}", dom::name(node), class.split_whitespace().next().unwrap_or_default())
    };
    let above = node.parent().as_ref().map(named).unwrap_or_default();
    format!("{above} {}", named(node))
}

fn alt(node: &NodeRef<'_>) -> String {
    let image = node.descendants_it().find(|below| below.has_name("img"));
    image.and_then(|image| dom::attribute(&image, "alt")).unwrap_or_default()
}

/// Whether words may be a headline: enough of them, and not what pages write on buttons.
pub fn is_headline(line: &str) -> bool {
    (FEWEST_WORDS..=MOST_WORDS).contains(&words::count(line))
        && !(lexicon::is_aside(line) && words::count(line) <= 6)
        && !lexicon::asks(line)
}

impl Anchor {
    /// Whether its words may be a headline.
    pub fn is_story(&self) -> bool {
        is_headline(&self.words)
    }

    /// The anchor as a link of a group.
    pub fn into_link(self) -> RelatedLink {
        let caption = caption(&self.alt, &self.words);
        RelatedLink { headline: Prose::trimmed(&self.words), url: self.url, caption, is_self: false }
    }

    /// Whether it may be a short headline: words, but not those of a button.
    pub fn may_be_short(&self) -> bool {
        words::count(&self.words) > 0
            && !lexicon::is_aside(&self.words)
            && !lexicon::is_group_heading(&self.words)
    }

    /// Adds this anchor to a link to the same story: the longer headline stays.
    pub fn join(self, link: &mut RelatedLink) {
        let is_better = is_headline(&self.words) && !is_headline(link.headline.as_str());
        if is_better {
            link.headline = Prose::trimmed(&self.words);
        }
        if link.caption.is_none() {
            link.caption = caption(&self.alt, link.headline.as_str());
        }
        if link.caption.as_ref().is_some_and(|known| {
            normalised_headline(known.as_str()) == normalised_headline(link.headline.as_str())
        }) {
            link.caption = None;
        }
    }
}

/// The words of a picture, where they are not the headline over again.
fn caption(alt: &str, headline: &str) -> Option<Prose> {
    Prose::non_empty(alt).filter(|alt| normalised_headline(alt.as_str()) != normalised_headline(headline))
}

/// The anchors in an element.
pub fn descendant_anchors<'a>(node: &NodeRef<'a>) -> impl Iterator<Item = NodeRef<'a>> {
    node.descendants_it().filter(|below| below.has_name("a"))
}
