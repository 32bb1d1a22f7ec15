//! Footnotes: notes beside or below the text, to which it refers by a number or a sign.
//!
//! Extractors lose them: they are hidden, beside the text, below it, or only in a link. They are read before
//! extraction; those that the text refers to and lacks are added to the others, or after it.

mod marks;
mod places;

use dom_query::{Document, NodeId, NodeRef};

use crate::domain::{Block, Body, WebUrl};

use super::{blocks, dom};
pub use marks::{is_back_link, is_candidate};
use places::Places;

/// Most words of a note; a longer text is a chapter.
const LONGEST: usize = 400;

/// Words that identify a note, or the place of its reference.
const IDENTIFYING_WORDS: usize = 6;
const WORDS_BEFORE_REFERENCE: usize = 4;

/// The notes of a page, in the order of their references.
#[derive(Debug, Default)]
pub struct Footnotes(Vec<Note>);

#[derive(Debug)]
struct Note {
    /// The number or sign of the reference.
    mark: String,
    blocks: Vec<Block>,
    /// The first words of the note, and those before the reference in the text.
    words: String,
    before: String,
}

impl Footnotes {
    /// The notes that the candidates refer to.
    pub fn of(document: &Document, candidates: &[NodeId], base: Option<&WebUrl>) -> Self {
        let elements = candidates.iter().map(|id| NodeRef::new(*id, &document.tree));
        let references: Vec<(NodeRef<'_>, String)> =
            elements.filter_map(|node| marks::mark(&node).map(|mark| (node, mark))).collect();
        if references.is_empty() {
            return Self::default();
        }
        let places = Places::of(document);
        let mut known = Vec::new();
        let mut notes = Vec::new();
        for (reference, mark) in references {
            let Some(place) = places.of_note(&reference, &mark) else { continue };
            if known.contains(&place.id) || dom::is_longer(&place, LONGEST * 10) {
                continue;
            }
            known.push(place.id);
            notes.extend(Note::of(&reference, mark, &place, base));
        }
        Self(notes)
    }

    /// Adds the notes that a text refers to and lacks: beside the notes next to them, or after the text.
    pub fn complete(self, body: &mut Body) {
        if self.0.is_empty() {
            return;
        }
        let said = folded(&body.to_plain());
        let (mut told, mut lacking) = (Vec::new(), Vec::new());
        for note in self.0.into_iter().filter(|note| said.contains(&note.before)) {
            if said.contains(&note.words) {
                told.push(note.words);
                for lost in lacking.drain(..) {
                    insert(&mut body.0, told.last().map_or("", String::as_str), lost, false);
                }
            } else if let Some(before) = told.last() {
                let words = note.words.clone();
                insert(&mut body.0, before, note, true);
                told.push(words);
            } else {
                lacking.push(note);
            }
        }
        append(&mut body.0, lacking);
    }
}

impl Note {
    fn of(reference: &NodeRef<'_>, mark: String, place: &NodeRef<'_>, base: Option<&WebUrl>) -> Option<Self> {
        let blocks = match &*dom::name(place) {
            "p" => blocks::of_node(place, base),
            _ => blocks::of(place, base),
        };
        let plain: Vec<String> = blocks.iter().map(Block::to_plain).collect();
        let words = first_words(&plain.join(" "), &mark);
        let before = words_before(reference)?;
        (!words.is_empty()).then_some(Self { mark, blocks, words, before })
    }

