//! The links beside an article: the publisher's groups as given, other articles about the same story, what
//! came before it, what its text links to, and what links here.

use super::reason::{Likeness, apart, joined, likeness};
use super::similar::{Comparison, Similar};
use super::{Library, LibraryError};
use crate::domain::{
    Article, ArticleId, LinkTarget, Listed, Moment, Prose, Related, RelatedGroup, RelatedLink, Relation, View,
};
use crate::related::Band;
use crate::words::Words;

/// Links resolved for one article; lists longer than this are no longer read by anybody.
const MOST_LINKS: usize = 400;

/// Links of the text that are resolved.
const MOST_LINKED: usize = 40;

/// Articles linking here that are shown.
const MOST_BACKLINKS: usize = 40;

/// How far the links of an article go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// As far as a person sees why they are offered.
    Near,
    /// To everything that has words in common.
    All,
}

impl Library {
    /// The links of an article in the order of the related pane.
    pub fn related(&self, id: ArticleId, article: &Article) -> Result<Vec<RelatedGroup>, LibraryError> {
        self.related_within(Reach::Near, id, article)
    }

    /// The same, as far as is asked for.
    pub fn related_within(
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

    /// The links that are known at once: the publisher's groups, and what the text links to.
    pub fn links(&self, id: ArticleId, article: &Article) -> Result<Vec<RelatedGroup>, LibraryError> {
        let mut groups = self.published_groups(id, article)?;
        groups.extend(group(Words::english().linked_from_here(), self.linked(id, article)?));
        Ok(groups)
    }

    /// The articles of the cache that the text of an article links to.
    fn linked(&self, id: ArticleId, article: &Article) -> Result<Vec<Related>, LibraryError> {
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
                let when = distance(article.published, *published);
                let source = publication.as_ref().map(ToString::to_string);
                let why = joined([Some(Words::english().linked_in_text().to_owned()), source, when]);
                let headline = row.map_or(link.headline, |row| row.headline);
                let (relation, url) = (Relation::Linked, link.url);
                found.push(Related { relation, headline, caption: None, url, target, why, score: None });
            }
        }
        Ok(found)
    }

    /// The links that have to be looked for: the same story, its background, and what links here. Each
    /// group stands at its [`place_of`] among the others.
    pub fn further_links(&self, id: ArticleId) -> Result<Vec<RelatedGroup>, LibraryError> {
        self.cache.read_snapshot(|cache| {
            let Some(article) = cache.article(id)? else { return Ok(Vec::new()) };
            self.found(Reach::Near, id, &article)
        })
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
        groups.extend(group(Words::english().linked_here(), links));
        Ok(groups)
    }

    /// The same story, nearest in time first and copies last; then the background, nearest first.
    fn similar(
        &self,
        reach: Reach,
        id: ArticleId,
        article: &Article,
    ) -> Result<Vec<RelatedGroup>, LibraryError> {
        let mut comparison = self.compare(id, article)?;
        let shown = |similar: &Similar| reach == Reach::All || similar.band != Band::Far;
        let is_story = |similar: &Similar| matches!(similar.band, Band::SameStory | Band::Copy(_));
        let similar = std::mem::take(&mut comparison.similar).into_iter().filter(shown);
        let (mut story, background): (Vec<_>, Vec<_>) = similar.partition(is_story);
        story.sort_by_cached_key(|similar| story_order(article, similar));
        let linked = |similar: Vec<Similar>| {
            similar.into_iter().map(|similar| self.similar_link(&comparison, article, similar)).collect()
        };
        let (story, background): (Result<_, _>, Result<_, _>) = (linked(story), linked(background));
        Ok(group(Words::english().same_story_heading(), story?)
            .into_iter()
            .chain(group(Words::english().background_heading(), background?))
            .collect())
    }

    fn similar_link(
        &self,
        comparison: &Comparison,
        article: &Article,
        similar: Similar,
    ) -> Result<Related, LibraryError> {
        let words = match similar.band {
            Band::Copy(_) => Vec::new(),
            _ => comparison.shared_words(&similar),
        };
        let why =
            likeness(&Likeness { band: similar.band, words: &words, here: article, there: &similar.article });
        let read = self.cache.listed(&View::All, similar.id)?.is_some_and(|row| row.read);
        let Article { headline, url, publication, published, updated, .. } = similar.article;
        Ok(Related {
            relation: similar.band.relation(),
            headline,
            caption: None,
            url,
            target: LinkTarget::Cached {
                id: similar.id,
                read,
                publication,
                published: published.or(updated),
            },
            why,
            score: Some(score(similar.similarity)),
        })
    }

    fn published_groups(&self, id: ArticleId, article: &Article) -> Result<Vec<RelatedGroup>, LibraryError> {
        let mut room = MOST_LINKS;
        let mut groups = Vec::with_capacity(article.related.len());
        for group in &article.related {
            let mut links = Vec::with_capacity(group.links.len().min(room));
            for link in group.links.iter().take(room) {
                let target = self.cache.target(id, article.publication.as_ref(), link)?;
                links.push(published(link, &group.heading, target, article));
            }
            room -= links.len();
            groups.push(RelatedGroup { heading: group.heading.clone(), links });
        }
        Ok(groups)
    }
}

