//! The description of an article that several commands print: as JSON, and in a line.

use serde::Serialize;

use super::failure::Failure;
use crate::domain::{ArticleId, Calendar, ListRow, Moment, Prose, WebUrl};
use crate::library::{Library, StoreOutcome};
use crate::typeset;
use crate::words::Words;

/// The names of an article, in the JSON of a search result, a related link and a report.
#[derive(Serialize)]
pub struct ArticleRow<'row> {
    pub id: Option<ArticleId>,
    pub guid: Option<Prose>,
    pub url: Option<WebUrl>,
    pub headline: &'row Prose,
    pub publication: Option<&'row Prose>,
    pub published: Option<Moment>,
}

impl<'row> ArticleRow<'row> {
    /// The row of a list, with the GUID and the address of the article.
    pub fn of(library: &Library, row: &'row ListRow) -> Result<Self, Failure> {
        let (guid, url) = names(library, Some(row.id))?;
        Ok(Self {
            id: Some(row.id),
            guid,
            url,
            headline: &row.headline,
            publication: row.publication.as_ref(),
            published: row.published,
        })
    }
}

/// The GUID and the address of an article, where the cache has it.
pub fn names(library: &Library, id: Option<ArticleId>) -> Result<(Option<Prose>, Option<WebUrl>), Failure> {
    let article = id.map(|id| library.article(id)).transpose()?.flatten();
    Ok(article.map_or((None, None), |article| (article.guid, article.url)))
}

/// "Gazette, 7 May, copy of n3": the publication, the date, and further facts.
pub fn facts(row: &ListRow, calendar: Calendar, further: impl IntoIterator<Item = String>) -> String {
    let date = row.published.map(|moment| typeset::date(moment, calendar, Words::english()));
    let facts = row.publication.iter().map(ToString::to_string).chain(date).chain(further);
    facts.filter(|fact| !fact.is_empty()).collect::<Vec<_>>().join(", ")
}

/// The word for the outcome of storing an article.
pub const fn outcome_name(outcome: StoreOutcome) -> &'static str {
    match outcome {
        StoreOutcome::Stored => "stored",
        StoreOutcome::Updated => "updated",
        StoreOutcome::Unchanged => "unchanged",
    }
}
