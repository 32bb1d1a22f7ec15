//! A text without a page around it: a note, a letter, a poem. Its first line is its headline, and every other
//! line is its text: lists, quotations, code and tables keep their lines, as verses do.

use crate::domain::{Article, Block, Body, Inline, Item, Prose, Text, Verbatim};
use crate::extract::{self, lexicon, words};
use crate::import::text_lines;

use super::head::Head;
use super::line_kinds::Sign;
use super::lines::{self, Line, is_wrapped};

/// Most words of a line in the menu of a page.
const MENU_WORDS: usize = 3;

/// Lines of so few words that make a menu.
const MENU: usize = 3;

/// Most words of a headline and of a subheading.
const HEADLINE_WORDS: usize = 30;
const HEADING_WORDS: usize = 12;

/// Columns by which code, tables and block quotations are indented.
const INDENT: usize = 4;

/// Characters from which lines are not wrapped: each such line is a paragraph.
const LONG: usize = 100;

/// The deepest nesting of quotations.
const DEEPEST: u8 = 4;

/// Whether a text has no part of a page around it.
pub fn is_written(lines: &[Line], signs: &[Sign]) -> bool {
    let is_of_page = |sign: &Sign| matches!(sign, Sign::Aside | Sign::Comments | Sign::Picture | Sign::Cut);
    let first = signs.iter().position(|sign| *sign == Sign::Paragraph).unwrap_or_default();
    let above = lines.iter().zip(signs).take(first).skip(1);
    let is_menu = |(line, sign): &(&Line, &Sign)| {
        **sign == Sign::Short
            && line.words <= MENU_WORDS
            && !line.text.contains("   ")
            && !line.text.starts_with(|first: char| first.is_lowercase() || first.is_numeric())
            && !line.text.ends_with(|end: char| ".,;:!?".contains(end))
    };
    !signs.iter().any(is_of_page)
        && !lines.iter().any(|line| lexicon::is_credit(&line.text) || lexicon::is_group_heading(&line.text))
        && above.filter(is_menu).count() < MENU
}

/// Reads a text without a page around it.
pub fn article(text: &str) -> Article {
    let all: Vec<&str> = text.lines().take(lines::MOST).map(str::trim_end).collect();
    let mut parts: Vec<&[&str]> =
        all.split(|line| line.trim().is_empty()).filter(|part| !part.is_empty()).collect();
    let mut head = Head::default();
    let top = parts.first().copied().unwrap_or_default();
    let below = parts.get(1).is_some();
    let taken = head.of_written(top, below);
    if taken > 0 {
        match top.get(taken..).filter(|rest| !rest.is_empty()) {
            Some(rest) => parts.splice(..1, [rest]).for_each(drop),
            None => parts.drain(..1).for_each(drop),
        }
    }
    while !head.headline.is_empty()
        && let Some(part) = parts.first().filter(|part| part.len() <= 2)
        && head.takes_all(part)
    {
        parts.remove(0);
    }
    let mut body = Body(blocks(&parts, DEEPEST));
    // A line of nothing but control characters is no paragraph.
    body.0.retain(|block| !matches!(block, Block::Paragraph { text } if text.is_blank()));
    let headline = Some(head.headline).filter(|headline| !headline.is_empty());
    Article {
        headline: headline.or_else(|| words::first_words(&body)).unwrap_or_default(),
        byline: head.byline,
        published: head.published,
        body,
        ..Article::default()
    }
}

impl Head {
    /// Takes headline, byline and date from the first lines; returns the number of those lines.
    fn of_written(&mut self, top: &[&str], is_followed: bool) -> usize {
        let Some(first) = top.first().map(|first| first.trim()) else { return 0 };
        let is_headline = words::count(first) <= HEADLINE_WORDS
            && !begins_item(first)
            && (top.len() == 1 || self.takes_all(top.get(1..).unwrap_or_default()) || is_underline(top));
        if !is_headline || words::ends_sentence(first) && !is_followed {
            *self = Self::default();
            return 0;
        }
        self.headline = Prose::trimmed(first.trim_start_matches(['#', ' ']));
        top.len()
    }

    /// Takes authors and dates, if every line is one of them.
    fn takes_all(&mut self, part: &[&str]) -> bool {
        let lines =
            part.iter().map(|text| Line { text: text.trim().to_owned(), gap: 0, words: words::count(text) });
        lines.into_iter().all(|line| self.take(&line))
    }
}

