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
    leads_nowhere: bool,
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
    if !matches!(name, "ul" | "ol" | "div" | "nav" | "header" | "p" | "section" | "dl")
        || dom::is_longer(node, MOST_CHARACTERS)
    {
        return None;
    }
    let has_text = node.children_it(false).any(|child| child.is_text() && !spoken(&child).is_empty());
    let entries: Vec<NodeRef<'a>> = elements(node).filter(|entry| !spoken(entry).is_empty()).collect();
    if let (false, [only]) = (has_text, &*entries) {
        return of(only, &dom::name(only));
    }
    if has_text || !(2..=MOST_TABS).contains(&entries.len()) {
        return None;
    }
    let tabs: Vec<Tab<'a>> = entries.into_iter().map(tab).collect();
    let is_short = |tab: &Tab<'_>| (1..=MOST_WORDS).contains(&words::count(&tab.words));
    let leads_away = |tab: &Tab<'_>| {
        let first = tab.words.split(' ').next().unwrap_or_default();
        lexicon::leads_to_all(&tab.words) || lexicon::is_step(&tab.words) || lexicon::is_step(first)
    };
    if !tabs.iter().all(|tab| is_short(tab) && !leads_away(tab)) {
        return None;
    }
    let named = tabs.iter().filter(|tab| lexicon::is_group_heading(&tab.words)).count();
    let lead_nowhere = tabs.iter().all(|tab| tab.leads_nowhere);
    let are_told = is_told(node) || named > 1 || named == 1 && lead_nowhere;
    (are_told || lead_nowhere).then_some(Tabs { tabs, are_told })
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

fn tab(node: NodeRef<'_>) -> Tab<'_> {
    let is_open = std::iter::once(node).chain(node.descendants_it()).any(|below| {
        let class = below.attr("class").unwrap_or_default().to_lowercase();
        let is_called = class
            .split(|letter: char| !letter.is_alphanumeric())
            .any(|word| matches!(word, "active" | "selected" | "current" | "open"));
        is_called || below.attr("aria-selected").is_some_and(|selected| &*selected == "true")
    });
    Tab { node, words: spoken(&node), is_open, leads_nowhere: leads_nowhere(&node) }
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
