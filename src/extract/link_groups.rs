//! The publisher's own lists of stories around an article, under their headings.
//!
//! Read from the page as saved, since an extractor removes them. A group is a line called as such
//! groups are, and the smallest container around it that holds two links to stories.

mod anchors;

use std::collections::HashSet;

use dom_query::{Document, NodeRef};

use crate::domain::{Article, LinkGroup, Prose, RelatedLink, WebUrl, normalised_headline};

use super::{dom, lexicon};
use anchors::{Anchor, anchors};

/// Steps from a heading up to the container of its links.
const REACH: usize = 5;

/// Links of one group; more are an index.
const MOST_LINKS: usize = 60;

/// Groups of one page.
const MOST_GROUPS: usize = 40;

/// The groups in the order of the page, each once.
pub fn of(document: &Document, article: &Article, base: Option<&WebUrl>) -> Vec<LinkGroup> {
    let Some(body) = document.body() else { return Vec::new() };
    let mut groups: Vec<LinkGroup> = Vec::new();
    let mut taken = HashSet::new();
    for heading in headings(&body) {
        if groups.len() >= MOST_GROUPS {
            break;
        }
        if let Some(group) = group(&heading, article, base, &mut taken) {
            merge(&mut groups, group);
        }
    }
    groups
}

/// Elements whose own words are called as groups are.
fn headings<'a>(body: &NodeRef<'a>) -> Vec<NodeRef<'a>> {
    let mut found: Vec<NodeRef<'a>> = Vec::new();
    for node in body.descendants_it().filter(NodeRef::is_element) {
        let name = dom::name(&node);
        if dom::is_silent(&name) || matches!(name.as_str(), "ul" | "ol" | "table" | "p" | "html" | "body") {
            continue;
        }
        if node.normalized_char_count() > 80 || is_frame(&node) {
            continue;
        }
        let line = dom::words(&node);
        let is_within_last =
            || found.last().is_some_and(|last| node.ancestors_it(None).any(|above| above.id == last.id));
        if lexicon::is_group_heading(&line) && !is_within_last() {
            found.push(node);
        }
    }
    found
}

/// Navigation and the page's foot hold lists of sections, not of stories.
fn is_frame(node: &NodeRef<'_>) -> bool {
    dom::within(node, |above| {
        let name = dom::name(above);
        name == "nav" || dom::attribute(above, "role").as_deref() == Some("navigation")
    })
}

fn group(
    heading: &NodeRef<'_>,
    article: &Article,
    base: Option<&WebUrl>,
    taken: &mut HashSet<dom_query::NodeId>,
) -> Option<LinkGroup> {
    let words = dom::words(heading);
    let title = Prose::non_empty(words.trim_end_matches([':', '：', '»', '›', '>', ' ']))?;
    let mut container = *heading;
    for _ in 0..REACH {
        container = container
            .parent()
            .filter(|parent| !matches!(dom::name(parent).as_str(), "body" | "html" | ""))?;
        let after = anchors(&container, heading, base);
        let fresh: Vec<Anchor> = after.into_iter().filter(|anchor| !taken.contains(&anchor.id)).collect();
        let count = fresh.iter().filter(|anchor| anchor.is_story()).count();
        if count >= 2 {
            return (count <= MOST_LINKS).then(|| {
                taken.extend(fresh.iter().map(|anchor| anchor.id));
                LinkGroup {
                    sponsored: lexicon::is_sponsored(title.as_str()),
                    heading: title,
                    links: links(fresh, article),
                }
            });
        }
    }
    None
}

/// One link for one address: the longest words of its anchors are the headline.
fn links(anchors: Vec<Anchor>, article: &Article) -> Vec<RelatedLink> {
    let own = article.url.as_ref().map(WebUrl::key);
    let headline = normalised_headline(article.headline.as_str());
    let mut links: Vec<(String, RelatedLink)> = Vec::new();
    for anchor in anchors {
        let key = anchor.key();
        match links.iter_mut().find(|(known, _)| *known == key) {
            Some((_, link)) => anchor.join(link),
            None => links.push((key, anchor.into_link())),
        }
    }
    let stories = links.into_iter().filter(|(_, link)| anchors::is_headline(link.headline.as_str()));
    let marked = stories.map(|(key, link)| {
        let is_self = Some(&key) == own.as_ref() || normalised_headline(link.headline.as_str()) == headline;
        RelatedLink { is_self, ..link }
    });
    marked.collect()
}

/// A group that repeats one before it (the page for telephones) is dropped; a longer copy replaces it.
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
        if shared * 2 > new.len().min(old.len()) && known.heading == group.heading || shared == new.len() {
            if new.len() > old.len() {
                *known = group;
            }
            return;
        }
    }
    groups.push(group);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn groups(html: &str) -> Vec<LinkGroup> {
        let article = Article { headline: "Rain falls on the old town".into(), ..Article::default() };
        of(&Document::from(html), &article, WebUrl::parse("https://paper.example/rain").ok().as_ref())
    }

    fn told(groups: &[LinkGroup]) -> Vec<String> {
        groups
            .iter()
            .map(|group| {
                let links: Vec<&str> = group.links.iter().map(|link| link.headline.as_str()).collect();
                format!("{}: {}", group.heading, links.join(" / "))
            })
            .collect()
    }

    #[test]
    fn a_heading_need_not_be_a_heading_element() {
        let page = "<body><div><div><b>Latest in Weather</b></div><ul>\
            <li><a href=/a><img alt='River'></a><a href=/a>River rises over its banks again</a></li>\
            <li><a href=/b>Town opens a second bridge</a></li>\
            <li><a href=/rain>Rain falls on the old town</a></li></ul></div>";

        let found = groups(page);

        assert_eq!(
            told(&found),
            [
                "Latest in Weather: River rises over its banks again / Town opens a second bridge / Rain falls on the old town"
            ]
        );
        assert_eq!(found[0].links[0].caption.as_ref().map(Prose::as_str), Some("River"));
        assert!(found[0].links[2].is_self);
    }

    #[test]
    fn a_group_shown_twice_is_found_once() {
        let list = "<div><h3>Most read</h3><ol><li><a href=/a>River rises over its banks</a><li><a href=/b>Town opens a second bridge</a></ol></div>";

        assert_eq!(groups(&format!("<body>{list}<div>{list}</div>")).len(), 1);
    }

    #[test]
    fn navigation_and_tags_are_no_stories() {
        let page = "<body><nav><h3>More</h3><a href=/a>World news from everywhere today</a><a href=/b>Sport news from everywhere today</a></nav>\
            <div><h4>Related</h4><a href=/t/rain>Rain</a><a href=/t/town>Town</a></div>";

        assert_eq!(told(&groups(page)), Vec::<String>::new());
    }
}
