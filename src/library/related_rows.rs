//! The order of the links beside an article: one row an article, with all its reasons. The same story comes
//! first, then reports of it in other languages, the background, then links here and links from here; at the end the publisher's groups, those
//! with cached articles before the others, links of the whole site folded away.

use std::collections::{HashMap, HashSet};

use crate::domain::{
    ArticleId, GroupHeading, GroupScope, LinkTarget, Prose, RelatedGroup, ResolvedLink, Why,
    normalised_headline,
};

/// The most links of a group shown that are not in the cache; further ones are folded away.
const MOST_OUTSIDE: usize = 8;

/// The most reports of a story shown; further ones are folded away.
const MOST_REPORTS: usize = 8;

/// A line beside an article.
#[derive(Clone, Debug, PartialEq)]
pub enum RelatedItem {
    /// The heading of a section.
    Section(Section),
    /// The heading that the publisher gave to a group of links.
    Group(Prose),
    /// A link.
    Link(Box<RelatedRow>),
    /// Links that are folded away.
    Fold(FoldedLinks),
}

/// A section beside an article; sections stand in this order.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Section {
    /// The other articles of the story.
    Story {
        /// Publications that tell the story, copies of one text not counted.
        sources: usize,
    },
    /// Articles in other languages that tell the same event.
    OtherLanguages,
    /// Earlier or related events.
    Background,
    /// Articles that link here.
    LinkedHere,
    /// Articles that the text links to.
    LinkedFromHere,
    /// The nearest articles, where none has much in common.
    Nearest,
    /// The newest articles of the same publication or section, where no article is related.
    MoreFrom(Prose),
    /// The publisher's groups.
    Page,
}

/// An article or a page beside another.
#[derive(Clone, Debug, PartialEq)]
pub struct RelatedRow {
    /// The link.
    pub link: ResolvedLink,
    /// Further reasons for the link.
    pub also: Vec<Why>,
    /// The target of the link.
    pub key: LinkKey,
}

/// Links that share a line until they are unfolded.
#[derive(Clone, Debug, PartialEq)]
pub struct FoldedLinks {
    /// The kind of the links.
    pub kind: FoldKind,
    /// The links; never none.
    pub rows: Vec<RelatedRow>,
}

/// The kind of the links of a fold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FoldKind {
    /// Copies of the text above them.
    Copies,
    /// Further reports of the story.
    Reports,
    /// The links of a group under its heading.
    Group(Prose),
    /// The other links of the group above them.
    Rest,
}

/// The target of a link: links with the same key are one row.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum LinkKey {
    /// An article of the cache.
    Article(ArticleId),
    /// A page, without its fragment.
    Page(String),
    /// Any article with this headline.
    Headline(String),
}

impl LinkKey {
    /// The target of a link; `None` where that is the article that contains it.
    fn of(link: &ResolvedLink) -> Option<Self> {
        match &link.target {
            LinkTarget::Itself => None,
            LinkTarget::Cached { id, .. } => Some(Self::Article(*id)),
            LinkTarget::Outside(url) => {
                Some(Self::Page(url.as_str().split('#').next().unwrap_or_default().to_owned()))
            }
            LinkTarget::HeadlineOnly => Some(Self::Headline(normalised_headline(link.headline.as_str()))),
        }
    }
}

/// Arranges groups of links, each link once.
pub fn arrange(groups: &[RelatedGroup]) -> Vec<RelatedItem> {
    let mut rows = UnplacedLinks::of(groups);
    let mut sections: Vec<_> = groups
        .iter()
        .map(|group| (section(&group.heading), group))
        .filter(|(section, _)| *section != Section::Page)
        .collect();
    sections.sort_by(|(one, _), (other, _)| one.cmp(other));
    let mut items = Vec::new();
    for (section, group) in sections {
        let taken = rows.take(group);
        let listed = match section {
            Section::Story { .. } => reports(taken),
            _ => taken.into_iter().map(|row| RelatedItem::Link(Box::new(row))).collect(),
        };
        under(section, listed, &mut items);
    }
    under(Section::Page, page(groups, &mut rows), &mut items);
    items
}

