//! Tables of data; tables that only lay out a page are containers.

use dom_query::NodeRef;

use crate::domain::{Block, Table, Text, WebUrl};
use crate::extract::dom;

/// Columns one cell may span.
const WIDEST: usize = 50;

/// Whether a table lays out a page: tables or long text in its cells, or a single row or column.
pub fn is_layout(node: &NodeRef<'_>) -> bool {
    if matches!(dom::attribute(node, "role").as_deref(), Some("presentation" | "none")) {
        return true;
    }
    if node.descendants_it().any(|below| below.has_name("table")) {
        return true;
    }
    let rows = rows(node);
    let columns = rows.iter().map(|row| cells(row).len()).max().unwrap_or(0);
    let is_part = |below: &NodeRef<'_>| matches!(&*dom::name(below), "p" | "div" | "h2" | "h3");
    let has_paragraphs = || {
        let mut cells = rows.iter().flat_map(cells);
        cells.any(|cell| cell.descendants_it().filter(is_part).nth(2).is_some())
    };
    columns < 2 || rows.is_empty() || has_paragraphs()
}

/// A table; `None` where it holds nothing.
pub fn of(node: &NodeRef<'_>, base: Option<&WebUrl>) -> Option<Block> {
    let caption = node.element_children().into_iter().find(|child| child.has_name("caption"));
    let caption = caption.map(|caption| super::text_of(&caption, base)).filter(|text| !text.is_blank());
    let mut table = Table { header: None, rows: Vec::new(), caption };
    for (position, row) in rows(node).iter().enumerate() {
        let is_header = position == 0 && cells(row).iter().all(|cell| cell.has_name("th"));
        let texts = texts(row, base);
        if texts.iter().all(Text::is_blank) {
            continue;
        }
        if is_header { table.header = Some(texts) } else { table.rows.push(texts) }
    }
    (!table.rows.is_empty() || table.header.is_some()).then_some(Block::Table(table))
}

fn texts(row: &NodeRef<'_>, base: Option<&WebUrl>) -> Vec<Text> {
    let mut texts = Vec::new();
    for cell in cells(row) {
        let span = dom::attribute(&cell, "colspan").and_then(|span| span.parse().ok()).unwrap_or(1_usize);
        texts.push(super::text_of(&cell, base));
        texts.extend(std::iter::repeat_n(Text::default(), span.clamp(1, WIDEST) - 1));
    }
    texts
}

fn rows<'a>(node: &NodeRef<'a>) -> Vec<NodeRef<'a>> {
    let mut rows = Vec::new();
    for child in node.element_children() {
        match &*dom::name(&child) {
            "tr" => rows.push(child),
            "thead" | "tbody" | "tfoot" => {
                rows.extend(child.element_children().into_iter().filter(|row| row.has_name("tr")));
            }
            _ => {}
        }
    }
    rows
}

fn cells<'a>(row: &NodeRef<'a>) -> Vec<NodeRef<'a>> {
    let is_cell = |child: &NodeRef<'_>| matches!(&*dom::name(child), "td" | "th");
    row.element_children().into_iter().filter(is_cell).collect()
}
