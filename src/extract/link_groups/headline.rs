//! Finds the headline in an anchor with more: a kicker, a label, a standfirst, a byline, a date.
//!
//! Knows the lines of one anchor and the lengths of lines of the same markup on the page: lines that are
//! short everywhere are kickers, not headlines.

use std::collections::HashMap;

use dom_query::NodeRef;

use crate::extract::{dom, lexicon, words};

/// The fewest words of a headline.
pub const FEWEST_WORDS: usize = 4;

/// Most words of a headline with the standfirst in the same anchor.
const MOST_WORDS: usize = 40;

/// Inline elements, which do not begin a line.
const INLINE: &[&str] =
    &["em", "i", "b", "strong", "br", "wbr", "sup", "sub", "mark", "u", "font", "cite", "q", "code", "abbr"];

/// Words in the class of a headline.
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

/// Average words up to which lines of the same markup are kickers.
const SHORT: usize = 4;

/// Most words of a headline, beyond which a line is a standfirst.
const BRIEF: usize = 14;

/// The part of an anchor that an element is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    /// A heading element, by its position in the anchor.
    Heading(usize),
    /// An element whose class names it a headline or a title.
    Called,
    Plain,
    /// An element whose class names it something beside a headline.
    Beside,
}

#[derive(Clone, Debug)]
struct Line {
    words: String,
    /// Name and class of the line's element, which lines of the same markup share.
    markup_key: String,
    part: Part,
}

/// The lines of an anchor, in their order.
#[derive(Clone, Debug, Default)]
pub struct Lines(Vec<Line>);

/// The lengths of a page's lines by markup: the count of lines, and the sum of their words.
#[derive(Debug, Default)]
pub struct Lengths(HashMap<String, (usize, usize)>);

impl Lines {
    /// Reads the lines of an anchor.
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
            return self.push(node, &dom::words(node), part);
        }
        let mut children = node.children_it(false).peekable();
        while let Some(child) = children.next() {
            let name = dom::name(&child);
            if has_text && !has_block && (is_line(child) || INLINE.contains(&&*name)) {
                let rest = std::iter::once(child).chain(children).filter(|child| !is_label(child));
                let rest: Vec<String> = rest.map(|child| dom::words(&child)).collect();
                return self.push(
                    node,
                    &rest.join(" ").split_whitespace().collect::<Vec<&str>>().join(" "),
                    part,
                );
            }
            if child.is_text() || INLINE.contains(&&*name) {
                self.push(node, &dom::words(&child), part);
            } else if child.is_element() && !dom::is_silent(&name) {
                let part = self.part(&child, &name, part);
                self.read(&child, part);
            }
        }
    }

    fn push(&mut self, node: &NodeRef<'_>, words: &str, part: Part) {
        let words = without_window(words).to_owned();
        if words.chars().any(char::is_alphanumeric) {
            self.0.push(Line { words, markup_key: markup_key(node), part });
        }
    }

    /// The part of an element, by its name and class; else that of the element around it.
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

    /// Whether a line is in a heading element, or in one named a headline.
    pub fn hold_heading(&self) -> bool {
        self.0.iter().any(|line| matches!(line.part, Part::Heading(_) | Part::Called))
    }

    /// The words that announce the next or previous article.
    pub fn step(&self) -> Option<String> {
        let step = self.0.iter().filter(|_| self.0.len() > 1).find(|line| lexicon::is_step(&line.words));
        step.map(|line| line.words.clone())
    }

    /// Adds the lines to the statistics of the page.
    pub fn measure(&self, lengths: &mut Lengths) {
        for line in self.0.iter().filter(|_| self.0.len() > 1) {
            let (lines, all) = lengths.0.entry(line.markup_key.clone()).or_default();
            *lines += 1;
            *all += words::count(&line.words);
        }
    }

    /// The headline: the lines of the heading element, else those named so, else the first possible one.
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
        // Of several the longest, since a kicker is short; but a standfirst is longer than a headline.
        let longest = may_be.clone().rev().filter(is_brief).max_by_key(|line| line.words.chars().count());
        match longest.or(may_be.clone().next()) {
            Some(line) => line.words.clone(),
            None if told.is_empty() => joined(&self.0.iter().collect::<Vec<&Line>>()),
            None => joined(&told),
        }
    }
}

impl Lengths {
    /// Whether lines of the same markup are shorter than headlines on average.
    fn is_short(&self, line: &Line) -> bool {
        let (lines, all) = self.0.get(&line.markup_key).copied().unwrap_or((1, words::count(&line.words)));
        all <= SHORT * lines
    }
}

/// Words for those who hear a page: where its link opens.
const OPENS: &[&str] =
    &["(opens in", "(opens a", "(öffnet in", "(s’ouvre", "(s'ouvre", "(se abre", "(abre em", "(si apre"];

/// A line without the words that say where its link opens.
fn without_window(line: &str) -> &str {
    let start = line.rfind('(').and_then(|at| line.split_at_checked(at));
    let is_of_window = |said: &str| OPENS.iter().any(|word| said.to_lowercase().starts_with(word));
    start.filter(|(_, said)| is_of_window(said)).map_or(line, |(rest, _)| rest.trim_end())
}

fn joined(lines: &[&Line]) -> String {
    lines.iter().map(|line| line.words.as_str()).collect::<Vec<&str>>().join(" ")
}

/// Whether a line is beside a headline: a byline, "Read more", "2 hours ago".
fn is_beside(line: &str) -> bool {
    let lower = line.to_lowercase();
    let is_byline = ["by ", "von ", "par ", "por ", "di "].iter().any(|word| lower.starts_with(word));
    is_byline || lexicon::is_step(line) || lexicon::is_aside(line) && words::count(line) <= SHORT
}

/// Whether the class of an element names it a label within a line.
fn is_label(node: &NodeRef<'_>) -> bool {
    node.is_element() && called(node) == Some(Part::Beside)
}

/// The part that the class of an element names.
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

/// Whether words may be a headline: enough of them, and not those of a button.
pub fn is_headline(line: &str) -> bool {
    (FEWEST_WORDS..=MOST_WORDS).contains(&words::count(line))
        && !(lexicon::is_aside(line) && words::count(line) <= 6)
        && !lexicon::invites_to_subscribe(line)
}

/// Whether the class of an element names it a headline or a title.
pub fn is_called_title(node: &NodeRef<'_>) -> bool {
    called(node) == Some(Part::Called)
}

/// The words of a class, separated by hyphens, underscores or capitals.
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

fn markup_key(node: &NodeRef<'_>) -> String {
    let class = node.attr("class").unwrap_or_default();
    format!("{}.{}", dom::name(node), class)
}
