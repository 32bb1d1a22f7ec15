//! Anchors that may lead to stories, with the words of the pictures in them.

use dom_query::{NodeId, NodeRef};

use super::headline::{Lengths, Lines, is_called_title, is_headline};

use crate::domain::{Prose, RelatedLink, WebUrl, normalised_headline};
use crate::extract::{byline, dom, lexicon, words};

/// Where apps are to be had.
const SHOPS: &[&str] = &["//apps.apple.com/", "//itunes.apple.com/", "//play.google.com/"];

/// Most words of the name of an author.
const NAME: usize = 6;

/// An anchor with an address and words, its own or its picture's.
#[derive(Clone, Debug)]
pub struct Anchor {
    /// The node of the anchor.
    pub id: NodeId,
    pub words: Words,
    /// Names and classes of the elements around the anchor, which items of one list share.
    pub shape: String,
    /// The key that two anchors to one story share.
    pub key: String,
    /// The words "Next article" or similar, above the headline of another article.
    pub step: Option<String>,
    /// Whether the anchor is in a heading element, or has one in it.
    pub is_heading: bool,
    lines: Lines,
    alt: String,
    url: Option<WebUrl>,
}

/// The words of an anchor with what is asked of them for every list that may hold it.
#[derive(Clone, Debug)]
pub struct Words {
    pub text: String,
    pub count: usize,
    /// Whether they may be a headline.
    pub are_headline: bool,
}

impl From<String> for Words {
    fn from(text: String) -> Self {
        Self { count: words::count(&text), are_headline: is_headline(&text), text }
    }
}

/// The anchor of an element, where it may lead to a story.
pub fn anchor(node: &NodeRef<'_>, base: Option<&WebUrl>) -> Option<Anchor> {
    let address = dom::attribute(node, "href")?;
    let rel = dom::attribute(node, "rel").unwrap_or_default().to_lowercase();
    if rel.split_whitespace().any(|rel| matches!(rel, "tag" | "author" | "license" | "category")) {
        return None;
    }
    if SHOPS.iter().any(|shop| address.contains(shop))
        || address.contains("?share=")
        || address.contains("/share?")
    {
        return None;
    }
    let url = crate::extract::dom::resolve(&address, base);
    if url.is_none() && (address.starts_with('#') || address.contains(':')) {
        return None;
    }
    let lines = Lines::of(node);
    let is_heading =
        lines.hold_heading() || node.ancestors_it(Some(2)).any(|above| is_title(&above)) || is_title(node);
    let words = Words::from(lines.headline(&Lengths::default()));
    if byline::leads_to_author(&address) && words.count <= NAME {
        return None;
    }
    let step = lines.step().filter(|_| words.are_headline);
    let key = url.as_ref().map_or_else(|| normalised_headline(&words.text), WebUrl::comparison_key);
    Some(Anchor { id: node.id, words, shape: shape(node), key, step, is_heading, lines, alt: alt(node), url })
}

fn is_title(node: &NodeRef<'_>) -> bool {
    matches!(&*dom::name(node), "h1" | "h2" | "h3" | "h4" | "h5" | "h6") || is_called_title(node)
}

/// The shape of an anchor: names of the element and its parent, each with its first class, which tells the
/// kind.
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

impl Anchor {
    /// Adds the anchor's lines to the statistics of the page.
    pub fn measure(&self, lengths: &mut Lengths) {
        self.lines.measure(lengths);
    }

    /// Chooses the headline among the lines, once the statistics of the page are complete.
    pub fn settle(&mut self, lengths: &Lengths) {
        let words = self.lines.headline(lengths);
        if words != self.words.text {
            self.words = words.into();
        }
        self.step = self.lines.step().filter(|_| self.is_story());
    }

    /// Whether the words may be a headline.
    pub const fn is_story(&self) -> bool {
        self.words.are_headline
    }

    /// The anchor as a link of a group.
    pub fn into_link(self) -> RelatedLink {
        let caption = caption(&self.alt, &self.words.text);
        RelatedLink { headline: Prose::trimmed(&self.words.text), url: self.url, caption, is_self: false }
    }

    /// Whether the words may be a short headline, not those of a button.
    pub fn may_be_short(&self) -> bool {
        self.words.count > 0
            && !lexicon::is_aside(&self.words.text)
            && !lexicon::is_group_heading(&self.words.text)
    }

    /// Merges this anchor into a link to the same story; the longer headline stays.
    pub fn join(self, link: &mut RelatedLink) {
        if self.is_story() && !is_headline(link.headline.as_str()) {
            link.headline = Prose::trimmed(&self.words.text);
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

/// The words of a picture, where they do not repeat the headline.
fn caption(alt: &str, headline: &str) -> Option<Prose> {
    Prose::non_empty(alt).filter(|alt| normalised_headline(alt.as_str()) != normalised_headline(headline))
}

/// The anchors in an element.
pub fn descendant_anchors<'a>(node: &NodeRef<'a>) -> impl Iterator<Item = NodeRef<'a>> {
    node.descendants_it().filter(|below| below.has_name("a"))
}
