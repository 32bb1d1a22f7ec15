//! The links beside an article: the publisher's groups as given, other articles about the same story, its
//! background, what its text links to, and what links here.

use super::reason::{gap, same_story};
use super::similar::{Comparison, SimilarArticle};
use super::stories::sources;
use super::{Library, LibraryError};
use crate::cache::StoryMember;
use crate::domain::{
    Article, ArticleId, GroupHeading, GroupScope, LinkTarget, ListRange, ListRow, ListedTarget, Moment,
    Order, Prose, RelatedGroup, RelatedLink, Relation, ResolvedLink, StoryId, View, Why,
};
use crate::related::Band;

/// The most links resolved for an article.
const MOST_LINKS: usize = 400;

/// The most links of the text that are resolved.
const MOST_LINKED: usize = 40;

/// The most articles shown that link here.
const MOST_BACKLINKS: usize = 40;

/// The least similarity of an article that is offered where none is nearer.
const NEAREST: f64 = 0.13;
/// The most articles offered where none is nearer.
const MOST_NEAREST: usize = 3;
/// The most articles offered of the same publication, where no article is related.
const MOST_OF_SAME: usize = 5;

/// How far apart the related articles may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Only articles near enough that a person sees why they are offered.
    Near,
    /// Every article that has words in common.
    All,
}

impl Library {
    /// The links of an article in the order of the related pane, up to this reach.
    pub fn related(
        &self,
        reach: Reach,
        id: ArticleId,
        article: &Article,
    ) -> Result<Vec<RelatedGroup>, LibraryError> {
        self.cache.read_snapshot(|_moment| {
            let mut groups = self.links(id, article)?;
            for group in self.found(reach, id, article)? {
                groups.insert(place_of(&group, &groups), group);
            }
            Ok(groups)
        })
    }

    /// The links that are known without a comparison: the publisher's groups, and what the text links to.
    pub fn links(&self, id: ArticleId, article: &Article) -> Result<Vec<RelatedGroup>, LibraryError> {
        let mut groups = self.published_groups(id, article)?;
        groups.extend(group(GroupHeading::LinkedFromHere, self.linked(id, article)?));
        Ok(groups)
    }

    /// The articles of the cache that the text of an article links to.
    fn linked(&self, id: ArticleId, article: &Article) -> Result<Vec<ResolvedLink>, LibraryError> {
        let mut links: Vec<RelatedLink> = Vec::new();
        article.body.each_link(&mut |text, url| {
            if links.len() < MOST_LINKED && !links.iter().any(|link| link.url.as_ref() == Some(url)) {
                let headline = Prose::trimmed(&text.to_plain());
                links.push(RelatedLink { headline, url: Some(url.clone()), caption: None, is_self: false });
            }
        });
        let mut found = Vec::new();
        for link in links {
            let target = self.cache.target(id, article.publication.as_ref(), &link)?;
            if let LinkTarget::Cached { id, publication, published, .. } = &target {
                let row = self.cache.listed(&View::All, *id)?;
                let gap = gap(article.published, *published);
                let why = Why::LinkedInText { paper: publication.clone(), gap };
                let headline = row.map_or(link.headline, |row| row.headline);
                found.push(ResolvedLink {
                    url: link.url,
                    ..ResolvedLink::to(target, Relation::Linked, headline, why)
                });
            }
        }
        Ok(found)
    }

    /// The links that take a comparison: the same story, its background, and what links here. Where nothing that
    /// can be read is beside the article, the newest of its publication are offered.
    pub fn further_links(&self, id: ArticleId) -> Result<Vec<RelatedGroup>, LibraryError> {
        self.cache.read_snapshot(|cache| {
            let Some(article) = cache.article(id)? else { return Ok(Vec::new()) };
            let mut found = self.found(Reach::Near, id, &article)?;
            let is_readable = |group: &RelatedGroup| group.links.iter().any(ResolvedLink::is_cached);
            if found.is_empty() && !self.links(id, &article)?.iter().any(is_readable) {
                found.extend(self.more_from(id, &article)?);
            }
            Ok(found)
        })
    }

    /// The newest articles of the publication, or else of the section.
    fn more_from(&self, id: ArticleId, article: &Article) -> Result<Option<RelatedGroup>, LibraryError> {
        let lists = [
            article.publication.clone().map(|name| (View::Publication(name.clone()), name)),
            article.section.clone().map(|name| (View::Section(name.clone()), name)),
        ];
        for (view, name) in lists.into_iter().flatten() {
            let range = ListRange::first(MOST_OF_SAME + 1);
            let rows = self.list_by_story(&view, Order::NewestFirst, range)?.into_iter();
            let others = rows.filter(|row| row.id != id).take(MOST_OF_SAME);
            let links: Vec<ResolvedLink> = others
                .map(|row| {
                    let gap = gap(article.published, row.published);
                    of_row(row, Relation::MoreFrom, Why::MoreFrom { name: name.clone(), gap })
                })
                .collect();
            if !links.is_empty() {
                return Ok(group(GroupHeading::MoreFrom(name), links));
            }
        }
        Ok(None)
    }

