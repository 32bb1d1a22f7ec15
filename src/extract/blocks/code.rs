//! Code as it would be copied: line by line, without line numbers.

use std::ops::Range;

use dom_query::NodeRef;

use crate::domain::{Block, Prose, Verbatim};
use crate::extract::dom;

/// Class names for a line number, or the column of them.
const NUMBERS: &[&str] = &[
    "lineno",
    "linenos",
    "linenumber",
    "line-number",
    "line-numbers",
    "line-numbers-rows",
    "gutter",
    "lnt",
    "ln",
    "blob-num",
    "hljs-ln-numbers",
    "react-syntax-highlighter-line-number",
    "code-line-number",
    "linenodiv",
    "gl",
    "lineno-col",
    "line-no",
    "cm-lineNumbers",
];

/// Class names for a line.
const LINES: &[&str] =
    &["line", "code-line", "view-line", "cm-line", "token-line", "highlight-line", "blob-code"];

/// Class names for a box over code that is shown on hover.
const HOVER_BOX_CLASSES: &[&str] = &["hover-info", "hovercard", "tooltip", "tooltiptext"];

/// The code of an element; `None` where it is empty.
pub fn of(node: &NodeRef<'_>) -> Option<Block> {
    let mut lines = Lines::default();
    lines.read(node);
    let (text, language) = (lines.text(), language(node));
    let text = without_label(without_blank_lines(&text), language.as_ref());
    // A page writes indentation with no-break spaces, which a compiler does not read.
    let text = Verbatim::from_untrusted(&text.trim_end().replace('\u{a0}', " "));
    (!text.as_str().trim().is_empty()).then_some(Block::Code { language, text })
}

/// The lines without the blank ones at the beginning.
fn without_blank_lines(text: &str) -> &str {
    let mut rest = text;
    while let Some((line, after)) = rest.split_once('\n')
        && line.trim().is_empty()
    {
        rest = after;
    }
    rest
}

/// The lines without the name of their language above them.
fn without_label<'code>(text: &'code str, language: Option<&Prose>) -> &'code str {
    let is_label =
        |line: &str| language.is_some_and(|language| line.trim().to_lowercase() == language.as_str());
    text.split_once('\n')
        .filter(|(line, _)| is_label(line))
        .map_or(text, |(_, rest)| without_blank_lines(rest))
}

/// Whether a `code` element is a block, with lines of its own.
pub fn is_block(node: &NodeRef<'_>) -> bool {
    let is_line =
        |below: NodeRef<'_>| matches!(&*dom::name(&below), "br" | "pre" | "table" | "div" | "li" | "p");
    node.descendants_it().any(is_line) || dom::label(node).split_whitespace().any(|name| name == "block")
}

/// Whether a table is code beside its line numbers.
pub fn is_table(node: &NodeRef<'_>) -> bool {
    let cells: Vec<NodeRef<'_>> =
        node.descendants_it().filter(|below| below.has_name("td")).take(8).collect();
    let is_number = |cell: &NodeRef<'_>| {
        has_name(cell, NUMBERS) || cell.has_attr("data-line-number") || are_numbers(&cell.text())
    };
    let is_code = |cell: &NodeRef<'_>| {
        dom::label(cell).contains("code")
            || cell.descendants_it().any(|below| matches!(&*dom::name(&below), "pre" | "code"))
    };
    cells.iter().any(is_number) && cells.iter().any(|cell| !is_number(cell) && is_code(cell))
}

/// The language, from a class such as `language-rust` or an attribute: of the block, of the code in it, or of
/// the element around it.
fn language(node: &NodeRef<'_>) -> Option<Prose> {
    let inner = node.descendants_it().filter(|below| matches!(&*dom::name(below), "code" | "pre"));
    let around = node.ancestors_it(Some(3)).filter(NodeRef::is_element);
    let places: Vec<NodeRef<'_>> = std::iter::once(*node).chain(inner.take(4)).chain(around).collect();
    places.iter().find_map(declared_language)
}

fn declared_language(node: &NodeRef<'_>) -> Option<Prose> {
    let label = dom::label(node);
    let classes = || label.split_whitespace();
    let marked = classes().find_map(|class| {
        ["language-", "lang-", "brush:", "highlight-source-"]
            .iter()
            .find_map(|start| class.strip_prefix(start))
    });
    let said = ["data-lang", "data-language"].iter().find_map(|name| dom::attribute(node, name));
    let is_highlight = node.has_name("figure") && classes().next() == Some("highlight");
    let beside = is_highlight.then(|| classes().nth(1)).flatten();
    let found = marked.map(str::to_owned).or(said).or_else(|| beside.map(str::to_owned))?;
    let is_none = ["plaintext", "text", "plain", "none", "txt", "nohighlight"].contains(&found.as_str());
    if is_none { None } else { Prose::non_empty(&found) }
}

/// The lines of code so far.
#[derive(Default)]
struct Lines {
    text: String,
    /// Whether the next text begins a line.
    is_ended: bool,
    /// Possible line numbers: their ranges in the text, and their values.
    numbers: Vec<(Range<usize>, usize)>,
}