fn section(heading: &GroupHeading) -> Section {
    match heading {
        GroupHeading::SameStory { sources } => Section::Story { sources: *sources },
        GroupHeading::OtherLanguages => Section::OtherLanguages,
        GroupHeading::Background => Section::Background,
        GroupHeading::LinkedHere => Section::LinkedHere,
        GroupHeading::LinkedFromHere => Section::LinkedFromHere,
        GroupHeading::Nearest => Section::Nearest,
        GroupHeading::MoreFrom(name) => Section::MoreFrom(name.clone()),
        GroupHeading::Given(_) => Section::Page,
    }
}

/// Adds items under the heading of a section, where there are any.
fn under(section: Section, listed: Vec<RelatedItem>, items: &mut Vec<RelatedItem>) {
    if !listed.is_empty() {
        items.push(RelatedItem::Section(section));
        items.extend(listed);
    }
}

/// The links that have no row yet, and every reason for each.
struct UnplacedLinks {
    reasons: HashMap<LinkKey, Vec<Why>>,
    placed: HashSet<LinkKey>,
}

impl UnplacedLinks {
    fn of(groups: &[RelatedGroup]) -> Self {
        let mut reasons: HashMap<LinkKey, Vec<Why>> = HashMap::new();
        for link in groups.iter().flat_map(|group| &group.links) {
            let Some(key) = LinkKey::of(link) else { continue };
            let known = reasons.entry(key).or_default();
            if !known.contains(&link.why) {
                known.push(link.why.clone());
            }
        }
        Self { reasons, placed: HashSet::new() }
    }

    /// Takes the links of a group that have no row yet.
    fn take(&mut self, group: &RelatedGroup) -> Vec<RelatedRow> {
        group.links.iter().filter_map(|link| self.place(link)).collect()
    }

    fn place(&mut self, link: &ResolvedLink) -> Option<RelatedRow> {
        let key = LinkKey::of(link)?;
        if !self.placed.insert(key.clone()) {
            return None;
        }
        let reasons = self.reasons.get(&key).into_iter().flatten();
        let also = reasons.filter(|why| **why != link.why).cloned().collect();
        Some(RelatedRow { link: link.clone(), also, key })
    }

    /// Whether a group has a cached article without a row yet.
    fn has_readable(&self, group: &RelatedGroup) -> bool {
        let is_new = |link: &ResolvedLink| LinkKey::of(link).is_some_and(|key| !self.placed.contains(&key));
        group.links.iter().any(|link| link.is_cached() && is_new(link))
    }
}

/// The reports of a story in order of time, of many only some; those given first are the nearest in time.
fn reports(rows: Vec<RelatedRow>) -> Vec<RelatedItem> {
    let shown = chosen(&rows);
    let (mut shown, rest): (Vec<RelatedRow>, Vec<RelatedRow>) =
        rows.into_iter().partition(|row| shown.contains(&row.key));
    let texts: HashSet<u32> = shown.iter().filter_map(|row| row.link.copy_group).collect();
    // Copies stand under the text that they copy.
    let (copies, rest): (Vec<RelatedRow>, Vec<RelatedRow>) =
        rest.into_iter().partition(|row| row.link.copy_group.is_some_and(|text| texts.contains(&text)));
    shown.extend(copies);
    let mut items = in_time(shown);
    items.extend(fold(FoldKind::Reports, rest));
    items
}

/// The reports to show: the first and the last in time, and the nearest, one of each publication before a second.
fn chosen(rows: &[RelatedRow]) -> HashSet<LinkKey> {
    if rows.len() <= MOST_REPORTS + 1 {
        return rows.iter().map(|row| row.key.clone()).collect();
    }
    let dated = || rows.iter().filter_map(|row| Some((row.link.published()?.instant(), row)));
    let ends = [dated().min_by_key(|(moment, _)| *moment), dated().max_by_key(|(moment, _)| *moment)];
    let mut chosen: Vec<&RelatedRow> = ends.into_iter().flatten().map(|(_, row)| row).collect();
    for is_new_source in [true, false] {
        for row in rows {
            let is_known = chosen
                .iter()
                .any(|other| other.key == row.key || is_new_source && publication(other) == publication(row));
            if chosen.len() < MOST_REPORTS && !is_known {
                chosen.push(row);
            }
        }
    }
    chosen.into_iter().map(|row| row.key.clone()).collect()
}

