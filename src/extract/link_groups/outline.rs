//! The outline of a page, read once from top to bottom: possible headings, possible links of lists, and
//! prose.
//!
//! Knows the position of every element, so that a place between two headings is a range of numbers. Does not
//! know which headings have a list.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

use dom_query::{NodeId, NodeRef};

use super::anchors::{Anchor, anchor, descendant_anchors};
use super::headline::{FEWEST_WORDS, Lengths};
use super::inline::{self, Inline};
use super::page_text::PageText;
use super::places::{Panel, Span};
use super::tabs::{self, Tab, Tabs};
use crate::domain::WebUrl;
use crate::extract::{dom, lexicon, words};

/// Most words of a heading.
const MOST_HEADING_WORDS: usize = 8;

/// Most characters of a heading.
const MOST_HEADING_CHARACTERS: usize = 80;

/// Most words of a heading that only its class names so.
const MOST_TITLE_WORDS: usize = 5;

/// Most links of a navigation between articles.
const MOST_STEPS: usize = 4;

/// A line that may be the heading of a list.
#[derive(Debug)]
pub struct Heading<'a> {
    pub node: NodeRef<'a>,
    pub span: Span,
    pub words: String,
    /// The level of a heading element.
    pub level: Option<u8>,
    /// Whether the words are a usual heading of groups of stories.
    pub is_named: bool,
    /// The id of the list that a tab opens.
    pub opens: Option<String>,
    /// The list of a tab in a bar.
    pub panel: Option<Panel>,
}

impl Heading<'_> {
    /// Whether the list of `self` ends at `next`.
    pub fn ends_at(&self, next: &Self) -> bool {
        match (self.level, next.level) {
            _ if next.opens.is_some() || next.panel.is_some() => true,
            (Some(own), Some(next)) => next <= own,
            (None, Some(_)) => true,
            (_, None) => next.is_named,
        }
    }
}

/// The elements of the page, in their order.
#[derive(Debug, Default)]
pub struct Outline<'a> {
    pub headings: Vec<Heading<'a>>,
    pub anchors: Vec<(usize, Anchor)>,
    pub inlines: Vec<(usize, Inline)>,
    pub bars: Vec<Bar<'a>>,
    text: PageText,
    spans: HashMap<NodeId, Span>,
    ids: HashMap<String, NodeId>,
    feet: Vec<usize>,
    prose: Vec<usize>,
    prose_so_far: usize,
}

/// A bar of tabs.
#[derive(Debug)]
pub struct Bar<'a> {
    pub node: NodeRef<'a>,
    /// The range of the tabs among the page's headings.
    pub tabs: Range<usize>,
    /// The position of the open tab.
    pub open: usize,
    /// Whether the markup of the page declares the tabs.
    pub are_declared: bool,
}

/// The elements above the one being read.
#[derive(Clone, Copy, Default)]
struct Above {
    is_heading: bool,
    is_anchor: bool,
    is_prose: bool,
}

impl<'a> Outline<'a> {
    /// Reads a page.
    pub fn of(body: &NodeRef<'a>, base: Option<&WebUrl>) -> Self {
        let mut outline = Self { text: PageText::of(body), ..Self::default() };
        outline.read(*body, Above::default(), base);
        outline.prose.push(outline.prose_so_far);
        let mut lengths = Lengths::default();
        outline.anchors.iter().for_each(|(_, anchor)| anchor.measure(&mut lengths));
        outline.anchors.iter_mut().for_each(|(_, anchor)| anchor.settle(&lengths));
        outline
    }

    /// The number of links at a place that may lead to stories.
    pub fn stories(&self, place: Span) -> usize {
        let first = self.anchors.partition_point(|(at, _)| *at < place.start);
        let anchors = self.anchors.iter().skip(first).take_while(|(at, _)| *at < place.end);
        anchors.filter(|(_, anchor)| anchor.is_story()).count()
    }

    /// Adds the tabs of a bar as headings.
    fn read_bar(&mut self, node: NodeRef<'a>, start: usize, Tabs { tabs, are_declared: are_told }: Tabs<'a>) {
        let first = self.headings.len();
        let open = tabs.iter().position(|tab| tab.is_open).unwrap_or_default();
        for Tab { node, words, .. } in tabs {
            let is_named = lexicon::is_group_heading(&words);
            let span = Span { start, end: start + 1 };
            self.headings.push(Heading {
                node,
                span,
                words,
                level: None,
                is_named,
                opens: opens(&node),
                panel: None,
            });
        }
        self.bars.push(Bar { node, tabs: first..self.headings.len(), open, are_declared: are_told });
        self.spans.insert(node.id, Span { start, end: self.prose.len() });
    }

