//! Pictures and quotations whose words stand beside them in other markup: they are made the elements that say so.

use dom_query::NodeRef;

use crate::domain::normalised_headline;
use crate::extract::{dom, lexicon, words};

/// Most levels from a caption up to the box with its picture.
const REACH: usize = 4;

/// Most words of a caption, and of the rest of its box: a button, a label.
const CAPTION: usize = 80;
const REST: usize = 6;

/// Most words of a line that says whose words are quoted.
const SPEAKER: usize = 20;

/// Names of the line under a picture.
const CALLED: &[&str] = &["caption", "bildunterschrift", "legend", "credit", "copyright"];

/// Elements that hold more than a picture.
const MORE: &[&str] =
    &["blockquote", "table", "ul", "ol", "pre", "h1", "h2", "h3", "video", "iframe", "form"];

/// Whether an element may be a caption outside of a figure, by its name or its class.
pub fn is_candidate(node: &NodeRef<'_>, name: &str) -> bool {
    name == "figcaption"
        || matches!(name, "p" | "div" | "span" | "small")
            && node.attr("class").is_some_and(|class| {
                let class = class.to_lowercase();
                CALLED.iter().chain(&["info"]).any(|word| class.contains(word))
            })
}

/// Settles a caption: one of a quotation becomes its source, one beside a picture makes a figure.
pub fn settle(caption: &NodeRef<'_>) {
    // A caption is no footer of the page, whatever it is called.
    if caption.has_name("figcaption") && dom::label(caption).contains("footer") {
        caption.remove_attr("class");
    }
    let figure = caption.ancestors_it(None).find(|above| above.has_name("figure"));
    match figure {
        Some(figure) if caption.has_name("figcaption") => attribute(&figure, caption),
        Some(_) => {}
        None => make_figure(caption),
    }
}

/// Makes the caption of a figure with one quotation and at most a portrait the source of the quotation.
fn attribute(figure: &NodeRef<'_>, caption: &NodeRef<'_>) {
    let quotations: Vec<NodeRef<'_>> =
        figure.descendants_it().filter(|below| below.has_name("blockquote")).take(2).collect();
    let [quotation] = quotations.as_slice() else { return };
    let is_alone = quotation.ancestors_it(None).all(|above| above.id != caption.id);
    let has_picture = figure.descendants_it().any(|below| dom::is_image(&below) && !is_portrait(&below));
    let is_speaker = (1..=SPEAKER).contains(&words::count(&dom::words(caption)));
    if is_alone && is_speaker && !has_picture {
        caption.rename("footer");
        quotation.append_child(caption);
        figure.rename("div");
    }
}

/// Whether a picture is small, as that of a speaker is.
fn is_portrait(image: &NodeRef<'_>) -> bool {
    let size = |name| dom::attribute(image, name).and_then(|size| size.parse().ok());
    size("width").is_some_and(|width: u32| width <= PORTRAIT)
}

/// Most pixels of the width of a portrait.
const PORTRAIT: u32 = 160;

/// Makes a figure of the smallest box around a caption that holds a picture, where there is little else in it.
fn make_figure(caption: &NodeRef<'_>) {
    let own = dom::words(caption);
    if !(1..=CAPTION).contains(&words::count(&own)) || is_linked(caption, &own) || holds(caption, &["img"]) {
        return;
    }
    let boxes: Vec<NodeRef<'_>> = caption.ancestors_it(Some(REACH)).collect();
    for around in boxes {
        if !matches!(&*dom::name(&around), "div" | "aside" | "a" | "span" | "picture" | "p" | "section") {
            return;
        }
        let images: Vec<NodeRef<'_>> = around.descendants_it().filter(dom::is_image).take(2).collect();
        match images.as_slice() {
            [] => {}
            [image] if is_caption_of(caption, &own, image) && is_all(&around, &own) => {
                around.rename("figure");
                caption.rename("figcaption");
                for node in [&around, caption] {
                    for name in ["class", "id", "aria-hidden"] {
                        node.remove_attr(name);
                    }
                }
                return keep_row(&around);
            }
            _ => return,
        }
    }
}

/// Makes the boxes around figures and little else sections: the extractor drops boxes of many pictures or links and no
/// paragraph.
fn keep_row(figure: &NodeRef<'_>) {
    let told = |row: &NodeRef<'_>| -> usize {
        let figures = row.descendants_it().filter(|below| below.has_name("figure"));
        figures.map(|figure| words::count(&dom::words(&figure))).sum()
    };
    let is_row = |row: &NodeRef<'_>| {
        matches!(&*dom::name(row), "div" | "section")
            && words::count(&dom::words(row)).saturating_sub(told(row)) <= REST
    };
    let rows: Vec<NodeRef<'_>> = figure.ancestors_it(Some(2)).take_while(is_row).collect();
    for row in rows {
        row.rename("section");
    }
}

/// Whether a box has no more words than the caption and a button, and nothing that is no picture.
fn is_all(around: &NodeRef<'_>, caption: &str) -> bool {
    let rest = words::count(&dom::words(around)).saturating_sub(words::count(caption));
    rest <= REST && !holds(around, MORE) && !holds(around, &["figure"])
}

