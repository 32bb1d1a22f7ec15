//! A page as lines of text and the boxes around them, and which of the lines are its prose.
//!
//! A second opinion, independent of the extractor: by the amount of prose, the share of links, and the
//! structure of the page. The class of a box counts as evidence only where the box holds little of the page's
//! prose; words of layout ("widget", "sidebar", "hidden") do not count.

mod cards;
mod evidence;
mod run;
mod scores;

use dom_query::{Document, NodeId, NodeRef};

use super::collapsed::Collapsed;
use super::{dom, words};
use evidence::Evidence;
pub use evidence::{asks_for_consent, is_heading_slug};

/// Most lines of a page; a longer page is left to the extractor.
const MOST: usize = 20_000;

/// A run of text without a block boundary.
#[derive(Debug)]
pub struct Line {
    /// The text, with single spaces.
    pub text: String,
    /// The number of words, and of those in links.
    pub words: usize,
    pub linked: usize,
    /// The innermost box around the line.
    pub place: usize,
    /// The score of the line as prose.
    score: f32,
}

/// A block element with its statistics.
#[derive(Debug)]
pub struct PageBox {
    pub node: NodeId,
    pub name: String,
    pub parent: Option<usize>,
    pub evidence: Evidence,
    /// Words of prose in the box.
    pub mass: f32,
}

/// The lines of a page in reading order.
#[derive(Debug, Default)]
pub struct Lines {
    pub lines: Vec<Line>,
    pub boxes: Vec<PageBox>,
}

/// The lines that are the prose of the article, and those that are none in any case.
#[derive(Debug, Default)]
pub struct ProseLines {
    pub kept: Vec<usize>,
    pub is_boilerplate: Vec<bool>,
    /// Whether each line is in a box that declares itself to be beside the text.
    pub beside: Vec<bool>,
}

impl Lines {
    /// Reads a page.
    pub fn of(document: &Document) -> Self {
        let mut reader = Reader::default();
        if let Some(body) = document.body() {
            reader.read(&body, None, false);
            reader.end_line(0);
        }
        let mut lines = reader.lines;
        lines.count_prose_words();
        lines
    }

    /// The name of the element around a line.
    pub fn name(&self, line: &Line) -> &str {
        self.boxes.get(line.place).map_or("", |place| place.name.as_str())
    }

    /// Whether a line is in an element of one of the names.
    pub fn is_in(&self, line: &Line, names: &[&str]) -> bool {
        let mut around = self.around(line.place).filter_map(|place| self.boxes.get(place));
        around.any(|place| names.contains(&place.name.as_str()))
    }

    /// The prose of the article.
    pub fn prose(&self) -> ProseLines {
        if self.lines.len() > MOST { ProseLines::default() } else { run::of(self) }
    }

    /// A box and those around it, from the innermost outwards.
    pub fn around(&self, place: usize) -> impl Iterator<Item = usize> {
        std::iter::successors(Some(place), |place| self.boxes.get(*place).and_then(|around| around.parent))
    }

    /// Names of the boxes around a line, which lines of one text share.
    pub fn ancestor_names(&self, line: &Line) -> Vec<&str> {
        self.around(line.place)
            .filter_map(|place| Some(self.boxes.get(place)?.name.as_str()))
            .take(MAX_ANCESTORS)
            .collect()
    }

    /// Words of prose on the page.
    pub fn prose_words(&self) -> f32 {
        self.boxes.first().map_or(0.0, |page| page.mass)
    }

    fn count_prose_words(&mut self) {
        for line in &mut self.lines {
            line.score =
                scores::score(line, self.boxes.get(line.place).map_or("", |place| place.name.as_str()));
            let prose = line.score.max(0.0);
            let mut place = Some(line.place);
            while let Some(around) = place.and_then(|place| self.boxes.get_mut(place)) {
                around.mass += prose;
                place = around.parent;
            }
        }
    }
}

/// Levels of boxes whose names are compared.
const MAX_ANCESTORS: usize = 5;

#[derive(Default)]
struct Reader {
    lines: Lines,
    text: Collapsed,
    linked: String,
}