impl Lines {
    fn read(&mut self, node: &NodeRef<'_>) {
        for child in node.children() {
            if child.is_text() {
                self.words(&child.text());
            } else if child.is_element() {
                self.element(&child);
            }
        }
    }

    fn element(&mut self, node: &NodeRef<'_>) {
        let name = dom::name(node);
        if is_break(node) {
            self.is_ended = false;
            self.text.push('\n');
            return;
        }
        if dom::is_silent(&name) || is_not_code(node) {
            return;
        }
        if !is_line(node, &name) {
            let start = self.text.len();
            let begins = self.begins_line();
            self.read(node);
            self.note_number(start, begins);
            return;
        }
        self.end_line();
        let (start, begins) = (self.text.len(), self.begins_line());
        self.read(node);
        let is_empty = self.text.len() == start;
        if is_empty && !self.text.is_empty() && !node.next_sibling().is_some_and(|next| is_break(&next)) {
            self.words("");
            self.text.push('\n');
        }
        self.note_number(start, begins);
        self.end_line();
    }

    fn words(&mut self, words: &str) {
        let is_break = !words.is_empty() && words.trim().is_empty() && words.contains('\n');
        if self.is_ended {
            self.is_ended = false;
            self.text.push('\n');
            if is_break {
                return self.text.push_str(words.trim_start_matches(['\r', '\n']));
            }
        }
        self.text.push_str(words);
    }

    /// Ends the line before the next text.
    fn end_line(&mut self) {
        self.is_ended = !self.text.is_empty() && !self.text.ends_with('\n');
    }

    fn begins_line(&self) -> bool {
        self.is_ended || self.text.is_empty() || self.text.ends_with('\n')
    }

    /// Notes a number that stands alone in an element at the beginning of a line.
    fn note_number(&mut self, start: usize, begins: bool) {
        let written = self.text.get(start..).unwrap_or_default();
        if let Some(number) = written.trim().parse().ok().filter(|_| begins && written.len() <= 8) {
            let is_known = self.numbers.last().is_some_and(|(range, _)| range.end == self.text.len());
            if !is_known {
                let start = start + written.len() - written.trim_start_matches('\n').len();
                self.numbers.push((start..self.text.len(), number));
            }
        }
    }

    /// The lines, without line numbers.
    fn text(self) -> String {
        let counts =
            self.numbers.windows(2).all(|pair| matches!(pair, [(_, one), (_, two)] if *two == one + 1));
        let lines = self.text.trim_matches('\n').lines().count();
        let are_line_numbers = counts && self.numbers.len() > 1 && self.numbers.len() * 10 >= lines * 4;
        if !are_line_numbers {
            return self.text;
        }
        let mut text = String::with_capacity(self.text.len());
        let mut at = 0;
        for (range, _) in &self.numbers {
            text.push_str(self.text.get(at..range.start).unwrap_or_default());
            at = range.end;
            if self.text.get(at..).is_some_and(|rest| rest.starts_with('\n')) && !text.is_empty() {
                // The number was on a line of its own, before its line.
                at += 1;
            }
        }
        text.push_str(self.text.get(at..).unwrap_or_default());
        text
    }
}

/// Whether an element ends a line and has no text.
fn is_break(node: &NodeRef<'_>) -> bool {
    node.has_name("br") || node.has_attr(dom::IS_BREAK)
}

/// Whether an element is a line of its own.
fn is_line(node: &NodeRef<'_>, name: &str) -> bool {
    dom::is_block(name) || has_name(node, LINES) || node.has_attr(dom::IS_LINE)
}

/// Whether an element is no code: a line number, or text that cannot be selected.
fn is_not_code(node: &NodeRef<'_>) -> bool {
    let style = dom::attribute(node, "style").unwrap_or_default().replace(' ', "");
    let is_unselected = style.contains("user-select:none") || has_name(node, &["select-none"]);
    let is_small = || !dom::is_longer(node, 40);
    (is_unselected && is_small())
        || has_name(node, HOVER_BOX_CLASSES)
        || has_name(node, NUMBERS) && are_numbers_or_blank(&node.text())
        || node.has_attr("data-line-number") && are_numbers_or_blank(&node.text())
        || matches!(&*dom::name(node), "td" | "pre" | "div") && are_numbers(&node.text())
}

fn has_name(node: &NodeRef<'_>, names: &[&str]) -> bool {
    let class = dom::attribute(node, "class").unwrap_or_default();
    class.split_whitespace().any(|class| names.contains(&class))
}

/// Whether a text consists of two or more consecutive numbers.
fn are_numbers(text: &str) -> bool {
    let numbers: Option<Vec<usize>> = text.split_whitespace().map(|word| word.parse().ok()).collect();
    numbers.is_some_and(|numbers| {
        numbers.len() > 1 && numbers.windows(2).all(|pair| matches!(pair, [one, two] if *two == one + 1))
    })
}

fn are_numbers_or_blank(text: &str) -> bool {
    text.split_whitespace().all(|word| word.bytes().all(|byte| byte.is_ascii_digit()))
}