fn blocks(parts: &[&[&str]], depth: u8) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    for (at, part) in parts.iter().enumerate() {
        let next = parts.get(at + 1).and_then(|next| next.first()).copied();
        let found = block(part, next, depth);
        match (blocks.last_mut(), found.as_slice()) {
            // Blank lines within code part nothing.
            (Some(Block::Code { text, .. }), [Block::Code { text: more, .. }]) => {
                *text = Verbatim::from_untrusted(&format!("{}\n\n{}", text.as_str(), more.as_str()));
            }
            _ => blocks.extend(found),
        }
    }
    blocks
}

/// The blocks of lines without a blank line among them.
fn block(part: &[&str], next: Option<&str>, depth: u8) -> Vec<Block> {
    let Some(first) = part.first().map(|first| first.trim()) else { return Vec::new() };
    if is_rule(part) {
        return vec![Block::Rule];
    }
    if is_underline(part) {
        return vec![Block::Heading { level: 2, text: Text::plain(first) }];
    }
    if depth > 0 && part.iter().all(|line| line.trim_start().starts_with('>')) {
        return vec![quotation(part, depth - 1)];
    }
    if begins_item(first) {
        return list(part);
    }
    if part.iter().all(|line| indent(line) >= INDENT) || is_table(part) {
        return vec![set_in(part)];
    }
    if part.len() == 1 && is_heading(first, next) {
        return vec![Block::Heading { level: 2, text: Text::plain(first) }];
    }
    paragraphs(part)
}

/// The paragraphs of lines: wrapped lines are joined, long ones are paragraphs, and short ones stay lines.
fn paragraphs(part: &[&str]) -> Vec<Block> {
    if is_wrapped(&part.iter().map(|line| line.trim()).collect::<Vec<_>>()) {
        return vec![Block::Paragraph { text: words_of(&part.join(" ")) }];
    }
    if part.iter().any(|line| line.chars().count() > LONG) {
        return part.iter().map(|line| Block::Paragraph { text: words_of(line) }).collect();
    }
    let mut runs: Vec<Inline> = Vec::new();
    for line in part {
        runs.extend((!runs.is_empty()).then_some(Inline::Break));
        runs.extend(words_of(line).0);
    }
    vec![Block::Paragraph { text: Text(runs) }]
}

/// Words with their addresses as links.
fn words_of(line: &str) -> Text {
    if !line.contains("://") {
        return Text::plain(line.trim());
    }
    let linked = extract::extract_fragment(&text_lines::markup(line), None).0.0.into_iter();
    let texts =
        linked.filter_map(|block| if let Block::Paragraph { text } = block { Some(text) } else { None });
    Text(texts.flat_map(|text| text.0).collect())
}

fn quotation(part: &[&str], depth: u8) -> Block {
    let inner: Vec<&str> =
        part.iter().map(|line| line.trim_start().trim_start_matches('>').trim_end()).map(unspaced).collect();
    let parts: Vec<&[&str]> =
        inner.split(|line| line.trim().is_empty()).filter(|part| !part.is_empty()).collect();
    Block::Quotation { blocks: blocks(&parts, depth), attribution: None }
}

fn unspaced(line: &str) -> &str {
    line.strip_prefix(' ').unwrap_or(line)
}

/// An indented block: a quotation where its words were wrapped, else code.
fn set_in(part: &[&str]) -> Block {
    let trimmed: Vec<&str> = part.iter().map(|line| line.trim()).collect();
    if is_wrapped(&trimmed) {
        let text = Text::plain(&trimmed.join(" "));
        return Block::Quotation { blocks: vec![Block::Paragraph { text }], attribution: None };
    }
    let by = part.iter().map(|line| indent(line)).min().unwrap_or_default();
    let lines: Vec<&str> = part.iter().map(|line| line.get(by..).unwrap_or(line)).collect();
    Block::Code { language: None, text: Verbatim::from_untrusted(&lines.join("\n")) }
}

/// A list, in which a line without a mark continues the item before it.
fn list(part: &[&str]) -> Vec<Block> {
    let mut items: Vec<String> = Vec::new();
    for line in part.iter().map(|line| line.trim()) {
        match items.last_mut() {
            Some(item) if !begins_item(line) => item.extend([" ", line]),
            _ => items.push(line.to_owned()),
        }
    }
    let numbers: Vec<Option<u32>> = items.iter().map(|item| number(item)).collect();
    let start = numbers.first().copied().flatten();
    let ordered =
        start.is_some_and(|start| (start..).zip(&numbers).all(|(wanted, found)| *found == Some(wanted)));
    let plain = |item: &String| vec![Block::Paragraph { text: words_of(without_mark(item)) }];
    let items: Vec<Item> = items.iter().map(plain).collect();
    vec![Block::List { ordered, start: start.filter(|start| ordered && *start != 1), items }]
}

