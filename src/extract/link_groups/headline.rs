//! The headline within an anchor that holds more: a kicker, a label, a standfirst, a byline, a date.
//!
//! Knows the lines of one anchor and how long lines made alike are on the page: what is short everywhere
//! stands above headlines, and is none.

use std::collections::HashMap;

use dom_query::NodeRef;

use crate::extract::{dom, lexicon, words};

/// Words of a headline.
pub const FEWEST_WORDS: usize = 4;

/// Words of a headline with the standfirst some pages put into the same anchor.
const MOST_WORDS: usize = 40;

/// Elements within a line that make no line of their own.
const INLINE: &[&str] =
    &["em", "i", "b", "strong", "br", "wbr", "sup", "sub", "mark", "u", "font", "cite", "q", "code", "abbr"];

/// Words by which the makers of pages call a headline.
const TITLES: &[&str] = &["headline", "title", "titel", "heading"];

/// Words in the class of what stands beside a headline.
const BESIDE: &[&str] = &[
    "kicker",
    "eyebrow",
    "overline",
    "topline",
    "pretitle",
    "supertitle",
    "surtitle",
    "overtitle",
    "titleheader",
    "subtitle",
    "label",
    "premium",
    "badge",
    "byline",
    "author",
    "authors",
    "date",
    "time",
    "duration",
    "prefix",
    "category",
    "separator",
    "credit",
    "caption",
    "meta",
    "flag",
    "tag",
    "tags",
    "rubric",
    "excerpt",
    "description",
    "teasertext",
    "summary",
    "dek",
    "count",
    "counter",
    "hidden",
];

/// Words of a line on an average that tell a headline from what stands above it.
const SHORT: usize = 4;

/// Words of a line that is no standfirst.
const BRIEF: usize = 14;

/// What the element of a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    /// A heading element, and which of the anchor's.
    Heading(usize),
    /// Called a headline or a title.
    Called,
    Plain,
    /// Called what stands beside a headline.
    Beside,
}

#[derive(Clone, Debug)]
struct Line {
    words: String,
    /// Name and class of its element: what lines share that are made alike.
    made: String,
    part: Part,
}

/// The lines of an anchor, in their order.
#[derive(Clone, Debug, Default)]
pub struct Lines(Vec<Line>);

/// How many words the lines of a page have that are made alike: how many lines, and their words.
#[derive(Debug, Default)]
pub struct Lengths(HashMap<String, (usize, usize)>);

impl Lines {
    /// Reads an anchor.
    pub fn of(node: &NodeRef<'_>) -> Self {
        let mut lines = Self::default();
        lines.read(node, Part::Plain);
        lines
    }

    fn read(&mut self, node: &NodeRef<'_>, part: Part) {
        let is_line = |child: NodeRef<'_>| child.is_text() && !dom::words(&child).is_empty();
        let makes_lines = |child: NodeRef<'_>| {
            let name = dom::name(&child);
            child.is_element() && !INLINE.contains(&&*name) && !dom::is_silent(&name)
        };
        let has_text = node.children_it(false).any(is_line);
        let has_block = node.children_it(false).any(|child| dom::is_block(&dom::name(&child)));
        if !node.children_it(false).any(makes_lines) {
            return self.push(node, dom::words(node), part);
        }
        let mut children = node.children_it(false).peekable();
        while let Some(child) = children.next() {
            let name = dom::name(&child);
            if has_text && !has_block && (is_line(child) || INLINE.contains(&&*name)) {
                let rest = std::iter::once(child).chain(children).filter(|child| !is_label(child));
                let rest: Vec<String> = rest.map(|child| dom::words(&child)).collect();
                return self.push(
                    node,
                    rest.join(" ").split_whitespace().collect::<Vec<&str>>().join(" "),
                    part,
                );
            }
            if child.is_text() || INLINE.contains(&&*name) {
                self.push(node, dom::words(&child), part);
            } else if child.is_element() && !dom::is_silent(&name) {
                let part = self.part(&child, &name, part);
                self.read(&child, part);
            }
        }
    }

    fn push(&mut self, node: &NodeRef<'_>, words: String, part: Part) {
        if words.chars().any(char::is_alphanumeric) {
            self.0.push(Line { words, made: made(node), part });
        }
    }

    /// What an element is, by its name and by what its makers call it; else what the one around it is.
    fn part(&self, node: &NodeRef<'_>, name: &str, above: Part) -> Part {
        if matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6") {
            return Part::Heading(self.0.len());
        }
        match called(node) {
            Some(Part::Called) if matches!(above, Part::Heading(_)) => above,
            Some(part) => part,
            None if name == "time" => Part::Beside,
            None => above,
        }
    }

    /// Whether one of them is in a heading element, or is called a headline.
    pub fn hold_heading(&self) -> bool {
        self.0.iter().any(|line| matches!(line.part, Part::Heading(_) | Part::Called))
    }

    /// What says that the headline is that of the article before or after this one.
    pub fn step(&self) -> Option<String> {
        let step = self.0.iter().filter(|_| self.0.len() > 1).find(|line| lexicon::is_step(&line.words));
        step.map(|line| line.words.clone())
    }

    /// Adds the lines to those of the page.
    pub fn measure(&self, lengths: &mut Lengths) {
        for line in self.0.iter().filter(|_| self.0.len() > 1) {
            let (lines, all) = lengths.0.entry(line.made.clone()).or_default();
            *lines += 1;
            *all += words::count(&line.words);
        }
    }

    /// The headline: the lines of the heading element, else those called so, else the first that may be one.
    pub fn headline(&self, lengths: &Lengths) -> String {
        let told = self.0.iter().filter(|line| line.part != Part::Beside && !is_beside(&line.words));
        let mut told: Vec<&Line> = told.collect();
        if told.iter().any(|line| !lengths.is_short(line)) {
            told.retain(|line| !lengths.is_short(line));
        }
        let of_part =
            |part: Part| -> Vec<&Line> { told.iter().copied().filter(|line| line.part == part).collect() };
        let heading =
            told.iter().find(|line| matches!(line.part, Part::Heading(_)) && words::count(&line.words) > 1);
        let heading = heading.map(|line| of_part(line.part));
        let called = || Some(of_part(Part::Called)).filter(|lines| !lines.is_empty());
        if let Some(lines) = heading.or_else(called) {
            return joined(&lines);
        }
        let may_be = told.iter().filter(|line| self.0.len() > 1 && is_headline(&line.words));
        let is_brief =
            |line: &&&Line| words::count(&line.words) <= BRIEF && !words::ends_sentence(&line.words);
        // Of two the longer, for a kicker is short; but a standfirst is longer than a headline.
        let longest = may_be.clone().rev().filter(is_brief).max_by_key(|line| line.words.chars().count());
        match longest.or(may_be.clone().next()) {
            Some(line) => line.words.clone(),
            None if told.is_empty() => joined(&self.0.iter().collect::<Vec<&Line>>()),
            None => joined(&told),
        }
    }
}

