//! What an entry speaks of and where it has it from: links of the article beside its own address.

use crate::domain::{Comments, GroupScope, LinkGroup, Prose, RelatedLink, WebUrl};

use super::context::Context;
use super::element::Element;

/// The links of an entry: what Atom says is related to it or what it came by, and where it is discussed.
pub fn of(
    entry: &Element,
    context: &Context,
    own: Option<&WebUrl>,
    comments: Option<&Comments>,
) -> Vec<LinkGroup> {
    let is_link = |link: &&Element| matches!(link.attribute("rel"), Some("related" | "via"));
    let links = entry.all("link").filter(is_link).filter_map(|link| {
        Some((context.resolve(link.attribute("href")?)?, link.attribute("title").and_then(Prose::non_empty)))
    });
    let discussion = comments.map(|comments| (comments.url.clone(), None));
    group(links.chain(discussion), own).into_iter().collect()
}

/// A group of links without a heading; the article itself is none of them.
pub fn group(
    links: impl Iterator<Item = (WebUrl, Option<Prose>)>,
    own: Option<&WebUrl>,
) -> Option<LinkGroup> {
    let mut group = LinkGroup {
        heading: Prose::default(),
        sponsored: false,
        scope: GroupScope::Story,
        links: Vec::new(),
    };
    for (url, headline) in links.filter(|(url, _)| Some(url) != own) {
        let is_known = group.links.iter().any(|link: &RelatedLink| link.url.as_ref() == Some(&url));
        let Some(headline) = headline.or_else(|| Prose::non_empty(url.as_str())).filter(|_| !is_known) else {
            continue;
        };
        group.links.push(RelatedLink { headline, url: Some(url.canonical()), caption: None, is_self: false });
    }
    Some(group).filter(|group| !group.links.is_empty())
}
