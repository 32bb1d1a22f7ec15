//! Attributes the quotations in a reply: the line "On Monday, Ana wrote:" belongs to the quotation below it.

use crate::domain::{Block, Body, Text};

/// Words of attribution lines, and "Original message".
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

/// Most letters of an attribution line.
const LONGEST: usize = 300;

/// Moves attribution lines into their quotations.
pub fn attribute(body: &mut Body) {
    let mut blocks: Vec<Block> = Vec::with_capacity(body.0.len());
    for mut block in body.0.drain(..) {
        if let Block::Quotation { blocks: quoted, attribution } = &mut block {
            let mut inner = Body(std::mem::take(quoted));
            attribute(&mut inner);
            *quoted = inner.0;
            if attribution.is_none()
                && let Some(told) = blocks.last().and_then(attribution_line)
            {
                *attribution = Some(Text::plain(&told));
                blocks.pop();
            }
        }
        blocks.push(block);
    }
    body.0 = blocks;
}

/// The attribution in a paragraph, where it holds nothing else.
fn attribution_line(block: &Block) -> Option<String> {
    let Block::Paragraph { text } = block else { return None };
    let words = text.to_plain();
    let told = words.trim().strip_suffix([':', '：'])?;
    let is_told = told.len() < LONGEST && WROTE.iter().any(|wrote| told.contains(wrote));
    is_told.then(|| told.to_owned())
}
