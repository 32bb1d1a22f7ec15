//! The links of a page that lists stories: those outside of its navigation, head and foot, each with its words.

use dom_query::{Document, NodeRef};

use super::dom::{attribute, words};
use crate::domain::{Prose, RelatedLink, WebUrl};

/// Links that are looked at.
const MOST_ANCHORS: usize = 5_000;

/// The elements whose links belong to the site and not to what the page lists.
const ASIDE: &[&str] = &["nav", "aside", "form", "menu"];

/// The headings that a link may hold.
const HEADINGS: &[&str] = &["h1", "h2", "h3", "h4"];

/// The links in the order of the page; of one that holds a heading, the words of that.
pub fn of(document: &Document, base: &WebUrl) -> Vec<RelatedLink> {
    let anchors = document.select("a[href]");
    let nodes = anchors.nodes().iter().take(MOST_ANCHORS);
    nodes.filter(|anchor| !is_furniture(anchor)).filter_map(|anchor| link(anchor, base)).collect()
}

fn link(anchor: &NodeRef<'_>, base: &WebUrl) -> Option<RelatedLink> {
    let url = base.join(&attribute(anchor, "href")?).ok()?;
    let is_heading = |node: &NodeRef<'_>| HEADINGS.iter().any(|name| node.has_name(name));
    let heading = anchor.descendants_it().find(is_heading);
    let headline = Prose::non_empty(&words(&heading.unwrap_or(*anchor)))?;
    Some(RelatedLink { headline, url: Some(url), caption: None, is_self: false })
}

/// Whether a link stands in the navigation, head or foot of the page; the head of an article is none of those.
fn is_furniture(anchor: &NodeRef<'_>) -> bool {
    let stands_in =
        |names: &[&str]| anchor.ancestors_it(None).any(|above| names.iter().any(|name| above.has_name(name)));
    stands_in(ASIDE) || (stands_in(&["header", "footer"]) && !stands_in(&["article", "main"]))
}
