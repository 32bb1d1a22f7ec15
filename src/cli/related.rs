//! `newsprint related`: what else there is, and why.

use std::io::Write as _;

use serde::Serialize;

use super::failure::{Done, Failure};
use super::output::{json_line, output};
use super::rows::{ArticleRow, names};
use super::setup::Setup;
use super::show::find;
use crate::domain::{ArticleId, LinkTarget, Prose, Related, Relation};
use crate::library::{Library, Reach};
use crate::words::Words;

#[derive(Serialize)]
struct RelatedLine<'line> {
    kind: Relation,
    group: &'line str,
    #[serde(flatten)]
    article: ArticleRow<'line>,
    score: Option<f32>,
    why: Prose,
}

/// Lists the articles related to one.
pub fn related(
    setup: &Setup,
    reference: &str,
    limit: Option<usize>,
    reach: Reach,
    json: bool,
) -> Result<Done, Failure> {
    let library = setup.library()?;
    let id = find(&library, reference)?;
    let article = library.article(id)?;
    let groups = article.map(|article| library.related(reach, id, &article)).transpose()?.unwrap_or_default();
    let links = groups.iter().flat_map(|group| {
        group.links.iter().map(move |link| (Words::english().heading(&group.heading), link))
    });
    let mut out = output();
    let mut found = false;
    for (group, link) in links.take(limit.unwrap_or(usize::MAX)) {
        found = true;
        if json {
            let article = article_row(&library, link)?;
            let why = Words::english().why(&link.why);
            let line = RelatedLine { kind: link.relation, group, article, score: link.score, why };
            json_line(&mut out, &line)?;
        } else {
            let name = target(link).map_or_else(|| "-".to_owned(), |id| id.to_string());
            writeln!(out, "{name}  {}  ({})", link.headline, Words::english().why(&link.why))?;
        }
    }
    out.flush()?;
    Ok(Done::found(found))
}

const fn target(link: &Related) -> Option<ArticleId> {
    match &link.target {
        LinkTarget::Cached { id, .. } => Some(*id),
        LinkTarget::Itself | LinkTarget::Outside(_) | LinkTarget::HeadlineOnly => None,
    }
}

fn article_row<'row>(library: &Library, link: &'row Related) -> Result<ArticleRow<'row>, Failure> {
    let id = target(link);
    let (guid, url) = names(library, id)?;
    let (publication, published) = match &link.target {
        LinkTarget::Cached { publication, published, .. } => (publication.as_ref(), *published),
        LinkTarget::Itself | LinkTarget::Outside(_) | LinkTarget::HeadlineOnly => (None, None),
    };
    let url = link.url.clone().or(url);
    Ok(ArticleRow { id, guid, url, headline: &link.headline, publication, published })
}
