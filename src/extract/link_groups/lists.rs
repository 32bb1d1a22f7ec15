//! Which links stand under a heading, and whether they are a list of stories.
//!
//! Knows places in the page, not headlines to be shown: what is taken is left to the caller.

use std::collections::{HashMap, HashSet};

use dom_query::NodeId;

use super::anchors::Anchor;
use super::outline::{Heading, Outline, Span};
use crate::extract::{dom, words};

/// Steps from a heading up to the container of its links.
const REACH: usize = 6;

/// Links looked at under one heading.
const MOST_ANCHORS: usize = 200;

/// The page without the links that belong to a group already.
pub struct Lists<'o, 'a> {
    pub outline: &'o Outline<'a>,
    pub taken: HashSet<NodeId>,
}

impl Lists<'_, '_> {
    /// The anchors under a heading, in the smallest container that holds any.
    pub fn under(&self, index: usize, heading: &Heading<'_>) -> Option<Vec<Anchor>> {
        if let Some(opened) = heading.opens.as_ref().and_then(|id| self.outline.span_of_id(id)) {
            return self.is_list(heading, opened).then(|| self.items(opened));
        }
        let end = self.end(index, heading);
        let mut single = None;
        for container in heading.node.ancestors_it(Some(REACH)) {
            let is_page = matches!(&*dom::name(&container), "body" | "html" | "");
            let Some(span) = self.outline.span(&container).filter(|_| !is_page) else { break };
            let place = Span { start: heading.span.end, end: span.end.min(end) };
            match self.stories(place).len() {
                0 => {}
                1 => single = single.or(Some(place).filter(|_| heading.is_named)),
                _ if self.is_list(heading, place) => return Some(self.items(place)),
                _ => break,
            }
            if span.end >= end {
                break;
            }
        }
        single.filter(|place| self.is_list(heading, *place)).map(|place| self.items(place))
    }

    /// "More from the world" beside the heading "World" leads to the section; the list is the heading's.
    pub fn is_link_to_more(&self, heading: &Heading<'_>, link: &Heading<'_>) -> bool {
        let place = Span { start: heading.span.end, end: link.span.start };
        heading.level.is_some()
            && link.node.has_name("a")
            && link.opens.is_none()
            && self.stories(place).is_empty()
    }

    /// Where a list must end: at the next heading that is none of its own, or at the foot of the page.
    fn end(&self, index: usize, heading: &Heading<'_>) -> usize {
        let start = heading.span.end;
        let next = self.outline.headings.iter().skip(index + 1).find(|next| {
            let is_first = || self.stories(Span { start, end: next.span.start }).is_empty();
            (heading.ends_at(next) || next.is_named && is_first()) && !self.is_link_to_more(heading, next)
        });
        next.map_or(usize::MAX, |next| next.span.start).min(self.outline.foot_after(start))
    }

    /// Whether what stands at a place is a list of stories rather than text or a menu.
    fn is_list(&self, heading: &Heading<'_>, place: Span) -> bool {
        let stories = self.stories(place);
        let linked: usize = stories.values().sum();
        let prose = self.outline.prose(place);
        if self.others(place) > stories.len() {
            return false;
        }
        if heading.is_named {
            return prose <= 8 * linked + 20;
        }
        let fewest = if heading.level.is_some() { 2 } else { 3 };
        let are_long = 2 * linked >= 11 * stories.len();
        stories.len() >= fewest && are_long && prose <= 2 * linked + 10
    }

    /// The addresses of the stories at a place, and how many words lead to each.
    fn stories(&self, place: Span) -> HashMap<&str, usize> {
        let stories = self.anchors(place).filter(|anchor| anchor.is_story());
        stories.map(|anchor| (anchor.key.as_str(), words::count(&anchor.words))).collect()
    }

    /// How the links to stories are made.
    fn shapes(&self, place: Span) -> HashSet<&str> {
        let stories = self.anchors(place).filter(|anchor| anchor.is_story());
        stories.map(|anchor| anchor.shape.as_str()).collect()
    }

    /// How many links are made as those to stories are, but have too few words: many in a menu.
    fn others(&self, place: Span) -> usize {
        let (stories, shapes) = (self.stories(place), self.shapes(place));
        let others = self.anchors(place).filter(|anchor| {
            words::count(&anchor.words) > 0
                && shapes.contains(anchor.shape.as_str())
                && !stories.contains_key(anchor.key.as_str())
        });
        others.map(|anchor| anchor.key.as_str()).collect::<HashSet<&str>>().len()
    }

    /// The anchors of a list: those to stories, and what is made as they are, for some headlines are
    /// short.
    fn items(&self, place: Span) -> Vec<Anchor> {
        let (stories, shapes) = (self.stories(place), self.shapes(place));
        let items = self.anchors(place).filter(|anchor| {
            let is_alike = anchor.may_be_short() && shapes.contains(anchor.shape.as_str());
            is_alike || stories.contains_key(anchor.key.as_str())
        });
        items.cloned().collect()
    }

    fn anchors(&self, place: Span) -> impl Iterator<Item = &Anchor> {
        let first = self.outline.anchors.partition_point(|(at, _)| *at < place.start);
        let anchors = self.outline.anchors.iter().skip(first).take_while(move |(at, _)| *at < place.end);
        let free = anchors.map(|(_, anchor)| anchor).filter(|anchor| !self.taken.contains(&anchor.id));
        free.take(MOST_ANCHORS)
    }
}
