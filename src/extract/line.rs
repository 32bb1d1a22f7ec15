//! Collects a line of text: runs with their marks, and white space collapsed across them.

use dom_query::NodeRef;

use crate::domain::{Inline, Prose, Text, WebUrl};
use crate::extract::dom::{self, resolve};
use crate::extract::inline_image::is_inline;
use crate::extract::math;

/// The inline text of a node; blocks within it are separated by spaces.
pub fn text_of(node: &NodeRef<'_>, base: Option<&WebUrl>) -> Text {
    let mut line = Line::default();
    line.children(node, base);
    line.finish()
}

/// The runs of a paragraph so far.
pub struct Line {
    runs: Vec<Inline>,
    /// Whether a space here would follow another, or begin the line.
    after_space: bool,
    /// Whether line breaks of the source are kept, as the style of the page asks.
    pub keeps_lines: bool,
}

impl Default for Line {
    fn default() -> Self {
        Self { runs: Vec::new(), after_space: true, keeps_lines: false }
    }
}

impl Line {
    /// An empty line with the settings of this one.
    pub fn next(&self) -> Self {
        Self { keeps_lines: self.keeps_lines, ..Self::default() }
    }

    /// Appends words of the page: with line breaks where they are kept, and with formulas in readable
    /// characters.
    pub fn written(&mut self, words: &str) {
        let readable = math::in_text(words);
        let words = readable.as_deref().unwrap_or(words);
        if !self.keeps_lines || !words.contains('\n') {
            return self.words(words);
        }
        for (number, line) in words.split('\n').enumerate() {
            if number > 0 {
                self.end_here();
            }
            self.words(line);
        }
    }

    /// Ends the line without a blank before its end.
    fn end_here(&mut self) {
        if let Some(Inline::Plain(before)) = self.runs.pop_if(|run| matches!(run, Inline::Plain(_))) {
            let before = before.as_str().trim_end();
            self.runs.extend((!before.is_empty()).then(|| Inline::Plain(Prose::from_untrusted(before))));
        }
        self.runs.push(Inline::Break);
        self.after_space = true;
    }

    /// Appends words.
    pub fn words(&mut self, words: &str) {
        let prose = Prose::from_untrusted(words);
        let text = if self.after_space { prose.as_str().trim_start_matches(' ') } else { prose.as_str() };
        if text.is_empty() {
            return;
        }
        self.after_space = text.ends_with(' ');
        let joined = match self.runs.last() {
            Some(Inline::Plain(before)) => Some(format!("{before}{text}")),
            _ => None,
        };
        match joined {
            Some(joined) => {
                self.runs.pop();
                self.runs.push(Inline::Plain(Prose::from_untrusted(&joined)));
            }
            None => self.runs.push(Inline::Plain(Prose::from_untrusted(text))),
        }
    }

    /// Appends the content of a node.
    pub fn children(&mut self, node: &NodeRef<'_>, base: Option<&WebUrl>) {
        for child in node.children_it(false) {
            if child.is_text() {
                self.written(&child.text());
            } else if child.is_element() {
                let name = dom::name(&child);
                if !dom::is_silent(&name) {
                    self.element(&child, &name, base);
                }
            }
        }
    }

    /// Appends an element.
    pub fn element(&mut self, node: &NodeRef<'_>, name: &str, base: Option<&WebUrl>) {
        match name {
            "br" => {
                // The space keeps the words apart where a caller drops the break.
                self.words(" ");
                self.runs.push(Inline::Break);
                self.after_space = true;
            }
            "img" => self.picture(node),
            "picture" | "figure" => {}
            "del" | "s" | "strike" => self.marked(node, base, Inline::Deleted),
            "q" => {
                self.words("“");
                self.children(node, base);
                self.words("”");
            }
            "span" if let Some(formula) = math::inline(node) => {
                self.runs.push(formula);
                self.after_space = false;
            }
            "b" | "strong" => self.marked(node, base, Inline::Strong),
            "i" | "em" | "cite" | "dfn" | "var" => self.marked(node, base, Inline::Emphasis),
            "sup" => self.marked(node, base, Inline::Superscript),
            "sub" => self.marked(node, base, Inline::Subscript),
            "code" | "kbd" | "samp" | "tt" => self.code(node),
            "rt" if !has_brackets(node) => {
                self.words("(");
                self.children(node, base);
                self.words(")");
            }
            "a" => self.link(node, base),
            _ if dom::is_block(name) => {
                self.words(" ");
                self.children(node, base);
                self.words(" ");
            }
            _ => self.children(node, base),
        }
    }