/// Whether an element is the caption of a picture: by its name, or by the same words.
fn is_caption_of(caption: &NodeRef<'_>, own: &str, image: &NodeRef<'_>) -> bool {
    let label = dom::label(caption);
    let is_called = caption.has_name("figcaption") || CALLED.iter().any(|word| label.contains(word));
    let alt = dom::attribute(image, "alt").unwrap_or_default();
    let is_said = words::count(own) > 2 && normalised_headline(&alt) == normalised_headline(own);
    (is_called || is_said) && !is_portrait(image) && !lexicon::is_aside(own)
}

/// Whether half of the words are in links, as in the teaser of another article.
fn is_linked(node: &NodeRef<'_>, own: &str) -> bool {
    let links = node.descendants_it().filter(|below| below.has_name("a"));
    let linked: usize = links.map(|link| words::count(&dom::words(&link))).sum();
    linked * 2 > words::count(own)
}

fn holds(node: &NodeRef<'_>, names: &[&str]) -> bool {
    node.descendants_it().any(|below| names.contains(&&*dom::name(&below)))
}

#[cfg(test)]
mod tests {
    use dom_query::Document;

    use crate::domain::{Block, Figure};
    use crate::extract::embeds::MarkupSource;
    use crate::extract::extract_fragment;

    fn figures(page: &str) -> Vec<(String, String)> {
        let blocks = extract_fragment(page, None).0;
        let words = |figure: &Figure| {
            let caption = figure.caption.as_ref().map(crate::domain::Text::to_plain).unwrap_or_default();
            (caption, figure.credit.as_ref().map(ToString::to_string).unwrap_or_default())
        };
        let figures = blocks.blocks().iter().filter_map(|block| match block {
            Block::Figure(figure) => Some(words(figure)),
            _ => None,
        });
        figures.collect()
    }

    fn pair(caption: &str, credit: &str) -> Vec<(String, String)> {
        vec![(caption.to_owned(), credit.to_owned())]
    }

    const IMAGE: &str = "<img src=https://paper.example/r.jpg alt='The river rises'>";

    #[test]
    fn the_words_beside_a_picture_are_its_caption() {
        let aside = format!(
            "<aside class='image wide'><a href=/r.jpg>{IMAGE}</a><p class=caption>The river in May</p></aside>"
        );
        assert_eq!(figures(&aside), pair("The river in May", ""));
        let link = format!(
            "<div><a href=/photos/1><div>{IMAGE}<span>View Photos</span><figcaption>River Cars</figcaption></div></a></div>"
        );
        assert_eq!(figures(&link), pair("River Cars", ""));
        let same = format!(
            "<div class=box><div><picture>{IMAGE}</picture></div><div class=box__info><p>The river rises</p></div></div>"
        );
        assert_eq!(figures(&same), pair("The river rises", ""));
        let footer =
            format!("<figure>{IMAGE}<figcaption class=image-footer>The river in May</figcaption></figure>");
        assert_eq!(figures(&footer), pair("The river in May", ""));
    }

    #[test]
    fn the_words_beside_a_picture_of_another_story_are_no_caption() {
        let card = format!("<div>{IMAGE}<div class=card-info><a href=/b>The river rises</a></div></div>");
        assert_eq!(figures(&card), pair("", ""));
        let portrait = "<div><img src=https://paper.example/a.jpg width=80 alt=Ana><p class=info>Ana Ruiz writes</p></div>";
        assert_eq!(figures(portrait), pair("", ""));
    }

    #[test]
    fn a_row_of_pictures_is_no_box_to_drop() {
        let one = format!("<div class=one>{IMAGE}<div class=caption>The river in May</div></div>");
        let all = "<div class=caption>Rivers and towns</div>";
        let document = Document::from(format!("<body><div><div>{one}{one}</div>{all}</div>").as_str());

        super::super::of(&document, MarkupSource::Page);

        assert_eq!(document.select("section > section > figure > figcaption").length(), 2);
    }

    #[test]
    fn a_credit_beside_the_caption_is_that_of_the_picture() {
        let beside = format!(
            "<figure>{IMAGE}<figcaption>The river in May</figcaption><p class=x5>© Rain Press/A. Lens</p></figure>"
        );

        assert_eq!(figures(&beside), pair("The river in May", "Rain Press/A. Lens"));
    }

    #[test]
    fn the_caption_of_a_quotation_says_whose_words_they_are() {
        let figure = "<figure class=q><div><blockquote><p>It rose.</p></blockquote><figcaption><b>Ana Ruiz,</b> <span>gauger</span></figcaption></div></figure>";

        let Some(Block::Quotation { attribution, .. }) =
            extract_fragment(figure, None).0.blocks().first().cloned()
        else {
            panic!("a quotation");
        };

        assert_eq!(attribution.unwrap().to_plain(), "Ana Ruiz, gauger");
    }
}
