//! Bars of tabs: several headings in a row, whose lists follow them.
//!
//! Knows the markup of a bar, not the places of its lists.

use dom_query::NodeRef;

use super::page_text::PageText;
use crate::extract::{dom, lexicon, words};

/// Most tabs of one bar.
const MOST_TABS: usize = 8;

/// Most words of a tab.
const MOST_WORDS: usize = 4;

/// Most characters of a bar.
const MOST_CHARACTERS: usize = 160;

/// A tab of a bar.
#[derive(Debug)]
pub struct Tab<'a> {
    pub node: NodeRef<'a>,
    pub words: String,
    pub is_open: bool,
}

/// The tabs of a bar.
#[derive(Debug)]
pub struct Tabs<'a> {
    pub tabs: Vec<Tab<'a>>,
    /// Whether the markup of the page declares them; else there must be as many lists as tabs.
    pub are_declared: bool,
}

/// The tabs of a bar.
pub fn of<'a>(node: &NodeRef<'a>, name: &str, text: &PageText) -> Option<Tabs<'a>> {
    let bar = innermost(*node, name)?;
    if text.is_longer(&bar, MOST_CHARACTERS) {
        return None;
    }
    if has_own_text(&bar) {
        return None;
    }
    let entries: Vec<(NodeRef<'a>, String)> =
        elements(&bar).map(|entry| (entry, spoken(&entry))).filter(|(_, words)| !words.is_empty()).collect();
    if let [(only, _)] = &*entries {
        return of(only, &dom::name(only), text);
    }
    if !(2..=MOST_TABS).contains(&entries.len()) {
        return None;
    }
    if !entries.iter().all(|(_, words)| may_be_tab(words)) {
        return None;
    }
    let named = entries.iter().filter(|(_, words)| lexicon::is_group_heading(words)).count();
    let lead_nowhere = entries.iter().all(|(entry, _)| leads_nowhere(entry));
    let are_told = named > 1 || named == 1 && lead_nowhere || declares_tabs(&bar);
    let tabs =
        || entries.into_iter().map(|(node, words)| Tab { node, words, is_open: is_open(node) }).collect();
    (are_told || lead_nowhere).then(|| Tabs { tabs: tabs(), are_declared: are_told })
}

/// The innermost of elements that hold one element each; `None` where one of them is no bar.
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

/// Whether an element has text outside of its child elements.
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

/// Whether the markup of the page declares tabs.
fn declares_tabs(bar: &NodeRef<'_>) -> bool {
    std::iter::once(*bar).chain(bar.descendants_it()).any(|node| {
        let role = node.attr("role").is_some_and(|role| matches!(&*role, "tab" | "tablist"));
        let toggle = ["data-toggle", "data-bs-toggle"].iter().filter_map(|name| node.attr(name));
        role || toggle.into_iter().any(|toggle| matches!(&*toggle, "tab" | "pill"))
    })
}

/// Whether an entry has links, and all of them stay on the page.
fn leads_nowhere(entry: &NodeRef<'_>) -> bool {
    let all = || std::iter::once(*entry).chain(entry.descendants_it());
    let has_control = all().any(|node| node.has_name("a") || node.has_name("button"));
    let mut links = all().filter(|node| node.has_name("a")).map(|link| link.attr("href"));
    has_control
        && links.all(|address| {
            address.is_none_or(|address| address.starts_with('#') || address.contains("script:"))
        })
}

/// Whether a tab is the open one.
fn is_open(tab: NodeRef<'_>) -> bool {
    std::iter::once(tab).chain(tab.descendants_it()).any(|below| {
        let class = below.attr("class").unwrap_or_default().to_lowercase();
        let is_called = class
            .split(|letter: char| !letter.is_alphanumeric())
            .any(|word| matches!(word, "active" | "selected" | "current" | "open"));
        is_called || below.attr("aria-selected").is_some_and(|selected| &*selected == "true")
    })
}

/// The child elements of an element.
pub fn elements<'a>(node: &NodeRef<'a>) -> impl Iterator<Item = NodeRef<'a>> {
    node.children_it(false).filter(NodeRef::is_element)
}

/// The words of an element, those of buttons included.
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