    fn found(
        &self,
        reach: Reach,
        id: ArticleId,
        article: &Article,
    ) -> Result<Vec<RelatedGroup>, LibraryError> {
        let mut groups = self.similar(reach, id, article)?;
        let backlinks = self.cache.backlinks(id, article, MOST_BACKLINKS)?;
        let links = backlinks.into_iter().map(|row| backlink(row, article.published)).collect();
        groups.extend(group(GroupHeading::LinkedHere, links));
        Ok(groups)
    }

    /// The other articles of the story, nearest in time first and copies last; then those in other languages,
    /// and the background, nearest first. A near article that is not of the story is background; where there is neither, the nearest are
    /// offered.
    fn similar(
        &self,
        reach: Reach,
        id: ArticleId,
        article: &Article,
    ) -> Result<Vec<RelatedGroup>, LibraryError> {
        let mut comparison = self.compare(id, article)?;
        let mut members = self.members(id)?;
        let mut similar = std::mem::take(&mut comparison.similar);
        if members.iter().any(|member| member.row.story.is_some_and(StoryId::is_series)) {
            // The issues of a series share its form and no event; the row of the series holds them.
            similar.retain(|similar| !members.iter().any(|member| member.row.id == similar.id));
            members.retain(|member| member.row.id == id);
        }
        let mut elsewhere = self.in_other_languages(id, article, &comparison.frequencies)?;
        let is_member = |similar: &SimilarArticle| members.iter().any(|member| member.row.id == similar.id);
        let (mut near, others): (Vec<_>, Vec<_>) = similar.into_iter().partition(is_member);
        let mut story = Vec::new();
        for member in members.iter().filter(|member| member.row.id != id) {
            let similar = near.iter().position(|similar| similar.id == member.row.id);
            let similar = similar.map(|at| near.swap_remove(at));
            let translated = elsewhere.iter().position(|link| link.id() == Some(member.row.id));
            let why = translated.map(|at| elsewhere.remove(at).why);
            let link = member_link(member, similar, &comparison, article);
            story.push(ResolvedLink { why: why.unwrap_or(link.why), ..link });
        }
        story.sort_by_cached_key(|link| story_order(article, link));
        let is_elsewhere =
            |similar: &SimilarArticle| elsewhere.iter().any(|link| link.id() == Some(similar.id));
        let others = others.into_iter().filter(|similar| !is_elsewhere(similar));
        let (background, mut far): (Vec<_>, Vec<_>) = others.partition(|similar| similar.band != Band::Far);
        if reach == Reach::Near {
            let is_alone = story.is_empty() && elsewhere.is_empty() && background.is_empty();
            far.retain(|similar| is_alone && similar.similarity >= NEAREST);
            far.truncate(MOST_NEAREST);
        }
        let heading = GroupHeading::SameStory { sources: sources(&members) };
        let mut groups: Vec<_> = [group(heading, story), group(GroupHeading::OtherLanguages, elsewhere)]
            .into_iter()
            .flatten()
            .collect();
        for (heading, similar) in [(GroupHeading::Background, background), (GroupHeading::Nearest, far)] {
            let links = similar.iter().map(|similar| self.background_link(&comparison, article, similar));
            groups.extend(group(heading, links.collect::<Result<_, _>>()?));
        }
        Ok(groups)
    }

    fn background_link(
        &self,
        comparison: &Comparison,
        article: &Article,
        similar: &SimilarArticle,
    ) -> Result<ResolvedLink, LibraryError> {
        let band = if similar.band == Band::SameStory { Band::Background } else { similar.band };
        let read = self.cache.listed(&View::All, similar.id)?.is_some_and(|row| row.read);
        let Article { headline, url, publication, published, updated, .. } = &similar.article;
        let (publication, published) = (publication.clone(), published.or(*updated));
        let target = LinkTarget::Cached { id: similar.id, read, publication, published };
        let why = comparison.why(similar, band, article);
        Ok(ResolvedLink {
            url: url.clone(),
            score: Some(score(similar.similarity)),
            ..ResolvedLink::to(target, band.relation(), headline.clone(), why)
        })
    }

