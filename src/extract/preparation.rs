//! Prepares a page for extraction: puts parts in place that a script would, resolves lazy pictures, marks
//! formulas, embeds and the effects of styles, and removes consent notices and the next articles.

mod block_links;
mod captions;
mod frames;
mod listings;
mod next_articles;
mod panels;
mod pictures;
mod streamed;
mod styles;

use dom_query::{Document, NodeId, NodeRef};

use super::embeds::MarkupSource;
use super::prose::asks_for_consent;
use super::{dom, embeds, footnotes, math};

/// Prepares a page or a text; returns the elements that may refer to notes.
pub fn of(document: &Document, source: MarkupSource) -> Vec<NodeId> {
    frames::open(document);
    let mut found = NodesToPrepare::default();
    for node in document.root().descendants_it() {
        if node.is_element() {
            found.add(node);
        }
    }
    found.styled.iter().for_each(styles::note);
    found.listings.iter().for_each(|listing| listing.rename("pre"));
    found.sessions.iter().filter(|session| listings::is_session(session)).for_each(listings::join);
    found.codes.iter().chain(&found.listings).for_each(listings::keep_breaks);
    found.renamed.iter().for_each(|picture| picture.rename("img"));
    found.breaks.iter().for_each(part);
    found.images.extend(found.pictures.iter().filter_map(pictures::only_source));
    pictures::resolve_lazy(&found.images);
    found.fields.iter().filter(|field| listings::is_text(field, source)).for_each(|text| text.rename("pre"));
    found.spares.iter().for_each(pictures::unwrap);
    found.captions.iter().for_each(captions::settle);
    if source == MarkupSource::Text {
        found.images.iter().for_each(pictures::note_remark);
        found.anchors.iter().for_each(block_links::spread);
    }
    streamed::put_back(&found.streamed);
    found.switches.iter().for_each(panels::open);
    found.labelled.iter().for_each(panels::head);
    found.asides.iter().for_each(panels::join);
    found.terms.iter().for_each(panels::drop_explanation);
    next_articles::remove(document, &found.headings);
    math::mark(&found.formulas);
    embeds::mark(&found.embedded, source);
    for unread in found.notices.iter().chain(&found.back_links) {
        unread.remove_from_parent();
    }
    found.references.iter().map(|reference| reference.id).collect()
}

/// The nodes to be prepared.
#[derive(Default)]
struct NodesToPrepare<'page> {
    styled: Vec<NodeRef<'page>>,
    /// Code without the element for it.
    listings: Vec<NodeRef<'page>>,
    /// Code with its lines, and boxes that may hold code in parts.
    codes: Vec<NodeRef<'page>>,
    sessions: Vec<NodeRef<'page>>,
    /// Fields with text to copy.
    fields: Vec<NodeRef<'page>>,
    /// Pictures under the element names of a component library.
    renamed: Vec<NodeRef<'page>>,
    /// Empty elements that stand for breaks between paragraphs.
    breaks: Vec<NodeRef<'page>>,
    /// Pictures, elements around them, and the contents of `noscript` elements.
    images: Vec<NodeRef<'page>>,
    pictures: Vec<NodeRef<'page>>,
    spares: Vec<NodeRef<'page>>,
    /// Captions, and what may be one.
    captions: Vec<NodeRef<'page>>,
    /// Links, which may stand around whole paragraphs.
    anchors: Vec<NodeRef<'page>>,
    /// Buttons that open something, boxes beside the text, and words with an explanation.
    switches: Vec<NodeRef<'page>>,
    asides: Vec<NodeRef<'page>>,
    terms: Vec<NodeRef<'page>>,
    labelled: Vec<NodeRef<'page>>,
    formulas: Vec<NodeRef<'page>>,
    embedded: Vec<NodeRef<'page>>,
    streamed: Vec<NodeRef<'page>>,
    notices: Vec<NodeRef<'page>>,
    headings: Vec<NodeRef<'page>>,
    /// Possible references to notes, and the links back from them.
    references: Vec<NodeRef<'page>>,
    back_links: Vec<NodeRef<'page>>,
}

