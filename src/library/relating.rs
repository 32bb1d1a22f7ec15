//! The links beside an article: the publisher's groups as given, then what links here.

use super::reason::{apart, joined};
use super::{Library, LibraryError};
use crate::domain::{
    Article, ArticleId, LinkTarget, Listed, Moment, Prose, Related, RelatedGroup, RelatedLink, Relation,
};

/// Links resolved for one article; lists longer than this are no longer read by anybody.
const MOST_LINKS: usize = 400;

/// Articles linking here that are shown.
const MOST_BACKLINKS: usize = 40;

impl Library {
    /// The links of an article in the order of the related pane.
    ///
    /// # Errors
    /// Where the cache cannot be read.
    pub fn related(&self, id: ArticleId, article: &Article) -> Result<Vec<RelatedGroup>, LibraryError> {
        let mut groups = self.published_groups(id, article)?;
        let backlinks = self.cache.backlinks(id, article, MOST_BACKLINKS)?;
        if !backlinks.is_empty() {
            let links = backlinks.into_iter().map(|row| backlink(row, article.published)).collect();
            groups.push(RelatedGroup { heading: Prose::trimmed("Linked here"), links });
        }
        Ok(groups)
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

fn published(link: &RelatedLink, heading: &Prose, target: LinkTarget, article: &Article) -> Related {
    let listed = if heading.is_empty() {
        "listed on the page".to_owned()
    } else {
        format!("listed in “{heading}”")
    };
    let why = match &target {
        LinkTarget::Cached { publication, published, .. } => {
            let elsewhere = publication.as_ref().filter(|name| Some(*name) != article.publication.as_ref());
            let when = distance(article.published, *published);
            joined([Some(listed), elsewhere.map(ToString::to_string), when])
        }
        LinkTarget::Itself => joined([Some(listed), Some("this article".to_owned())]),
        LinkTarget::Outside(url) => {
            joined([Some(listed), Some(url.site().to_owned()), Some("not in the cache".to_owned())])
        }
        LinkTarget::HeadlineOnly => joined([Some(listed), Some("not in the cache, no address".to_owned())]),
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
        Some("links here".to_owned()),
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

fn distance(from: Option<Moment>, to: Option<Moment>) -> Option<String> {
    from.zip(to).map(|(from, to)| apart(from, to))
}
