//! Resolves links: the article a link leads to, and the articles that link to one. Both are look-ups, so a
//! link resolves by itself once its article is stored.

use std::cmp::Reverse;

use rusqlite::{Params, Row};

use super::full_text::IndexField;
use super::identity::Identity;
use super::listed_row::{COLUMNS, ROW_JOINS, listed_row};
use super::{Cache, CacheError};
use crate::domain::{Article, ArticleId, LinkTarget, ListRow, Prose, RelatedLink};

/// An article that a link leads to.
struct LinkedArticle {
    id: ArticleId,
    read: bool,
    publication: Option<Prose>,
    published: Option<String>,
}

impl Cache {
    /// The target of a link on an article: found by its URL; without one by its headline, within the
    /// publication of the article, else where only one article has it.
    pub fn target(
        &self,
        from: ArticleId,
        from_publication: Option<&Prose>,
        link: &RelatedLink,
    ) -> Result<LinkTarget, CacheError> {
        if link.is_self {
            return Ok(LinkTarget::Itself);
        }
        let found = match &link.url {
            Some(url) => match self.by_url(Identity::of_address(url))? {
                None if url.fragment().is_some() => self.by_url(Identity::of_url(url))?,
                found => found,
            },
            None => self.by_headline(Identity::of_headline(&link.headline), from_publication)?,
        };
        Ok(match (found, &link.url) {
            (Some(found), _) if found.id == from => LinkTarget::Itself,
            (Some(found), _) => found.into(),
            (None, Some(url)) => LinkTarget::Outside(url.clone()),
            (None, None) => LinkTarget::HeadlineOnly,
        })
    }

    /// Articles of the cache with a link that leads to this one, newest first.
    pub fn backlinks(
        &self,
        id: ArticleId,
        article: &Article,
        limit: usize,
    ) -> Result<Vec<ListRow>, CacheError> {
        let mut found = self.linking_by_url(id, article, limit)?;
        found.extend(self.linking_by_headline(id, article, limit)?);
        found.sort_by_key(|listed| Reverse(listed.cursor));
        found.dedup_by_key(|listed| listed.id);
        found.truncate(limit);
        Ok(found)
    }

    fn linking_by_url(
        &self,
        id: ArticleId,
        article: &Article,
        limit: usize,
    ) -> Result<Vec<ListRow>, CacheError> {
        let Some(url) = &article.url else {
            return Ok(Vec::new());
        };
        let query = IndexField::LinksTo.name(Identity::of_url(url));
        self.linking(id, &query, limit, |_listed| Ok(true))
    }

    /// The articles, among those with a link of this headline, whose link leads to this article.
    fn linking_by_headline(
        &self,
        id: ArticleId,
        article: &Article,
        limit: usize,
    ) -> Result<Vec<ListRow>, CacheError> {
        let headline = Identity::of_headline(&article.headline);
        let Some(name) = headline else {
            return Ok(Vec::new());
        };
        self.linking(id, &IndexField::LinksTo.name(name), limit, |listed| {
            let target = self.by_headline(headline, listed.publication.as_ref())?;
            Ok(target.is_some_and(|target| target.id == id))
        })
    }

