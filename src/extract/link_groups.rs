//! The publisher's own lists of stories around an article, under their headings.
//!
//! They are read from the page as saved, since an extractor removes them. A group is a possible heading and
//! the links to stories between it and the next one, within the smallest container that holds any. A usual
//! heading of groups is accepted at once; under any other heading the links must look like a list of stories.

mod anchors;
mod headline;
mod inline;
mod lists;
mod outline;
mod page_text;
mod panels;
mod places;
mod tabs;

use std::collections::{HashMap, HashSet};

use dom_query::Document;

use crate::domain::{
    Article, Block, Body, GroupScope, LinkGroup, Prose, RelatedLink, WebUrl, normalised_headline,
};

use super::lexicon;
use anchors::Anchor;
use lists::Lists;
use outline::{Heading, Outline};

/// Most links of one group; a longer list is an index.
const MOST_LINKS: usize = 60;

/// Most headings of a page that are read.
const MOST_HEADINGS: usize = 400;

/// Most groups of a page.
const MOST_GROUPS: usize = 40;

/// The groups in the order of the page, each once.
pub fn of(document: &Document, article: &Article, base: Option<&WebUrl>) -> Vec<LinkGroup> {
    let Some(body) = document.body() else { return Vec::new() };
    let mut outline = Outline::of(&body, base);
    panels::open(&mut outline);
    let mut lists = Lists { outline: &outline, taken: HashSet::new() };
    let mut found = under_headings(&mut lists, article);
    let inlines = outline.inlines.iter().map(|(place, inline)| (*place, &inline.label, &inline.anchor));
    let steps = outline.anchors.iter().filter(|(_, anchor)| !lists.taken.contains(&anchor.id));
    let steps = steps.filter_map(|(place, anchor)| Some((*place, anchor.step.as_ref()?, anchor)));
    found.extend(inlines.chain(steps).filter_map(|(place, label, anchor)| {
        let heading = Prose::non_empty(label)?;
        let links = links(vec![anchor.clone()], article);
        Some((place, LinkGroup { sponsored: false, scope: GroupScope::Story, heading, links }))
    }));
    found.sort_by_key(|(place, _)| *place);
    let mut groups = Vec::new();
    for (_, group) in found {
        merge(&mut groups, group);
    }
    groups.truncate(MOST_GROUPS);
    groups
}

/// Gives each heading that stands in the text and above a group to one of them. Where the text has the links as well,
/// the group goes; where the text has nothing under the heading, the text gives it up; else the group does.
pub fn separate_from_subheads(article: &mut Article) {
    let subheads = subheads(&article.body);
    let text = article.body.to_plain();
    let stands = |group: &LinkGroup| {
        let mut links = group.links.iter().filter(|link| !link.is_self);
        links.any(|link| text.contains(link.headline.as_str()))
    };
    let heading = |group: &LinkGroup| normalised_headline(group.heading.as_str());
    article.related.retain(|group| !subheads.contains_key(&heading(group)) || !stands(group));

    let headings = article.related.iter().map(heading);
    let owned: HashSet<_> = headings.filter(|heading| subheads.get(heading) == Some(&true)).collect();
    let is_owned = |block: &Block| {
        matches!(block, Block::Heading { .. }) && owned.contains(&normalised_headline(&block.to_plain()))
    };
    article.body.0.retain(|block| !is_owned(block));

    for group in &mut article.related {
        if subheads.get(&heading(group)) == Some(&false) {
            group.heading = Prose::default();
        }
    }
}

/// The subheads of a text, folded, and whether nothing stands under them.
fn subheads(body: &Body) -> HashMap<String, bool> {
    let blocks = body.blocks();
    let level = |block: &Block| if let Block::Heading { level, .. } = block { Some(*level) } else { None };
    let next = blocks.iter().skip(1).map(Some).chain([None]);
    let subheads = blocks.iter().zip(next).filter_map(|(block, next)| {
        let depth = level(block)?;
        let is_bare = next.is_none_or(|next| level(next).is_some_and(|next| next <= depth));
        Some((normalised_headline(&block.to_plain()), is_bare))
    });
    subheads.collect()
}

