//! Words that a reply repeats: the line "On Monday, Ana wrote:" is said of the quotation below it.

use crate::domain::{Block, Body, Text};

/// How programs say who wrote what is quoted, and "Original message".
const WROTE: &[&str] = &[
    "wrote",
    "writes",
    "schrieb",
    "a écrit",
    "escribió",
    "ha scritto",
    "schreef",
    "escreveu",
    "skrev",
    "napisał",
    "kirjoitti",
    "написал",
    "пише",
    "写道",
    "のメッセージ",
];

/// Letters of such a line.
const LONGEST: usize = 300;

/// Gives quotations the line that tells whose words they are.
pub fn attribute(body: &mut Body) {
    let mut blocks: Vec<Block> = Vec::with_capacity(body.0.len());
    for mut block in body.0.drain(..) {
        if let Block::Quotation { blocks: quoted, attribution } = &mut block {
            let mut inner = Body(std::mem::take(quoted));
            attribute(&mut inner);
            *quoted = inner.0;
            if attribution.is_none()
                && let Some(told) = blocks.last().and_then(teller)
            {
                *attribution = Some(Text::plain(&told));
                blocks.pop();
            }
        }
        blocks.push(block);
    }
    body.0 = blocks;
}

/// What a paragraph says of the quotation below it, where it says no more than whose it is.
fn teller(block: &Block) -> Option<String> {
    let Block::Paragraph { text } = block else { return None };
    let words = text.to_plain();
    let told = words.trim().strip_suffix([':', '：'])?;
    let is_told = told.len() < LONGEST && WROTE.iter().any(|wrote| told.contains(wrote));
    is_told.then(|| told.to_owned())
}
