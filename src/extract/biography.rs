//! The biographies of authors: a line or two in a box of their own, or after the text.
//!
//! Only text that names the author, or has the author speak, is taken: a box may be the publisher's.

use dom_query::{Document, NodeRef};

use crate::domain::{Article, Author, Block, Body, Inline, Prose, Text};

use super::{blocks, byline, dom, lexicon, words};

/// The words of a biography; longer text is an article.
const WORDS: std::ops::RangeInclusive<usize> = 4..=150;

/// Words at the start of a biography, among which is a part of the name.
const OPENING: usize = 8;

/// Blocks at the end of a text, among which a biography stands.
const LAST: usize = 3;

/// Parts of class names for such a box.
const NAMES: &[&str] = &["bio", "biography", "author", "contributor", "writer", "profile"];

/// Finds the biographies of the authors in the boxes of the page.
pub fn from_page(document: &Document, authors: &mut [Author]) {
    let Some(body) = document.body().filter(|_| !authors.is_empty()) else { return };
    let mut boxes = body.descendants_it().filter(is_box);
    while authors.iter().any(|author| author.bio.is_none())
        && let Some(place) = boxes.next()
    {
        for line in blocks::of(&place, None).iter().filter_map(line) {
            join(authors, &line);
        }
    }
}

/// Moves a biography from the end of the text to its author.
pub fn from_text(article: &mut Article) {
    from_under_name(article);
    let Body(blocks) = &mut article.body;
    let first = blocks.len().saturating_sub(LAST).max(1);
    let begins_with_name = |line: &str, author: &Author| {
        let rest = line.strip_prefix(author.name.as_str());
        rest.is_some_and(|rest| rest.starts_with([' ', ',']))
    };
    for at in (first..blocks.len()).rev() {
        let Some(line) = blocks.get(at).and_then(line) else { continue };
        let author = article.byline.iter_mut().find(|author| begins_with_name(&line, author));
        if let Some(author) = author.filter(|_| is_sentence_about_person(&line)) {
            author.bio = author.bio.take().or_else(|| Prose::non_empty(&line));
            blocks.remove(at);
        }
    }
}

/// Moves a biography that stands last, under the name of its author.
fn from_under_name(article: &mut Article) {
    let Body(blocks) = &mut article.body;
    let Some((at, [name, told])) =
        blocks.len().checked_sub(2).and_then(|at| Some((at, blocks.last_chunk()?)))
    else {
        return;
    };
    let (name, told) = (name.to_plain(), without_link(told).filter(|line| is_sentence_about_person(line)));
    let author = article.byline.iter_mut().find(|author| author.name.as_str() == name.trim());
    if let (Some(author), Some(told), true) = (author, told, at > 0) {
        author.bio = author.bio.take().or_else(|| Prose::non_empty(&told));
        blocks.truncate(at);
    }
}

fn join(authors: &mut [Author], line: &str) {
    let speaks = ["I ", "I'm ", "I’m ", "Ich "].iter().any(|start| line.starts_with(start));
    let is_alone = authors.len() == 1;
    let of = authors.iter_mut().find(|author| speaks && is_alone || names(line, author.name.as_str()));
    if let Some(author) = of.filter(|author| author.bio.is_none() && is_sentence_about_person(line)) {
        author.bio = Prose::non_empty(line);
    }
}

/// Whether the beginning of a line has a part of the name.
fn names(line: &str, name: &str) -> bool {
    let plain = |word: &str| word.trim_matches(|letter: char| !letter.is_alphanumeric()).to_lowercase();
    let opening: Vec<String> = line.split_whitespace().take(OPENING).map(plain).collect();
    name.split_whitespace().map(plain).any(|part| part.chars().count() > 2 && opening.contains(&part))
}

/// Whether a line is a sentence about a person, and does not ask to follow them.
fn is_sentence_about_person(line: &str) -> bool {
    let is_byline = byline::strip_by(line).is_some();
    let ends = words::ends_sentence(line) && !line.ends_with(':');
    WORDS.contains(&words::count(line))
        && ends
        && !is_byline
        && !lexicon::is_aside(line)
        && !lexicon::is_group_heading(line)
}

fn line(block: &Block) -> Option<String> {
    match block {
        Block::Paragraph { text } => Some(text.to_plain().trim().to_owned()),
        _ => None,
    }
}

/// A paragraph without a link after its last sentence: "View full profile".
fn without_link(block: &Block) -> Option<String> {
    let Block::Paragraph { text } = block else { return None };
    let rest = match text.0.as_slice() {
        [rest @ .., Inline::Link { .. }] => Text(rest.to_vec()).to_plain(),
        _ => String::new(),
    };
    if words::ends_sentence(&rest) { Some(rest.trim().to_owned()) } else { line(block) }
}

fn is_box(node: &NodeRef<'_>) -> bool {
    if !node.is_element() || matches!(&*dom::name(node), "html" | "body" | "a" | "img" | "article") {
        return false;
    }
    let label = dom::label(node);
    let mut parts = label.split(|letter: char| !letter.is_alphanumeric());
    let is_named = parts.any(|part| {
        NAMES.iter().any(|name| part == *name || part.len() > name.len() + 3 && part.starts_with(name))
            || part.ends_with("bio")
    });
    is_named && words::count(&dom::words(node)) <= 2 * *WORDS.end()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract;

    fn told(html: &str) -> Vec<Author> {
        extract::extract_page(html, None, &|_| None).article.byline
    }

    const TEXT: &str = "<h1>Rain falls on the town</h1><div class=byline>By <a href=/a>Ana Ruiz</a> Weather editor</div>\
        <p>The river rose above its banks in the early hours of the morning, said the mayor of the town, who had not slept for two nights and asked everybody to stay at home.</p>\
        <p>Nobody was hurt in the night, and the wall that the council had asked for since the spring is now to be built before the autumn rains begin again.</p>";

    #[test]
    fn a_box_about_the_author_is_their_biography() {
        let page = format!(
            "{TEXT}<div class=author-bio><b>Ana Ruiz</b><p>Ana Ruiz writes about rivers.</p><a href=/f>Follow</a></div>"
        );

        let [author] = told(&page).try_into().unwrap();

        assert_eq!(author.name.as_str(), "Ana Ruiz");
        assert_eq!(author.bio.unwrap().as_str(), "Ana Ruiz writes about rivers.");
    }

    #[test]
    fn a_biography_after_the_text_is_no_part_of_it() {
        let page = format!("{TEXT}<p><em>Ana Ruiz is the editor of the weather page.</em></p>");

        let article = extract::extract_page(&page, None, &|_| None).article;

        assert_eq!(
            article.byline[0].bio.as_ref().unwrap().as_str(),
            "Ana Ruiz is the editor of the weather page."
        );
        assert!(!article.body.to_plain().contains("Ana Ruiz"));
    }

    #[test]
    fn a_biography_under_a_name_after_the_text_is_no_part_of_it() {
        let page =
            format!("{TEXT}<h3>Ana Ruiz</h3><p>Editor of the weather page since the flood of 2013.</p>");

        let article = extract::extract_page(&page, None, &|_| None).article;

        assert!(article.byline[0].bio.is_some());
        assert!(!article.body.to_plain().contains("Ruiz") && !article.body.to_plain().contains("2013"));
    }

    #[test]
    fn a_box_about_the_publisher_is_nobodys() {
        let page = format!("{TEXT}<div class=site-bio><p>The Paper is read by many people.</p></div>");

        assert_eq!(told(&page)[0].bio, None);
    }
}
