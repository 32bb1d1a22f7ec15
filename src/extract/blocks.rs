//! Converts markup to blocks: all of its words, in reading order, without the page's layout.

mod code;
mod lists;
mod nesting;
mod quotations;
mod tables;

use dom_query::NodeRef;

use crate::domain::{Block, WebUrl};

use super::inline_image::is_inline;
use super::line::{Line, text_of};
use super::{dom, embeds, figures, math};
pub use quotations::is_pull_quote;

/// The blocks of the content of a node.
pub fn of(node: &NodeRef<'_>, base: Option<&WebUrl>) -> Vec<Block> {
    let mut blocks = within(node, base);
    nesting::limit_nesting(&mut blocks);
    blocks
}

/// The blocks of a node itself.
pub fn of_node(node: &NodeRef<'_>, base: Option<&WebUrl>) -> Vec<Block> {
    let mut writer = Writer { base, blocks: Vec::new(), line: Line::default() };
    writer.node(node);
    writer.end_line();
    nesting::limit_nesting(&mut writer.blocks);
    writer.blocks
}

/// The blocks of the content of a node, nested as deep as on the page.
fn within(node: &NodeRef<'_>, base: Option<&WebUrl>) -> Vec<Block> {
    let mut writer = Writer { base, blocks: Vec::new(), line: Line::default() };
    writer.children(node);
    writer.end_line();
    writer.blocks
}

struct Writer<'base> {
    base: Option<&'base WebUrl>,
    blocks: Vec<Block>,
    /// The current paragraph.
    line: Line,
}

impl Writer<'_> {
    fn children(&mut self, node: &NodeRef<'_>) {
        // Not the lazy iterator, which borrows the tree: a credit or source is removed from it below.
        for child in node.children() {
            self.node(&child);
        }
    }

    fn node(&mut self, node: &NodeRef<'_>) {
        if node.is_text() {
            self.line.written(&node.text());
        } else if node.is_element() {
            let name = dom::name(node);
            if !dom::is_silent(&name) {
                self.element(node, &name);
            }
        }
    }

    fn element(&mut self, node: &NodeRef<'_>, name: &str) {
        match name {
            "p" if let Some(block) = embeds::block(node, self.base).or_else(|| math::block(node)) => {
                self.push(Some(block));
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.heading(node, name),
            "blockquote" | "q" if name == "blockquote" || has_blocks(node) => {
                self.push(quotations::of(node, self.base));
            }
            "aside" if quotations::is_pull_quote(node) => self.push(quotations::of(node, self.base)),
            "ul" | "ol" | "menu" => self.extend(lists::of(node, self.base)),
            "dl" => self.push(lists::of_definitions(node, self.base)),
            "pre" => {
                self.push(code::of(node));
                self.extend(figures::within(node, self.base).into_iter().map(Block::Figure).collect());
            }
            "code" | "samp" | "tt" if code::is_block(node) => self.push(code::of(node)),
            "table" if code::is_table(node) => self.push(code::of(node)),
            "table" if tables::is_layout(node) => self.container(node),
            "table" => self.push(tables::of(node, self.base)),
            "figure" => self.figure(node),
            "img" if is_inline(node) => self.line.element(node, name, self.base),
            "img" | "picture" => self.push(figures::of_image(node, self.base).map(Block::Figure)),
            "hr" => self.push(Some(Block::Rule)),
            _ if dom::is_block(name) => self.container(node),
            _ if has_blocks(node) => self.children(node),
            _ => self.line.element(node, name, self.base),
        }
    }

    fn container(&mut self, node: &NodeRef<'_>) {
        self.end_line();
        let keeps_lines = std::mem::replace(&mut self.line.keeps_lines, dom::keeps_lines(node));
        self.contained(node);
        self.line.keeps_lines = keeps_lines;
    }

    fn contained(&mut self, node: &NodeRef<'_>) {
        if let Some(figure) = figures::of_container(node, self.base) {
            self.blocks.push(Block::Figure(figure));
        } else if let Some(caption) = figures::caption_alone(node, self.base) {
            figures::add_caption(&mut self.blocks, caption);
        } else if let Some(quotation) = quotations::of_container(node, self.base) {
            self.blocks.push(quotation);
        } else {
            self.children(node);
            self.end_line();
        }
    }

    fn figure(&mut self, node: &NodeRef<'_>) {
        if embeds::quotes_post(node) {
            return self.container(node);
        }
        let embedded = embeds::within_figure(node, self.base);
        let figures = || figures::of(node, self.base).into_iter().map(Block::Figure).collect::<Vec<_>>();
        let blocks = embedded.map_or_else(figures, |block| vec![block]);
        if blocks.is_empty() { self.container(node) } else { self.extend(blocks) }
    }

    fn heading(&mut self, node: &NodeRef<'_>, name: &str) {
        self.end_line();
        let level = name.as_bytes().get(1).copied().map_or(2, |digit| digit.saturating_sub(b'0'));
        let marks = node.descendants_it().filter(is_mark);
        marks.collect::<Vec<_>>().iter().for_each(NodeRef::remove_from_parent);
        let text = text_of(node, self.base);
        if !text.is_blank() {
            self.blocks.push(Block::Heading { level, text });
        }
        for image in figures::within(node, self.base) {
            self.blocks.push(Block::Figure(image));
        }
    }

    fn push(&mut self, block: Option<Block>) {
        self.extend(block.into_iter().collect());
    }

    fn extend(&mut self, blocks: Vec<Block>) {
        if !blocks.is_empty() {
            self.end_line();
            self.blocks.extend(blocks);
        }
    }

    /// Ends the paragraph; a blank line within it makes two.
    fn end_line(&mut self) {
        let next = self.line.next();
        let line = std::mem::replace(&mut self.line, next);
        let parts = line.finish_parts().into_iter();
        let blocks = parts.map(|text| embeds::of_line(&text).unwrap_or(Block::Paragraph { text }));
        self.blocks.extend(blocks);
    }
}

