//! Pictures with their words: alternative text, caption, credit.

use std::collections::HashSet;

use dom_query::NodeRef;

use crate::domain::{Block, Figure, Prose, Text, WebUrl, normalised_headline};

use super::line::text_of;
use super::{album, dom, lexicon, words};

/// Most words of a caption; a longer text is no caption.
const CAPTION_WORDS: usize = 120;

/// Words of a counter, such as "Image 1 of 9".
const COUNT_WORDS: usize = 4;

/// Words of a caption from which it may be doubled.
const FEWEST_DOUBLED: usize = 4;

/// The pictures of a `figure`, the caption with the last of them; none where it holds something else, such as
/// a table or a quotation.
pub fn of(node: &NodeRef<'_>, base: Option<&WebUrl>) -> Vec<Figure> {
    let holds_text = node.descendants_it().any(|below| {
        matches!(&*dom::name(&below), "blockquote" | "pre" | "table" | "ul" | "ol" | "h2" | "h3")
    });
    let caption = captions(node);
    let outside = words::count(&dom::words(node)).saturating_sub(words::count(&dom_words(&caption)));
    if holds_text || outside > CAPTION_WORDS {
        return Vec::new();
    }
    let mut pictures: Vec<Figure> = Vec::new();
    for picture in within(node, base) {
        if pictures.iter().all(|known| known.url != picture.url || picture.url.is_none()) {
            pictures.push(picture);
        }
    }
    let last = pictures.pop().unwrap_or_default();
    pictures.push(with_caption(last, node, &caption, base));
    pictures.retain(|figure| *figure != Figure::default());
    pictures
}

/// The picture of a container that holds only a picture and its caption.
pub fn of_container(node: &NodeRef<'_>, base: Option<&WebUrl>) -> Option<Figure> {
    let label = dom::label(node);
    let is_named = ["caption", "image", "photo", "picture", "media", "figure", "img"]
        .iter()
        .any(|name| label.contains(name));
    if !is_named || images(node).len() != 1 || node.descendants_it().any(|below| below.has_name("figure")) {
        return None;
    }
    let count = words::count(&dom::words(node));
    if count > CAPTION_WORDS {
        return None;
    }
    let image = of_image(images(node).first()?, base).unwrap_or_default();
    let figure = with_caption(image, node, &captions(node), base);
    Some(figure).filter(|figure| *figure != Figure::default())
}

/// The caption in a container of its own, apart from its picture.
pub fn caption_alone(node: &NodeRef<'_>, base: Option<&WebUrl>) -> Option<Figure> {
    let label = dom::label(node);
    let is_named = label.split_whitespace().any(|name| {
        name.contains("caption")
            && !name.contains("with")
            && !name.contains("wrap")
            && !name.contains("no-caption")
    });
    let is_short = || (1..=CAPTION_WORDS).contains(&words::count(&dom::words(node)));
    if !is_named || !is_short() || !images(node).is_empty() {
        return None;
    }
    Some(with_caption(Figure::default(), node, &[], base))
}

/// Adds a caption to the picture before it, where that has none.
pub fn add_caption(blocks: &mut Vec<Block>, caption: Figure) {
    match blocks.last_mut() {
        Some(Block::Figure(figure)) if figure.caption.is_none() => {
            figure.caption = caption.caption;
            figure.credit = figure.credit.take().or(caption.credit);
        }
        _ => blocks.push(Block::Figure(caption)),
    }
}

/// The picture of an `img` or `picture`; `None` for tracking pixels, pictures of the page's layout and of other
/// articles.
pub fn of_image(node: &NodeRef<'_>, base: Option<&WebUrl>) -> Option<Figure> {
    let image = if node.has_name("picture") { images(node).into_iter().next()? } else { *node };
    let is_dot = |name| {
        dom::attribute(&image, name).and_then(|size| size.parse().ok()).is_some_and(|size: u32| size < 3)
    };
    if is_dot("width") || is_dot("height") || image.has_attr(dom::TEASER) {
        return None;
    }
    let told = |name| dom::attribute(&image, name).map(dom::decoded).filter(|words| says_something(words));
    let remark = dom::attribute(&image, dom::REMARK);
    let title = || told("title").filter(|title| Some(title) != remark.as_ref());
    let alt = told("alt").or_else(|| told("aria-label")).or_else(title);
    let alt = alt.and_then(|alt| Prose::non_empty(&alt));
    let url = address(&image, base);
    let picture = album::saved_picture(&image);
    let is_something = url.is_some() || alt.is_some() || picture.is_some();
    let caption = remark.map(|remark| Text::plain(&remark));
    is_something.then_some(Figure { url, picture, alt, caption, ..Figure::default() })
}

