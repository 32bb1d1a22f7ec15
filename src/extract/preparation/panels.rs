//! Text that its markup hides: answers that a button opens, boxes of prose beside a text, explanations of a word.

use dom_query::NodeRef;

use crate::extract::{dom, words};

/// Words of a question on a button, and the fewest of its answer.
const QUESTION: std::ops::RangeInclusive<usize> = 3..=30;
const ANSWER: usize = 12;

/// The fewest words of a paragraph of prose in a box.
const PROSE: usize = 20;

/// Words in the class of boxes beside a text that are none of it.
const OTHERS: &[&str] = &[
    "about",
    "ad",
    "ads",
    "advert",
    "author",
    "bio",
    "more",
    "newsletter",
    "profile",
    "promo",
    "recommend",
    "related",
    "share",
    "sidebar",
    "social",
    "sponsor",
    "subscribe",
    "teaser",
];

/// Attributes that name the explanation of a word.
const EXPLAINED_BY: &[&str] = &["aria-labelledby", "aria-describedby", "aria-details"];

/// Whether an element may be prepared here.
pub fn is_switch(node: &NodeRef<'_>, name: &str) -> bool {
    name == "button" && node.has_attr("aria-expanded")
}

/// Whether an element is a word with an explanation elsewhere.
pub fn is_term(node: &NodeRef<'_>, name: &str) -> bool {
    matches!(name, "dfn" | "abbr") && EXPLAINED_BY.iter().any(|attribute| node.has_attr(attribute))
}

/// Makes a button that opens an answer a heading, and shows the answer.
pub fn open(switch: &NodeRef<'_>) {
    let heading = switch.ancestors_it(Some(2)).find(is_heading);
    let label = heading.unwrap_or(*switch);
    let alone = label.parent().filter(|around| around.element_children().len() == 1);
    let panel = label.next_element_sibling().or_else(|| alone?.next_element_sibling());
    let panel = panel.filter(|panel| is_prose(panel, ANSWER));
    if heading.is_some() {
        switch.rename("span");
    } else if panel.is_some() && QUESTION.contains(&words::count(&switch.text())) {
        switch.rename("h3");
    }
    if let Some(panel) = panel {
        panel.remove_attr("hidden");
        panel.remove_attr("aria-hidden");
        if dom::is_hidden(&panel) {
            panel.remove_attr("style");
        }
    }
}

/// Whether an element may be a question of an accordion, or a box with the name of its label.
pub fn is_labelled(node: &NodeRef<'_>, name: &str) -> bool {
    match name {
        "section" => node.has_attr("aria-labelledby"),
        "div" => node.attr("class").is_some_and(|class| {
            let class = class.to_ascii_lowercase();
            FOLDED.iter().any(|word| class.contains(word)) && !class.contains("wrap")
        }),
        _ => false,
    }
}

/// Most characters of a question.
const WIDEST: usize = 300;

/// Class names of what opens an answer.
const FOLDED: &[&str] = &["accordion", "faq", "question"];

/// Makes the label of a box, or the question of an accordion, a heading.
pub fn head(node: &NodeRef<'_>) {
    let is_text = |label: &NodeRef<'_>| {
        matches!(&*dom::name(label), "div" | "span" | "p")
            && !label.descendants_it().any(|below| below.is_element() && dom::is_block(&dom::name(&below)))
            && (1..=*QUESTION.end()).contains(&words::count(&label.text()))
    };
    if let Some(named) = dom::attribute(node, "aria-labelledby") {
        let is_named = |below: &NodeRef<'_>| below.attr("id").is_some_and(|id| *id == *named);
        let label = node.descendants_it().find(is_named).filter(is_text);
        if let Some(label) = label.filter(|_| is_prose(node, ANSWER)) {
            for name in ["class", "id", "aria-hidden"] {
                label.remove_attr(name);
            }
            label.rename("h4");
        }
        return;
    }
    if dom::is_longer(node, WIDEST) {
        return;
    }
    let icons = node.descendants_it().filter(|below| below.has_name("i")).collect::<Vec<_>>();
    let question = dom::words(node);
    let question = icons.last().map_or(question.as_str(), |icon| {
        question.strip_suffix(icon.text().trim()).unwrap_or(&question).trim_end()
    });
    let is_question = question.ends_with(['?', '？']) && QUESTION.contains(&words::count(question));
    let outer = node.parent().filter(|around| around.element_children().len() == 1);
    let answer = node.next_element_sibling().or_else(|| outer?.next_element_sibling());
    if is_question && is_text(node) && answer.is_some_and(|answer| is_prose(&answer, ANSWER)) {
        icons.iter().for_each(NodeRef::remove_from_parent);
        node.remove_attr("class");
        node.rename("h3");
    }
}