/// The lists under the headings of the page, with their places. Of two headings with the same list the one in
/// the smaller box gets it.
fn under_headings(lists: &mut Lists<'_, '_>, article: &Article) -> Vec<(usize, LinkGroup)> {
    let outline = lists.outline;
    let headings = outline.headings.iter().enumerate().take(MOST_HEADINGS);
    let headed = headings.filter_map(|(index, heading)| {
        let title = title(lists, index, heading, article)?;
        let list = lists.under(index, heading)?;
        Some((index, heading, title, list))
    });
    let mut headed: Vec<_> = headed.collect();
    headed.sort_by_key(|(index, _, _, list)| (list.reach, *index));
    let groups = headed.into_iter().filter_map(|(index, heading, title, list)| {
        let is_free = list.anchors.iter().all(|anchor| !lists.taken.contains(&anchor.id));
        let list = if is_free { list } else { lists.under(index, heading)? };
        lists.taken.extend(list.anchors.iter().map(|anchor| anchor.id));
        Some((heading.span.start, group(title, list.anchors, article)?))
    });
    groups.collect()
}

/// The words of a heading that may have a list.
fn title(lists: &Lists<'_, '_>, index: usize, heading: &Heading<'_>, article: &Article) -> Option<Prose> {
    let outline = lists.outline;
    let before = index.checked_sub(1).and_then(|before| outline.headings.get(before));
    let before = before.filter(|before| !before.words.is_empty());
    let title = Prose::non_empty(heading.words.trim_end_matches([':', '：', '»', '›', '>', '.', '…', ' ']))?;
    let is_button = !heading.is_named && lexicon::is_aside(title.as_str());
    let is_own = normalised_headline(title.as_str()) == normalised_headline(article.headline.as_str());
    if is_button || is_own || before.is_some_and(|before| lists.is_link_to_more(before, heading)) {
        return None;
    }
    Some(title)
}

fn group(title: Prose, anchors: Vec<Anchor>, article: &Article) -> Option<LinkGroup> {
    let links = links(anchors, article);
    let sponsored = lexicon::is_sponsored(title.as_str());
    let about: Vec<&str> =
        std::iter::once(&article.headline).chain(&article.topics).map(Prose::as_str).collect();
    let scope = lexicon::scope(title.as_str(), &about);
    let group = LinkGroup { sponsored, scope, heading: title, links };
    (1..=MOST_LINKS).contains(&group.links.len()).then_some(group)
}

/// Merges anchors to links, one for each address: the longest words of its anchors are the headline.
fn links(anchors: Vec<Anchor>, article: &Article) -> Vec<RelatedLink> {
    let own = article.url.as_ref().map(WebUrl::comparison_key);
    let headline = normalised_headline(article.headline.as_str());
    let mut links: Vec<(String, bool, RelatedLink)> = Vec::new();
    for anchor in anchors {
        let key = anchor.key.clone();
        match links.iter_mut().find(|(known, _, _)| *known == key) {
            Some((_, is_heading, link)) if anchor.is_heading && !*is_heading => {
                let other = std::mem::replace(link, anchor.into_link());
                link.caption = link.caption.take().or(other.caption);
                *is_heading = true;
            }
            Some((_, _, link)) => anchor.join(link),
            None => links.push((key, anchor.is_heading, anchor.into_link())),
        }
    }
    let marked = links.into_iter().filter(|(_, _, link)| !link.headline.is_empty()).map(|(key, _, link)| {
        let is_self = Some(&key) == own.as_ref() || normalised_headline(link.headline.as_str()) == headline;
        RelatedLink { is_self, ..link }
    });
    marked.collect()
}

/// Adds a group. A repeated one (as in a mobile menu) is dropped; a longer copy replaces the first.
fn merge(groups: &mut Vec<LinkGroup>, group: LinkGroup) {
    if group.links.is_empty() {
        return;
    }
    let headlines = |group: &LinkGroup| -> HashSet<String> {
        group.links.iter().map(|link| normalised_headline(link.headline.as_str())).collect()
    };
    let new = headlines(&group);
    for known in groups.iter_mut() {
        let old = headlines(known);
        let shared = old.intersection(&new).count();
        let is_copy = known.heading == group.heading && shared * 2 > new.len().min(old.len());
        if is_copy || shared == new.len() && new.len() > 2 {
            if new.len() > old.len() {
                *known = group;
            }
            return;
        }
    }
    groups.push(group);
}

#[cfg(test)]
mod tests;