/// Where a group that was found later stands among others: they follow each other as their relations do.
pub fn place_of(group: &RelatedGroup, groups: &[RelatedGroup]) -> usize {
    let relation = |group: &RelatedGroup| group.links.first().map(|link| link.relation);
    let comes_after = |other: &RelatedGroup| relation(other) > relation(group);
    groups.iter().position(comes_after).unwrap_or(groups.len())
}

fn published(link: &RelatedLink, heading: &Prose, target: LinkTarget, article: &Article) -> Related {
    let listed = if heading.is_empty() {
        Words::english().listed_on_page().to_owned()
    } else {
        Words::english().listed_in(heading)
    };
    let why = match &target {
        LinkTarget::Cached { publication, published, .. } => {
            let elsewhere = publication.as_ref().filter(|name| Some(*name) != article.publication.as_ref());
            let when = distance(article.published, *published);
            joined([Some(listed), elsewhere.map(ToString::to_string), when])
        }
        LinkTarget::Itself => joined([Some(listed), Some(Words::english().this_article().to_owned())]),
        LinkTarget::Outside(url) => joined([
            Some(listed),
            Some(url.site().to_owned()),
            Some(Words::english().not_cached().to_owned()),
        ]),
        LinkTarget::HeadlineOnly => {
            joined([Some(listed), Some(Words::english().not_cached_no_address().to_owned())])
        }
    };
    Related {
        relation: Relation::Published,
        headline: link.headline.clone(),
        caption: link.caption.clone(),
        url: link.url.clone(),
        target,
        why,
        score: None,
    }
}

fn backlink(row: Listed, here: Option<Moment>) -> Related {
    let why = joined([
        Some(Words::english().links_here().to_owned()),
        row.publication.as_ref().map(ToString::to_string),
        distance(here, row.published),
    ]);
    Related {
        relation: Relation::Backlink,
        headline: row.headline,
        caption: None,
        url: None,
        target: LinkTarget::Cached {
            id: row.id,
            read: row.read,
            publication: row.publication,
            published: row.published,
        },
        why,
        score: None,
    }
}

/// A group, unless it is empty.
fn group(heading: &str, links: Vec<Related>) -> Option<RelatedGroup> {
    (!links.is_empty()).then(|| RelatedGroup { heading: Prose::trimmed(heading), links })
}

/// Copies after the others; what is nearest in time first, unknown times last.
fn story_order(article: &Article, similar: &Similar) -> (bool, u64) {
    let of =
        |article: &Article| article.published.or(article.updated).map(|moment| moment.instant().as_second());
    let apart = of(article).zip(of(&similar.article)).map_or(u64::MAX, |(from, to)| from.abs_diff(to));
    (matches!(similar.band, Band::Copy(_)), apart)
}

#[expect(clippy::as_conversions, clippy::cast_possible_truncation, reason = "a score needs no more digits")]
fn score(similarity: f64) -> f32 {
    similarity as f32
}

fn distance(from: Option<Moment>, to: Option<Moment>) -> Option<String> {
    from.zip(to).map(|(from, to)| apart(from, to))
}
