//! Articles in other languages about the same event as an article, found by the names and numbers of both.

use super::reason::gap;
use super::relating::score;
use super::{Library, LibraryError};
use crate::domain::{Article, ArticleId, Closeness, LinkTarget, Relation, ResolvedLink, View, Why};
use crate::related::{DocumentFrequencies, SAME_EVENT_SHARE, Term};

/// The most articles compared, by the names they have in common.
const CANDIDATES: usize = 12;

/// The most days between two articles about one event.
const DAYS: i64 = 4;

/// The fewest names that two articles have in common.
const FEWEST: usize = 2;

/// The names given as a reason.
const NAMED: usize = 3;

impl Library {
    /// The articles in other languages that tell the event of an article, the nearest first. A cache of one
    /// language is not searched.
    pub(super) fn in_other_languages(
        &self,
        id: ArticleId,
        article: &Article,
        frequencies: &DocumentFrequencies,
    ) -> Result<Vec<ResolvedLink>, LibraryError> {
        let here = self.term_reader.borrow_mut().names(article);
        if !frequencies.has_others_than(here.stemming()) {
            return Ok(Vec::new());
        }
        let published = article.published.or(article.updated);
        let language = Term::mark_of(here.stemming());
        let names = here.query(frequencies);
        let found = self.cache.articles_naming(&names, language, (published, DAYS), CANDIDATES)?;
        let mut links = Vec::new();
        for there in found.into_iter().filter(|there| *there != id) {
            let Ok(Some(other)) = self.cache.article_without_links(there) else { continue };
            let names = self.term_reader.borrow_mut().names(&other);
            let (share, mut shared) = here.in_common(&names, frequencies);
            if share >= SAME_EVENT_SHARE && shared.len() >= FEWEST {
                shared.truncate(NAMED);
                links.push((share, self.link_to(there, &other, (article, names.code(&other), shared))?));
            }
        }
        links.sort_by(|(one, _), (other, _)| other.total_cmp(one));
        Ok(links
            .into_iter()
            .map(|(share, link)| ResolvedLink { score: Some(score(share)), ..link })
            .collect())
    }

    fn link_to(
        &self,
        id: ArticleId,
        there: &Article,
        (here, language, shared): (&Article, Option<&'static str>, Vec<String>),
    ) -> Result<ResolvedLink, LibraryError> {
        let read = self.cache.listed(&View::All, id)?.is_some_and(|row| row.read);
        let published = there.published.or(there.updated);
        let gap = gap(here.published.or(here.updated), published);
        Ok(ResolvedLink {
            relation: Relation::OtherLanguage,
            headline: there.headline.clone(),
            caption: None,
            url: there.url.clone(),
            target: LinkTarget::Cached { id, read, publication: there.publication.clone(), published },
            why: Why::Alike { how: Closeness::InLanguage(language), shared, author: None, gap },
            score: None,
            copy_group: None,
        })
    }
}
