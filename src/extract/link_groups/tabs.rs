//! Bars of tabs: several headings in a row, whose lists stand after them.
//!
//! Knows what a bar looks like, not where its lists are.

use dom_query::NodeRef;

use crate::extract::{dom, lexicon, words};

/// Tabs of one bar.
const MOST_TABS: usize = 8;

/// Words of a tab.
const MOST_WORDS: usize = 4;

/// Characters of a bar.
const MOST_CHARACTERS: usize = 160;

/// One heading of a bar.
#[derive(Debug)]
pub struct Tab<'a> {
    pub node: NodeRef<'a>,
    pub words: String,
    pub is_open: bool,
}

/// The headings of a bar.
#[derive(Debug)]
pub struct Tabs<'a> {
    pub tabs: Vec<Tab<'a>>,
    /// Whether the page says so; else as many lists must follow as there are tabs.
    pub are_told: bool,
}

/// The tabs of a bar.
pub fn of<'a>(node: &NodeRef<'a>, name: &str) -> Option<Tabs<'a>> {
    let bar = innermost(*node, name)?;
    if dom::is_longer(&bar, MOST_CHARACTERS) {
        return None;
    }
    if has_own_text(&bar) {
        return None;
    }
    let entries: Vec<(NodeRef<'a>, String)> =
        elements(&bar).map(|entry| (entry, spoken(&entry))).filter(|(_, words)| !words.is_empty()).collect();
    if let [(only, _)] = &*entries {
        return of(only, &dom::name(only));
    }
    if !(2..=MOST_TABS).contains(&entries.len()) {
        return None;
    }
    if !entries.iter().all(|(_, words)| may_be_tab(words)) {
        return None;
    }
    let named = entries.iter().filter(|(_, words)| lexicon::is_group_heading(words)).count();
    let lead_nowhere = entries.iter().all(|(entry, _)| leads_nowhere(entry));
    let are_told = named > 1 || named == 1 && lead_nowhere || is_told(&bar);
    let tabs =
        || entries.into_iter().map(|(node, words)| Tab { node, words, is_open: is_open(node) }).collect();
    (are_told || lead_nowhere).then(|| Tabs { tabs: tabs(), are_told })
}

/// The element within elements that hold nothing else; none where one of them is no bar.
fn innermost<'a>(node: NodeRef<'a>, name: &str) -> Option<NodeRef<'a>> {
    let is_bar = |name: &str| {
        matches!(name, "ul" | "ol" | "div" | "nav" | "header" | "p" | "section" | "dl").then_some(())
    };
    is_bar(name)?;
    let mut node = node;
    loop {
        let within: Vec<NodeRef<'a>> = elements(&node).take(2).collect();
        match *within {
            [only] if !has_own_text(&node) => {
                is_bar(&dom::name(&only))?;
                node = only;
            }
            _ => return Some(node),
        }
    }
}

/// Whether an element has words that stand in none of its elements.
fn has_own_text(node: &NodeRef<'_>) -> bool {
    node.children_it(false).any(|child| dom::text(&child, |text| !text.trim().is_empty()).unwrap_or_default())
}

/// Whether words can be those of a tab: few, and no "next" or "view all".
fn may_be_tab(spoken: &str) -> bool {
    let first = spoken.split(' ').next().unwrap_or_default();
    (1..=MOST_WORDS).contains(&words::count(spoken))
        && !lexicon::leads_to_all(spoken)
        && !lexicon::is_step(spoken)
        && !lexicon::is_step(first)
}

/// Whether the page says that there are tabs.
fn is_told(bar: &NodeRef<'_>) -> bool {
    std::iter::once(*bar).chain(bar.descendants_it()).any(|node| {
        let role = node.attr("role").is_some_and(|role| matches!(&*role, "tab" | "tablist"));
        let toggle = ["data-toggle", "data-bs-toggle"].iter().filter_map(|name| node.attr(name));
        role || toggle.into_iter().any(|toggle| matches!(&*toggle, "tab" | "pill"))
    })
}

/// Whether the links of an entry open nothing but what is on the page, and it has any.
fn leads_nowhere(entry: &NodeRef<'_>) -> bool {
    let all = || std::iter::once(*entry).chain(entry.descendants_it());
    let has_control = all().any(|node| node.has_name("a") || node.has_name("button"));
    let mut links = all().filter(|node| node.has_name("a")).map(|link| link.attr("href"));
    has_control
        && links.all(|address| {
            address.is_none_or(|address| address.starts_with('#') || address.contains("script:"))
        })
}

/// Whether a tab is the one whose list is shown.
fn is_open(tab: NodeRef<'_>) -> bool {
    std::iter::once(tab).chain(tab.descendants_it()).any(|below| {
        let class = below.attr("class").unwrap_or_default().to_lowercase();
        let is_called = class
            .split(|letter: char| !letter.is_alphanumeric())
            .any(|word| matches!(word, "active" | "selected" | "current" | "open"));
        is_called || below.attr("aria-selected").is_some_and(|selected| &*selected == "true")
    })
}

/// The elements in an element.
pub fn elements<'a>(node: &NodeRef<'a>) -> impl Iterator<Item = NodeRef<'a>> {
    node.children_it(false).filter(NodeRef::is_element)
}

/// The words of an element, those of a button as well.
fn spoken(node: &NodeRef<'_>) -> String {
    let texts = std::iter::once(*node).chain(node.descendants_it()).filter(NodeRef::is_text);
    let texts = texts.filter(|text| {
        text.parent().is_none_or(|parent| !matches!(&*dom::name(&parent), "style" | "script"))
    });
    let said: Vec<String> = texts
        .filter_map(|text| dom::text(&text, |text| text.split_whitespace().collect::<Vec<&str>>().join(" ")))
        .collect();
    said.into_iter().filter(|text| !text.is_empty()).collect::<Vec<String>>().join(" ")
}