const fn publication(row: &RelatedRow) -> Option<&Prose> {
    match &row.link.target {
        LinkTarget::Cached { publication, .. } => publication.as_ref(),
        LinkTarget::Itself | LinkTarget::Outside(_) | LinkTarget::HeadlineOnly => None,
    }
}

/// The members of a story in order of time, undated ones last; copies of one text share a line under the
/// first.
fn in_time(mut rows: Vec<RelatedRow>) -> Vec<RelatedItem> {
    rows.sort_by_cached_key(|row| {
        row.link.published().map_or(i64::MAX, |moment| moment.instant().as_second())
    });
    let mut items: Vec<RelatedItem> = Vec::new();
    while !rows.is_empty() {
        let first = rows.remove(0);
        let text = first.link.copy_group;
        let is_copy = |row: &mut RelatedRow| text.is_some() && row.link.copy_group == text;
        let copies: Vec<RelatedRow> = rows.extract_if(.., is_copy).collect();
        items.push(RelatedItem::Link(Box::new(first)));
        items.extend(fold(FoldKind::Copies, copies));
    }
    items
}

/// The publisher's groups: those with cached articles first, those about the whole site last.
fn page(groups: &[RelatedGroup], rows: &mut UnplacedLinks) -> Vec<RelatedItem> {
    let mut given = given(groups);
    given.sort_by_key(|(_, group)| (!rows.has_readable(group), group.scope == GroupScope::Site));
    let mut items = Vec::new();
    for (heading, group) in given {
        let (readable, outside): (Vec<RelatedRow>, Vec<RelatedRow>) =
            rows.take(&group).into_iter().partition(|row| row.link.is_cached());
        items.extend(listed(heading, group.scope, readable, outside));
    }
    items
}

/// The publisher's groups with their headings; groups under the same heading are merged.
fn given(groups: &[RelatedGroup]) -> Vec<(&Prose, RelatedGroup)> {
    let mut given: Vec<(&Prose, RelatedGroup)> = Vec::new();
    for group in groups {
        let GroupHeading::Given(heading) = &group.heading else { continue };
        let is_same = |known: &RelatedGroup| !heading.is_empty() && known.heading == group.heading;
        match given.iter_mut().find(|(_, known)| is_same(known) && known.scope == group.scope) {
            Some((_, known)) => known.links.extend(group.links.iter().cloned()),
            None => given.push((heading, group.clone())),
        }
    }
    given
}

/// A group of the page: cached articles, then the rest, folded away where it is of the whole site or long.
fn listed(
    heading: &Prose,
    scope: GroupScope,
    readable: Vec<RelatedRow>,
    mut outside: Vec<RelatedRow>,
) -> Vec<RelatedItem> {
    if readable.is_empty() && scope == GroupScope::Site {
        return fold(FoldKind::Group(heading.clone()), outside).into_iter().collect();
    }
    let shown = if scope == GroupScope::Site { 0 } else { MOST_OUTSIDE };
    let rest = outside.split_off(shown.min(outside.len()));
    let mut links: Vec<RelatedItem> =
        readable.into_iter().chain(outside).map(|row| RelatedItem::Link(Box::new(row))).collect();
    links.extend(fold(FoldKind::Rest, rest));
    if !links.is_empty() && !heading.is_empty() {
        links.insert(0, RelatedItem::Group(heading.clone()));
    }
    links
}

fn fold(kind: FoldKind, rows: Vec<RelatedRow>) -> Option<RelatedItem> {
    (!rows.is_empty()).then_some(RelatedItem::Fold(FoldedLinks { kind, rows }))
}