impl Reader {
    fn read(&mut self, node: &NodeRef<'_>, around: Option<usize>, is_linked: bool) {
        let name = dom::name(node);
        if dom::is_silent(&name) {
            return;
        }
        let is_block = dom::is_block(&name);
        let place = if is_block || around.is_none() {
            self.end_line(around.unwrap_or_default());
            self.lines.boxes.push(PageBox {
                node: node.id,
                name: name.to_string(),
                parent: around,
                evidence: Evidence::of(node, &name),
                mass: 0.0,
            });
            self.lines.boxes.len() - 1
        } else {
            around.unwrap_or_default()
        };
        if &*name == "br" {
            return self.end_line(place);
        }
        let is_linked = is_linked || &*name == "a";
        for child in node.children_it(false) {
            if child.is_text() {
                dom::text(&child, |text| {
                    self.text.push(text);
                    if is_linked {
                        self.linked.push_str(text);
                        self.linked.push(' ');
                    }
                });
            } else if child.is_element() {
                self.read(&child, Some(place), is_linked);
            }
        }
        if is_block {
            self.end_line(place);
        }
    }

    fn end_line(&mut self, place: usize) {
        let linked = words::count(&self.linked);
        self.linked.clear();
        let text = self.text.take();
        if !text.is_empty() {
            let words = words::count(&text);
            self.lines.lines.push(Line { text, words, linked: linked.min(words), place, score: 0.0 });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(page: &str) -> Vec<String> {
        let lines = Lines::of(&Document::from(page));
        let kept = lines.prose().kept;
        kept.into_iter().map(|at| lines.lines[at].text.clone()).collect()
    }

    const ONE: &str = "The river rose above its banks in the early hours of the morning, said the mayor.";
    const TWO: &str = "Nobody was hurt in the night, and the wall is now to be built before the autumn.";

    #[test]
    fn an_id_made_of_a_heading_is_no_evidence_against_its_section() {
        let page = |id: &str| {
            let rest = ["One", "Two", "Three", "Four", "Five", "Six"]
                .map(|hour| format!("<p>{hour} o’clock: {ONE}</p>"));
            let rest = rest.concat();
            format!(
                "<body><h1>Rain falls</h1>{rest}<div id={id}><h2>How popular is rain?</h2><p>{TWO}</p></div>"
            )
        };

        assert!(kept(&page("how-popular-is-rain")).contains(&TWO.to_owned()));
        assert!(!kept(&page("popular-posts")).contains(&TWO.to_owned()));
    }

    #[test]
    fn a_body_in_several_boxes_is_extracted_whole_whatever_their_classes() {
        let page = format!(
            "<body><nav><a href=/>Home</a> <a href=/w>World</a></nav><h1>Rain falls</h1><div class=widget><p>{ONE}</p></div>\
             <div class='widget hidden md:block'><p>{TWO}</p></div><footer><p>{ONE} All rights reserved.</p></footer>"
        );

        assert_eq!(kept(&page), [ONE, TWO]);
    }

    #[test]
    fn cards_of_other_stories_are_no_prose() {
        let card = |number: usize| {
            format!("<li><h3><a href=/{number}>Another story of the town</a></h3><p>{TWO}</p></li>")
        };
        let page = format!(
            "<body><p>{ONE}</p><p>{TWO}</p><p>{ONE} Again.</p><ul>{}{}{}</ul>",
            card(1),
            card(2),
            card(3)
        );

        assert_eq!(kept(&page), [ONE, TWO, &format!("{ONE} Again.")]);
    }

    #[test]
    fn a_box_that_asks_for_consent_is_known_by_its_names() {
        let asks = |markup: &str| {
            let page = Document::from(format!("<body>{markup}</body>").as_str());
            page.select("div, section").nodes().first().is_some_and(asks_for_consent)
        };

        assert!(asks("<div id=cookie-consent>We value your privacy</div>"));
        assert!(asks("<section aria-label='Cookie notice'>We use them</section>"));
        assert!(asks("<div class=didomi-host>Agree</div>"));
        assert!(!asks("<div class='cmp-container cmp-banner'>The text</div>"));
        assert!(!asks("<div class='cookie recipe'>Butter, flour</div>"));
        assert!(!asks("<div class=has-cookie-banner><article>The text</article></div>"));
    }

    #[test]
    fn a_notice_in_a_dialog_never_wins() {
        let page = format!(
            "<body><div role=dialog><p>{ONE}</p><p>{TWO}</p><p>{ONE}</p></div><div><p>{TWO} It said so.</p></div>"
        );

        assert_eq!(kept(&page), [format!("{TWO} It said so.")]);
    }
}
