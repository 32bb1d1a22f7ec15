//! The links of a page that lists stories, each with its words, without those of navigation, header and
//! footer.

use dom_query::{Document, NodeRef};

use super::dom::{attribute, words};
use crate::domain::{Prose, RelatedLink, WebUrl};

/// Most links that are read.
const MOST_ANCHORS: usize = 5_000;

/// Elements whose links belong to the site and not to the list of stories.
const ASIDE: &[&str] = &["nav", "aside", "form", "menu"];

/// The headings that a link may hold.
const HEADINGS: &[&str] = &["h1", "h2", "h3", "h4"];

/// The links in the order of the page; the words of a heading in a link stand for all its words.
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

/// Whether a link is in the navigation, header or footer of the page; the header of an article is none of
/// these.
fn is_furniture(anchor: &NodeRef<'_>) -> bool {
    let stands_in =
        |names: &[&str]| anchor.ancestors_it(None).any(|above| names.iter().any(|name| above.has_name(name)));
    stands_in(ASIDE) || (stands_in(&["header", "footer"]) && !stands_in(&["article", "main"]))
}
