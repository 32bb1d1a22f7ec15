//! `newsprint related`: the links related to an article, each with its reason.

use std::io::Write as _;

use serde::Serialize;

use super::failure::{CommandOutcome, Failure};
use super::output::{json_line, output};
use super::rows::{ArticleRow, names};
use super::setup::Setup;
use super::show::find;
use crate::domain::{LinkTarget, Prose, RelatedGroup, Relation, ResolvedLink};
use crate::library::{Library, Reach, RelatedItem, arrange};
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
) -> Result<CommandOutcome, Failure> {
    let library = setup.library()?;
    let id = find(&library, reference)?;
    let article = library.article(id)?;
    let groups = article.map(|article| library.related(reach, id, &article)).transpose()?.unwrap_or_default();
    let limit = limit.unwrap_or(usize::MAX);
    if !json {
        return print_rows(&groups, limit);
    }
    let links = groups.iter().flat_map(|group| {
        group.links.iter().map(move |link| (Words::english().heading(&group.heading), link))
    });
    let mut out = output();
    let mut found = false;
    for (group, link) in links.take(limit) {
        found = true;
        let article = article_row(&library, link)?;
        let why = Words::english().why(&link.why);
        json_line(&mut out, &RelatedLine { kind: link.relation, group, article, score: link.score, why })?;
    }
    out.flush()?;
    Ok(CommandOutcome::found(found))
}

/// Prints the links in the order of the reader: each once, those in the cache before the others.
fn print_rows(groups: &[RelatedGroup], limit: usize) -> Result<CommandOutcome, Failure> {
    let mut out = output();
    let items = arrange(groups);
    let rows = items.iter().flat_map(|item| match item {
        RelatedItem::Section(_) | RelatedItem::Group(_) => &[][..],
        RelatedItem::Link(row) => std::slice::from_ref(&**row),
        RelatedItem::Fold(fold) => fold.rows.as_slice(),
    });
    let mut found = false;
    for row in rows.take(limit) {
        found = true;
        let name = row.link.id().map_or_else(|| "-".to_owned(), |id| id.to_string());
        let why = Words::english().reasons(&row.link.why, &row.also);
        writeln!(out, "{name}  {}  ({why})", row.link.headline)?;
    }
    out.flush()?;
    Ok(CommandOutcome::found(found))
}

fn article_row<'row>(library: &Library, link: &'row ResolvedLink) -> Result<ArticleRow<'row>, Failure> {
    let id = link.id();
    let (guid, url) = names(library, id)?;
    let (publication, published) = match &link.target {
        LinkTarget::Cached { publication, published, .. } => (publication.as_ref(), *published),
        LinkTarget::Itself | LinkTarget::Outside(_) | LinkTarget::HeadlineOnly => (None, None),
    };
    let url = link.url.clone().or(url);
    Ok(ArticleRow { id, guid, url, headline: &link.headline, publication, published })
}
