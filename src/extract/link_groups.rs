//! The publisher's own lists of stories around an article, under their headings.
//!
//! Read from the page as saved, since an extractor removes them. A group is a line that may head a
//! list and the links to stories between it and the next such line, within the smallest container
//! that holds any. A line called as groups are is believed at once; of any other heading the list
//! must look like one.

mod anchors;
mod inline;
mod lists;
mod outline;

use std::collections::HashSet;

use dom_query::Document;

use crate::domain::{Article, GroupScope, LinkGroup, Prose, RelatedLink, WebUrl, normalised_headline};

use super::lexicon;
use anchors::Anchor;
use lists::Lists;
use outline::Outline;

/// Links of one group; more are an index.
const MOST_LINKS: usize = 60;

/// Headings looked at on one page.
const MOST_HEADINGS: usize = 400;

/// Groups of one page.
const MOST_GROUPS: usize = 40;

/// The groups in the order of the page, each once.
pub fn of(document: &Document, article: &Article, base: Option<&WebUrl>) -> Vec<LinkGroup> {
    let Some(body) = document.body() else { return Vec::new() };
    let outline = Outline::of(&body, base);
    let mut lists = Lists { outline: &outline, taken: HashSet::new() };
    let headings = 0..outline.headings.len().min(MOST_HEADINGS);
    let mut found: Vec<(usize, LinkGroup)> =
        headings.filter_map(|index| group(&mut lists, index, article)).collect();
    found.extend(outline.inlines.iter().filter_map(|(place, inline)| {
        let heading = Prose::non_empty(&inline.label)?;
        let links = links(vec![inline.anchor.clone()], article);
        Some((*place, LinkGroup { sponsored: false, scope: GroupScope::Story, heading, links }))
    }));
    found.sort_by_key(|(place, _)| *place);
    let mut groups = Vec::new();
    for (_, group) in found {
        merge(&mut groups, group);
    }
    groups.truncate(MOST_GROUPS);
    groups
}

/// The list under a heading, if it has one, and where it stands.
fn group(lists: &mut Lists<'_, '_>, index: usize, article: &Article) -> Option<(usize, LinkGroup)> {
    let outline = lists.outline;
    let heading = outline.headings.get(index)?;
    let before = index.checked_sub(1).and_then(|before| outline.headings.get(before));
    let title = Prose::non_empty(heading.words.trim_end_matches([':', '：', '»', '›', '>', '.', '…', ' ']))?;
    let is_button = !heading.is_named && lexicon::is_aside(title.as_str());
    let is_own = normalised_headline(title.as_str()) == normalised_headline(article.headline.as_str());
    if is_button || is_own || before.is_some_and(|before| lists.is_link_to_more(before, heading)) {
        return None;
    }
    let list = lists.under(index, heading)?;
    lists.taken.extend(list.iter().map(|anchor| anchor.id));
    let links = links(list, article);
    let sponsored = lexicon::is_sponsored(title.as_str());
    let about: Vec<&str> =
        std::iter::once(&article.headline).chain(&article.topics).map(Prose::as_str).collect();
    let scope = lexicon::scope(title.as_str(), &about);
    let group = LinkGroup { sponsored, scope, heading: title, links };
    (1..=MOST_LINKS).contains(&group.links.len()).then_some((heading.span.start, group))
}

/// One link for one address: the longest words of its anchors are the headline.
fn links(anchors: Vec<Anchor>, article: &Article) -> Vec<RelatedLink> {
    let own = article.url.as_ref().map(WebUrl::key);
    let headline = normalised_headline(article.headline.as_str());
    let mut links: Vec<(String, RelatedLink)> = Vec::new();
    for anchor in anchors {
        let key = anchor.key.clone();
        match links.iter_mut().find(|(known, _)| *known == key) {
            Some((_, link)) => anchor.join(link),
            None => links.push((key, anchor.into_link())),
        }
    }
    let marked = links.into_iter().filter(|(_, link)| !link.headline.is_empty()).map(|(key, link)| {
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

    #[test]
    fn a_list_ends_at_the_next_heading() {
        let page = "<body><div><h2>World</h2><a href=/w>More from the world</a>\
            <h4><a href=/a>River rises over its banks again</a></h4><h4><a href=/b>Town opens a second bridge today</a></h4>\
            <h2>Just in</h2><h4><a href=/c>Snow falls on the new town</a></h4></div>";

        assert_eq!(
            told(&groups(page)),
            [
                "World: River rises over its banks again / Town opens a second bridge today",
                "Just in: Snow falls on the new town"
            ]
        );
    }

    #[test]
    fn a_short_headline_made_like_the_others_stays_in_the_list() {
        let page = "<body><div><h3>Most read</h3><ul><li><a href=/a>River rises over its banks</a>\
            <li><a href=/b>Bridges fall</a><li><a href=/c>Town opens a second bridge</a></ul></div>";

        assert_eq!(
            told(&groups(page)),
            ["Most read: River rises over its banks / Bridges fall / Town opens a second bridge"]
        );
    }

    #[test]
    fn a_labelled_link_in_a_line_of_its_own_is_a_group_of_one() {
        let page = "<body><p>Rain fell all night, and <a href=/n>the river rose by two metres</a> before the morning came.</p>\
            <p>Read more: <a href=/a>River rises over its banks again</a></p>";

        assert_eq!(told(&groups(page)), ["Read more: River rises over its banks again"]);
    }

    #[test]
    fn kicker_and_date_are_no_part_of_a_headline() {
        let page = "<body><div><h3>Latest</h3>\
            <a href=/a><span>Weather</span><p>River rises over its banks</p><time>2 hours ago</time></a>\
            <a href=/b><span>Town</span><p>Bridge opens to the traffic</p><time>3 hours ago</time></a></div>";

        assert_eq!(told(&groups(page)), ["Latest: River rises over its banks / Bridge opens to the traffic"]);
    }
}