    /// The place of an element.
    pub fn span(&self, node: &NodeRef<'_>) -> Option<Span> {
        self.spans.get(&node.id).copied()
    }

    /// The place of the element with an id.
    pub fn span_of_id(&self, id: &str) -> Option<Span> {
        self.spans.get(self.ids.get(id)?).copied()
    }

    /// The start of the first footer after a place, where every list ends.
    pub fn foot_after(&self, place: usize) -> usize {
        self.feet.iter().copied().find(|foot| *foot >= place).unwrap_or(usize::MAX)
    }

    /// The number of words at a place outside of links.
    pub fn prose(&self, between: Span) -> usize {
        let at = |place: usize| self.prose.get(place).copied().unwrap_or(self.prose_so_far);
        at(between.end).saturating_sub(at(between.start))
    }

    /// Whether a link repeats one shortly before it, as "Read more" under a headline does.
    fn repeats(&self, node: &NodeRef<'_>, name: &str, base: Option<&WebUrl>) -> bool {
        let link = (name == "a").then_some(*node).or_else(|| descendant_anchors(node).next());
        let Some(link) = link.and_then(|link| anchor(&link, base)) else { return false };
        self.anchors.iter().rev().take(4).any(|(_, known)| known.key == link.key && known.is_story())
    }

    fn read(&mut self, node: NodeRef<'a>, above: Above, base: Option<&WebUrl>) {
        if node.is_text() {
            if !above.is_anchor {
                self.prose_so_far += dom::text(&node, words::count).unwrap_or_default();
            }
            return;
        }
        let name = dom::name(&node);
        if dom::is_silent(&name) {
            return;
        }
        let tabs =
            if above.is_anchor || above.is_heading { None } else { tabs::of(&node, &name, &self.text) };
        if tabs.is_none() && is_navigation(&node, &name) && !leads_on(&node, base, &self.text) {
            return;
        }
        let start = self.prose.len();
        self.prose.push(self.prose_so_far);
        if let Some(tabs) = tabs {
            return self.read_bar(node, start, tabs);
        }
        if node.has_name("footer") {
            self.feet.push(start);
        }
        let mut below = above;
        if !above.is_anchor && !above.is_heading {
            if let Some(inline) = inline::of(&node, &name, base, &self.text) {
                self.inlines.push((start, inline));
                self.spans.insert(node.id, Span { start, end: self.prose.len() });
                return;
            }
            let heading = heading(node, &name, start, &self.text);
            if let Some(heading) = heading.filter(|_| !self.repeats(&node, &name, base)) {
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
        below.is_prose |= node.has_name("p") && is_prose(&node, &self.text);
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

/// Whether an element is navigation, which has lists of sections and previews of them, but none about the
/// article.
fn is_navigation(node: &NodeRef<'_>, name: &str) -> bool {
    name == "nav" || dom::attribute(node, "role").as_deref() == Some("navigation")
}

/// Whether navigation leads to the next and previous articles by their headlines.
fn leads_on(node: &NodeRef<'_>, base: Option<&WebUrl>, text: &PageText) -> bool {
    let mut anchors = descendant_anchors(node).take(MOST_STEPS + 1).peekable();
    let few = || descendant_anchors(node).nth(MOST_STEPS).is_none();
    anchors.peek().is_some()
        && few()
        && anchors.any(|link| {
            let is_labelled = || inline::of(&link.parent().unwrap_or(link), "div", base, text).is_some();
            anchor(&link, base).is_some_and(|anchor| anchor.step.is_some()) || is_labelled()
        })
}

/// Whether an element is a paragraph with more words outside of links than in them, and without blocks in it,
/// which an unclosed one has.
fn is_prose(node: &NodeRef<'_>, text: &PageText) -> bool {
    let holds_blocks = node
        .descendants_it()
        .any(|below| matches!(&*dom::name(&below), "div" | "ul" | "h2" | "h3" | "h4" | "section"));
    let linked: usize = descendant_anchors(node).map(|anchor| words::count(&text.words(&anchor))).sum();
    !holds_blocks && words::count(&text.words(node)) > 2 * linked + 2
}

fn heading<'a>(node: NodeRef<'a>, name: &str, start: usize, text: &PageText) -> Option<Heading<'a>> {
    let level = name.strip_prefix('h').and_then(|level| level.parse().ok());
    if matches!(name, "ul" | "ol" | "table" | "html" | "body" | "figcaption")
        || text.is_longer(&node, MOST_HEADING_CHARACTERS)
    {
        return (level == Some(1)).then(|| barrier(node, start));
    }
    let line = without_link_to_all(&node, text);
    let count = words::count(&line);
    if level == Some(1) && count > MOST_HEADING_WORDS {
        return Some(barrier(node, start));
    }
    if count == 0 || count > MOST_HEADING_WORDS {
        return None;
    }
    let is_named = lexicon::is_group_heading(&line) || count > 1 && lexicon::is_step(&line);
    let may_be_titled = count <= MOST_TITLE_WORDS && !matches!(name, "a" | "li" | "p");
    // Nearly every element of a page ends here, before anything is asked of what is below it.
    if !(is_named || level.is_some() || may_be_titled && is_titled(&node)) {
        return None;
    }
    let opens = if name == "a" { opens(&node) } else { None };
    let is_link = || name == "a" || descendant_anchors(&node).next().is_some();
    let is_link_to_all = lexicon::leads_to_all(&line) && is_link();
    let is_sentence = name == "p" && words::ends_sentence(&line) && !line.ends_with(':');
    let holds_heading = || level.is_none() && node.descendants_it().any(|below| is_heading_element(&below));
    if is_link_to_all
        || is_sentence
        || is_of_item(&node)
        || holds_heading()
        || holds_story(&node, &line, is_named, text)
    {
        return None;
    }
    let span = Span { start, end: start };
    Some(Heading { node, span, words: line.into_owned(), level, is_named, opens, panel: None })
}

/// The id that an anchor within the page leads to.
fn opens(node: &NodeRef<'_>) -> Option<String> {
    let mut links = std::iter::once(*node).chain(node.descendants_it()).filter(|node| node.has_name("a"));
    let address = dom::attribute(&links.next()?, "href")?;
    address.strip_prefix('#').filter(|id| !id.is_empty()).map(str::to_owned)
}

/// The line of a heading without a link such as "See all" beside it.
fn without_link_to_all<'text>(node: &NodeRef<'_>, text: &'text PageText) -> Cow<'text, str> {
    let mut line = text.words(node);
    for link in descendant_anchors(node) {
        let all = text.words(&link);
        if !lexicon::leads_to_all(&all) {
            continue;
        }
        let end = line.trim_end_matches([')', ']', ' ']);
        let rest = end.strip_suffix(&*all).map(|rest| rest.trim_end_matches(['(', '[', '|', ' ']));
        if let Some(rest) = rest.filter(|rest| !rest.is_empty()) {
            line = Cow::Owned(rest.to_owned());
        }
    }
    line
}

/// A heading without a list, where lists end: the headline of the page.
fn barrier(node: NodeRef<'_>, start: usize) -> Heading<'_> {
    let span = Span { start, end: start };
    Heading { node, span, words: String::new(), level: Some(1), is_named: false, opens: None, panel: None }
}

fn is_heading_element(node: &NodeRef<'_>) -> bool {
    matches!(&*dom::name(node), "h2" | "h3" | "h4" | "h5" | "h6")
}

/// Whether an element describes one item of a list, not the list.
fn is_of_item(node: &NodeRef<'_>) -> bool {
    names_author(node) || node.ancestors_it(Some(2)).any(|above| names_author(&above))
}

/// Whether the class of an element names it the author, date or section of a story.
fn names_author(node: &NodeRef<'_>) -> bool {
    let class = node.attr("class").unwrap_or_default().to_lowercase();
    let mut words =
        class.split_whitespace().map(|called| called.split(['-', '_']).filter(|word| !word.is_empty()));
    words.any(|mut called| {
        let last = called.clone().next_back().unwrap_or_default();
        matches!(last, "date" | "time" | "category" | "categories" | "tags" | "meta")
            || called.any(|word| matches!(word, "author" | "authors" | "byline"))
    })
}

/// Whether the class of an element names it a title.
fn is_titled(node: &NodeRef<'_>) -> bool {
    let label = dom::attribute(node, "class").unwrap_or_default().to_lowercase();
    ["title", "heading", "header", "headline"].iter().any(|word| label.contains(word))
}

/// Whether a heading element holds the headline of a story, and so is an item of a list.
fn holds_story(node: &NodeRef<'_>, line: &str, is_named: bool, text: &PageText) -> bool {
    descendant_anchors(node).any(|anchor| {
        let own = text.words(&anchor);
        words::count(&own) >= FEWEST_WORDS && !(is_named && own == line)
    })
}
