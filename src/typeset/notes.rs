//! Footnotes, repeated below the block that refers to them.
//!
//! The note of each raised mark is found by the text alone: the marks 1, 2, 3… stand in order, and after the
//! last of them stands a numbered list, or a row of paragraphs, with exactly these marks. Raised figures of
//! another meaning (m², 10⁶) have no such list.

use std::collections::HashSet;

use super::blocks::set_blocks;
use super::galley::Galley;
use super::margin::Margin;
use super::{Part, Role};
use crate::domain::{Block, Body, Inline, Text};

/// Most characters of a mark, without its brackets.
const LONGEST_MARK: usize = 3;

/// The least share of notes with a reference, in percent: some references stand in captions or tables that a
/// page lost.
const REFERRED_TO: usize = 80;

/// The notes of an article, each with its mark, and those already set.
#[derive(Debug, Default)]
pub(super) struct Notes<'body> {
    all: Vec<(String, &'body [Block])>,
    /// The first block of the notes, before which all of them are referred to.
    begin: usize,
    already_set: HashSet<String>,
}

impl<'body> Notes<'body> {
    /// Finds the notes of a text.
    pub fn of(body: &'body Body) -> Self {
        let blocks = body.blocks();
        let marks: Vec<Vec<String>> = blocks.iter().map(marks_in).collect();
        if marks.iter().all(Vec::is_empty) {
            return Self::default();
        }
        let begins = (1..blocks.len()).rev();
        let mut candidates = begins.filter_map(|begin| {
            let notes = notes_from(blocks.get(begin..).unwrap_or_default())?;
            let referred = in_order(marks.iter().take(begin).flatten());
            match_references(&notes, &referred).then(|| Self {
                all: notes,
                begin,
                already_set: HashSet::new(),
            })
        });
        candidates.next().unwrap_or_default()
    }

    /// Sets the notes that a block refers to, except those that were set above it.
    pub fn set_notes_of(&mut self, galley: &mut Galley, number: usize, block: &Block) {
        if number >= self.begin {
            return;
        }
        for mark in marks_in(block) {
            let Some(&(_, note)) = self.all.iter().find(|(name, _)| *name == mark) else { continue };
            if self.already_set.insert(mark.clone()) {
                set_note(galley, &mark, note);
            }
        }
    }
}

/// Sets a note as an ornament, since it is a copy.
fn set_note(galley: &mut Galley, mark: &str, note: &[Block]) {
    let (position, first) = (galley.position, galley.lines.len());
    let around = std::mem::replace(&mut galley.text_role, Role::Note);
    galley.begin_part(Part::Headline);
    let margin = if begins_with_mark(note) {
        Margin::plain("  ", Role::Note)
    } else {
        Margin::hanging(format!("  {} ", raised(mark)), Role::Note)
    };
    galley.within(margin, |galley| set_blocks(galley, note, 0));
    galley.text_role = around;
    galley.position = position;
    for span in galley.lines.iter_mut().skip(first).flat_map(|line| &mut line.spans) {
        span.source = None;
    }
}

fn begins_with_mark(note: &[Block]) -> bool {
    match note.first() {
        Some(Block::Paragraph { text }) => matches!(text.runs(), [Inline::Superscript(_), ..]),
        _ => false,
    }
}

fn raised(mark: &str) -> String {
    mark.chars().map(|letter| crate::text::Baseline::Raised.shifted(letter).unwrap_or(letter)).collect()
}

/// Whether the marks of notes are those of the references, in their order.
fn match_references(notes: &[(String, &[Block])], referred: &[&String]) -> bool {
    let mut names = notes.iter().map(|(name, _)| name);
    let all_are_notes = referred.iter().all(|mark| names.any(|name| name == *mark));
    !referred.is_empty() && all_are_notes && referred.len() * 100 >= notes.len() * REFERRED_TO
}

/// Each mark once, in the order of first occurrence.
fn in_order<'marks>(marks: impl Iterator<Item = &'marks String>) -> Vec<&'marks String> {
    let mut seen = HashSet::new();
    marks.filter(|mark| seen.insert(*mark)).collect()
}

/// The notes that begin with these blocks.
fn notes_from(blocks: &[Block]) -> Option<Vec<(String, &[Block])>> {
    match blocks.first()? {
        Block::List { ordered: true, start, items } => {
            let numbers = start.unwrap_or(1)..;
            Some(numbers.zip(items).map(|(number, item)| (number.to_string(), item.as_slice())).collect())
        }
        Block::Paragraph { .. } => {
            let notes = marked_paragraphs(blocks);
            (!notes.is_empty()).then_some(notes)
        }
        _ => None,
    }
}