    fn linking(
        &self,
        id: ArticleId,
        query: &str,
        limit: usize,
        leads_here: impl Fn(&ListRow) -> Result<bool, CacheError>,
    ) -> Result<Vec<ListRow>, CacheError> {
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT article.key, {COLUMNS} FROM full_text CROSS JOIN article ON article.key = full_text.rowid
             {ROW_JOINS} WHERE full_text MATCH ?1 AND article.number <> ?2 ORDER BY full_text.rowid DESC"
        ))?;
        let mut rows = statement.query((query, id.0))?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()?.filter(|_| found.len() < limit) {
            let listed = listed_row(row)?;
            if leads_here(&listed)? {
                found.push(listed);
            }
        }
        Ok(found)
    }

    fn by_url(&self, url: Identity) -> Result<Option<LinkedArticle>, CacheError> {
        let found = self.found(
            "SELECT article.number, article.read, publication.name, article.published
             FROM identity JOIN article USING (number)
             LEFT JOIN publication ON publication.id = article.publication WHERE identity.hash = ?1",
            [url.row()],
        )?;
        Ok(found.into_iter().next())
    }

    /// The newest article of the publication with the headline, else the only one at all.
    fn by_headline(
        &self,
        headline: Option<Identity>,
        publication: Option<&Prose>,
    ) -> Result<Option<LinkedArticle>, CacheError> {
        let Some(query) = headline.map(|headline| IndexField::OwnName.name(headline)) else {
            return Ok(None);
        };
        if let Some(name) = publication {
            let within =
                self.found(&query_by_headline("AND publication.name = ?2", 1), (&query, name.as_str()))?;
            if let Some(newest) = within.into_iter().next() {
                return Ok(Some(newest));
            }
        }
        let anywhere = self.found(&query_by_headline("", 2), [&query])?;
        Ok(Some(anywhere).filter(|all| all.len() == 1).into_iter().flatten().next())
    }

    fn found(&self, statement: &str, values: impl Params) -> Result<Vec<LinkedArticle>, CacheError> {
        let mut statement = self.connection.prepare_cached(statement)?;
        let rows = statement.query_map(values, LinkedArticle::of)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

fn query_by_headline(condition: &str, limit: u8) -> String {
    format!(
        "SELECT article.number, article.read, publication.name, article.published
         FROM full_text CROSS JOIN article ON article.key = full_text.rowid
         LEFT JOIN publication ON publication.id = article.publication
         WHERE full_text MATCH ?1 {condition} ORDER BY full_text.rowid DESC LIMIT {limit}"
    )
}

impl LinkedArticle {
    fn of(row: &Row<'_>) -> rusqlite::Result<Self> {
        let publication = row.get_ref(2)?.as_str_or_null()?.map(Prose::from_untrusted);
        Ok(Self { id: ArticleId(row.get(0)?), read: row.get(1)?, publication, published: row.get(3)? })
    }
}

impl From<LinkedArticle> for LinkTarget {
    fn from(found: LinkedArticle) -> Self {
        let LinkedArticle { id, read, publication, published } = found;
        Self::Cached { id, read, publication, published: published.and_then(|text| text.parse().ok()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cache::samples::{article, link, linking, published, stored};
    use crate::domain::{Block, Body, Inline, Text};

    const RAIN: &str = "https://gazette.example/rain";

    fn leads_to(cache: &Cache, publication: &str, link: &RelatedLink) -> Option<u32> {
        let publication = Prose::non_empty(publication);
        match cache.target(ArticleId(99), publication.as_ref(), link).unwrap() {
            LinkTarget::Cached { id, .. } => Some(id.0),
            LinkTarget::Itself | LinkTarget::Outside(_) | LinkTarget::HeadlineOnly => None,
        }
    }

    fn backlinks(cache: &Cache, number: u32) -> Vec<u32> {
        let article = cache.article(ArticleId(number)).unwrap().unwrap_or_default();
        cache.backlinks(ArticleId(number), &article, 9).unwrap().iter().map(|listed| listed.id.0).collect()
    }

    fn of(publication: &str, headline: &str) -> Article {
        let url = format!("https://{}.example/{headline}", publication.to_lowercase());
        Article {
            publication: Prose::non_empty(publication),
            url: crate::domain::WebUrl::parse(&url).ok(),
            ..article(headline)
        }
    }

    #[test]
    fn a_link_comes_alive_when_its_article_arrives() {
        let mut cache = Cache::in_memory().unwrap();
        let by_url = link("Wet", Some(&format!("{RAIN}?utm_source=x")));
        let by_headline = link("RAIN!", None);
        assert!(matches!(cache.target(ArticleId(99), None, &by_url).unwrap(), LinkTarget::Outside(_)));
        assert_eq!(cache.target(ArticleId(99), None, &by_headline).unwrap(), LinkTarget::HeadlineOnly);

        let rain = published("Rain", "2024-05-07");
        let id = stored(&mut cache, &rain);

        let alive =
            LinkTarget::Cached { id, read: false, publication: rain.publication, published: rain.published };
        assert_eq!(cache.target(ArticleId(99), None, &by_url).unwrap(), alive);
        assert_eq!(cache.target(ArticleId(99), None, &by_headline).unwrap(), alive);
        assert_eq!(cache.target(id, None, &by_url).unwrap(), LinkTarget::Itself);
    }

    #[test]
    fn a_headline_means_the_newest_of_its_own_publication() {
        let mut cache = Cache::in_memory().unwrap();
        for (publication, day) in
            [("Gazette", "2024-05-09"), ("Herald", "2024-05-08"), ("Herald", "2024-05-07")]
        {
            let address = format!("https://{publication}.example/{day}");
            let url = crate::domain::WebUrl::parse(&address).ok();
            let dated = published("Morning briefing", day);
            stored(&mut cache, &Article { url, publication: Some(publication.into()), ..dated });
        }

        assert_eq!(leads_to(&cache, "Herald", &link("Morning Briefing", None)), Some(2));
        assert_eq!(leads_to(&cache, "Gazette", &link("Morning Briefing", None)), Some(1));
        assert_eq!(leads_to(&cache, "Tribune", &link("Morning Briefing", None)), None);
        assert_eq!(leads_to(&cache, "", &link("Morning Briefing", None)), None);
    }

    #[test]
    fn a_headline_borne_once_is_enough_across_publications() {
        let mut cache = Cache::in_memory().unwrap();
        stored(&mut cache, &of("Herald", "Snow"));

        assert_eq!(leads_to(&cache, "Gazette", &link("snow", None)), Some(1));
        assert_eq!(leads_to(&cache, "", &link("snow", None)), Some(1));
        assert_eq!(leads_to(&cache, "", &link("…", None)), None);
    }

    #[test]
    fn backlinks_come_from_groups_and_from_the_text_newest_first() {
        let mut cache = Cache::in_memory().unwrap();
        stored(&mut cache, &article("Rain"));
        let rain = link("Wet", Some(RAIN)).url.unwrap();
        let words = Text(vec![Inline::Link { text: "earlier".into(), url: rain }]);
        let in_text = Body(vec![Block::Paragraph { text: words }]);
        stored(&mut cache, &Article { body: in_text, ..published("In the text", "2024-05-07") });
        let grouped = linking("In a group", vec![link("Rain", None), link("Wet", Some(RAIN))]);
        stored(&mut cache, &Article { published: "2024-05-08".parse().ok(), ..grouped });
        stored(&mut cache, &linking("Elsewhere", vec![link("Snow", None)]));

        assert_eq!(backlinks(&cache, 1), [3, 2]);
        let article = cache.article(ArticleId(1)).unwrap().unwrap();
        assert_eq!(cache.backlinks(ArticleId(1), &article, 1).unwrap().len(), 1);
        assert_eq!(backlinks(&cache, 9), [0; 0]);
    }

    #[test]
    fn a_headline_that_means_another_article_is_no_backlink() {
        let mut cache = Cache::in_memory().unwrap();
        stored(&mut cache, &of("Herald", "Briefing"));
        stored(&mut cache, &of("Gazette", "Briefing"));
        let of_gazette = linking("Today", vec![link("Briefing", None)]);
        stored(&mut cache, &Article { publication: Some("Gazette".into()), ..of_gazette });

        assert_eq!(backlinks(&cache, 1), [0; 0]);
        assert_eq!(backlinks(&cache, 2), [3]);
    }

    #[test]
    fn an_article_is_not_linked_from_itself() {
        let mut cache = Cache::in_memory().unwrap();
        let own = RelatedLink { is_self: true, ..link("Rain", None) };
        stored(&mut cache, &linking("Rain", vec![own.clone(), link("Rain", Some(RAIN))]));

        assert_eq!(backlinks(&cache, 1), [0; 0]);
        assert_eq!(cache.target(ArticleId(1), None, &own).unwrap(), LinkTarget::Itself);
    }
}
