//! Finds the links under a heading, and decides whether they are a list of stories.
//!
//! Knows places in the page, not headlines to be shown; the caller takes what it wants.

use std::collections::{HashMap, HashSet};

use dom_query::NodeId;

use super::anchors::Anchor;
use super::outline::{Heading, Outline};
use super::places::{Panel, Span};
use crate::extract::{dom, lexicon};

/// Most levels from a heading up to the container of its links.
const REACH: usize = 6;

/// Most levels from a heading up to the container of a single link under it.
const NEAR: usize = 3;

/// Most links under one heading.
const MOST_ANCHORS: usize = 200;

/// Most words of prose in the box of a heading with a list; with more, the heading is one of the text.
const MOST_PROSE: usize = 40;

/// Most words of the standfirst of a card.
const MOST_OF_CARD: usize = 60;

/// A list of links to stories.
#[derive(Debug)]
pub struct List {
    pub anchors: Vec<Anchor>,
    /// The extent of the container around both the heading and the list.
    pub reach: usize,
}

/// The page without the links that belong to a group already.
pub struct Lists<'o, 'a> {
    pub outline: &'o Outline<'a>,
    pub taken: HashSet<NodeId>,
}

impl Lists<'_, '_> {
    /// The list under a heading, in the smallest container that holds any.
    pub fn under(&self, index: usize, heading: &Heading<'_>) -> Option<List> {
        let list = |place: Span, reach: usize| List { anchors: self.items(place), reach };
        if let Some(opened) = heading.opens.as_ref().and_then(|id| self.outline.span_of_id(id)) {
            return self.is_list(heading, opened).then(|| list(opened, 0));
        }
        if let Some(Panel { span, reach }) = heading.panel {
            let stories = self.stories(span).len();
            return (stories > 0 && self.others(span) <= stories).then(|| list(span, reach));
        }
        let end = self.end(index, heading);
        let mut single: Option<(Span, usize)> = None;
        for (step, container) in heading.node.ancestors_it(Some(REACH)).enumerate() {
            let is_page = matches!(&*dom::name(&container), "body" | "html" | "");
            let Some(span) = self.outline.span(&container).filter(|_| !is_page) else { break };
            let place = Span { start: heading.span.end, end: span.end.min(end) };
            let reach = span.end - span.start;
            let place = single.map_or(place, |(first, _)| self.without_link_of_box(first, place));
            match self.stories(place).len() {
                1 if step < NEAR => single = single.or(Some((place, reach))),
                0 | 1 => {}
                _ if self.is_list(heading, place) => return Some(list(place, reach)),
                _ => break,
            }
            if span.end >= end || self.outline.prose(span) > MOST_PROSE {
                break;
            }
        }
        let (place, reach) = single.filter(|(place, _)| heading.is_named && self.is_list(heading, *place))?;
        Some(list(place, reach))
    }

    /// Whether a second heading beside one leads to its section ("More from the world" beside "World"), so
    /// that the list is the first heading's.
    pub fn is_link_to_more(&self, heading: &Heading<'_>, link: &Heading<'_>) -> bool {
        let place = Span { start: heading.span.end, end: link.span.start };
        heading.level.is_some()
            && link.node.has_name("a")
            && link.opens.is_none()
            && self.stories(place).is_empty()
    }

    /// A place without its first link, where that is alone in a box with the heading and has other markup
    /// than those after it: it leads to the section.
    fn without_link_of_box(&self, first: Span, place: Span) -> Span {
        let rest = Span { start: first.end, end: place.end.max(first.end) };
        let is_heading = self.anchors(first).any(|anchor| anchor.is_heading);
        let is_other = self.shapes(first).is_disjoint(&self.shapes(rest));
        if is_other && !is_heading && self.stories(rest).len() > 1 { rest } else { place }
    }

    /// The end of a list: at the next heading that is not within it, or at the footer of the page.
    fn end(&self, index: usize, heading: &Heading<'_>) -> usize {
        let start = heading.span.end;
        let next = self.outline.headings.iter().skip(index + 1).find(|next| {
            let is_first = || self.stories(Span { start, end: next.span.start }).is_empty();
            (heading.ends_at(next) || next.is_named && is_first()) && !self.is_link_to_more(heading, next)
        });
        let next = next.map_or(usize::MAX, |next| next.span.start).min(self.outline.foot_after(start));
        let foot =
            self.outline.anchors.iter().skip(self.outline.anchors.partition_point(|(at, _)| *at < start));
        let foot = foot
            .take_while(|(at, _)| *at < next)
            .find(|(_, anchor)| lexicon::is_of_footer(&anchor.words.text));
        foot.map_or(next, |(at, _)| *at)
    }

    /// Whether a place holds a list of stories rather than text or a menu.
    fn is_list(&self, heading: &Heading<'_>, place: Span) -> bool {
        let stories = self.stories(place);
        let linked: usize = stories.values().sum();
        let prose = self.outline.prose(place);
        if self.others(place) > stories.len() || self.goes_on_as_footer(place) {
            return false;
        }
        if heading.is_named {
            return prose <= 8 * linked + 20;
        }
        let fewest = 2;
        let are_long = 2 * linked >= 11 * stories.len();
        let are_cards =
            stories.len() > 2 && self.are_headings(place) && prose <= MOST_OF_CARD * stories.len();
        stories.len() >= fewest && are_long && (prose <= 2 * linked + 10 || are_cards)
    }

    /// Whether links to imprint and privacy with the same markup follow those of the list.
    fn goes_on_as_footer(&self, place: Span) -> bool {
        let next = self.outline.anchors.partition_point(|(at, _)| *at < place.end);
        let next = self.outline.anchors.get(next).map(|(_, anchor)| anchor);
        let is_of_footer = |anchor: &&Anchor| lexicon::is_of_footer(&anchor.words.text);
        next.filter(is_of_footer).is_some_and(|anchor| self.shapes(place).contains(anchor.shape.as_str()))
    }

    /// The addresses of the stories at a place, each with the number of its linked words.
    fn stories(&self, place: Span) -> HashMap<&str, usize> {
        let stories = self.anchors(place).filter(|anchor| anchor.is_story());
        stories.map(|anchor| (anchor.key.as_str(), anchor.words.count)).collect()
    }

    /// Whether the links to stories are headings of the same markup, as in cards with standfirsts.
    fn are_headings(&self, place: Span) -> bool {
        self.shapes(place).len() == 1
            && self.anchors(place).filter(|anchor| anchor.is_story()).all(|anchor| anchor.is_heading)
    }

    /// The shapes of the links to stories.
    fn shapes(&self, place: Span) -> HashSet<&str> {
        let stories = self.anchors(place).filter(|anchor| anchor.is_story());
        stories.map(|anchor| anchor.shape.as_str()).collect()
    }

    /// The number of links that share a shape with those to stories, but have too few words: many in a menu.
    fn others(&self, place: Span) -> usize {
        let (stories, shapes) = (self.stories(place), self.shapes(place));
        let others = self.anchors(place).filter(|anchor| {
            anchor.words.count > 0
                && shapes.contains(anchor.shape.as_str())
                && !stories.contains_key(anchor.key.as_str())
        });
        others.map(|anchor| anchor.key.as_str()).collect::<HashSet<&str>>().len()
    }

    /// The anchors of a list: those to stories, and those of the same shape, since some headlines are short.
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
        let has_others =
            free.clone().take(MOST_ANCHORS).any(|anchor| anchor.is_story() && anchor.step.is_none());
        free.take(MOST_ANCHORS).filter(move |anchor| !has_others || anchor.step.is_none())
    }
}
