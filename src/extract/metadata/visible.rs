//! What a reader sees around the text: byline, day, standfirst.

use dom_query::{Document, NodeRef};

use crate::domain::{Language, Moment};
use crate::extract::{byline, dates, dom, words};

use super::facts::Facts;

/// Words of a line that holds a byline or a day.
const SHORT: usize = 20;

/// Adds what an element shows, judged by what its makers call it.
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
        _ => {
            item(node, facts);
            labelled(node, name, facts);
        }
    }
}

/// The day in a line that is called a date, or in a short line near the headline.
pub fn date(document: &Document, language: Option<&Language>) -> Option<Moment> {
    let body = document.body()?;
    let labelled = body.descendants_it().filter(|node| {
        node.is_element() && {
            let label = dom::label(node);
            ["date", "published", "timestamp", "pubdate", "time", "posted", "byline"]
                .iter()
                .any(|name| label.contains(name))
        }
    });
    labelled
        .map(|node| dom::words(&node))
        .filter(|line| words::count(line) <= SHORT)
        .find_map(|line| dates::moment(&line, language))
}

fn time(node: &NodeRef<'_>, facts: &mut Facts) {
    let is_elsewhere =
        dom::within(node, |above| matches!(dom::name(above).as_str(), "aside" | "nav" | "footer" | "li"));
    if !is_elsewhere {
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
    if ["byline", "author", "writer"].iter().any(|part| label.contains(part)) {
        let words = dom::words(node);
        let count = words::count(&words);
        let is_by = byline::strip_by(&words).is_some() || words::is_name(&words);
        if (2..=SHORT).contains(&count) && is_by {
            facts.add("visible:byline", &words);
        }
    }
    if matches!(name, "p" | "h2" | "div")
        && ["standfirst", "dek", "article-subtitle", "sub-headline", "subheadline", "article-summary"]
            .iter()
            .any(|part| label.contains(part))
    {
        let words = dom::words(node);
        if (4..=80).contains(&words::count(&words)) {
            facts.add("visible:standfirst", &words);
        }
    }
}

fn add_short(source: &str, node: &NodeRef<'_>, facts: &mut Facts) {
    let words = dom::words(node);
    if words::count(&words) <= SHORT {
        facts.add(source, &words);
    }
}
