//! Anchors that may lead to stories, with the words of the pictures in them.

use dom_query::{NodeId, NodeRef};

use crate::domain::{Prose, RelatedLink, WebUrl, normalised_headline};
use crate::extract::{dom, lexicon, words};

/// Words of a headline.
const FEWEST_WORDS: usize = 4;

/// Words of a headline with the standfirst some pages put into the same anchor.
const MOST_WORDS: usize = 40;

/// An anchor with an address and words, its own or its picture's.
#[derive(Debug)]
pub struct Anchor {
    /// Where it stands.
    pub id: NodeId,
    words: String,
    alt: String,
    url: Option<WebUrl>,
}

/// The anchors of a container after a heading in it.
pub fn anchors(container: &NodeRef<'_>, heading: &NodeRef<'_>, base: Option<&WebUrl>) -> Vec<Anchor> {
    let mut is_after = false;
    let mut found = Vec::new();
    for node in container.descendants_it() {
        is_after |= node.id == heading.id;
        let is_in_heading = || node.ancestors_it(Some(6)).any(|above| above.id == heading.id);
        if is_after && dom::name(&node) == "a" && !is_in_heading() {
            found.extend(anchor(&node, base));
        }
    }
    found
}

fn anchor(node: &NodeRef<'_>, base: Option<&WebUrl>) -> Option<Anchor> {
    let address = dom::attribute(node, "href")?;
    let rel = dom::attribute(node, "rel").unwrap_or_default().to_lowercase();
    if rel.split_whitespace().any(|rel| matches!(rel, "tag" | "author" | "license" | "category")) {
        return None;
    }
    let url = crate::extract::blocks::resolve(&address, base);
    if url.is_none() && (address.starts_with('#') || address.contains(':')) {
        return None;
    }
    Some(Anchor { id: node.id, words: headline(node), alt: alt(node), url })
}

/// The heading within an anchor, where it holds more than a headline.
fn headline(node: &NodeRef<'_>) -> String {
    let heading = node.descendants_it().find(|below| {
        matches!(dom::name(below).as_str(), "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
            && is_headline(&dom::words(below))
    });
    heading.map_or_else(|| dom::words(node), |heading| dom::words(&heading))
}

fn alt(node: &NodeRef<'_>) -> String {
    let image = node.descendants_it().find(|below| dom::name(below) == "img");
    image.and_then(|image| dom::attribute(&image, "alt")).unwrap_or_default()
}

/// Whether words may be a headline: enough of them, and not what pages write on buttons.
pub fn is_headline(line: &str) -> bool {
    (FEWEST_WORDS..=MOST_WORDS).contains(&words::count(line))
        && !(lexicon::is_aside(line) && words::count(line) <= 6)
}

impl Anchor {
    /// Whether its words may be a headline.
    pub fn is_story(&self) -> bool {
        is_headline(&self.words)
    }

    /// What two anchors to one story share.
    pub fn key(&self) -> String {
        self.url.as_ref().map_or_else(|| normalised_headline(&self.words), WebUrl::key)
    }

    /// The anchor as a link of a group.
    pub fn into_link(self) -> RelatedLink {
        let caption = caption(&self.alt, &self.words);
        RelatedLink { headline: Prose::trimmed(&self.words), url: self.url, caption, is_self: false }
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
