//! The visible byline, date and standfirst around the text.

use dom_query::{Document, NodeRef};

use crate::domain::{Language, Moment};
use crate::extract::{byline, dates, dom, words};

use super::facts::Facts;

/// Most words of a line with a byline or a date.
const SHORT: usize = 20;

/// Adds the facts of an element, recognised by its class.
pub fn read(node: &NodeRef<'_>, name: &str, facts: &mut Facts) {
    match name {
        "time" => time(node, facts),
        "a" if dom::attribute(node, "rel")
            .is_some_and(|rel| rel.split_whitespace().any(|rel| rel == "author")) =>
        {
            add_short("rel:author", node, facts);
        }
        "a" if dom::attribute(node, "rel")
            .is_some_and(|rel| rel.split_whitespace().any(|rel| rel == "tag")) =>
        {
            add_short("rel:tag", node, facts);
        }
        "i" | "svg" | "img" => beside_icon(node, facts),
        _ => {
            item(node, facts);
            labelled(node, name, facts);
            subtitle(node, name, facts);
        }
    }
}

/// Adds the line right after the headline that its class, or its place as a lower heading, names a subtitle.
fn subtitle(node: &NodeRef<'_>, name: &str, facts: &mut Facts) {
    let is_called = || {
        let label = dom::label(node);
        ["subtitle", "sub-title", "subheading", "strapline", "lede"].iter().any(|part| label.contains(part))
    };
    let is_after = || node.prev_element_sibling().is_some_and(|before| before.has_name("h1"));
    if matches!(name, "h2" | "p" | "div") && is_after() && (name == "h2" || is_called()) {
        let words = dom::words(node);
        let fewest = if name == "h2" { 7 } else { 4 };
        if (fewest..=80).contains(&words::count(&words)) && !words.ends_with('?') {
            facts.add("visible:subtitle", &words);
        }
    }
}

/// Class names for a line with a date.
const DATED: &[&str] = &["date", "published", "timestamp", "pubdate", "time", "posted", "byline"];

/// The date in a short line whose class names it a date or a byline.
pub fn date(document: &Document, language: Option<&Language>) -> Option<Moment> {
    let body = document.body()?;
    let labelled = body.descendants_it().filter(|node| {
        node.is_element() && {
            let label = dom::label(node);
            DATED.iter().any(|name| label.contains(name))
                || label.contains("author") && !dom::within(node, is_elsewhere)
        }
    });
    labelled
        .map(|node| dom::words(&node))
        .filter(|line| words::count(line) <= SHORT)
        .find_map(|line| dates::moment(&line, language))
}

fn time(node: &NodeRef<'_>, facts: &mut Facts) {
    if !dom::within(node, is_elsewhere) {
        let value = dom::attribute(node, "datetime").unwrap_or_else(|| dom::words(node));
        facts.add("time:published", &value);
    }
    item(node, facts);
}

fn item(node: &NodeRef<'_>, facts: &mut Facts) {
    let Some(name) = dom::attribute(node, "itemprop") else { return };
    for name in name
        .split_whitespace()
        .filter(|name| matches!(*name, "headline" | "datePublished" | "dateModified" | "author"))
    {
        let value = dom::attribute(node, "content").or_else(|| dom::attribute(node, "datetime"));
        let words = value.unwrap_or_else(|| dom::words(node));
        if words::count(&words) <= SHORT * 2 {
            facts.add(&format!("item:{name}"), &words);
        }
    }
}

fn labelled(node: &NodeRef<'_>, name: &str, facts: &mut Facts) {
    if !node.has_attr("class") && !node.has_attr("id") {
        return;
    }
    let label = dom::label(node);
    let is_byline = ["byline", "author", "writer"].iter().any(|part| label.contains(part));
    let may_be = || label.contains("meta") && byline::strip_by(&dom::words(node)).is_some();
    if (is_byline || may_be())
        && let Some(names) = names(node, &label)
        && !dom::within(node, is_comments)
    {
        facts.add("visible:byline", &names);
    }
    if matches!(name, "p" | "h2" | "div")
        && ["standfirst", "dek", "article-subtitle", "sub-headline", "subheadline", "article-summary"]
            .iter()
            .any(|part| label.contains(part))
        && !dom::within(node, is_elsewhere)
    {
        let words = dom::words(node);
        if (4..=80).contains(&words::count(&words)) {
            facts.add("visible:standfirst", &words);
        }
    }
}