fn begins_item(line: &str) -> bool {
    without_mark(line).len() < line.len()
}

/// An item without "- ", "• " or "2. ".
fn without_mark(item: &str) -> &str {
    let bullet = item.strip_prefix(['-', '*', '•', '◦', '▪', '‣', '+']).filter(|rest| rest.starts_with(' '));
    let after_number = || {
        let digits =
            item.find(|digit: char| !digit.is_ascii_digit()).filter(|digits| (1..=3).contains(digits))?;
        item.get(digits..)?.strip_prefix(['.', ')']).filter(|rest| rest.starts_with(' '))
    };
    bullet.or_else(after_number).map_or(item, str::trim_start)
}

fn number(item: &str) -> Option<u32> {
    item.split(['.', ')']).next()?.parse().ok()
}

/// Whether lines have several words below each other in columns.
fn is_table(part: &[&str]) -> bool {
    let is_row = |line: &&&str| line.trim().contains("   ") || line.trim().contains('\t');
    part.len() >= 2 && part.iter().filter(is_row).count() * 3 >= part.len() * 2
}

/// Whether lines are a heading, underlined by a line of signs.
fn is_underline(part: &[&str]) -> bool {
    matches!(part, [_, below] if is_line_of(below, &['=', '-', '~']))
}

fn is_rule(part: &[&str]) -> bool {
    matches!(part, [line] if is_line_of(line, &['-', '*', '=', '_', '~', '#', '—', '·']))
}

fn is_line_of(line: &str, signs: &[char]) -> bool {
    let signs_of = line.chars().filter(|sign| !sign.is_whitespace());
    line.trim().chars().count() >= 3 && signs_of.into_iter().all(|sign| signs.contains(&sign))
}

/// Whether a short line above a paragraph is a heading: it ends no sentence.
fn is_heading(line: &str, next: Option<&str>) -> bool {
    let is_text = |next: &str| words::count(next) > HEADING_WORDS / 2 && !begins_item(next.trim());
    words::count(line) <= HEADING_WORDS
        && !line.ends_with(|end: char| ".,;:!?…”\"".contains(end))
        && next.is_some_and(is_text)
}

fn indent(line: &str) -> usize {
    let white = line.chars().take_while(|letter| letter.is_whitespace());
    white.map(|letter| if letter == '\t' { INDENT } else { 1 }).sum()
}

#[cfg(test)]
mod tests {
    use super::super::read;
    use crate::domain::Article;

    const LONG: &str = "The old boat left the harbour before dawn, and the people of the town stood on the quay to watch it go.";

    fn told(text: &str) -> Article {
        read(text.as_bytes()).unwrap().article
    }

    fn json(text: &str) -> String {
        serde_json::to_string(&told(text).body).unwrap()
    }

    #[test]
    fn a_poem_keeps_its_lines_and_its_verses() {
        let poem =
            told("The Quay\n\nThe boat is gone,\nthe nets are dry.\n\nThe sea is grey,\nthe wind is low.\n");

        assert_eq!(poem.headline.as_str(), "The Quay");
        assert_eq!(
            serde_json::to_string(&poem.body).unwrap(),
            r#"[{"type":"paragraph","text":["The boat is gone,",{"break":true},"the nets are dry."]},{"type":"paragraph","text":["The sea is grey,",{"break":true},"the wind is low."]}]"#
        );
    }

    #[test]
    fn all_that_stands_between_paragraphs_is_text() {
        let text = format!(
            "Boat sails\nBy Ann Calder\n4 March 2025\n\n{LONG}\n\n- one thing\n- another\n  of them\n\n3. three\n4. four\n\n    make all\n\n      install\n\n> He said so.\n\nIn the harbour\n\n{LONG}\n\n* * *\n\nCod     5    1.20\nEel     7    3.40\n"
        );

        let article = told(&text);
        assert_eq!(article.headline.as_str(), "Boat sails");
        assert_eq!(article.byline[0].name.as_str(), "Ann Calder");
        assert_eq!(article.published.unwrap().to_string(), "2025-03-04");
        insta::assert_snapshot!(serde_json::to_string_pretty(&article.body).unwrap());
    }

    #[test]
    fn a_short_headline_is_one_whatever_follows() {
        assert_eq!(told(&format!("Лодка ушла\n\n{LONG}\n\n{LONG}")).headline.as_str(), "Лодка ушла");
        assert_eq!(told("Title\n=====\n\nRain fell.").headline.as_str(), "Title");
        assert!(json("Title\n=====\n\nRain fell.").ends_with(r#""text":"Rain fell."}]"#));
    }
}