    fn published_groups(&self, id: ArticleId, article: &Article) -> Result<Vec<RelatedGroup>, LibraryError> {
        let mut room = MOST_LINKS;
        let mut groups = Vec::with_capacity(article.related.len());
        // Advertisements are nothing to read.
        for group in article.related.iter().filter(|group| !group.sponsored) {
            let mut links = Vec::with_capacity(group.links.len().min(room));
            // The link to the discussion stands under the byline.
            let discussion = article.comments.as_ref().map(|comments| comments.url.canonical());
            let is_discussion = |link: &&RelatedLink| link.url.is_some() && link.url == discussion;
            for link in group.links.iter().filter(|link| !is_discussion(link)).take(room) {
                let target = self.cache.target(id, article.publication.as_ref(), link)?;
                links.push(published(link, &group.heading, target, article));
            }
            room -= links.len();
            if links.is_empty() && !group.links.is_empty() {
                continue;
            }
            let heading = GroupHeading::Given(group.heading.clone());
            groups.push(RelatedGroup { heading, scope: group.scope, links });
        }
        Ok(groups)
    }
}

/// The position of a group found later among others: groups stand in the order of their relations.
fn place_of(group: &RelatedGroup, groups: &[RelatedGroup]) -> usize {
    let relation = |group: &RelatedGroup| group.links.first().map(|link| link.relation);
    let comes_after = |other: &RelatedGroup| relation(other) > relation(group);
    groups.iter().position(comes_after).unwrap_or(groups.len())
}

fn published(link: &RelatedLink, heading: &Prose, target: LinkTarget, article: &Article) -> ResolvedLink {
    let end = match &target {
        LinkTarget::Cached { publication, published, .. } => {
            let elsewhere = publication.as_ref().filter(|name| Some(*name) != article.publication.as_ref());
            ListedTarget::Cached { paper: elsewhere.cloned(), gap: gap(article.published, *published) }
        }
        LinkTarget::Itself => ListedTarget::Itself,
        LinkTarget::Outside(url) => ListedTarget::Outside(Prose::trimmed(url.host_without_www())),
        LinkTarget::HeadlineOnly => ListedTarget::HeadlineOnly,
    };
    let why = Why::Listed { heading: heading.clone(), end };
    ResolvedLink {
        caption: link.caption.clone(),
        url: link.url.clone(),
        ..ResolvedLink::to(target, Relation::Published, link.headline.clone(), why)
    }
}

fn backlink(row: ListRow, here: Option<Moment>) -> ResolvedLink {
    let why = Why::LinksHere { paper: row.publication.clone(), gap: gap(here, row.published) };
    of_row(row, Relation::Backlink, why)
}

fn of_row(row: ListRow, relation: Relation, why: Why) -> ResolvedLink {
    let ListRow { id, read, publication, published, headline, .. } = row;
    let target = LinkTarget::Cached { id, read, publication, published };
    ResolvedLink::to(target, relation, headline, why)
}

/// A group, unless it is empty.
fn group(heading: GroupHeading, links: Vec<ResolvedLink>) -> Option<RelatedGroup> {
    (!links.is_empty()).then_some(RelatedGroup { heading, scope: GroupScope::Story, links })
}

/// The link to an article of the same story; its reason is as full as the comparison allows.
fn member_link(
    member: &StoryMember,
    similar: Option<SimilarArticle>,
    comparison: &Comparison,
    article: &Article,
) -> ResolvedLink {
    let StoryMember { row, text } = member;
    let band = similar.as_ref().map_or(Band::SameStory, |similar| match similar.band {
        Band::Copy(share) => Band::Copy(share),
        Band::SameStory | Band::Background | Band::Far => Band::SameStory,
    });
    let why = similar.as_ref().map(|similar| comparison.why(similar, band, article));
    let (publication, published) = (row.publication.clone(), row.published);
    let target = LinkTarget::Cached { id: row.id, read: row.read, publication, published };
    let why = why.unwrap_or_else(|| same_story(article, published));
    ResolvedLink {
        url: similar.as_ref().and_then(|similar| similar.article.url.clone()),
        score: similar.map(|similar| score(similar.similarity)),
        copy_group: *text,
        ..ResolvedLink::to(target, band.relation(), row.headline.clone(), why)
    }
}

/// The order within a story: copies after the others; nearest in time first, undated ones last.
fn story_order(article: &Article, link: &ResolvedLink) -> (bool, u64) {
    let here = article.published.or(article.updated);
    let apart = here
        .zip(link.published())
        .map_or(u64::MAX, |(here, there)| here.instant().as_second().abs_diff(there.instant().as_second()));
    (link.relation == Relation::Copy, apart)
}

#[expect(clippy::as_conversions, clippy::cast_possible_truncation, reason = "a score needs no more digits")]
pub(super) fn score(similarity: f64) -> f32 {
    similarity as f32
}
