//! The lists of the tabs of a bar: the n-th tab has the n-th list. Where only one list was saved with the
//! page, it is that of the open tab.

use dom_query::NodeRef;

use super::outline::Outline;
use super::places::{Panel, Span};
use super::tabs::elements;
use crate::extract::dom;

/// Most levels from a bar up to the container of its lists.
const REACH: usize = 4;

/// Gives each tab its list. Without lists there is no bar, and the usual headings of groups among its tabs
/// are treated as any headings.
pub fn open(outline: &mut Outline<'_>) {
    let mut none = Vec::new();
    for bar in std::mem::take(&mut outline.bars) {
        let panels = panels(outline, &bar.node, bar.tabs.len(), bar.open);
        let found = panels.iter().flatten().count();
        if found == 0 || !bar.are_declared && found < panels.len() {
            none.extend(bar.tabs);
            continue;
        }
        for (index, panel) in bar.tabs.zip(panels) {
            if let Some(tab) = outline.headings.get_mut(index) {
                tab.panel = Some(panel.unwrap_or(Panel::NONE));
            }
        }
    }
    for index in none.into_iter().rev() {
        if outline.headings.get(index).is_some_and(|tab| !tab.is_named && tab.opens.is_none()) {
            outline.headings.remove(index);
        }
    }
}

/// The lists of the tabs of a bar, in their order.
fn panels(outline: &Outline<'_>, bar: &NodeRef<'_>, tabs: usize, open: usize) -> Vec<Option<Panel>> {
    let mut panels = vec![None; tabs];
    let Some(end) = outline.span(bar).map(|span| span.end) else { return panels };
    for container in bar.ancestors_it(Some(REACH)) {
        let Some(whole) = outline.span(&container).filter(|_| !container.has_name("body")) else { break };
        let after = |node: &NodeRef<'_>| outline.span(node).is_some_and(|span| span.start >= end);
        let lists = lists(outline, &elements(&container).filter(after).collect::<Vec<_>>(), tabs);
        let spans: Vec<Span> = lists.iter().filter_map(|list| outline.span(list)).collect();
        let panel = |span: Span| Some(Panel { span, reach: whole.end - whole.start });
        match *spans {
            [] => {}
            [only] => panels.get_mut(open).into_iter().for_each(|place| *place = panel(only)),
            _ => panels.iter_mut().zip(spans).for_each(|(place, span)| *place = panel(span)),
        }
        if panels.iter().any(Option::is_some) {
            break;
        }
    }
    panels
}

/// The lists among the elements after a bar: elements of the same markup, or those within the first that
/// holds stories.
fn lists<'a>(outline: &Outline<'a>, after: &[NodeRef<'a>], tabs: usize) -> Vec<NodeRef<'a>> {
    let stories = |node: &NodeRef<'a>| outline.span(node).map_or(0, |span| outline.stories(span));
    let Some(first) = after.iter().position(|node| stories(node) > 0) else { return Vec::new() };
    let Some(mut list) = after.get(first).copied() else { return Vec::new() };
    let alike = |all: &[NodeRef<'a>], like: &NodeRef<'a>| -> Vec<NodeRef<'a>> {
        let made: Vec<NodeRef<'a>> = all.iter().filter(|node| is_made_as(node, like)).copied().collect();
        let are_lists = made.iter().filter(|node| stories(node) > 1).count() > 1;
        if are_lists && made.len() <= tabs { made } else { Vec::new() }
    };
    let siblings = alike(after, &list);
    if !siblings.is_empty() {
        return siblings;
    }
    loop {
        let inner: Vec<NodeRef<'a>> = elements(&list).collect();
        let Some(next) = inner.iter().find(|node| stories(node) > 0) else { return vec![list] };
        let within = alike(&inner, next);
        if !within.is_empty() {
            return within;
        }
        if stories(next) < stories(&list) {
            return vec![list];
        }
        list = *next;
    }
}

fn is_made_as(node: &NodeRef<'_>, other: &NodeRef<'_>) -> bool {
    let first = |node: &NodeRef<'_>| {
        let class = node.attr("class").unwrap_or_default();
        class.split_whitespace().next().map(str::to_owned)
    };
    dom::name(node) == dom::name(other) && first(node) == first(other)
}