/// Words of links to a heading, or to its editor.
const MARKS: &[&str] = &["#", "¶", "§", "🔗", "∞", "permalink", "anchor", "edit", "copy link"];

/// Whether an element of a heading is a link to the heading itself, or to its editor.
fn is_mark(node: &NodeRef<'_>) -> bool {
    let is_part = node.has_name("a") || node.attr("class").is_some_and(|class| class.contains("editsection"));
    is_part && {
        let words = dom::words(node).to_lowercase();
        let words = words.trim_matches(['[', ']', ' ', '\u{fe0f}']);
        MARKS.contains(&words) || node.has_name("span") && words.split(' ').count() <= 4
    }
}

/// Whether an inline element holds a block or a picture.
fn has_blocks(node: &NodeRef<'_>) -> bool {
    node.descendants_it().any(|below| {
        below.is_element() && {
            let name = dom::name(&below);
            dom::is_block(&name) || below.has_name("img") && !is_inline(&below)
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use dom_query::Document;

    fn json(html: &str) -> String {
        let document = Document::fragment(html);
        serde_json::to_string(&of(&document.root(), WebUrl::parse("https://paper.example/a").ok().as_ref()))
            .unwrap()
    }

    #[test]
    fn marks_and_links_are_kept() {
        assert_eq!(
            json("<p>Rain <b>fell <i>hard</i></b> on\n the <a href='/b'>town</a>.</p>"),
            r#"[{"type":"paragraph","text":["Rain ",{"strong":["fell ",{"emphasis":"hard"}]}," on the ",{"link":"town","url":"https://paper.example/b"},"."]}]"#
        );
    }

    #[test]
    fn words_outside_of_paragraphs_are_not_lost() {
        assert_eq!(
            json("one<div>two<p>three</p>four</div><span>five<div>six</div></span>"),
            r#"[{"type":"paragraph","text":"one"},{"type":"paragraph","text":"two"},{"type":"paragraph","text":"three"},{"type":"paragraph","text":"four"},{"type":"paragraph","text":"five"},{"type":"paragraph","text":"six"}]"#
        );
    }

    #[test]
    fn two_breaks_part_paragraphs_and_one_stays() {
        assert_eq!(
            json("one<br>two<br><br>three"),
            r#"[{"type":"paragraph","text":["one ",{"break":true},"two"]},{"type":"paragraph","text":"three"}]"#
        );
    }

    #[test]
    fn a_list_keeps_its_start_and_its_lists() {
        assert_eq!(
            json("<ol start=3><li>a<ul><li>b</ul><li><p>c</ol>"),
            r#"[{"type":"list","ordered":true,"start":3,"items":[[{"type":"paragraph","text":"a"},{"type":"list","ordered":false,"items":[[{"type":"paragraph","text":"b"}]]}],[{"type":"paragraph","text":"c"}]]}]"#
        );
    }

    #[test]
    fn a_list_of_pictures_alone_is_no_list() {
        let gallery =
            "<ul><li><img src='/r.jpg' alt='a river'></li><li><img src='/s.jpg' alt='a sea'></li></ul>";

        assert_eq!(
            json(gallery),
            r#"[{"type":"figure","url":"https://paper.example/r.jpg","alt":"a river"},{"type":"figure","url":"https://paper.example/s.jpg","alt":"a sea"}]"#
        );
        assert!(json("<ul><li><img src='/r.jpg' alt='a river'></li><li>Rain</li></ul>").contains("list"));
    }

    #[test]
    fn terms_become_a_list_with_their_definitions() {
        assert_eq!(
            json("<dl><dt>weir</dt><dd>a low dam</dd><dt>lock<dt>sluice<dd>gates</dl>"),
            r#"[{"type":"list","ordered":false,"items":[[{"type":"paragraph","text":[{"strong":"weir"}]},{"type":"paragraph","text":"a low dam"}],[{"type":"paragraph","text":[{"strong":"lock"}]}],[{"type":"paragraph","text":[{"strong":"sluice"}]},{"type":"paragraph","text":"gates"}]]}]"#
        );
    }

    #[test]
    fn a_table_keeps_its_header_and_caption() {
        assert_eq!(
            json("<table><caption>Rain</caption><tr><th>Day<th>mm<tr><td>Monday<td>3</table>"),
            r#"[{"type":"table","header":["Day","mm"],"rows":[["Monday","3"]],"caption":"Rain"}]"#
        );
    }

    #[test]
    fn code_keeps_its_lines_and_its_language() {
        assert_eq!(
            json("<pre><code class='language-rust'>fn a() {\n    b();\n}</code></pre>"),
            r#"[{"type":"code","language":"rust","text":"fn a() {\n    b();\n}"}]"#
        );
    }

    #[test]
    fn a_quotation_knows_whose_words_it_holds() {
        assert_eq!(
            json("<blockquote><p>It rose.</p><footer>— A neighbour</footer></blockquote>"),
            r#"[{"type":"quotation","blocks":[{"type":"paragraph","text":"It rose."}],"attribution":"A neighbour"}]"#
        );
        assert_eq!(
            json("<aside class=pullquote>It rose.</aside>"),
            r#"[{"type":"pull_quote","text":"It rose."}]"#
        );
    }

    #[test]
    fn a_caption_and_its_credit_belong_to_the_picture() {
        assert_eq!(
            json(
                "<figure><img src='r.jpg' alt='a river'><figcaption>The river. <span class=credit>Photo: A. Lens</span></figcaption></figure>"
            ),
            r#"[{"type":"figure","url":"https://paper.example/r.jpg","alt":"a river","caption":"The river.","credit":"A. Lens"}]"#
        );
    }
}