impl Lengths {
    /// Whether lines made as this one are shorter than headlines.
    fn is_short(&self, line: &Line) -> bool {
        let (lines, all) = self.0.get(&line.made).copied().unwrap_or((1, words::count(&line.words)));
        all <= SHORT * lines
    }
}

fn joined(lines: &[&Line]) -> String {
    lines.iter().map(|line| line.words.as_str()).collect::<Vec<&str>>().join(" ")
}

/// A byline, "Read more", "2 hours ago".
fn is_beside(line: &str) -> bool {
    let lower = line.to_lowercase();
    let is_byline = ["by ", "von ", "par ", "por ", "di "].iter().any(|word| lower.starts_with(word));
    is_byline || lexicon::is_step(line) || lexicon::is_aside(line) && words::count(line) <= SHORT
}

/// What the makers of a page call a label within a line.
fn is_label(node: &NodeRef<'_>) -> bool {
    node.is_element() && called(node) == Some(Part::Beside)
}

/// What the makers of a page call an element, where they call it anything.
fn called(node: &NodeRef<'_>) -> Option<Part> {
    let class = node.attr("class")?;
    let is_one_of = |words: &[&str], word: &str| words.iter().any(|known| word.eq_ignore_ascii_case(known));
    let mut found = None;
    for word in split(&class) {
        if is_one_of(BESIDE, word) {
            return Some(Part::Beside);
        }
        if is_one_of(TITLES, word) {
            found = Some(Part::Called);
        }
    }
    found
}

/// Whether words may be a headline: enough of them, and not what pages write on buttons.
pub fn is_headline(line: &str) -> bool {
    (FEWEST_WORDS..=MOST_WORDS).contains(&words::count(line))
        && !(lexicon::is_aside(line) && words::count(line) <= 6)
        && !lexicon::asks(line)
}

/// Whether the makers of a page call an element a headline or a title.
pub fn is_called_title(node: &NodeRef<'_>) -> bool {
    called(node) == Some(Part::Called)
}

/// The words of a class, written with hyphens, underscores or capitals between them.
fn split(class: &str) -> impl Iterator<Item = &str> {
    class.split(|letter: char| !letter.is_ascii_alphabetic()).flat_map(|word| {
        let has_humps = word.bytes().any(|byte| byte.is_ascii_lowercase());
        let mut rest = word;
        std::iter::from_fn(move || {
            let hump = rest.bytes().skip(1).position(|byte| has_humps && byte.is_ascii_uppercase());
            let (piece, after) = rest.split_at(hump.map_or(rest.len(), |at| at + 1));
            rest = after;
            (!piece.is_empty()).then_some(piece)
        })
    })
}

fn made(node: &NodeRef<'_>) -> String {
    let class = node.attr("class").unwrap_or_default();
    format!("{}.{}", dom::name(node), class)
}
