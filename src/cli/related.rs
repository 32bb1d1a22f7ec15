//! `newsprint related`: what else there is, and why.

use std::io::Write as _;

use serde::Serialize;

use super::failure::{Done, Failure};
use super::output::{json_line, output};
use super::setup::Setup;
use super::show::find;
use crate::domain::{ArticleId, LinkTarget, Moment, Prose, Related, Relation, WebUrl};
use crate::library::Reach;
use crate::words::Words;

#[derive(Serialize)]
struct RelatedLine<'line> {
    kind: Relation,
    group: &'line str,
    id: Option<ArticleId>,
    guid: Option<Prose>,
    url: Option<WebUrl>,
    headline: &'line Prose,
    publication: Option<&'line Prose>,
    published: Option<Moment>,
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
            let target = target(link);
            let article = target.map(|id| library.article(id)).transpose()?.flatten();
            let (guid, url) = article.map_or((None, None), |article| (article.guid, article.url));
            json_line(&mut out, &line(group, link, target, guid, link.url.clone().or(url)))?;
        } else {
            let name = target(link).map_or_else(|| "-".to_owned(), |id| id.to_string());
            writeln!(out, "{name}  {}  ({})", link.headline, Words::english().why(&link.why))?;
        }
    }
    out.flush()?;
    Ok(if found { Done::All } else { Done::Nothing })
}

const fn target(link: &Related) -> Option<ArticleId> {
    match &link.target {
        LinkTarget::Cached { id, .. } => Some(*id),
        LinkTarget::Itself | LinkTarget::Outside(_) | LinkTarget::HeadlineOnly => None,
    }
}

fn line<'line>(
    group: &'line str,
    link: &'line Related,
    id: Option<ArticleId>,
    guid: Option<Prose>,
    url: Option<WebUrl>,
) -> RelatedLine<'line> {
    let (publication, published) = match &link.target {
        LinkTarget::Cached { publication, published, .. } => (publication.as_ref(), *published),
        _ => (None, None),
    };
    RelatedLine {
        kind: link.relation,
        group,
        id,
        guid,
        url,
        headline: &link.headline,
        publication,
        published,
        score: link.score,
        why: Words::english().why(&link.why),
    }
}
