//! Tables of data; tables for layout are treated as containers.

use dom_query::NodeRef;

use crate::domain::{Block, Embed, Inline, Prose, Table, Text, WebUrl};
use crate::extract::inline_image::is_inline;
use crate::extract::line::text_of;
use crate::extract::{dom, embeds, figures};

/// Most columns or rows of one cell.
const WIDEST: usize = 50;

/// Whether a table is for layout: it has tables or long text in its cells, a row of nothing but pictures, or a
/// single row or column.
pub fn is_layout(node: &NodeRef<'_>) -> bool {
    if matches!(dom::attribute(node, "role").as_deref(), Some("presentation" | "none")) {
        return true;
    }
    if node.descendants_it().any(|below| below.has_name("table")) {
        return true;
    }
    let rows = rows(node);
    let columns = rows.iter().map(|row| cells(row).len()).max().unwrap_or(0);
    // A table with a header holds data, whatever the form of its cells.
    let has_header = rows.first().is_some_and(|row| cells(row).iter().all(|cell| cell.has_name("th")));
    let is_part = |below: &NodeRef<'_>| match &*dom::name(below) {
        "p" | "h2" | "h3" => true,
        "div" => !has_header,
        _ => false,
    };
    let has_paragraphs = || {
        let mut cells = rows.iter().flat_map(cells);
        cells.any(|cell| cell.descendants_it().filter(is_part).nth(2).is_some())
    };
    columns < 2 || rows.is_empty() || has_paragraphs() || !has_header && rows.iter().any(is_of_pictures)
}

/// Whether each cell of a row, of several, holds a picture and no words.
fn is_of_pictures(row: &NodeRef<'_>) -> bool {
    let is_picture = |cell: &NodeRef<'_>| {
        cell.descendants_it().any(|below| dom::is_image(&below) && !is_inline(&below))
            && dom::words(cell).is_empty()
    };
    let cells = cells(row);
    cells.len() > 1 && cells.iter().all(is_picture)
}

/// A table; `None` where it is empty.
pub fn of(node: &NodeRef<'_>, base: Option<&WebUrl>) -> Option<Block> {
    let caption = node.element_children().into_iter().find(|child| child.has_name("caption"));
    let caption = caption.map(|caption| text_of(&caption, base)).filter(|text| !text.is_blank());
    let mut table = Table { header: None, rows: Vec::new(), caption };
    let mut spans = Spans::default();
    for (position, row) in rows(node).iter().enumerate() {
        let is_header = position == 0 && cells(row).iter().all(|cell| cell.has_name("th"));
        let texts = spans.texts(row, base);
        if texts.iter().all(Text::is_blank) {
            continue;
        }
        if is_header { table.header = Some(texts) } else { table.rows.push(texts) }
    }
    (!table.rows.is_empty() || table.header.is_some()).then_some(Block::Table(table))
}

/// The rows for which a cell above still spans each column.
#[derive(Default)]
struct Spans(Vec<usize>);

impl Spans {
    /// The cells of a row by columns; columns that another cell spans are blank.
    fn texts(&mut self, row: &NodeRef<'_>, base: Option<&WebUrl>) -> Vec<Text> {
        let mut texts = Vec::new();
        for cell in cells(row) {
            self.skip(&mut texts);
            let (columns, below) = (span(&cell, "colspan"), span(&cell, "rowspan") - 1);
            texts.push(of_cell(&cell, base));
            texts.extend(std::iter::repeat_n(Text::default(), columns - 1));
            self.0.resize(self.0.len().max(texts.len()), 0);
            self.0.iter_mut().take(texts.len()).skip(texts.len() - columns).for_each(|rows| *rows = below);
        }
        self.skip(&mut texts);
        texts
    }

    /// Adds blank cells for columns that are spanned from above.
    fn skip(&mut self, texts: &mut Vec<Text>) {
        while let Some(rows) = self.0.get_mut(texts.len()).filter(|rows| **rows > 0) {
            *rows -= 1;
            texts.push(Text::default());
        }
    }
}

fn span(cell: &NodeRef<'_>, name: &str) -> usize {
    let said = dom::attribute(cell, name).and_then(|span| span.parse().ok()).unwrap_or(1_usize);
    said.clamp(1, WIDEST)
}

/// The text of a cell, with the words of its pictures and embeds as links to them.
fn of_cell(cell: &NodeRef<'_>, base: Option<&WebUrl>) -> Text {
    let mut text = text_of(cell, base);
    let plain = text.to_plain();
    let figures = figures::within(cell, base).into_iter();
    let pictures = figures.filter_map(|figure| Some((figure.alt?, figure.url)));
    let embeds = cell.descendants_it().filter_map(|below| match embeds::block(&below, base)? {
        Block::Embed(Embed { url, title, .. }) => {
            Some((title.or_else(|| Prose::non_empty(url.as_str()))?, Some(url)))
        }
        _ => None,
    });
    for (words, url) in pictures.chain(embeds).filter(|(words, _)| !plain.contains(words.as_str())) {
        text.0.extend((!text.0.is_empty()).then(|| Inline::Plain(Prose::from_untrusted(" "))));
        let words = Text(vec![Inline::Plain(words)]);
        match url {
            Some(url) => text.0.push(Inline::Link { text: words, url }),
            None => text.0.extend(words.0),
        }
    }
    text
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

#[cfg(test)]
mod tests {
    use crate::domain::WebUrl;
    use crate::extract::extract_fragment;

    fn json(table: &str) -> String {
        let base = WebUrl::parse("https://paper.example/a").ok();
        serde_json::to_string(&extract_fragment(&format!("<table>{table}</table>"), base.as_ref()).0).unwrap()
    }

    #[test]
    fn pictures_and_films_of_cells_are_links_with_their_words() {
        let told = json(
            "<tr><th>Day<th>Sky<tr><td>Monday<td>clear <img src=/sun.png alt=Sunny><tr><td>Film<td><iframe src='https://www.youtube.com/embed/abc' title='The boat'></iframe>",
        );

        assert_eq!(
            told,
            r#"[{"type":"table","header":["Day","Sky"],"rows":[["Monday",["clear"," ",{"link":"Sunny","url":"https://paper.example/sun.png"}]],["Film",[{"link":"The boat","url":"https://www.youtube.com/embed/abc"}]]]}]"#
        );
    }

    #[test]
    fn a_table_with_a_row_of_pictures_is_an_album() {
        let told = json("<tr><td><img src=/1.jpg><td><img src=/2.jpg><tr><td>One<td>Two");

        assert!(told.contains("/1.jpg") && told.contains("/2.jpg") && !told.contains("table"), "{told}");
    }
}
