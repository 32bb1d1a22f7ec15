//! A page read once, from top to bottom: what may head a list, what may be in one, what is prose.
//!
//! Knows where everything stands, so that "between this heading and the next" is a question of two
//! numbers. Does not know which headings have a list.

use std::collections::HashMap;

use dom_query::{NodeId, NodeRef};

use super::anchors::{Anchor, FEWEST_WORDS, anchor, descendant_anchors};
use super::inline::{self, Inline};
use crate::domain::WebUrl;
use crate::extract::{dom, lexicon, words};

/// Words of the longest heading.
const MOST_HEADING_WORDS: usize = 8;

/// Characters of the longest heading.
const MOST_HEADING_CHARACTERS: usize = 80;

/// Words of a heading that only its class calls one.
const MOST_TITLE_WORDS: usize = 5;

/// Where an element begins and ends in the order of the page.
#[derive(Clone, Copy, Debug)]
pub struct Span {
    pub start: usize,
    pub end: usize,
}

/// A line that may head a list.
#[derive(Debug)]
pub struct Heading<'a> {
    pub node: NodeRef<'a>,
    pub span: Span,
    pub words: String,
    /// The level of a heading element.
    pub level: Option<u8>,
    /// Called as groups of stories are.
    pub is_named: bool,
    /// The id of the list that a tab opens.
    pub opens: Option<String>,
}

impl Heading<'_> {
    /// Whether the list of `self` ends where `next` stands.
    pub fn ends_at(&self, next: &Self) -> bool {
        match (self.level, next.level) {
            _ if next.opens.is_some() => true,
            (Some(own), Some(next)) => next <= own,
            (None, Some(_)) => true,
            (_, None) => next.is_named,
        }
    }
}

/// The page, in its order.
#[derive(Debug, Default)]
pub struct Outline<'a> {
    pub headings: Vec<Heading<'a>>,
    pub anchors: Vec<(usize, Anchor)>,
    pub inlines: Vec<(usize, Inline)>,
    spans: HashMap<NodeId, Span>,
    ids: HashMap<String, NodeId>,
    feet: Vec<usize>,
    prose: Vec<usize>,
    prose_so_far: usize,
}

/// What stands above the element being read.
#[derive(Clone, Copy, Default)]
struct Above {
    is_heading: bool,
    is_anchor: bool,
    is_prose: bool,
}

impl<'a> Outline<'a> {
    /// Reads the page.
    pub fn of(body: &NodeRef<'a>, base: Option<&WebUrl>) -> Self {
        let mut outline = Self::default();
        outline.read(*body, Above::default(), base);
        outline.prose.push(outline.prose_so_far);
        outline
    }

    /// Where an element stands.
    pub fn span(&self, node: &NodeRef<'_>) -> Option<Span> {
        self.spans.get(&node.id).copied()
    }

    /// Where the element of an id stands.
    pub fn span_of_id(&self, id: &str) -> Option<Span> {
        self.spans.get(self.ids.get(id)?).copied()
    }

    /// Where the first foot after a place begins: no list goes on into it.
    pub fn foot_after(&self, place: usize) -> usize {
        self.feet.iter().copied().find(|foot| *foot >= place).unwrap_or(usize::MAX)
    }

    /// Words at a place that no link holds.
    pub fn prose(&self, between: Span) -> usize {
        let at = |place: usize| self.prose.get(place).copied().unwrap_or(self.prose_so_far);
        at(between.end).saturating_sub(at(between.start))
    }

    /// "Read more" under a headline leads where the headline does.
    fn repeats(&self, node: &NodeRef<'_>, name: &str, base: Option<&WebUrl>) -> bool {
        let link = (name == "a").then_some(*node).or_else(|| descendant_anchors(node).next());
        let Some(link) = link.and_then(|link| anchor(&link, base)) else { return false };
        self.anchors.iter().rev().take(4).any(|(_, known)| known.is_story() && known.key == link.key)
    }