/// Names of an icon that stands before the name of an author.
const ICONS: &[&str] = &["person", "user", "author", "writer"];

/// Adds the name beside the icon of a person.
fn beside_icon(node: &NodeRef<'_>, facts: &mut Facts) {
    item(node, facts);
    let label = dom::label(node);
    let is_icon = label.split(|letter: char| !letter.is_alphanumeric()).any(|word| ICONS.contains(&word));
    let Some(around) = node.parent().filter(|_| is_icon) else { return };
    let words = dom::words(&around);
    if words::is_name(byline::without_by(&words)) && !dom::within(&around, is_comments) {
        facts.add("visible:byline", &words);
    }
}

/// Whether a class names an element the name of an author, and nothing beside it.
fn is_author_name(label: &str) -> bool {
    let is_one = |name: &str| {
        let (of, last) = name.rsplit_once(['-', '_']).unwrap_or_default();
        last == "name"
            && ["author", "byline"].iter().any(|word| of.trim_end_matches(['-', '_']).ends_with(word))
    };
    label.split_whitespace().any(is_one)
}

/// The names in a byline, by the parts that are names where a job title or a date is beside them.
fn names(node: &NodeRef<'_>, label: &str) -> Option<String> {
    let words = dom::words(node);
    let plain = byline::without_by(&words);
    let is_by = plain.len() < words.len();
    let count = words::count(&words);
    if is_by && (SHORT..=LONG).contains(&count) {
        return linked_names(node);
    }
    if !(2..=SHORT).contains(&count) {
        return None;
    }
    let plain = plain.trim_start_matches(['&', ',', '\u{a0}', ' ']);
    let mut parts: Vec<String> = Vec::new();
    for part in node.descendants_it().filter(is_name_part) {
        let part = dom::words(&part);
        if words::is_name(&part) && part != plain && !parts.contains(&part) {
            parts.push(part);
        }
    }
    let begins_alone = |part: &&String| {
        plain.strip_prefix(part.as_str()).is_some_and(|rest| byline::authors(rest).len() <= 1)
    };
    match parts.first().filter(begins_alone) {
        Some(name) if is_by || count <= 3 * words::count(name) => Some(name.clone()),
        _ if is_by || words::is_name(&words) => Some(words),
        _ if is_author_name(label) && count <= NAME && !words::ends_sentence(&words) => Some(words),
        _ => alone(&words),
    }
}

/// Most words of a byline that describes its authors, and of a name that is no person's.
const LONG: usize = 60;
const NAME: usize = 5;

/// The names of the links to authors in a byline with sentences about them.
fn linked_names(node: &NodeRef<'_>) -> Option<String> {
    let leads_to_author =
        |link: &NodeRef<'_>| link.attr("href").is_some_and(|address| byline::leads_to_author(&address));
    let links = node.descendants_it().filter(|below| below.has_name("a") && leads_to_author(below));
    let mut names: Vec<String> =
        links.map(|link| dom::words(&link)).filter(|name| words::is_name(name)).collect();
    names.dedup();
    (!names.is_empty()).then(|| names.join("; "))
}

/// The one name of a line, where a mark follows it and then a date.
fn alone(line: &str) -> Option<String> {
    let (name, rest) = line.split_once(['|', '•', '·', '⋅'])?;
    let is_dated = dates::moment(rest, None).is_some();
    Some(name.trim()).filter(|name| is_dated && byline::is_person(name)).map(str::to_owned)
}

/// Whether the class of an element in a byline names it a name, or it is a link to an author.
fn is_name_part(node: &NodeRef<'_>) -> bool {
    let label = dom::label(node);
    node.has_name("a") || ["author", "name"].iter().any(|part| label.contains(part))
}

/// Whether an element belongs to another story: it is in a list, beside the article or in a link.
fn is_elsewhere(node: &NodeRef<'_>) -> bool {
    matches!(&*dom::name(node), "aside" | "nav" | "footer" | "li" | "a")
}

/// Whether an element is in the comments, which have authors of their own.
fn is_comments(node: &NodeRef<'_>) -> bool {
    dom::label(node).contains("comment")
}

fn add_short(source: &str, node: &NodeRef<'_>, facts: &mut Facts) {
    let words = dom::words(node);
    if words::count(&words) <= SHORT {
        facts.add(source, &words);
    }
}