/// Alternative texts that say nothing.
const BLANK: &[&str] = &[
    "n/a",
    "na",
    "null",
    "undefined",
    "image",
    "img",
    "photo",
    "picture",
    "foto",
    "bild",
    "placeholder",
    "thumbnail",
    "alt",
    "icon",
    "logo",
    "avatar",
    "loading",
    "loading...",
    "empty",
    "leer",
    "vide",
    "featured image",
    "article image",
    "hero image",
    "main image",
    "image for post",
    "original",
    "content",
    "dims",
    "imrs",
    "app store",
    "google play",
];

/// Whether an alternative text describes a picture; the name of a file, of a site or of a draft does not.
fn says_something(alt: &str) -> bool {
    let lower = alt.trim().to_lowercase();
    let is_file = !lower.contains(' ')
        && [".jpg", ".jpeg", ".png", ".gif", ".webp", ".svg", ".avif"].iter().any(|end| lower.ends_with(end));
    let is_code = !lower.contains(' ') && lower.is_ascii() && lower.contains(['_', '-', '.', '/']);
    let is_said = !BLANK.contains(&lower.as_str()) && !lower.starts_with("auto draft");
    !is_file && !is_code && is_said && lower.chars().any(char::is_alphanumeric)
}

/// Gives a picture without words the words of its file name, where it has any.
pub fn name(block: &mut Block) {
    let Block::Figure(figure) = block else { return };
    if figure.alt.is_none() && figure.caption.is_none() && figure.picture.is_none() {
        figure.alt = figure.url.as_ref().and_then(words_of_file);
    }
}

/// Letters of a word in a file name, and most words that are taken from one.
const FILE_WORD: std::ops::RangeInclusive<usize> = 3..=16;
const FILE_WORDS: usize = 8;

fn words_of_file(url: &WebUrl) -> Option<Prose> {
    let file = url.path().rsplit('/').next()?;
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let is_word = |word: &&str| {
        FILE_WORD.contains(&word.len())
            && word.bytes().all(|letter| letter.is_ascii_alphabetic())
            && word.contains(['a', 'e', 'i', 'o', 'u', 'y', 'A', 'E', 'I', 'O', 'U', 'Y'])
            && !BLANK.contains(&word.to_lowercase().as_str())
    };
    let all = stem.split(['-', '_', '+', '.']).filter(|part| !part.is_empty()).count();
    let words: Vec<&str> = stem.split(['-', '_', '+', '.']).filter(is_word).take(FILE_WORDS).collect();
    let is_said = words.len() * 2 >= all && words.iter().any(|word| word.len() > 3);
    is_said.then(|| Prose::non_empty(&words.join(" "))).flatten()
}

/// All pictures below a node.
pub fn within(node: &NodeRef<'_>, base: Option<&WebUrl>) -> Vec<Figure> {
    images(node).iter().filter_map(|image| of_image(image, base)).collect()
}

fn address(image: &NodeRef<'_>, base: Option<&WebUrl>) -> Option<WebUrl> {
    dom::image_addresses(image).iter().find_map(|address| dom::resolve(address, base))
}

fn images<'a>(node: &NodeRef<'a>) -> Vec<NodeRef<'a>> {
    node.descendants_it().filter(|below| below.has_name("img")).collect()
}

fn captions<'a>(node: &NodeRef<'a>) -> Vec<NodeRef<'a>> {
    node.descendants_it().filter(|below| below.has_name("figcaption")).collect()
}