    /// The text, without white space and breaks at its ends.
    pub fn finish(self) -> Text {
        Text(trimmed(self.runs))
    }

    /// The paragraphs, separated by two breaks in a row.
    pub fn finish_parts(self) -> Vec<Text> {
        let mut parts = vec![Vec::new()];
        let mut runs = self.runs.into_iter().peekable();
        while let Some(run) = runs.next() {
            let mut breaks = usize::from(run == Inline::Break);
            while breaks > 0 && runs.next_if(|next| *next == Inline::Break || is_blank(next)).is_some() {
                breaks += 1;
            }
            match parts.last_mut() {
                Some(part) if breaks < 2 => part.push(run),
                _ => parts.push(Vec::new()),
            }
        }
        parts.into_iter().map(|runs| Text(trimmed(runs))).filter(|text| !text.is_blank()).collect()
    }

    fn marked(&mut self, node: &NodeRef<'_>, base: Option<&WebUrl>, mark: fn(Text) -> Inline) {
        if let Some(text) = self.within(node, base) {
            self.runs.push(mark(text));
        }
    }

    fn link(&mut self, node: &NodeRef<'_>, base: Option<&WebUrl>) {
        let Some(text) = self.within(node, base) else { return };
        match dom::attribute(node, "href").and_then(|address| resolve(&address, base)) {
            Some(url) => self.runs.push(Inline::Link { text, url }),
            None if is_note(node, &text) => self.runs.push(Inline::Superscript(text)),
            None => self.runs.extend(text.0),
        }
    }

    /// The text of a node as a part of this line; `None` where it is blank, with its space kept.
    fn within(&mut self, node: &NodeRef<'_>, base: Option<&WebUrl>) -> Option<Text> {
        let mut inner =
            Self { runs: Vec::new(), after_space: self.after_space, keeps_lines: self.keeps_lines };
        inner.children(node, base);
        let is_blank = inner.runs.iter().all(is_blank);
        if is_blank {
            if !inner.runs.is_empty() {
                self.words(" ");
            }
            return None;
        }
        self.after_space = inner.after_space;
        Some(Text(inner.runs))
    }

    /// Appends the text of a picture that stands for characters, or a formula.
    fn picture(&mut self, node: &NodeRef<'_>) {
        let alt = dom::attribute(node, "alt").filter(|_| is_inline(node));
        match alt {
            Some(alt) if alt.contains('\\') => {
                self.runs.extend(Prose::non_empty(&math::readable(&alt)).map(Inline::Math));
                self.after_space = false;
            }
            Some(alt) => self.words(&alt),
            None => {}
        }
    }

    fn code(&mut self, node: &NodeRef<'_>) {
        if let Some(text) = Prose::non_empty(&node.text()) {
            self.runs.push(Inline::Code(text));
            self.after_space = false;
        }
    }
}

/// Whether a link leads to a note of the same page, whose number would be read as a part of the word before
/// it.
fn is_note(link: &NodeRef<'_>, text: &Text) -> bool {
    let number = text.to_plain();
    let is_raised = || link.parent().is_some_and(|parent| parent.has_name("sup"));
    (1..=3).contains(&number.len())
        && number.bytes().all(|digit| digit.is_ascii_digit())
        && link.attr("href").is_some_and(|address| address.starts_with('#'))
        && !is_raised()
}

/// Whether the page puts the reading of characters (`ruby`) in brackets itself.
fn has_brackets(reading: &NodeRef<'_>) -> bool {
    reading.parent().is_some_and(|ruby| ruby.children_it(false).any(|child| child.has_name("rp")))
}

/// The runs without white space and breaks at both ends.
fn trimmed(mut runs: Vec<Inline>) -> Vec<Inline> {
    let is_edge = |run: &Inline| *run == Inline::Break || is_blank(run);
    while runs.last().is_some_and(is_edge) {
        runs.pop();
    }
    let start = runs.iter().position(|run| !is_edge(run)).unwrap_or(runs.len());
    runs.drain(..start);
    if let Some(Inline::Plain(prose)) = runs.last() {
        let end = prose.as_str().trim_end().to_owned();
        runs.pop();
        runs.push(Inline::Plain(Prose::from_untrusted(&end)));
    }
    runs
}

/// Whether a run is nothing but white space.
fn is_blank(run: &Inline) -> bool {
    matches!(run, Inline::Plain(prose) if prose.as_str().trim().is_empty())
}