    /// Whether the blocks have the mark in them.
    fn contains_mark(&self) -> bool {
        let plain = self.blocks.first().map(Block::to_plain).unwrap_or_default();
        plain.trim_start_matches(['[', '(']).starts_with(&self.mark)
    }
}

/// The first words of a note, without its mark.
fn first_words(plain: &str, mark: &str) -> String {
    let folded = folded(plain);
    let words = folded.strip_prefix(mark).map_or(folded.as_str(), str::trim_start);
    words.split(' ').take(IDENTIFYING_WORDS).collect::<Vec<_>>().join(" ")
}

/// The last words before a reference in its block; `None` where there are none.
fn words_before(reference: &NodeRef<'_>) -> Option<String> {
    let mut at = *reference;
    loop {
        let mut before = at.prev_sibling();
        while let Some(node) = before {
            let words = folded(&node.text());
            if !words.is_empty() {
                let words: Vec<&str> = words.split(' ').collect();
                let from = words.len().saturating_sub(WORDS_BEFORE_REFERENCE);
                return Some(words.get(from..)?.join(" "));
            }
            before = node.prev_sibling();
        }
        at = at.parent().filter(|parent| !dom::is_block(&dom::name(parent)))?;
    }
}

/// Letters and digits in lower case, one space between any two words.
fn folded(text: &str) -> String {
    let words = text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}

/// Puts a note after the one with these words, or before it, as an item of its list where it is in one.
fn insert(blocks: &mut Vec<Block>, beside: &str, note: Note, is_behind: bool) {
    let holds = |block: &Block| folded(&block.to_plain()).contains(beside);
    let Some(at) = blocks.iter().rposition(holds) else { return append(blocks, vec![note]) };
    let shift = usize::from(is_behind);
    if let Some(Block::List { items, .. }) = blocks.get_mut(at)
        && let Some(item) = items.iter().rposition(|item| item.iter().any(holds))
    {
        items.insert(item + shift, note.blocks);
    } else {
        blocks.splice(at + shift..at + shift, note.blocks);
    }
}

/// Adds notes after the text: in a numbered list where they are numbered, else each with its mark.
fn append(blocks: &mut Vec<Block>, notes: Vec<Note>) {
    let numbers: Option<Vec<u32>> = notes.iter().map(|note| note.mark.parse().ok()).collect();
    let counts = |numbers: &Vec<u32>| {
        numbers.windows(2).all(|pair| matches!(pair, [one, two] if one.checked_add(1) == Some(*two)))
    };
    let first = numbers.filter(counts).and_then(|numbers| numbers.first().copied());
    match first {
        Some(first) if !notes.iter().any(Note::contains_mark) => {
            let start = Some(first).filter(|first| *first != 1);
            let items = notes.into_iter().map(|note| note.blocks).collect();
            blocks.push(Block::List { ordered: true, start, items });
        }
        _ => blocks.extend(notes.into_iter().flat_map(marked)),
    }
}

/// The blocks of a note with its mark at the start.
fn marked(note: Note) -> Vec<Block> {
    let says_mark = note.contains_mark();
    let mut blocks = note.blocks;
    if let (false, Some(Block::Paragraph { text })) = (says_mark, blocks.first_mut()) {
        text.0.insert(
            0,
            crate::domain::Inline::Plain(crate::domain::Prose::from_untrusted(&(note.mark + " "))),
        );
    }
    blocks
}

#[cfg(test)]
mod tests {
    use crate::domain::Block;
    use crate::extract::extract_page;

    /// The blocks after the text of a page.
    fn after_text(reference: &str, notes: &str) -> Vec<String> {
        let line = |day: u8| {
            format!(
                "<p>On day {day} the river rose above its banks in the early hours, said the mayor, who asked everybody to stay at home.</p>"
            )
        };
        let text: String = (1..7).map(line).collect();
        let page = extract_page(
            &format!(
                "<body><article><h1>Rain</h1>{text}<p>Nobody was hurt in the night{reference}, he said.</p></article>{notes}"
            ),
            None,
            &|_| None,
        );
        let blocks = page.article.body.blocks().iter().map(Block::to_plain);
        blocks.skip_while(|block| !block.contains("Nobody")).skip(1).collect()
    }

    #[test]
    fn footnotes_are_found_wherever_a_page_has_them() {
        let said = "It was a dark night.";
        for (reference, notes) in [
            (
                "<sup><a href='#fn1'>1</a></sup>",
                format!("<div class=aside><ol><li id=fn1>{said} <a href='#r'>↩</a></ol></div>"),
            ),
            (
                "<a href='#_ftn1'>[1]</a>",
                format!("<hr><aside><p><a id=_ftn1 href='#r'>[1]</a> {said}</p></aside>"),
            ),
            ("<sup>1</sup>", format!("<aside><ol start=1><li>{said}</ol></aside>")),
            ("<sup>1</sup>", format!("<div><h4>Footnotes</h4><ol><li>{said}</ol></div>")),
            (
                "<span data-definition=a1><a href='#'>*</a></span>",
                format!("<aside id=a1 style='display:none'>{said}</aside>"),
            ),
            (
                "<span class=inline-footnote>1<span style='display: none'>It was a dark night.</span></span>",
                String::new(),
            ),
            (
                "<a class=footnote href='#FOOT1'><sup>1</sup></a>",
                format!("<div><h5><a id=FOOT1 href='#D'>(1)</a></h5><p>{said}</p></div>"),
            ),
        ] {
            let told = after_text(reference, &notes).join("|");
            assert!(told.contains(said), "{reference}: {told}");
            assert_eq!(told.matches(said).count(), 1, "{told}");
        }
    }

    #[test]
    fn numbers_that_lead_elsewhere_are_no_notes() {
        assert!(
            after_text("<a href='#top'>1</a>", "<div id=top>Rain in other places today</div>").is_empty()
        );
        assert!(after_text("<sup>2</sup>", "<ol><li>One thing<li>Another thing</ol>").is_empty());
    }
}