    fn read(&mut self, node: NodeRef<'a>, above: Above, base: Option<&WebUrl>) {
        if node.is_text() {
            if !above.is_anchor {
                self.prose_so_far += dom::text(&node, words::count).unwrap_or_default();
            }
            return;
        }
        let name = dom::name(&node);
        if dom::is_silent(&name) || is_navigation(&node, &name) {
            return;
        }
        let start = self.prose.len();
        self.prose.push(self.prose_so_far);
        if node.has_name("footer") {
            self.feet.push(start);
        }
        let mut below = above;
        if !above.is_anchor && !above.is_heading {
            if let Some(inline) = inline::of(&node, &name, base) {
                self.inlines.push((start, inline));
                self.spans.insert(node.id, Span { start, end: self.prose.len() });
                return;
            }
            if let Some(heading) = heading(node, &name, start).filter(|_| !self.repeats(&node, &name, base)) {
                self.headings.push(heading);
                below.is_heading = true;
            }
        }
        if node.has_name("a") {
            below.is_anchor = true;
            if !below.is_heading && !above.is_prose {
                self.anchors.extend(anchor(&node, base).map(|anchor| (start, anchor)));
            }
        }
        below.is_prose |= node.has_name("p") && is_prose(&node);
        for child in node.children_it(false) {
            self.read(child, below, base);
        }
        let span = Span { start, end: self.prose.len() };
        self.spans.insert(node.id, span);
        if let Some(id) = dom::attribute(&node, "id") {
            self.ids.entry(id).or_insert(node.id);
        }
        if below.is_heading
            && !above.is_heading
            && let Some(heading) = self.headings.last_mut()
        {
            heading.span = span;
        }
    }
}

/// Navigation holds lists of sections, and previews of them, but none that belong to the article.
fn is_navigation(node: &NodeRef<'_>, name: &str) -> bool {
    name == "nav" || dom::attribute(node, "role").as_deref() == Some("navigation")
}

/// A paragraph with more words outside its links than in them. One that holds blocks was never closed.
fn is_prose(node: &NodeRef<'_>) -> bool {
    let holds_blocks = node
        .descendants_it()
        .any(|below| matches!(&*dom::name(&below), "div" | "ul" | "h2" | "h3" | "h4" | "section"));
    let linked: usize = descendant_anchors(node).map(|anchor| words::count(&dom::words(&anchor))).sum();
    !holds_blocks && words::count(&dom::words(node)) > 2 * linked + 2
}

fn heading<'a>(node: NodeRef<'a>, name: &str, start: usize) -> Option<Heading<'a>> {
    let level = name.strip_prefix('h').and_then(|level| level.parse().ok());
    if matches!(name, "ul" | "ol" | "table" | "p" | "html" | "body" | "figcaption")
        || dom::is_longer(&node, MOST_HEADING_CHARACTERS)
    {
        return (level == Some(1)).then(|| barrier(node, start));
    }
    let line = dom::words(&node);
    let count = words::count(&line);
    if level == Some(1) && count > MOST_HEADING_WORDS {
        return Some(barrier(node, start));
    }
    if count == 0 || count > MOST_HEADING_WORDS {
        return None;
    }
    let is_named = lexicon::is_group_heading(&line);
    let opens = (name == "a").then(|| dom::attribute(&node, "href")).flatten();
    let opens = opens.and_then(|address| Some(address.strip_prefix('#')?.to_owned()));
    let opens = opens.filter(|id| !id.is_empty());
    let is_titled = || count <= MOST_TITLE_WORDS && name != "a" && name != "li" && is_titled(&node);
    if !(is_named || level.is_some() || is_titled()) || holds_story(&node, &line, is_named) {
        return None;
    }
    let span = Span { start, end: start };
    Some(Heading { node, span, words: line, level, is_named, opens })
}

/// The headline of the page heads no list, and none reaches across it.
fn barrier(node: NodeRef<'_>, start: usize) -> Heading<'_> {
    let span = Span { start, end: start };
    Heading { node, span, words: String::new(), level: Some(1), is_named: false, opens: None }
}

/// Whether the page's makers call an element a title.
fn is_titled(node: &NodeRef<'_>) -> bool {
    let label = dom::attribute(node, "class").unwrap_or_default().to_lowercase();
    ["title", "heading", "header", "headline"].iter().any(|word| label.contains(word))
}

/// A headline in a heading element is an item of a list, not its heading.
fn holds_story(node: &NodeRef<'_>, line: &str, is_named: bool) -> bool {
    descendant_anchors(node).any(|anchor| {
        let own = dom::words(&anchor);
        words::count(&own) >= FEWEST_WORDS && !(is_named && own == line)
    })
}