/// Paragraphs that begin with a raised mark, or follow a mark that stands alone.
fn marked_paragraphs(blocks: &[Block]) -> Vec<(String, &[Block])> {
    let mut notes = Vec::new();
    let mut rest = blocks;
    while let [Block::Paragraph { text }, after @ ..] = rest {
        let Some(Inline::Superscript(raised)) = text.runs().first() else { break };
        let Some(mark) = mark_of(raised) else { break };
        let stands_alone = text.to_plain().trim() == raised.to_plain().trim();
        let (note, after) = match after {
            [note, after @ ..] if stands_alone => (std::slice::from_ref(note), after),
            _ => (rest.get(..1).unwrap_or_default(), after),
        };
        notes.push((mark, note));
        rest = after;
    }
    notes
}

/// The raised marks of a block, in reading order.
fn marks_in(block: &Block) -> Vec<String> {
    let mut marks = Vec::new();
    block.each_inline(&mut |text| gather(text, &mut marks));
    marks
}

fn gather(text: &Text, marks: &mut Vec<String>) {
    for run in text.runs() {
        match run {
            Inline::Superscript(raised) => marks.extend(mark_of(raised)),
            Inline::Strong(inner)
            | Inline::Emphasis(inner)
            | Inline::Deleted(inner)
            | Inline::Link { text: inner, .. } => {
                gather(inner, marks);
            }
            Inline::Plain(_) | Inline::Code(_) | Inline::Math(_) | Inline::Subscript(_) | Inline::Break => {}
        }
    }
}

/// The mark in raised text, where it may be one: a number, a letter, or a sign.
fn mark_of(raised: &Text) -> Option<String> {
    let plain = raised.to_plain();
    let mark = plain.trim().trim_matches(['[', ']', '(', ')']).trim();
    let is_number = mark.bytes().all(|byte| byte.is_ascii_digit()) && !mark.starts_with('0');
    let is_sign = mark.chars().all(|sign| matches!(sign, '*' | '†' | '‡' | '§' | '¶'));
    let is_letter = mark.len() == 1 && mark.bytes().all(|byte| byte.is_ascii_lowercase());
    let is_mark =
        !mark.is_empty() && mark.chars().count() <= LONGEST_MARK && (is_number || is_sign || is_letter);
    is_mark.then(|| mark.to_owned())
}

#[cfg(test)]
mod tests {
    use crate::typeset::tests::sentences::set;

    #[test]
    fn a_footnote_is_repeated_below_its_reference() {
        let json = r#"[{"type":"paragraph","text":["It rose",{"sup":[{"link":"[1]","url":"https://paper.example/a"}]}," by 2 m",{"sup":"2"},"."]},
            {"type":"paragraph","text":["It fell.",{"sup":"1"}]},
            {"type":"heading","level":2,"text":"Notes"},
            {"type":"list","ordered":true,"items":[[{"type":"paragraph","text":"By night."}],[{"type":"paragraph","text":"At the bridge."}]]}]"#;

        let page = "\
It rose[1] by 2 m².

  ¹ By night.

  ² At the bridge.

It fell.¹

Notes

1. By night.
2. At the bridge.
";
        assert_eq!(set(json, 40), page);
    }

    #[test]
    fn notes_may_be_paragraphs_with_signs() {
        let json = r#"[{"type":"paragraph","text":["It rose",{"sup":"*"},"."]},{"type":"rule"},
            {"type":"paragraph","text":[{"sup":"*"}," By night."]}]"#;

        assert_eq!(set(json, 40), "It rose*.\n\n  * By night.\n\n                 * * *\n\n* By night.\n");
    }

    #[test]
    fn raised_figures_that_are_no_marks_bring_nothing() {
        let json = r#"[{"type":"paragraph","text":["A hall of 3 m",{"sup":"2"},"."]},
            {"type":"list","ordered":true,"items":[[{"type":"paragraph","text":"Enter."}],[{"type":"paragraph","text":"Sit."}],[{"type":"paragraph","text":"Wait."}]]}]"#;

        assert_eq!(set(json, 40), "A hall of 3 m².\n\n1. Enter.\n2. Sit.\n3. Wait.\n");
    }
}