/// Makes a box with a heading and prose a part of the text between whose paragraphs it stands.
pub fn join(aside: &NodeRef<'_>) {
    let is_paragraph = |node: Option<NodeRef<'_>>| node.is_some_and(|node| node.has_name("p"));
    let label = dom::label(aside);
    let mut names = label.split(|letter: char| !letter.is_alphanumeric());
    let is_other = names.any(|name| OTHERS.contains(&name));
    let stands_between =
        is_paragraph(aside.prev_element_sibling()) && is_paragraph(aside.next_element_sibling());
    let has = |question: &dyn Fn(&NodeRef<'_>) -> bool| aside.descendants_it().any(|below| question(&below));
    let is_field = |node: &NodeRef<'_>| matches!(&*dom::name(node), "form" | "input" | "nav");
    let is_told = |node: &NodeRef<'_>| node.has_name("p") && words::count(&dom::words(node)) >= PROSE;
    if stands_between
        && !is_other
        && has(&is_heading)
        && has(&is_told)
        && !has(&is_field)
        && is_prose(aside, PROSE)
    {
        aside.rename("section");
    }
}

/// Removes the explanation that a page shows over a word.
pub fn drop_explanation(term: &NodeRef<'_>) {
    let named = EXPLAINED_BY.iter().find_map(|attribute| dom::attribute(term, attribute));
    let (Some(named), Some(around)) = (named, term.parent()) else { return };
    let is_named = |node: &NodeRef<'_>| node.attr("id").is_some_and(|id| *id == *named);
    let found = around.descendants_it().find(|node| is_named(node) && node.id != term.id);
    if let Some(explanation) = found.filter(|found| !found.descendants_it().any(|below| below.id == term.id))
    {
        explanation.remove_from_parent();
    }
}

fn is_heading(node: &NodeRef<'_>) -> bool {
    matches!(&*dom::name(node), "h2" | "h3" | "h4" | "h5" | "h6")
}

/// Whether a box has so many words, and few of them in links.
fn is_prose(node: &NodeRef<'_>, fewest: usize) -> bool {
    let links = node.descendants_it().filter(|below| below.has_name("a"));
    let linked: usize = links.map(|link| words::count(&dom::words(&link))).sum();
    let all = words::count(&dom::words(node));
    all >= fewest && linked * 4 <= all
}

#[cfg(test)]
mod tests {
    use dom_query::Document;

    use crate::extract::dom;
    use crate::extract::embeds::MarkupSource;

    fn left(page: &str) -> String {
        let document = Document::from(page);
        super::super::of(&document, MarkupSource::Page);
        document.body().map(|body| body.html().to_string()).unwrap_or_default()
    }

    const PROSE: &str = "The river rose above its banks in the early hours of the morning, said the mayor, who asked all to stay.";

    #[test]
    fn a_button_that_opens_an_answer_is_its_heading() {
        let headed = left(&format!(
            "<h3><button aria-expanded=false>Who pays?</button></h3><div hidden aria-hidden=true>{PROSE}</div>"
        ));
        assert!(headed.contains("<h3><span") && !headed.contains("hidden"), "{headed}");
        let alone = left(&format!("<button aria-expanded=false>Who pays for it?</button><div>{PROSE}</div>"));
        assert!(alone.contains("<h3 "), "{alone}");
        let menu = left(
            "<button aria-expanded=false>All of our pages</button><ul hidden><li><a href=/a>Rain</a></ul>",
        );
        assert!(menu.contains("<button") && menu.contains("hidden"), "{menu}");
    }

    #[test]
    fn the_label_of_a_box_and_the_question_of_an_accordion_are_headings() {
        let labelled = left(&format!(
            "<section aria-labelledby=x1><div aria-hidden=true id=x1>Useful words</div><p>{PROSE}</p></section>"
        ));
        assert!(labelled.contains("<h4>Useful words</h4>"), "{labelled}");
        let links =
            left("<section aria-labelledby=x1><div id=x1>More</div><a href=/a>Rain falls</a></section>");
        assert!(!links.contains("<h4"), "{links}");
        let folded = left(&format!(
            "<div class=accordion-header><div class=accordion-header-title>Who pays for it? <i>more</i></div></div><div>{PROSE}</div>"
        ));
        assert!(folded.contains("<h3>Who pays for it? </h3>"), "{folded}");
    }

    #[test]
    fn a_box_of_prose_between_two_paragraphs_is_text() {
        let page = |class: &str| {
            left(&format!("<p>One.</p><aside class='{class}'><h3>Rain</h3><p>{PROSE}</p></aside><p>Two.</p>"))
        };

        assert!(page("x1").contains("<section"));
        assert!(page("author-box").contains("<aside"));
    }

    #[test]
    fn the_explanation_over_a_word_is_no_part_of_its_sentence() {
        let page = "<p>After a <span><dfn aria-labelledby=t1>debate</dfn><span id=t1>A talk of many.</span></span> it rained.";
        let document = Document::from(page);

        super::super::of(&document, MarkupSource::Page);

        assert_eq!(dom::words(&document.root()), "After a debate it rained.");
    }
}