impl<'page> NodesToPrepare<'page> {
    fn add(&mut self, node: NodeRef<'page>) {
        let name = dom::name(&node);
        if node.has_attr("style") {
            self.styled.push(node);
        }
        if listings::is_candidate(&node, &name) {
            self.listings.push(node);
        }
        match &*name {
            "amp-img" | "amp-anim" => self.renamed.push(node),
            "img" => self.images.push(node),
            "picture" => self.pictures.push(node),
            "textarea" => self.fields.push(node),
            "a" => self.anchors.push(node),
            "noscript" => self.spares.push(node),
            "span" if is_break(&node) => self.breaks.push(node),
            "pre" => self.codes.push(node),
            "aside" => self.asides.push(node),
            name if panels::is_switch(&node, name) => self.switches.push(node),
            name if panels::is_term(&node, name) => self.terms.push(node),
            "code" if node.attr("class").is_some_and(|class| class.contains("block")) => {
                self.sessions.extend(node.parent());
            }
            name if panels::is_labelled(&node, name) => self.labelled.push(node),
            _ => {}
        }
        if captions::is_candidate(&node, &name) {
            self.captions.push(node);
        }
        if footnotes::is_back_link(&node, &name) {
            self.back_links.push(node);
        } else if footnotes::is_candidate(&node, &name) {
            self.references.push(node);
        }
        if math::is_candidate(&node, &name) {
            self.formulas.push(node);
        } else if embeds::is_candidate(&node, &name) {
            self.embedded.push(node);
        } else if matches!(&*name, "div" | "template") && streamed::is_part(&node) {
            self.streamed.push(node);
        } else if &*name == "h1" {
            self.headings.push(node);
        } else if matches!(&*name, "div" | "section" | "aside" | "form") && asks_for_consent(&node)
            || &*name == "span" && is_shown_on_hover(&node)
            || node.has_attr("style") && styles::is_preheader(&node)
        {
            self.notices.push(node);
        }
    }
}

/// Whether an empty element is a break of a component library, by its class.
fn is_break(node: &NodeRef<'_>) -> bool {
    node.first_child().is_none()
        && node.attr("class").is_some_and(|class| class.split_ascii_whitespace().any(|name| name == "br"))
}

/// Parts the text at an element: two line breaks are a paragraph's end.
fn part(node: &NodeRef<'_>) {
    node.before_html("<br>");
    node.rename("br");
}

/// Class names for a box that opens within a line on hover, and for its parts.
const ON_HOVER: &[&str] = &["rollover", "popover", "hovercard", "hover-card", "tooltip"];
const BOXES: &[&str] = &["block", "box", "card", "content", "text"];

/// Whether a part of a line is a box that is shown on hover alone.
fn is_shown_on_hover(node: &NodeRef<'_>) -> bool {
    let Some(class) = node.attr("class") else { return false };
    let is_box = |name: &str| {
        let of_hover = ON_HOVER.iter().find_map(|word| name.split_once(word));
        of_hover.is_some_and(|(_, part)| BOXES.iter().any(|word| part.contains(word)))
            || name.ends_with("hovercard")
            || name.ends_with("hover-card")
    };
    class.split_ascii_whitespace().any(|name| is_box(&name.to_ascii_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_element_of_the_class_of_a_break_parts_paragraphs() {
        let document = Document::from(
            "<div>It rains.<span class='part br'></span>It falls.<span class=br>a</span></div>",
        );

        of(&document, MarkupSource::Page);

        let html = document.html().to_string();
        assert!(html.contains("It rains.<br><br class=\"part br\">It falls.<span"), "{html}");
    }

    #[test]
    fn boxes_shown_on_hover_are_recognised_by_their_class() {
        let document = Document::from(
            "<p>Gov. <span class='rollover-people'><a>Ana Lens</a><span class='rollover-people-block'>MORE</span></span> said
            <span class=tooltip>so<span class='tooltiptext'>not so</span></span> <span class='rolling block'>on</span>",
        );
        let root = document.root();
        let spans = root.descendants_it().filter(|node| node.has_name("span"));

        let told: Vec<bool> = spans.map(|span| is_shown_on_hover(&span)).collect();

        assert_eq!(told, [false, true, false, true, false]);
    }
}