fn dom_words(nodes: &[NodeRef<'_>]) -> String {
    nodes.iter().map(dom::words).collect::<Vec<_>>().join(" ")
}

/// Adds the caption to a picture, from the `figcaption` or else all words, and the credit in it.
fn with_caption(
    mut figure: Figure,
    node: &NodeRef<'_>,
    captions: &[NodeRef<'_>],
    base: Option<&WebUrl>,
) -> Figure {
    let places = if captions.is_empty() { vec![*node] } else { captions.to_vec() };
    let named = places.iter().flat_map(NodeRef::descendants_it).find(|below| is_credit(below));
    let beside = || if captions.is_empty() { None } else { credit_beside(node) };
    if let Some(credit) = named.or_else(beside) {
        figure.credit = Prose::non_empty(lexicon::without_credit_word(&dom::words(&credit)));
        credit.remove_from_parent();
    }
    let texts: Vec<Text> = places.iter().map(|place| text_of(place, base)).collect();
    figure.caption = texts.into_iter().map(without_repetition).find(|text| !text.is_blank());
    if figure.credit.is_none() {
        split_credit(&mut figure);
    }
    drop_repeated_alt(&mut figure);
    figure
}

/// The line outside of the caption of a figure that is a credit.
fn credit_beside<'a>(node: &NodeRef<'a>) -> Option<NodeRef<'a>> {
    let is_line = |below: &NodeRef<'a>| matches!(&*dom::name(below), "p" | "span" | "small" | "div");
    let mut lines = node.descendants_it().filter(is_line);
    lines.find(|line| {
        !dom::within(line, |above| above.has_name("figcaption"))
            && (is_credit(line) || lexicon::is_credit(&dom::words(line)))
    })
}

/// Drops an alternative text with which the caption begins, or that shares most of its words.
pub fn drop_repeated_alt(figure: &mut Figure) {
    let Some(caption) = figure.caption.as_ref().map(|caption| normalised_headline(&caption.to_plain()))
    else {
        return;
    };
    figure.alt.take_if(|alt| {
        let alt = normalised_headline(alt.as_str());
        caption.starts_with(&alt) && caption != alt || share_most_words(&alt, &caption)
    });
}

/// Whether two thirds of the telling words of the shorter of two lines stand in the other.
fn share_most_words(one: &str, other: &str) -> bool {
    let telling = |line: &str| -> HashSet<String> {
        line.split(' ').filter(|word| word.chars().count() >= LEAST_WORD_LETTERS).map(str::to_owned).collect()
    };
    let (one, other) = (telling(one), telling(other));
    let fewer = one.len().min(other.len());
    one != other && fewer >= FEWEST_DOUBLED && one.intersection(&other).count() * 3 >= fewer * 2
}

/// The fewest letters of a word that is compared.
const LEAST_WORD_LETTERS: usize = 4;

/// A caption without the number of its picture ("Image 1 of 9"), and its half where it repeats itself.
fn without_repetition(caption: Text) -> Text {
    let plain = caption.to_plain();
    let mut words: Vec<&str> = plain.split_whitespace().collect();
    let is_number = |word: &str| word.bytes().all(|letter| letter.is_ascii_digit());
    let is_counted = matches!(words.as_slice(), [_, number, "of" | "von" | "de" | "/", all, ..]
        if is_number(number) && is_number(all));
    if is_counted {
        words.drain(..COUNT_WORDS);
    }
    let (one, other) = words.split_at(words.len() / 2);
    let is_doubled = one.len() >= FEWEST_DOUBLED && one == other;
    match (is_doubled, is_counted) {
        (true, _) => Text::plain(&one.join(" ")),
        (false, true) => Text::plain(&words.join(" ")),
        (false, false) => caption,
    }
}

fn is_credit(node: &NodeRef<'_>) -> bool {
    let label = dom::label(node);
    node.is_element()
        && ["credit", "copyright", "photographer", "attribution", "source", "byline"]
            .iter()
            .any(|name| label.contains(name))
        && !dom::words(node).is_empty()
}

/// Splits a caption with a credit at its end: "The river. (Photo: A. Lens)".
fn split_credit(figure: &mut Figure) {
    let Some(caption) = &figure.caption else { return };
    let plain = caption.to_plain();
    if let Some((rest, credit)) = lexicon::credit_at_end(&plain) {
        figure.credit = Prose::non_empty(credit);
        figure.caption = Some(Text::plain(rest)).filter(|text| !text.is_blank());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_a_file_or_of_a_draft_describes_no_picture() {
        for nothing in [
            "dims",
            "Image for post",
            "Auto Draft 14",
            "paper_logo",
            "0225-river-01",
            "Paper.com",
            "App Store",
        ] {
            assert!(!says_something(nothing), "{nothing}");
        }
        for told in ["River", "The river in May", "Ana-Maria Ruiz", "Überschwemmung"] {
            assert!(says_something(told), "{told}");
        }
    }
}
